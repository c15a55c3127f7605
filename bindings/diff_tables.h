#pragma once

#include <pybind11/stl.h>

#include <bit>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "buffers.h"
#include "crossdock/columns/table.h"
#include "crossdock/diff/tables.h"
#include "crossdock/diff/three_way.h"
#include "errors.h"
#include "views.h"

// The comparisons of tables; a part of register_diff.cpp, which alone includes it.
namespace crossdock::bindings {

using columns::Table;
using diff::RowDifference;
using diff::TableDiff;
using diff::ThreeWayDiff;
using Names = std::vector<std::string>;

// A member of `TableDiff` as a property that gives a memoryview.
template <typename Value>
auto vector_property(std::vector<Value> TableDiff::*member) {
  return [member](const py::object& self) {
    const std::vector<Value>& values = py::cast<const TableDiff&>(self).*member;
    return view_of(self, values.data(), values.size());
  };
}

inline Names names_of(const Names& fields, std::uint64_t mask) {
  Names names;
  for (; mask != 0; mask &= mask - 1) {
    const auto index = static_cast<std::size_t>(std::countr_zero(mask));
    if (index >= fields.size()) throw py::value_error("the mask names a field that was not compared");
    names.push_back(fields[index]);
  }
  return names;
}

inline TableDiff tables(const Table& desired, const Table& observed, const Names& key,
                        const std::optional<Names>& fields, std::size_t work_bytes_max) {
  absl::StatusOr<TableDiff> difference = absl::UnknownError("not compared");
  {
    // Tables are immutable once Python has them, and the caller holds them.
    const GilReleasedFor released(8 * (desired.size() + observed.size()));
    difference = diff::diff_tables(desired, observed, key, fields.value_or(Names()), work_bytes_max);
  }
  return value_or_throw(std::move(difference));
}

inline ThreeWayDiff three_way(const Table& desired, const Table& observed, const Table& agreed,
                              const Names& key, const std::optional<Names>& fields,
                              std::size_t work_bytes_max) {
  absl::StatusOr<ThreeWayDiff> difference = absl::UnknownError("not compared");
  {
    // As above.
    const GilReleasedFor released(8 * (desired.size() + observed.size() + agreed.size()));
    difference =
        diff::diff_three_ways(desired, observed, agreed, key, fields.value_or(Names()), work_bytes_max);
  }
  return value_or_throw(std::move(difference));
}

// One difference with the names of its fields, as Python sees it.
struct NamedDifference {
  RowDifference row;
  Names ours;
  Names theirs;
  Names both;
  Names conflicts;
};

inline NamedDifference difference_at(const ThreeWayDiff& difference, std::int64_t index) {
  if (index < 0 || static_cast<std::size_t>(index) >= difference.rows.size())
    throw py::index_error("there is no such difference");
  const RowDifference& row = difference.rows[static_cast<std::size_t>(index)];
  return {row, names_of(difference.fields, row.fields.ours), names_of(difference.fields, row.fields.theirs),
          names_of(difference.fields, row.fields.both), names_of(difference.fields, row.fields.conflicts)};
}

inline auto row_property(std::uint32_t RowDifference::*member) {
  return [member](const NamedDifference& self) -> std::optional<std::uint32_t> {
    if (self.row.*member == diff::kNoRow) return std::nullopt;
    return self.row.*member;
  };
}

inline void register_table_diffs(py::module_& room) {
  py::class_<TableDiff>(room, "TableDiff")
      .def_property_readonly("added", vector_property(&TableDiff::added))
      .def_property_readonly("removed", vector_property(&TableDiff::removed))
      .def_property_readonly("changed", vector_property(&TableDiff::changed))
      .def_property_readonly("changed_from", vector_property(&TableDiff::changed_from))
      .def_property_readonly("changed_fields", vector_property(&TableDiff::changed_fields))
      .def_readonly("fields", &TableDiff::fields)
      .def_readonly("work_bytes", &TableDiff::work_bytes)
      .def(
          "names", [](const TableDiff& self, std::uint64_t mask) { return names_of(self.fields, mask); },
          py::arg("mask"))
      .def("__repr__", [](const TableDiff& self) {
        return "TableDiff(added=" + std::to_string(self.added.size()) +
               ", removed=" + std::to_string(self.removed.size()) +
               ", changed=" + std::to_string(self.changed.size()) + ")";
      });
  py::class_<NamedDifference>(room, "RowDifference")
      .def_property_readonly("kind",
                             [](const NamedDifference& self) { return std::string(name_of(self.row.kind)); })
      .def_property_readonly("whose",
                             [](const NamedDifference& self) { return std::string(name_of(self.row.whose)); })
      .def_property_readonly("desired", row_property(&RowDifference::desired))
      .def_property_readonly("observed", row_property(&RowDifference::observed))
      .def_property_readonly("agreed", row_property(&RowDifference::agreed))
      .def_readonly("ours", &NamedDifference::ours)
      .def_readonly("theirs", &NamedDifference::theirs)
      .def_readonly("both", &NamedDifference::both)
      .def_readonly("conflicts", &NamedDifference::conflicts);
  py::class_<ThreeWayDiff>(room, "ThreeWayDiff")
      .def("__len__", [](const ThreeWayDiff& self) { return self.rows.size(); })
      .def("__getitem__", &difference_at, py::arg("index"))
      .def_readonly("fields", &ThreeWayDiff::fields);
  room.def("tables", &tables, py::arg("desired"), py::arg("observed"), py::kw_only(), py::arg("key"),
           py::arg("fields") = py::none(), py::arg("work_bytes_max") = base::kDiffWorkBytesMax);
  room.def("three_way", &three_way, py::arg("desired"), py::arg("observed"), py::arg("agreed"), py::kw_only(),
           py::arg("key"), py::arg("fields") = py::none(),
           py::arg("work_bytes_max") = base::kDiffWorkBytesMax);
}

}  // namespace crossdock::bindings
