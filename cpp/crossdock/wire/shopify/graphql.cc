#include "crossdock/wire/shopify/graphql.h"

#include <charconv>
#include <utility>

#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/json/writer.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/graphql_parts.h"

namespace crossdock::shopify {
namespace {

using json::Object;
using json::Value;

std::vector<std::string> path_texts(const Object& owner, std::string_view key) {
  std::vector<std::string> texts;
  if (!owner.has_content(key)) return texts;
  for (const Value& step : owner.decoding().array(owner.find(key))) {
    // List positions are numbers.
    texts.push_back(step.is(json::Type::kNumber) ? std::string(step.raw()) : owner.decoding().text(step));
  }
  return texts;
}

GraphqlError read_error(const Object& from) {
  GraphqlError error;
  error.message = from.text("message");
  if (const std::optional<Object> extensions = from.optional_object("extensions"); extensions.has_value()) {
    error.code = extensions->optional_text("code");
  }
  error.path = path_texts(from, "path");
  return error;
}

// What stands in "errors" when the gateway, not GraphQL, refuses: {"errors": "[API] Invalid API key or access
// token"} or {"errors": {"query": "Required parameter missing or invalid"}}.
std::vector<GraphqlError> read_gateway_errors(const Object& root, const Value& errors) {
  if (errors.is(json::Type::kString)) return {{errors.text(), std::nullopt, {}}};
  const std::vector<std::string> keys = errors.keys();
  const std::vector<Value> values = errors.elements();
  std::vector<GraphqlError> results;
  for (std::size_t index = 0; index < keys.size(); ++index) {
    const Value& value = values[index];
    const std::string text = value.is(json::Type::kString) ? value.text() : std::string(value.raw());
    results.push_back({keys[index] + ": " + text, std::nullopt, {}});
  }
  if (!errors.is(json::Type::kObject)) root.decoding().fail(errors, "a list of errors");
  return results;
}

std::optional<double> points(const Object& from, std::string_view key) {
  const Value value = from.find(key);
  if (!value.has_content()) return std::nullopt;
  if (!value.is(json::Type::kNumber)) {
    from.decoding().fail(value, "a number of points");
    return std::nullopt;
  }
  double number = 0;
  const std::string_view token = value.raw();
  if (std::from_chars(token.data(), token.data() + token.size(), number).ec != std::errc()) {
    from.decoding().fail(value, "a number of points", "a number out of range");
    return std::nullopt;
  }
  return number;
}

std::optional<GraphqlCost> read_cost(const Object& root) {
  const std::optional<Object> extensions = root.optional_object("extensions");
  if (!extensions.has_value()) return std::nullopt;
  const std::optional<Object> from = extensions->optional_object("cost");
  if (!from.has_value()) return std::nullopt;
  GraphqlCost cost;
  cost.requested = points(*from, "requestedQueryCost");
  cost.actual = points(*from, "actualQueryCost");
  if (const std::optional<Object> bucket = from->optional_object("throttleStatus"); bucket.has_value()) {
    cost.maximum = points(*bucket, "maximumAvailable");
    cost.available = points(*bucket, "currentlyAvailable");
    cost.restore_rate = points(*bucket, "restoreRate");
  }
  return cost;
}

}  // namespace

std::vector<GraphqlError> answer_errors(const Object& root) {
  const Value errors = root.find("errors");
  if (!errors.has_content()) return {};
  if (errors.is(json::Type::kArray)) return root.objects("errors", read_error);
  return read_gateway_errors(root, errors);
}

std::vector<UserError> payload_user_errors(const Object& data, const std::string& mutation) {
  return data.object(mutation).objects("userErrors", [](const Object& from) {
    return UserError{path_texts(from, "field"), from.optional_text("code"), from.text("message")};
  });
}

absl::StatusOr<GraphqlResponse> read_response(std::string_view body) {
  const json::Source source{kSystem, "GraphQL response"};
  json::Document document;
  if (const absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  const Object root = decoding.root();
  GraphqlResponse response;
  response.errors = answer_errors(root);
  response.cost = read_cost(root);
  const Value data = root.find("data");
  if (data.has_content()) {
    decoding.object(data);
    response.data = std::string(data.raw());
  }
  if (!data.exists() && !root.find("errors").exists()) {
    decoding.fail(root.value(), "\"data\" or \"errors\"", "neither");
  }
  return decoding.finish(std::move(response));
}

absl::StatusOr<std::vector<UserError>> read_user_errors(std::string_view data, const std::string& mutation) {
  const json::Source source{kSystem, mutation};
  json::Document document;
  if (const absl::Status status = document.parse(data, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  std::vector<UserError> errors = payload_user_errors(decoding.root(), mutation);
  return decoding.finish(std::move(errors));
}

absl::StatusOr<OrdersPage> read_orders_page(std::string_view data) {
  const json::Source source{kSystem, "orders page"};
  json::Document document;
  if (const absl::Status status = document.parse(data, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  const Object orders = decoding.root().object("orders");
  OrdersPage page;
  page.orders = orders.objects("nodes", [](const Object& node) {
    return OrderOnPage{gid_number(node, "id", "Order"), node.timestamp("updatedAt"),
                       std::string(node.value().raw())};
  });
  const Object info = orders.object("pageInfo");
  page.has_next = info.boolean("hasNextPage");
  page.end_cursor = info.optional_text("endCursor");
  // Without a cursor the rest of the pages could not be asked for, and would silently be lost.
  if (page.has_next && !page.end_cursor.has_value()) page.end_cursor = info.text("endCursor");
  return decoding.finish(std::move(page));
}

absl::StatusOr<std::vector<std::optional<std::string>>> read_nodes(std::string_view data) {
  const json::Source source{kSystem, "nodes"};
  json::Document document;
  if (const absl::Status status = document.parse(data, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  std::vector<std::optional<std::string>> nodes;
  for (const Value& node : decoding.array(decoding.root().require("nodes", "an array"))) {
    nodes.emplace_back();
    if (node.is_null()) continue;
    decoding.object(node);
    nodes.back().emplace(node.raw());
  }
  return decoding.finish(std::move(nodes));
}

absl::StatusOr<BulkFinish> read_bulk_finish(std::string_view body) {
  const json::Source source{kSystem, "bulk_operations/finish"};
  json::Document document;
  if (const absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  const Object root = decoding.root();
  gid_number(root, "admin_graphql_api_id", "BulkOperation");
  BulkFinish finish{root.text("admin_graphql_api_id"), lower_case(root.text("status")),
                    root.optional_text("error_code")};
  return decoding.finish(std::move(finish));
}

absl::StatusOr<std::string> write_request(std::string_view document, std::string_view variables_json) {
  const json::Source source{kSystem, "variables of a request"};
  json::Document variables;
  if (const absl::Status status = variables.parse(variables_json, source); !status.ok()) return status;
  json::Decoding decoding(variables, source);
  const Object root = decoding.root();
  json::Writer writer;
  writer.begin_object().key("query").text(document).key("variables").raw(root.value().raw()).end_object();
  return decoding.finish(writer.take());
}

}  // namespace crossdock::shopify
