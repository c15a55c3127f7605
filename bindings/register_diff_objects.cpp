#include <pybind11/operators.h>
#include <pybind11/stl.h>

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "buffers.h"
#include "crossdock/diff/order.h"
#include "crossdock/diff/product.h"
#include "errors.h"
#include "register.h"

// The deep comparisons of products and orders. They are registered after the classes they take.
namespace crossdock::bindings {
namespace {

using canonical::Order;
using canonical::Product;
using diff::Difference;
using diff::Part;
using diff::Parts;
using diff::Places;
using Names = std::vector<std::string>;

// What an element of an order or a product costs to compare, about; decides on releasing the GIL alone.
constexpr std::size_t kElementBytes = 256;

Parts parts_of(const std::optional<Names>& names) {
  if (!names) return Parts::all();
  Parts parts;
  for (const std::string& name : *names) {
    const std::optional<Part> part = diff::part_named(name);
    if (!part) throw_unless_ok(absl::InvalidArgumentError("No part has the name " + name + "."));
    parts.insert(*part);
  }
  return parts;
}

Names names_of(Part part, std::uint64_t mask) {
  const auto all = diff::field_names(part);
  Names names;
  for (; mask != 0; mask &= mask - 1)
    names.emplace_back(all[static_cast<std::size_t>(std::countr_zero(mask))]);
  return names;
}

// All objects that are compared are immutable once Python has them, and the caller holds them.
std::vector<Difference> products(const Product& desired, const Product& observed, const Product* agreed,
                                 const std::optional<Names>& part_names) {
  const Parts parts = parts_of(part_names);
  const GilReleasedFor released(kElementBytes * (desired.variants.size() + observed.variants.size()));
  if (agreed == nullptr) return diff::diff_products(desired, observed, parts);
  return diff::diff_products(desired, observed, *agreed, parts);
}

std::vector<Difference> orders(const Order& before, const Order& after,
                               const std::optional<Names>& part_names) {
  const Parts parts = parts_of(part_names);
  const GilReleasedFor released(kElementBytes * (before.lines.size() + after.lines.size()));
  return diff::diff_orders(before, after, parts);
}

auto place_property(Places Difference::*places, std::uint32_t Places::*state) {
  return [places, state](const Difference& self) -> std::optional<std::uint32_t> {
    const std::uint32_t place = self.*places.*state;
    if (place == diff::kNoRow) return std::nullopt;
    return place;
  };
}

auto names_property(std::uint64_t diff::FieldOwners::*mask) {
  return [mask](const Difference& self) { return names_of(self.part, self.fields.*mask); };
}

Names part_names() {
  Names names;
  for (std::size_t part = 0; part < diff::kPartCount; ++part)
    names.emplace_back(diff::name_of(static_cast<Part>(part)));
  return names;
}

std::string repr(const Difference& self) {
  std::string text = "Difference(" + std::string(diff::name_of(self.part)) + " " +
                     std::string(diff::name_of(self.kind)) + ", " + std::string(diff::name_of(self.whose));
  for (const std::string& name : names_of(self.part, self.fields.all())) text += ", " + name;
  return text + ")";
}

}  // namespace

void register_diff_objects(py::module_& module) {
  py::module_ room = module.attr("diff").cast<py::module_>();
  py::class_<Difference>(room, "Difference")
      .def(py::self == py::self)
      .def("__repr__", &repr)
      .def_property_readonly("part",
                             [](const Difference& self) { return std::string(diff::name_of(self.part)); })
      .def_property_readonly("kind",
                             [](const Difference& self) { return std::string(diff::name_of(self.kind)); })
      .def_property_readonly("whose",
                             [](const Difference& self) { return std::string(diff::name_of(self.whose)); })
      .def_property_readonly("desired", place_property(&Difference::places, &Places::desired))
      .def_property_readonly("observed", place_property(&Difference::places, &Places::observed))
      .def_property_readonly("agreed", place_property(&Difference::places, &Places::agreed))
      .def_property_readonly("parent_desired", place_property(&Difference::parent, &Places::desired))
      .def_property_readonly("parent_observed", place_property(&Difference::parent, &Places::observed))
      .def_property_readonly("parent_agreed", place_property(&Difference::parent, &Places::agreed))
      .def_property_readonly("fields",
                             [](const Difference& self) { return names_of(self.part, self.differing()); })
      .def_property_readonly("ours", names_property(&diff::FieldOwners::ours))
      .def_property_readonly("theirs", names_property(&diff::FieldOwners::theirs))
      .def_property_readonly("both", names_property(&diff::FieldOwners::both))
      .def_property_readonly("conflicts", names_property(&diff::FieldOwners::conflicts))
      .attr("__hash__") = py::none();
  room.def("products", &products, py::arg("desired"), py::arg("observed"), py::kw_only(),
           py::arg("agreed") = py::none(), py::arg("parts") = py::none());
  room.def("orders", &orders, py::arg("before"), py::arg("after"), py::kw_only(),
           py::arg("parts") = py::none());
  room.def("part_names", &part_names);
}

}  // namespace crossdock::bindings
