#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Where an id of Odoo's stands in a small sorted list: the dense number that arrays are indexed by.
//
// Ids of one table lie close together, so a plain array from the smallest to the largest id answers in one
// load; a set scattered so widely that the array would be many times larger than itself is searched by
// bisection instead.
namespace crossdock::inventory {

class IdIndex {
 public:
  static constexpr std::int32_t kAbsent = -1;
  // The array may have this many entries for each id, and this many in any case (256 kB).
  static constexpr std::size_t kEntriesPerIdMax = 8;
  static constexpr std::size_t kEntriesFree = 65'536;

  // Duplicates in `ids` count once.
  explicit IdIndex(std::span<const std::int32_t> ids) : ids_(ids.begin(), ids.end()) {
    std::sort(ids_.begin(), ids_.end());
    ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
    if (ids_.empty()) return;
    first_ = ids_.front();
    const auto entries = static_cast<std::size_t>(std::int64_t{ids_.back()} - first_) + 1;
    if (entries > kEntriesFree + kEntriesPerIdMax * ids_.size()) return;
    slots_.assign(entries, kAbsent);
    for (std::size_t slot = 0; slot < ids_.size(); ++slot) {
      slots_[static_cast<std::size_t>(ids_[slot] - first_)] = static_cast<std::int32_t>(slot);
    }
  }

  // Different ids known.
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  // Whether look-ups are a single load.
  [[nodiscard]] bool is_dense() const { return !slots_.empty(); }

  // The place of `id` among the ids in ascending order, or kAbsent.
  [[nodiscard]] std::int32_t find(std::int32_t id) const {
    if (is_dense()) {
      // An id below the first becomes a huge unsigned number.
      const auto entry = static_cast<std::uint64_t>(id - first_);
      return entry < slots_.size() ? slots_[entry] : kAbsent;
    }
    const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (found == ids_.end() || *found != id) return kAbsent;
    return static_cast<std::int32_t>(found - ids_.begin());
  }

 private:
  std::vector<std::int32_t> ids_;
  std::vector<std::int32_t> slots_;
  std::int64_t first_ = 0;
};

}  // namespace crossdock::inventory
