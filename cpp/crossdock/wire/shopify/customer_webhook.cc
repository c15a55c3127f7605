#include <utility>

#include "crossdock/wire/shopify/address.h"
#include "crossdock/wire/shopify/customer.h"
#include "crossdock/wire/shopify/customer_parts.h"
#include "crossdock/wire/shopify/order_parts.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::ConsentUpdate;
using canonical::Customer;
using canonical::CustomerAddress;
using canonical::CustomerMerge;
using canonical::MarketingConsent;
using canonical::MergeError;
using canonical::PrivacyRequest;
using canonical::TagsChange;
using json::Object;

// Consent to WhatsApp has other names than consent to e-mail and SMS.
MarketingConsent read_whatsapp_consent(const Object& from) {
  MarketingConsent consent;
  consent.state = state(from, "state");
  consent.opt_in_level = state(from, "opt_in_level");
  consent.updated_at = from.optional_timestamp("updated_at");
  consent.collected_from = state(from, "collected_from");
  return consent;
}

CustomerAddress read_customer_address(const Object& from) {
  CustomerAddress address;
  address.id = from.id("id");
  address.is_default = from.optional_boolean("default").value_or(false);
  address.address = read_address(from);
  return address;
}

Customer read_payload(const Object& from) {
  Customer customer;
  customer.id = from.id("id");
  from.copy_optional_text("email", customer.email);
  from.copy_optional_text("first_name", customer.first_name);
  from.copy_optional_text("last_name", customer.last_name);
  from.copy_optional_text("phone", customer.phone);
  customer.tags_told = from.has_content("tags");
  customer.tags = split_tags(from.text_or_empty("tags"));
  customer.tax_exempt = from.boolean("tax_exempt");
  customer.tax_exemptions = states(from, "tax_exemptions");
  customer.state = state(from, "state");
  from.copy_optional_text("note", customer.note);
  from.copy_optional_text("currency", customer.currency);
  customer.verified_email = from.optional_boolean("verified_email");
  customer.email_consent = optional_part(from, "email_marketing_consent", read_consent_payload);
  customer.sms_consent = optional_part(from, "sms_marketing_consent", read_consent_payload);
  customer.created_at = from.timestamp("created_at");
  customer.updated_at = from.timestamp("updated_at");
  customer.default_address = optional_part(from, "default_address", read_address);
  customer.default_address_id = optional_numeric_reference(from, "default_address");
  customer.addresses = from.optional_objects("addresses", read_customer_address);
  return customer;
}

MergeError read_merge_error(const Object& from) {
  MergeError error;
  error.customer_ids = optional_ids(from, "customer_ids");
  from.copy_optional_text("field", error.field);
  from.copy_text_or_empty("message", error.message);
  return error;
}

void read_person(const Object& from, PrivacyRequest& request) {
  request.customer_id = from.optional_id("id");
  from.copy_optional_text("email", request.email);
  from.copy_optional_text("phone", request.phone);
}

}  // namespace

MarketingConsent read_consent_payload(const Object& from) {
  MarketingConsent consent;
  consent.state = state(from, "state");
  consent.opt_in_level = state(from, "opt_in_level");
  consent.updated_at = from.optional_timestamp("consent_updated_at");
  consent.collected_from = state(from, "consent_collected_from");
  return consent;
}

absl::StatusOr<Customer> read_customer(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<CustomerMerge> read_customer_merge(std::string_view body) {
  return read_whole(body, "customers/merge", [](const Object& from) {
    CustomerMerge merge;
    merge.kept_id = gid_number(from, "admin_graphql_api_customer_kept_id", "Customer");
    merge.deleted_id = gid_number(from, "admin_graphql_api_customer_deleted_id", "Customer");
    from.copy_optional_text("admin_graphql_api_job_id", merge.job_gid);
    merge.status = lower_case(from.text("status"));
    merge.errors = from.optional_objects("errors", read_merge_error);
    return merge;
  });
}

absl::StatusOr<ConsentUpdate> read_consent_update(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, [&topic](const Object& from) {
    ConsentUpdate update;
    if (topic.starts_with("customers_email")) {
      update.channel = "email";
      update.customer_id = from.id("customer_id");
      from.copy_optional_text("email_address", update.recipient);
      update.consent = read_consent_payload(from.object("email_marketing_consent"));
    } else if (topic.starts_with("customers_whats_app")) {
      update.channel = "whatsapp";
      update.customer_id = from.id("customer_id");
      from.copy_optional_text("phone_number", update.recipient);
      update.consent = read_whatsapp_consent(from.object("whats_app_marketing_consent"));
    } else {
      update.channel = "sms";
      update.customer_id = from.id("id");
      from.copy_optional_text("phone", update.recipient);
      update.consent = read_consent_payload(from.object("sms_marketing_consent"));
    }
    return update;
  });
}

absl::StatusOr<TagsChange> read_tags_change(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, [&topic](const Object& from) {
    TagsChange change;
    change.customer_id = gid_number(from, "customerId", "Customer");
    change.added = topic == "customer.tags_added";
    change.tags = normal_tags(from.texts("tags"));
    change.occurred_at = from.timestamp("occurredAt");
    return change;
  });
}

absl::StatusOr<PrivacyRequest> read_privacy_request(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, [&topic](const Object& from) {
    PrivacyRequest request;
    request.shop_id = from.id("shop_id");
    from.copy_text("shop_domain", request.shop_domain);
    if (topic == "shop/redact") {
      request.kind = "shop_redact";
      return request;
    }
    const bool redact = topic == "customers/redact";
    request.kind = redact ? "customer_redact" : "data_request";
    // A request about someone who only left an address names no customer's id.
    read_person(from.object("customer"), request);
    request.order_ids = optional_ids(from, redact ? "orders_to_redact" : "orders_requested");
    request.data_request_id = optional_numeric_reference(from, "data_request");
    return request;
  });
}

}  // namespace crossdock::shopify
