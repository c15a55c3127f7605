#include "crossdock/plan/waves.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crossdock/base/limits.h"

namespace crossdock::plan {
namespace {

// The survivors as a graph: each comes after the one before it of the same object, and after the last one of
// every object that it names.
class Graph {
 public:
  Graph(const Operations& operations, const Coalescence& coalescence)
      : operations_(operations), coalescence_(coalescence), last_of_(operations.text_count(), kNone) {
    const auto& survivors = coalescence.survivors;
    for (std::uint32_t one = 0; one < survivors.size(); ++one) last_of_[object_of(one)] = one;
    dependent_ends_.assign(survivors.size() + 1, 0);
    pending_.assign(survivors.size(), 0);
    for_each_edge([this](std::uint32_t earlier, std::uint32_t later) {
      ++dependent_ends_[earlier + 1];
      ++pending_[later];
    });
    for (std::size_t one = 1; one < dependent_ends_.size(); ++one)
      dependent_ends_[one] += dependent_ends_[one - 1];
    dependents_.resize(dependent_ends_.back());
    std::vector<std::uint32_t> next(dependent_ends_.begin(), dependent_ends_.end() - 1);
    for_each_edge([&](std::uint32_t earlier, std::uint32_t later) { dependents_[next[earlier]++] = later; });
  }

  [[nodiscard]] std::size_t size() const { return pending_.size(); }

  [[nodiscard]] std::uint32_t object_of(std::uint32_t survivor) const {
    return operations_.rows()[coalescence_.survivors[survivor].row].object;
  }

  // The objects that a survivor names as coming before it.
  [[nodiscard]] std::span<const std::uint32_t> after(std::uint32_t survivor) const {
    return operations_.after(operations_.rows()[coalescence_.survivors[survivor].newest]);
  }

  // What comes directly after a survivor.
  [[nodiscard]] std::span<const std::uint32_t> dependents(std::uint32_t survivor) const {
    const std::uint32_t begin = dependent_ends_[survivor];
    return std::span(dependents_).subspan(begin, dependent_ends_[survivor + 1] - begin);
  }

  // How many survivors each one comes directly after.
  [[nodiscard]] const std::vector<std::uint32_t>& pending() const { return pending_; }

  // Calls (earlier, later) for what comes directly before one survivor.
  template <typename Visit>
  void for_each_before(std::uint32_t later, const Visit& visit) const {
    if (later > 0 && object_of(later - 1) == object_of(later)) visit(later - 1, later);
    for (const std::uint32_t object : after(later)) {
      // Within an object the steps decide.
      if (object == object_of(later)) continue;
      if (last_of_[object] != kNone) visit(last_of_[object], later);
    }
  }

 private:
  template <typename Visit>
  void for_each_edge(const Visit& visit) const {
    for (std::uint32_t later = 0; later < coalescence_.survivors.size(); ++later)
      for_each_before(later, visit);
  }

  const Operations& operations_;
  const Coalescence& coalescence_;
  std::vector<std::uint32_t> last_of_;         // By object: its last survivor.
  std::vector<std::uint32_t> dependent_ends_;  // Where those of each survivor begin and end in dependents_.
  std::vector<std::uint32_t> dependents_;
  std::vector<std::uint32_t> pending_;
};

// Some circle among survivors of which each still waits for another one, told by its objects.
std::string circle_in_words(const Operations& operations, const Graph& graph,
                            const std::vector<std::uint32_t>& pending) {
  std::uint32_t one = kNone;
  // By text, so that the words do not depend on the order of the operations.
  for (std::uint32_t survivor = 0; survivor < graph.size(); ++survivor)
    if (pending[survivor] != 0 &&
        (one == kNone || operations.text(graph.object_of(survivor)) < operations.text(graph.object_of(one))))
      one = survivor;
  std::vector<std::uint32_t> path;
  std::vector<std::uint32_t> place_in_path(graph.size(), kNone);
  while (place_in_path[one] == kNone) {
    place_in_path[one] = static_cast<std::uint32_t>(path.size());
    path.push_back(one);
    std::uint32_t before = kNone;
    graph.for_each_before(one, [&](std::uint32_t earlier, std::uint32_t /*later*/) {
      if (pending[earlier] != 0 && before == kNone) before = earlier;
    });
    one = before;
  }
  path.erase(path.begin(), path.begin() + place_in_path[one]);
  std::string words;
  for (std::size_t place = 0; place < path.size() && place < base::kPlanCircleNamesMax; ++place)
    words.append(operations.text(graph.object_of(path[place]))).append(" after ");
  if (path.size() > base::kPlanCircleNamesMax) words.append("... after ");
  return words.append(operations.text(graph.object_of(path.front())));
}

}  // namespace

absl::StatusOr<std::vector<Placement>> place_in_waves(const Operations& operations,
                                                      const Coalescence& coalescence,
                                                      const std::vector<bool>& is_refused) {
  const Graph graph(operations, coalescence);
  const auto block = [&](Placement& placement, std::uint32_t row) {
    if (row == kNone) return;
    const auto rows = operations.rows();
    if (placement.blocker == kNone || rows[row].id < rows[placement.blocker].id) placement.blocker = row;
  };
  std::vector<Placement> placements(graph.size());
  std::vector<std::uint32_t> pending = graph.pending();
  std::vector<std::uint32_t> ready;
  for (std::uint32_t survivor = 0; survivor < graph.size(); ++survivor) {
    Placement& placement = placements[survivor];
    block(placement, coalescence.in_flight_of[graph.object_of(survivor)]);
    for (const std::uint32_t object : graph.after(survivor))
      block(placement, coalescence.in_flight_of[object]);
    if (is_refused[survivor]) placement.blocker = coalescence.survivors[survivor].row;
    if (pending[survivor] == 0) ready.push_back(survivor);
  }
  std::size_t placed_count = 0;
  for (; !ready.empty(); ++placed_count) {
    const std::uint32_t earlier = ready.back();
    ready.pop_back();
    for (const std::uint32_t later : graph.dependents(earlier)) {
      placements[later].wave = std::max(placements[later].wave, placements[earlier].wave + 1);
      if (!is_refused[later]) block(placements[later], placements[earlier].blocker);
      if (--pending[later] == 0) ready.push_back(later);
    }
  }
  if (placed_count != graph.size())
    return absl::InvalidArgumentError(absl::StrCat(
        "Operations wait for each other in a circle: ", circle_in_words(operations, graph, pending), "."));
  return placements;
}

}  // namespace crossdock::plan
