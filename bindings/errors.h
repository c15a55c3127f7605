#pragma once

#include <exception>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// How a Status of the core becomes a Python exception of crossdock_core.errors.
//
// Registration code calls value_or_throw() on what a room returned; the translator of register_errors.cpp
// turns the StatusException into DecodeError, LimitError or InputError, by the payload the status carries.
// Throwing needs no GIL.
namespace crossdock::bindings {

class StatusException : public std::exception {
 public:
  explicit StatusException(absl::Status status) : status_(std::move(status)), text_(status_.message()) {}

  [[nodiscard]] const absl::Status& status() const { return status_; }
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  absl::Status status_;
  std::string text_;
};

inline void throw_unless_ok(const absl::Status& status) {
  if (!status.ok()) throw StatusException(status);
}

template <typename Value>
Value value_or_throw(absl::StatusOr<Value> result) {
  throw_unless_ok(result.status());
  return *std::move(result);
}

}  // namespace crossdock::bindings
