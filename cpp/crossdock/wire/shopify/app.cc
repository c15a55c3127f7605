#include "crossdock/wire/shopify/app.h"

#include <algorithm>

#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::AppUninstalled;
using canonical::ScopesUpdate;
using json::Object;

std::vector<std::string> scopes(const Object& from, std::string_view key) {
  std::vector<std::string> names = from.texts(key);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

absl::StatusOr<AppUninstalled> read_app_uninstalled(std::string_view body) {
  return read_whole(body, "app/uninstalled", [](const Object& from) {
    AppUninstalled uninstalled;
    uninstalled.shop_id = from.id("id");
    uninstalled.shop_name = from.text("name");
    uninstalled.myshopify_domain = from.optional_text("myshopify_domain");
    return uninstalled;
  });
}

absl::StatusOr<ScopesUpdate> read_scopes_update(std::string_view body) {
  return read_whole(body, "app/scopes_update", [](const Object& from) {
    ScopesUpdate update;
    update.shop_id = gid_number(from, "shop_id", "Shop");
    update.current = scopes(from, "current");
    update.previous = scopes(from, "previous");
    update.updated_at = from.timestamp("updated_at");
    return update;
  });
}

}  // namespace crossdock::shopify
