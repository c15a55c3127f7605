#include <pybind11/stl.h>

#include "crossdock/wire/shopify/collection.h"
#include "crossdock/wire/shopify/price_list.h"
#include "crossdock/wire/shopify/product.h"
#include "crossdock/wire/shopify/stock.h"
#include "register.h"
#include "shopify_bulk.h"
#include "shopify_values.h"

namespace crossdock::bindings {
namespace {

void register_inventory_values(py::module_& room) {
  using canonical::InventoryItem;
  using canonical::LevelTombstone;
  using canonical::NamedQuantity;
  using canonical::Weight;
  value_class<Weight>(room, "Weight")
      .def_readonly("value", &Weight::value)
      .def_readonly("unit", &Weight::unit);
  value_class<InventoryItem>(room, "InventoryItem")
      .def_readonly("id", &InventoryItem::id)
      .def_readonly("sku", &InventoryItem::sku)
      .def_readonly("tracked", &InventoryItem::tracked)
      .def_readonly("requires_shipping", &InventoryItem::requires_shipping)
      .def_readonly("unit_cost", &InventoryItem::unit_cost)
      .def_readonly("country_code_of_origin", &InventoryItem::country_code_of_origin)
      .def_readonly("province_code_of_origin", &InventoryItem::province_code_of_origin)
      .def_readonly("harmonized_system_code", &InventoryItem::harmonized_system_code)
      .def_readonly("country_harmonized_system_codes", &InventoryItem::country_harmonized_system_codes)
      .def_readonly("weight", &InventoryItem::weight)
      .def_readonly("created_at", &InventoryItem::created_at)
      .def_readonly("updated_at", &InventoryItem::updated_at);
  value_class<NamedQuantity>(room, "NamedQuantity")
      .def_readonly("name", &NamedQuantity::name)
      .def_readonly("quantity", &NamedQuantity::quantity);
  value_class<LevelTombstone>(room, "LevelTombstone")
      .def_readonly("inventory_item_id", &LevelTombstone::inventory_item_id)
      .def_readonly("location_id", &LevelTombstone::location_id);
}

void register_stock(py::module_& room) {
  using canonical::InventoryLevel;
  using canonical::Location;
  value_class<InventoryLevel>(room, "InventoryLevel")
      .def_readonly("inventory_item_id", &InventoryLevel::inventory_item_id)
      .def_readonly("location_id", &InventoryLevel::location_id)
      .def_readonly("gid", &InventoryLevel::gid)
      .def_readonly("active", &InventoryLevel::active)
      .def_readonly("quantities", &InventoryLevel::quantities)
      .def_readonly("updated_at", &InventoryLevel::updated_at)
      .def_property_readonly("available",
                             [](const InventoryLevel& level) { return level.quantity("available"); })
      .def(
          "quantity",
          [](const InventoryLevel& level, const std::string& name) { return level.quantity(name); },
          py::arg("name"));
  value_class<Location>(room, "Location")
      .def_readonly("id", &Location::id)
      .def_readonly("name", &Location::name)
      .def_readonly("address", &Location::address)
      .def_readonly("active", &Location::active)
      .def_readonly("legacy", &Location::legacy)
      .def_readonly("fulfils_online_orders", &Location::fulfils_online_orders)
      .def_readonly("created_at", &Location::created_at)
      .def_readonly("updated_at", &Location::updated_at);
  topic_reader(room, "read_inventory_item", shopify::read_inventory_item,
               py::arg("topic") = "inventory_items/update");
  reader(room, "read_inventory_item_node", shopify::read_inventory_item_node);
  register_bulk<canonical::InventoryItem>(room, "BulkInventoryItems", "read_inventory_items_jsonl",
                                          shopify::read_inventory_items_bulk);
  topic_reader(room, "read_inventory_level", shopify::read_inventory_level,
               py::arg("topic") = "inventory_levels/update");
  reader(room, "read_level_tombstone", shopify::read_level_tombstone);
  reader(room, "read_inventory_level_node", shopify::read_inventory_level_node);
  register_bulk<InventoryLevel>(room, "BulkInventoryLevels", "read_inventory_levels_jsonl",
                                shopify::read_inventory_levels_bulk);
  topic_reader(room, "read_location", shopify::read_location, py::arg("topic") = "locations/update");
  reader(room, "read_location_node", shopify::read_location_node);
  register_bulk<Location>(room, "BulkLocations", "read_locations_jsonl", shopify::read_locations_bulk);
}

void register_product_values(py::module_& room) {
  using canonical::Metafield;
  using canonical::ProductCategory;
  using canonical::ProductMedia;
  using canonical::ProductOption;
  using canonical::PublicationState;
  using canonical::SelectedOption;
  using canonical::Seo;
  value_class<Metafield>(room, "Metafield")
      .def_readonly("namespace", &Metafield::name_space)
      .def_readonly("key", &Metafield::key)
      .def_readonly("type", &Metafield::type)
      .def_readonly("value", &Metafield::value);
  value_class<Seo>(room, "Seo")
      .def_readonly("title", &Seo::title)
      .def_readonly("description", &Seo::description);
  value_class<PublicationState>(room, "PublicationState")
      .def_readonly("publication_id", &PublicationState::publication_id)
      .def_readonly("published", &PublicationState::published)
      .def_readonly("publish_date", &PublicationState::publish_date);
  value_class<ProductOption>(room, "ProductOption")
      .def_readonly("id", &ProductOption::id)
      .def_readonly("name", &ProductOption::name)
      .def_readonly("position", &ProductOption::position)
      .def_readonly("values", &ProductOption::values);
  value_class<SelectedOption>(room, "SelectedOption")
      .def_readonly("name", &SelectedOption::name)
      .def_readonly("value", &SelectedOption::value);
  value_class<ProductMedia>(room, "ProductMedia")
      .def_readonly("gid", &ProductMedia::gid)
      .def_readonly("kind", &ProductMedia::kind)
      .def_readonly("url", &ProductMedia::url)
      .def_readonly("alt", &ProductMedia::alt)
      .def_readonly("position", &ProductMedia::position)
      .def_readonly("status", &ProductMedia::status);
  value_class<ProductCategory>(room, "ProductCategory")
      .def_readonly("gid", &ProductCategory::gid)
      .def_readonly("full_name", &ProductCategory::full_name);
}

void register_products(py::module_& room) {
  using canonical::Product;
  using canonical::ProductVariant;
  value_class<ProductVariant>(room, "ProductVariant")
      .def_readonly("id", &ProductVariant::id)
      .def_readonly("product_id", &ProductVariant::product_id)
      .def_readonly("title", &ProductVariant::title)
      .def_readonly("sku", &ProductVariant::sku)
      .def_readonly("barcode", &ProductVariant::barcode)
      .def_readonly("position", &ProductVariant::position)
      .def_readonly("options", &ProductVariant::options)
      .def_readonly("price", &ProductVariant::price)
      .def_readonly("compare_at_price", &ProductVariant::compare_at_price)
      .def_readonly("inventory_policy", &ProductVariant::inventory_policy)
      .def_readonly("taxable", &ProductVariant::taxable)
      .def_readonly("tax_code", &ProductVariant::tax_code)
      .def_readonly("inventory_quantity", &ProductVariant::inventory_quantity)
      .def_readonly("item", &ProductVariant::item)
      .def_readonly("media_gids", &ProductVariant::media_gids)
      .def_readonly("requires_components", &ProductVariant::requires_components)
      .def_readonly("metafields", &ProductVariant::metafields)
      .def_readonly("created_at", &ProductVariant::created_at)
      .def_readonly("updated_at", &ProductVariant::updated_at);
  value_class<Product>(room, "Product")
      .def_readonly("id", &Product::id)
      .def_readonly("title", &Product::title)
      .def_readonly("handle", &Product::handle)
      .def_readonly("description_html", &Product::description_html)
      .def_readonly("vendor", &Product::vendor)
      .def_readonly("product_type", &Product::product_type)
      .def_readonly("status", &Product::status)
      .def_readonly("tags", &Product::tags)
      .def_readonly("template_suffix", &Product::template_suffix)
      .def_readonly("category", &Product::category)
      .def_readonly("created_at", &Product::created_at)
      .def_readonly("updated_at", &Product::updated_at)
      .def_readonly("published_at", &Product::published_at)
      .def_readonly("published_scope", &Product::published_scope)
      .def_readonly("gift_card", &Product::gift_card)
      .def_readonly("requires_selling_plan", &Product::requires_selling_plan)
      .def_readonly("has_variants_that_require_components", &Product::has_variants_that_require_components)
      .def_readonly("combined_listing_role", &Product::combined_listing_role)
      .def_readonly("options", &Product::options)
      .def_readonly("variants", &Product::variants)
      .def_readonly("unlisted_variant_ids", &Product::unlisted_variant_ids)
      .def_readonly("media", &Product::media)
      .def_readonly("seo", &Product::seo)
      .def_readonly("collection_ids", &Product::collection_ids)
      .def_readonly("publications", &Product::publications)
      .def_readonly("metafields", &Product::metafields);
  topic_reader(room, "read_product", shopify::read_product, py::arg("topic") = "products/update");
  reader(room, "read_product_node", shopify::read_product_node);
  topic_reader(room, "read_variant", shopify::read_variant, py::arg("topic") = "variants/in_stock");
  reader(room, "read_variant_node", shopify::read_variant_node);
  register_bulk_class<Product>(room, "BulkProducts");
  room.def(
      "read_products_jsonl",
      [](const py::object& source, bool collections, bool publications, bool metafields, bool variant_media,
         bool variant_metafields) {
        const shopify::ProductSections sections{collections, publications, metafields, variant_media,
                                                variant_metafields};
        return read_stream(source, [&sections](json::LineReader::Read read, const shopify::KeepGoing& go_on) {
          return shopify::read_products_bulk(std::move(read), sections, go_on);
        });
      },
      py::arg("path"), py::kw_only(), py::arg("collections") = false, py::arg("publications") = false,
      py::arg("metafields") = false, py::arg("variant_media") = false, py::arg("variant_metafields") = false);
}

void register_collections(py::module_& room) {
  using canonical::Collection;
  using canonical::CollectionRule;
  using canonical::CollectionRules;
  using canonical::Image;
  using canonical::PublicationChange;
  value_class<PublicationChange>(room, "PublicationChange")
      .def_readonly("kind", &PublicationChange::kind)
      .def_readonly("object_id", &PublicationChange::object_id)
      .def_readonly("publication_id", &PublicationChange::publication_id)
      .def_readonly("published", &PublicationChange::published)
      .def_readonly("published_at", &PublicationChange::published_at)
      .def_readonly("updated_at", &PublicationChange::updated_at);
  value_class<CollectionRule>(room, "CollectionRule")
      .def_readonly("column", &CollectionRule::column)
      .def_readonly("relation", &CollectionRule::relation)
      .def_readonly("condition", &CollectionRule::condition);
  value_class<CollectionRules>(room, "CollectionRules")
      .def_readonly("any", &CollectionRules::any)
      .def_readonly("rules", &CollectionRules::rules);
  value_class<Image>(room, "Image").def_readonly("url", &Image::url).def_readonly("alt", &Image::alt);
  value_class<Collection>(room, "Collection")
      .def_readonly("id", &Collection::id)
      .def_readonly("title", &Collection::title)
      .def_readonly("handle", &Collection::handle)
      .def_readonly("description_html", &Collection::description_html)
      .def_readonly("sort_order", &Collection::sort_order)
      .def_readonly("template_suffix", &Collection::template_suffix)
      .def_readonly("published_scope", &Collection::published_scope)
      .def_readonly("published_at", &Collection::published_at)
      .def_readonly("updated_at", &Collection::updated_at)
      .def_readonly("seo", &Collection::seo)
      .def_readonly("image", &Collection::image)
      .def_readonly("rules", &Collection::rules)
      .def_readonly("product_ids", &Collection::product_ids)
      .def_readonly("publications", &Collection::publications)
      .def_readonly("metafields", &Collection::metafields);
  topic_reader(room, "read_collection", shopify::read_collection, py::arg("topic") = "collections/update");
  reader(room, "read_collection_node", shopify::read_collection_node);
  topic_reader(room, "read_publication_change", shopify::read_publication_change, py::arg("topic"));
  register_bulk_class<Collection>(room, "BulkCollections");
  room.def(
      "read_collections_jsonl",
      [](const py::object& source, bool products, bool publications, bool metafields) {
        const shopify::CollectionSections sections{products, publications, metafields};
        return read_stream(source, [&sections](json::LineReader::Read read, const shopify::KeepGoing& go_on) {
          return shopify::read_collections_bulk(std::move(read), sections, go_on);
        });
      },
      py::arg("path"), py::kw_only(), py::arg("products") = false, py::arg("publications") = false,
      py::arg("metafields") = false);
}

void register_prices(py::module_& room) {
  using canonical::PriceList;
  using canonical::PriceListPrice;
  value_class<PriceListPrice>(room, "PriceListPrice")
      .def_readonly("variant_id", &PriceListPrice::variant_id)
      .def_readonly("price", &PriceListPrice::price)
      .def_readonly("compare_at_price", &PriceListPrice::compare_at_price)
      .def_readonly("origin", &PriceListPrice::origin);
  value_class<PriceList>(room, "PriceList")
      .def_readonly("id", &PriceList::id)
      .def_readonly("name", &PriceList::name)
      .def_readonly("currency", &PriceList::currency)
      .def_readonly("catalog_gid", &PriceList::catalog_gid)
      .def_readonly("adjustment_kind", &PriceList::adjustment_kind)
      .def_readonly("adjustment_percent", &PriceList::adjustment_percent)
      .def_readonly("prices", &PriceList::prices);
  reader(room, "read_price_list_node", shopify::read_price_list_node);
  register_bulk<PriceList>(room, "BulkPriceLists", "read_price_lists_jsonl", shopify::read_price_lists_bulk);
}

}  // namespace

void register_shopify_catalogue(py::module_& module) {
  py::module_ room = module.attr("shopify");
  register_inventory_values(room);
  register_stock(room);
  register_product_values(room);
  register_products(room);
  register_collections(room);
  register_prices(room);
}

}  // namespace crossdock::bindings
