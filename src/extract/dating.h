#pragma once
// Which of the times in a text is when a thing was said, and which is when it happened.
//
// "Dragsund told Skerry on Monday that the crane was inspected in May": Monday stands beside the
// cue, outside of the content, so it dates the saying; May stands in the content, so it dates the
// thing. Fresh speech without a date is of the article's day; a retelling without one has none.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/reading.h"
#include "extract/times.h"
#include "text/sentences.h"

namespace sayso {

// A day with what gave it.
struct Dating {
  std::string day;                    // "2023-03-14", "2023-03", "2023" or empty
  std::optional<std::size_t> by;      // into the times: the expression that names it
  std::optional<std::size_t> second;  // the one that would have, without that
  const char* rule = "";              // why it counts: "beside the cue"
};

// Whether the cue says "had said": of an earlier time, not of the article's day.
bool is_told_of_before(std::string_view text, std::span<const Sentence> sentences, const Span& cue);

// When an attribution was uttered. `contents`: of this attribution and its neighbours.
// `retold`: it came through a relay. `occasion`: another sentence that dates the saying (that of an
// interview).
Dating said_on(std::string_view text, std::span<const Sentence> sentences,
               std::span<const TimeExpression> times, const Attribution& attribution,
               std::span<const Span> contents, std::string_view published, bool retold,
               std::optional<Span> occasion);

// The most precise day that the content names, of these the first; empty if it names none.
Dating happened_on(std::span<const TimeExpression> times, std::span<const Span> content);

}  // namespace sayso
