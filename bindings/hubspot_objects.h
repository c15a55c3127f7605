#pragma once

#include <pybind11/operators.h>
#include <pybind11/stl.h>

#include "casters.h"
#include "crossdock/wire/hubspot/engagement.h"
#include "crossdock/wire/hubspot/objects.h"
#include "crossdock/wire/hubspot/requests.h"
#include "read_bytes.h"

// HubSpot's objects and the requests about them. Included by register_hubspot.cpp alone.
namespace crossdock::bindings {

// A typed reading of a property: RemoteObject.decimal(name) and its like.
template <typename Value>
auto typed_property(absl::StatusOr<std::optional<Value>> (hubspot::RemoteObject::*read)(const std::string&)
                        const) {
  return [read](const hubspot::RemoteObject& object, const std::string& property) {
    return value_or_throw((object.*read)(property));
  };
}

inline void register_refusals(py::module_& room) {
  using hubspot::BatchError;
  using hubspot::ErrorBody;
  using hubspot::ErrorDetail;
  py::class_<ErrorDetail>(room, "ErrorDetail")
      .def(py::self == py::self)
      .def_readonly("message", &ErrorDetail::message)
      .def_readonly("code", &ErrorDetail::code)
      .def_readonly("place", &ErrorDetail::place)
      .def_readonly("sub_category", &ErrorDetail::sub_category)
      .def_readonly("context", &ErrorDetail::context);
  py::class_<BatchError>(room, "BatchError")
      .def(py::self == py::self)
      .def_readonly("message", &BatchError::message)
      .def_readonly("category", &BatchError::category)
      .def_readonly("sub_category", &BatchError::sub_category)
      .def_readonly("ids", &BatchError::ids)
      .def_readonly("trace_ids", &BatchError::trace_ids)
      .def_readonly("status", &BatchError::status)
      .def_readonly("details", &BatchError::details)
      .def_readonly("context", &BatchError::context);
  py::class_<ErrorBody>(room, "ErrorBody")
      .def(py::self == py::self)
      .def_readonly("message", &ErrorBody::message)
      .def_readonly("category", &ErrorBody::category)
      .def_readonly("correlation_id", &ErrorBody::correlation_id)
      .def_readonly("sub_category", &ErrorBody::sub_category)
      .def_readonly("policy_name", &ErrorBody::policy_name)
      .def_property_readonly("code", &ErrorBody::code)
      .def_readonly("details", &ErrorBody::details)
      .def_readonly("context", &ErrorBody::context);
  room.def(
      "read_error", [](const py::buffer& body) { return read_bytes(body, hubspot::read_error); },
      py::arg("body"));
}

inline void register_remote_object(py::module_& room) {
  using hubspot::AssociatedId;
  using hubspot::RemoteObject;
  py::class_<AssociatedId>(room, "AssociatedId")
      .def(py::self == py::self)
      .def_readonly("id", &AssociatedId::id)
      .def_readonly("type", &AssociatedId::type);
  py::class_<RemoteObject>(room, "RemoteObject")
      .def(py::self == py::self)
      .def("__repr__",
           [](const RemoteObject& object) {
             return "<RemoteObject " + object.id + ", " + std::to_string(object.properties.size()) +
                    " properties>";
           })
      .def_readonly("id", &RemoteObject::id)
      .def_readonly("properties", &RemoteObject::properties)
      .def_readonly("updated_at", &RemoteObject::updated_at)
      .def_readonly("created_at", &RemoteObject::created_at)
      .def_readonly("archived_at", &RemoteObject::archived_at)
      .def_readonly("new", &RemoteObject::is_new)
      .def_readonly("trace_id", &RemoteObject::trace_id)
      .def_readonly("archived", &RemoteObject::archived)
      .def_readonly("associations", &RemoteObject::associations)
      .def("text", &RemoteObject::text, py::arg("property"))
      .def("decimal", typed_property(&RemoteObject::decimal), py::arg("property"))
      .def("integer", typed_property(&RemoteObject::integer), py::arg("property"))
      .def("boolean", typed_property(&RemoteObject::boolean), py::arg("property"))
      .def("timestamp", typed_property(&RemoteObject::timestamp), py::arg("property"))
      .def("choices", &RemoteObject::choices, py::arg("property"));
}

inline void register_object_answers(py::module_& room) {
  using hubspot::BatchResult;
  using hubspot::ObjectPage;
  py::class_<BatchResult>(room, "BatchResult")
      .def_readonly("status", &BatchResult::status)
      .def_readonly("results", &BatchResult::results)
      .def_readonly("errors", &BatchResult::errors);
  py::class_<ObjectPage>(room, "ObjectPage")
      .def_readonly("total", &ObjectPage::total)
      .def_readonly("results", &ObjectPage::results)
      .def_readonly("after", &ObjectPage::after);
  room.def(
      "read_object", [](const py::buffer& body) { return read_bytes(body, hubspot::read_object); },
      py::arg("body"));
  room.def(
      "read_batch_result",
      [](const py::buffer& body) { return read_bytes(body, hubspot::read_batch_result); }, py::arg("body"));
  room.def(
      "read_search_page", [](const py::buffer& body) { return read_bytes(body, hubspot::read_search_page); },
      py::arg("body"));
  room.def(
      "read_list_page", [](const py::buffer& body) { return read_bytes(body, hubspot::read_list_page); },
      py::arg("body"));
}

inline void register_request_classes(py::module_& room) {
  using hubspot::Filter;
  using hubspot::NewAssociation;
  using hubspot::ObjectInput;
  using Properties = std::vector<std::pair<std::string, std::string>>;
  py::class_<NewAssociation>(room, "NewAssociation")
      .def(py::init([](std::string to_id, std::vector<hubspot::AssociationType> types) {
             return NewAssociation{std::move(to_id), std::move(types)};
           }),
           py::arg("to_id"), py::arg("types"))
      .def(py::self == py::self)
      .def_readonly("to_id", &NewAssociation::to_id)
      .def_readonly("types", &NewAssociation::types);
  py::class_<ObjectInput>(room, "ObjectInput")
      .def(py::init([](std::string id_value, Properties properties, std::optional<std::string> trace_id,
                       std::vector<NewAssociation> associations) {
             return ObjectInput{std::move(id_value), std::move(properties), std::move(trace_id),
                                std::move(associations)};
           }),
           py::arg("id_value"), py::arg("properties"), py::arg("trace_id") = py::none(), py::kw_only(),
           py::arg("associations") = std::vector<NewAssociation>())
      .def(py::self == py::self)
      .def_readonly("id_value", &ObjectInput::id_value)
      .def_readonly("properties", &ObjectInput::properties)
      .def_readonly("trace_id", &ObjectInput::trace_id)
      .def_readonly("associations", &ObjectInput::associations);
  py::class_<Filter>(room, "Filter")
      .def(py::init([](std::string property, std::string op, std::optional<std::string> value,
                       std::optional<std::string> high_value, std::vector<std::string> values) {
             return Filter{std::move(property), std::move(op), std::move(value), std::move(high_value),
                           std::move(values)};
           }),
           py::arg("property_name"), py::arg("operator"), py::arg("value") = py::none(), py::kw_only(),
           py::arg("high_value") = py::none(), py::arg("values") = std::vector<std::string>())
      .def(py::self == py::self)
      .def_readonly("property_name", &Filter::property)
      .def_readonly("operator", &Filter::op)
      .def_readonly("value", &Filter::value)
      .def_readonly("high_value", &Filter::high_value)
      .def_readonly("values", &Filter::values);
}

inline void register_batch_writers(py::module_& room) {
  using hubspot::ObjectInput;
  room.def(
      "write_batch_upsert",
      [](const std::vector<ObjectInput>& inputs, const std::string& id_property) {
        return py::bytes(value_or_throw(hubspot::write_batch_upsert(inputs, id_property)));
      },
      py::arg("inputs"), py::kw_only(), py::arg("id_property"));
  room.def(
      "write_batch_create",
      [](const std::vector<ObjectInput>& inputs) {
        return py::bytes(value_or_throw(hubspot::write_batch_create(inputs)));
      },
      py::arg("inputs"));
  room.def(
      "write_batch_update",
      [](const std::vector<ObjectInput>& inputs, const std::optional<std::string>& id_property) {
        return py::bytes(value_or_throw(hubspot::write_batch_update(inputs, id_property)));
      },
      py::arg("inputs"), py::kw_only(), py::arg("id_property") = py::none());
  room.def(
      "write_batch_read",
      [](const std::vector<std::string>& ids, const std::vector<std::string>& properties,
         const std::optional<std::string>& id_property) {
        return py::bytes(value_or_throw(hubspot::write_batch_read(ids, properties, id_property)));
      },
      py::arg("ids"), py::arg("properties"), py::arg("id_property") = py::none());
  room.def(
      "write_batch_archive",
      [](const std::vector<std::string>& ids) {
        return py::bytes(value_or_throw(hubspot::write_batch_archive(ids)));
      },
      py::arg("ids"));
}

inline void register_search_writer(py::module_& room) {
  room.def(
      "write_object_search",
      [](std::vector<std::vector<hubspot::Filter>> groups, std::optional<std::string> query,
         std::optional<std::string> sort_property, bool descending, std::vector<std::string> properties,
         std::optional<std::string> after, std::int64_t limit) {
        return py::bytes(value_or_throw(
            hubspot::write_search({std::move(groups), std::move(query), std::move(sort_property), descending,
                                   std::move(properties), std::move(after), limit})));
      },
      py::kw_only(), py::arg("groups") = std::vector<std::vector<hubspot::Filter>>(),
      py::arg("query") = py::none(), py::arg("sort_property") = py::none(), py::arg("descending") = false,
      py::arg("properties") = std::vector<std::string>(), py::arg("after") = py::none(),
      py::arg("limit") = 100);
}

inline void register_engagement(py::module_& room) {
  using canonical::Engagement;
  using canonical::SegmentMembership;
  using canonical::ServiceCase;
  py::class_<SegmentMembership>(room, "SegmentMembership")
      .def(py::self == py::self)
      .def_readonly("segment_id", &SegmentMembership::segment_id)
      .def_readonly("since", &SegmentMembership::since);
  py::class_<Engagement>(room, "Engagement")
      .def(py::self == py::self)
      .def("__repr__",
           [](const Engagement& engagement) { return "<Engagement of " + engagement.person_id + ">"; })
      .def_readonly("person_id", &Engagement::person_id)
      .def_readonly("email", &Engagement::email)
      .def_readonly("lifecycle_stage", &Engagement::lifecycle_stage)
      .def_readonly("lead_status", &Engagement::lead_status)
      .def_readonly("score", &Engagement::score)
      .def_readonly("owner_id", &Engagement::owner_id)
      .def_readonly("segments", &Engagement::segments)
      .def_readonly("updated_at", &Engagement::updated_at)
      .def_readonly("is_archived", &Engagement::is_archived);
  py::class_<ServiceCase>(room, "ServiceCase")
      .def(py::self == py::self)
      .def("__repr__", [](const ServiceCase& one) { return "<ServiceCase " + one.id + ">"; })
      .def_readonly("id", &ServiceCase::id)
      .def_readonly("subject", &ServiceCase::subject)
      .def_readonly("content", &ServiceCase::content)
      .def_readonly("pipeline", &ServiceCase::pipeline)
      .def_readonly("stage", &ServiceCase::stage)
      .def_readonly("priority", &ServiceCase::priority)
      .def_readonly("categories", &ServiceCase::categories)
      .def_readonly("source", &ServiceCase::source)
      .def_readonly("resolution", &ServiceCase::resolution)
      .def_readonly("owner_id", &ServiceCase::owner_id)
      .def_readonly("contact_ids", &ServiceCase::contact_ids)
      .def_readonly("created_at", &ServiceCase::created_at)
      .def_readonly("updated_at", &ServiceCase::updated_at)
      .def_readonly("closed_at", &ServiceCase::closed_at)
      .def_readonly("is_archived", &ServiceCase::is_archived);
  room.def("engagement_properties", &hubspot::engagement_properties);
  room.def("service_case_properties", &hubspot::service_case_properties);
  room.def(
      "engagement_of",
      [](const hubspot::RemoteObject& contact, const std::string& score_property,
         std::vector<SegmentMembership> segments) {
        Engagement engagement = value_or_throw(hubspot::engagement_of(contact, score_property));
        engagement.segments = std::move(segments);
        return engagement;
      },
      py::arg("contact"), py::kw_only(), py::arg("score_property") = "",
      py::arg("segments") = std::vector<SegmentMembership>());
  room.def(
      "service_case_of",
      [](const hubspot::RemoteObject& ticket) { return value_or_throw(hubspot::service_case_of(ticket)); },
      py::arg("ticket"));
  room.def(
      "read_segments", [](const py::buffer& body) { return read_bytes(body, hubspot::read_segments); },
      py::arg("body"));
}

inline void register_objects(py::module_& room) {
  register_remote_object(room);
  register_object_answers(room);
  register_request_classes(room);
  register_batch_writers(room);
  register_search_writer(room);
  register_engagement(room);
}

}  // namespace crossdock::bindings
