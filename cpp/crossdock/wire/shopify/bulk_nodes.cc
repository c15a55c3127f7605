#include "crossdock/wire/shopify/bulk_nodes.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/fields.h"

namespace crossdock::shopify {
namespace {

using json::Object;
using Index = std::uint32_t;

constexpr Index kNone = std::numeric_limits<Index>::max();
// How many lines are read, or objects put together, between two questions whether to go on.
constexpr std::size_t kLinesBetweenChecks = 16'384;
constexpr std::string_view kGidPrefix = "gid://shopify/";
constexpr std::string_view kParentKey = "\"__parentId\"";
constexpr std::string_view kSpaces = " \t\r";

// "Order" of "gid://shopify/Order/1"; empty for any other text. Ids need not be numbers here: some kinds have
// words for ids.
std::string_view kind_of_gid(std::string_view gid) {
  if (!gid.starts_with(kGidPrefix)) return {};
  gid.remove_prefix(kGidPrefix.size());
  const std::size_t slash = gid.find('/');
  return slash == std::string_view::npos ? std::string_view() : gid.substr(0, slash);
}

// Texts that stay where they are, in blocks, the first of them small: most files are.
class Texts {
 public:
  std::string_view keep(std::string_view text) {
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
      blocks_.emplace_back().reserve(std::max(block_bytes_, text.size()));
      block_bytes_ = std::min(base::kJsonlChunkBytes, kBlockGrowth * block_bytes_);
    }
    std::string& block = blocks_.back();
    const std::size_t start = block.size();
    block += text;
    bytes_ += text.size();
    return std::string_view(block).substr(start);
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kBlockGrowth = 8;

  std::size_t block_bytes_ = std::size_t{1} << 12;
  std::vector<std::string> blocks_;  // Each filled to its capacity at most, so that views stay good.
  std::size_t bytes_ = 0;
};

// One good line.
struct Record {
  std::size_t line = 0;
  std::string_view text;    // The whole object.
  std::string_view parent;  // Global id; empty for a root.
  std::string_view kind;
  std::uint64_t empty_fields =
      0;                      // Entries of the table that are this kind's and that the line does not hold.
  Index field = kNone;        // Entry of the table under which it stands in its parent.
  Index first_child = kNone;  // In the order of the file.
  Index last_child = kNone;
  Index next_sibling = kNone;
  Index next_same_id = kNone;  // Another line with the same global id.
  bool is_short = false;       // A part of it is bad.
  bool reached = false;        // From a root.
};

class Assembly {
 public:
  explicit Assembly(std::span<const ChildField> fields) : fields_(fields) {}

  absl::Status add(const json::Line& line);
  absl::Status give(const TakeNode& take, const KeepGoing& keep_going);
  BulkReport finish();

 private:
  void add_bad(const json::Line& line, std::string message);
  void read_record(const json::Line& line, const Object& root);
  [[nodiscard]] std::string_view kept(std::string_view stored, const json::Value& value);
  void link();
  void link_to_parent(Index child);
  [[nodiscard]] Index field_of(const Record& parent, const Record& child) const;
  // Counts lost parts towards the lines of an id, or towards the whole file where the id is unknown.
  void lose_part_of(std::string_view parent_id);
  bool append(Index index, std::size_t depth);
  void append_children(const Record& record, Index field, bool& fits, std::size_t depth);
  void add_error(std::size_t line, std::string message);

  const std::span<const ChildField> fields_;
  const json::Source source_{kSystem, "bulk file"};
  json::Document document_;
  Texts texts_;
  std::vector<Record> records_;
  std::unordered_map<std::string_view, Index> by_id_;
  std::vector<std::string> parents_of_bad_;  // Named in lines that could not be read.
  std::string node_;                         // The root that is being put together.
  BulkReport report_;
};

void Assembly::add_error(std::size_t line, std::string message) {
  ++report_.error_count;
  report_.errors.push_back({line, std::move(message)});
  // The list is cut after it has been sorted; until then it may grow to twice its length.
  if (report_.errors.size() < 2 * base::kJsonlErrorsMax) return;
  std::stable_sort(report_.errors.begin(), report_.errors.end(),
                   [](const LineError& left, const LineError& right) { return left.line < right.line; });
  report_.errors.resize(base::kJsonlErrorsMax);
}

// Gives every global id that a line which is no JSON seems to name as its parent. A name too many withholds
// an object, a name too few would give it short.
void Assembly::add_bad(const json::Line& line, std::string message) {
  bool named = false;
  std::size_t at = line.text.find(kParentKey);
  for (; at != std::string_view::npos; at = line.text.find(kParentKey, at + 1)) {
    const std::size_t start = line.text.find_first_not_of(": \t\"", at + kParentKey.size());
    const std::size_t end = start == std::string_view::npos ? start : line.text.find('"', start);
    if (end == std::string_view::npos) continue;
    std::string gid(line.text.substr(start, end - start));
    std::erase(gid, '\\');
    if (kind_of_gid(gid).empty() || parents_of_bad_.size() >= base::kJsonlErrorsMax) continue;
    parents_of_bad_.push_back(std::move(gid));
    named = true;
  }
  if (!named) report_.complete = false;
  add_error(line.number, std::move(message));
}

absl::Status Assembly::add(const json::Line& line) {
  if (line.too_long) {
    ++report_.line_count;
    add_bad(line,
            base::LimitError{"jsonl_line_bytes_max", static_cast<std::int64_t>(base::kJsonlLineBytesMax),
                             static_cast<std::int64_t>(base::kJsonlLineBytesMax) + 1}
                .sentence());
    return absl::OkStatus();
  }
  if (line.text.find_first_not_of(kSpaces) == std::string_view::npos) return absl::OkStatus();
  ++report_.line_count;
  if (report_.line_count > base::kBulkLinesMax) {
    return to_status(base::LimitError{"bulk_lines_max", static_cast<std::int64_t>(base::kBulkLinesMax),
                                      static_cast<std::int64_t>(report_.line_count)});
  }
  if (texts_.bytes() + line.text.size() > base::kBulkTextBytesMax) {
    return to_status(base::LimitError{"bulk_text_bytes_max",
                                      static_cast<std::int64_t>(base::kBulkTextBytesMax),
                                      static_cast<std::int64_t>(texts_.bytes() + line.text.size())});
  }
  const absl::Status parsed = document_.parse(line.text, source_);
  if (!parsed.ok()) {
    report_.truncated = !line.terminated;
    add_bad(line, line.terminated ? std::string(parsed.message())
                                  : "The file is cut off in the middle of this line.");
    return absl::OkStatus();
  }
  json::Decoding decoding(document_, source_);
  const Object root = decoding.root();
  if (!decoding.failed()) read_record(line, root);
  if (decoding.failed()) add_bad(line, std::string(decoding.finish(0).status().message()));
  return absl::OkStatus();
}

// A text of the document as a view that stays: into the kept line where it was written without escapes.
std::string_view Assembly::kept(std::string_view stored, const json::Value& value) {
  const std::string_view raw = value.raw();
  if (raw.find('\\') != std::string_view::npos) return texts_.keep(value.text());
  return stored.substr(value.offset() + 1, raw.size() - 2);
}

void Assembly::read_record(const json::Line& line, const Object& root) {
  const json::Value id = root.find("id");
  const json::Value parent = root.find("__parentId");
  const json::Value type = root.find("__typename");
  for (const json::Value& value : {id, parent, type}) {
    if (value.has_content() && !value.is(json::Type::kString)) root.decoding().fail(value, "a string");
  }
  if (parent.has_content() && parent.text().empty())
    root.decoding().fail(parent, "a global id", "an empty text");
  if (root.decoding().failed()) return;

  Record record;
  record.line = line.number;
  record.text = texts_.keep(line.text);
  const std::string_view own_id = id.has_content() ? kept(record.text, id) : std::string_view();
  if (parent.has_content()) record.parent = kept(record.text, parent);
  record.kind = type.has_content() ? kept(record.text, type) : kind_of_gid(own_id);
  for (std::size_t entry = 0; entry < fields_.size(); ++entry) {
    if (fields_[entry].parent == record.kind && !root.find(fields_[entry].field).exists())
      record.empty_fields |= std::uint64_t{1} << entry;
  }
  const auto index = static_cast<Index>(records_.size());
  if (!own_id.empty()) {
    const auto [found, is_new] = by_id_.emplace(own_id, index);
    if (!is_new) {
      if (record.parent.empty()) {
        add_error(line.number, "The object of this line stands in the file twice.");
        return;
      }
      record.next_same_id = records_[found->second].next_same_id;
      records_[found->second].next_same_id = index;
    }
  }
  records_.push_back(record);
}

Index Assembly::field_of(const Record& parent, const Record& child) const {
  for (std::size_t entry = 0; entry < fields_.size(); ++entry) {
    if (fields_[entry].child == child.kind && (parent.empty_fields >> entry & 1) != 0)
      return static_cast<Index>(entry);
  }
  return kNone;
}

void Assembly::lose_part_of(std::string_view parent_id) {
  const auto found = by_id_.find(parent_id);
  if (found == by_id_.end()) {
    report_.complete = false;
    return;
  }
  for (Index same = found->second; same != kNone; same = records_[same].next_same_id) {
    records_[same].is_short = true;
  }
}

void Assembly::link_to_parent(Index child) {
  Record& record = records_[child];
  if (record.parent.empty()) return;
  const auto found = by_id_.find(record.parent);
  if (found == by_id_.end()) {
    report_.complete = false;
    add_error(record.line, "The object this line belongs to is not in the file.");
    return;
  }
  Record& parent = records_[found->second];
  const bool ambiguous = parent.next_same_id != kNone;
  record.field = ambiguous ? kNone : field_of(parent, record);
  if (record.field == kNone) {
    lose_part_of(record.parent);
    add_error(record.line, ambiguous ? "The object this line belongs to stands in the file more than once."
                                     : "Lines of this kind are not expected below the object they name.");
    return;
  }
  (parent.first_child == kNone ? parent.first_child : records_[parent.last_child].next_sibling) = child;
  parent.last_child = child;
}

void Assembly::link() {
  for (Index index = 0; index < records_.size(); ++index) link_to_parent(index);
  for (const std::string& parent : parents_of_bad_) lose_part_of(parent);
}

void Assembly::append_children(const Record& record, Index field, bool& fits, std::size_t depth) {
  bool first = true;
  for (Index child = record.first_child; child != kNone; child = records_[child].next_sibling) {
    if (records_[child].field == kNone || fields_[records_[child].field].field != fields_[field].field)
      continue;
    if (!first) node_ += ',';
    first = false;
    fits = append(child, depth + 1) && fits;
  }
}

// Writes a record and all below it; false where a part is missing.
bool Assembly::append(Index index, std::size_t depth) {
  Record& record = records_[index];
  record.reached = true;
  if (depth > base::kBulkDepthMax) return false;
  bool fits = !record.is_short;
  const std::size_t start = node_.size();
  node_ += record.text;
  node_.resize(node_.find_last_of('}'));
  // Behind the brace of an empty object stands no comma.
  const std::size_t last = node_.find_last_not_of(kSpaces);
  bool comma = last > node_.find('{', start);
  for (std::size_t entry = 0; entry < fields_.size(); ++entry) {
    if (fields_[entry].parent != record.kind) continue;
    // Several kinds may share a field, which is written with the first of them.
    const auto same = [&](const ChildField& other) {
      return other.parent == record.kind && other.field == fields_[entry].field;
    };
    if (std::any_of(fields_.begin(), fields_.begin() + static_cast<std::ptrdiff_t>(entry), same)) continue;
    if ((record.empty_fields >> entry & 1) == 0) continue;
    if (comma) node_ += ',';
    comma = true;
    node_ += '"';
    node_ += fields_[entry].field;
    node_ += "\":{\"nodes\":[";
    append_children(record, static_cast<Index>(entry), fits, depth);
    node_ += "]}";
  }
  node_ += '}';
  return fits;
}

absl::Status Assembly::give(const TakeNode& take, const KeepGoing& keep_going) {
  link();
  for (Index index = 0; index < records_.size(); ++index) {
    if (index % kLinesBetweenChecks == 0 && !keep_going())
      return absl::CancelledError("Reading was stopped.");
    if (!records_[index].parent.empty()) continue;
    node_.clear();
    if (!append(index, 1)) {
      add_error(records_[index].line, "A part of the object of this line is missing or could not be read.");
      continue;
    }
    if (const absl::Status taken = take(records_[index].line, node_); !taken.ok()) {
      add_error(records_[index].line, std::string(taken.message()));
    }
  }
  // Objects that name each other as parents hang on no root; nobody would miss them otherwise.
  for (const Record& record : records_) {
    if (record.reached || record.field == kNone) continue;
    report_.complete = false;
    add_error(record.line, "This line is part of no object of the file.");
  }
  return absl::OkStatus();
}

BulkReport Assembly::finish() {
  report_.complete = report_.complete && !report_.truncated;
  std::stable_sort(report_.errors.begin(), report_.errors.end(),
                   [](const LineError& left, const LineError& right) { return left.line < right.line; });
  if (report_.errors.size() > base::kJsonlErrorsMax) report_.errors.resize(base::kJsonlErrorsMax);
  return std::move(report_);
}

}  // namespace

absl::StatusOr<BulkReport> read_bulk_nodes(json::LineReader::Read read, std::span<const ChildField> fields,
                                           const TakeNode& take, const KeepGoing& keep_going) {
  if (fields.size() > base::kBulkChildrenMax) {
    return to_status(base::LimitError{"bulk_children_max", static_cast<std::int64_t>(base::kBulkChildrenMax),
                                      static_cast<std::int64_t>(fields.size())});
  }
  json::LineReader lines(std::move(read));
  Assembly assembly(fields);
  json::Line line;
  while (lines.next(line)) {
    if (const absl::Status status = assembly.add(line); !status.ok()) return status;
    if (line.number % kLinesBetweenChecks == 0 && !keep_going())
      return absl::CancelledError("Reading was stopped.");
  }
  if (const absl::Status status = assembly.give(take, keep_going); !status.ok()) return status;
  return assembly.finish();
}

}  // namespace crossdock::shopify
