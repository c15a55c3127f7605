#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "crossdock/canonical/customer.h"

// What a store sells, as far as linking it to Odoo's products needs it.
namespace crossdock::canonical {

struct Variant {
  std::int64_t variant_id = 0;
  std::int64_t product_id = 0;
  std::int64_t inventory_item_id = 0;
  OptionalText sku;
  OptionalText barcode;
  std::string title;
  std::string product_title;
  bool tracked = false;  // Whether the store counts this variant's stock at all.

  bool operator==(const Variant&) const = default;
};

}  // namespace crossdock::canonical
