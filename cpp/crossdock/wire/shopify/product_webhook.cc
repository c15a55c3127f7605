#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "crossdock/wire/shopify/catalogue_parts.h"
#include "crossdock/wire/shopify/order_parts.h"
#include "crossdock/wire/shopify/product.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::InventoryItem;
using canonical::Product;
using canonical::ProductCategory;
using canonical::ProductMedia;
using canonical::ProductOption;
using canonical::ProductVariant;
using json::Object;

constexpr std::string_view kGid = "admin_graphql_api_id";
// A webhook has a field for each of a product's three options.
constexpr std::array<std::string_view, 3> kOptionFields = {"option1", "option2", "option3"};

// A picture or film together with the variants it shows.
struct ShownMedia {
  ProductMedia media;
  std::vector<std::int64_t> variant_ids;
  std::int64_t position = 0;
};

ProductOption read_option(const Object& from) {
  ProductOption option;
  option.id = from.id("id");
  option.name = from.text("name");
  option.position = from.integer("position");
  option.values = from.texts("values");
  return option;
}

// What versions before 2024-07 tell of an item within its variant. Whoever manages the stock, tracks it.
InventoryItem read_item(const Object& from) {
  InventoryItem item;
  item.id = from.optional_id("inventory_item_id").value_or(0);
  if (from.find("inventory_management").exists()) {
    item.tracked = from.optional_text("inventory_management").has_value();
  }
  item.requires_shipping = from.optional_boolean("requires_shipping");
  item.weight = read_weight(from, "weight", "weight_unit");
  return item;
}

ProductVariant read_variant_payload(const Object& from, const std::vector<ProductOption>& options) {
  ProductVariant variant;
  variant.id = from.id("id");
  variant.product_id = from.optional_id("product_id");
  variant.title = from.text_or_empty("title");
  variant.sku = from.optional_text("sku");
  variant.barcode = from.optional_text("barcode");
  variant.position = from.integer("position");
  for (std::size_t index = 0; index < kOptionFields.size(); ++index) {
    const std::optional<std::string> value = from.optional_text(kOptionFields[index]);
    if (!value.has_value()) continue;
    variant.options.push_back({index < options.size() ? options[index].name : std::string(), *value});
  }
  variant.price = from.decimal("price");
  variant.compare_at_price = from.optional_decimal("compare_at_price");
  variant.inventory_policy = lower_case(from.text("inventory_policy"));
  variant.taxable = from.boolean("taxable");
  variant.inventory_quantity = from.optional_integer("inventory_quantity");
  variant.item = read_item(from);
  variant.created_at = from.optional_timestamp("created_at");
  variant.updated_at = from.optional_timestamp("updated_at");
  return variant;
}

ShownMedia read_media(const Object& from) {
  ShownMedia shown;
  shown.media.gid = any_gid(from, kGid);
  shown.media.kind = lower_case(from.text("media_content_type"));
  shown.media.alt = from.optional_text("alt");
  shown.media.status = state(from, "status");
  if (const auto preview = from.optional_object("preview_image")) {
    shown.media.url = preview->optional_text("src");
  }
  shown.variant_ids = optional_ids(from, "variant_ids");
  shown.position = from.integer("position");
  return shown;
}

ShownMedia read_image(const Object& from) {
  ShownMedia shown;
  shown.media.gid = any_gid(from, kGid);
  shown.media.kind = "image";
  shown.media.alt = from.optional_text("alt");
  shown.media.url = from.optional_text("src");
  shown.variant_ids = optional_ids(from, "variant_ids");
  shown.position = from.integer("position");
  return shown;
}

// `media` holds the pictures of `images` again, under other ids; versions before 2024-07 have none.
void read_all_media(const Object& from, Product& product) {
  const bool has_media = from.has_content("media");
  std::vector<ShownMedia> all =
      has_media ? from.objects("media", read_media) : from.objects("images", read_image);
  sort_by_position(all);
  std::unordered_map<std::int64_t, ProductVariant*> variants;
  for (ProductVariant& variant : product.variants) {
    variant.media_gids.emplace();
    variants.emplace(variant.id, &variant);
  }
  for (ShownMedia& shown : all) {
    for (const std::int64_t id : shown.variant_ids) {
      const auto found = variants.find(id);
      if (found != variants.end()) found->second->media_gids->push_back(shown.media.gid);
    }
    shown.media.position = static_cast<std::int64_t>(product.media.size()) + 1;
    product.media.push_back(std::move(shown.media));
  }
}

// Ids of all variants, as numbers before 2024-04 and as global ids since, less those that came whole.
std::vector<std::int64_t> read_unlisted(const Object& from, const Product& product) {
  std::vector<std::int64_t> named = from.optional_objects(
      "variant_gids", [](const Object& variant) { return gid_number(variant, kGid, "ProductVariant"); });
  const std::vector<std::int64_t> numbered =
      from.optional_objects("variant_ids", [](const Object& variant) { return variant.id("id"); });
  named.insert(named.end(), numbered.begin(), numbered.end());

  std::set<std::int64_t> listed;
  for (const ProductVariant& variant : product.variants) listed.insert(variant.id);
  // Shopify's own examples round their numbers, but not their global ids.
  const auto gids = from.objects(
      "variants", [](const Object& variant) { return optional_gid(variant, kGid, "ProductVariant"); });
  for (const std::optional<std::int64_t>& gid : gids) {
    if (gid.has_value()) listed.insert(*gid);
  }
  std::erase_if(named, [&listed](std::int64_t id) { return listed.contains(id); });
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  return named;
}

ProductCategory read_category(const Object& from) { return {any_gid(from, kGid), from.text("full_name")}; }

Product read_payload(const Object& from) {
  Product product;
  product.id = from.id("id");
  product.title = from.text("title");
  product.handle = from.text("handle");
  product.description_html = from.optional_text("body_html");
  product.vendor = from.optional_text("vendor");
  product.product_type = from.optional_text("product_type");
  product.status = lower_case(from.text("status"));
  product.tags = split_tags(from.text_or_empty("tags"));
  product.template_suffix = from.optional_text("template_suffix");
  product.category = optional_part(from, "category", read_category);
  product.created_at = from.optional_timestamp("created_at");
  product.updated_at = from.optional_timestamp("updated_at");
  product.published_at = from.optional_timestamp("published_at");
  product.published_scope = state(from, "published_scope");
  product.has_variants_that_require_components =
      from.optional_boolean("has_variants_that_requires_components");
  product.options = from.objects("options", read_option);
  sort_by_position(product.options);
  product.variants = from.objects("variants", [&product](const Object& variant) {
    return read_variant_payload(variant, product.options);
  });
  sort_by_position(product.variants);
  read_all_media(from, product);
  product.unlisted_variant_ids = read_unlisted(from, product);
  return product;
}

}  // namespace

absl::StatusOr<Product> read_product(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<ProductVariant> read_variant(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, [](const Object& from) { return read_variant_payload(from, {}); });
}

}  // namespace crossdock::shopify
