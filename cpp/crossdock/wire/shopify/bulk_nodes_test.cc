#include "crossdock/wire/shopify/bulk_nodes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"

namespace crossdock::shopify {
namespace {

constexpr std::array<ChildField, 4> kFields = {{
    {"Order", "LineItem", "lineItems"},
    {"Order", "ManualDiscountApplication", "discounts"},
    {"Order", "ScriptDiscountApplication", "discounts"},
    {"LineItem", "Duty", "duties"},
}};

struct Given {
  std::vector<std::string> nodes;
  BulkReport report;
};

absl::StatusOr<Given> assemble(std::string_view text, std::span<const ChildField> fields = kFields) {
  Given given;
  auto report = read_bulk_nodes(
      [&text](char* buffer, std::size_t size) {
        // Small pieces, so that lines are put together from several.
        const std::size_t count = text.copy(buffer, std::min<std::size_t>(size, 11));
        text.remove_prefix(count);
        return count;
      },
      fields,
      [&given](std::size_t, std::string_view node) {
        given.nodes.emplace_back(node);
        return absl::OkStatus();
      },
      [] { return true; });
  if (!report.ok()) return report.status();
  given.report = *std::move(report);
  return given;
}

std::string gid(const std::string& kind, int id) {
  return R"("gid://shopify/)" + kind + "/" + std::to_string(id) + '"';
}

std::string order(int id) { return R"({"id":)" + gid("Order", id) + "}\n"; }

std::string line_item(int id, int order) {
  return R"({"id":)" + gid("LineItem", id) + R"(,"__parentId":)" + gid("Order", order) + "}\n";
}

std::string duty(int id, int item) {
  return R"({"id":)" + gid("Duty", id) + R"(,"__parentId":)" + gid("LineItem", item) + "}\n";
}

std::string without_newline(std::string text) {
  text.pop_back();
  return text;
}

// Order 1 as assembled, with what stands in its two connections.
std::string assembled_order(const std::string& lines, const std::string& discounts = "") {
  return R"({"id":)" + gid("Order", 1) + R"(,"lineItems":{"nodes":[)" + lines +
         R"(]},"discounts":{"nodes":[)" + discounts + "]}}";
}

std::string assembled_item(int id, const std::string& duties = "") {
  return R"({"id":)" + gid("LineItem", id) + R"(,"__parentId":)" + gid("Order", 1) +
         R"(,"duties":{"nodes":[)" + duties + "]}}";
}

TEST(BulkNodes, ChildrenAreFoundInAnyOrderOfTheLines) {
  std::vector<std::string> lines = {order(1), line_item(2, 1), duty(3, 2), order(4)};
  std::sort(lines.begin(), lines.end());
  do {
    const auto given = assemble(lines[0] + lines[1] + lines[2] + lines[3]);
    ASSERT_TRUE(given.ok());
    EXPECT_TRUE(given->report.complete);
    EXPECT_EQ(given->report.line_count, 4U);
    ASSERT_EQ(given->nodes.size(), 2U);
    EXPECT_EQ(std::count(given->nodes.begin(), given->nodes.end(),
                         assembled_order(assembled_item(2, without_newline(duty(3, 2))))),
              1);
  } while (std::next_permutation(lines.begin(), lines.end()));
}

TEST(BulkNodes, ChildrenWithoutAnIdGoByTheirTypeAndKindsMayShareAField) {
  const std::string script =
      R"({"__typename":"ScriptDiscountApplication","__parentId":)" + gid("Order", 1) + "}";
  const std::string manual =
      R"({"__typename":"ManualDiscountApplication","__parentId":)" + gid("Order", 1) + "}";
  const auto given = assemble(script + "\n" + order(1) + manual);
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->nodes, std::vector<std::string>{assembled_order("", script + "," + manual)});
}

TEST(BulkNodes, AnEmptyObjectAndSlashesWithEscapesAreWellPut) {
  const auto given =
      assemble("{ } \r\n" + std::string(R"({"id":"gid:\/\/shopify\/Order\/1" } )") + "\n" + line_item(2, 1));
  ASSERT_TRUE(given.ok());
  EXPECT_TRUE(given->report.complete);
  EXPECT_EQ(given->nodes.at(0), "{ }");
  EXPECT_EQ(given->nodes.at(1), R"({"id":"gid:\/\/shopify\/Order\/1" ,"lineItems":{"nodes":[)" +
                                    assembled_item(2) + R"(]},"discounts":{"nodes":[]}})");
}

TEST(BulkNodes, AConnectionThatTheLineHoldsIsLeftAlone) {
  const std::string whole = R"({"id":)" + gid("Order", 1) + R"(,"lineItems":{"nodes":[]},"discounts":null})";
  auto given = assemble(whole);
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->nodes, std::vector<std::string>{whole});
  given = assemble(whole + "\n" + line_item(2, 1));
  ASSERT_TRUE(given.ok());
  EXPECT_TRUE(given->nodes.empty());
  ASSERT_EQ(given->report.errors.size(), 2U);
}

TEST(BulkNodes, ABadLineCostsItsOwnObjectAndNoOther) {
  const std::string broken =
      R"({"id":)" + gid("LineItem", 3) + R"(,"quantity":,"__parentId":)" + gid("Order", 4) + "}\n";
  const auto given = assemble(order(1) + broken + order(4) + line_item(2, 1) + duty(5, 2));
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->nodes.size(), 1U);
  ASSERT_EQ(given->report.errors.size(), 2U);
  EXPECT_EQ(given->report.errors[0].line, 2U);
  EXPECT_EQ(given->report.errors[1].line, 3U);
  EXPECT_TRUE(given->report.complete);
}

TEST(BulkNodes, AnObjectIsWithheldForABadLineFarBelowIt) {
  const std::string broken = R"({"id":7,"__parentId":)" + gid("LineItem", 2) + "}\n";
  const auto given = assemble(order(1) + line_item(2, 1) + broken);
  ASSERT_TRUE(given.ok());
  EXPECT_TRUE(given->nodes.empty());
  ASSERT_EQ(given->report.errors.size(), 2U);
  EXPECT_EQ(given->report.errors[0].line, 1U);
  EXPECT_EQ(given->report.errors[1].line, 3U);
  EXPECT_TRUE(given->report.complete);
}

TEST(BulkNodes, ALineOfUnknownOwnerMakesTheFileIncomplete) {
  for (const std::string& bad :
       {std::string("{\"id\":\n"), std::string("[1]\n"), line_item(5, 9), duty(5, 9),
        std::string(base::kJsonlLineBytesMax + 1, ' ') + "\n", std::string("{\"__parentId\":\"\"}\n")}) {
    const auto given = assemble(bad + order(1) + line_item(2, 1));
    ASSERT_TRUE(given.ok());
    EXPECT_EQ(given->nodes, std::vector<std::string>{assembled_order(assembled_item(2))});
    ASSERT_EQ(given->report.errors.size(), 1U) << bad.substr(0, 99);
    EXPECT_EQ(given->report.errors[0].line, 1U);
    EXPECT_FALSE(given->report.complete);
    EXPECT_FALSE(given->report.truncated);
  }
}

TEST(BulkNodes, AFileCutAnywhereNeverGivesAnObjectThatSeemsWhole) {
  const std::string text = order(1) + line_item(2, 1) + duty(3, 2);
  for (std::size_t size = 0; size < text.size() - 1; ++size) {
    const auto given = assemble(std::string_view(text).substr(0, size));
    ASSERT_TRUE(given.ok());
    const bool at_line_end = size == 0 || text[size] == '\n' || text[size - 1] == '\n';
    EXPECT_EQ(given->report.truncated, !at_line_end) << size;
    EXPECT_EQ(given->report.complete, at_line_end) << size;
    EXPECT_LE(given->report.line_count, at_line_end ? 2U : 3U);
  }
}

TEST(BulkNodes, KindsThatTheTableDoesNotKnowAreNamedByTheirLine) {
  const auto given = assemble(order(1) + duty(2, 3) + line_item(3, 1) + R"({"id":)" + gid("Metafield", 9) +
                              R"(,"__parentId":)" + gid("Order", 1) + "}\n" + order(5));
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->nodes.size(), 1U);
  ASSERT_EQ(given->report.errors.size(), 2U);
  EXPECT_EQ(given->report.errors[1].line, 4U);
}

TEST(BulkNodes, AnObjectThatStandsTwiceIsReported) {
  auto given = assemble(order(1) + order(1));
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->nodes.size(), 1U);
  ASSERT_EQ(given->report.errors.size(), 1U);
  // A child may stand below two parents, as a product does in two collections; only children of its own would
  // have no one place.
  given = assemble(order(1) + order(4) + line_item(2, 1) + line_item(2, 4));
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->nodes.size(), 2U);
  EXPECT_TRUE(given->report.errors.empty());
  given = assemble(order(1) + order(4) + line_item(2, 1) + line_item(2, 4) + duty(3, 2));
  ASSERT_TRUE(given.ok());
  EXPECT_TRUE(given->nodes.empty());
  EXPECT_EQ(given->report.errors.size(), 3U);
}

TEST(BulkNodes, LinesThatNameEachOtherAsParentsAreReported) {
  constexpr std::array<ChildField, 2> kRing = {{{"A", "B", "bs"}, {"B", "A", "as"}}};
  const std::string ring = R"({"id":"gid://shopify/A/1","__parentId":"gid://shopify/B/1"}
{"id":"gid://shopify/B/1","__parentId":"gid://shopify/A/1"})";
  const auto given = assemble(ring, kRing);
  ASSERT_TRUE(given.ok());
  EXPECT_TRUE(given->nodes.empty());
  EXPECT_EQ(given->report.errors.size(), 2U);
  EXPECT_FALSE(given->report.complete);
}

TEST(BulkNodes, NestingBeyondTheBoundIsRefused) {
  constexpr std::array<ChildField, 1> kChain = {{{"A", "A", "as"}}};
  std::string text = "{\"id\":\"gid://shopify/A/1\"}\n";
  for (std::size_t depth = 2; depth <= base::kBulkDepthMax; ++depth) {
    text += R"({"id":"gid://shopify/A/)" + std::to_string(depth) + R"(","__parentId":"gid://shopify/A/)" +
            std::to_string(depth - 1) + "\"}\n";
  }
  auto given = assemble(text, kChain);
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->nodes.size(), 1U);
  text += R"({"id":"gid://shopify/A/x","__parentId":"gid://shopify/A/)" +
          std::to_string(base::kBulkDepthMax) + "\"}\n";
  given = assemble(text, kChain);
  ASSERT_TRUE(given.ok());
  EXPECT_TRUE(given->nodes.empty());
  EXPECT_EQ(given->report.errors.size(), 1U);
}

TEST(BulkNodes, WhatTheTakerRefusesIsAnErrorOfThatLine) {
  std::string_view text = "\n{\"a\":1}\n{\"a\":2}\n";
  const auto report = read_bulk_nodes(
      [&text](char* buffer, std::size_t size) {
        const std::size_t count = text.copy(buffer, size);
        text.remove_prefix(count);
        return count;
      },
      {},
      [](std::size_t line, std::string_view) {
        return line == 2 ? absl::InvalidArgumentError("no") : absl::OkStatus();
      },
      [] { return true; });
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->errors, (std::vector<LineError>{{2, "no"}}));
}

TEST(BulkNodes, ErrorsAreCountedAllAndKeptByLineUpToTheBound) {
  std::string text;
  for (std::size_t line = 0; line < 3 * base::kJsonlErrorsMax; ++line) text += "x\n";
  const auto given = assemble(text);
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->report.error_count, 3 * base::kJsonlErrorsMax);
  ASSERT_EQ(given->report.errors.size(), base::kJsonlErrorsMax);
  EXPECT_EQ(given->report.errors.back().line, base::kJsonlErrorsMax);
}

TEST(BulkNodes, ATableBeyondItsBoundIsRefused) {
  const std::vector<ChildField> fields(base::kBulkChildrenMax + 1, kFields[0]);
  const auto limit = base::limit_error_of(assemble("", fields).status());
  ASSERT_TRUE(limit.has_value());
  EXPECT_EQ(limit->name, "bulk_children_max");
}

TEST(BulkNodes, ReadingStopsWhenItIsAskedTo) {
  const auto report =
      read_bulk_nodes([](char*, std::size_t) { return 0U; }, kFields,
                      [](std::size_t, std::string_view) { return absl::OkStatus(); }, [] { return false; });
  EXPECT_TRUE(report.ok());  // Nothing was left to do.
}

}  // namespace
}  // namespace crossdock::shopify
