#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/wire/json/lines.h"
#include "crossdock/wire/shopify/graphql.h"
#include "crossdock/wire/shopify/line_error.h"

// What became of each line of a bulk mutation: the result file, one JSON object a line in no fixed order.
//
//   {"data":{"productVariantsBulkUpdate":{"userErrors":[]}},"__lineNumber":1}
//   {"errors":[{"message":"..."}],"__lineNumber":0}
//
// The store counts lines from 0, as `line` here does. A line that the result does not mention may have run or
// not (the operation may have been stopped, the file cut short): it is missing, never done.
namespace crossdock::shopify {

enum class LineOutcome : std::uint8_t {
  kMissing,  // The result says nothing of it.
  kDone,     // It ran without a user error.
  kRefused,  // It ran, and was refused by user errors.
  kFailed,   // GraphQL's errors instead of data.
};

struct LineRefusal {
  std::size_t line = 0;                // As sent, from 0.
  std::vector<UserError> user_errors;  // Of a line that was refused.
  std::vector<GraphqlError> errors;    // Of a line that failed.
};

struct BulkMutationResult {
  std::vector<LineOutcome> outcomes;     // One for each line sent.
  std::vector<LineRefusal> refusals;     // Of the refused and the failed, in the order of the result; no more
                                         // than kJsonlErrorsMax, beyond which `outcomes` alone tells.
  std::vector<GraphqlError> unnumbered;  // Errors that name no line, likewise bounded.
  std::vector<LineError> errors;         // Lines of the result that cannot be read, from 1, likewise bounded.
  std::size_t error_count = 0;           // All of those.
  bool truncated = false;                // The last line of the result is cut off.
};

// Reads the result of a file of `lines_sent` lines of this mutation. A line whose number is none that was
// sent, or was told already, is an error of its own. LimitError beyond kBulkMutationLinesMax lines sent.
[[nodiscard]] absl::StatusOr<BulkMutationResult> read_bulk_mutation_result(json::LineReader::Read read,
                                                                           const KeepGoing& keep_going,
                                                                           const std::string& mutation,
                                                                           std::size_t lines_sent);

}  // namespace crossdock::shopify
