#include "crossdock/plan/brake.h"

#include "absl/status/status.h"
#include "absl/strings/str_format.h"

namespace crossdock::plan {
namespace {

std::int64_t count_set_to_zero(const canonical::LevelChanges& changes) {
  std::int64_t count = 0;
  for (const std::int64_t quantity : changes.quantities) count += quantity == 0 ? 1 : 0;
  return count;
}

bool is_over(std::int64_t count, std::int64_t known_count, double share_max) {
  return static_cast<double>(count) > share_max * static_cast<double>(known_count);
}

std::string share_in_words(std::int64_t count, std::int64_t known_count) {
  if (known_count == 0) return absl::StrFormat("%d stock levels while none was known before", count);
  const double percent = 100.0 * static_cast<double>(count) / static_cast<double>(known_count);
  return absl::StrFormat("%d of %d known stock levels (%.3g %%)", count, known_count, percent);
}

absl::Status check_arguments(std::int64_t known_count, std::int64_t recent_changes_count,
                             const BrakeLimits& limits) {
  if (known_count < 0 || recent_changes_count < 0 || limits.changes_min < 0) {
    return absl::InvalidArgumentError("The counts given to the brake must not be negative.");
  }
  // Written so that not-a-number fails too.
  if (!(limits.share_max >= 0) || !(limits.zero_share_max >= 0)) {
    return absl::InvalidArgumentError("The shares given to the brake must be numbers from 0 up.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<std::string>> brake_reason(std::int64_t known_count,
                                                        const canonical::LevelChanges& changes,
                                                        std::int64_t recent_changes_count,
                                                        const BrakeLimits& limits) {
  if (absl::Status status = check_arguments(known_count, recent_changes_count, limits); !status.ok())
    return status;

  const auto now_count = static_cast<std::int64_t>(changes.size());
  const std::int64_t total_count = now_count + recent_changes_count;
  if (now_count == 0 || total_count < limits.changes_min) return std::nullopt;

  const std::int64_t zero_count = count_set_to_zero(changes);
  if (is_over(zero_count, known_count, limits.zero_share_max)) {
    return absl::StrFormat(
        "This push would set to zero %s; more than %.3g %% waits for a person's confirmation.",
        share_in_words(zero_count, known_count), 100.0 * limits.zero_share_max);
  }
  if (is_over(total_count, known_count, limits.share_max)) {
    const std::string recently =
        recent_changes_count == 0 ? ""
                                  : absl::StrFormat(", %d of them already sent lately", recent_changes_count);
    return absl::StrFormat(
        "This push would change %s%s; more than %.3g %% waits for a person's confirmation.",
        share_in_words(total_count, known_count), recently, 100.0 * limits.share_max);
  }
  return std::nullopt;
}

}  // namespace crossdock::plan
