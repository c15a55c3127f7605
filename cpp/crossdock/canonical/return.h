#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"
#include "crossdock/canonical/fulfilment.h"

// Goods on their way back. A return says what the buyer may send back and gets in exchange; reverse
// fulfilment orders say what is to come to a location and what became of it; reverse deliveries are the
// parcels.
namespace crossdock::canonical {

// What the buyer pays for a return, in both currencies of the order.
struct ReturnFee {
  std::int64_t id = 0;
  base::Decimal amount;  // In the store's currency.
  std::string currency;  // ISO 4217.
  base::Decimal presentment_amount;
  std::string presentment_currency;
  std::optional<base::Decimal> percentage;  // Of a restocking fee: 10 is ten per cent; no webhook tells it.

  bool operator==(const ReturnFee&) const = default;
};

struct ReturnLine {
  std::int64_t id = 0;
  bool verified = true;  // False where it names no fulfilled line: a return that another system told of.
  std::optional<std::int64_t> fulfilment_line_id;
  std::optional<std::int64_t> line_item_id;  // The order's line.
  std::int64_t quantity = 0;
  OptionalText reason;         // "unwanted", "defective", "wrong_item", "other", or newer.
  OptionalText reason_handle;  // From 2026-01 on, when merchants name reasons of their own; no webhook tells.
  OptionalText reason_name;
  OptionalText reason_note;
  OptionalText customer_note;
  std::optional<std::int64_t> processed_quantity;  // No webhook tells this and the next two.
  std::optional<std::int64_t> refundable_quantity;
  std::optional<std::int64_t> refunded_quantity;
  std::optional<ReturnFee> restocking_fee;

  bool operator==(const ReturnLine&) const = default;
};

// Goods the buyer gets instead.
struct ExchangeLine {
  std::int64_t id = 0;
  std::vector<std::int64_t> line_item_ids;  // Of the order, once they were added to it.
  std::optional<std::int64_t> variant_id;   // No webhook tells this and the quantities.
  std::optional<std::int64_t> quantity;
  std::optional<std::int64_t> processed_quantity;

  bool operator==(const ExchangeLine&) const = default;
};

// Why a return was refused.
struct ReturnDecline {
  std::string reason;  // "return_period_ended", "final_sale", "other".
  OptionalText note;

  bool operator==(const ReturnDecline&) const = default;
};

// What became of goods that came back.
struct Disposition {
  std::string type;  // "restocked", "not_restocked", "processing_required", "missing".
  std::int64_t quantity = 0;
  std::optional<std::int64_t> location_id;
  std::int64_t line_id = 0;  // Of the reverse fulfilment order.

  bool operator==(const Disposition&) const = default;
};

struct ReverseFulfilmentLine {
  std::int64_t id = 0;
  std::optional<std::int64_t> fulfilment_line_id;
  std::optional<std::int64_t> line_item_id;
  std::int64_t total_quantity = 0;
  std::vector<Disposition> dispositions;

  bool operator==(const ReverseFulfilmentLine&) const = default;
};

struct ReverseDeliveryLine {
  std::int64_t id = 0;
  std::int64_t reverse_line_id = 0;
  std::int64_t quantity = 0;

  bool operator==(const ReverseDeliveryLine&) const = default;
};

struct ReverseDelivery {
  std::int64_t id = 0;
  std::optional<std::int64_t> return_id;  // A webhook tells it; a query stands within the return.
  std::optional<TrackingNumber> tracking;
  OptionalText label_url;
  std::vector<ReverseDeliveryLine> lines;  // No webhook tells them.

  bool operator==(const ReverseDelivery&) const = default;
};

struct ReverseFulfilmentOrder {
  std::int64_t id = 0;
  std::optional<std::int64_t> order_id;
  OptionalText status;                    // "open", "closed", "canceled"; no webhook tells it.
  std::vector<Disposition> dispositions;  // All of its lines'; a webhook tells the new ones.
  std::vector<ReverseFulfilmentLine> lines;
  std::vector<ReverseDelivery> deliveries;

  bool operator==(const ReverseFulfilmentOrder&) const = default;
};

// Webhooks tell little of a return that is cancelled, closed or opened again: its id, order and status.
struct Return {
  std::int64_t id = 0;
  std::optional<std::int64_t> order_id;       // Only returns/decline of 2024-01 to 2024-04 does not tell it.
  OptionalText name;                          // "#9999-R1".
  std::string status;                         // "requested", "open", "closed", "declined", "canceled".
  std::optional<base::Timestamp> created_at;  // No webhook tells times.
  std::optional<base::Timestamp> approved_at;
  std::optional<base::Timestamp> closed_at;
  std::optional<ReturnDecline> decline;
  std::vector<ReturnLine> lines;
  std::vector<ExchangeLine> exchange_lines;
  std::vector<ReturnFee> shipping_fees;
  std::vector<ReverseFulfilmentOrder> reverse_fulfilment_orders;  // No webhook of a return tells them.

  bool operator==(const Return&) const = default;
};

struct ReturnLineRemoval {
  std::int64_t line_id = 0;
  std::int64_t quantity = 0;  // Units taken out.

  bool operator==(const ReturnLineRemoval&) const = default;
};

// Lines and fees that were taken out of a return, or changed.
struct ReturnUpdate {
  std::int64_t return_id = 0;
  std::vector<ReturnLineRemoval> removed_lines;
  std::vector<std::int64_t> removed_fee_ids;  // Shipping and restocking fees.
  std::vector<std::int64_t> updated_fee_ids;

  bool operator==(const ReturnUpdate&) const = default;
};

}  // namespace crossdock::canonical
