#include "crossdock/http/curl_handles.h"

namespace crossdock::http {

bool ensure_curl_started() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  return result == CURLE_OK;
}

bool append_line(ListHandle& list, const char* line) {
  curl_slist* const longer = curl_slist_append(list.get(), line);
  if (longer == nullptr) return false;
  if (list.get() != longer) list.reset(longer);
  return true;
}

}  // namespace crossdock::http
