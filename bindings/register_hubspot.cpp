#include <pybind11/operators.h>
#include <pybind11/stl.h>

#include "crossdock/wire/hubspot/associations.h"
#include "crossdock/wire/hubspot/properties.h"
#include "crossdock/wire/hubspot/webhook_events.h"
#include "hubspot_objects.h"
#include "read_bytes.h"
#include "register.h"

namespace crossdock::bindings {
namespace {

using hubspot::AssociationInput;
using hubspot::AssociationType;

void register_association_values(py::module_& room) {
  using hubspot::AssociatedObject;
  using hubspot::MadeAssociation;
  using hubspot::ObjectAssociations;
  py::class_<AssociationType>(room, "AssociationType")
      .def(py::init([](std::string category, std::int64_t type_id) {
             return AssociationType{std::move(category), type_id, std::nullopt};
           }),
           py::arg("category"), py::arg("type_id"))
      .def(py::self == py::self)
      .def_readonly("category", &AssociationType::category)
      .def_readonly("type_id", &AssociationType::type_id)
      .def_readonly("label", &AssociationType::label);
  py::class_<AssociatedObject>(room, "AssociatedObject")
      .def(py::self == py::self)
      .def_readonly("to_id", &AssociatedObject::to_id)
      .def_readonly("types", &AssociatedObject::types);
  py::class_<ObjectAssociations>(room, "ObjectAssociations")
      .def(py::self == py::self)
      .def_readonly("from_id", &ObjectAssociations::from_id)
      .def_readonly("to", &ObjectAssociations::to)
      .def_readonly("after", &ObjectAssociations::after);
  py::class_<MadeAssociation>(room, "MadeAssociation")
      .def(py::self == py::self)
      .def_readonly("from_id", &MadeAssociation::from_id)
      .def_readonly("to_id", &MadeAssociation::to_id)
      .def_readonly("labels", &MadeAssociation::labels)
      .def_readonly("default_type", &MadeAssociation::default_type);
  py::class_<AssociationInput>(room, "AssociationInput")
      .def(py::init([](std::string from_id, std::string to_id, std::vector<AssociationType> types) {
             return AssociationInput{std::move(from_id), std::move(to_id), std::move(types)};
           }),
           py::arg("from_id"), py::arg("to_id"), py::arg("types") = std::vector<AssociationType>())
      .def(py::self == py::self)
      .def_readonly("from_id", &AssociationInput::from_id)
      .def_readonly("to_id", &AssociationInput::to_id)
      .def_readonly("types", &AssociationInput::types);
}

void register_association_readers(py::module_& room) {
  using hubspot::AssociationsResult;
  using hubspot::MadeAssociations;
  py::class_<AssociationsResult>(room, "AssociationsResult")
      .def_readonly("status", &AssociationsResult::status)
      .def_readonly("results", &AssociationsResult::results)
      .def_readonly("errors", &AssociationsResult::errors);
  py::class_<MadeAssociations>(room, "MadeAssociations")
      .def_readonly("status", &MadeAssociations::status)
      .def_readonly("results", &MadeAssociations::results)
      .def_readonly("errors", &MadeAssociations::errors);
  room.def(
      "read_associations",
      [](const py::buffer& body) { return read_bytes(body, hubspot::read_associations); }, py::arg("body"));
  room.def(
      "read_associations_page",
      [](const py::buffer& body, const std::string& from_id) {
        return read_bytes(
            body, [&](std::string_view bytes) { return hubspot::read_associations_page(bytes, from_id); });
      },
      py::arg("body"), py::arg("from_id"));
  room.def(
      "read_made_associations",
      [](const py::buffer& body) { return read_bytes(body, hubspot::read_made_associations); },
      py::arg("body"));
  room.def(
      "read_association_types",
      [](const py::buffer& body) { return read_bytes(body, hubspot::read_association_types); },
      py::arg("body"));
}

void register_association_writers(py::module_& room) {
  room.def(
      "write_associations_create",
      [](const std::vector<AssociationInput>& inputs) {
        return py::bytes(value_or_throw(hubspot::write_associations_create(inputs)));
      },
      py::arg("inputs"));
  room.def(
      "write_associations_archive",
      [](const std::vector<AssociationInput>& inputs) {
        return py::bytes(value_or_throw(hubspot::write_associations_archive(inputs)));
      },
      py::arg("inputs"));
  room.def(
      "write_associations_read",
      [](const std::vector<std::pair<std::string, std::optional<std::string>>>& objects) {
        std::vector<hubspot::AssociationsRequest> requests;
        requests.reserve(objects.size());
        for (const auto& [from_id, after] : objects) requests.push_back({from_id, after});
        return py::bytes(value_or_throw(hubspot::write_associations_read(requests)));
      },
      py::arg("objects"));
}

void register_properties(py::module_& room) {
  using hubspot::PropertiesResult;
  using hubspot::PropertyDefinition;
  using hubspot::PropertyGroup;
  using hubspot::PropertyOption;
  py::class_<PropertyOption>(room, "PropertyOption")
      .def(py::self == py::self)
      .def_readonly("value", &PropertyOption::value)
      .def_readonly("label", &PropertyOption::label)
      .def_readonly("display_order", &PropertyOption::display_order)
      .def_readonly("hidden", &PropertyOption::hidden);
  py::class_<PropertyDefinition>(room, "PropertyDefinition")
      .def(py::self == py::self)
      .def_readonly("name", &PropertyDefinition::name)
      .def_readonly("label", &PropertyDefinition::label)
      .def_readonly("type", &PropertyDefinition::type)
      .def_readonly("field_type", &PropertyDefinition::field_type)
      .def_readonly("group", &PropertyDefinition::group)
      .def_readonly("options", &PropertyDefinition::options)
      .def_readonly("has_unique_value", &PropertyDefinition::has_unique_value)
      .def_readonly("calculated", &PropertyDefinition::calculated)
      .def_readonly("hidden", &PropertyDefinition::hidden)
      .def_readonly("archived", &PropertyDefinition::archived)
      .def_readonly("hubspot_defined", &PropertyDefinition::hubspot_defined)
      .def_readonly("read_only", &PropertyDefinition::read_only);
  py::class_<PropertyGroup>(room, "PropertyGroup")
      .def(py::self == py::self)
      .def_readonly("name", &PropertyGroup::name)
      .def_readonly("label", &PropertyGroup::label)
      .def_readonly("archived", &PropertyGroup::archived);
  py::class_<PropertiesResult>(room, "PropertiesResult")
      .def_readonly("status", &PropertiesResult::status)
      .def_readonly("results", &PropertiesResult::results)
      .def_readonly("errors", &PropertiesResult::errors);
  room.def(
      "read_properties", [](const py::buffer& body) { return read_bytes(body, hubspot::read_properties); },
      py::arg("body"));
  room.def(
      "read_properties_result",
      [](const py::buffer& body) { return read_bytes(body, hubspot::read_properties_result); },
      py::arg("body"));
  room.def(
      "read_property_groups",
      [](const py::buffer& body) { return read_bytes(body, hubspot::read_property_groups); },
      py::arg("body"));
}

void register_events(py::module_& room) {
  using hubspot::AssociationEvent;
  using hubspot::MergeEvent;
  using hubspot::WebhookEvent;
  py::class_<MergeEvent>(room, "MergeEvent")
      .def(py::self == py::self)
      .def_readonly("primary_id", &MergeEvent::primary_id)
      .def_readonly("merged_ids", &MergeEvent::merged_ids)
      .def_readonly("new_id", &MergeEvent::new_id)
      .def_readonly("properties_moved", &MergeEvent::properties_moved);
  py::class_<AssociationEvent>(room, "AssociationEvent")
      .def(py::self == py::self)
      .def_readonly("from_id", &AssociationEvent::from_id)
      .def_readonly("to_id", &AssociationEvent::to_id)
      .def_readonly("removed", &AssociationEvent::removed)
      .def_readonly("is_primary", &AssociationEvent::is_primary)
      .def_readonly("type", &AssociationEvent::type)
      .def_readonly("category", &AssociationEvent::category)
      .def_readonly("type_id", &AssociationEvent::type_id)
      .def_readonly("from_type_id", &AssociationEvent::from_type_id)
      .def_readonly("to_type_id", &AssociationEvent::to_type_id);
  py::class_<WebhookEvent>(room, "WebhookEvent")
      .def("__repr__",
           [](const WebhookEvent& event) {
             return "<WebhookEvent " + event.subscription_type + " of " + event.object_id + ">";
           })
      .def_readonly("object_id", &WebhookEvent::object_id)
      .def_readonly("subscription_type", &WebhookEvent::subscription_type)
      .def_readonly("kind", &WebhookEvent::kind)
      .def_readonly("object_type_id", &WebhookEvent::object_type_id)
      .def_readonly("property_name", &WebhookEvent::property_name)
      .def_readonly("property_value", &WebhookEvent::property_value)
      .def_readonly("is_sensitive", &WebhookEvent::is_sensitive)
      .def_readonly("merge", &WebhookEvent::merge)
      .def_readonly("association", &WebhookEvent::association)
      .def_readonly("message_id", &WebhookEvent::message_id)
      .def_readonly("message_type", &WebhookEvent::message_type)
      .def_readonly("occurred_at_ms", &WebhookEvent::occurred_at_ms)
      .def_readonly("portal_id", &WebhookEvent::portal_id)
      .def_readonly("subscription_id", &WebhookEvent::subscription_id)
      .def_readonly("app_id", &WebhookEvent::app_id)
      .def_readonly("event_id", &WebhookEvent::event_id)
      .def_readonly("change_source", &WebhookEvent::change_source)
      .def_readonly("change_flag", &WebhookEvent::change_flag)
      .def_readonly("source_id", &WebhookEvent::source_id)
      .def_readonly("attempt", &WebhookEvent::attempt)
      .def_readonly("key", &WebhookEvent::key);
  room.def(
      "read_webhook_events",
      [](const py::buffer& body) { return read_bytes(body, hubspot::read_webhook_events); }, py::arg("body"));
}

}  // namespace

void register_hubspot(py::module_& module) {
  py::module_ room = module.def_submodule("hubspot", "HubSpot's bytes to values and back.");
  register_refusals(room);
  register_association_values(room);
  register_objects(room);
  register_association_readers(room);
  register_association_writers(room);
  register_properties(room);
  register_events(room);
}

}  // namespace crossdock::bindings
