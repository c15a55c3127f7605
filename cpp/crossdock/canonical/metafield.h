#pragma once

#include <string>

// A field that a merchant or an app added to an object of the store.
namespace crossdock::canonical {

struct Metafield {
  std::string name_space;  // "custom"; apps' reserved ones begin with "app--".
  std::string key;
  std::string type;   // "single_line_text_field", "number_decimal", "list.product_reference", ...
  std::string value;  // Always text; JSON for types that hold more than one value.

  bool operator==(const Metafield&) const = default;
};

}  // namespace crossdock::canonical
