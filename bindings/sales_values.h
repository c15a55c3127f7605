#pragma once

#include <datetime.h>
#include <pybind11/pybind11.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "casters.h"
#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"

// Values as Odoo's fields hold them: this is the edge at which an exact amount becomes a float, because
// Odoo's own arithmetic is in floats.
namespace crossdock::bindings {

namespace py = pybind11;

// The float nearest to a decimal, as Python's float(Decimal) gives it.
inline double odoo_double(const base::Decimal& number) {
  // Both are exact as doubles up to here, and a division of two exact doubles is rounded once.
  constexpr std::int64_t kExactMax = std::int64_t{1} << 53;
  constexpr int kExactPowers = 18;
  static_assert(base::kDecimalScaleMax <= kExactPowers);
  if (number.coefficient() > -kExactMax && number.coefficient() < kExactMax) {
    double power = 1;
    for (int digit = 0; digit < number.scale(); ++digit) power *= 10;
    return static_cast<double>(number.coefficient()) / power;
  }
  const std::string text = number.text();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// An instant as Odoo keeps it: UTC without a zone, in whole seconds.
inline py::object odoo_datetime(const base::Timestamp& moment) {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  if (PyDateTimeAPI == nullptr) throw py::error_already_set();
  const auto seconds =
      std::chrono::floor<std::chrono::seconds>(std::chrono::microseconds(moment.utc_us)).count();
  const base::CivilTime civil = base::civil_time({seconds * 1'000'000, 0});
  PyObject* const made =
      PyDateTimeAPI->DateTime_FromDateAndTime(civil.year, civil.month, civil.day, civil.hour, civil.minute,
                                              civil.second, 0, Py_None, PyDateTimeAPI->DateTimeType);
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

inline py::object owned_or_throw(PyObject* made) {
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

inline py::object to_python(std::int64_t number) { return owned_or_throw(PyLong_FromLongLong(number)); }
inline py::object to_python(double number) { return owned_or_throw(PyFloat_FromDouble(number)); }
inline py::object to_python(std::string_view text) {
  return owned_or_throw(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), nullptr));
}

// Odoo's way to say that a text is not there.
inline py::object text_or_false(std::string_view text) {
  if (text.empty()) return py::bool_(false);
  return to_python(text);
}
inline py::object told_or_false(const std::optional<std::string>& text) {
  return text_or_false(text.has_value() ? std::string_view(*text) : std::string_view());
}

// An id as the text that fields for remote ids hold.
inline py::object digits_of(std::int64_t id) {
  std::array<char, 20> digits{};
  const std::to_chars_result end = std::to_chars(digits.data(), digits.data() + digits.size(), id);
  return to_python(std::string_view(digits.data(), static_cast<std::size_t>(end.ptr - digits.data())));
}

// A text that a caller gives.
inline std::string text_given(const py::handle& value, const char* what) {
  if (!py::isinstance<py::str>(value)) throw py::type_error(std::string(what) + " must be a str");
  return py::cast<std::string>(value);
}

// A key of many dictionaries: made once, so that each of them is filled without making or hashing it again.
class FieldName {
 public:
  explicit FieldName(const char* name) : name_(owned_or_throw(PyUnicode_InternFromString(name))) {}

  void set(const py::dict& values, const py::handle& value) const {
    if (PyDict_SetItem(values.ptr(), name_.ptr(), value.ptr()) != 0) throw py::error_already_set();
  }

 private:
  py::object name_;
};

// What many dictionaries have in common: some values, and a place for each field that is still to be set. A
// copy has its room at once, where an empty dictionary would grow, and be hashed anew, field by field.
class ValuesTemplate {
 public:
  explicit ValuesTemplate(const py::dict& common) : values_(owned_or_throw(PyDict_Copy(common.ptr()))) {}

  void add(const FieldName& name) { name.set(values_, py::handle(Py_False)); }

  [[nodiscard]] py::dict copy() const { return owned_or_throw(PyDict_Copy(values_.ptr())); }

 private:
  py::dict values_;
};

// One of Odoo's commands for fields of many records: (0, 0, values) creates, (6, 0, ids) sets.
inline py::object x2many_command(const py::object& code, const py::object& zero, const py::object& argument) {
  return owned_or_throw(PyTuple_Pack(3, code.ptr(), zero.ptr(), argument.ptr()));
}

}  // namespace crossdock::bindings
