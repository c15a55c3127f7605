#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/canonical/variant_columns.h"
#include "crossdock/wire/json/lines.h"
#include "crossdock/wire/shopify/catalogue_line.h"
#include "crossdock/wire/shopify/line_error.h"

// The file of a bulk operation that lists a store's variants and their stock, one JSON object a line.
//
//   {"id":"gid://shopify/ProductVariant/1","sku":"A","barcode":null,"title":"Blue","product":{"id":"gid://shopify/
//    Product/2","title":"Shirt"},"inventoryItem":{"id":"gid://shopify/InventoryItem/3","tracked":true}}
//   {"id":"gid://shopify/InventoryLevel/4?inventory_item_id=3","updatedAt":"...","location":{"id":"gid://shopify/
//    Location/5"},"quantities":[{"name":"available","quantity":7}],"__parentId":"gid://shopify/ProductVariant/1"}
//
// (Each is one line in the file.) The file becomes columns, all at once or a part at a time, so that one of
// any length needs the memory of a part and 16 bytes to 40 a variant:
//
//   CatalogueReader reader(read);
//   CatalogueColumns part;
//   while (*reader.next(rows, keep_going, part)) write(std::exchange(part, {}));
//   look_at(reader.report());
//
// Children may come before their parents: since 2026-01 lines are not grouped. A level whose line names its
// item is given at once; one that only the line of its variant can complete waits for it, and is reported
// where that never comes. A bad line costs itself alone and is named with its number.
namespace crossdock::shopify {

struct CatalogueColumns {
  canonical::VariantColumns variants;  // In the order of the file.
  canonical::LevelColumns levels;  // In the order in which their items became known; none is marked raisable.

  [[nodiscard]] std::size_t size() const { return variants.size() + levels.size(); }
};

struct CatalogueReport {
  std::vector<LineError> errors;     // The first kJsonlErrorsMax, by line once the file has been read.
  std::size_t error_count = 0;       // All of them.
  std::size_t line_count = 0;        // Lines that hold something; Shopify's objectCount, where all came.
  std::size_t plain_line_count = 0;  // Those of the plain shape, which are read faster.
  bool truncated = false;            // The last line is cut off in its middle.
};

class CatalogueReader {
 public:
  explicit CatalogueReader(json::LineReader::Read read) : lines_(std::move(read)) {}

  // Adds rows to `columns` until at least `rows` have come; more than that only where levels had waited for
  // the last variant. False when the file is at its end and gave none. After an error, the same again.
  absl::StatusOr<bool> next(std::size_t rows, const KeepGoing& keep_going, CatalogueColumns& columns);

  [[nodiscard]] const CatalogueReport& report() const { return report_; }
  // Levels that wait for the line of their variant.
  [[nodiscard]] std::size_t waiting() const { return waiting_.size() - free_.size(); }

 private:
  struct WaitingLevel {
    std::size_t line = 0;  // 0 where the place is free.
    LevelLine level;
    std::int64_t next = 0;  // The one that waits for the same variant since before.
  };

  absl::Status read_lines(std::size_t rows, const KeepGoing& keep_going, CatalogueColumns& columns);
  absl::Status add(const json::Line& line, CatalogueColumns& columns);
  absl::Status add_record(std::size_t number, CatalogueColumns& columns);
  absl::Status add_level(std::size_t number, const LevelLine& level, canonical::LevelColumns& levels);
  void wait(std::size_t number, const LevelLine& level);
  void release(std::int64_t last, std::int64_t item, canonical::LevelColumns& levels);
  void finish();
  void add_error(std::size_t line, std::string message);

  json::LineReader lines_;
  CatalogueLineReader line_reader_;
  CatalogueLine line_;
  CatalogueReport report_;
  // What is known of a variant: its item, or, below zero, the last level that waits for it (place_of()).
  absl::flat_hash_map<std::int64_t, std::int64_t> variants_;
  std::vector<WaitingLevel> waiting_;
  std::vector<std::size_t> free_;  // Places of `waiting_` whose level has been given.
  std::size_t variant_count_ = 0;
  std::size_t level_count_ = 0;
  bool is_finished_ = false;
  absl::Status status_;
};

struct VariantCatalogue {
  CatalogueColumns columns;
  CatalogueReport report;
};

// The whole file.
[[nodiscard]] absl::StatusOr<VariantCatalogue> read_variants(json::LineReader::Read read,
                                                             const KeepGoing& keep_going);

}  // namespace crossdock::shopify
