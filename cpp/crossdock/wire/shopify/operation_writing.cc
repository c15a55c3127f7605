#include "crossdock/wire/shopify/operation_writing.h"

#include <algorithm>

#include "crossdock/base/limits.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {
namespace {

using json::Object;
using json::Writer;

absl::Status check_texts(std::initializer_list<std::string_view> texts) {
  if (std::none_of(texts.begin(), texts.end(), is_blank)) return absl::OkStatus();
  return absl::InvalidArgumentError("A text that the request needs is blank.");
}

}  // namespace

absl::StatusOr<std::string> write_bulk_query(std::string_view document, std::string_view query) {
  if (absl::Status status = check_texts({query}); !status.ok()) return status;
  return request(document, [&](Writer& writer) { writer.key("query").text(query); });
}

absl::StatusOr<std::string> write_bulk_mutation(std::string_view document, std::string_view mutation,
                                                std::string_view staged_upload_path) {
  if (absl::Status status = check_texts({mutation, staged_upload_path}); !status.ok()) return status;
  return request(document, [&](Writer& writer) {
    writer.key("mutation").text(mutation).key("stagedUploadPath").text(staged_upload_path);
  });
}

absl::StatusOr<std::string> write_staged_uploads(std::string_view document,
                                                 std::span<const StagedUpload> uploads) {
  absl::Status status = check_count(uploads.size(), "input_array_max", base::kInputArrayMax);
  for (const StagedUpload& upload : uploads) {
    status.Update(check_texts({upload.filename, upload.mime_type, upload.resource}));
    if (upload.file_bytes.value_or(0) < 0)
      status.Update(absl::InvalidArgumentError("A file's size is below zero."));
  }
  if (!status.ok()) return status;
  return request(document, [uploads](Writer& writer) {
    writer.key("input").begin_array();
    for (const StagedUpload& upload : uploads) {
      writer.begin_object().key("filename").text(upload.filename).key("mimeType").text(upload.mime_type);
      writer.key("resource").text(upload.resource).key("httpMethod").text("POST");
      // Unsigned numbers of 64 bits cross as texts.
      if (upload.file_bytes.has_value()) writer.key("fileSize").text(std::to_string(*upload.file_bytes));
      writer.end_object();
    }
    writer.end_array();
  });
}

std::optional<std::string> StagedTarget::path() const {
  const auto key = std::find_if(parameters.begin(), parameters.end(),
                                [](const auto& parameter) { return parameter.first == "key"; });
  if (key == parameters.end()) return std::nullopt;
  return key->second;
}

absl::StatusOr<std::vector<StagedTarget>> read_staged_targets(std::string_view data) {
  const json::Source source{kSystem, "staged uploads"};
  json::Document document;
  if (const absl::Status status = document.parse(data, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  std::vector<StagedTarget> targets =
      decoding.root().object("stagedUploadsCreate").objects("stagedTargets", [](const Object& from) {
        StagedTarget target;
        target.url = from.text("url");
        target.resource_url = from.optional_text("resourceUrl");
        target.parameters = from.objects("parameters", [](const Object& parameter) {
          return std::pair(parameter.text("name"), parameter.text("value"));
        });
        return target;
      });
  return decoding.finish(std::move(targets));
}

absl::StatusOr<std::string> write_webhook_subscribe(std::string_view document, std::string_view topic,
                                                    std::string_view uri) {
  if (absl::Status status = check_texts({topic, uri}); !status.ok()) return status;
  return request(document, [&](Writer& writer) {
    writer.key("topic").text(topic).key("webhookSubscription").begin_object();
    writer.key("uri").text(uri).key("format").text("JSON").end_object();
  });
}

absl::StatusOr<std::string> write_webhook_update(std::string_view document, std::string_view gid,
                                                 std::string_view uri) {
  absl::Status status = check_gid(gid);
  status.Update(check_texts({uri}));
  if (!status.ok()) return status;
  return request(document, [&](Writer& writer) {
    writer.key("id").text(gid).key("webhookSubscription").begin_object();
    writer.key("uri").text(uri).end_object();
  });
}

}  // namespace crossdock::shopify
