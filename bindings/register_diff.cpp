#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "buffers.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/diff/levels.h"
#include "diff_tables.h"
#include "errors.h"
#include "register.h"
#include "table_columns.h"

namespace crossdock::bindings {
namespace {

using canonical::LevelChanges;
using canonical::LevelColumns;
using diff::LevelDiff;

py::list rows_of_changes(const LevelChanges& changes) {
  py::list rows(changes.size());
  for (std::size_t row = 0; row < changes.size(); ++row) {
    py::object from = py::none();
    if (changes.has_change_from[row] != 0) from = py::int_(changes.change_from[row]);
    rows[row] = py::make_tuple(changes.inventory_item_ids[row], changes.location_ids[row], std::move(from),
                               changes.quantities[row]);
  }
  return rows;
}

LevelChanges changes_from_rows(const py::iterable& rows) {
  LevelChanges changes;
  for (const py::handle& given : rows) {
    const py::tuple row = row_of(given, 4, 4);
    std::optional<std::int64_t> from;
    if (!row[2].is_none()) from = int64_of(row[2], "the quantity to change from");
    changes.append(int64_of(row[0], "the inventory item id"), int64_of(row[1], "the location id"), from,
                   int64_of(row[3], "the quantity"));
  }
  return changes;
}

LevelChanges changes_from_table(const Table& table) {
  const auto column = [&table](const char* name, Nulls nulls) -> const columns::Column& {
    return column_of(table, name, columns::ColumnType::kBigint, nulls);
  };
  const auto numbers = [](const columns::Column& from) {
    return *std::get_if<std::vector<std::int64_t>>(&from.values);
  };
  const columns::Column& from = column("change_from", Nulls::kAllowed);
  LevelChanges changes;
  changes.inventory_item_ids = numbers(column("inventory_item_id", Nulls::kRefused));
  changes.location_ids = numbers(column("location_id", Nulls::kRefused));
  changes.change_from = numbers(from);
  changes.has_change_from = from.valid;
  changes.quantities = numbers(column("quantity", Nulls::kRefused));
  return changes;
}

LevelDiff levels(const LevelColumns& desired, const LevelColumns& observed) {
  absl::StatusOr<LevelDiff> difference = absl::UnknownError("not compared");
  {
    // Both sets are immutable once Python has them, and the caller holds them.
    const GilReleasedFor released(8 * (desired.size() + observed.size()));
    difference = diff::diff_levels(desired, observed);
  }
  return value_or_throw(std::move(difference));
}

}  // namespace

void register_diff(py::module_& module) {
  py::module_ room = module.def_submodule("diff", "Desired and observed to changes.");
  py::class_<LevelChanges>(room, "LevelChanges")
      .def("__len__", &LevelChanges::size)
      .def(
          "__eq__", [](const LevelChanges& left, const LevelChanges& right) { return left == right; },
          py::is_operator())
      .def("rows", &rows_of_changes)
      .def_static("from_rows", &changes_from_rows, py::arg("rows"))
      .def_static("from_table", &changes_from_table, py::arg("table"))
      .attr("__hash__") = py::none();
  py::class_<LevelDiff>(room, "LevelDiff")
      .def_readonly("changes", &LevelDiff::changes)
      .def_readonly("blocked", &LevelDiff::blocked)
      .def_readonly("unknown", &LevelDiff::unknown);
  room.def("levels", &levels, py::arg("desired"), py::arg("observed"));
  register_table_diffs(room);
}

}  // namespace crossdock::bindings
