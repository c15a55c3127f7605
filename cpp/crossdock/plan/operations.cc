#include "crossdock/plan/operations.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crossdock/base/limit_error.h"

namespace crossdock::plan {
namespace {

absl::Status check(const Kind& kind) {
  const Bounds& bounds = kind.bounds;
  if (bounds.count_max < 1 || bounds.bytes_max < 1 || bounds.cost_max < 1)
    return absl::InvalidArgumentError(absl::StrCat(
        "A batch of ", kind.name, " must be allowed at least one operation, one byte and one point."));
  const std::int64_t largest = std::max({bounds.count_max, bounds.bytes_max, bounds.cost_max});
  if (largest > base::kPlanBatchLoadMax)
    return base::to_status({"plan_batch_load_max", base::kPlanBatchLoadMax, largest});
  return absl::OkStatus();
}

absl::Status beyond(const char* name, std::size_t limit, std::size_t actual) {
  return base::to_status({name, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(actual)});
}

}  // namespace

absl::StatusOr<Operations> Operations::make(std::vector<Kind> kinds) {
  Operations operations;
  operations.kinds_ = std::move(kinds);
  for (std::uint32_t number = 0; number < operations.kinds_.size(); ++number) {
    const Kind& kind = operations.kinds_[number];
    if (absl::Status status = check(kind); !status.ok()) return status;
    if (!operations.kind_numbers_.try_emplace(kind.name, number).second)
      return absl::InvalidArgumentError(absl::StrCat("Two kinds have the name ", kind.name, "."));
  }
  return operations;
}

std::uint32_t Operations::number_of(std::string_view text) {
  if (const auto known = text_numbers_.find(text); known != text_numbers_.end()) return known->second;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  text_numbers_.emplace(texts_.emplace_back(text), number);
  text_bytes_ += text.size();
  return number;
}

absl::Status Operations::append(const Operation& operation) {
  const auto kind = kind_numbers_.find(operation.kind);
  if (kind == kind_numbers_.end())
    return absl::InvalidArgumentError(
        absl::StrCat("No kind has the name ", std::string(operation.kind), "."));
  if (operation.object.empty()) return absl::InvalidArgumentError("An operation must name its object.");
  if (operation.bytes < 0 || operation.cost < 0)
    return absl::InvalidArgumentError("Bytes and cost of an operation must not be below zero.");
  if (rows_.size() == base::kPlanOperationsMax)
    return beyond("plan_operations_max", base::kPlanOperationsMax, rows_.size() + 1);
  // The texts are bounded before they are kept; the objects it comes after are bounded by their bytes, one
  // for each of them included.
  std::size_t given_bytes = operation.object.size() + operation.scope.size() + operation.content.size();
  for (const std::string_view object : operation.after) given_bytes += object.size() + 1;
  if (const std::size_t bytes = text_bytes_ + after_.size() + given_bytes; bytes > base::kPlanTextBytesMax)
    return beyond("plan_text_bytes_max", base::kPlanTextBytesMax, bytes);

  Row row{.id = operation.id,
          .load = {.count = 1, .bytes = operation.bytes, .cost = operation.cost},
          .kind = kind->second,
          .object = number_of(operation.object),
          .scope = number_of(operation.scope),
          .content = number_of(operation.content),
          .after_begin = static_cast<std::uint32_t>(after_.size()),
          .after_end = 0,
          .progress = operation.progress};
  for (const std::string_view object : operation.after) after_.push_back(number_of(object));
  row.after_end = static_cast<std::uint32_t>(after_.size());
  rows_.push_back(row);
  return absl::OkStatus();
}

}  // namespace crossdock::plan
