#include <vector>

#include "buffers.h"
#include "crossdock/inventory/available.h"
#include "errors.h"
#include "register.h"

namespace crossdock::bindings {
namespace {

std::vector<inventory::LocationFeed> feeds_of(const py::iterable& locations) {
  std::vector<inventory::LocationFeed> feeds;
  for (const py::handle& given : locations) {
    const py::tuple row = row_of(given, 2, 2);
    feeds.push_back({int32_of(row[0], "the Odoo location id"), int64_of(row[1], "the remote location id")});
  }
  return feeds;
}

canonical::LevelColumns available(const columns::StockRows& stock, const columns::ItemMap& items,
                                  const py::iterable& locations, int precision_digits,
                                  const columns::SalePolicies* policies) {
  const std::vector<inventory::LocationFeed> feeds = feeds_of(locations);
  absl::StatusOr<canonical::LevelColumns> levels = absl::UnknownError("not computed");
  const columns::SalePolicies none;
  {
    // Both sets are immutable once Python has them, and the caller holds them.
    const GilReleasedFor released(8 * (stock.size() + items.size() * feeds.size()));
    levels = inventory::compute_available(stock, items, feeds, precision_digits,
                                          policies == nullptr ? none : *policies);
  }
  return value_or_throw(std::move(levels));
}

}  // namespace

void register_inventory(py::module_& module) {
  py::module_ room = module.def_submodule("inventory", "What a store may sell.");
  room.def("available", &available, py::arg("stock"), py::arg("items"), py::arg("locations"), py::kw_only(),
           py::arg("precision_digits"), py::arg("policies") = py::none());
}

}  // namespace crossdock::bindings
