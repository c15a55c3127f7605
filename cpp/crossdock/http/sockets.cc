#include "crossdock/http/sockets.h"

#include <sys/stat.h>
#include <unistd.h>

namespace crossdock::http {

void Sockets::add(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) == 0) entries_.push_back({descriptor, status.st_dev, status.st_ino});
}

void Sockets::remove(int descriptor) {
  std::erase_if(entries_, [descriptor](const Entry& entry) { return entry.descriptor == descriptor; });
}

void Sockets::close_all_after_fork() {
  for (const Entry& entry : entries_) {
    struct stat status {};
    if (fstat(entry.descriptor, &status) != 0) continue;
    if (status.st_dev == entry.device && status.st_ino == entry.inode) ::close(entry.descriptor);
  }
  entries_.clear();
}

}  // namespace crossdock::http
