#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/wire/hubspot/refusals.h"

// What properties an object type has (properties API): which names can be written, of what type, and which
// values a choice allows. Accounts change them, lifecycle stages included.
namespace crossdock::hubspot {

struct PropertyOption {
  std::string value;  // What is stored.
  std::string label;  // What people see.
  std::optional<std::int64_t> display_order;
  bool hidden = false;

  bool operator==(const PropertyOption&) const = default;
};

struct PropertyDefinition {
  std::string name;
  std::string label;
  std::string type;        // "string", "number", "date", "datetime", "enumeration", "bool" and others.
  std::string field_type;  // How it is shown: "text", "select", "checkbox" (several options) and others.
  std::string group;
  std::vector<PropertyOption> options;  // In the order given; of enumerations.
  bool has_unique_value = false;        // Can identify an object in an upsert.
  bool calculated = false;
  bool hidden = false;
  bool archived = false;
  bool hubspot_defined = false;
  bool read_only = false;  // Its values cannot be written.

  bool operator==(const PropertyDefinition&) const = default;
};

struct PropertyGroup {
  std::string name;
  std::string label;
  bool archived = false;

  bool operator==(const PropertyGroup&) const = default;
};

// The answer to a batch create or batch read of properties.
struct PropertiesResult {
  std::string status;
  std::vector<PropertyDefinition> results;
  std::vector<BatchError> errors;
};

[[nodiscard]] absl::StatusOr<std::vector<PropertyDefinition>> read_properties(std::string_view body);
[[nodiscard]] absl::StatusOr<PropertiesResult> read_properties_result(std::string_view body);
[[nodiscard]] absl::StatusOr<std::vector<PropertyGroup>> read_property_groups(std::string_view body);

}  // namespace crossdock::hubspot
