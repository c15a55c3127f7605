#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/plan/operations.h"

// From operations to what is sent when: waves of batches, and what is not sent and why.
//
//                   same object and kind            object in flight     larger than a batch
//   operations ----> coalesced, unless  ----+-----> waiting      +-----> refused
//                    effects or sent        |                    |
//                                           +--> waves by what comes after what --> batches
//
// - Of several states of one object and kind that were certainly not sent, only the newest matters. Where a
//   stored one says the same as the newest, it stays and the newest is dropped: its key is kept (I4). Effects
//   are never coalesced.
// - An operation that was sent, or whose outcome is unknown, is never merged, dropped or batched, and no
// other
//   one of its object is sent until it is settled (I3). What comes after such an object waits with it.
// - An operation too large for a batch of its kind is refused by name; only what comes after it waits.
// - Everything else is in exactly one batch. A wave holds nothing that must come after something of the same
//   wave, so that its batches may be sent in any order or at once; operations of one object are in waves of
//   their own, by their kinds' steps and then by id.
//
// The plan depends on the set of operations only, not on their order.
namespace crossdock::plan {

struct Batch {
  std::uint32_t wave = 0;  // From 0.
  std::uint32_t kind = 0;  // Into the operations' kinds.
  Load load;
  std::uint32_t begin = 0;  // Into Plan::order.
  std::uint32_t end = 0;

  bool operator==(const Batch&) const = default;
};

struct Coalesced {
  std::int64_t id = 0;    // The operation that is not needed,
  std::int64_t into = 0;  // and the one that stands for it.

  bool operator==(const Coalesced&) const = default;
};

struct Waiting {
  std::int64_t id = 0;
  std::int64_t on = 0;  // The operation in flight, or refused, that must be settled first.

  bool operator==(const Waiting&) const = default;
};

struct Refused {
  std::int64_t id = 0;
  base::LimitError error;  // plan_batch_bytes_max or plan_batch_cost_max.

  bool operator==(const Refused&) const = default;
};

// Every operation, by its id, is in exactly one of the five lists; those that are not batches are sorted by
// id.
struct Plan {
  std::vector<std::int64_t> order;  // The operations of all batches, oldest first where nothing else decides.
  std::vector<Batch> batches;       // By wave, then by step and kind.
  std::vector<Coalesced> coalesced;
  std::vector<Waiting> waiting;
  std::vector<Refused> refused;
  std::vector<std::int64_t> in_flight;

  bool operator==(const Plan&) const = default;
};

// Cost: O(n log n), and about 100 bytes of memory an operation.
//
// Fails with InvalidArgument when two operations have one id, and when operations wait for each other in a
// circle, which it names by its objects.
absl::StatusOr<Plan> make_plan(const Operations& operations);

}  // namespace crossdock::plan
