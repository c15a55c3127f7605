#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

// How the store is asked to do things later or by the file: bulk operations, uploads for them, and webhook
// subscriptions.
//
// A bulk mutation is uploaded and started in four steps:
//
//   write_staged_uploads     where the file may be sent to
//   read_staged_targets      the address, and the form's fields to send before the file
//   the lines                see bulk_lines.h
//   write_bulk_mutation      with StagedTarget::path()
namespace crossdock::shopify {

// bulkOperationRunQuery: variable query. InvalidArgument for a blank one.
[[nodiscard]] absl::StatusOr<std::string> write_bulk_query(std::string_view document, std::string_view query);

// bulkOperationRunMutation: variables mutation and stagedUploadPath. InvalidArgument where either is blank.
[[nodiscard]] absl::StatusOr<std::string> write_bulk_mutation(std::string_view document,
                                                              std::string_view mutation,
                                                              std::string_view staged_upload_path);

struct StagedUpload {
  std::string filename;
  std::string mime_type;                   // "text/jsonl" for a bulk mutation.
  std::string resource;                    // "BULK_MUTATION_VARIABLES", "IMAGE", "VIDEO", ...
  std::optional<std::int64_t> file_bytes;  // Shopify demands it for films and models.
};

// stagedUploadsCreate: variable input; each file is sent by POST as a form. LimitError beyond kInputArrayMax;
// InvalidArgument for none, blank texts and a size below zero.
[[nodiscard]] absl::StatusOr<std::string> write_staged_uploads(std::string_view document,
                                                               std::span<const StagedUpload> uploads);

struct StagedTarget {
  std::string url;
  std::optional<std::string> resource_url;
  std::vector<std::pair<std::string, std::string>> parameters;  // The form's fields, in their order.

  // What bulkOperationRunMutation calls the file: the value of the field "key"; none where there is none.
  [[nodiscard]] std::optional<std::string> path() const;
};

// `data` of {stagedUploadsCreate {stagedTargets {url resourceUrl parameters {name value}}}}, one target for
// each upload, in their order. A target without address is a DecodeError. User errors are read by
// read_user_errors().
[[nodiscard]] absl::StatusOr<std::vector<StagedTarget>> read_staged_targets(std::string_view data);

// webhookSubscriptionCreate: variables topic ("ORDERS_CREATE") and webhookSubscription with the address and
// the format JSON. InvalidArgument where either is blank.
[[nodiscard]] absl::StatusOr<std::string> write_webhook_subscribe(std::string_view document,
                                                                  std::string_view topic,
                                                                  std::string_view uri);

// webhookSubscriptionUpdate: variables id and webhookSubscription with the new address.
[[nodiscard]] absl::StatusOr<std::string> write_webhook_update(std::string_view document,
                                                               std::string_view gid, std::string_view uri);

}  // namespace crossdock::shopify
