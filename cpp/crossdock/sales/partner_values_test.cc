#include "crossdock/sales/partner_values.h"

#include <gtest/gtest.h>

namespace crossdock::sales {
namespace {

using canonical::Address;
using canonical::Customer;
using canonical::Order;

Places places() { return {{{"US", 233}, {"FR", 75}}, {{state_key("US", "KY"), 7}}}; }

Address address() {
  Address address;
  address.first_name = " Bob ";
  address.last_name = "Biller";
  address.address1 = "123  Billing\tStreet";
  address.city = "Billtown";
  address.zip = "K2P0B0";
  address.province_code = "KY";
  address.country_code = "US";
  address.phone = "555-555 ";
  address.company = "My Company";
  return address;
}

TEST(OrderPartners, AnAddressIsCleanedAndItsCodesAreOdoosRecords) {
  Order order;
  order.shipping_address = address();
  const OrderPartners partners = order_partners(order, places());
  ASSERT_TRUE(partners.delivery.has_value());
  EXPECT_EQ(partners.delivery->name, "Bob Biller");
  EXPECT_EQ(partners.delivery->street, "123 Billing Street");
  EXPECT_EQ(partners.delivery->phone, "555-555");
  EXPECT_EQ(partners.delivery->country_id, 233);
  EXPECT_EQ(partners.delivery->state_id, 7);
  EXPECT_FALSE(partners.invoice.has_value());
}

TEST(OrderPartners, AStateIsOneOfItsCountryAlone) {
  Order order;
  order.billing_address = address();
  order.billing_address->country_code = "FR";
  const OrderPartners partners = order_partners(order, places());
  ASSERT_TRUE(partners.invoice.has_value());
  EXPECT_EQ(partners.invoice->country_id, 75);
  EXPECT_FALSE(partners.invoice->state_id.has_value());
}

TEST(OrderPartners, ANameAloneMakesNoAddress) {
  Order order;
  order.billing_address.emplace().name = "Bob Biller";
  order.billing_address->city = "  ";
  order.billing_address->country_code = "XX";
  const OrderPartners partners = order_partners(order, places());
  ASSERT_TRUE(partners.invoice.has_value());
  EXPECT_TRUE(partners.invoice->is_nameplate());
  EXPECT_EQ(partners.buyer.name, "Bob Biller") << "it still names a guest";
}

TEST(OrderPartners, ABuyerIsNamedAsCustomerElseByTheFirstAddress) {
  Order order;
  order.shipping_address = address();
  order.shipping_address->name = "Steve Shipper";
  EXPECT_EQ(order_partners(order, places()).buyer.name, "Steve Shipper");
  order.billing_address = address();
  EXPECT_EQ(order_partners(order, places()).buyer.name, "Bob Biller");
  order.customer.emplace().first_name = "John";
  EXPECT_EQ(order_partners(order, places()).buyer.name, "John");
}

TEST(OrderPartners, AnAddressOfACompanyIsNamedAfterIt) {
  Order order;
  order.billing_address = address();
  order.billing_address->first_name.reset();
  order.billing_address->last_name.reset();
  EXPECT_EQ(order_partners(order, places()).buyer.name, "My Company");
}

TEST(OrderPartners, WhatTheCustomerTellsComesBeforeTheOrderAndItsAddress) {
  Order order;
  order.customer.emplace().default_address = address();
  EXPECT_EQ(order_partners(order, places()).buyer.phone, "555-555");
  EXPECT_EQ(order_partners(order, places()).buyer.email, "");
  order.phone = "2";
  order.email = "order@example.com";
  EXPECT_EQ(order_partners(order, places()).buyer.phone, "2");
  EXPECT_EQ(order_partners(order, places()).buyer.email, "order@example.com");
  order.customer->phone = "3";
  order.customer->email = "customer@example.com";
  EXPECT_EQ(order_partners(order, places()).buyer.phone, "3");
  EXPECT_EQ(order_partners(order, places()).buyer.email, "customer@example.com");
}

TEST(OrderPartners, WithoutAnyAddressABuyerHasNone) {
  const OrderPartners partners = order_partners(Order(), places());
  EXPECT_FALSE(partners.home().has_value());
  EXPECT_EQ(partners.buyer.name, "");
}

}  // namespace
}  // namespace crossdock::sales
