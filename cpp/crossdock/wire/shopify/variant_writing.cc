#include "crossdock/wire/shopify/variant_writing.h"

#include <utility>

#include "crossdock/base/limits.h"
#include "crossdock/wire/json/writer.h"
#include "crossdock/wire/shopify/variant_parts.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {
namespace {

using json::Writer;

absl::Status check_changed(const ChangedVariant& changed) {
  if (changed.fields == 0 || (changed.fields & ~kVariantFieldsAll) != 0)
    return absl::InvalidArgumentError("A variant's change names no field, or one that is none.");
  if ((changed.fields & kVariantMetafields) != 0 && !changed.variant.metafields.has_value())
    return absl::InvalidArgumentError("A variant's metafields shall be written but are not told.");
  if ((changed.fields & kVariantMedia) != 0 && !changed.variant.media_gids.has_value())
    return absl::InvalidArgumentError("A variant's media shall be written but are not told.");
  return check_variant(changed.variant);
}

// The item's facts, and the SKU, which belongs to the item in this input.
void write_item_of(Writer& writer, const ChangedVariant& changed) {
  canonical::InventoryItem item;
  if ((changed.fields & kVariantItem) != 0) item = changed.variant.item;
  item.sku.reset();
  const bool has_sku = (changed.fields & kVariantSku) != 0;
  if (!has_sku && !tells_anything(item)) return;
  writer.key("inventoryItem").begin_object();
  if (has_sku) write_or_null(writer.key("sku"), changed.variant.sku);
  write_item(writer, item);
  writer.end_object();
}

void write_changed(Writer& writer, const ChangedVariant& changed) {
  const canonical::ProductVariant& variant = changed.variant;
  const auto has = [&changed](VariantField field) { return (changed.fields & field) != 0; };
  write_gid(writer.begin_object().key("id"), "ProductVariant", variant.id);
  if (has(kVariantOptions)) write_option_values(writer.key("optionValues"), variant.options);
  if (has(kVariantPrice)) write_decimal(writer.key("price"), variant.price);
  if (has(kVariantCompareAtPrice)) write_or_null(writer.key("compareAtPrice"), variant.compare_at_price);
  if (has(kVariantBarcode)) write_or_null(writer.key("barcode"), variant.barcode);
  if (has(kVariantInventoryPolicy) && !variant.inventory_policy.empty())
    writer.key("inventoryPolicy").text(upper_case(variant.inventory_policy));
  if (has(kVariantTaxable)) writer.key("taxable").boolean(variant.taxable);
  if (has(kVariantTaxCode)) write_or_null(writer.key("taxCode"), variant.tax_code);
  if (has(kVariantRequiresComponents))
    write_if_told(writer, "requiresComponents", variant.requires_components);
  if (has(kVariantMedia)) {
    writer.key("mediaId");
    if (variant.media_gids->empty()) {
      writer.null();
    } else {
      writer.text(variant.media_gids->front());
    }
  }
  if (has(kVariantMetafields)) write_metafields(writer.key("metafields"), *variant.metafields);
  write_item_of(writer, changed);
  writer.end_object();
}

}  // namespace

absl::StatusOr<std::string> write_variants_update(std::string_view document, std::int64_t product_id,
                                                  std::span<const ChangedVariant> changed,
                                                  bool allow_partial_updates) {
  absl::Status status = check_count(changed.size(), "input_array_max", base::kInputArrayMax);
  if (product_id <= 0) status.Update(absl::InvalidArgumentError("The product's id is not above zero."));
  std::vector<std::int64_t> ids;
  for (const ChangedVariant& one : changed) {
    ids.push_back(one.variant.id);
    status.Update(check_changed(one));
  }
  status.Update(check_ids(ids));
  if (!status.ok()) return status;
  return request(document, [&](Writer& writer) {
    write_gid(writer.key("productId"), "Product", product_id);
    writer.key("variants").begin_array();
    for (const ChangedVariant& one : changed) write_changed(writer, one);
    writer.end_array().key("allowPartialUpdates").boolean(allow_partial_updates);
  });
}

absl::StatusOr<std::vector<PriceRequest>> write_price_updates(std::string_view document,
                                                              const canonical::PriceChanges& changes,
                                                              bool allow_partial_updates) {
  if (absl::Status status = PriceGroups::check(changes); !status.ok()) return status;
  const PriceGroups groups(changes);
  std::vector<PriceRequest> requests;
  for (std::size_t begin = 0; begin < changes.size();) {
    const std::size_t end = groups.end_of(begin);
    PriceRequest one{changes.product_ids[groups.row(begin)], {}, {}};
    for (std::size_t place = begin; place < end; ++place)
      one.rows.push_back(static_cast<std::uint32_t>(groups.row(place)));
    one.body =
        request(document, [&](Writer& writer) { groups.write(writer, begin, end, allow_partial_updates); });
    requests.push_back(std::move(one));
    begin = end;
  }
  return requests;
}

absl::StatusOr<std::string> write_inventory_item_update(std::string_view document,
                                                        const canonical::InventoryItem& item) {
  if (item.id <= 0) return absl::InvalidArgumentError("The inventory item's id is not above zero.");
  if (!tells_anything(item)) return absl::InvalidArgumentError("There is nothing to change of the item.");
  if (absl::Status status = check_item(item); !status.ok()) return status;
  return request(document, [&item](Writer& writer) {
    write_gid(writer.key("id"), "InventoryItem", item.id);
    writer.key("input").begin_object();
    write_item(writer, item);
    writer.end_object();
  });
}

}  // namespace crossdock::shopify
