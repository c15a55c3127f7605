#include "crossdock/wire/shopify/bulk_lines.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "crossdock/base/limit_error.h"
#include "crossdock/wire/json/writer.h"
#include "crossdock/wire/shopify/product_parts.h"
#include "crossdock/wire/shopify/quantities.h"
#include "crossdock/wire/shopify/variant_parts.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {
namespace {

using canonical::LevelChanges;
using canonical::PriceChanges;

// Appends {...} and a newline; `write` writes the members.
template <typename Write>
void append_object(std::string& chunk, Write write) {
  json::Writer writer(std::move(chunk));
  writer.begin_object();
  write(writer);
  writer.end_object();
  chunk = writer.take();
  chunk += '\n';
}

class LevelLines : public BulkLines {
 public:
  LevelLines(const LevelChanges& changes, BulkLevelsOptions options)
      : BulkLines(options.file_bytes_max),
        changes_(changes),
        options_(std::move(options)),
        writer_(options_.reason, options_.reference_uri) {}

 private:
  absl::StatusOr<bool> append_line(std::string& chunk) override {
    if (line_ == options_.keys.size()) return false;
    const std::size_t begin = line_ * options_.levels_per_line;
    const std::size_t end = std::min(begin + options_.levels_per_line, changes_.size());
    writer_.append(changes_, begin, end, options_.keys[line_], chunk);
    chunk += '\n';
    ++line_;
    return true;
  }

  const LevelChanges& changes_;
  const BulkLevelsOptions options_;
  const QuantitiesWriter writer_;
  std::size_t line_ = 0;
};

class PriceLines : public BulkLines {
 public:
  PriceLines(const PriceChanges& changes, bool allow_partial_updates, std::size_t file_bytes_max)
      : BulkLines(file_bytes_max),
        rows_(changes.size()),
        groups_(changes),
        allow_partial_updates_(allow_partial_updates) {}

 private:
  absl::StatusOr<bool> append_line(std::string& chunk) override {
    if (place_ == rows_) return false;
    const std::size_t end = groups_.end_of(place_);
    append_object(chunk,
                  [&](json::Writer& writer) { groups_.write(writer, place_, end, allow_partial_updates_); });
    place_ = end;
    return true;
  }

  const std::size_t rows_;
  const PriceGroups groups_;
  const bool allow_partial_updates_;
  std::size_t place_ = 0;
};

class ProductLines : public BulkLines {
 public:
  ProductLines(NextProduct next, const Sections& sections, std::size_t file_bytes_max)
      : BulkLines(file_bytes_max), next_(std::move(next)), sections_(sections) {}

 private:
  absl::StatusOr<bool> append_line(std::string& chunk) override {
    const std::optional<canonical::Product> product = next_();
    if (!product.has_value()) return false;
    if (absl::Status status = check_product(*product, sections_); !status.ok()) return status;
    append_object(chunk, [&](json::Writer& writer) {
      write_product(writer, *product, sections_, /*synchronous=*/false);
    });
    return true;
  }

  const NextProduct next_;
  const Sections sections_;
};

absl::Status check_keys(const BulkLevelsOptions& options, std::size_t levels) {
  if (options.keys.size() != (levels + options.levels_per_line - 1) / options.levels_per_line)
    return absl::InvalidArgumentError("Each line needs an idempotency key of its own.");
  std::unordered_set<std::string_view> keys;
  keys.reserve(options.keys.size());
  for (const std::string& key : options.keys) {
    if (is_blank(key) || !keys.insert(key).second)
      return absl::InvalidArgumentError("An idempotency key is blank or stands twice.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<bool> BulkLines::append_to(std::string& chunk, std::size_t bytes_wanted) {
  const std::size_t bytes_before = chunk.size();
  while (!is_full_ && !is_done_ && failure_.ok() && chunk.size() - bytes_before < bytes_wanted) {
    const std::size_t line_begin = chunk.size();
    if (pending_.empty()) {
      const absl::StatusOr<bool> more = append_line(chunk);
      failure_ = more.status();
      is_done_ = more.ok() && !*more;
    } else {
      chunk += std::exchange(pending_, {});
    }
    const std::size_t line_bytes = chunk.size() - line_begin;
    failure_.Update(check_most(line_bytes, "bulk_mutation_file_bytes_max", file_bytes_max_));
    is_full_ = failure_.ok() && file_bytes_ + line_bytes > file_bytes_max_;
    if (is_full_) pending_.assign(chunk, line_begin);
    if (is_full_ || !failure_.ok()) {
      chunk.resize(line_begin);
    } else if (!is_done_) {
      file_bytes_ += line_bytes;
      ++file_lines_;
    }
  }
  if (!failure_.ok()) return failure_;
  return chunk.size() > bytes_before;
}

void BulkLines::begin_file() {
  file_bytes_ = 0;
  file_lines_ = 0;
  is_full_ = false;
}

absl::StatusOr<std::unique_ptr<BulkLines>> bulk_levels(const LevelChanges& changes,
                                                       BulkLevelsOptions options) {
  absl::Status status =
      check_count(options.levels_per_line, "inventory_quantities_max", base::kInventoryQuantitiesMax);
  if (!status.ok()) return status;
  if (changes.size() == 0) return absl::InvalidArgumentError("There is no level to set.");
  status.Update(check_keys(options, changes.size()));
  status.Update(check_quantities(changes));
  if (status.ok()) status.Update(check_distinct(changes));
  if (!status.ok()) return status;
  return std::make_unique<LevelLines>(changes, std::move(options));
}

absl::StatusOr<std::unique_ptr<BulkLines>> bulk_prices(const PriceChanges& changes,
                                                       bool allow_partial_updates,
                                                       std::size_t file_bytes_max) {
  if (absl::Status status = PriceGroups::check(changes); !status.ok()) return status;
  return std::make_unique<PriceLines>(changes, allow_partial_updates, file_bytes_max);
}

std::unique_ptr<BulkLines> bulk_products(NextProduct next, const Sections& sections,
                                         std::size_t file_bytes_max) {
  return std::make_unique<ProductLines>(std::move(next), sections, file_bytes_max);
}

}  // namespace crossdock::shopify
