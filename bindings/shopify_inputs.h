#pragma once

#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "buffers.h"
#include "crossdock/base/decimal.h"
#include "crossdock/canonical/product.h"
#include "errors.h"

// Canonical values from Python's dictionaries: the names are those of the canonical fields, what is missing
// or None is not told, and a name that is none of a field is an error instead of being lost.
namespace crossdock::bindings {

class Fields {
 public:
  Fields(const py::handle& given, const char* what) : what_(what) {
    if (!py::isinstance<py::dict>(given)) throw py::type_error(what_ + " must be a dict");
    given_ = py::reinterpret_borrow<py::dict>(given);
  }

  // What stands under a name; nothing where it is missing or None.
  std::optional<py::object> find(const char* name) {
    if (!given_.contains(name)) return std::nullopt;
    ++found_;
    py::object value = given_[name];
    if (value.is_none()) return std::nullopt;
    return value;
  }

  std::optional<std::string> text(const char* name) {
    const auto value = find(name);
    if (!value) return std::nullopt;
    if (!py::isinstance<py::str>(*value)) wrong(name, "a str");
    return py::cast<std::string>(*value);
  }
  std::string text_or_empty(const char* name) { return text(name).value_or(""); }

  std::optional<std::int64_t> integer(const char* name) {
    const auto value = find(name);
    if (!value) return std::nullopt;
    return int64_of(*value, name);
  }

  std::optional<bool> boolean(const char* name) {
    const auto value = find(name);
    if (!value) return std::nullopt;
    if (!PyBool_Check(value->ptr())) wrong(name, "a bool");
    return value->ptr() == Py_True;
  }

  std::optional<base::Decimal> decimal(const char* name) {
    const auto value = find(name);
    if (!value) return std::nullopt;
    return exact_of(*value, name);
  }

  std::optional<std::vector<std::string>> texts(const char* name) {
    return list<std::string>(name, [this, name](const py::handle& element) {
      if (!py::isinstance<py::str>(element)) wrong(name, "a list of str");
      return py::cast<std::string>(element);
    });
  }

  template <typename Value, typename Make>
  std::optional<std::vector<Value>> list(const char* name, Make make) {
    const auto value = find(name);
    if (!value) return std::nullopt;
    if (!py::isinstance<py::list>(*value) && !py::isinstance<py::tuple>(*value)) wrong(name, "a list");
    std::vector<Value> made;
    for (const py::handle& element : py::reinterpret_borrow<py::sequence>(*value))
      made.push_back(make(element));
    return made;
  }

  // Called when all fields have been asked for.
  void finish() const {
    if (found_ != given_.size()) throw py::key_error(what_ + " has a field of an unknown name");
  }

  // A Decimal or an int, exactly.
  static base::Decimal exact_of(const py::handle& value, const char* what) {
    const bool is_decimal = py::isinstance(value, py::module_::import("decimal").attr("Decimal"));
    if (!is_decimal && (!PyLong_Check(value.ptr()) || PyBool_Check(value.ptr())))
      throw py::type_error(std::string(what) + " must be a Decimal or an int");
    const base::ParsedDecimal parsed = base::Decimal::parse(py::str(value).cast<std::string>());
    if (parsed.fault)
      throw_unless_ok(
          absl::InvalidArgumentError(std::string(what) + " is not exact within 64 bits and 18 places."));
    return parsed.value;
  }

 private:
  [[noreturn]] void wrong(const char* name, const char* expected) const {
    throw py::type_error(std::string(name) + " of " + what_ + " must be " + expected);
  }

  std::string what_;
  py::dict given_;
  std::size_t found_ = 0;
};

inline canonical::Metafield metafield_from(const py::handle& given) {
  Fields fields(given, "a metafield");
  canonical::Metafield made{fields.text_or_empty("namespace"), fields.text_or_empty("key"),
                            fields.text_or_empty("type"), fields.text_or_empty("value")};
  fields.finish();
  return made;
}

inline canonical::InventoryItem item_from(const py::handle& given) {
  Fields fields(given, "an inventory item");
  canonical::InventoryItem item;
  item.id = fields.integer("id").value_or(0);
  item.sku = fields.text("sku");
  item.tracked = fields.boolean("tracked");
  item.requires_shipping = fields.boolean("requires_shipping");
  item.unit_cost = fields.decimal("unit_cost");
  item.country_code_of_origin = fields.text("country_code_of_origin");
  item.province_code_of_origin = fields.text("province_code_of_origin");
  item.harmonized_system_code = fields.text("harmonized_system_code");
  using Code = std::pair<std::string, std::string>;
  item.country_harmonized_system_codes =
      fields
          .list<Code>("country_harmonized_system_codes",
                      [](const py::handle& pair) { return py::cast<Code>(pair); })
          .value_or(std::vector<Code>());
  const std::optional<py::object> weight = fields.find("weight");
  if (weight) {
    const py::tuple pair = row_of(*weight, 2, 2);
    item.weight = canonical::Weight{Fields::exact_of(pair[0], "the weight"), py::cast<std::string>(pair[1])};
  }
  fields.finish();
  return item;
}

inline canonical::SelectedOption selected_option_from(const py::handle& given) {
  const py::tuple pair = row_of(given, 2, 2);
  return {py::cast<std::string>(pair[0]), py::cast<std::string>(pair[1])};
}

inline canonical::ProductVariant variant_from(const py::handle& given) {
  Fields fields(given, "a variant");
  canonical::ProductVariant variant;
  variant.id = fields.integer("id").value_or(0);
  variant.sku = fields.text("sku");
  variant.barcode = fields.text("barcode");
  variant.position = fields.integer("position").value_or(0);
  variant.options = fields.list<canonical::SelectedOption>("options", selected_option_from)
                        .value_or(std::vector<canonical::SelectedOption>());
  variant.price = fields.decimal("price").value_or(base::Decimal());
  variant.compare_at_price = fields.decimal("compare_at_price");
  variant.inventory_policy = fields.text_or_empty("inventory_policy");
  variant.taxable = fields.boolean("taxable").value_or(false);
  variant.tax_code = fields.text("tax_code");
  if (const auto item = fields.find("item"); item) variant.item = item_from(*item);
  variant.media_gids = fields.texts("media_gids");
  variant.requires_components = fields.boolean("requires_components");
  variant.metafields = fields.list<canonical::Metafield>("metafields", metafield_from);
  fields.finish();
  return variant;
}

inline canonical::ProductOption option_from(const py::handle& given) {
  Fields fields(given, "an option");
  canonical::ProductOption option{fields.integer("id").value_or(0), fields.text_or_empty("name"),
                                  fields.integer("position").value_or(0),
                                  fields.texts("values").value_or(std::vector<std::string>())};
  fields.finish();
  return option;
}

inline canonical::ProductMedia medium_from(const py::handle& given) {
  Fields fields(given, "a medium");
  canonical::ProductMedia medium;
  medium.gid = fields.text_or_empty("gid");
  medium.url = fields.text("url");
  medium.alt = fields.text("alt");
  fields.finish();
  return medium;
}

inline canonical::Seo seo_from(const py::handle& given) {
  Fields fields(given, "the SEO section");
  canonical::Seo seo{fields.text("title"), fields.text("description")};
  fields.finish();
  return seo;
}

inline std::int64_t id_from(const py::handle& given) { return int64_of(given, "an id"); }

// One of Python's dictionaries, or a product that the core has read.
inline canonical::Product product_from(const py::handle& given) {
  if (py::isinstance<canonical::Product>(given)) return py::cast<const canonical::Product&>(given);
  Fields fields(given, "a product");
  canonical::Product product;
  product.id = fields.integer("id").value_or(0);
  product.title = fields.text_or_empty("title");
  product.handle = fields.text_or_empty("handle");
  product.description_html = fields.text("description_html");
  product.vendor = fields.text("vendor");
  product.product_type = fields.text("product_type");
  product.status = fields.text_or_empty("status");
  product.tags = fields.texts("tags").value_or(std::vector<std::string>());
  product.template_suffix = fields.text("template_suffix");
  if (auto gid = fields.text("category_gid"); gid) product.category = canonical::ProductCategory{*gid, ""};
  product.gift_card = fields.boolean("gift_card");
  product.requires_selling_plan = fields.boolean("requires_selling_plan");
  product.combined_listing_role = fields.text("combined_listing_role");
  product.options = fields.list<canonical::ProductOption>("options", option_from)
                        .value_or(std::vector<canonical::ProductOption>());
  product.variants = fields.list<canonical::ProductVariant>("variants", variant_from)
                         .value_or(std::vector<canonical::ProductVariant>());
  product.unlisted_variant_ids =
      fields.list<std::int64_t>("unlisted_variant_ids", id_from).value_or(std::vector<std::int64_t>());
  product.media = fields.list<canonical::ProductMedia>("media", medium_from)
                      .value_or(std::vector<canonical::ProductMedia>());
  if (const auto seo = fields.find("seo"); seo) product.seo = seo_from(*seo);
  product.collection_ids = fields.list<std::int64_t>("collection_ids", id_from);
  product.metafields = fields.list<canonical::Metafield>("metafields", metafield_from);
  fields.finish();
  return product;
}

}  // namespace crossdock::bindings
