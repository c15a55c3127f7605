#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "buffers.h"
#include "columns_tables.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/columns/read_copy.h"
#include "errors.h"
#include "register.h"

namespace crossdock::bindings {
namespace {

using canonical::LevelColumns;
using columns::ItemMap;
using columns::SalePolicies;
using columns::StockRows;

py::object time_or_none(std::int64_t updated_at_us) {
  if (updated_at_us == canonical::kNoTime) return py::none();
  return py::int_(updated_at_us);
}

// The rows [start, stop) of those that are there.
py::list rows_of_levels(const LevelColumns& levels, std::size_t start, std::optional<std::size_t> stop) {
  const std::size_t end = std::min(stop.value_or(levels.size()), levels.size());
  const std::size_t begin = std::min(start, end);
  py::list rows(end - begin);
  for (std::size_t row = begin; row < end; ++row) {
    py::object quantity = py::none();
    if (levels.known[row] != 0) quantity = py::int_(levels.quantities[row]);
    rows[row - begin] = py::make_tuple(levels.inventory_item_ids[row], levels.location_ids[row],
                                       std::move(quantity), time_or_none(levels.updated_at_us[row]));
  }
  return rows;
}

LevelColumns levels_from_rows(const py::iterable& rows) {
  LevelColumns levels;
  for (const py::handle& given : rows) {
    const py::tuple row = row_of(given, 3, 4);
    std::optional<std::int64_t> quantity;
    if (!row[2].is_none()) quantity = int64_of(row[2], "the quantity");
    levels.append(int64_of(row[0], "the inventory item id"), int64_of(row[1], "the location id"), quantity,
                  row.size() < 4 || row[3].cast<bool>());
  }
  return levels;
}

py::list rows_of_stock(const StockRows& stock) {
  py::list rows(stock.size());
  for (std::size_t row = 0; row < stock.size(); ++row) {
    rows[row] =
        py::make_tuple(stock.product_ids[row], stock.location_ids[row], stock.plus[row], stock.minus[row]);
  }
  return rows;
}

StockRows stock_from_rows(const py::iterable& rows) {
  StockRows stock;
  for (const py::handle& given : rows) {
    const py::tuple row = row_of(given, 4, 4);
    const double plus = double_of(row[2]);
    const double minus = double_of(row[3]);
    if (!std::isfinite(plus) || !std::isfinite(minus)) throw py::value_error("quantities must be finite");
    stock.append(int32_of(row[0], "the product id"), int32_of(row[1], "the location id"), plus, minus);
  }
  return stock;
}

py::list rows_of_items(const ItemMap& items) {
  py::list rows(items.size());
  for (std::size_t row = 0; row < items.size(); ++row) {
    rows[row] = py::make_tuple(items.product_ids[row], items.inventory_item_ids[row]);
  }
  return rows;
}

ItemMap items_from_rows(const py::iterable& rows) {
  ItemMap items;
  for (const py::handle& given : rows) {
    const py::tuple row = row_of(given, 2, 2);
    items.append(int32_of(row[0], "the product id"), int64_of(row[1], "the inventory item id"));
  }
  return items;
}

py::list rows_of_policies(const SalePolicies& policies) {
  py::list rows(policies.size());
  for (std::size_t row = 0; row < policies.size(); ++row) {
    rows[row] = py::make_tuple(policies.product_ids[row], policies.withheld[row], policies.shares[row],
                               policies.maxima[row]);
  }
  return rows;
}

SalePolicies policies_from_rows(const py::iterable& rows) {
  SalePolicies policies;
  for (const py::handle& given : rows) {
    const py::tuple row = row_of(given, 4, 4);
    policies.append(int32_of(row[0], "the product id"), double_of(row[1]), double_of(row[2]),
                    int64_of(row[3], "the maximum"));
  }
  return policies;
}

// Reads a COPY answer with the GIL released: the bytes cannot change meanwhile and the result is no Python
// object.
template <typename Columns>
Columns read_copy(absl::StatusOr<Columns> (*read)(std::span<const std::byte>), const py::buffer& data) {
  const InputBytes bytes(data);
  absl::StatusOr<Columns> result = absl::UnknownError("not read");
  {
    const GilReleasedFor released(bytes.span().size());
    result = read(bytes.span());
  }
  return value_or_throw(std::move(result));
}

// Named members of `Columns` as properties that give memoryviews.
template <typename Columns>
auto column_property(std::vector<std::int64_t> Columns::*member) {
  return [member](const py::object& self) {
    return view_of_column(self, py::cast<const Columns&>(self).*member);
  };
}

void register_classes(py::module_& columns) {
  py::class_<Int64Column>(columns, "_Int64Column", py::buffer_protocol()).def_buffer([](Int64Column& column) {
    // The pointer is only ever read: the buffer says that it is read-only.
    return py::buffer_info(const_cast<std::int64_t*>(column.values.data()),
                           static_cast<py::ssize_t>(column.values.size()), /*readonly=*/true);
  });
  py::class_<LevelColumns>(columns, "LevelColumns")
      .def("__len__", &LevelColumns::size)
      .def(
          "__eq__", [](const LevelColumns& left, const LevelColumns& right) { return left == right; },
          py::is_operator())
      .def_property_readonly("inventory_item_ids", column_property(&LevelColumns::inventory_item_ids))
      .def_property_readonly("location_ids", column_property(&LevelColumns::location_ids))
      .def_property_readonly("quantities", column_property(&LevelColumns::quantities))
      .def("rows", &rows_of_levels, py::arg("start") = 0, py::arg("stop") = py::none())
      .def_static("from_rows", &levels_from_rows, py::arg("rows"))
      .attr("__hash__") = py::none();
  py::class_<StockRows>(columns, "StockRows")
      .def("__len__", &StockRows::size)
      .def("rows", &rows_of_stock)
      .def_static("from_rows", &stock_from_rows, py::arg("rows"));
  py::class_<ItemMap>(columns, "ItemMap")
      .def("__len__", &ItemMap::size)
      .def("rows", &rows_of_items)
      .def_static("from_rows", &items_from_rows, py::arg("rows"));
  py::class_<SalePolicies>(columns, "SalePolicies")
      .def("__len__", &SalePolicies::size)
      .def("rows", &rows_of_policies)
      .def_static("from_rows", &policies_from_rows, py::arg("rows"));
}

}  // namespace

void register_columns(py::module_& module) {
  py::module_ room = module.def_submodule("columns", "PostgreSQL's binary COPY to columns and back.");
  register_classes(room);
  register_tables(room);
  room.def(
      "read_levels_copy", [](const py::buffer& data) { return read_copy(&columns::read_levels_copy, data); },
      py::arg("data"));
  room.def(
      "read_stock_copy", [](const py::buffer& data) { return read_copy(&columns::read_stock_copy, data); },
      py::arg("data"));
  room.def(
      "read_items_copy", [](const py::buffer& data) { return read_copy(&columns::read_items_copy, data); },
      py::arg("data"));
  room.def(
      "read_policies_copy",
      [](const py::buffer& data) { return read_copy(&columns::read_policies_copy, data); }, py::arg("data"));
}

}  // namespace crossdock::bindings
