#include "crossdock/wire/hubspot/associations.h"

#include <utility>

#include "crossdock/base/limits.h"
#include "crossdock/wire/hubspot/reading.h"
#include "crossdock/wire/hubspot/writing.h"

namespace crossdock::hubspot {
namespace {

using json::Object;
using json::Writer;

AssociationType read_type(const Object& from) {
  return {from.text("category"), from.integer("typeId"), from.optional_text("label")};
}

AssociatedObject read_associated(const Object& from) {
  return {identifier(from, "toObjectId"), from.objects("associationTypes", read_type)};
}

ObjectAssociations read_of_one_object(const Object& from) {
  return {identifier(from.object("from"), "id"), from.objects("to", read_associated), read_after(from)};
}

MadeAssociation read_made(const Object& from) {
  MadeAssociation made;
  if (const auto type = from.optional_object("associationSpec"); type.has_value()) {
    made.from_id = identifier(from.object("from"), "id");
    made.to_id = identifier(from.object("to"), "id");
    made.default_type =
        AssociationType{type->text("associationCategory"), type->integer("associationTypeId"), std::nullopt};
    return made;
  }
  made.from_id = identifier(from, "fromObjectId");
  made.to_id = identifier(from, "toObjectId");
  // A link of the unlabelled type may come with null in place of its label, or without the list.
  if (from.has_content("labels")) {
    for (const json::Value& label : from.decoding().array(from.find("labels"))) {
      if (label.has_content()) made.labels.push_back(from.decoding().text(label));
    }
  }
  return made;
}

void write_id(Writer& writer, std::string_view key, std::string_view id) {
  writer.key(key).begin_object().key("id").text(id).end_object();
}

absl::Status check(const AssociationInput& input) {
  if (is_blank(input.from_id) || is_blank(input.to_id)) {
    return absl::InvalidArgumentError("An association lacks the id of one of its objects.");
  }
  return absl::OkStatus();
}

}  // namespace

void write_types(Writer& writer, const std::vector<AssociationType>& types) {
  writer.key("types").begin_array();
  for (const AssociationType& type : types) {
    writer.begin_object().key("associationCategory").text(type.category);
    writer.key("associationTypeId").integer(type.type_id).end_object();
  }
  writer.end_array();
}

absl::StatusOr<AssociationsResult> read_associations(std::string_view body) {
  return read_root(body, "associations", [](const Object& root) {
    return AssociationsResult{root.text("status"), root.objects("results", read_of_one_object),
                              read_errors(root)};
  });
}

absl::StatusOr<ObjectAssociations> read_associations_page(std::string_view body, std::string_view from_id) {
  return read_root(body, "associations page", [from_id](const Object& root) {
    return ObjectAssociations{std::string(from_id), root.objects("results", read_associated),
                              read_after(root)};
  });
}

absl::StatusOr<MadeAssociations> read_made_associations(std::string_view body) {
  return read_root(body, "made associations", [](const Object& root) {
    return MadeAssociations{root.text("status"), root.objects("results", read_made), read_errors(root)};
  });
}

absl::StatusOr<std::vector<AssociationType>> read_association_types(std::string_view body) {
  return read_root(body, "association types",
                   [](const Object& root) { return root.objects("results", read_type); });
}

absl::StatusOr<std::string> write_associations_create(const std::vector<AssociationInput>& inputs) {
  if (const absl::Status status =
          check_count(inputs.size(), "hubspot_association_writes_max", base::kHubspotAssociationWritesMax);
      !status.ok()) {
    return status;
  }
  Writer writer;
  writer.begin_object().key("inputs").begin_array();
  for (const AssociationInput& input : inputs) {
    if (const absl::Status status = check(input); !status.ok()) return status;
    if (input.types.empty()) return absl::InvalidArgumentError("An association lacks its type.");
    writer.begin_object();
    write_id(writer, "from", input.from_id);
    write_id(writer, "to", input.to_id);
    write_types(writer, input.types);
    writer.end_object();
  }
  writer.end_array().end_object();
  return writer.take();
}

absl::StatusOr<std::string> write_associations_archive(const std::vector<AssociationInput>& inputs) {
  if (const absl::Status status =
          check_count(inputs.size(), "hubspot_association_writes_max", base::kHubspotAssociationWritesMax);
      !status.ok()) {
    return status;
  }
  Writer writer;
  writer.begin_object().key("inputs").begin_array();
  const AssociationInput* open = nullptr;  // The input whose list of objects is being written.
  for (const AssociationInput& input : inputs) {
    if (const absl::Status status = check(input); !status.ok()) return status;
    if (open == nullptr || open->from_id != input.from_id) {
      if (open != nullptr) writer.end_array().end_object();
      writer.begin_object();
      write_id(writer, "from", input.from_id);
      writer.key("to").begin_array();
      open = &input;
    }
    writer.begin_object().key("id").text(input.to_id).end_object();
  }
  writer.end_array().end_object().end_array().end_object();
  return writer.take();
}

absl::StatusOr<std::string> write_associations_read(const std::vector<AssociationsRequest>& inputs) {
  if (const absl::Status status =
          check_count(inputs.size(), "hubspot_association_reads_max", base::kHubspotAssociationReadsMax);
      !status.ok()) {
    return status;
  }
  Writer writer;
  writer.begin_object().key("inputs").begin_array();
  for (const AssociationsRequest& input : inputs) {
    if (is_blank(input.from_id)) return absl::InvalidArgumentError("An object's id is blank.");
    writer.begin_object().key("id").text(input.from_id);
    if (input.after.has_value()) writer.key("after").text(*input.after);
    writer.end_object();
  }
  writer.end_array().end_object();
  return writer.take();
}

}  // namespace crossdock::hubspot
