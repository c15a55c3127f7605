#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

// A moment as a remote system wrote it: the instant, and the offset from UTC it was written with.
//
// The offset is kept because it carries the store's local date (an order of 23:30 in New York belongs to that
// day's books), but two moments are equal when the instants are: webhooks write the store's offset, GraphQL
// writes Z.
namespace crossdock::base {

struct Timestamp {
  std::int64_t utc_us = 0;          // Microseconds since 1970-01-01T00:00:00 UTC.
  std::int32_t offset_minutes = 0;  // East of Greenwich is positive.

  // Reads ISO 8601 with a stated offset: "2021-12-31T19:00:00-05:00", "2019-10-30T03:30:17.883Z". Digits of a
  // second beyond the sixth are cut off. Nothing for any other text, for dates that do not exist, or outside
  // the years 1 to 9999.
  static std::optional<Timestamp> parse(std::string_view text);

  friend bool operator==(const Timestamp& left, const Timestamp& right) {
    return left.utc_us == right.utc_us;
  }
  friend std::strong_ordering operator<=>(const Timestamp& left, const Timestamp& right) {
    return left.utc_us <=> right.utc_us;
  }
};

// The calendar fields of a moment at its own offset, proleptic Gregorian.
struct CivilTime {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;

  bool operator==(const CivilTime&) const = default;
};

[[nodiscard]] CivilTime civil_time(const Timestamp& moment);

}  // namespace crossdock::base
