#pragma once

#include <curl/curl.h>

#include <memory>

// Owners of libcurl's handles, and its lazy start.
namespace crossdock::http {

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDeleter {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using EasyHandle = std::unique_ptr<CURL, EasyDeleter>;
using MultiHandle = std::unique_ptr<CURLM, MultiDeleter>;
using ListHandle = std::unique_ptr<curl_slist, ListDeleter>;

// Starts libcurl in this process on the first call, never at import: what is started before a fork is shared
// by all workers. False if libcurl cannot start.
bool ensure_curl_started();

// Appends a line; false when memory is short, with the list as it was.
bool append_line(ListHandle& list, const char* line);

}  // namespace crossdock::http
