#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/wire/hubspot/refusals.h"

// HubSpot's associations (v4 and the dated versions): links between two objects, each of one or more types.
// Both objects' types stand in the address of a call. Ids are numbers in some answers and text in others;
// here they are text.
namespace crossdock::hubspot {

// What a link means. "HUBSPOT_DEFINED" and an id of HubSpot's list (507 is order to contact), or a category
// of the account's own.
struct AssociationType {
  std::string category;
  std::int64_t type_id = 0;
  std::optional<std::string> label;  // None of the unlabelled ones.

  bool operator==(const AssociationType&) const = default;
};

// An object that another one is linked to.
struct AssociatedObject {
  std::string to_id;
  std::vector<AssociationType> types;

  bool operator==(const AssociatedObject&) const = default;
};

// All links of one object to objects of the other type, or a page of them.
struct ObjectAssociations {
  std::string from_id;
  std::vector<AssociatedObject> to;
  std::optional<std::string> after;  // More follow; none on the last page.

  bool operator==(const ObjectAssociations&) const = default;
};

// The answer to a batch read. Objects without links are missing from it, or named in the errors.
struct AssociationsResult {
  std::string status;
  std::vector<ObjectAssociations> results;
  std::vector<BatchError> errors;
};

// A link that a batch create or a default association has made.
struct MadeAssociation {
  std::string from_id;
  std::string to_id;
  std::vector<std::string> labels;              // Of a batch create; the unlabelled type has none.
  std::optional<AssociationType> default_type;  // Of a default association.

  bool operator==(const MadeAssociation&) const = default;
};

struct MadeAssociations {
  std::string status;
  std::vector<MadeAssociation> results;
  std::vector<BatchError> errors;
};

// A link to make, to remove (all types between the two objects) or whose labels to remove.
struct AssociationInput {
  std::string from_id;
  std::string to_id;
  std::vector<AssociationType> types;  // Labels are not written.

  bool operator==(const AssociationInput&) const = default;
};

// The answer to .../batch/read.
[[nodiscard]] absl::StatusOr<AssociationsResult> read_associations(std::string_view body);

// A page of GET on one object's links; its `from_id` is `from_id`, which stands in the address.
[[nodiscard]] absl::StatusOr<ObjectAssociations> read_associations_page(std::string_view body,
                                                                        std::string_view from_id);

// The answer to .../batch/create and to .../batch/associate/default.
[[nodiscard]] absl::StatusOr<MadeAssociations> read_made_associations(std::string_view body);

// The types and labels between two object types.
[[nodiscard]] absl::StatusOr<std::vector<AssociationType>> read_association_types(std::string_view body);

// {"inputs": [{"from": {"id"}, "to": {"id"}, "types": [...]}]}, for .../batch/create and for
// .../batch/labels/archive. At most kHubspotAssociationWritesMax inputs; InvalidArgument for none, a blank id
// or an input without a type.
[[nodiscard]] absl::StatusOr<std::string> write_associations_create(
    const std::vector<AssociationInput>& inputs);

// {"inputs": [{"from": {"id"}, "to": [{"id"}, ...]}]}, for .../batch/archive; inputs of the same `from_id`
// that follow each other become one. Types are left out: all go.
[[nodiscard]] absl::StatusOr<std::string> write_associations_archive(
    const std::vector<AssociationInput>& inputs);

// {"inputs": [{"id", "after"?}]}, of at most kHubspotAssociationReadsMax objects.
struct AssociationsRequest {
  std::string from_id;
  std::optional<std::string> after;

  bool operator==(const AssociationsRequest&) const = default;
};
[[nodiscard]] absl::StatusOr<std::string> write_associations_read(
    const std::vector<AssociationsRequest>& inputs);

}  // namespace crossdock::hubspot
