#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/wire/hubspot/associations.h"

// What goes to HubSpot's CRM objects API: bodies of batch calls on objects of any one type, and of searches.
// The type stands in the address, so the bodies are the same for contacts, orders and tickets.
//
// A batch has 1 to kHubspotBatchInputsMax inputs: InvalidArgument for none, LimitError for more. Other
// InvalidArguments: a blank id where one is needed, a property that stands twice in one input.
namespace crossdock::hubspot {

// An association to make together with a new object.
struct NewAssociation {
  std::string to_id;
  std::vector<AssociationType> types;  // At least one; labels are not written.

  bool operator==(const NewAssociation&) const = default;
};

// One object to create or change. Every property's value is text, whatever its type in HubSpot; an empty text
// clears it.
struct ObjectInput {
  std::string id_value;  // HubSpot's id, or the value of the identifying property; blank when created.
  std::vector<std::pair<std::string, std::string>> properties;
  std::optional<std::string> trace_id;       // Comes back with the result or the error of this very input.
  std::vector<NewAssociation> associations;  // Of created objects alone.

  bool operator==(const ObjectInput&) const = default;
};

// {"inputs": [{"id", "idProperty", "properties", "objectWriteTraceId"?}]}: creates what is not there.
[[nodiscard]] absl::StatusOr<std::string> write_batch_upsert(const std::vector<ObjectInput>& inputs,
                                                             std::string_view id_property);

// {"inputs": [{"properties", "associations", "objectWriteTraceId"?}]}. InvalidArgument for an input with an
// id.
[[nodiscard]] absl::StatusOr<std::string> write_batch_create(const std::vector<ObjectInput>& inputs);

// {"inputs": [{"id", "idProperty"?, "properties", "objectWriteTraceId"?}]}: what is not there is an error of
// its own.
[[nodiscard]] absl::StatusOr<std::string> write_batch_update(const std::vector<ObjectInput>& inputs,
                                                             const std::optional<std::string>& id_property);

// {"inputs": [{"id"}], "properties", "propertiesWithHistory": [], "idProperty"?}.
[[nodiscard]] absl::StatusOr<std::string> write_batch_read(const std::vector<std::string>& ids,
                                                           const std::vector<std::string>& properties,
                                                           const std::optional<std::string>& id_property);

// {"inputs": [{"id"}]}, by HubSpot's own ids.
[[nodiscard]] absl::StatusOr<std::string> write_batch_archive(const std::vector<std::string>& ids);

// One condition of a search. `op` is HubSpot's operator ("EQ", "GTE", "IN", "HAS_PROPERTY", ...), which says
// which of the values are used: BETWEEN takes value and high_value, IN and NOT_IN take values.
struct Filter {
  std::string property;
  std::string op;
  std::optional<std::string> value;
  std::optional<std::string> high_value;
  std::vector<std::string> values;

  bool operator==(const Filter&) const = default;
};

// What a search asks for. Objects that fit all filters of any one group are found.
struct Search {
  std::vector<std::vector<Filter>> groups;
  std::optional<std::string> query;          // Words to look for in the type's default properties.
  std::optional<std::string> sort_property;  // HubSpot sorts by one alone.
  bool descending = false;
  std::vector<std::string> properties;  // To be answered; HubSpot's default ones if empty.
  std::optional<std::string> after;     // From the page before.
  std::int64_t limit = 100;
};

// LimitError beyond a bound of kHubspotSearch*: results a page, groups, filters a group and in all,
// characters of the query, and pages beyond the last that HubSpot gives.
[[nodiscard]] absl::StatusOr<std::string> write_search(const Search& search);

}  // namespace crossdock::hubspot
