#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/shopify/fulfilment.h"
#include "crossdock/wire/shopify/return.h"

// The readers of fulfilments, fulfilment orders and returns: a value that is the same when it is read again,
// or one of the two errors.
namespace {

namespace shopify = crossdock::shopify;
using crossdock::fuzz::is_value;
using crossdock::fuzz::require;

void read_fulfilments(std::string_view bytes) {
  const auto fulfilment = shopify::read_fulfilment(bytes, "fulfillments/update");
  if (is_value(fulfilment)) require(*fulfilment == *shopify::read_fulfilment(bytes, "fulfillments/update"));
  is_value(shopify::read_fulfilment_node(bytes));
  is_value(shopify::read_fulfilment_event(bytes, "fulfillment_events/create"));
  is_value(shopify::read_fulfilment_order_node(bytes));
  for (const char* topic : {"fulfillment_orders/moved", "fulfillment_orders/split",
                            "fulfillment_orders/placed_on_hold", "fulfillment_holds/added"}) {
    is_value(shopify::read_fulfilment_order_change(bytes, topic));
  }
}

void read_returns(std::string_view bytes) {
  const auto returned = shopify::read_return(bytes, "returns/approve");
  if (is_value(returned)) require(*returned == *shopify::read_return(bytes, "returns/approve"));
  is_value(shopify::read_return_node(bytes));
  is_value(shopify::read_return_update(bytes));
  is_value(shopify::read_dispositions(bytes));
  is_value(shopify::read_reverse_delivery(bytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_fulfilments(bytes);
  read_returns(bytes);
  return 0;
}
