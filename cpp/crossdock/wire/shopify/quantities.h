#pragma once

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/wire/shopify/inventory.h"

// The variables of inventorySetQuantities, which a request and the lines of a bulk file share. Only this room
// uses it.
namespace crossdock::shopify {

// Whether each row names a level and holds quantities within Shopify's bounds.
[[nodiscard]] absl::Status check_quantities(const canonical::LevelChanges& changes);

// Whether no level stands twice. Takes 16 bytes a row where the rows are not in the order of their levels.
[[nodiscard]] absl::Status check_distinct(const canonical::LevelChanges& changes);

// {"input": {"name", "reason", "referenceDocumentUri", "quantities": [...]}, "idempotencyKey"} of rows
// [begin, end), many times over: what all have in common is written once.
class QuantitiesWriter {
 public:
  QuantitiesWriter(const std::string& reason, const std::string& reference_uri);

  void append(const canonical::LevelChanges& changes, std::size_t begin, std::size_t end,
              const std::string& idempotency_key, std::string& out) const;

 private:
  std::string head_;
};

}  // namespace crossdock::shopify
