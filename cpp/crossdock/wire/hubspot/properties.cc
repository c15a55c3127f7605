#include "crossdock/wire/hubspot/properties.h"

#include <utility>

#include "crossdock/wire/hubspot/reading.h"

namespace crossdock::hubspot {
namespace {

using json::Object;

PropertyOption read_option(const Object& from) {
  PropertyOption option;
  option.value = from.text("value");
  option.label = from.text("label");
  option.display_order = from.optional_integer("displayOrder");
  option.hidden = from.optional_boolean("hidden").value_or(false);
  return option;
}

PropertyDefinition read_definition(const Object& from) {
  PropertyDefinition definition;
  definition.name = from.text("name");
  definition.label = from.text_or_empty("label");
  definition.type = from.text("type");
  definition.field_type = from.text_or_empty("fieldType");
  definition.group = from.text_or_empty("groupName");
  definition.options = from.optional_objects("options", read_option);
  definition.has_unique_value = from.optional_boolean("hasUniqueValue").value_or(false);
  definition.calculated = from.optional_boolean("calculated").value_or(false);
  definition.hidden = from.optional_boolean("hidden").value_or(false);
  definition.archived = from.optional_boolean("archived").value_or(false);
  definition.hubspot_defined = from.optional_boolean("hubspotDefined").value_or(false);
  if (const auto rules = from.optional_object("modificationMetadata"); rules.has_value()) {
    definition.read_only = rules->optional_boolean("readOnlyValue").value_or(false);
  }
  return definition;
}

PropertyGroup read_group(const Object& from) {
  return {from.text("name"), from.text_or_empty("label"), from.optional_boolean("archived").value_or(false)};
}

}  // namespace

absl::StatusOr<std::vector<PropertyDefinition>> read_properties(std::string_view body) {
  return read_root(body, "properties",
                   [](const Object& root) { return root.objects("results", read_definition); });
}

absl::StatusOr<PropertiesResult> read_properties_result(std::string_view body) {
  return read_root(body, "properties result", [](const Object& root) {
    return PropertiesResult{root.text("status"), root.objects("results", read_definition), read_errors(root)};
  });
}

absl::StatusOr<std::vector<PropertyGroup>> read_property_groups(std::string_view body) {
  return read_root(body, "property groups",
                   [](const Object& root) { return root.objects("results", read_group); });
}

}  // namespace crossdock::hubspot
