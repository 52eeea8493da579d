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

// "2023-03-14", "2023-03", "2023" or empty. `contents`: of this attribution and its neighbours.
// `retold`: it came through a relay. `occasion`: another sentence that dates the saying (that of an
// interview).
std::string said_on(std::string_view text, std::span<const Sentence> sentences,
                    std::span<const TimeExpression> times, const Attribution& attribution,
                    std::span<const Span> contents, std::string_view published, bool retold,
                    std::optional<Span> occasion);

// The most precise day that the content names, of these the first; empty if it names none.
std::string happened_on(std::span<const TimeExpression> times, std::span<const Span> content);

}  // namespace sayso
