#include "crossdock/wire/shopify/identify.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"

namespace crossdock::shopify {
namespace {

std::string key(const std::string& topic, std::string_view body) {
  const auto identity = identify(topic, body);
  return identity.ok() ? identity->object_key : "refused";
}

TEST(Identify, EventsAboutPartsOfAnOrderNameTheOrder) {
  EXPECT_EQ(key("orders/create", R"({"id": 9007199254740993})"), "order:9007199254740993");
  EXPECT_EQ(key("orders/edited", R"({"order_edit": {"id": 1, "order_id": 2}})"), "order:2");
  EXPECT_EQ(key("refunds/create", R"({"id": 1, "order_id": 2})"), "order:2");
  EXPECT_EQ(key("orders/risk_assessment_changed", R"({"order_id": null,
            "admin_graphql_api_order_id": "gid://shopify/Order/3"})"),
            "order:3");
}

TEST(Identify, OtherObjectsHaveTheirOwnKeys) {
  EXPECT_EQ(key("inventory_levels/update", R"({"inventory_item_id": 4, "location_id": 5})"), "level:4:5");
  EXPECT_EQ(key("bulk_operations/finish", R"({"admin_graphql_api_id": "gid://shopify/BulkOperation/6"})"),
            "bulk:gid://shopify/BulkOperation/6");
  EXPECT_EQ(key("app/uninstalled", "{}"), "shop");
  EXPECT_EQ(key("customers/redact", R"({"customer": {"id": 7}})"), "customer:7");
  EXPECT_EQ(key("customers/redact", R"({"customer": {"email": "a@b.c"}})"), "shop");
  EXPECT_EQ(key("themes/publish", R"({"id": 8})"), "themes:8");
  EXPECT_EQ(key("metaobjects/update", R"({"id": "gid://shopify/Metaobject/9"})"), "metaobjects:9");
}

TEST(Identify, NewsOfACustomerNameTheCustomerWhateverTheyCallTheId) {
  EXPECT_EQ(key("customer.tags_added", R"({"customerId": "gid://shopify/Customer/1"})"), "customer:1");
  EXPECT_EQ(key("customers_email_marketing_consent/update", R"({"customer_id": 1})"), "customer:1");
  EXPECT_EQ(key("customers_marketing_consent/update", R"({"id": 1})"), "customer:1");
  EXPECT_EQ(key("customers/merge", R"({"admin_graphql_api_customer_kept_id": "gid://shopify/Customer/1",
            "admin_graphql_api_customer_deleted_id": "gid://shopify/Customer/2"})"),
            "customer:1");
}

TEST(Identify, CompaniesAndTheirPartsAreObjectsOfTheirOwn) {
  EXPECT_EQ(key("companies/update", R"({"admin_graphql_api_id": "gid://shopify/Company/1"})"), "company:1");
  EXPECT_EQ(key("company_contacts/update", R"({"admin_graphql_api_id": "gid://shopify/CompanyContact/2"})"),
            "company_contact:2");
  EXPECT_EQ(key("company_contact_roles/assign",
                R"({"company_contact": {"admin_graphql_api_id": "gid://shopify/CompanyContact/2"}})"),
            "company_contact:2");
  EXPECT_EQ(key("company_locations/delete", R"({"admin_graphql_api_id": "gid://shopify/Company/3"})"),
            "refused");
  const std::string body = R"({"admin_graphql_api_id": "gid://shopify/Company/1",
                               "updated_at": "2026-05-01T10:00:00Z"})";
  EXPECT_TRUE(identify("companies/update", body)->version.has_value());
}

TEST(Identify, EventsOfAFulfilmentOrderNameTheOneThatChanged) {
  EXPECT_EQ(key("fulfillment_orders/hold_released",
                R"({"fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/1"}})"),
            "fulfilment_order:1");
  EXPECT_EQ(key("fulfillment_orders/moved",
                R"({"original_fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/1"},
                    "moved_fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/2"}})"),
            "fulfilment_order:1");
  EXPECT_EQ(key("fulfillment_orders/merged", R"({"fulfillment_order_merges":
                {"fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/1"}}})"),
            "fulfilment_order:1");
  EXPECT_EQ(key("fulfillment_events/create", R"({"id": 1, "order_id": 2})"), "order:2");
}

TEST(Identify, NewsOfAPublicationNameWhatIsPublished) {
  const std::string body = R"({"id": null, "product_id": 1, "collection_id": 2, "publication_id": 3,
                               "updated_at": "2026-05-01T10:00:00Z"})";
  EXPECT_EQ(key("product_publications/create", body), "product:1");
  EXPECT_EQ(key("collection_publications/update", body), "collection:2");
  EXPECT_EQ(key("product_publications/delete", R"({"id": null})"), "refused");
  // The moment is that of the publication, not of the product.
  EXPECT_FALSE(identify("product_publications/create", body)->version.has_value());
}

TEST(Identify, EventsOfAReturnAndItsParcelsNameTheReturn) {
  EXPECT_EQ(key("returns/cancel", R"({"admin_graphql_api_id": "gid://shopify/Return/1", "order_id": 2})"),
            "return:1");
  EXPECT_EQ(key("reverse_deliveries/attach_deliverable", R"({"id": 3, "return": {"id": 1}})"), "return:1");
  EXPECT_EQ(key("reverse_fulfillment_orders/dispose", R"({"id": 4})"), "reverse_fulfilment_order:4");
}

TEST(Identify, OnlyThePayloadThatIsTheObjectTellsItsVersion) {
  const std::string body = R"({"id": 1, "order_id": 2, "updated_at": "2026-05-01T10:00:00+02:00"})";
  EXPECT_EQ(identify("orders/updated", body)->version, base::Timestamp::parse("2026-05-01T08:00:00Z"));
  EXPECT_FALSE(identify("fulfillments/update", body)->version.has_value());
}

TEST(Identify, AnEventThatNamesNoObjectIsRefused) {
  for (const auto& [topic, body] : std::initializer_list<std::pair<const char*, const char*>>{
           {"orders/create", "{}"},
           {"orders/create", R"({"id": "1"})"},
           {"orders/create", R"({"id": -1})"},
           {"orders/create", R"([{"id": 1}])"},
           {"orders/create", R"({"id": 1, "skipped": {"a": 1, "a": 1}})"},
           {"orders/risk_assessment_changed", R"({"order_id": null, "admin_graphql_api_order_id": null})"},
           {"inventory_levels/update", R"({"inventory_item_id": 4})"},
           {"bulk_operations/finish", R"({"admin_graphql_api_id": "gid://shopify/Order/6"})"},
           {"fulfillment_orders/split", "{}"},
           {"returns/process", "{}"},
           {"unheard_of", "{}"}}) {
    const auto identity = identify(topic, body);
    ASSERT_FALSE(identity.ok()) << topic << body;
    EXPECT_EQ(base::decode_error_of(identity.status())->topic, topic);
  }
}

}  // namespace
}  // namespace crossdock::shopify
