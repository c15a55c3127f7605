#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/base/limits.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/canonical/price.h"
#include "crossdock/canonical/product.h"
#include "crossdock/wire/shopify/product_writing.h"

// The files of variables of bulk mutations: one JSON object a line, one call a line. Lines come in chunks, so
// that any number of them needs the memory of one chunk beside what they are made from; a file is full before
// it passes what Shopify takes, and the rest goes into further files:
//
//   do {
//     lines.begin_file();
//     while (*lines.append_to(chunk, bytes)) { send(chunk); chunk.clear(); }
//   } while (lines.has_more());
//
// The store runs the lines of a file in no fixed order and several files at once, so no two lines may be
// about the same level or variant: the makers of lines refuse such input.
namespace crossdock::shopify {

class BulkLines {
 public:
  explicit BulkLines(std::size_t file_bytes_max) : file_bytes_max_(file_bytes_max) {}
  virtual ~BulkLines() = default;
  BulkLines(const BulkLines&) = delete;
  BulkLines& operator=(const BulkLines&) = delete;

  // Appends whole lines until at least `bytes_wanted` have been added, the file is full, or all is written;
  // false when nothing was left for this file. LimitError (bulk_mutation_file_bytes_max) for a line that
  // alone is larger than a file; what making the line fails with otherwise. After a failure nothing more
  // comes.
  absl::StatusOr<bool> append_to(std::string& chunk, std::size_t bytes_wanted);

  // Whether the file is full and lines wait for the next one.
  [[nodiscard]] bool has_more() const { return is_full_; }
  // Begins the next file; the first one has begun already.
  void begin_file();

  // Of the present file.
  [[nodiscard]] std::size_t file_lines() const { return file_lines_; }
  [[nodiscard]] std::size_t file_bytes() const { return file_bytes_; }

 private:
  // Appends the next line with its newline; false where there is none.
  virtual absl::StatusOr<bool> append_line(std::string& chunk) = 0;

  const std::size_t file_bytes_max_;
  std::size_t file_bytes_ = 0;
  std::size_t file_lines_ = 0;
  std::string pending_;  // A line that the file before had no room for.
  absl::Status failure_;
  bool is_full_ = false;
  bool is_done_ = false;
};

struct BulkLevelsOptions {
  std::vector<std::string> keys;  // Idempotency keys, one a line: each stored with the intent of its line.
  std::string reason;             // As in SetQuantitiesOptions.
  std::string reference_uri;
  std::size_t levels_per_line = base::kInventoryQuantitiesMax;
  std::size_t file_bytes_max = base::kBulkMutationFileBytesMax;
};

// Lines of inventorySetQuantities: variables input and idempotencyKey. Line i carries the rows from i *
// levels_per_line on. The changes outlive the lines and do not change meanwhile.
//
// LimitError as write_inventory_set_quantities() has it; InvalidArgument for no level, a level twice, more or
// fewer keys than lines, and a key that is blank or stands twice.
[[nodiscard]] absl::StatusOr<std::unique_ptr<BulkLines>> bulk_levels(const canonical::LevelChanges& changes,
                                                                     BulkLevelsOptions options);
absl::StatusOr<std::unique_ptr<BulkLines>> bulk_levels(canonical::LevelChanges&&, BulkLevelsOptions) = delete;

// Lines of productVariantsBulkUpdate: variables productId, variants with their prices, allowPartialUpdates.
// Put together as write_price_updates() does it, which takes 4 bytes a row where the rows do not lie by
// product; fails as that does. The changes outlive the lines and do not change meanwhile.
[[nodiscard]] absl::StatusOr<std::unique_ptr<BulkLines>> bulk_prices(
    const canonical::PriceChanges& changes, bool allow_partial_updates,
    std::size_t file_bytes_max = base::kBulkMutationFileBytesMax);
absl::StatusOr<std::unique_ptr<BulkLines>> bulk_prices(
    canonical::PriceChanges&&, bool, std::size_t = base::kBulkMutationFileBytesMax) = delete;

// The next product, or none at the end.
using NextProduct = std::function<std::optional<canonical::Product>()>;

// Lines of productSet: variables identifier, input, synchronous (false: a bulk operation is not in a hurry).
// A product that write_product_set() would refuse fails the line it belongs to.
[[nodiscard]] std::unique_ptr<BulkLines> bulk_products(
    NextProduct next, const Sections& sections, std::size_t file_bytes_max = base::kBulkMutationFileBytesMax);

}  // namespace crossdock::shopify
