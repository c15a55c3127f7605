#include <pybind11/operators.h>
#include <pybind11/stl.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "casters.h"
#include "crossdock/columns/table.h"
#include "crossdock/wire/shopify/inventory.h"
#include "crossdock/wire/shopify/object_writing.h"
#include "crossdock/wire/shopify/operation_writing.h"
#include "crossdock/wire/shopify/price_list_writing.h"
#include "crossdock/wire/shopify/product_writing.h"
#include "crossdock/wire/shopify/variant_writing.h"
#include "read_bytes.h"
#include "register.h"
#include "shopify_bulk_lines.h"
#include "shopify_inputs.h"
#include "table_columns.h"

namespace crossdock::bindings {
namespace {

using canonical::PriceChanges;
using columns::ColumnType;
using columns::Decimals;
using columns::Table;
using Ids = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

// A body of the core as bytes.
py::bytes written(absl::StatusOr<std::string> body) { return value_or_throw(std::move(body)); }

std::optional<base::Decimal> exact_or_none(const py::handle& value, const char* what) {
  if (value.is_none()) return std::nullopt;
  return Fields::exact_of(value, what);
}

PriceChanges prices_from_table(const Table& table) {
  const auto ids = [&table](const char* name) -> const Ids& {
    return *std::get_if<Ids>(&column_of(table, name, ColumnType::kBigint, Nulls::kRefused).values);
  };
  const auto decimal_at = [](const columns::Column& column, std::size_t row) {
    const auto& decimals = *std::get_if<Decimals>(&column.values);
    return base::Decimal(decimals.coefficients[row], decimals.scales[row]);
  };
  const columns::Column& prices = column_of(table, "price", ColumnType::kNumeric, Nulls::kRefused);
  const columns::Column& compare_at =
      column_of(table, "compare_at_price", ColumnType::kNumeric, Nulls::kAllowed);
  PriceChanges changes;
  changes.product_ids = ids("product_id");
  changes.variant_ids = ids("variant_id");
  changes.prices.reserve(table.size());
  changes.compare_at_prices.reserve(table.size());
  for (std::size_t row = 0; row < table.size(); ++row) {
    changes.prices.push_back(decimal_at(prices, row));
    changes.compare_at_prices.emplace_back();
    if (compare_at.valid[row] != 0) changes.compare_at_prices.back() = decimal_at(compare_at, row);
  }
  return changes;
}

PriceChanges prices_from_rows(const py::iterable& rows) {
  PriceChanges changes;
  for (const py::handle& given : rows) {
    const py::tuple row = row_of(given, 4, 4);
    changes.append(int64_of(row[0], "the product id"), int64_of(row[1], "the variant id"),
                   Fields::exact_of(row[2], "the price"), exact_or_none(row[3], "the compare-at price"));
  }
  return changes;
}

py::list rows_of_prices(const PriceChanges& changes) {
  py::list rows;
  for (std::size_t row = 0; row < changes.size(); ++row) {
    rows.append(py::make_tuple(changes.product_ids[row], changes.variant_ids[row], changes.prices[row],
                               changes.compare_at_prices[row]));
  }
  return rows;
}

void register_prices(py::module_& room) {
  py::class_<PriceChanges>(room, "PriceChanges")
      .def("__len__", &PriceChanges::size)
      .def(
          "__eq__", [](const PriceChanges& left, const PriceChanges& right) { return left == right; },
          py::is_operator())
      .def("rows", &rows_of_prices)
      .def_static("from_rows", &prices_from_rows, py::arg("rows"))
      .def_static("from_table", &prices_from_table, py::arg("table"))
      .attr("__hash__") = py::none();
  py::class_<shopify::PriceRequest>(room, "PriceRequest")
      .def_readonly("product_id", &shopify::PriceRequest::product_id)
      .def_readonly("rows", &shopify::PriceRequest::rows)
      .def_property_readonly("body", [](const shopify::PriceRequest& one) { return py::bytes(one.body); });
  room.def(
      "write_price_updates",
      [](const std::string& document, const PriceChanges& changes, bool allow_partial_updates) {
        return value_or_throw(shopify::write_price_updates(document, changes, allow_partial_updates));
      },
      py::arg("document"), py::arg("changes"), py::kw_only(), py::arg("allow_partial_updates") = false);
  room.def(
      "write_fixed_prices_add",
      [](const std::string& document, std::int64_t price_list_id, const std::string& currency,
         const py::iterable& rows) {
        std::vector<canonical::PriceListPrice> prices;
        for (const py::handle& given : rows) {
          const py::tuple row = row_of(given, 3, 3);
          prices.push_back({int64_of(row[0], "the variant id"), Fields::exact_of(row[1], "the price"),
                            exact_or_none(row[2], "the compare-at price"), "fixed"});
        }
        return written(shopify::write_fixed_prices_add(document, price_list_id, currency, prices));
      },
      py::arg("document"), py::arg("price_list_id"), py::arg("currency"), py::arg("prices"));
  room.def(
      "write_fixed_prices_delete",
      [](const std::string& document, std::int64_t price_list_id, const Ids& variant_ids) {
        return written(shopify::write_fixed_prices_delete(document, price_list_id, variant_ids));
      },
      py::arg("document"), py::arg("price_list_id"), py::arg("variant_ids"));
}

// The fields of a change by their canonical names.
constexpr std::array<std::pair<std::string_view, shopify::VariantField>, 12> kVariantFieldNames{{
    {"price", shopify::kVariantPrice},
    {"compare_at_price", shopify::kVariantCompareAtPrice},
    {"sku", shopify::kVariantSku},
    {"barcode", shopify::kVariantBarcode},
    {"options", shopify::kVariantOptions},
    {"inventory_policy", shopify::kVariantInventoryPolicy},
    {"taxable", shopify::kVariantTaxable},
    {"tax_code", shopify::kVariantTaxCode},
    {"item", shopify::kVariantItem},
    {"media_gids", shopify::kVariantMedia},
    {"metafields", shopify::kVariantMetafields},
    {"requires_components", shopify::kVariantRequiresComponents},
}};

// A dictionary of a variant's id and the fields to change; one that is there with None clears what the store
// has.
shopify::ChangedVariant changed_variant_from(const py::handle& given) {
  shopify::ChangedVariant changed{variant_from(given), 0};
  const auto fields = py::reinterpret_borrow<py::dict>(given);
  for (const auto& [name, field] : kVariantFieldNames) {
    if (fields.contains(name.data())) changed.fields |= field;
  }
  const bool lacks_value = (fields.contains("price") && fields["price"].is_none()) ||
                           (fields.contains("metafields") && fields["metafields"].is_none());
  if (lacks_value) throw py::value_error("a variant's price or metafields cannot be changed to None");
  if ((changed.fields & shopify::kVariantMedia) != 0 && !changed.variant.media_gids.has_value())
    changed.variant.media_gids.emplace();
  return changed;
}

void register_products(py::module_& room) {
  room.def(
      "write_variants_update",
      [](const std::string& document, std::int64_t product_id, const py::iterable& variants,
         bool allow_partial_updates) {
        std::vector<shopify::ChangedVariant> changed;
        for (const py::handle& given : variants) changed.push_back(changed_variant_from(given));
        return written(shopify::write_variants_update(document, product_id, changed, allow_partial_updates));
      },
      py::arg("document"), py::arg("product_id"), py::arg("variants"), py::kw_only(),
      py::arg("allow_partial_updates") = false);
  room.def(
      "write_product_set",
      [](const std::string& document, const py::object& product, bool variants, bool media, bool tags,
         bool synchronous) {
        return written(shopify::write_product_set(document, product_from(product), {variants, media, tags},
                                                  synchronous));
      },
      py::arg("document"), py::arg("product"), py::kw_only(), py::arg("variants") = false,
      py::arg("media") = false, py::arg("tags") = false, py::arg("synchronous") = true);
  room.def(
      "write_inventory_item_update",
      [](const std::string& document, const py::dict& item) {
        return written(shopify::write_inventory_item_update(document, item_from(item)));
      },
      py::arg("document"), py::arg("item"));
  room.def(
      "write_inventory_activate",
      [](const std::string& document, std::int64_t inventory_item_id, std::int64_t location_id,
         const std::string& idempotency_key, std::optional<std::int64_t> available) {
        return written(shopify::write_inventory_activate(
            document, {inventory_item_id, location_id, available, idempotency_key}));
      },
      py::arg("document"), py::arg("inventory_item_id"), py::arg("location_id"), py::kw_only(),
      py::arg("idempotency_key"), py::arg("available") = py::none());
}

base::Timestamp moment_from(const py::handle& value) {
  // An interned name: Python's cache of methods would keep each other one that it has seen.
  const auto name = py::reinterpret_steal<py::str>(PyUnicode_InternFromString("isoformat"));
  if (!name) throw py::error_already_set();
  const std::optional<base::Timestamp> moment =
      base::Timestamp::parse(py::cast<std::string>(value.attr(name)()));
  if (!moment.has_value()) throw py::value_error("a date of publication needs an offset from UTC");
  return *moment;
}

void register_objects(py::module_& room) {
  room.def(
      "write_publish",
      [](const std::string& document, const std::string& gid, const py::dict& publications) {
        std::vector<canonical::PublicationState> states;
        for (const auto& [id, date] : publications) {
          states.push_back({int64_of(id, "the publication id"), true, std::nullopt});
          if (!date.is_none()) states.back().publish_date = moment_from(date);
        }
        return written(shopify::write_publish(document, gid, states));
      },
      py::arg("document"), py::arg("gid"), py::arg("publications"));
  room.def(
      "write_unpublish",
      [](const std::string& document, const std::string& gid, const Ids& publication_ids) {
        return written(shopify::write_unpublish(document, gid, publication_ids));
      },
      py::arg("document"), py::arg("gid"), py::arg("publication_ids"));
  room.def(
      "write_collection_products",
      [](const std::string& document, std::int64_t collection_id, const Ids& product_ids) {
        return written(shopify::write_collection_products(document, collection_id, product_ids));
      },
      py::arg("document"), py::arg("collection_id"), py::arg("product_ids"));
  room.def(
      "write_tags",
      [](const std::string& document, const std::string& gid, const Texts& tags) {
        return written(shopify::write_tags(document, gid, tags));
      },
      py::arg("document"), py::arg("gid"), py::arg("tags"));
  room.def(
      "write_metafields_set",
      [](const std::string& document, const py::iterable& metafields) {
        std::vector<shopify::OwnedMetafield> owned;
        for (const py::handle& given : metafields) {
          const py::tuple row = row_of(given, 2, 3);
          owned.push_back({py::cast<std::string>(row[0]), metafield_from(row[1]), std::nullopt});
          if (row.size() == 3) owned.back().compare_digest = py::cast<std::optional<std::string>>(row[2]);
        }
        return written(shopify::write_metafields_set(document, owned));
      },
      py::arg("document"), py::arg("metafields"));
}

void register_operations(py::module_& room) {
  py::class_<shopify::StagedTarget>(room, "StagedTarget")
      .def_readonly("url", &shopify::StagedTarget::url)
      .def_readonly("resource_url", &shopify::StagedTarget::resource_url)
      .def_readonly("parameters", &shopify::StagedTarget::parameters)
      .def_property_readonly("path", &shopify::StagedTarget::path);
  room.def(
      "write_bulk_query",
      [](const std::string& document, const std::string& query) {
        return written(shopify::write_bulk_query(document, query));
      },
      py::arg("document"), py::arg("query"));
  room.def(
      "write_bulk_mutation",
      [](const std::string& document, const std::string& mutation, const std::string& staged_upload_path) {
        return written(shopify::write_bulk_mutation(document, mutation, staged_upload_path));
      },
      py::arg("document"), py::arg("mutation"), py::arg("staged_upload_path"));
  room.def(
      "write_staged_uploads",
      [](const std::string& document, const py::iterable& uploads) {
        std::vector<shopify::StagedUpload> made;
        for (const py::handle& given : uploads) {
          const py::tuple row = row_of(given, 3, 4);
          made.push_back({py::cast<std::string>(row[0]), py::cast<std::string>(row[1]),
                          py::cast<std::string>(row[2]), std::nullopt});
          if (row.size() == 4 && !py::handle(row[3]).is_none())
            made.back().file_bytes = int64_of(row[3], "the size");
        }
        return written(shopify::write_staged_uploads(document, made));
      },
      py::arg("document"), py::arg("uploads"));
  room.def(
      "read_staged_targets",
      [](const py::buffer& data) { return read_bytes(data, shopify::read_staged_targets); }, py::arg("data"));
  room.def(
      "write_webhook_subscribe",
      [](const std::string& document, const std::string& topic, const std::string& uri) {
        return written(shopify::write_webhook_subscribe(document, topic, uri));
      },
      py::arg("document"), py::arg("topic"), py::arg("uri"));
  room.def(
      "write_webhook_update",
      [](const std::string& document, const std::string& gid, const std::string& uri) {
        return written(shopify::write_webhook_update(document, gid, uri));
      },
      py::arg("document"), py::arg("gid"), py::arg("uri"));
}

}  // namespace

void register_shopify_writers(py::module_& module) {
  py::module_ room = module.attr("shopify");
  register_prices(room);
  register_products(room);
  register_objects(room);
  register_operations(room);
  register_bulk_lines(room);
}

}  // namespace crossdock::bindings
