#pragma once
// When: the dates, times of day, durations and repetitions that a text names, and the day each
// means.
//
// Problem. "On Monday", "last May", "the following day", "14/03/2023" and "two weeks ago" all name
// a day, and most of them only together with the day of publication, the tense around them or the
// day that the narrative spoke of last.
//
// Idea. Two steps. A list of patterns (time_phrases.h; RE2, so linear in the text) finds phrases
// and takes them apart: "two weeks ago" is a count, a unit and a direction. Then a narrator goes
// through them in order of the text, reads the tense of the clause ("met on Monday", "will meet on
// Monday", "agreed to meet on Monday"), keeps the day that was told of last (for "the following
// day") and the year of each month that the text gave one, and computes the value in TIMEX3's
// notation.
//
// Example. Published 2023-03-14, a Tuesday: "Sykes resigned on Monday" has Monday = 2023-03-13;
// "the board will meet on Monday" has 2023-03-20; "in late September" has 2022-09, with value
// 2022-09.
//
// Cost. Linear in the text.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/span.h"
#include "text/sentences.h"

namespace sayso {

enum class TimeKind : std::uint8_t { kDate, kTime, kDuration, kSet };

struct TimeExpression {
  Span span;
  TimeKind kind = TimeKind::kDate;
  std::string value;  // as in TIMEX3: "2023-03-14", "2023-03", "2023-W11", "2023-03-14TNI", "P3D",
                      // "PRESENT_REF"; parts that nothing tells are "X": "XXXX-03-14"
  std::string day;    // the day it falls on, as precise as it is: "2023-03-14", "2023-03", "2023";
                      // empty if it names none (durations, sets, "now", "recently", decades)
};

// The time expressions of `text` in order, without overlap. `sentences` are those of the text;
// `published` is the day of publication in ISO 8601, of which only the first ten characters matter,
// or empty: then only expressions that carry their own year have a day. At most one expression per
// three bytes, so the answer is bounded by the text.
std::vector<TimeExpression> find_times(std::string_view text, std::span<const Sentence> sentences,
                                       std::string_view published);

// "DATE", "TIME", "DURATION", "SET".
std::string_view to_string(TimeKind kind);

}  // namespace sayso
