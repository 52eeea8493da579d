#pragma once
// Days as articles write them ("2023-03-13T13:20:00+01:00", "2023-03", "2023") and as people read
// them ("13 March 2023"). A day is the one that the document writes, in its own zone.

#include <string>
#include <string_view>

namespace sayso::cli {

// The day of an ISO 8601 date or time: "2023-03-13". A month or a year stays what it is; anything
// else gives "".
std::string day_of(std::string_view date);

// True for "YYYY-MM-DD" that the calendar has: what --as-of takes.
bool is_day(std::string_view text);

// "13 March 2023", "March 2023", "2023"; "undated" for "".
std::string long_day(std::string_view day);

// "13 Mar", or "13 Mar 2023" with the year; a month or year alone keeps its year.
std::string short_day(std::string_view day, bool with_year);

// The day before: "2023-03-01" gives "2023-02-28". `day` must satisfy is_day.
std::string day_before(std::string_view day);

}  // namespace sayso::cli
