#include "crossdock/wire/shopify/catalogue.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/levels.h"

namespace crossdock::shopify {
namespace {

using json::Object;

// How many lines are read between two questions whether to go on: some ten milliseconds.
constexpr std::size_t kLinesBetweenChecks = 16'384;

// A level whose inventory item may only be known once its parent's line has been read.
struct PendingLevel {
  std::size_t line = 0;
  std::int64_t variant_id = 0;         // 0 where the parent is the inventory item itself.
  std::int64_t inventory_item_id = 0;  // 0 where only the parent's line can tell.
  std::int64_t location_id = 0;
  std::optional<std::int64_t> quantity;
  std::int64_t updated_at_us = canonical::kNoTime;
};

canonical::Variant read_variant(const Object& from) {
  canonical::Variant variant;
  variant.variant_id = gid_number(from, "id", "ProductVariant");
  variant.sku = from.optional_text("sku");
  variant.barcode = from.optional_text("barcode");
  variant.title = from.text_or_empty("title");
  const Object product = from.object("product");
  variant.product_id = gid_number(product, "id", "Product");
  variant.product_title = product.text_or_empty("title");
  const Object item = from.object("inventoryItem");
  variant.inventory_item_id = gid_number(item, "id", "InventoryItem");
  variant.tracked = item.boolean("tracked");
  return variant;
}

PendingLevel read_level(const Object& from) {
  PendingLevel level;
  gid_number(from, "id", "InventoryLevel");
  // The level's own global id names its item, so that a level survives the loss of its parent's line.
  level.inventory_item_id = inventory_item_of(from.text("id")).value_or(0);
  const std::string parent = from.text("__parentId");
  const std::optional<Gid> gid = parse_gid(parent);
  if (gid.has_value() && gid->kind == "ProductVariant") {
    level.variant_id = gid->id;
  } else if (gid.has_value() && gid->kind == "InventoryItem") {
    level.inventory_item_id = gid->id;
  } else {
    from.decoding().fail(from.find("__parentId"), "the global id of a variant or an inventory item",
                         "a string of another form");
  }
  level.location_id = gid_number(from.object("location"), "id", "Location");
  level.quantity = available_quantity(from);
  if (const auto moment = from.optional_timestamp("updatedAt"); moment.has_value()) {
    level.updated_at_us = moment->utc_us;
  }
  return level;
}

class CatalogueReader {
 public:
  absl::Status add(const json::Line& line) {
    if (line.too_long) {
      add_error(line.number,
                base::LimitError{"jsonl_line_bytes_max", static_cast<std::int64_t>(base::kJsonlLineBytesMax),
                                 static_cast<std::int64_t>(base::kJsonlLineBytesMax) + 1}
                    .sentence());
      return absl::OkStatus();
    }
    if (line.text.find_first_not_of(" \t\r") == std::string_view::npos) return absl::OkStatus();
    const absl::Status parsed = document_.parse(line.text, source_);
    if (!parsed.ok()) {
      catalogue_.truncated = !line.terminated;
      add_error(line.number, line.terminated ? std::string(parsed.message())
                                             : "The file is cut off in the middle of this line.");
      return absl::OkStatus();
    }
    return add_document(line.number);
  }

  VariantCatalogue finish() {
    for (const PendingLevel& level : pending_) {
      std::int64_t item = level.inventory_item_id;
      if (item == 0) {
        const auto found = item_of_variant_.find(level.variant_id);
        if (found == item_of_variant_.end()) {
          add_error(level.line, "The variant this level belongs to is not in the file.");
          continue;
        }
        item = found->second;
      }
      catalogue_.levels.append(item, level.location_id, level.quantity, false, level.updated_at_us);
    }
    std::stable_sort(catalogue_.errors.begin(), catalogue_.errors.end(),
                     [](const LineError& left, const LineError& right) { return left.line < right.line; });
    return std::move(catalogue_);
  }

 private:
  absl::Status add_document(std::size_t number) {
    if (std::max(catalogue_.variants.size(), pending_.size()) >= base::kCatalogueRowsMax) {
      return to_status(base::LimitError{"catalogue_rows_max",
                                        static_cast<std::int64_t>(base::kCatalogueRowsMax),
                                        static_cast<std::int64_t>(base::kCatalogueRowsMax) + 1});
    }
    json::Decoding decoding(document_, source_);
    const Object root = decoding.root();
    if (root.has_content("__parentId")) {
      const PendingLevel level = read_level(root);
      const auto checked_level = decoding.finish(level);
      if (!checked_level.ok()) {
        add_error(number, std::string(checked_level.status().message()));
      } else {
        pending_.push_back(*checked_level);
        pending_.back().line = number;
      }
      return absl::OkStatus();
    }
    canonical::Variant variant = read_variant(root);
    auto checked = decoding.finish(std::move(variant));
    if (!checked.ok()) {
      add_error(number, std::string(checked.status().message()));
    } else if (!item_of_variant_.emplace(checked->variant_id, checked->inventory_item_id).second) {
      add_error(number, "The variant of this line stands in the file twice.");
    } else {
      catalogue_.variants.push_back(*std::move(checked));
    }
    return absl::OkStatus();
  }

  void add_error(std::size_t line, std::string message) {
    ++catalogue_.error_count;
    if (catalogue_.errors.size() < base::kJsonlErrorsMax)
      catalogue_.errors.push_back({line, std::move(message)});
  }

  const json::Source source_{kSystem, "bulk variants"};
  json::Document document_;
  VariantCatalogue catalogue_;
  std::vector<PendingLevel> pending_;
  std::unordered_map<std::int64_t, std::int64_t> item_of_variant_;
};

}  // namespace

absl::StatusOr<VariantCatalogue> read_variants(json::LineReader::Read read, const KeepGoing& keep_going) {
  json::LineReader lines(std::move(read));
  CatalogueReader reader;
  json::Line line;
  while (lines.next(line)) {
    if (const absl::Status status = reader.add(line); !status.ok()) return status;
    if (line.number % kLinesBetweenChecks == 0 && !keep_going())
      return absl::CancelledError("Reading was stopped.");
  }
  return reader.finish();
}

}  // namespace crossdock::shopify
