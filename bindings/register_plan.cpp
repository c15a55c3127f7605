#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <vector>

#include "buffers.h"
#include "crossdock/plan/batches.h"
#include "crossdock/plan/brake.h"
#include "errors.h"
#include "plan_operations.h"
#include "register.h"

namespace crossdock::bindings {
namespace {

using canonical::LevelChanges;

std::vector<LevelChanges> batches(const LevelChanges& changes, std::int64_t count_max) {
  if (count_max < 1) throw_unless_ok(absl::InvalidArgumentError("A batch must hold at least one change."));
  absl::StatusOr<std::vector<LevelChanges>> made = absl::UnknownError("not cut");
  {
    // The changes are immutable once Python has them, and the caller holds them.
    const GilReleasedFor released(8 * changes.size());
    made = plan::make_batches(changes, static_cast<std::size_t>(count_max));
  }
  return value_or_throw(std::move(made));
}

std::optional<std::string> brake(std::int64_t known, const LevelChanges& changes, std::int64_t recent_changes,
                                 double share_max, double zero_share_max, std::int64_t minimum) {
  const plan::BrakeLimits limits{
      .share_max = share_max, .zero_share_max = zero_share_max, .changes_min = minimum};
  return value_or_throw(plan::brake_reason(known, changes, recent_changes, limits));
}

}  // namespace

void register_plan(py::module_& module) {
  py::module_ room = module.def_submodule("plan", "Changes to bounded operations.");
  room.def("batches", &batches, py::arg("changes"), py::kw_only(),
           py::arg("count_max") = plan::kBatchRowsMax);
  room.def("brake", &brake, py::kw_only(), py::arg("known"), py::arg("changes"), py::arg("recent_changes"),
           py::arg("share_max"), py::arg("zero_share_max"), py::arg("minimum"));
  room.def("make", &make_plan, py::arg("kinds"), py::arg("operations"));
}

}  // namespace crossdock::bindings
