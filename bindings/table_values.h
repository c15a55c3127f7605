#pragma once

#include <datetime.h>
#include <pybind11/pybind11.h>

#include <cmath>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "buffers.h"
#include "casters.h"
#include "crossdock/base/decimal.h"
#include "crossdock/columns/table.h"
#include "errors.h"

// Cells of tables to Python's values and back, one at a time; large tables cross as buffers instead.
namespace crossdock::bindings {

inline constexpr std::int64_t kMicrosecondsPerDay = 86'400'000'000;
// date.toordinal() of 1970-01-01.
inline constexpr std::int64_t kOrdinalOf1970 = 719'163;

inline py::object python_time(const columns::Field& field, std::int64_t utc_us) {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  if (field.type == columns::ColumnType::kTimestampTz) return py::cast(base::Timestamp{utc_us, 0});
  const base::CivilTime civil = base::civil_time({utc_us, 0});
  PyObject* const made = field.type == columns::ColumnType::kDate
                             ? PyDate_FromDate(civil.year, civil.month, civil.day)
                             : PyDateTime_FromDateAndTime(civil.year, civil.month, civil.day, civil.hour,
                                                          civil.minute, civil.second, civil.microsecond);
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

inline py::object python_cell(const columns::Field& field, const columns::Column& column, std::size_t row) {
  using columns::ColumnType;
  if (column.valid[row] == 0) return py::none();
  return std::visit(
      [&](const auto& values) -> py::object {
        using Values = std::decay_t<decltype(values)>;
        if constexpr (std::is_same_v<Values, columns::Decimals>) {
          return py::cast(base::Decimal(values.coefficients[row], values.scales[row]));
        } else if constexpr (std::is_same_v<Values, columns::Texts>) {
          const std::string_view text = values.at(row);
          if (field.type == ColumnType::kBytes) return py::bytes(text.data(), text.size());
          return py::str(text.data(), text.size());
        } else if constexpr (std::is_floating_point_v<typename Values::value_type>) {
          return py::float_(static_cast<double>(values[row]));
        } else {
          const std::int64_t number = values[row];
          if (field.type == ColumnType::kBoolean) return py::bool_(number != 0);
          if (field.type == ColumnType::kDate) return python_time(field, number * kMicrosecondsPerDay);
          if (field.type == ColumnType::kTimestamp || field.type == ColumnType::kTimestampTz)
            return python_time(field, number);
          return py::int_(number);
        }
      },
      column.values);
}

inline py::tuple python_row(const columns::Table& table, std::size_t row) {
  py::tuple cells(table.schema().size());
  for (std::size_t index = 0; index < table.schema().size(); ++index)
    cells[index] = python_cell(table.schema()[index], table.column(index), row);
  return cells;
}

[[noreturn]] inline void wrong_type(const columns::Field& field, const char* expected) {
  throw py::type_error("column " + field.name + " must be " + expected);
}

// Microseconds since 1970 of a date or a datetime at its own clock.
inline std::int64_t clock_us(const py::handle& value) {
  const auto days = value.attr("toordinal")().cast<std::int64_t>() - kOrdinalOf1970;
  if (!PyDateTime_Check(value.ptr())) return days * kMicrosecondsPerDay;
  const std::int64_t seconds = std::int64_t{PyDateTime_DATE_GET_HOUR(value.ptr())} * 3600 +
                               std::int64_t{PyDateTime_DATE_GET_MINUTE(value.ptr())} * 60 +
                               PyDateTime_DATE_GET_SECOND(value.ptr());
  return days * kMicrosecondsPerDay + seconds * 1'000'000 + PyDateTime_DATE_GET_MICROSECOND(value.ptr());
}

inline std::int64_t time_of(const columns::Field& field, const py::handle& value) {
  using columns::ColumnType;
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  if (field.type == ColumnType::kDate) {
    if (!PyDate_Check(value.ptr()) || PyDateTime_Check(value.ptr())) wrong_type(field, "a date");
    return clock_us(value) / kMicrosecondsPerDay;
  }
  if (!PyDateTime_Check(value.ptr())) wrong_type(field, "a datetime");
  const py::object offset = value.attr("utcoffset")();
  if (offset.is_none() != (field.type == ColumnType::kTimestamp))
    wrong_type(field,
               field.type == ColumnType::kTimestamp ? "a datetime without a zone" : "a datetime with a zone");
  if (offset.is_none()) return clock_us(value);
  const std::int64_t offset_us = std::int64_t{PyDateTime_DELTA_GET_DAYS(offset.ptr())} * kMicrosecondsPerDay +
                                 std::int64_t{PyDateTime_DELTA_GET_SECONDS(offset.ptr())} * 1'000'000 +
                                 PyDateTime_DELTA_GET_MICROSECONDS(offset.ptr());
  return clock_us(value) - offset_us;
}

inline base::Decimal decimal_of(const columns::Field& field, const py::handle& value) {
  const bool is_decimal = py::isinstance(value, py::module_::import("decimal").attr("Decimal"));
  if (!is_decimal && (!PyLong_Check(value.ptr()) || PyBool_Check(value.ptr())))
    wrong_type(field, "a Decimal or an int");
  const base::ParsedDecimal parsed = base::Decimal::parse(py::str(value).cast<std::string>());
  if (parsed.fault)
    throw_unless_ok(absl::InvalidArgumentError("A value of column " + field.name +
                                               " is not exact within 64 bits and 18 places."));
  return parsed.value;
}

inline std::string text_of(const columns::Field& field, const py::handle& value) {
  if (field.type == columns::ColumnType::kBytes) {
    if (!PyBytes_Check(value.ptr())) wrong_type(field, "bytes");
    return value.cast<std::string>();
  }
  if (!PyUnicode_Check(value.ptr())) wrong_type(field, "a str");
  return value.cast<std::string>();
}

template <typename Integer>
Integer integer_of(const columns::Field& field, const py::handle& value) {
  using columns::ColumnType;
  if (field.type == ColumnType::kBoolean) {
    if (!PyBool_Check(value.ptr())) wrong_type(field, "a bool");
    return static_cast<Integer>(value.ptr() == Py_True);
  }
  const bool is_time = field.type == ColumnType::kDate || field.type == ColumnType::kTimestamp ||
                       field.type == ColumnType::kTimestampTz;
  const std::int64_t number = is_time ? time_of(field, value) : int64_of(value, field.name.c_str());
  if (number != static_cast<Integer>(number)) {
    PyErr_Format(PyExc_OverflowError, "a value of column %s does not fit its type", field.name.c_str());
    throw py::error_already_set();
  }
  return static_cast<Integer>(number);
}

// Appends one value of Python's, or None, to a column.
inline void append_cell(const columns::Field& field, const py::handle& value, columns::Column& column) {
  const bool is_null = value.is_none();
  std::visit(
      [&](auto& values) {
        using Values = std::decay_t<decltype(values)>;
        if constexpr (std::is_same_v<Values, columns::Decimals>) {
          const base::Decimal number = is_null ? base::Decimal() : decimal_of(field, value);
          values.coefficients.push_back(number.coefficient());
          values.scales.push_back(static_cast<std::uint8_t>(number.scale()));
        } else if constexpr (std::is_same_v<Values, columns::Texts>) {
          if (!is_null) values.bytes += text_of(field, value);
          values.offsets.push_back(static_cast<std::int64_t>(values.bytes.size()));
        } else if constexpr (std::is_floating_point_v<typename Values::value_type>) {
          values.push_back(static_cast<typename Values::value_type>(is_null ? 0.0 : double_of(value)));
        } else {
          values.push_back(is_null ? typename Values::value_type{0}
                                   : integer_of<typename Values::value_type>(field, value));
        }
      },
      column.values);
  column.valid.push_back(is_null ? 0 : 1);
}

}  // namespace crossdock::bindings
