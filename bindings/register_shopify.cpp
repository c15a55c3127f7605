#include <pybind11/operators.h>
#include <pybind11/stl.h>

#include <vector>

#include "casters.h"
#include "crossdock/base/decode_error.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/graphql.h"
#include "crossdock/wire/shopify/identify.h"
#include "crossdock/wire/shopify/inventory.h"
#include "read_bytes.h"
#include "read_stream.h"
#include "register.h"
#include "shopify_bulk.h"

namespace crossdock::bindings {
namespace {

using canonical::LevelChanges;

py::object optional_bytes(const std::optional<std::string>& content) {
  if (!content.has_value()) return py::none();
  return py::bytes(*content);
}

py::tuple read_levels(const py::buffer& data) {
  shopify::LevelAnswer answer = read_bytes(data, shopify::read_levels);
  py::dict gids;
  for (std::size_t row = 0; row < answer.gids.size(); ++row) {
    gids[py::make_tuple(answer.levels.inventory_item_ids[row], answer.levels.location_ids[row])] =
        answer.gids[row];
  }
  return py::make_tuple(std::move(answer.levels), std::move(gids));
}

py::list read_nodes(const py::buffer& data) {
  py::list nodes;
  for (const std::optional<std::string>& node : read_bytes(data, shopify::read_nodes)) {
    nodes.append(optional_bytes(node));
  }
  return nodes;
}

py::list orders_of_page(const shopify::OrdersPage& page) {
  py::list orders;
  for (const shopify::OrderOnPage& order : page.orders) {
    orders.append(py::make_tuple(order.id, order.updated_at, py::bytes(order.node)));
  }
  return orders;
}

std::string make_gid(const std::string& kind, std::int64_t id) {
  std::string text = shopify::make_gid(kind, id);
  const std::optional<shopify::Gid> gid = shopify::parse_gid(text);
  if (!gid.has_value() || gid->kind != kind) {
    throw_unless_ok(
        absl::InvalidArgumentError("A global id needs a kind made of letters and an id above zero."));
  }
  return text;
}

std::int64_t legacy_id(const std::string& text) {
  const std::optional<shopify::Gid> gid = shopify::parse_gid(text);
  if (!gid.has_value()) {
    throw_unless_ok(to_status(base::DecodeError{"shopify", "global id", "$", "gid://shopify/<kind>/<number>",
                                                "a string of another form", std::nullopt}));
  }
  return gid->id;
}

void register_graphql(py::module_& room) {
  py::class_<shopify::GraphqlError>(room, "GraphqlError")
      .def_readonly("message", &shopify::GraphqlError::message)
      .def_readonly("code", &shopify::GraphqlError::code)
      .def_readonly("path", &shopify::GraphqlError::path);
  py::class_<shopify::GraphqlCost>(room, "GraphqlCost")
      .def_readonly("requested", &shopify::GraphqlCost::requested)
      .def_readonly("actual", &shopify::GraphqlCost::actual)
      .def_readonly("maximum", &shopify::GraphqlCost::maximum)
      .def_readonly("available", &shopify::GraphqlCost::available)
      .def_readonly("restore_rate", &shopify::GraphqlCost::restore_rate);
  py::class_<shopify::GraphqlResponse>(room, "GraphqlResponse")
      .def_readonly("errors", &shopify::GraphqlResponse::errors)
      .def_readonly("cost", &shopify::GraphqlResponse::cost)
      .def_property_readonly(
          "data", [](const shopify::GraphqlResponse& response) { return optional_bytes(response.data); });
  py::class_<shopify::UserError>(room, "UserError")
      .def_readonly("field", &shopify::UserError::field)
      .def_readonly("code", &shopify::UserError::code)
      .def_readonly("message", &shopify::UserError::message);
  py::class_<shopify::OrdersPage>(room, "OrdersPage")
      .def_property_readonly("orders", &orders_of_page)
      .def_readonly("has_next", &shopify::OrdersPage::has_next)
      .def_readonly("end_cursor", &shopify::OrdersPage::end_cursor);
  room.def(
      "read_response", [](const py::buffer& body) { return read_bytes(body, shopify::read_response); },
      py::arg("body"));
  room.def(
      "read_user_errors",
      [](const py::buffer& data, const std::string& mutation) {
        return read_bytes(data,
                          [&](std::string_view bytes) { return shopify::read_user_errors(bytes, mutation); });
      },
      py::arg("data"), py::arg("mutation"));
  room.def(
      "read_orders_page", [](const py::buffer& data) { return read_bytes(data, shopify::read_orders_page); },
      py::arg("data"));
  room.def("read_nodes", &read_nodes, py::arg("data"));
  room.def(
      "write_request",
      [](const std::string& document, const py::buffer& variables_json) {
        return py::bytes(read_bytes(
            variables_json, [&](std::string_view bytes) { return shopify::write_request(document, bytes); }));
      },
      py::arg("document"), py::arg("variables_json"));
}

void register_inventory_messages(py::module_& room) {
  room.def("read_levels", &read_levels, py::arg("data"));
  room.def(
      "write_inventory_set_quantities",
      [](const std::string& document, const LevelChanges& changes, const std::string& idempotency_key,
         const std::string& reason, const std::string& reference_uri) {
        return py::bytes(value_or_throw(shopify::write_inventory_set_quantities(
            document, changes, {idempotency_key, reason, reference_uri})));
      },
      py::arg("document"), py::arg("changes"), py::kw_only(), py::arg("idempotency_key"), py::arg("reason"),
      py::arg("reference_uri"));
}

void register_identities(py::module_& room) {
  py::class_<shopify::Identity>(room, "Identity")
      .def_readonly("object_key", &shopify::Identity::object_key)
      .def_readonly("version", &shopify::Identity::version);
  py::class_<shopify::BulkFinish>(room, "BulkFinish")
      .def_readonly("gid", &shopify::BulkFinish::gid)
      .def_readonly("status", &shopify::BulkFinish::status)
      .def_readonly("error_code", &shopify::BulkFinish::error_code);
  room.def(
      "identify",
      [](const std::string& topic, const py::buffer& body) {
        return read_bytes(body, [&](std::string_view bytes) { return shopify::identify(topic, bytes); });
      },
      py::arg("topic"), py::arg("body"));
  room.def(
      "read_bulk_finish", [](const py::buffer& body) { return read_bytes(body, shopify::read_bulk_finish); },
      py::arg("body"));
  room.def("gid", &make_gid, py::arg("kind"), py::arg("id"));
  room.def("legacy_id", &legacy_id, py::arg("gid"));
}

}  // namespace

void register_shopify(py::module_& module) {
  py::module_ room = module.def_submodule("shopify", "Shopify's bytes to values and back.");
  register_bulk_report(room);
  register_identities(room);
  register_graphql(room);
  register_inventory_messages(room);
}

}  // namespace crossdock::bindings
