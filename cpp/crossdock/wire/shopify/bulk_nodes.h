#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crossdock/wire/json/lines.h"
#include "crossdock/wire/shopify/line_error.h"

// The file of a bulk query, put together to the nodes that the query would have given, so that one reader of
// nodes serves both.
//
//   {"id":"gid://shopify/Order/1","name":"#1"}
//   {"id":"gid://shopify/LineItem/2","quantity":3,"__parentId":"gid://shopify/Order/1"}
//
// becomes, with the table {{"Order", "LineItem", "lineItems"}},
//
//   {"id":"gid://shopify/Order/1","name":"#1","lineItems":{"nodes":[{"id":"gid://shopify/LineItem/2",...}]}}
//
// Children may come before or far from their parents (since 2026-01 lines are not grouped), and may have
// children of their own. What kind a line is says its `__typename`, or else the kind in its global id; kinds
// without an id (DiscountApplication) need `__typename` in the query. Connections of the table that have no
// line in the file become empty ones, so the table of a call lists what its query selects.
//
// A bad line costs itself, and the object it is a part of, which is reported and not given shorter than it
// is. A line so bad that nobody knows whose it is makes the whole file incomplete.
namespace crossdock::shopify {

// Under which field of a parent its children of one kind stand. Kinds are names of GraphQL types.
struct ChildField {
  std::string_view parent;
  std::string_view child;
  std::string_view field;
};

struct BulkReport {
  std::vector<LineError> errors;  // The first kJsonlErrorsMax, by line.
  std::size_t error_count = 0;    // All of them.
  std::size_t line_count = 0;     // Lines that hold something; what Shopify gives as objectCount.
  bool truncated = false;         // The last line is cut off in its middle.
  bool complete = true;  // Not truncated, and every bad line is known to belong to a reported object.
};

// Called with each whole root object and its line, in the order of the file. An error it gives becomes that
// line's; the bytes are gone after the call.
using TakeNode = std::function<absl::Status(std::size_t line, std::string_view node)>;

// A LimitError where the file is beyond kBulkTextBytesMax or kBulkLinesMax.
[[nodiscard]] absl::StatusOr<BulkReport> read_bulk_nodes(json::LineReader::Read read,
                                                         std::span<const ChildField> fields,
                                                         const TakeNode& take, const KeepGoing& keep_going);

template <typename Value>
struct BulkObjects {
  std::vector<Value> objects;  // In the order of the file; without those that are reported.
  BulkReport report;
};

// The canonical values of a bulk file: `read_node` is a reader of one node's bytes.
template <typename Value, typename ReadNode>
[[nodiscard]] absl::StatusOr<BulkObjects<Value>> read_bulk(json::LineReader::Read read,
                                                           std::span<const ChildField> fields,
                                                           ReadNode read_node, const KeepGoing& keep_going) {
  BulkObjects<Value> bulk;
  const auto take = [&](std::size_t, std::string_view node) -> absl::Status {
    absl::StatusOr<Value> value = read_node(node);
    if (!value.ok()) return value.status();
    bulk.objects.push_back(*std::move(value));
    return absl::OkStatus();
  };
  absl::StatusOr<BulkReport> report = read_bulk_nodes(std::move(read), fields, take, keep_going);
  if (!report.ok()) return report.status();
  bulk.report = *std::move(report);
  return bulk;
}

}  // namespace crossdock::shopify
