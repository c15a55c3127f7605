#include "crossdock/wire/shopify/identify.h"

#include <array>
#include <utility>

#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/gid.h"

namespace crossdock::shopify {
namespace {

using json::Object;

// How a family of topics names its object.
enum class Naming {
  kOwnId,       // The payload is the object: `id`.
  kOwnGid,      // The payload is the object: `admin_graphql_api_id`.
  kOrderId,     // The payload is a part of an order: `order_id`.
  kOrderEdit,   // `order_edit.order_id`.
  kOrderRisk,   // `order_id`, or the order's global id in `admin_graphql_api_order_id`.
  kLevel,       // `inventory_item_id` and `location_id`.
  kBulk,        // The global id in `admin_graphql_api_id`.
  kShop,        // The store itself.
  kPrivacy,     // `customer.id`; may be missing, the request is the store's then.
  kCustomer,    // The customer's number in `customer_id`, or the global id there or in `customerId`.
  kMerge,       // The customer that is kept: `admin_graphql_api_customer_kept_id`.
  kRole,        // The contact whose role it is: `company_contact.admin_graphql_api_id`.
  kFulfilment,  // The fulfilment order that changed, in one of several objects.
  kReturn,      // A part of a return: `return.id`.
  kPublished,   // What is shown on a publication: `product_id` or `collection_id`.
};

struct TopicRule {
  std::string_view topic;  // A whole topic, or a resource with its slash for all of its topics.
  Naming naming;
  std::string_view kind;           // First part of the key.
  std::string_view gid_kind = {};  // Of kOwnGid: the kind in the global id.
};

// The first rule that fits counts.
constexpr std::array<TopicRule, 42> kRules = {{
    {"orders/edited", Naming::kOrderEdit, "order"},
    {"orders/risk_assessment_changed", Naming::kOrderRisk, "order"},
    {"orders/shopify_protect_eligibility_changed", Naming::kOrderId, "order"},
    {"orders/", Naming::kOwnId, "order"},
    {"refunds/", Naming::kOrderId, "order"},
    {"order_transactions/", Naming::kOrderId, "order"},
    {"tender_transactions/", Naming::kOrderId, "order"},
    {"fulfillments/", Naming::kOrderId, "order"},
    {"fulfillment_events/", Naming::kOrderId, "order"},
    {"fulfillment_orders/", Naming::kFulfilment, "fulfilment_order"},
    {"fulfillment_holds/", Naming::kFulfilment, "fulfilment_order"},
    {"returns/", Naming::kOwnGid, "return", "Return"},
    {"reverse_deliveries/", Naming::kReturn, "return"},
    {"reverse_fulfillment_orders/", Naming::kOwnId, "reverse_fulfilment_order"},
    {"inventory_levels/", Naming::kLevel, "level"},
    {"inventory_items/", Naming::kOwnId, "inventory_item"},
    {"bulk_operations/", Naming::kBulk, "bulk"},
    {"products/", Naming::kOwnId, "product"},
    {"variants/", Naming::kOwnId, "variant"},
    {"product_publications/", Naming::kPublished, "product"},
    {"collections/", Naming::kOwnId, "collection"},
    {"collection_publications/", Naming::kPublished, "collection"},
    {"locations/", Naming::kOwnId, "location"},
    {"markets/", Naming::kOwnId, "market"},
    {"customers/data_request", Naming::kPrivacy, "customer"},
    {"customers/redact", Naming::kPrivacy, "customer"},
    {"customers/merge", Naming::kMerge, "customer"},
    {"customers/purchasing_summary", Naming::kCustomer, "customer"},
    {"customer.tags_added", Naming::kCustomer, "customer"},
    {"customer.tags_removed", Naming::kCustomer, "customer"},
    {"customers_email_marketing_consent/", Naming::kCustomer, "customer"},
    {"customers_whats_app_marketing_consent/", Naming::kCustomer, "customer"},
    {"customers_marketing_consent/", Naming::kOwnId, "customer"},
    {"companies/", Naming::kOwnGid, "company", "Company"},
    {"company_contacts/", Naming::kOwnGid, "company_contact", "CompanyContact"},
    {"company_contact_roles/", Naming::kRole, "company_contact"},
    {"company_locations/", Naming::kOwnGid, "company_location", "CompanyLocation"},
    {"customers/", Naming::kOwnId, "customer"},
    {"draft_orders/", Naming::kOwnId, "draft_order"},
    {"disputes/", Naming::kOrderId, "order"},
    {"shop/", Naming::kShop, "shop"},
    {"app/", Naming::kShop, "shop"},
}};

const TopicRule* rule_of(std::string_view topic) {
  for (const TopicRule& rule : kRules) {
    if (rule.topic.ends_with('/') ? topic.starts_with(rule.topic) : topic == rule.topic) return &rule;
  }
  return nullptr;
}

std::string numbered(std::string_view kind, std::int64_t id) {
  return std::string(kind) + ":" + std::to_string(id);
}

std::string order_key_of_risk(const Object& body) {
  if (body.has_content("order_id")) return numbered("order", body.id("order_id"));
  return numbered("order", gid_number(body, "admin_graphql_api_order_id", "Order"));
}

std::string bulk_key(const Object& body) {
  gid_number(body, "admin_graphql_api_id", "BulkOperation");
  return "bulk:" + body.text("admin_graphql_api_id");
}

std::string privacy_key(const Object& body) {
  if (!body.has_content("customer")) return "shop";
  const Object customer = body.object("customer");
  return customer.has_content("id") ? numbered("customer", customer.id("id")) : std::string("shop");
}

std::string customer_key(const Object& body) {
  if (body.has_content("customerId")) return numbered("customer", gid_number(body, "customerId", "Customer"));
  return numbered("customer", body.id("customer_id"));
}

// Moves and requests call the fulfilment order that changed the original one, merges put it into an object.
std::string fulfilment_key(const Object& body) {
  if (body.has_content("fulfillment_order_merges"))
    return fulfilment_key(body.object("fulfillment_order_merges"));
  const bool original = body.has_content("original_fulfillment_order");
  const Object order = body.object(original ? "original_fulfillment_order" : "fulfillment_order");
  return numbered("fulfilment_order", gid_number(order, "id", "FulfillmentOrder"));
}

// A topic no rule knows: the payload's own id, as a number or as a global id.
std::string other_key(const std::string& topic, const Object& body) {
  const std::string resource = topic.substr(0, topic.find('/'));
  for (const std::string_view key : {"id", "admin_graphql_api_id"}) {
    const json::Value value = body.find(key);
    if (value.is(json::Type::kNumber)) return numbered(resource, body.id(key));
    if (!value.is(json::Type::kString)) continue;
    if (const std::optional<Gid> gid = parse_gid(value.text()); gid.has_value())
      return numbered(resource, gid->id);
  }
  body.decoding().fail_at(body.value(), "id", "the id of an object", "none");
  return {};
}

std::string object_key(const std::string& topic, const Object& body) {
  const TopicRule* const rule = rule_of(topic);
  if (rule == nullptr) return other_key(topic, body);
  switch (rule->naming) {
    case Naming::kOwnId:
      return numbered(rule->kind, body.id("id"));
    case Naming::kOwnGid:
      return numbered(rule->kind, gid_number(body, "admin_graphql_api_id", rule->gid_kind));
    case Naming::kOrderId:
      return numbered(rule->kind, body.id("order_id"));
    case Naming::kOrderEdit:
      return numbered(rule->kind, body.object("order_edit").id("order_id"));
    case Naming::kOrderRisk:
      return order_key_of_risk(body);
    case Naming::kLevel:
      return numbered("level", body.id("inventory_item_id")) + ":" + std::to_string(body.id("location_id"));
    case Naming::kBulk:
      return bulk_key(body);
    case Naming::kShop:
      return "shop";
    case Naming::kPrivacy:
      return privacy_key(body);
    case Naming::kCustomer:
      return customer_key(body);
    case Naming::kMerge:
      return numbered(rule->kind, gid_number(body, "admin_graphql_api_customer_kept_id", "Customer"));
    case Naming::kRole:
      return numbered(rule->kind,
                      gid_number(body.object("company_contact"), "admin_graphql_api_id", "CompanyContact"));
    case Naming::kFulfilment:
      return fulfilment_key(body);
    case Naming::kReturn:
      return numbered(rule->kind, body.object("return").id("id"));
    case Naming::kPublished:
      return numbered(rule->kind, body.id(std::string(rule->kind) + "_id"));
  }
  return {};
}

// Only a payload that is the object itself tells the object's version: the `updated_at` of a refund is not
// its order's.
bool tells_version(const std::string& topic) {
  const TopicRule* const rule = rule_of(topic);
  return rule == nullptr || rule->naming == Naming::kOwnId || rule->naming == Naming::kOwnGid ||
         rule->naming == Naming::kLevel || rule->naming == Naming::kShop;
}

}  // namespace

absl::StatusOr<Identity> identify(const std::string& topic, std::string_view body) {
  const json::Source source{kSystem, topic};
  json::Document document;
  if (const absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  const Object root = decoding.root();

  Identity identity;
  identity.object_key = object_key(topic, root);
  if (tells_version(topic)) identity.version = root.optional_timestamp("updated_at");
  return decoding.finish(std::move(identity));
}

}  // namespace crossdock::shopify
