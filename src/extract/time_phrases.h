#pragma once
// The first step of find_times: which stretches of a text are about time, and what is written
// there.
//
// Problem. English has a few hundred ways to name a day, and they overlap: "the end of last May"
// holds "last May" holds "May".
//
// Idea. A table of patterns, each a line that reads like the phrase that it finds. All patterns
// look at every sentence that holds a word of time at all; where finds overlap, the one that begins
// first wins, then the longer, then the one higher up in the table. What a find says is kept as
// plain parts (month, day, count, unit ...); what day that is, is not decided here.
//
// Example. "two weeks ago" is {form kAgo, count 2, unit kWeek}; "late last May" is {form kMonth,
// month 5, shift -1}.
//
// Cost. Linear in the text: RE2, and every pattern has a bounded length.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sayso/span.h"
#include "text/sentences.h"

namespace sayso {

enum class TimeForm : std::uint8_t {
  kDay,      // "14 March", "March 14, 2023", "2023-03-14"
  kNumeric,  // "14/03/2023": day and month in the order of the text, not yet known which is which
  kMonth,    // "May", "last May", "May 2022", "October of this year"
  kYear,     // "1998", "fiscal 1989"
  kDecade,   // "the 1990s"
  kCentury,  // "the 20th century"
  kQuarter,  // "the third quarter", "Q3 2022"
  kHalf,     // "the first half of 1998"
  kSameQuarter,  // "the quarter", "the year-ago period"
  kSeason,       // "last summer", "the winter of 1994"
  kWeekday,      // "Monday", "last Tuesday night"
  kToday,        // "today", "yesterday", "tomorrow night"
  kPart,         // "this morning", "last night", "overnight"
  kUnit,         // "last year", "this week", "the weekend"
  kAgo,          // "two weeks ago"
  kLater,        // "a day later", "three years earlier": from what was mentioned last
  kFollowing,    // "the following day", "that year"
  kYearEnd,      // "year-end", "the end of the year"
  kHoliday,      // "Christmas Day"
  kClock,        // "9:30 a.m.", "noon"
  kDuration,     // "three days"
  kSet,          // "every Monday", "weekly"
  kPast,         // "recently"
  kPresent,      // "now"
  kFuture,       // "soon"
  kNothing,      // "three years old": looks like a time and is none
};

enum class TimeUnit : std::uint8_t {
  kNone,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeekend,
  kWeek,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury
};

inline constexpr double kVague = -1;  // a count that is only "some", "several"

struct TimePhrase {
  Span span;
  TimeForm form = TimeForm::kNothing;
  std::uint32_t sentence = 0;  // into the sentences
  int year = 0;                // 0: not written, as with all parts below
  int month = 0;               // 1 to 12
  int day = 0;                 // 1 to 31; kNumeric: the first number
  int second_number = 0;       // kNumeric: the second
  int weekday = 0;             // 1 Monday to 7
  int ordinal = 0;   // of a quarter or half; kDecade: its first year; kCentury: its number
  int season = 0;    // 1 spring, 2 summer, 3 autumn, 4 winter
  int holiday = 0;   // into the table of holidays, from 1
  double count = 0;  // "two" 2, "2 1/2" 2.5, kVague
  TimeUnit unit = TimeUnit::kNone;
  int shift = 0;         // "last" -1, "next" +1; kToday: days from today
  bool shifted = false;  // there is a word for it, so shift 0 is "this"
  int year_shift = 0;    // "of last year": the same for the year
  bool year_shifted = false;
  bool year_told = false;  // "of that year"
  std::string_view part;   // of a day, as in TIMEX3: "MO", "AF", "EV", "NI", "DT", "MI"; or empty
  int hour = -1;           // 0 to 24; -1: not written
  int minute = -1;
  bool from_told =
      false;  // "the previous", "the following", "that": counted from what is told, not from now
  bool plural = false;  // "Mondays", "every Monday"
};

// The phrases of the text in order, without overlap and without kNothing.
std::vector<TimePhrase> find_time_phrases(std::string_view text,
                                          std::span<const Sentence> sentences);

// The day of a holiday in a year: month and day, or {0, 0} if `holiday` is not in the table.
struct MonthDay {
  int month = 0, day = 0;
};
MonthDay holiday_in(int holiday, int year);

}  // namespace sayso
