#include "crossdock/wire/shopify/catalogue.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"

namespace crossdock::shopify {
namespace {

// How many lines are read between two questions whether to go on: some ten milliseconds.
constexpr std::size_t kLinesBetweenChecks = 16'384;

base::LimitError passed(std::string name, std::size_t limit) {
  return {std::move(name), static_cast<std::int64_t>(limit), static_cast<std::int64_t>(limit) + 1};
}

// Places of waiting levels, and how they are told from items, which are above zero: -1 is the first.
std::int64_t mark_of(std::size_t place) { return -static_cast<std::int64_t>(place) - 1; }
std::size_t place_of(std::int64_t mark) { return static_cast<std::size_t>(-(mark + 1)); }

}  // namespace

absl::StatusOr<bool> CatalogueReader::next(std::size_t rows, const KeepGoing& keep_going,
                                           CatalogueColumns& columns) {
  const std::size_t rows_before = columns.size();
  if (status_.ok()) status_ = read_lines(rows, keep_going, columns);
  if (!status_.ok()) return status_;
  return columns.size() > rows_before;
}

absl::Status CatalogueReader::read_lines(std::size_t rows, const KeepGoing& keep_going,
                                         CatalogueColumns& columns) {
  const std::size_t rows_before = columns.size();
  json::Line line;
  while (columns.size() - rows_before < rows && !is_finished_) {
    if (!lines_.next(line)) {
      finish();
      break;
    }
    if (absl::Status status = add(line, columns); !status.ok()) return status;
    if (line.number % kLinesBetweenChecks == 0 && !keep_going())
      return absl::CancelledError("Reading was stopped.");
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::add(const json::Line& line, CatalogueColumns& columns) {
  if (line.too_long) {
    ++report_.line_count;
    add_error(line.number, passed("jsonl_line_bytes_max", base::kJsonlLineBytesMax).sentence());
    return absl::OkStatus();
  }
  if (read_plain_line(line.text, line_)) {
    ++report_.line_count;
    ++report_.plain_line_count;
    return add_record(line.number, columns);
  }
  if (line.text.find_first_not_of(" \t\r") == std::string_view::npos) return absl::OkStatus();
  ++report_.line_count;
  const absl::Status status = line_reader_.read(line.text, line_);
  if (status.ok()) return add_record(line.number, columns);
  const bool is_cut = !line.terminated && !line_reader_.is_whole();
  if (is_cut) report_.truncated = true;
  add_error(line.number,
            is_cut ? "The file is cut off in the middle of this line." : std::string(status.message()));
  return absl::OkStatus();
}

absl::Status CatalogueReader::add_record(std::size_t number, CatalogueColumns& columns) {
  if (line_.is_level) return add_level(number, line_.level, columns.levels);
  if (variant_count_ >= base::kCatalogueRowsMax)
    return to_status(passed("catalogue_rows_max", base::kCatalogueRowsMax));
  const auto [known, is_new] =
      variants_.try_emplace(line_.variant.variant_id, line_.variant.inventory_item_id);
  if (!is_new) {
    if (known->second > 0) {
      add_error(number, "The variant of this line stands in the file twice.");
      return absl::OkStatus();
    }
    release(std::exchange(known->second, line_.variant.inventory_item_id), line_.variant.inventory_item_id,
            columns.levels);
  }
  ++variant_count_;
  columns.variants.append(line_.variant);
  return absl::OkStatus();
}

absl::Status CatalogueReader::add_level(std::size_t number, const LevelLine& level,
                                        canonical::LevelColumns& levels) {
  if (level_count_ >= base::kCatalogueRowsMax)
    return to_status(passed("catalogue_rows_max", base::kCatalogueRowsMax));
  ++level_count_;
  std::int64_t item = level.inventory_item_id;
  if (item == 0) {
    const auto known = variants_.find(level.variant_id);
    if (known == variants_.end() || known->second < 0) {
      wait(number, level);
      return absl::OkStatus();
    }
    item = known->second;
  }
  levels.append(item, level.location_id, level.quantity, false, level.updated_at_us);
  return absl::OkStatus();
}

void CatalogueReader::wait(std::size_t number, const LevelLine& level) {
  if (waiting() >= base::kCatalogueWaitingLevelsMax) {
    add_error(number, passed("catalogue_waiting_levels_max", base::kCatalogueWaitingLevelsMax).sentence());
    return;
  }
  std::size_t place = waiting_.size();
  if (free_.empty()) {
    waiting_.emplace_back();
  } else {
    place = free_.back();
    free_.pop_back();
  }
  const auto [known, is_new] = variants_.try_emplace(level.variant_id, mark_of(place));
  waiting_[place] = {number, level, is_new ? 0 : std::exchange(known->second, mark_of(place))};
}

// Gives the levels that waited for a variant, first come first.
void CatalogueReader::release(std::int64_t last, std::int64_t item, canonical::LevelColumns& levels) {
  std::vector<std::size_t> places;
  for (std::int64_t mark = last; mark < 0; mark = waiting_[place_of(mark)].next)
    places.push_back(place_of(mark));
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    WaitingLevel& waited = waiting_[*place];
    levels.append(item, waited.level.location_id, waited.level.quantity, false, waited.level.updated_at_us);
    waited = {};
    free_.push_back(*place);
  }
}

void CatalogueReader::finish() {
  is_finished_ = true;
  for (const WaitingLevel& waited : waiting_) {
    if (waited.line != 0) add_error(waited.line, "The variant this level belongs to is not in the file.");
  }
  std::stable_sort(report_.errors.begin(), report_.errors.end(),
                   [](const LineError& left, const LineError& right) { return left.line < right.line; });
}

void CatalogueReader::add_error(std::size_t line, std::string message) {
  ++report_.error_count;
  if (report_.errors.size() < base::kJsonlErrorsMax) report_.errors.push_back({line, std::move(message)});
}

absl::StatusOr<VariantCatalogue> read_variants(json::LineReader::Read read, const KeepGoing& keep_going) {
  CatalogueReader reader(std::move(read));
  VariantCatalogue catalogue;
  const absl::StatusOr<bool> is_read =
      reader.next(std::numeric_limits<std::size_t>::max(), keep_going, catalogue.columns);
  if (!is_read.ok()) return is_read.status();
  catalogue.report = reader.report();
  return catalogue;
}

}  // namespace crossdock::shopify
