#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// What a store says about the app itself.
namespace crossdock::canonical {

// The app was removed: its tokens are dead, and 48 hours later the store asks for erasure.
struct AppUninstalled {
  std::int64_t shop_id = 0;
  std::string shop_name;
  OptionalText myshopify_domain;

  bool operator==(const AppUninstalled&) const = default;
};

// The app may now do more or less than before.
struct ScopesUpdate {
  std::int64_t shop_id = 0;
  std::vector<std::string> current;   // Sorted.
  std::vector<std::string> previous;  // Sorted.
  base::Timestamp updated_at;

  bool operator==(const ScopesUpdate&) const = default;
};

}  // namespace crossdock::canonical
