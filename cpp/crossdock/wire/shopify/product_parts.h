#pragma once

#include "absl/status/status.h"
#include "crossdock/canonical/product.h"
#include "crossdock/wire/json/writer.h"
#include "crossdock/wire/shopify/product_writing.h"

// The variables of productSet, which a request and the lines of a bulk file share. Only this room uses it.
namespace crossdock::shopify {

// As write_product_set() fails.
[[nodiscard]] absl::Status check_product(const canonical::Product& product, const Sections& sections);

// {"identifier", "input", "synchronous"} without the braces.
void write_product(json::Writer& writer, const canonical::Product& product, const Sections& sections,
                   bool synchronous);

}  // namespace crossdock::shopify
