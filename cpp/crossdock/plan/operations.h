#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crossdock/base/limits.h"
#include "crossdock/plan/cut.h"

// What is to be planned: operations, each about one object, as plain values. Their bodies and keys are not
// among them: an idempotency key belongs to a stored intent (invariant I4), so that a plan neither makes nor
// compares any.
namespace crossdock::plan {

// How far an operation has come.
enum class Progress : std::uint8_t {
  kNew,      // A change that no stored operation stands for yet.
  kUnsent,   // Stored, and certainly never sent.
  kSent,     // Given to the wire, and not answered.
  kUnknown,  // Sent, and nobody knows with what outcome.
};

// What an operation brings about.
enum class Nature : std::uint8_t {
  kState,   // A state, such as a price: of several for one object only the newest matters.
  kEffect,  // An effect, such as a refund: two equal ones are two.
};

// What is the same for all operations of one kind. Batches hold one kind only.
struct Kind {
  std::string name;  // "price", "variants": unique.
  int step = 0;      // Among the operations of one wave, and of one object: lower ones come first.
  Nature nature = Nature::kState;
  Bounds bounds;  // Of one batch.
  // Whether a batch may hold operations of one scope only, as where a request names its product. Otherwise a
  // scope's operations merely stay together in one batch while they fit.
  bool is_scope_alone = false;
};

// One operation as it is given; its texts need not outlive the call.
struct Operation {
  std::int64_t id = 0;  // Unique in the plan; of two operations the one with the greater id is the newer.
  std::string_view kind{};
  std::string_view object{};  // The key of what it is about: "variant/7". Keys hold ids, no personal data.
  std::span<const std::string_view> after{};  // Objects all of whose operations come before.
  std::string_view scope{};                   // What it shares a batch with; usually a key too.
  std::string_view content{};                 // By which equal ones are known: the body, or a digest of it.
  std::int64_t bytes = 0;                     // Of its share of the body.
  std::int64_t cost = 0;                      // In points.
  Progress progress = Progress::kNew;
};

// Operations in little memory: every text is kept once.
class Operations {
 public:
  struct Row {
    std::int64_t id = 0;
    Load load;
    std::uint32_t kind = 0;  // Into kinds().
    std::uint32_t object = 0;
    std::uint32_t scope = 0;
    std::uint32_t content = 0;
    std::uint32_t after_begin = 0;
    std::uint32_t after_end = 0;
    Progress progress = Progress::kNew;
  };

  // Moved only: a copy's numbers would point into the texts of the original.
  Operations(Operations&&) = default;
  Operations& operator=(Operations&&) = default;

  // Fails with InvalidArgument for two kinds of one name and for bounds below 1, with LimitError
  // (plan_batch_load_max) for too large ones.
  static absl::StatusOr<Operations> make(std::vector<Kind> kinds);

  // Fails with InvalidArgument where the kind is not known, the object has no key, or bytes or cost are below
  // zero; with LimitError (plan_operations_max, plan_text_bytes_max) where it is too much.
  absl::Status append(const Operation& operation);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] std::span<const Kind> kinds() const { return kinds_; }
  [[nodiscard]] std::span<const Row> rows() const { return rows_; }
  // Texts by the numbers that stand for them in the rows; equal numbers are equal texts.
  [[nodiscard]] std::string_view text(std::uint32_t number) const { return texts_[number]; }
  [[nodiscard]] std::size_t text_count() const { return texts_.size(); }
  // The objects whose operations come before a row's.
  [[nodiscard]] std::span<const std::uint32_t> after(const Row& row) const {
    return std::span(after_).subspan(row.after_begin, row.after_end - row.after_begin);
  }

 private:
  using Numbers =
      absl::flat_hash_map<std::string_view, std::uint32_t, std::hash<std::string_view>, std::equal_to<>>;

  Operations() = default;

  std::uint32_t number_of(std::string_view text);

  std::vector<Kind> kinds_;
  Numbers kind_numbers_;  // The names are those in kinds_, which is never changed.
  std::vector<Row> rows_;
  std::vector<std::uint32_t> after_;
  std::deque<std::string> texts_;  // Never moves what it holds, so that the map can point into it.
  Numbers text_numbers_;
  std::size_t text_bytes_ = 0;
};

}  // namespace crossdock::plan
