#pragma once

#include <cstdint>
#include <string>

// What is left of an object that was deleted.
namespace crossdock::canonical {

struct Tombstone {
  std::string kind;  // As in an object's key: "customer", "company", "market".
  std::int64_t id = 0;

  bool operator==(const Tombstone&) const = default;
};

}  // namespace crossdock::canonical
