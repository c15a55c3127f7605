#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// A place of the store that holds stock: a warehouse, a shop, a fulfilment service.
namespace crossdock::canonical {

struct Location {
  std::int64_t id = 0;
  std::string name;
  Address address;                            // Without names of persons.
  bool active = false;                        // A deactivated one keeps its levels and takes no change.
  bool legacy = false;                        // Run by a fulfilment service, not by the merchant.
  std::optional<bool> fulfils_online_orders;  // Told by queries only.
  std::optional<base::Timestamp> created_at;
  std::optional<base::Timestamp> updated_at;

  bool operator==(const Location&) const = default;
};

}  // namespace crossdock::canonical
