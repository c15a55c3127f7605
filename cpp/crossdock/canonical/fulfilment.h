#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// Goods on their way to a buyer. A fulfilment order says what one location is to send; a fulfilment says what
// was sent, in which parcels.
//
// Statuses, reasons and methods are in lower case and kept as text.
namespace crossdock::canonical {

struct TrackingNumber {
  OptionalText company;
  OptionalText number;
  OptionalText url;

  bool operator==(const TrackingNumber&) const = default;
};

struct FulfilmentLine {
  std::optional<std::int64_t> id;  // Of the fulfilment's line; no webhook tells it.
  std::int64_t line_item_id = 0;   // The order's line.
  std::int64_t quantity = 0;       // Units sent.

  bool operator==(const FulfilmentLine&) const = default;
};

// What a carrier told on the way.
struct FulfilmentEvent {
  std::int64_t id = 0;
  std::int64_t fulfilment_id = 0;
  std::int64_t order_id = 0;
  std::string status;  // "in_transit", "out_for_delivery", "delivered", or newer.
  base::Timestamp happened_at;
  std::optional<base::Timestamp> estimated_delivery_at;
  OptionalText message;
  OptionalText city;
  OptionalText province;
  OptionalText country;
  OptionalText zip;

  bool operator==(const FulfilmentEvent&) const = default;
};

struct Fulfilment {
  std::int64_t id = 0;
  std::int64_t order_id = 0;
  std::string name;              // "#9999.1".
  std::string status;            // "success", "pending", "open", "cancelled", "error", "failure".
  OptionalText shipment_status;  // "in_transit", "delivered", ...; none where nothing was sent or told.
  OptionalText service;          // Handle of the fulfilment service: "manual".
  std::optional<std::int64_t> location_id;
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::vector<TrackingNumber> tracking;
  std::vector<FulfilmentLine> lines;
  std::vector<FulfilmentEvent> events;  // No webhook of a fulfilment tells them.

  bool operator==(const Fulfilment&) const = default;
};

// Why goods must not be sent for now.
struct FulfilmentHold {
  std::optional<std::int64_t> id;  // None before 2024-10.
  std::string reason;              // "awaiting_payment", "high_risk_of_fraud", "other", or newer.
  OptionalText reason_notes;
  OptionalText handle;  // The name its app gave it.
  std::optional<std::int64_t> held_by_app_id;
  std::optional<bool> held_by_requesting_app;  // Whether the connection itself placed it.

  bool operator==(const FulfilmentHold&) const = default;
};

struct DeliveryMethod {
  std::string type;  // "shipping", "pick_up", "pickup_point", "local", "retail", "none", or newer.
  OptionalText presented_name;
  OptionalText service_code;
  std::optional<base::Timestamp> earliest_at;  // When the buyer was promised it.
  std::optional<base::Timestamp> latest_at;

  bool operator==(const DeliveryMethod&) const = default;
};

struct FulfilmentOrderLine {
  std::int64_t id = 0;
  std::int64_t line_item_id = 0;  // The order's line.
  std::optional<std::int64_t> variant_id;
  std::optional<std::int64_t> inventory_item_id;
  OptionalText sku;
  std::int64_t total_quantity = 0;      // Units this location was to send.
  std::int64_t remaining_quantity = 0;  // Units it is still to send.
  bool requires_shipping = false;

  bool operator==(const FulfilmentOrderLine&) const = default;
};

// Webhooks tell an id and a status, and of the rest only what changed; a query tells all.
struct FulfilmentOrder {
  std::int64_t id = 0;
  std::optional<std::int64_t> order_id;
  OptionalText status;          // "open", "in_progress", "on_hold", "scheduled", "closed", "cancelled", ...
  OptionalText request_status;  // What was asked of the fulfilment service, and its answer: "accepted".
  std::optional<std::int64_t> assigned_location_id;
  OptionalText assigned_location_name;
  std::optional<base::Timestamp> fulfil_at;  // Not before.
  std::optional<base::Timestamp> fulfil_by;  // The latest.
  std::optional<base::Timestamp> created_at;
  std::optional<base::Timestamp> updated_at;
  std::optional<DeliveryMethod> delivery_method;
  std::optional<Address> destination;
  OptionalText destination_email;
  std::vector<FulfilmentHold> holds;
  std::vector<FulfilmentOrderLine> lines;
  std::vector<Fulfilment> fulfilments;

  bool operator==(const FulfilmentOrder&) const = default;
};

// So many units of a line of a fulfilment order.
struct FulfilmentOrderQuantity {
  std::int64_t fulfilment_order_id = 0;  // 0 where the event speaks of one fulfilment order alone.
  std::int64_t line_id = 0;
  std::int64_t quantity = 0;

  bool operator==(const FulfilmentOrderQuantity&) const = default;
};

// An event about a fulfilment order. Which of the other orders are there depends on its kind.
struct FulfilmentOrderChange {
  std::string kind;                  // The topic behind its slash: "moved", "placed_on_hold", "split", ...
  FulfilmentOrder fulfilment_order;  // The one that changed; of a move the one that goods were taken from.
  std::optional<FulfilmentOrder> remaining;    // Of a hold or a split: what stayed behind.
  std::optional<FulfilmentOrder> replacement;  // Of a cancellation or a split: what takes its place.
  std::optional<FulfilmentOrder> moved;        // Of a move: what the goods are now in.
  std::optional<FulfilmentOrder> submitted;    // Of a request: what was sent to the service.
  std::optional<FulfilmentHold> hold;          // The hold that was placed or released.
  std::vector<FulfilmentOrderQuantity> lines;  // What was held, split off, moved or merged.
  OptionalText message;                        // Of the merchant or of the fulfilment service.
  OptionalText initial_status;                 // Of a progress report: the status before it.
  std::optional<std::int64_t> source_location_id;
  std::optional<std::int64_t> destination_location_id;

  bool operator==(const FulfilmentOrderChange&) const = default;
};

}  // namespace crossdock::canonical
