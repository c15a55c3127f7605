#pragma once

#include <datetime.h>
#include <pybind11/pybind11.h>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"

// How exact values of the core become Python's: decimal.Decimal with the digits that were written, and an
// aware datetime that keeps the offset it was written with. They cross in this direction only.
namespace pybind11::detail {

template <>
struct type_caster<crossdock::base::Decimal> {
  PYBIND11_TYPE_CASTER(crossdock::base::Decimal, const_name("decimal.Decimal"));

  static bool load(handle, bool) { return false; }

  static handle cast(const crossdock::base::Decimal& number, return_value_policy, handle) {
    return module_::import("decimal").attr("Decimal")(number.text()).release();
  }
};

template <>
struct type_caster<crossdock::base::Timestamp> {
  PYBIND11_TYPE_CASTER(crossdock::base::Timestamp, const_name("datetime.datetime"));

  static bool load(handle, bool) { return false; }

  static handle cast(const crossdock::base::Timestamp& moment, return_value_policy, handle) {
    const PyDateTime_CAPI& api = datetime_api();
    const crossdock::base::CivilTime civil = crossdock::base::civil_time(moment);
    const object zone = zone_of(api, moment.offset_minutes);
    return api.DateTime_FromDateAndTime(civil.year, civil.month, civil.day, civil.hour, civil.minute,
                                        civil.second, civil.microsecond, zone.ptr(), api.DateTimeType);
  }

 private:
  static const PyDateTime_CAPI& datetime_api() {
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    if (PyDateTimeAPI == nullptr) throw error_already_set();
    return *PyDateTimeAPI;
  }

  static object zone_of(const PyDateTime_CAPI& api, int offset_minutes) {
    if (offset_minutes == 0) return reinterpret_borrow<object>(api.TimeZone_UTC);
    const auto offset =
        reinterpret_steal<object>(api.Delta_FromDelta(0, offset_minutes * 60, 0, 1, api.DeltaType));
    if (!offset) throw error_already_set();
    auto zone = reinterpret_steal<object>(api.TimeZone_FromTimeZone(offset.ptr(), nullptr));
    if (!zone) throw error_already_set();
    return zone;
  }
};

}  // namespace pybind11::detail
