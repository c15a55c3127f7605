#pragma once

#include <pybind11/stl.h>

#include <string>
#include <utility>

#include "crossdock/wire/shopify/bulk_nodes.h"
#include "read_stream.h"

// Bulk files of whole objects: what such a file gave, and what is wrong with it.
//
//   register_bulk<canonical::Order>(room, "BulkOrders", "read_orders_jsonl", shopify::read_orders_bulk);
namespace crossdock::bindings {

inline void register_bulk_report(py::module_& room) {
  py::class_<shopify::LineError>(room, "LineError")
      .def_readonly("line", &shopify::LineError::line)
      .def_readonly("message", &shopify::LineError::message);
}

// The class of what a bulk file gave.
template <typename Value>
void register_bulk_class(py::module_& room, const char* result) {
  using Bulk = shopify::BulkObjects<Value>;
  py::class_<Bulk>(room, result)
      .def("__len__", [](const Bulk& bulk) { return bulk.objects.size(); })
      .def_readonly("objects", &Bulk::objects)
      .def_property_readonly("errors", [](const Bulk& bulk) { return bulk.report.errors; })
      .def_property_readonly("error_count", [](const Bulk& bulk) { return bulk.report.error_count; })
      .def_property_readonly("line_count", [](const Bulk& bulk) { return bulk.report.line_count; })
      .def_property_readonly("truncated", [](const Bulk& bulk) { return bulk.report.truncated; })
      .def_property_readonly("complete", [](const Bulk& bulk) { return bulk.report.complete; });
}

// That class as `result`, and the function `function`(path or buffer) of objects that `read`, a reader of the
// core that takes (LineReader::Read, KeepGoing), finds in a bulk file.
template <typename Value, typename Reader>
void register_bulk(py::module_& room, const char* result, const char* function, Reader read) {
  register_bulk_class<Value>(room, result);
  room.def(
      function, [read](const py::object& source) { return read_stream(source, read); }, py::arg("path"));
}

}  // namespace crossdock::bindings
