#include "crossdock/wire/hubspot/objects.h"

#include <utility>

#include "crossdock/wire/hubspot/reading.h"

namespace crossdock::hubspot {
namespace {

using json::Object;
using json::Value;

std::map<std::string, std::optional<std::string>> read_properties(const Object& from) {
  std::map<std::string, std::optional<std::string>> properties;
  const std::vector<std::string> keys = from.value().keys();
  const std::vector<Value> values = from.value().elements();
  for (std::size_t index = 0; index < keys.size(); ++index) {
    std::optional<std::string> text;
    if (values[index].has_content()) text = from.decoding().text(values[index]);
    properties.emplace(keys[index], std::move(text));
  }
  return properties;
}

AssociatedId read_associated_id(const Object& from) {
  return {identifier(from, "id"), from.text_or_empty("type")};
}

std::map<std::string, std::vector<AssociatedId>> read_associations(const Object& from) {
  std::map<std::string, std::vector<AssociatedId>> associations;
  for (const std::string& type : from.value().keys()) {
    associations.emplace(type, from.object(type).objects("results", read_associated_id));
  }
  return associations;
}

RemoteObject read_remote_object(const Object& from) {
  RemoteObject object;
  object.id = from.text("id");
  object.properties = read_properties(from.object("properties"));
  object.updated_at = from.optional_timestamp("updatedAt");
  object.created_at = from.optional_timestamp("createdAt");
  object.archived_at = from.optional_timestamp("archivedAt");
  object.is_new = from.optional_boolean("new");
  object.trace_id = from.optional_text("objectWriteTraceId");
  object.archived = from.optional_boolean("archived").value_or(false);
  if (const auto associations = from.optional_object("associations"); associations.has_value()) {
    object.associations = read_associations(*associations);
  }
  return object;
}

}  // namespace

absl::StatusOr<RemoteObject> read_object(std::string_view body) {
  return read_root(body, "object", read_remote_object);
}

absl::StatusOr<BatchResult> read_batch_result(std::string_view body) {
  return read_root(body, "batch result", [](const Object& root) {
    return BatchResult{root.text("status"), root.objects("results", read_remote_object), read_errors(root)};
  });
}

absl::StatusOr<ObjectPage> read_search_page(std::string_view body) {
  return read_root(body, "search page", [](const Object& root) {
    return ObjectPage{root.integer("total"), root.objects("results", read_remote_object), read_after(root)};
  });
}

absl::StatusOr<ObjectPage> read_list_page(std::string_view body) {
  return read_root(body, "list page", [](const Object& root) {
    return ObjectPage{std::nullopt, root.objects("results", read_remote_object), read_after(root)};
  });
}

}  // namespace crossdock::hubspot
