#include "crossdock/wire/shopify/dispute.h"

#include <utility>

#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Dispute;
using json::Object;

Dispute read_payload(const Object& from) {
  Dispute dispute;
  dispute.id = from.id("id");
  dispute.order_id = from.optional_id("order_id");
  dispute.type = lower_case(from.text("type"));
  dispute.status = lower_case(from.text("status"));
  dispute.reason = lower_case(from.text("reason"));
  dispute.network_reason_code = from.optional_text("network_reason_code");
  dispute.amount = from.decimal("amount");
  dispute.currency = from.text("currency");
  dispute.initiated_at = moment_or_day(from, "initiated_at");
  dispute.evidence_due_at = moment_or_day(from, "evidence_due_by");
  dispute.evidence_sent_at = moment_or_day(from, "evidence_sent_on");
  dispute.finalized_at = moment_or_day(from, "finalized_on");
  return dispute;
}

Dispute read_node(const Object& from) {
  Dispute dispute;
  dispute.id = gid_number(from, "id", "ShopifyPaymentsDispute");
  dispute.order_id = optional_reference(from, "order", "Order");
  dispute.type = lower_case(from.text("type"));
  dispute.status = lower_case(from.text("status"));
  const Object details = from.object("reasonDetails");
  dispute.reason = lower_case(details.text("reason"));
  dispute.network_reason_code = details.optional_text("networkReasonCode");
  const Object amount = from.object("amount");
  dispute.amount = amount.decimal("amount");
  dispute.currency = amount.text("currencyCode");
  dispute.initiated_at = moment_or_day(from, "initiatedAt");
  dispute.evidence_due_at = moment_or_day(from, "evidenceDueBy");
  dispute.evidence_sent_at = moment_or_day(from, "evidenceSentOn");
  dispute.finalized_at = moment_or_day(from, "finalizedOn");
  return dispute;
}

}  // namespace

absl::StatusOr<Dispute> read_dispute(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<Dispute> read_dispute_node(std::string_view body) {
  return read_whole(body, "ShopifyPaymentsDispute node", read_node);
}

absl::StatusOr<BulkObjects<Dispute>> read_disputes_bulk(json::LineReader::Read read,
                                                        const KeepGoing& keep_going) {
  return read_bulk<Dispute>(std::move(read), {}, read_dispute_node, keep_going);
}

}  // namespace crossdock::shopify
