#pragma once

#include <pybind11/stl.h>

#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "buffers.h"
#include "busy.h"
#include "crossdock/columns/copy_decoder.h"
#include "crossdock/columns/copy_encoder.h"
#include "crossdock/columns/table.h"
#include "errors.h"
#include "table_values.h"
#include "views.h"

// Tables of any schema, their columns as buffers, and their way from and to PostgreSQL's binary COPY; a part
// of register_columns.cpp, which alone includes it.
namespace crossdock::bindings {

using columns::Column;
using columns::Decimals;
using columns::Field;
using columns::Table;
using columns::Texts;

// What a fresh chunk of a COPY has at least, unless the caller says so.
inline constexpr std::size_t kCopyChunkBytes = std::size_t{1} << 18;

// (name, type) pairs as PostgreSQL would write them.
using Schema = std::vector<std::pair<std::string, std::string>>;

inline std::vector<Field> fields_of(const Schema& schema) {
  std::vector<Field> fields;
  fields.reserve(schema.size());
  for (const auto& [name, type] : schema) fields.push_back(value_or_throw(columns::parse_field(name, type)));
  throw_unless_ok(columns::check_schema(fields));
  return fields;
}

inline py::list schema_of(const std::vector<Field>& fields) {
  py::list schema;
  for (const Field& field : fields) {
    std::string type(columns::type_name(field.type));
    if (!field.nullable) type += " not null";
    schema.append(py::make_tuple(field.name, std::move(type)));
  }
  return schema;
}

// Bytes one row takes at least, for deciding whether work is worth releasing the GIL for.
inline std::size_t bytes_of(const Table& table) { return 8 * table.size() * table.schema().size(); }

inline Table table_from_rows(const Schema& schema, const py::iterable& rows) {
  std::vector<Field> fields = fields_of(schema);
  std::vector<Column> made;
  made.reserve(fields.size());
  for (const Field& field : fields) made.push_back({columns::values_of_type(field.type), {}});
  for (const py::handle& given : rows) {
    const py::tuple row = row_of(given, fields.size(), fields.size());
    for (std::size_t index = 0; index < fields.size(); ++index)
      append_cell(fields[index], row[index], made[index]);
  }
  return value_or_throw(Table::make(std::move(fields), std::move(made)));
}

// The bytes of a buffer that are read at once, with the GIL held: nobody can change them meanwhile.
class HeldBytes {
 public:
  explicit HeldBytes(const py::handle& buffer) {
    if (PyObject_GetBuffer(buffer.ptr(), &view_, PyBUF_SIMPLE) != 0) throw py::error_already_set();
  }
  ~HeldBytes() { PyBuffer_Release(&view_); }
  HeldBytes(const HeldBytes&) = delete;
  HeldBytes& operator=(const HeldBytes&) = delete;

  // As whole numbers; nothing where a part of one is left over.
  template <typename Value>
  [[nodiscard]] std::optional<std::vector<Value>> numbers() const {
    const auto size = static_cast<std::size_t>(view_.len);
    if (size % sizeof(Value) != 0) return std::nullopt;
    std::vector<Value> numbers(size / sizeof(Value));
    if (!numbers.empty()) std::memcpy(numbers.data(), view_.buf, size);
    return numbers;
  }

 private:
  Py_buffer view_{};
};

// A contiguous buffer of exactly the numbers of a column, copied once: the table owns what it compares.
template <typename Value>
std::vector<Value> numbers_of(const Field& field, const py::handle& given) {
  if (!PyObject_CheckBuffer(given.ptr())) wrong_type(field, "given as a buffer");
  std::optional<std::vector<Value>> numbers = HeldBytes(given).numbers<Value>();
  if (!numbers)
    throw py::value_error("the buffer of column " + field.name + " holds no whole number of its values");
  return *std::move(numbers);
}

inline py::tuple pair_of(const Field& field, const py::handle& given, const char* what) {
  if (!py::isinstance<py::tuple>(given) || py::reinterpret_borrow<py::tuple>(given).size() != 2)
    wrong_type(field, what);
  return py::reinterpret_borrow<py::tuple>(given);
}

inline Column column_from_buffers(const Field& field, const py::handle& given, const py::object& valid) {
  Column column{columns::values_of_type(field.type), {}};
  std::size_t rows = 0;
  std::visit(
      [&](auto& values) {
        using Values = std::decay_t<decltype(values)>;
        if constexpr (std::is_same_v<Values, Decimals>) {
          const py::tuple pair = pair_of(field, given, "a pair of buffers: coefficients and scales");
          values.coefficients = numbers_of<std::int64_t>(field, pair[0]);
          values.scales = numbers_of<std::uint8_t>(field, pair[1]);
          rows = values.coefficients.size();
        } else if constexpr (std::is_same_v<Values, Texts>) {
          const py::tuple pair = pair_of(field, given, "a pair of buffers: offsets and bytes");
          values.offsets = numbers_of<std::int64_t>(field, pair[0]);
          const std::vector<char> bytes = numbers_of<char>(field, pair[1]);
          values.bytes.assign(bytes.begin(), bytes.end());
          rows = values.offsets.empty() ? 0 : values.offsets.size() - 1;
        } else {
          values = numbers_of<typename Values::value_type>(field, given);
          rows = values.size();
        }
      },
      column.values);
  column.valid =
      valid.is_none() ? std::vector<std::uint8_t>(rows, 1) : numbers_of<std::uint8_t>(field, valid);
  return column;
}

inline Table table_from_columns(const Schema& schema, const py::dict& given, const py::dict& valid) {
  std::vector<Field> fields = fields_of(schema);
  if (given.size() != fields.size()) throw py::value_error("the columns given are not those of the schema");
  std::vector<Column> made;
  made.reserve(fields.size());
  for (const Field& field : fields) {
    if (!given.contains(field.name)) throw py::value_error("column " + field.name + " is not given");
    const py::object valid_of_column =
        valid.contains(field.name) ? py::object(valid[field.name.c_str()]) : py::none();
    made.push_back(column_from_buffers(field, given[field.name.c_str()], valid_of_column));
  }
  std::size_t bytes = 0;
  for (const Column& column : made) bytes += column.valid.size();
  absl::StatusOr<Table> table = absl::UnknownError("not made");
  {
    const GilReleasedFor released(bytes);
    table = Table::make(std::move(fields), std::move(made));
  }
  return value_or_throw(std::move(table));
}

inline py::list rows_of_table(const Table& table) {
  py::list rows(table.size());
  for (std::size_t row = 0; row < table.size(); ++row) rows[row] = python_row(table, row);
  return rows;
}

inline std::size_t column_index(const Table& table, const std::string& name) {
  const auto index = table.find(name);
  if (!index) throw py::key_error("the table has no column " + name);
  return *index;
}

// What is asked for of a column; nothing where its type has no such part.
inline py::object values_view(const py::object& self, const std::string& name) {
  const auto& table = py::cast<const Table&>(self);
  const Column& column = table.column(column_index(table, name));
  return std::visit(
      [&self](const auto& values) {
        using Values = std::decay_t<decltype(values)>;
        if constexpr (std::is_same_v<Values, Decimals>) {
          return view_of(self, values.coefficients.data(), values.coefficients.size());
        } else if constexpr (std::is_same_v<Values, Texts>) {
          return view_of(self, reinterpret_cast<const std::uint8_t*>(values.bytes.data()),
                         values.bytes.size());
        } else {
          return view_of(self, values.data(), values.size());
        }
      },
      column.values);
}

inline py::object valid_view(const py::object& self, const std::string& name) {
  const auto& table = py::cast<const Table&>(self);
  const auto& valid = table.column(column_index(table, name)).valid;
  return view_of(self, valid.data(), valid.size());
}

inline py::object scales_view(const py::object& self, const std::string& name) {
  const auto& table = py::cast<const Table&>(self);
  const auto* decimals = std::get_if<Decimals>(&table.column(column_index(table, name)).values);
  if (decimals == nullptr) throw py::type_error("column " + name + " is not numeric");
  return view_of(self, decimals->scales.data(), decimals->scales.size());
}

inline py::object offsets_view(const py::object& self, const std::string& name) {
  const auto& table = py::cast<const Table&>(self);
  const auto* texts = std::get_if<Texts>(&table.column(column_index(table, name)).values);
  if (texts == nullptr) throw py::type_error("column " + name + " holds no texts");
  return view_of(self, texts->offsets.data(), texts->offsets.size());
}

inline Table take_rows(const Table& table, const py::buffer& rows) {
  const std::optional<std::vector<std::uint32_t>> given = HeldBytes(rows).numbers<std::uint32_t>();
  if (!given) throw py::value_error("the rows are not uint32");
  const std::vector<std::uint32_t>& numbers = *given;
  for (const std::uint32_t row : numbers) {
    if (row >= table.size()) throw py::index_error("the table has no such row");
  }
  const GilReleasedFor released(8 * numbers.size());
  return table.take(numbers);
}

inline py::tuple row_at(const Table& table, std::int64_t row) {
  if (row < 0) row += static_cast<std::int64_t>(table.size());
  if (row < 0 || static_cast<std::size_t>(row) >= table.size())
    throw py::index_error("the table has no such row");
  return python_row(table, static_cast<std::size_t>(row));
}

inline Table read_table(const Schema& schema, const py::buffer& data, const std::string& topic) {
  std::vector<Field> fields = fields_of(schema);
  const InputBytes bytes(data);
  absl::StatusOr<Table> table = absl::UnknownError("not read");
  {
    // The bytes cannot change meanwhile and the result is no Python object.
    const GilReleasedFor released(bytes.span().size());
    table = columns::read_table_copy(std::move(fields), topic, bytes.span());
  }
  return value_or_throw(std::move(table));
}

// A decoder that one thread at a time may use.
class Decoder {
 public:
  Decoder(const Schema& schema, const std::string& topic) : decoder_(fields_of(schema), topic) {}

  std::size_t feed(const py::buffer& chunk) {
    const InputBytes bytes(chunk);
    const Busy busy(busy_, kInUse);
    absl::Status status;
    {
      const GilReleasedFor released(bytes.span().size());
      status = decoder_.feed(bytes.span());
    }
    throw_unless_ok(status);
    return bytes.span().size();
  }

  Table finish() {
    const Busy busy(busy_, kInUse);
    throw_unless_ok(decoder_.finish());
    return decoder_.take();
  }

  Table take() {
    const Busy busy(busy_, kInUse);
    return decoder_.take();
  }

  [[nodiscard]] std::size_t rows() {
    const Busy busy(busy_, kInUse);
    return decoder_.rows();
  }

 private:
  static constexpr char kInUse[] = "The decoder is in use by another thread.";

  columns::CopyDecoder decoder_;
  bool busy_ = false;
};

// A table as the file that psycopg2's copy_expert reads from.
class CopyFile {
 public:
  explicit CopyFile(py::object table) : owner_(std::move(table)), encoder_(py::cast<const Table&>(owner_)) {}

  // At most `bytes` of what is left, all of it where that is negative; empty at the end.
  py::bytes read(std::int64_t bytes) {
    const Busy busy(busy_, "The file is in use by another thread.");
    const std::size_t wanted = bytes < 0 ? std::string::npos : static_cast<std::size_t>(bytes);
    encode(wanted);
    const std::size_t given = std::min(chunk_.size() - position_, wanted);
    py::bytes part(chunk_.data() + position_, given);
    position_ += given;
    return part;
  }

 private:
  // Until so many bytes can be given, or all of them.
  void encode(std::size_t wanted) {
    // Tables are immutable once Python has them, and this object holds its own.
    const GilReleasedFor released(wanted);
    while (!encoder_.is_done() && chunk_.size() - position_ < wanted) {
      chunk_.erase(0, position_);
      position_ = 0;
      encoder_.append_to(chunk_, kCopyChunkBytes);
    }
  }

  py::object owner_;
  columns::CopyEncoder encoder_;
  std::string chunk_;
  std::size_t position_ = 0;
  bool busy_ = false;
};

inline py::bytes write_table(const Table& table) {
  std::string bytes;
  {
    // Tables are immutable once Python has them, and the caller holds this one.
    const GilReleasedFor released(bytes_of(table));
    columns::CopyEncoder encoder(table);
    while (encoder.append_to(bytes, kCopyChunkBytes)) {
    }
  }
  return {bytes.data(), bytes.size()};
}

inline void register_tables(py::module_& room) {
  py::class_<Numbers>(room, "_Numbers", py::buffer_protocol()).def_buffer([](Numbers& numbers) {
    // The pointer is only ever read: the buffer says that it is read-only.
    return py::buffer_info(const_cast<void*>(numbers.data), numbers.item_bytes, numbers.format, 1,
                           {static_cast<py::ssize_t>(numbers.count)}, {numbers.item_bytes},
                           /*readonly=*/true);
  });
  py::class_<Table>(room, "Table")
      .def("__len__", &Table::size)
      .def("__getitem__", &row_at, py::arg("row"))
      .def(
          "__eq__", [](const Table& left, const Table& right) { return left == right; }, py::is_operator())
      .def("__repr__",
           [](const Table& table) {
             return "Table(columns=" + std::to_string(table.schema().size()) +
                    ", rows=" + std::to_string(table.size()) + ")";
           })
      .def_property_readonly("schema", [](const Table& table) { return schema_of(table.schema()); })
      .def("values", &values_view, py::arg("name"))
      .def("valid", &valid_view, py::arg("name"))
      .def("scales", &scales_view, py::arg("name"))
      .def("offsets", &offsets_view, py::arg("name"))
      .def("rows", &rows_of_table)
      .def("take", &take_rows, py::arg("rows"))
      .def_static("from_rows", &table_from_rows, py::arg("schema"), py::arg("rows"))
      .def_static("from_columns", &table_from_columns, py::arg("schema"), py::arg("columns"),
                  py::arg("valid") = py::dict())
      .attr("__hash__") = py::none();
  py::class_<Decoder>(room, "CopyDecoder")
      .def(py::init<const Schema&, const std::string&>(), py::arg("schema"), py::arg("topic") = "table")
      .def("__len__", &Decoder::rows)
      .def("feed", &Decoder::feed, py::arg("chunk"))
      .def("write", &Decoder::feed, py::arg("chunk"))
      .def("take", &Decoder::take)
      .def("finish", &Decoder::finish);
  py::class_<CopyFile>(room, "CopyFile")
      .def(py::init([](py::object table) {
             if (!py::isinstance<Table>(table)) throw py::type_error("a CopyFile is made of a Table");
             return std::make_unique<CopyFile>(std::move(table));
           }),
           py::arg("table"))
      .def("read", &CopyFile::read, py::arg("bytes") = -1);
  room.def("read_table_copy", &read_table, py::arg("schema"), py::arg("data"), py::arg("topic") = "table");
  room.def("write_table_copy", &write_table, py::arg("table"));
}

}  // namespace crossdock::bindings
