#include "crossdock/wire/shopify/order_events.h"

#include <vector>

#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::OrderEdit;
using canonical::OrderLineDelta;
using canonical::OrderProtectionChange;
using canonical::RiskAssessmentChange;
using json::Object;

OrderLineDelta read_delta(const Object& from) { return {from.id("id"), from.integer("delta")}; }

// Whether anything stands in the lists "additions" and "removals", of whose elements Shopify publishes no
// example.
bool has_changes(const Object& owner, std::string_view key) {
  const std::optional<Object> lists = owner.optional_object(key);
  if (!lists.has_value()) return false;
  const auto is_filled = [&lists](std::string_view list) {
    return !lists->optional_objects(list, [](const Object&) { return true; }).empty();
  };
  const bool added = is_filled("additions");
  return is_filled("removals") || added;
}

OrderEdit read_edit(const Object& root) {
  const Object from = root.object("order_edit");
  OrderEdit edit;
  edit.id = from.id("id");
  edit.order_id = from.id("order_id");
  edit.app_id = from.optional_id("app_id");
  edit.user_id = from.optional_id("user_id");
  edit.created_at = from.timestamp("created_at");
  edit.committed_at = from.optional_timestamp("committed_at");
  edit.notify_customer = from.boolean("notify_customer");
  edit.staff_note = from.optional_text("staff_note");
  const Object lines = from.object("line_items");
  edit.added_lines = lines.objects("additions", read_delta);
  edit.removed_lines = lines.objects("removals", read_delta);
  if (const auto discounts = from.optional_object("discounts")) {
    edit.discounts_changed = has_changes(*discounts, "line_item");
  }
  edit.shipping_changed = has_changes(from, "shipping_lines");
  return edit;
}

RiskAssessmentChange read_risk_change(const Object& from) {
  RiskAssessmentChange change;
  change.order_id = loose_id(from, "order_id");
  if (!change.order_id.has_value())
    change.order_id = optional_gid(from, "admin_graphql_api_order_id", "Order");
  change.level = lower_case(from.text("risk_level"));
  change.provider_id = loose_id(from, "provider_id");
  change.provider_title = from.optional_text("provider_title");
  change.created_at = from.optional_timestamp("created_at");
  return change;
}

OrderProtectionChange read_protection_change(const Object& from) {
  OrderProtectionChange change;
  change.order_id = from.id("order_id");
  change.status = lower_case(from.text("status"));
  if (const auto eligibility = from.optional_object("eligibility")) {
    change.eligibility = state(*eligibility, "status");
  }
  return change;
}

}  // namespace

absl::StatusOr<OrderEdit> read_order_edit(std::string_view body) {
  return read_whole(body, "orders/edited", read_edit);
}

absl::StatusOr<RiskAssessmentChange> read_risk_assessment_change(std::string_view body) {
  return read_whole(body, "orders/risk_assessment_changed", read_risk_change);
}

absl::StatusOr<OrderProtectionChange> read_order_protection_change(std::string_view body) {
  return read_whole(body, "orders/shopify_protect_eligibility_changed", read_protection_change);
}

}  // namespace crossdock::shopify
