#include <algorithm>
#include <array>
#include <utility>

#include "crossdock/wire/shopify/catalogue_parts.h"
#include "crossdock/wire/shopify/order_parts.h"
#include "crossdock/wire/shopify/product.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Product;
using canonical::ProductCategory;
using canonical::ProductMedia;
using canonical::ProductOption;
using canonical::ProductVariant;
using json::Object;

// The types of the interface Media.
constexpr std::array<std::string_view, 4> kMediaKinds = {"ExternalVideo", "MediaImage", "Model3d", "Video"};

std::vector<ChildField> children_of(const ProductSections& sections) {
  std::vector<ChildField> children = {{"Product", "ProductVariant", "variants"}};
  for (const std::string_view kind : kMediaKinds) {
    children.push_back({"Product", kind, "media"});
    if (sections.variant_media) children.push_back({"ProductVariant", kind, "media"});
  }
  if (sections.collections) children.push_back({"Product", "Collection", "collections"});
  if (sections.publications) {
    children.push_back({"Product", "ResourcePublication", "resourcePublications"});
    children.push_back({"Product", "ResourcePublicationV2", "resourcePublicationsV2"});
  }
  if (sections.metafields) children.push_back({"Product", "Metafield", "metafields"});
  if (sections.variant_metafields) children.push_back({"ProductVariant", "Metafield", "metafields"});
  return children;
}

ProductOption read_option(const Object& from) {
  ProductOption option;
  option.id = gid_number(from, "id", "ProductOption");
  option.name = from.text("name");
  option.position = from.integer("position");
  option.values = from.texts("values");
  return option;
}

ProductMedia read_media(const Object& from) {
  ProductMedia media;
  media.gid = any_gid(from, "id");
  media.kind = lower_case(from.text("mediaContentType"));
  media.alt = from.optional_text("alt");
  media.status = state(from, "status");
  if (const auto preview = from.optional_object("preview")) {
    if (const auto image = preview->optional_object("image")) media.url = image->optional_text("url");
  }
  return media;
}

std::optional<std::vector<std::string>> read_media_gids(const Object& variant) {
  if (!variant.has_content("media")) return std::nullopt;
  return connection(variant, "media", [](const Object& media) { return any_gid(media, "id"); });
}

ProductCategory read_category(const Object& from) { return {any_gid(from, "id"), from.text("fullName")}; }

void read_sections(const Object& from, Product& product) {
  product.seo = read_seo(from);
  if (from.has_content("collections")) product.collection_ids = connection_ids(from, "collections");
  product.publications = read_publications(from);
  product.metafields = read_metafields(from);
}

Product read_node(const Object& from) {
  Product product;
  product.id = gid_number(from, "id", "Product");
  product.title = from.text("title");
  product.handle = from.text("handle");
  product.description_html = from.optional_text("descriptionHtml");
  product.vendor = from.optional_text("vendor");
  product.product_type = from.optional_text("productType");
  product.status = lower_case(from.text("status"));
  product.tags = normal_tags(from.texts("tags"));
  product.template_suffix = from.optional_text("templateSuffix");
  product.category = optional_part(from, "category", read_category);
  product.created_at = from.timestamp("createdAt");
  product.updated_at = from.timestamp("updatedAt");
  product.published_at = from.optional_timestamp("publishedAt");
  product.gift_card = from.optional_boolean("isGiftCard");
  product.requires_selling_plan = from.optional_boolean("requiresSellingPlan");
  product.has_variants_that_require_components = from.optional_boolean("hasVariantsThatRequiresComponents");
  product.combined_listing_role = state(from, "combinedListingRole");
  product.options = from.objects("options", read_option);
  sort_by_position(product.options);
  product.variants = connection(from, "variants", [&product](const Object& variant) {
    return read_variant_within(variant, product.id);
  });
  sort_by_position(product.variants);
  product.media = connection(from, "media", read_media);
  for (std::size_t index = 0; index < product.media.size(); ++index) {
    product.media[index].position = static_cast<std::int64_t>(index) + 1;
  }
  read_sections(from, product);
  return product;
}

}  // namespace

ProductVariant read_variant_within(const Object& from, const std::optional<std::int64_t>& product_id) {
  ProductVariant variant;
  variant.id = gid_number(from, "id", "ProductVariant");
  variant.product_id = told_or_known(from, "product", "Product", product_id);
  variant.title = from.text("title");
  variant.sku = from.optional_text("sku");
  variant.barcode = from.optional_text("barcode");
  variant.position = from.integer("position");
  variant.options = from.objects("selectedOptions", [](const Object& option) {
    return canonical::SelectedOption{option.text("name"), option.text("value")};
  });
  variant.price = from.decimal("price");
  variant.compare_at_price = from.optional_decimal("compareAtPrice");
  variant.inventory_policy = lower_case(from.text("inventoryPolicy"));
  variant.taxable = from.boolean("taxable");
  variant.tax_code = from.optional_text("taxCode");
  variant.inventory_quantity = from.optional_integer("inventoryQuantity");
  if (const auto item = from.optional_object("inventoryItem")) variant.item = read_item_facts(*item);
  variant.media_gids = read_media_gids(from);
  variant.requires_components = from.optional_boolean("requiresComponents");
  variant.metafields = read_metafields(from);
  variant.created_at = from.optional_timestamp("createdAt");
  variant.updated_at = from.optional_timestamp("updatedAt");
  return variant;
}

absl::StatusOr<Product> read_product_node(std::string_view body) {
  return read_whole(body, "Product node", read_node);
}

absl::StatusOr<ProductVariant> read_variant_node(std::string_view body) {
  return read_whole(body, "ProductVariant node",
                    [](const Object& from) { return read_variant_within(from, std::nullopt); });
}

absl::StatusOr<BulkObjects<Product>> read_products_bulk(json::LineReader::Read read,
                                                        const ProductSections& sections,
                                                        const KeepGoing& keep_going) {
  return read_bulk<Product>(std::move(read), children_of(sections), read_product_node, keep_going);
}

}  // namespace crossdock::shopify
