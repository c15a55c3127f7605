#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/json/document.h"
#include "crossdock/wire/shopify/bulk_nodes.h"
#include "crossdock/wire/shopify/company.h"
#include "crossdock/wire/shopify/customer.h"
#include "crossdock/wire/shopify/fulfilment.h"
#include "crossdock/wire/shopify/return.h"

// Bulk files put together to nodes: whatever the bytes, each node is a JSON document, how the bytes are cut
// into pieces makes no difference, and every line is either in a node or accounted for.
namespace {

namespace shopify = crossdock::shopify;
using crossdock::fuzz::is_value;
using crossdock::fuzz::piece_bytes_of;
using crossdock::fuzz::read_by_length;
using crossdock::fuzz::require;

constexpr shopify::ChildField kFields[] = {{"Order", "LineItem", "lineItems"},
                                           {"Order", "Refund", "refunds"},
                                           {"LineItem", "DiscountAllocation", "discountAllocations"},
                                           {"Customer", "MailingAddress", "addressesV2"}};

// Gives the bytes in pieces of at most `piece`.
crossdock::json::LineReader::Read pieces_of(std::string_view& rest, std::size_t piece) {
  return [&rest, piece](char* buffer, std::size_t size) {
    const std::size_t count = rest.copy(buffer, std::min(size, piece));
    rest.remove_prefix(count);
    return count;
  };
}

bool always() { return true; }

std::vector<std::string> nodes_of(std::string_view bytes, std::size_t piece, shopify::BulkReport& report) {
  std::vector<std::string> nodes;
  const auto read = shopify::read_bulk_nodes(
      pieces_of(bytes, piece), kFields,
      [&nodes](std::size_t line, std::string_view node) {
        require(line > 0);
        nodes.emplace_back(node);
        return absl::OkStatus();
      },
      always);
  if (is_value(read)) report = *read;
  return nodes;
}

template <typename Result>
void require_accounted(const Result& result) {
  if (!is_value(result)) return;
  require(result->report.errors.size() <= result->report.error_count);
  require(result->objects.size() + result->report.error_count <= 2 * result->report.line_count);
}

template <auto read_bulk>
void reads_file(std::string_view bytes) {
  std::string_view rest = bytes;
  require_accounted(read_bulk(pieces_of(rest, piece_bytes_of(bytes)), always));
}

void compare_both_ways(std::string_view bytes) {
  shopify::BulkReport report;
  shopify::BulkReport report_of_pieces;
  const std::vector<std::string> nodes = nodes_of(bytes, bytes.size() + 1, report);
  require(nodes == nodes_of(bytes, piece_bytes_of(bytes), report_of_pieces));
  require(report.error_count == report_of_pieces.error_count && report.complete == report_of_pieces.complete);
  crossdock::json::Document document;
  for (const std::string& node : nodes) require(document.parse(node, {"fuzz", "node"}).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_by_length(
      {reinterpret_cast<const char*>(data), size},
      {compare_both_ways, reads_file<shopify::read_customers_bulk>, reads_file<shopify::read_companies_bulk>,
       reads_file<shopify::read_fulfilment_orders_bulk>, reads_file<shopify::read_returns_bulk>});
  return 0;
}
