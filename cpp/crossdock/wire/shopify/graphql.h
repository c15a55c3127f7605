#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/base/timestamp.h"

// The envelope of Shopify's GraphQL Admin API: requests out, answers, errors and cost in.
namespace crossdock::shopify {

struct GraphqlError {
  std::string message;
  std::optional<std::string> code;  // extensions.code: "THROTTLED", "ACCESS_DENIED", ...
  std::vector<std::string> path;

  bool operator==(const GraphqlError&) const = default;
};

// Points of the leaky bucket. They steer waiting and are no money, so binary fractions do.
struct GraphqlCost {
  std::optional<double> requested;
  std::optional<double> actual;        // None where nothing ran.
  std::optional<double> maximum;       // Size of the bucket.
  std::optional<double> available;     // Points left.
  std::optional<double> restore_rate;  // Points a second.
};

struct GraphqlResponse {
  std::vector<GraphqlError> errors;
  std::optional<GraphqlCost> cost;
  std::optional<std::string> data;  // The bytes of "data" as they came; none where it is missing or null.
};

// Any answer of the endpoint. `errors` may be GraphQL's list, or a text or object as the gateway in front of
// it writes them (wrong token, wrong address); `throttleStatus` may be missing.
[[nodiscard]] absl::StatusOr<GraphqlResponse> read_response(std::string_view body);

struct UserError {
  std::vector<std::string> field;
  std::optional<std::string> code;
  std::string message;

  bool operator==(const UserError&) const = default;
};

// `userErrors` of one mutation in "data". A payload that is missing or null is a DecodeError: nobody knows
// then whether the mutation ran.
[[nodiscard]] absl::StatusOr<std::vector<UserError>> read_user_errors(std::string_view data,
                                                                      const std::string& mutation);

struct OrderOnPage {
  std::int64_t id = 0;
  base::Timestamp updated_at;
  std::string node;  // The bytes of the node, for read_order_node().
};

struct OrdersPage {
  std::vector<OrderOnPage> orders;
  bool has_next = false;
  std::optional<std::string> end_cursor;  // Always there when has_next is.
};

// `data` of {orders {nodes {id updatedAt ...} pageInfo {hasNextPage endCursor}}}.
[[nodiscard]] absl::StatusOr<OrdersPage> read_orders_page(std::string_view data);

// `data` of {nodes(ids:) {...}}: the bytes of each node as they came, in the order of the ids; none for a
// node that is null, which is what an unknown id gives.
[[nodiscard]] absl::StatusOr<std::vector<std::optional<std::string>>> read_nodes(std::string_view data);

struct BulkFinish {
  std::string gid;
  std::string status;  // Lower case: "completed", "failed", ...
  std::optional<std::string> error_code;

  bool operator==(const BulkFinish&) const = default;
};

// The payload of bulk_operations/finish.
[[nodiscard]] absl::StatusOr<BulkFinish> read_bulk_finish(std::string_view body);

// {"query": document, "variables": <variables_json>}; the variables must be a JSON object and are sent as
// they are.
[[nodiscard]] absl::StatusOr<std::string> write_request(std::string_view document,
                                                        std::string_view variables_json);

}  // namespace crossdock::shopify
