#pragma once

#include "absl/status/status.h"
#include "errors.h"

// Objects that release the GIL in the middle of their work: a second thread gets an InputError instead of
// half of it.
namespace crossdock::bindings {

// For as long as it lives, `flag` is set; it is read and written with the GIL held.
class Busy {
 public:
  Busy(bool& flag, const char* message) : flag_(flag) {
    if (flag_) throw_unless_ok(absl::InvalidArgumentError(message));
    flag_ = true;
  }
  ~Busy() { flag_ = false; }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;

 private:
  bool& flag_;
};

}  // namespace crossdock::bindings
