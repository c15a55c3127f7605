#include "crossdock/wire/shopify/product_writing.h"

#include <algorithm>
#include <array>
#include <vector>

#include "crossdock/base/limits.h"
#include "crossdock/wire/shopify/product_parts.h"
#include "crossdock/wire/shopify/variant_parts.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {
namespace {

using canonical::Product;
using canonical::ProductMedia;
using canonical::ProductOption;
using canonical::ProductVariant;
using json::Writer;

constexpr std::array<std::string_view, 5> kStatuses{"", "active", "archived", "draft", "unlisted"};
constexpr std::array<std::string_view, 3> kRoles{"", "parent", "child"};

template <typename Known>
bool is_known(const Known& known, std::string_view text) {
  return std::find(known.begin(), known.end(), text) != known.end();
}

absl::Status check_options(const Product& product) {
  absl::Status status = check_count(product.options.size(), "product_options_max", base::kProductOptionsMax);
  std::vector<std::string_view> names;
  for (const ProductOption& option : product.options) {
    names.push_back(option.name);
    status.Update(check_count(option.values.size(), "product_variants_max", base::kProductVariantsMax));
    if (is_blank(option.name)) status.Update(absl::InvalidArgumentError("An option has no name."));
  }
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end())
    status.Update(absl::InvalidArgumentError("An option stands twice."));
  return status;
}

bool chooses_by(const ProductVariant& variant, const std::vector<ProductOption>& options) {
  return std::equal(variant.options.begin(), variant.options.end(), options.begin(), options.end(),
                    [](const canonical::SelectedOption& chosen, const ProductOption& option) {
                      return chosen.name == option.name && !is_blank(chosen.value);
                    });
}

absl::Status check_variants(const Product& product) {
  if (!product.unlisted_variant_ids.empty())
    return absl::InvalidArgumentError(
        "Variants of the product are not told; writing the others deletes them.");
  absl::Status status = check_options(product);
  status.Update(check_count(product.variants.size(), "product_variants_max", base::kProductVariantsMax));
  std::vector<std::int64_t> ids;
  for (const ProductVariant& variant : product.variants) {
    if (variant.id != 0) ids.push_back(variant.id);
    if (!chooses_by(variant, product.options))
      status.Update(absl::InvalidArgumentError("A variant does not choose by the product's options."));
    status.Update(check_variant(variant));
  }
  status.Update(check_ids(ids));
  return status;
}

absl::Status check_media(const Product& product) {
  absl::Status status = check_most(product.media.size(), "input_array_max", base::kInputArrayMax);
  for (const ProductMedia& medium : product.media) {
    if (medium.gid.empty() && !medium.url.has_value())
      status.Update(
          absl::InvalidArgumentError("A medium has neither an id nor an address to fetch it from."));
    if (!medium.gid.empty()) status.Update(check_gid(medium.gid));
  }
  return status;
}

void write_options(Writer& writer, const std::vector<ProductOption>& options) {
  writer.key("productOptions").begin_array();
  for (const ProductOption& option : options) {
    writer.begin_object();
    if (option.id > 0) write_gid(writer.key("id"), "ProductOption", option.id);
    writer.key("name").text(option.name);
    if (option.position > 0) writer.key("position").integer(option.position);
    writer.key("values").begin_array();
    for (const std::string& value : option.values) writer.begin_object().key("name").text(value).end_object();
    writer.end_array().end_object();
  }
  writer.end_array();
}

void write_variant(Writer& writer, const ProductVariant& variant, bool has_media) {
  writer.begin_object();
  if (variant.id > 0) write_gid(writer.key("id"), "ProductVariant", variant.id);
  write_option_values(writer.key("optionValues"), variant.options);
  if (variant.position > 0) writer.key("position").integer(variant.position);
  write_decimal(writer.key("price"), variant.price);
  // Every source of variants tells these three, so that none means that there is none.
  write_or_null(writer.key("compareAtPrice"), variant.compare_at_price);
  write_or_null(writer.key("sku"), variant.sku);
  write_or_null(writer.key("barcode"), variant.barcode);
  if (!variant.inventory_policy.empty())
    writer.key("inventoryPolicy").text(upper_case(variant.inventory_policy));
  writer.key("taxable").boolean(variant.taxable);
  write_if_told(writer, "taxCode", variant.tax_code);
  write_if_told(writer, "requiresComponents", variant.requires_components);
  if (has_media && variant.media_gids.has_value() && !variant.media_gids->empty())
    writer.key("file").begin_object().key("id").text(variant.media_gids->front()).end_object();
  if (variant.metafields.has_value()) write_metafields(writer.key("metafields"), *variant.metafields);
  canonical::InventoryItem item = variant.item;
  item.sku.reset();  // The variant carries its own.
  if (tells_anything(item)) {
    writer.key("inventoryItem").begin_object();
    write_item(writer, item);
    writer.end_object();
  }
  writer.end_object();
}

void write_media(Writer& writer, const std::vector<ProductMedia>& media) {
  writer.key("files").begin_array();
  for (const ProductMedia& medium : media) {
    writer.begin_object();
    if (medium.gid.empty()) {
      writer.key("originalSource").text(*medium.url);
    } else {
      writer.key("id").text(medium.gid);
    }
    write_if_told(writer, "alt", medium.alt);
    writer.end_object();
  }
  writer.end_array();
}

void write_if_any(Writer& writer, std::string_view key, const std::string& text) {
  if (!text.empty()) writer.key(key).text(text);
}

void write_single_fields(Writer& writer, const Product& product) {
  write_if_any(writer, "title", product.title);
  write_if_any(writer, "handle", product.handle);
  write_if_told(writer, "descriptionHtml", product.description_html);
  write_if_told(writer, "vendor", product.vendor);
  write_if_told(writer, "productType", product.product_type);
  write_if_any(writer, "status", upper_case(product.status));
  write_if_told(writer, "templateSuffix", product.template_suffix);
  if (product.category.has_value()) writer.key("category").text(product.category->gid);
  write_if_told(writer, "requiresSellingPlan", product.requires_selling_plan);
  if (product.seo.has_value()) {
    write_or_null(writer.key("seo").begin_object().key("title"), product.seo->title);
    write_or_null(writer.key("description"), product.seo->description);
    writer.end_object();
  }
  if (product.id > 0) return;
  // These two can be set at a product's creation alone.
  write_if_told(writer, "giftCard", product.gift_card);
  if (product.combined_listing_role.has_value())
    write_if_any(writer, "combinedListingRole", upper_case(*product.combined_listing_role));
}

}  // namespace

absl::Status check_product(const Product& product, const Sections& sections) {
  absl::Status status;
  if (product.id < 0 || (product.id == 0 && is_blank(product.handle)))
    status.Update(absl::InvalidArgumentError("A product has neither an id above zero nor a handle."));
  if (!is_known(kStatuses, product.status) || !is_known(kRoles, product.combined_listing_role.value_or("")))
    status.Update(absl::InvalidArgumentError("A product's state is none that Shopify knows."));
  if (sections.variants) status.Update(check_variants(product));
  if (sections.media) status.Update(check_media(product));
  if (sections.tags) status.Update(check_most(product.tags.size(), "input_array_max", base::kInputArrayMax));
  if (product.metafields.has_value()) status.Update(check_metafields(*product.metafields));
  if (product.collection_ids.has_value()) {
    status.Update(check_most(product.collection_ids->size(), "input_array_max", base::kInputArrayMax));
    status.Update(check_ids(*product.collection_ids));
  }
  return status;
}

void write_product(Writer& writer, const Product& product, const Sections& sections, bool synchronous) {
  writer.key("identifier").begin_object();
  if (product.id > 0) {
    write_gid(writer.key("id"), "Product", product.id);
  } else {
    writer.key("handle").text(product.handle);
  }
  writer.end_object().key("input").begin_object();
  write_single_fields(writer, product);
  if (sections.tags) write_texts(writer.key("tags"), product.tags);
  if (product.collection_ids.has_value())
    write_gids(writer.key("collections"), "Collection", *product.collection_ids);
  if (product.metafields.has_value()) write_metafields(writer.key("metafields"), *product.metafields);
  if (sections.media) write_media(writer, product.media);
  if (sections.variants) {
    write_options(writer, product.options);
    writer.key("variants").begin_array();
    for (const ProductVariant& variant : product.variants) write_variant(writer, variant, sections.media);
    writer.end_array();
  }
  writer.end_object().key("synchronous").boolean(synchronous);
}

absl::StatusOr<std::string> write_product_set(std::string_view document, const Product& product,
                                              const Sections& sections, bool synchronous) {
  if (absl::Status status = check_product(product, sections); !status.ok()) return status;
  return request(document, [&](Writer& writer) { write_product(writer, product, sections, synchronous); });
}

}  // namespace crossdock::shopify
