#pragma once

#include <cstddef>
#include <functional>
#include <string>

// What the readers of bulk files share: naming a bad line, and asking whether to go on.
namespace crossdock::shopify {

struct LineError {
  std::size_t line = 0;  // From 1.
  std::string message;

  bool operator==(const LineError&) const = default;
};

// Called every few thousand lines; reading stops with Status Cancelled when it says false.
using KeepGoing = std::function<bool()>;

}  // namespace crossdock::shopify
