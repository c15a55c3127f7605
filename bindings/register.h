#pragma once

#include <pybind11/pybind11.h>

// One function a room; each makes its own submodule of `_core` and registers its classes and functions there.
// Columns and changes come before the rooms that take or give them, so that their signatures name Python
// classes.
namespace crossdock::bindings {

void register_errors(pybind11::module_& module);
void register_columns(pybind11::module_& module);
void register_inventory(pybind11::module_& module);
void register_diff(pybind11::module_& module);
void register_plan(pybind11::module_& module);
void register_shopify(pybind11::module_& module);
// Parts of the room, in its module.
void register_shopify_catalogue(pybind11::module_& module);
void register_shopify_people(pybind11::module_& module);
void register_shopify_fulfilments(pybind11::module_& module);
void register_shopify_money(pybind11::module_& module);
void register_shopify_orders(pybind11::module_& module);
void register_shopify_variants(pybind11::module_& module);
void register_shopify_writers(pybind11::module_& module);
// Parts of the rooms above that take what the store's readers give.
void register_diff_objects(pybind11::module_& module);
void register_plan_objects(pybind11::module_& module);
void register_sales(pybind11::module_& module);
void register_sales_partners(pybind11::module_& module);
void register_hubspot(pybind11::module_& module);
void register_http(pybind11::module_& module);

}  // namespace crossdock::bindings
