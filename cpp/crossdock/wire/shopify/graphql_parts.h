#pragma once

#include <string>
#include <vector>

#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/graphql.h"

// Parts of GraphQL's answers that single answers and bulk results share. Only this room's sources use it.
namespace crossdock::shopify {

// What stands in "errors" of an answer, in whichever form; none without.
[[nodiscard]] std::vector<GraphqlError> answer_errors(const json::Object& root);

// "userErrors" of a mutation's payload, which stands under its name in `data`.
[[nodiscard]] std::vector<UserError> payload_user_errors(const json::Object& data,
                                                         const std::string& mutation);

}  // namespace crossdock::shopify
