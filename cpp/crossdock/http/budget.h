#pragma once

#include <cstdint>

// How long to wait so that the remote system has no reason to refuse. Both budgets are fed by responses and
// know nothing until the first. Times are seconds of a clock that the caller chooses and that never runs
// back.
namespace crossdock::http {

// No wait is longer, whatever a response claimed.
inline constexpr double kBudgetWaitSecondsMax = 3600;

// Shopify's GraphQL cost: a leaky bucket that refills steadily (extensions.cost.throttleStatus).
class CostBudget {
 public:
  // What a response said: size of the bucket, points in it, points restored a second.
  void update(double maximum, double available, double restore_rate, double now);
  // Seconds until `points` fit; a request that costs more than the bucket holds waits until it is full. 0 as
  // long as nothing is known.
  [[nodiscard]] double wait(double points, double now) const;
  // Takes the points of a request that is being sent.
  void spend(double points, double now);

 private:
  [[nodiscard]] double available_at(double now) const;

  bool is_known_ = false;
  double maximum_ = 0;
  double available_ = 0;
  double restore_rate_ = 0;
  double at_ = 0;
};

// HubSpot's requests a window (X-HubSpot-RateLimit-Max, -Remaining, -Interval-Milliseconds). When a window
// began is not told, so an empty one is taken to last its whole length from the response that said so.
class WindowBudget {
 public:
  void update(std::int64_t maximum, std::int64_t remaining, std::int64_t interval_ms, double now);
  // Seconds until one more request fits. 0 as long as nothing is known.
  [[nodiscard]] double wait(double now) const;
  // Takes one request that is being sent.
  void spend(double now);

 private:
  bool is_known_ = false;
  std::int64_t maximum_ = 0;
  std::int64_t remaining_ = 0;
  double interval_seconds_ = 0;
  double window_end_ = 0;
};

}  // namespace crossdock::http
