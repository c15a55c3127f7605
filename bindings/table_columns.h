#pragma once

#include <pybind11/pybind11.h>

#include <string>

#include "crossdock/columns/table.h"
#include "crossdock/diff/key_hash.h"

// The columns that something is made from, out of a table that a caller gives.
namespace crossdock::bindings {

enum class Nulls { kRefused, kAllowed };

// The column of that name; ValueError where there is none, it is of another type, or holds a NULL that is
// refused.
inline const columns::Column& column_of(const columns::Table& table, const char* name,
                                        columns::ColumnType type, Nulls nulls) {
  const auto index = table.find(name);
  if (!index || table.schema()[*index].type != type) {
    throw pybind11::value_error(std::string("the table needs a column ") + name + " of " +
                                std::string(columns::type_name(type)));
  }
  if (nulls == Nulls::kRefused && diff::has_null(table.column(*index)))
    throw pybind11::value_error(std::string("column ") + name + " holds a NULL");
  return table.column(*index);
}

}  // namespace crossdock::bindings
