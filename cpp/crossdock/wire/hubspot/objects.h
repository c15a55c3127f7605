#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/wire/hubspot/refusals.h"

// HubSpot's CRM objects as it answers with them: contacts, companies, deals, orders, products, line items,
// tickets and every other type are one shape, an id and named properties (CRM objects API, v3 and the dated
// versions from 2026-03 on).
//
//   {"id": "512", "properties": {"email": "a@b.c", "phone": null}, "createdAt": "...", "updatedAt": "...",
//    "archived": false}
//
// Every property's value is text or null on the wire, whatever its type. The typed readings below say which
// texts a type allows, and refuse others with a DecodeError that names the property.
namespace crossdock::hubspot {

// An object of the other side that one answer names beside the object itself.
struct AssociatedId {
  std::string id;
  std::string type;  // "contact_to_company", as written.

  bool operator==(const AssociatedId&) const = default;
};

struct RemoteObject {
  std::string id;
  std::map<std::string, std::optional<std::string>> properties;
  std::optional<base::Timestamp> updated_at;
  std::optional<base::Timestamp> created_at;
  std::optional<base::Timestamp> archived_at;
  std::optional<bool> is_new;           // Told by upserts alone.
  std::optional<std::string> trace_id;  // Given with the input that this is the result of.
  bool archived = false;
  // By the plural name of the other type ("companies"); only where a list or a single read asked for them.
  std::map<std::string, std::vector<AssociatedId>> associations;

  bool operator==(const RemoteObject&) const = default;

  // A property's text; none when it is empty, null or was not asked for.
  [[nodiscard]] std::optional<std::string> text(const std::string& property) const;
  // A number, exactly as it was written.
  [[nodiscard]] absl::StatusOr<std::optional<base::Decimal>> decimal(const std::string& property) const;
  [[nodiscard]] absl::StatusOr<std::optional<std::int64_t>> integer(const std::string& property) const;
  // "true" or "false".
  [[nodiscard]] absl::StatusOr<std::optional<bool>> boolean(const std::string& property) const;
  // ISO 8601 with an offset, a date alone (midnight UTC), or milliseconds since 1970 UTC.
  [[nodiscard]] absl::StatusOr<std::optional<base::Timestamp>> timestamp(const std::string& property) const;
  // The chosen options of a property with several, which are written with semicolons between; sorted.
  [[nodiscard]] std::vector<std::string> choices(const std::string& property) const;
};

struct BatchResult {
  std::string status;  // "COMPLETE", "PENDING", "PROCESSING", "CANCELED" and others, as written.
  std::vector<RemoteObject> results;
  std::vector<BatchError> errors;
};

// One page of a search, or of a list, which does not tell its total.
struct ObjectPage {
  std::optional<std::int64_t> total;
  std::vector<RemoteObject> results;
  std::optional<std::string> after;  // None on the last page.
};

// The answer to a read or write of one object.
[[nodiscard]] absl::StatusOr<RemoteObject> read_object(std::string_view body);

// The body of a batch call of status 200, 201 or 207. Errors are read whatever the status: version 2026-09
// does not declare 207.
[[nodiscard]] absl::StatusOr<BatchResult> read_batch_result(std::string_view body);

// A page of a search, which must tell its total.
[[nodiscard]] absl::StatusOr<ObjectPage> read_search_page(std::string_view body);

// A page of GET on a type's objects.
[[nodiscard]] absl::StatusOr<ObjectPage> read_list_page(std::string_view body);

}  // namespace crossdock::hubspot
