#pragma once
// Dates and times as articles write them in ISO 8601, and the calendar arithmetic on days.
//
// A day is kept as written, with its zone; UTC only orders. "2023-03-14T00:20:00+01:00" is the day
// 2023-03-14, though it is the 13th in UTC.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sayso {

using Day = std::chrono::year_month_day;  // of the Gregorian calendar; only valid days leave here

struct DateTime {
  std::string day;                // as written: "2023-03-14"
  std::int64_t utc_seconds = 0;   // since 1970-01-01T00:00:00Z; a date alone counts from its
                                  // midnight, a time without zone counts as UTC
  std::int32_t zone_minutes = 0;  // east of UTC, as written
  bool has_time = false;
  bool has_zone = false;
};

// Reads "2023-03-14", "2023-03-14T13:20", "...:05", "...:05.250", with "Z", "+01:00", "+0100" or
// "+01", also with a space in place of the T. The whole string must fit and the day must exist;
// white space around it is allowed. Anything else is nullopt.
std::optional<DateTime> parse_date_time(std::string_view written);

// "2023-03-14" alone.
std::optional<Day> parse_day(std::string_view written);
// Year 0 to 9999: "2023-03-14".
std::string to_string(const Day& day);

std::optional<Day> make_day(int year, int month, int day);  // nullopt: there is no such day
Day add_days(const Day& day, int days);
int days_between(const Day& from, const Day& to);  // to minus from
// Months are clipped at their end: 31 January and one month is 28 or 29 February.
Day add_months(const Day& day, int months);
int days_in_month(int year, int month);  // month 1 to 12
int weekday(const Day& day);             // 1 Monday to 7 Sunday (ISO 8601)

}  // namespace sayso
