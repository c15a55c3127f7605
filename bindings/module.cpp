#include <pybind11/pybind11.h>

#include "register.h"

// Registers the rooms, nothing else. Importing starts no thread, opens no handle and reads no clock: Odoo
// imports in the parent process and forks its workers afterwards.
PYBIND11_MODULE(_core, module) {
  module.doc() = "The native core of Crossdock; use it through the modules of crossdock_core.";
  module.attr("__version__") = CROSSDOCK_VERSION;
  crossdock::bindings::register_errors(module);
  crossdock::bindings::register_columns(module);
  crossdock::bindings::register_inventory(module);
  crossdock::bindings::register_diff(module);
  crossdock::bindings::register_plan(module);
  crossdock::bindings::register_shopify(module);
  crossdock::bindings::register_shopify_people(module);
  crossdock::bindings::register_shopify_variants(module);
  crossdock::bindings::register_shopify_fulfilments(module);
  crossdock::bindings::register_shopify_catalogue(module);
  crossdock::bindings::register_shopify_money(module);
  crossdock::bindings::register_shopify_orders(module);
  crossdock::bindings::register_diff_objects(module);
  crossdock::bindings::register_plan_objects(module);
  crossdock::bindings::register_sales(module);
  crossdock::bindings::register_sales_partners(module);
  crossdock::bindings::register_shopify_writers(module);
  crossdock::bindings::register_hubspot(module);
  crossdock::bindings::register_http(module);
}
