#pragma once

#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "buffers.h"
#include "crossdock/wire/shopify/bulk_lines.h"
#include "crossdock/wire/shopify/bulk_mutation_result.h"
#include "errors.h"
#include "read_stream.h"
#include "shopify_inputs.h"

// Files of bulk mutations, and what became of their lines; a part of register_shopify_writers.cpp, which
// alone includes it.
namespace crossdock::bindings {

// What a chunk of lines has at least, unless the caller says so.
inline constexpr std::size_t kBulkChunkBytes = std::size_t{1} << 20;

// Lines of what keep_alive holds. A second thread must not enter while one is at work.
class BulkFiles {
 public:
  BulkFiles(std::unique_ptr<shopify::BulkLines> lines, bool needs_gil)
      : lines_(std::move(lines)), needs_gil_(needs_gil) {}

  py::bytes chunk(std::size_t bytes_wanted) {
    if (is_busy_) throw_unless_ok(absl::InvalidArgumentError("The lines are in use by another thread."));
    if (is_broken_) throw_unless_ok(absl::InvalidArgumentError("An earlier error ended the lines."));
    // Whatever is thrown meanwhile takes the lines of this chunk with it.
    is_busy_ = is_broken_ = true;
    const Reset reset{is_busy_};
    std::string made;
    absl::StatusOr<bool> more = false;
    if (needs_gil_) {
      more = lines_->append_to(made, bytes_wanted);
    } else {
      // The source is immutable once Python has it, and held here.
      const GilReleasedFor released(bytes_wanted);
      more = lines_->append_to(made, bytes_wanted);
    }
    throw_unless_ok(more.status());
    is_broken_ = false;
    return {made.data(), made.size()};
  }

  void next_file() {
    if (is_busy_) throw_unless_ok(absl::InvalidArgumentError("The lines are in use by another thread."));
    if (!lines_->has_more())
      throw_unless_ok(absl::InvalidArgumentError("The file is not full: no further one is needed."));
    lines_->begin_file();
  }

  [[nodiscard]] const shopify::BulkLines& lines() const { return *lines_; }

 private:
  struct Reset {
    bool& flag;
    ~Reset() { flag = false; }
  };

  std::unique_ptr<shopify::BulkLines> lines_;
  bool needs_gil_;
  bool is_busy_ = false;
  bool is_broken_ = false;
};

inline std::unique_ptr<BulkFiles> bulk_levels(const canonical::LevelChanges& changes,
                                              std::vector<std::string> keys, std::string reason,
                                              std::string reference_uri, std::size_t levels_per_line,
                                              std::size_t file_bytes_max) {
  auto lines = value_or_throw(shopify::bulk_levels(
      changes,
      {std::move(keys), std::move(reason), std::move(reference_uri), levels_per_line, file_bytes_max}));
  return std::make_unique<BulkFiles>(std::move(lines), false);
}

inline std::unique_ptr<BulkFiles> bulk_prices(const canonical::PriceChanges& changes,
                                              bool allow_partial_updates, std::size_t file_bytes_max) {
  auto lines = value_or_throw(shopify::bulk_prices(changes, allow_partial_updates, file_bytes_max));
  return std::make_unique<BulkFiles>(std::move(lines), false);
}

inline std::unique_ptr<BulkFiles> bulk_products(const py::iterable& products, bool variants, bool media,
                                                bool tags, std::size_t file_bytes_max) {
  const py::iterator iterator = py::iter(products);
  auto next = [iterator]() -> std::optional<canonical::Product> {
    PyObject* const given = PyIter_Next(iterator.ptr());
    if (given == nullptr) {
      if (PyErr_Occurred() != nullptr) throw py::error_already_set();
      return std::nullopt;
    }
    return product_from(py::reinterpret_steal<py::object>(given));
  };
  return std::make_unique<BulkFiles>(
      shopify::bulk_products(std::move(next), {variants, media, tags}, file_bytes_max), true);
}

inline std::string outcome_name(shopify::LineOutcome outcome) {
  switch (outcome) {
    case shopify::LineOutcome::kMissing:
      return "missing";
    case shopify::LineOutcome::kDone:
      return "done";
    case shopify::LineOutcome::kRefused:
      return "refused";
    case shopify::LineOutcome::kFailed:
      return "failed";
  }
  return "";
}

inline std::vector<std::size_t> lines_with(const shopify::BulkMutationResult& result,
                                           const std::string& outcome) {
  std::vector<std::size_t> lines;
  for (std::size_t line = 0; line < result.outcomes.size(); ++line) {
    if (outcome_name(result.outcomes[line]) == outcome) lines.push_back(line);
  }
  return lines;
}

inline void register_bulk_mutation_result(py::module_& room) {
  using shopify::BulkMutationResult;
  using shopify::LineRefusal;
  py::class_<LineRefusal>(room, "LineRefusal")
      .def_readonly("line", &LineRefusal::line)
      .def_readonly("user_errors", &LineRefusal::user_errors)
      .def_readonly("errors", &LineRefusal::errors);
  py::class_<BulkMutationResult>(room, "BulkMutationResult")
      .def("__len__", [](const BulkMutationResult& result) { return result.outcomes.size(); })
      .def(
          "outcome",
          [](const BulkMutationResult& result, std::int64_t line) {
            if (line < 0 || static_cast<std::size_t>(line) >= result.outcomes.size())
              throw py::index_error("no such line was sent");
            return outcome_name(result.outcomes[static_cast<std::size_t>(line)]);
          },
          py::arg("line"))
      .def("lines", &lines_with, py::arg("outcome"))
      .def_readonly("refusals", &BulkMutationResult::refusals)
      .def_readonly("unnumbered", &BulkMutationResult::unnumbered)
      .def_readonly("errors", &BulkMutationResult::errors)
      .def_readonly("error_count", &BulkMutationResult::error_count)
      .def_readonly("truncated", &BulkMutationResult::truncated);
  room.def(
      "read_bulk_mutation_result",
      [](const py::object& source, const std::string& mutation, std::size_t lines_sent) {
        return read_stream(source, [&](json::LineReader::Read read, const shopify::KeepGoing& keep_going) {
          return shopify::read_bulk_mutation_result(std::move(read), keep_going, mutation, lines_sent);
        });
      },
      py::arg("path"), py::arg("mutation"), py::arg("lines_sent"));
}

inline void register_bulk_lines(py::module_& room) {
  constexpr auto kFileBytes = base::kBulkMutationFileBytesMax;
  py::class_<BulkFiles>(room, "BulkLines")
      .def("chunk", &BulkFiles::chunk, py::arg("bytes") = kBulkChunkBytes)
      .def("next_file", &BulkFiles::next_file)
      .def_property_readonly("has_more", [](const BulkFiles& files) { return files.lines().has_more(); })
      .def_property_readonly("file_lines", [](const BulkFiles& files) { return files.lines().file_lines(); })
      .def_property_readonly("file_bytes", [](const BulkFiles& files) { return files.lines().file_bytes(); });
  room.def("bulk_levels", &bulk_levels, py::keep_alive<0, 1>(), py::arg("changes"), py::kw_only(),
           py::arg("keys"), py::arg("reason"), py::arg("reference_uri"),
           py::arg("levels_per_line") = base::kInventoryQuantitiesMax,
           py::arg("file_bytes_max") = kFileBytes);
  room.def("bulk_prices", &bulk_prices, py::keep_alive<0, 1>(), py::arg("changes"), py::kw_only(),
           py::arg("allow_partial_updates") = false, py::arg("file_bytes_max") = kFileBytes);
  room.def("bulk_products", &bulk_products, py::arg("products"), py::kw_only(), py::arg("variants") = false,
           py::arg("media") = false, py::arg("tags") = false, py::arg("file_bytes_max") = kFileBytes);
  register_bulk_mutation_result(room);
}

}  // namespace crossdock::bindings
