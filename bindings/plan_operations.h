#pragma once

#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "buffers.h"
#include "crossdock/plan/plan.h"
#include "errors.h"

// Plans of operations; a part of register_plan.cpp, which alone includes it.
namespace crossdock::bindings {

// The text of a str or the bytes of a bytes object; valid as long as the object is.
inline std::string_view text_of(const py::handle& value, const char* what) {
  if (PyBytes_Check(value.ptr()))
    return {PyBytes_AS_STRING(value.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(value.ptr()))};
  Py_ssize_t size = 0;
  if (!PyUnicode_Check(value.ptr())) throw py::type_error(std::string(what) + " must be a str");
  const char* const text = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
  if (text == nullptr) throw py::error_already_set();
  return {text, static_cast<std::size_t>(size)};
}

inline plan::Progress progress_of(std::string_view name) {
  if (name == "new") return plan::Progress::kNew;
  if (name == "unsent") return plan::Progress::kUnsent;
  if (name == "sent") return plan::Progress::kSent;
  if (name == "unknown") return plan::Progress::kUnknown;
  throw StatusException(
      absl::InvalidArgumentError("An operation's progress is \"new\", \"unsent\", \"sent\" or \"unknown\"."));
}

inline plan::Nature nature_of(std::string_view name) {
  if (name == "state") return plan::Nature::kState;
  if (name == "effect") return plan::Nature::kEffect;
  throw StatusException(absl::InvalidArgumentError("A kind's nature is \"state\" or \"effect\"."));
}

// (name, step, nature, count_max, bytes_max, cost_max, is_scope_alone)
inline plan::Kind kind_of(const py::handle& given) {
  const py::tuple row = row_of(given, 7, 7);
  return {.name = std::string(text_of(row[0], "the kind's name")),
          .step = int32_of(row[1], "the step"),
          .nature = nature_of(text_of(row[2], "the nature")),
          .bounds = {.count_max = int64_of(row[3], "count_max"),
                     .bytes_max = int64_of(row[4], "bytes_max"),
                     .cost_max = int64_of(row[5], "cost_max")},
          .is_scope_alone = row[6].cast<bool>()};
}

// (id, kind, object, after, scope, content, size_bytes, cost, progress)
inline void append_operation(const py::handle& given, plan::Operations& operations) {
  const py::tuple row = row_of(given, 9, 9);
  if (PyUnicode_Check(row[3].ptr())) throw py::type_error("what comes before must be several objects");
  const py::tuple after_given(py::reinterpret_borrow<py::object>(row[3]));
  std::vector<std::string_view> after;
  after.reserve(after_given.size());
  for (const py::handle& object : after_given)
    after.push_back(text_of(object, "an object that comes before"));
  throw_unless_ok(operations.append({.id = int64_of(row[0], "the id"),
                                     .kind = text_of(row[1], "the kind"),
                                     .object = text_of(row[2], "the object"),
                                     .after = after,
                                     .scope = text_of(row[4], "the scope"),
                                     .content = text_of(row[5], "the content"),
                                     .bytes = int64_of(row[6], "size_bytes"),
                                     .cost = int64_of(row[7], "the cost"),
                                     .progress = progress_of(text_of(row[8], "the progress"))}));
}

// (wave, kind, ids, size_bytes, cost)
inline py::list batches_of(const plan::Plan& plan, const std::vector<std::string>& kind_names) {
  py::list batches(plan.batches.size());
  for (std::size_t place = 0; place < plan.batches.size(); ++place) {
    const plan::Batch& batch = plan.batches[place];
    py::list ids(batch.end - batch.begin);
    for (std::uint32_t one = batch.begin; one < batch.end; ++one) ids[one - batch.begin] = plan.order[one];
    batches[place] =
        py::make_tuple(batch.wave, kind_names[batch.kind], std::move(ids), batch.load.bytes, batch.load.cost);
  }
  return batches;
}

inline py::list refused_of(const plan::Plan& plan) {
  const py::object limit_error = py::module_::import("crossdock_core.errors").attr("LimitError");
  py::list refused;
  for (const plan::Refused& one : plan.refused)
    refused.append(py::make_tuple(
        one.id, limit_error(one.error.sentence(), one.error.name, one.error.limit, one.error.actual)));
  return refused;
}

template <typename Row>
py::list pairs_of(const std::vector<Row>& rows, std::int64_t Row::*other) {
  py::list pairs(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    pairs[row] = py::make_tuple(rows[row].id, rows[row].*other);
  return pairs;
}

// (batches, coalesced, waiting, refused, in flight)
inline py::tuple make_plan(const py::iterable& kinds_given, const py::iterable& operations_given) {
  std::vector<plan::Kind> kinds;
  std::vector<std::string> kind_names;
  for (const py::handle& kind : kinds_given) {
    kinds.push_back(kind_of(kind));
    kind_names.push_back(kinds.back().name);
  }
  plan::Operations operations = value_or_throw(plan::Operations::make(std::move(kinds)));
  for (const py::handle& operation : operations_given) append_operation(operation, operations);
  absl::StatusOr<plan::Plan> made = absl::UnknownError("not planned");
  {
    // The operations are this function's own copy.
    const GilReleasedFor released(sizeof(plan::Operations::Row) * operations.size());
    made = plan::make_plan(operations);
  }
  const plan::Plan plan = value_or_throw(std::move(made));
  return py::make_tuple(batches_of(plan, kind_names), pairs_of(plan.coalesced, &plan::Coalesced::into),
                        pairs_of(plan.waiting, &plan::Waiting::on), refused_of(plan), plan.in_flight);
}

}  // namespace crossdock::bindings
