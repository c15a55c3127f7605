#pragma once

#include <sys/types.h>

#include <vector>

// The sockets that libcurl holds open, so that a forked child can let go of its copies.
//
// A child must not clean libcurl's handles up: that would say goodbye in TLS on connections that the parent
// still uses. It must not keep the copies either, or a connection that the parent closes stays open. So it
// closes the bare descriptors and forgets the handles.
namespace crossdock::http {

class Sockets {
 public:
  void add(int descriptor);
  void remove(int descriptor);
  // Closes the descriptors that still are the sockets they were; somebody else may have closed and reused
  // them.
  void close_all_after_fork();

 private:
  struct Entry {
    int descriptor;
    dev_t device;
    ino_t inode;
  };
  std::vector<Entry> entries_;
};

}  // namespace crossdock::http
