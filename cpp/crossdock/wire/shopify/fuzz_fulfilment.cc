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
using crossdock::fuzz::read_by_length;
using crossdock::fuzz::reads;
using crossdock::fuzz::require;

void read_fulfilment(std::string_view bytes) {
  const auto fulfilment = shopify::read_fulfilment(bytes, "fulfillments/update");
  if (is_value(fulfilment)) require(*fulfilment == *shopify::read_fulfilment(bytes, "fulfillments/update"));
}

void read_fulfilment_event(std::string_view bytes) {
  is_value(shopify::read_fulfilment_event(bytes, "fulfillment_events/create"));
}

void read_fulfilment_order_changes(std::string_view bytes) {
  for (const char* topic : {"fulfillment_orders/moved", "fulfillment_orders/split",
                            "fulfillment_orders/placed_on_hold", "fulfillment_holds/added"}) {
    is_value(shopify::read_fulfilment_order_change(bytes, topic));
  }
}

void read_return(std::string_view bytes) {
  const auto returned = shopify::read_return(bytes, "returns/approve");
  if (is_value(returned)) require(*returned == *shopify::read_return(bytes, "returns/approve"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_by_length({reinterpret_cast<const char*>(data), size},
                 {read_fulfilment, reads<shopify::read_fulfilment_node>, read_fulfilment_event,
                  reads<shopify::read_fulfilment_order_node>, read_fulfilment_order_changes, read_return,
                  reads<shopify::read_return_node>, reads<shopify::read_return_update>,
                  reads<shopify::read_dispositions>, reads<shopify::read_reverse_delivery>});
  return 0;
}
