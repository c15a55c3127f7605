#include "crossdock/wire/shopify/quantities.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/wire/json/writer.h"

namespace crossdock::shopify {
namespace {

using canonical::LevelChanges;

constexpr std::string_view kItem = R"({"inventoryItemId":"gid://shopify/InventoryItem/)";
constexpr std::string_view kLocation = R"(","locationId":"gid://shopify/Location/)";
constexpr std::string_view kQuantity = R"(","quantity":)";
constexpr std::string_view kChangeFrom = R"(,"changeFromQuantity":)";
constexpr std::string_view kNull = "null";
// Digits and sign of any int64.
constexpr std::size_t kIntegerBytesMax = 20;
constexpr std::size_t kLevelBytesMax = kItem.size() + kLocation.size() + kQuantity.size() +
                                       kChangeFrom.size() + 4 * kIntegerBytesMax +
                                       std::string_view("},").size();

char* put(char* target, std::string_view text) {
  std::memcpy(target, text.data(), text.size());
  return target + text.size();
}

char* put(char* target, std::int64_t number) {
  return std::to_chars(target, target + kIntegerBytesMax, number).ptr;
}

char* put_level(char* target, const LevelChanges& changes, std::size_t row) {
  target = put(put(target, kItem), changes.inventory_item_ids[row]);
  target = put(put(target, kLocation), changes.location_ids[row]);
  target = put(put(target, kQuantity), changes.quantities[row]);
  target = put(target, kChangeFrom);
  target = changes.has_change_from[row] != 0 ? put(target, changes.change_from[row]) : put(target, kNull);
  *target++ = '}';
  *target++ = ',';
  return target;
}

bool is_quantity(std::int64_t quantity) {
  return quantity >= -base::kInventoryQuantityMax && quantity <= base::kInventoryQuantityMax;
}

absl::Status check_row(const LevelChanges& changes, std::size_t row) {
  if (changes.inventory_item_ids[row] <= 0 || changes.location_ids[row] <= 0) {
    return absl::InvalidArgumentError(
        "Each level to set needs an inventory item and a location with ids above zero.");
  }
  for (const std::int64_t quantity : {changes.quantities[row], changes.change_from[row]}) {
    if (!is_quantity(quantity))
      return to_status(base::LimitError{"inventory_quantity_max", base::kInventoryQuantityMax, quantity});
  }
  return absl::OkStatus();
}

std::pair<std::int64_t, std::int64_t> level_at(const LevelChanges& changes, std::size_t row) {
  return {changes.inventory_item_ids[row], changes.location_ids[row]};
}

}  // namespace

absl::Status check_quantities(const LevelChanges& changes) {
  for (std::size_t row = 0; row < changes.size(); ++row) {
    if (absl::Status status = check_row(changes, row); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status check_distinct(const LevelChanges& changes) {
  std::size_t row = 1;
  while (row < changes.size() && level_at(changes, row - 1) < level_at(changes, row)) ++row;
  if (row >= changes.size()) return absl::OkStatus();
  std::vector<std::pair<std::int64_t, std::int64_t>> levels;
  levels.reserve(changes.size());
  for (std::size_t one = 0; one < changes.size(); ++one) levels.push_back(level_at(changes, one));
  std::sort(levels.begin(), levels.end());
  if (std::adjacent_find(levels.begin(), levels.end()) == levels.end()) return absl::OkStatus();
  return absl::InvalidArgumentError("A level stands twice among those to set.");
}

QuantitiesWriter::QuantitiesWriter(const std::string& reason, const std::string& reference_uri) {
  json::Writer writer;
  writer.begin_object().key("input").begin_object().key("name").text("available").key("reason").text(reason);
  writer.key("referenceDocumentUri").text(reference_uri).key("quantities").begin_array();
  head_ = writer.take();
}

void QuantitiesWriter::append(const LevelChanges& changes, std::size_t begin, std::size_t end,
                              const std::string& idempotency_key, std::string& out) const {
  out += head_;
  const std::size_t levels_begin = out.size();
  out.resize(levels_begin + (end - begin) * kLevelBytesMax);
  char* target = out.data() + levels_begin;
  for (std::size_t row = begin; row < end; ++row) target = put_level(target, changes, row);
  // The last level has no comma behind it.
  if (begin < end) --target;
  out.resize(static_cast<std::size_t>(target - out.data()));
  out += R"(]},"idempotencyKey":)";
  json::Writer writer(std::move(out));
  writer.text(idempotency_key);
  out = writer.take();
  out += '}';
}

}  // namespace crossdock::shopify
