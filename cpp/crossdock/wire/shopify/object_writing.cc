#include "crossdock/wire/shopify/object_writing.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <vector>

#include "crossdock/base/limits.h"
#include "crossdock/wire/shopify/variant_parts.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {
namespace {

using json::Writer;

constexpr std::array<std::string_view, 2> kPublishable{"Product", "Collection"};
constexpr std::size_t kMomentBytes = 32;

absl::Status check_many(std::span<const std::int64_t> ids) {
  absl::Status status = check_count(ids.size(), "input_array_max", base::kInputArrayMax);
  status.Update(check_ids(ids));
  return status;
}

// ISO 8601 in UTC, with a fraction of the second where there is one.
std::string moment_text(const base::Timestamp& moment) {
  const base::CivilTime civil = base::civil_time({moment.utc_us, 0});
  std::array<char, kMomentBytes> text{};
  int length = std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", civil.year,
                             civil.month, civil.day, civil.hour, civil.minute, civil.second);
  std::string written(text.data(), static_cast<std::size_t>(length));
  if (civil.microsecond != 0) {
    length = std::snprintf(text.data(), text.size(), ".%06d", civil.microsecond);
    written.append(text.data(), static_cast<std::size_t>(length));
  }
  return written + "Z";
}

}  // namespace

absl::StatusOr<std::string> write_publish(std::string_view document, std::string_view gid,
                                          std::span<const canonical::PublicationState> publications) {
  std::vector<std::int64_t> ids;
  for (const canonical::PublicationState& one : publications) ids.push_back(one.publication_id);
  absl::Status status = check_many(ids);
  status.Update(check_gid(gid, kPublishable));
  if (!status.ok()) return status;
  return request(document, [&](Writer& writer) {
    writer.key("id").text(gid).key("input").begin_array();
    for (const canonical::PublicationState& one : publications) {
      write_gid(writer.begin_object().key("publicationId"), "Publication", one.publication_id);
      if (one.publish_date.has_value()) writer.key("publishDate").text(moment_text(*one.publish_date));
      writer.end_object();
    }
    writer.end_array();
  });
}

absl::StatusOr<std::string> write_unpublish(std::string_view document, std::string_view gid,
                                            std::span<const std::int64_t> publication_ids) {
  absl::Status status = check_many(publication_ids);
  status.Update(check_gid(gid, kPublishable));
  if (!status.ok()) return status;
  return request(document, [&](Writer& writer) {
    writer.key("id").text(gid).key("input").begin_array();
    for (const std::int64_t id : publication_ids) {
      write_gid(writer.begin_object().key("publicationId"), "Publication", id);
      writer.end_object();
    }
    writer.end_array();
  });
}

absl::StatusOr<std::string> write_collection_products(std::string_view document, std::int64_t collection_id,
                                                      std::span<const std::int64_t> product_ids) {
  absl::Status status = check_many(product_ids);
  if (collection_id <= 0) status.Update(absl::InvalidArgumentError("The collection's id is not above zero."));
  if (!status.ok()) return status;
  return request(document, [&](Writer& writer) {
    write_gid(writer.key("id"), "Collection", collection_id);
    write_gids(writer.key("productIds"), "Product", product_ids);
  });
}

absl::StatusOr<std::string> write_tags(std::string_view document, std::string_view gid,
                                       std::span<const std::string> tags) {
  absl::Status status = check_count(tags.size(), "input_array_max", base::kInputArrayMax);
  status.Update(check_gid(gid));
  for (const std::string& tag : tags) {
    if (is_blank(tag) || tag.find(',') != std::string::npos)
      status.Update(absl::InvalidArgumentError("A tag is blank or holds a comma."));
  }
  if (!status.ok()) return status;
  return request(document, [&](Writer& writer) {
    writer.key("id").text(gid);
    write_texts(writer.key("tags"), tags);
  });
}

absl::StatusOr<std::string> write_metafields_set(std::string_view document,
                                                 std::span<const OwnedMetafield> metafields) {
  absl::Status status = check_count(metafields.size(), "metafields_set_max", base::kMetafieldsSetMax);
  std::map<std::string_view, std::vector<canonical::Metafield>> of_owner;
  for (const OwnedMetafield& one : metafields) {
    status.Update(check_gid(one.owner_gid));
    of_owner[one.owner_gid].push_back(one.metafield);
  }
  for (const auto& [owner, owned] : of_owner) status.Update(check_metafields(owned));
  if (!status.ok()) return status;
  return request(document, [&](Writer& writer) {
    writer.key("metafields").begin_array();
    for (const OwnedMetafield& one : metafields) {
      writer.begin_object().key("ownerId").text(one.owner_gid);
      writer.key("namespace").text(one.metafield.name_space).key("key").text(one.metafield.key);
      writer.key("type").text(one.metafield.type).key("value").text(one.metafield.value);
      write_if_told(writer, "compareDigest", one.compare_digest);
      writer.end_object();
    }
    writer.end_array();
  });
}

}  // namespace crossdock::shopify
