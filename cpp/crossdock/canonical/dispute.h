#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// A buyer's bank asks for an order's money back, or about it. Types, statuses and reasons are in lower case
// and kept as text.
namespace crossdock::canonical {

struct Dispute {
  std::int64_t id = 0;
  std::optional<std::int64_t> order_id;
  std::string type;    // "chargeback" takes the money at once, "inquiry" does not; or newer.
  std::string status;  // "needs_response", "under_review", "accepted", "won", "lost", "charge_refunded", ...
  std::string reason;  // "fraudulent", "product_not_received", "general", or newer.
  OptionalText network_reason_code;  // The card network's: "4837".
  base::Decimal amount;
  std::string currency;  // ISO 4217.
  std::optional<base::Timestamp> initiated_at;
  // Queries before 2026-04 tell days for these three, which are kept as their first moment in UTC.
  std::optional<base::Timestamp> evidence_due_at;
  std::optional<base::Timestamp> evidence_sent_at;
  std::optional<base::Timestamp> finalized_at;

  bool operator==(const Dispute&) const = default;
};

}  // namespace crossdock::canonical
