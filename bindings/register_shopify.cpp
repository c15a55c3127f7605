#include <pybind11/operators.h>
#include <pybind11/stl.h>

#include <vector>

#include "casters.h"
#include "crossdock/base/decode_error.h"
#include "crossdock/wire/shopify/catalogue.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/graphql.h"
#include "crossdock/wire/shopify/identify.h"
#include "crossdock/wire/shopify/inventory.h"
#include "crossdock/wire/shopify/match_variants.h"
#include "read_bytes.h"
#include "read_stream.h"
#include "register.h"
#include "shopify_bulk.h"

namespace crossdock::bindings {
namespace {

using canonical::LevelChanges;
using canonical::Variant;
using shopify::VariantCatalogue;

py::object optional_bytes(const std::optional<std::string>& content) {
  if (!content.has_value()) return py::none();
  return py::bytes(*content);
}

VariantCatalogue read_variants_jsonl(const py::object& source) {
  return read_stream(source, shopify::read_variants);
}

std::optional<std::string> optional_text(const py::handle& value, const char* what) {
  if (value.is_none()) return std::nullopt;
  if (!py::isinstance<py::str>(value)) throw py::type_error(std::string(what) + " must be a str or None");
  return py::cast<std::string>(value);
}

shopify::LinkResult match_variants(const VariantCatalogue& catalogue, const py::iterable& local) {
  std::vector<shopify::LocalProduct> products;
  for (const py::handle& given : local) {
    const py::tuple row = row_of(given, 3, 3);
    products.push_back({int64_of(row[0], "the product id"), optional_text(row[1], "the SKU"),
                        optional_text(row[2], "the barcode")});
  }
  // The catalogue is immutable and held by the caller; the products are ours.
  const GilReleasedFor released(32 * (catalogue.variants.size() + products.size()));
  return shopify::match_variants(catalogue.variants, products);
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

void register_catalogue(py::module_& room) {
  py::class_<Variant>(room, "Variant")
      .def_readonly("variant_id", &Variant::variant_id)
      .def_readonly("product_id", &Variant::product_id)
      .def_readonly("inventory_item_id", &Variant::inventory_item_id)
      .def_readonly("sku", &Variant::sku)
      .def_readonly("barcode", &Variant::barcode)
      .def_readonly("title", &Variant::title)
      .def_readonly("product_title", &Variant::product_title)
      .def_readonly("tracked", &Variant::tracked);
  py::class_<VariantCatalogue>(room, "VariantCatalogue")
      .def("__len__", [](const VariantCatalogue& catalogue) { return catalogue.variants.size(); })
      .def_readonly("levels", &VariantCatalogue::levels)
      .def_readonly("errors", &VariantCatalogue::errors)
      .def_readonly("error_count", &VariantCatalogue::error_count)
      .def_readonly("truncated", &VariantCatalogue::truncated)
      .def(
          "rows",
          [](const VariantCatalogue& catalogue) -> const std::vector<Variant>& { return catalogue.variants; },
          py::return_value_policy::reference_internal);
  room.def("read_variants_jsonl", &read_variants_jsonl, py::arg("path"));
}

void register_matching(py::module_& room) {
  py::class_<shopify::Match>(room, "Match")
      .def_readonly("variant_id", &shopify::Match::variant_id)
      .def_readonly("inventory_item_id", &shopify::Match::inventory_item_id)
      .def_readonly("product_id", &shopify::Match::product_id)
      .def_readonly("by", &shopify::Match::by);
  py::class_<shopify::Ambiguity>(room, "Ambiguity")
      .def_readonly("key", &shopify::Ambiguity::key)
      .def_readonly("by", &shopify::Ambiguity::by)
      .def_readonly("variant_ids", &shopify::Ambiguity::variant_ids)
      .def_readonly("product_ids", &shopify::Ambiguity::product_ids);
  py::class_<shopify::LinkResult>(room, "LinkResult")
      .def_readonly("matched", &shopify::LinkResult::matched)
      .def_readonly("ambiguous", &shopify::LinkResult::ambiguous)
      .def_readonly("only_remote", &shopify::LinkResult::only_remote)
      .def_readonly("only_local", &shopify::LinkResult::only_local);
  room.def("match_variants", &match_variants, py::arg("catalogue"), py::arg("local"));
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
  register_catalogue(room);
  register_matching(room);
}

}  // namespace crossdock::bindings
