#include <pybind11/stl.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "crossdock/plan/product.h"
#include "errors.h"
#include "register.h"

// The operations that the differences of a product ask for. They are registered after the classes they take.
namespace crossdock::bindings {
namespace {

namespace py = pybind11;

// Differences of other products would point beside these.
void check_places(const diff::Difference& one, const canonical::Product& desired,
                  const canonical::Product& observed) {
  const auto is_within = [](std::uint32_t place, std::size_t count) {
    return place == diff::kNoRow || place < count;
  };
  const bool is_variant =
      one.part == diff::Part::kVariant || one.part == diff::Part::kPrice || one.part == diff::Part::kItem;
  if (!is_variant && one.part != diff::Part::kVariantMetafield) return;
  const diff::Places& places = is_variant ? one.places : one.parent;
  if (!is_within(places.desired, desired.variants.size()) ||
      !is_within(places.observed, observed.variants.size()))
    throw StatusException(absl::InvalidArgumentError("The differences are of other products."));
}

// ([(step, object, after, differences)], unread)
py::tuple product_operations(const canonical::Product& desired, const canonical::Product& observed,
                             const std::vector<diff::Difference>& differences, const std::string& key) {
  for (const diff::Difference& one : differences) check_places(one, desired, observed);
  const plan::ProductOperations result = plan::operations_of_product(desired, observed, differences, key);
  py::list operations(result.operations.size());
  for (std::size_t place = 0; place < result.operations.size(); ++place) {
    const plan::ProductOperation& one = result.operations[place];
    operations[place] =
        py::make_tuple(std::string(plan::name_of(one.step)), one.object, one.after, one.differences);
  }
  return py::make_tuple(std::move(operations), result.unread);
}

}  // namespace

void register_plan_objects(py::module_& module) {
  py::module_ room = module.attr("plan").cast<py::module_>();
  room.def("product", &product_operations, py::arg("desired"), py::arg("observed"), py::arg("differences"),
           py::kw_only(), py::arg("key"));
}

}  // namespace crossdock::bindings
