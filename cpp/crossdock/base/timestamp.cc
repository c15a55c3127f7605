#include "crossdock/base/timestamp.h"

#include <chrono>
#include <cstddef>

namespace crossdock::base {
namespace {

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::size_t kFractionDigitsMax = 9;

// Reads from the front of a text and remembers whether all of it was as expected.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t index = 0; index < count; ++index) {
      const char character = next();
      if (character < '0' || character > '9') {
        ok_ = false;
        return 0;
      }
      value = value * 10 + (character - '0');
    }
    return value;
  }

  void literal(char expected) { ok_ = next() == expected && ok_; }

  char next() {
    if (text_.empty()) {
      ok_ = false;
      return '\0';
    }
    const char character = text_.front();
    text_.remove_prefix(1);
    return character;
  }

  [[nodiscard]] char peek() const { return text_.empty() ? '\0' : text_.front(); }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return text_.empty(); }
  void fail() { ok_ = false; }

 private:
  std::string_view text_;
  bool ok_ = true;
};

int fraction_microseconds(Cursor& cursor) {
  if (cursor.peek() != '.') return 0;
  cursor.next();
  int microseconds = 0;
  std::size_t count = 0;
  while (cursor.peek() >= '0' && cursor.peek() <= '9') {
    const int digit = cursor.next() - '0';
    if (count < 6) microseconds = microseconds * 10 + digit;
    ++count;
  }
  if (count == 0 || count > kFractionDigitsMax) cursor.fail();
  for (; count < 6; ++count) microseconds *= 10;
  return microseconds;
}

int offset_minutes_of(Cursor& cursor) {
  const char sign = cursor.next();
  if (sign == 'Z') return 0;
  if (sign != '+' && sign != '-') cursor.fail();
  const int hours = cursor.digits(2);
  if (cursor.peek() == ':') cursor.next();
  const int minutes = cursor.digits(2);
  if (hours > 23 || minutes > 59) cursor.fail();
  return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

std::optional<Timestamp> Timestamp::parse(std::string_view text) {
  Cursor cursor(text);
  const int year = cursor.digits(4);
  cursor.literal('-');
  const int month = cursor.digits(2);
  cursor.literal('-');
  const int day = cursor.digits(2);
  cursor.literal('T');
  const int hour = cursor.digits(2);
  cursor.literal(':');
  const int minute = cursor.digits(2);
  cursor.literal(':');
  const int second = cursor.digits(2);
  const int microsecond = fraction_microseconds(cursor);
  const int offset = offset_minutes_of(cursor);
  if (!cursor.ok() || !cursor.at_end()) return std::nullopt;
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return std::nullopt;

  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  const std::int64_t seconds = days * kSecondsPerDay + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 +
                               second - std::int64_t{offset} * 60;
  return Timestamp{seconds * kMicrosecondsPerSecond + microsecond, offset};
}

CivilTime civil_time(const Timestamp& moment) {
  const std::chrono::microseconds local{moment.utc_us +
                                        std::int64_t{moment.offset_minutes} * 60 * kMicrosecondsPerSecond};
  const auto days = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{std::chrono::sys_days{days}};
  const std::chrono::hh_mm_ss time{local - days};
  CivilTime civil;
  civil.year = static_cast<int>(date.year());
  civil.month = static_cast<int>(static_cast<unsigned>(date.month()));
  civil.day = static_cast<int>(static_cast<unsigned>(date.day()));
  civil.hour = static_cast<int>(time.hours().count());
  civil.minute = static_cast<int>(time.minutes().count());
  civil.second = static_cast<int>(time.seconds().count());
  civil.microsecond = static_cast<int>(time.subseconds().count());
  return civil;
}

}  // namespace crossdock::base
