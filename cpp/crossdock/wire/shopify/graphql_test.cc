#include "crossdock/wire/shopify/graphql.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"

namespace crossdock::shopify {
namespace {

TEST(ReadResponse, ToleratesWhatTheContractLeavesOpen) {
  const auto without_status =
      read_response(R"({"data": {}, "extensions": {"cost": {"requestedQueryCost": 3}}})");
  ASSERT_TRUE(without_status.ok());
  EXPECT_EQ(without_status->cost->requested, 3);
  EXPECT_FALSE(without_status->cost->maximum.has_value());
  EXPECT_FALSE(read_response(R"({"data": {}})")->cost.has_value());
  EXPECT_EQ(read_response(R"({"errors": "Not Found"})")->errors.at(0).message, "Not Found");
  EXPECT_EQ(read_response(R"({"errors": {"query": ["bad"]}})")->errors.at(0).message, "query: [\"bad\"]");
}

TEST(ReadResponse, GivesDataAsItCame) {
  EXPECT_EQ(read_response(R"( {"data": {"a" : 1.10}} )")->data, R"({"a" : 1.10})");
  EXPECT_FALSE(read_response(R"({"data": null, "errors": []})")->data.has_value());
}

TEST(ReadResponse, RefusesWhatIsNoAnswer) {
  for (const char* body :
       {"", "{}", "[]", R"({"data": 1})", R"({"errors": 1})", R"({"errors": [{}]})", "<html>",
        R"({"data": {}, "extensions": {"cost": {"requestedQueryCost": "3"}}})"}) {
    EXPECT_TRUE(base::decode_error_of(read_response(body).status()).has_value()) << body;
  }
}

TEST(ReadUserErrors, AMissingPayloadIsNoSuccess) {
  EXPECT_TRUE(read_user_errors(R"({"m": {"userErrors": []}})", "m")->empty());
  for (const char* data : {"{}", R"({"m": null})", R"({"m": {}})", R"({"m": {"userErrors": null}})"}) {
    EXPECT_FALSE(read_user_errors(data, "m").ok()) << data;
  }
  const auto errors = read_user_errors(R"({"m": {"userErrors": [{"field": ["a"], "message": "x"}]}})", "m");
  EXPECT_EQ(errors->at(0), (UserError{{"a"}, std::nullopt, "x"}));
}

TEST(ReadOrdersPage, APageThatPromisesMoreNamesItsEnd) {
  const auto page = read_orders_page(R"({"orders": {"nodes": [{"id": "gid://shopify/Order/1", "x": 1.0,
      "updatedAt": "2026-05-01T08:00:00Z"}], "pageInfo": {"hasNextPage": true, "endCursor": "c"}}})");
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->orders.at(0).id, 1);
  EXPECT_TRUE(page->orders.at(0).node.starts_with(R"({"id": "gid://shopify/Order/1", "x": 1.0)"));
  EXPECT_FALSE(
      read_orders_page(R"({"orders": {"nodes": [], "pageInfo": {"hasNextPage": true, "endCursor": null}}})")
          .ok());
}

TEST(ReadNodes, GivesTheBytesOfEachInTheOrderOfTheIds) {
  const auto nodes = read_nodes(R"({"nodes": [{"rate": 0.10}, null, {}]})");
  ASSERT_TRUE(nodes.ok()) << nodes.status();
  EXPECT_EQ(*nodes, (std::vector<std::optional<std::string>>{R"({"rate": 0.10})", std::nullopt, "{}"}));
  for (const char* data : {"{}", R"({"nodes": null})", R"({"nodes": [1]})"})
    EXPECT_FALSE(read_nodes(data).ok()) << data;
}

TEST(WriteRequest, TheVariablesMustBeAnObject) {
  EXPECT_EQ(write_request("q", R"( {"n":1.10} )").value(), R"({"query":"q","variables":{"n":1.10}})");
  for (const char* variables : {"", "[]", "1", "{", R"({"a":1} {"b":2})"}) {
    EXPECT_FALSE(write_request("q", variables).ok()) << variables;
  }
}

TEST(ReadBulkFinish, StatusIsInLowerCase) {
  EXPECT_EQ(read_bulk_finish(R"({"admin_graphql_api_id": "gid://shopify/BulkOperation/1", "status": "FAILED",
                             "error_code": "TIMEOUT"})")
                .value(),
            (BulkFinish{"gid://shopify/BulkOperation/1", "failed", "TIMEOUT"}));
}

}  // namespace
}  // namespace crossdock::shopify
