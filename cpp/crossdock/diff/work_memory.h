#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

#if defined(__linux__)
#include <sys/mman.h>
#endif

// Memory for work that is touched in no order. It is not initialised, and where it is large, the system is
// asked for large pages: finding each small page of tens of megabytes costs as much as the work itself. What
// is asked for is only ever a wish; without it the memory is the same.
namespace crossdock::diff {

inline constexpr std::size_t kLargePageBytes = std::size_t{2} << 20;

template <typename Value>
class WorkMemory {
  static_assert(std::is_trivially_copyable_v<Value> && std::is_trivially_destructible_v<Value>);

 public:
  WorkMemory() = default;
  explicit WorkMemory(std::size_t count) : count_(count) {
    // Whole pages, as aligned memory must be.
    const std::size_t page =
        count * sizeof(Value) < kLargePageBytes ? alignof(std::max_align_t) : kLargePageBytes;
    const std::size_t bytes = (count * sizeof(Value) + page - 1) / page * page;
    if (bytes == 0) return;
    values_.reset(static_cast<Value*>(std::aligned_alloc(page, bytes)));
    if (values_ == nullptr) throw std::bad_alloc();
#if defined(__linux__)
    if (page == kLargePageBytes) static_cast<void>(madvise(values_.get(), bytes, MADV_HUGEPAGE));
#endif
  }

  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::size_t bytes() const { return count_ * sizeof(Value); }
  [[nodiscard]] Value* data() const { return values_.get(); }
  [[nodiscard]] Value& operator[](std::size_t index) { return values_.get()[index]; }

 private:
  struct Free {
    void operator()(Value* values) const { std::free(values); }
  };

  std::unique_ptr<Value, Free> values_;
  std::size_t count_ = 0;
};

}  // namespace crossdock::diff
