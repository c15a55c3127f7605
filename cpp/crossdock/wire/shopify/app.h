#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/app.h"

// What a store says about the app itself. Rules: webhook topics app/* in versions 2023-07 to 2026-07.
namespace crossdock::shopify {

// The payload of app/uninstalled: the store as it last was.
[[nodiscard]] absl::StatusOr<canonical::AppUninstalled> read_app_uninstalled(std::string_view body);

// The payload of app/scopes_update.
[[nodiscard]] absl::StatusOr<canonical::ScopesUpdate> read_scopes_update(std::string_view body);

}  // namespace crossdock::shopify
