#pragma once
// Dates as papers and pages write them, to ISO 8601.
//
//   "December 22, 2021"               ->  "2021-12-22"
//   "Tue, 22 Dec 2021 10:05:00 GMT"   ->  "2021-12-22T10:05:00Z"
//   "2021-12-22 10:05:00+0100"        ->  "2021-12-22T10:05:00+01:00"
//   "03/04/2021"                      ->  "" (March or April?)
//
// Only dates that exist come back, with a year from 1400 to 2199; a zone that is only a name (but
// UTC and GMT) is left out, since names of zones are not unique.

#include <string>
#include <string_view>

namespace sayso {

// The whole of `text` (but white space at its ends) as a date or a date with a time; "" if it is
// none.
std::string to_iso_date(std::string_view text);

// The first date with a day, a month and a year inside of `text`, as a day; "" if there is none.
std::string find_iso_day(std::string_view text);

}  // namespace sayso
