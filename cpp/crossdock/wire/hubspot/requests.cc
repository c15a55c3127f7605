#include "crossdock/wire/hubspot/requests.h"

#include <charconv>
#include <set>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/wire/hubspot/writing.h"

namespace crossdock::hubspot {

using json::Writer;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

absl::Status check_count(std::size_t count, const char* bound, std::size_t most) {
  if (count == 0) return absl::InvalidArgumentError("There is nothing to put into the batch.");
  if (count <= most) return absl::OkStatus();
  return to_status(
      base::LimitError{bound, static_cast<std::int64_t>(most), static_cast<std::int64_t>(count)});
}

namespace {

absl::Status check_batch(std::size_t count) {
  return check_count(count, "hubspot_batch_inputs_max", base::kHubspotBatchInputsMax);
}

absl::Status check_properties(const ObjectInput& input) {
  std::set<std::string_view> names;
  for (const auto& [name, value] : input.properties) {
    if (!names.insert(name).second) {
      return absl::InvalidArgumentError("The property " + name + " stands twice in an input.");
    }
  }
  return absl::OkStatus();
}

absl::Status check_changed(const ObjectInput& input) {
  if (is_blank(input.id_value)) return absl::InvalidArgumentError("An object's identifying value is blank.");
  if (!input.associations.empty()) {
    return absl::InvalidArgumentError("Associations can be given with new objects alone.");
  }
  return check_properties(input);
}

absl::Status check_created(const ObjectInput& input) {
  if (!input.id_value.empty()) return absl::InvalidArgumentError("An object to create has no id yet.");
  for (const NewAssociation& association : input.associations) {
    if (is_blank(association.to_id) || association.types.empty()) {
      return absl::InvalidArgumentError("An association lacks its object's id or its type.");
    }
  }
  return check_properties(input);
}

void write_texts(Writer& writer, const std::vector<std::string>& texts) {
  writer.begin_array();
  for (const std::string& text : texts) writer.text(text);
  writer.end_array();
}

void write_content(Writer& writer, const ObjectInput& input) {
  writer.key("properties").begin_object();
  for (const auto& [name, value] : input.properties) writer.key(name).text(value);
  writer.end_object();
  if (input.trace_id.has_value()) writer.key("objectWriteTraceId").text(*input.trace_id);
}

absl::StatusOr<std::string> write_changes(const std::vector<ObjectInput>& inputs,
                                          const std::optional<std::string>& id_property) {
  if (const absl::Status status = check_batch(inputs.size()); !status.ok()) return status;
  Writer writer;
  writer.begin_object().key("inputs").begin_array();
  for (const ObjectInput& input : inputs) {
    if (const absl::Status status = check_changed(input); !status.ok()) return status;
    writer.begin_object().key("id").text(input.id_value);
    if (id_property.has_value()) writer.key("idProperty").text(*id_property);
    write_content(writer, input);
    writer.end_object();
  }
  writer.end_array().end_object();
  return writer.take();
}

void write_ids(Writer& writer, const std::vector<std::string>& ids) {
  writer.key("inputs").begin_array();
  for (const std::string& id : ids) writer.begin_object().key("id").text(id).end_object();
  writer.end_array();
}

// Characters as HubSpot may count them: code points, of UTF-8 every byte that continues none.
std::size_t characters_of(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  return count;
}

absl::Status check_bound(std::size_t actual, const char* bound, std::size_t most) {
  return actual <= most ? absl::OkStatus() : check_count(actual, bound, most);
}

absl::Status check_filters(const Search& search) {
  absl::Status status =
      check_bound(search.groups.size(), "hubspot_search_groups_max", base::kHubspotSearchGroupsMax);
  std::size_t filters = 0;
  for (const std::vector<Filter>& group : search.groups) {
    if (group.empty()) return absl::InvalidArgumentError("A group of a search has no filter.");
    filters += group.size();
    status.Update(
        check_bound(group.size(), "hubspot_search_group_filters_max", base::kHubspotSearchGroupFiltersMax));
    for (const Filter& filter : group) {
      if (is_blank(filter.property) || is_blank(filter.op)) {
        return absl::InvalidArgumentError("A filter lacks its property or its operator.");
      }
    }
  }
  status.Update(check_bound(filters, "hubspot_search_filters_max", base::kHubspotSearchFiltersMax));
  return status;
}

absl::Status check_page(const Search& search) {
  if (search.limit < 1 || search.limit > static_cast<std::int64_t>(base::kHubspotSearchResultsMax)) {
    return to_status(base::LimitError{"hubspot_search_results_max",
                                      static_cast<std::int64_t>(base::kHubspotSearchResultsMax),
                                      search.limit});
  }
  // Where a page starts is a number today; another kind of cursor is HubSpot's to judge.
  std::int64_t start = 0;
  const std::string_view after = search.after ? std::string_view(*search.after) : std::string_view();
  const auto [end, code] = std::from_chars(after.data(), after.data() + after.size(), start);
  constexpr auto kTotal = static_cast<std::int64_t>(base::kHubspotSearchTotalMax);
  if (code == std::errc() && end == after.data() + after.size() && start >= kTotal) {
    return to_status(base::LimitError{"hubspot_search_total_max", kTotal, start});
  }
  return check_bound(characters_of(search.query.value_or("")), "hubspot_search_query_characters_max",
                     base::kHubspotSearchQueryCharactersMax);
}

void write_filter(Writer& writer, const Filter& filter) {
  writer.begin_object().key("propertyName").text(filter.property).key("operator").text(filter.op);
  if (filter.value.has_value()) writer.key("value").text(*filter.value);
  if (filter.high_value.has_value()) writer.key("highValue").text(*filter.high_value);
  if (!filter.values.empty()) {
    writer.key("values");
    write_texts(writer, filter.values);
  }
  writer.end_object();
}

void write_groups(Writer& writer, const std::vector<std::vector<Filter>>& groups) {
  writer.key("filterGroups").begin_array();
  for (const std::vector<Filter>& group : groups) {
    writer.begin_object().key("filters").begin_array();
    for (const Filter& filter : group) write_filter(writer, filter);
    writer.end_array().end_object();
  }
  writer.end_array();
}

}  // namespace

absl::StatusOr<std::string> write_batch_upsert(const std::vector<ObjectInput>& inputs,
                                               std::string_view id_property) {
  if (is_blank(id_property)) return absl::InvalidArgumentError("The identifying property is blank.");
  return write_changes(inputs, std::string(id_property));
}

absl::StatusOr<std::string> write_batch_create(const std::vector<ObjectInput>& inputs) {
  if (const absl::Status status = check_batch(inputs.size()); !status.ok()) return status;
  Writer writer;
  writer.begin_object().key("inputs").begin_array();
  for (const ObjectInput& input : inputs) {
    if (const absl::Status status = check_created(input); !status.ok()) return status;
    writer.begin_object();
    write_content(writer, input);
    writer.key("associations").begin_array();
    for (const NewAssociation& association : input.associations) {
      writer.begin_object().key("to").begin_object().key("id").text(association.to_id).end_object();
      write_types(writer, association.types);
      writer.end_object();
    }
    writer.end_array().end_object();
  }
  writer.end_array().end_object();
  return writer.take();
}

absl::StatusOr<std::string> write_batch_update(const std::vector<ObjectInput>& inputs,
                                               const std::optional<std::string>& id_property) {
  return write_changes(inputs, id_property);
}

absl::StatusOr<std::string> write_batch_read(const std::vector<std::string>& ids,
                                             const std::vector<std::string>& properties,
                                             const std::optional<std::string>& id_property) {
  if (const absl::Status status = check_batch(ids.size()); !status.ok()) return status;
  Writer writer;
  writer.begin_object();
  write_ids(writer, ids);
  writer.key("properties");
  write_texts(writer, properties);
  writer.key("propertiesWithHistory").begin_array().end_array();
  if (id_property.has_value()) writer.key("idProperty").text(*id_property);
  writer.end_object();
  return writer.take();
}

absl::StatusOr<std::string> write_batch_archive(const std::vector<std::string>& ids) {
  if (const absl::Status status = check_batch(ids.size()); !status.ok()) return status;
  for (const std::string& id : ids) {
    if (is_blank(id)) return absl::InvalidArgumentError("An object's id is blank.");
  }
  Writer writer;
  writer.begin_object();
  write_ids(writer, ids);
  writer.end_object();
  return writer.take();
}

absl::StatusOr<std::string> write_search(const Search& search) {
  if (const absl::Status status = check_page(search); !status.ok()) return status;
  if (const absl::Status status = check_filters(search); !status.ok()) return status;
  Writer writer;
  writer.begin_object();
  write_groups(writer, search.groups);
  if (search.query.has_value()) writer.key("query").text(*search.query);
  if (search.sort_property.has_value()) {
    writer.key("sorts").begin_array().begin_object().key("propertyName").text(*search.sort_property);
    writer.key("direction").text(search.descending ? "DESCENDING" : "ASCENDING").end_object().end_array();
  }
  writer.key("properties");
  write_texts(writer, search.properties);
  writer.key("limit").integer(search.limit);
  if (search.after.has_value()) writer.key("after").text(*search.after);
  writer.end_object();
  return writer.take();
}

}  // namespace crossdock::hubspot
