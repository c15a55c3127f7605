#pragma once

#include "crossdock/canonical/return.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/order_parts.h"

// What the two readers of returns share.
namespace crossdock::shopify {

// The amounts of a money bag, in the store's and in the buyer's currency.
inline void read_fee_amounts(const json::Object& bag, const MoneyNames& names, canonical::ReturnFee& fee) {
  const json::Object shop = bag.object(names.shop);
  fee.amount = shop.decimal("amount");
  fee.currency = shop.text(names.currency);
  const json::Object presentment = bag.object(names.presentment);
  fee.presentment_amount = presentment.decimal("amount");
  fee.presentment_currency = presentment.text(names.currency);
}

}  // namespace crossdock::shopify
