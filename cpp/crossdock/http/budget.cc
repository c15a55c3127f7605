#include "crossdock/http/budget.h"

#include <algorithm>
#include <cmath>

namespace crossdock::http {

void CostBudget::update(double maximum, double available, double restore_rate, double now) {
  // A response that makes no sense teaches nothing.
  if (!std::isfinite(maximum) || !std::isfinite(available) || !std::isfinite(restore_rate) || maximum <= 0)
    return;
  is_known_ = true;
  maximum_ = maximum;
  available_ = std::min(available, maximum);
  restore_rate_ = std::max(restore_rate, 0.0);
  at_ = now;
}

double CostBudget::available_at(double now) const {
  return std::min(maximum_, available_ + restore_rate_ * std::max(now - at_, 0.0));
}

double CostBudget::wait(double points, double now) const {
  if (!is_known_) return 0;
  const double missing = std::min(points, maximum_) - available_at(now);
  if (missing <= 0) return 0;
  if (restore_rate_ <= 0) return kBudgetWaitSecondsMax;
  return std::min(missing / restore_rate_, kBudgetWaitSecondsMax);
}

void CostBudget::spend(double points, double now) {
  if (!is_known_) return;
  available_ = available_at(now) - points;
  at_ = std::max(at_, now);
}

void WindowBudget::update(std::int64_t maximum, std::int64_t remaining, std::int64_t interval_ms,
                          double now) {
  if (maximum <= 0 || interval_ms <= 0) return;
  is_known_ = true;
  maximum_ = maximum;
  remaining_ = std::clamp<std::int64_t>(remaining, 0, maximum);
  interval_seconds_ = std::min(static_cast<double>(interval_ms) / 1000, kBudgetWaitSecondsMax);
  window_end_ = now + interval_seconds_;
}

double WindowBudget::wait(double now) const {
  if (!is_known_ || remaining_ > 0) return 0;
  return std::clamp(window_end_ - now, 0.0, kBudgetWaitSecondsMax);
}

void WindowBudget::spend(double now) {
  if (!is_known_) return;
  if (now >= window_end_) {
    remaining_ = maximum_;
    window_end_ = now + interval_seconds_;
  }
  if (remaining_ > 0) --remaining_;
}

}  // namespace crossdock::http
