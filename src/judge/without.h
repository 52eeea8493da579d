#pragma once
// Which statements of a claim stand or fall together: what hangs on what.
//
// If an article's report is wrong, so is every article that has it from there. A statement falls
// with another one if
//
//   its article is a copy of the other's, and it has half of the words in common
//   it has the thing from the other article's outlet ("the Post reported", "told the Post"), on the
//     same side and by the same or an unnamed source, and no other article of that outlet that does
//     not fall has it too
//
// Only the texts decide: two people who were told the same thing by a third in private are not seen.
//
// Cost: for each round the square of the claim's statements; rounds are few, at most one for each
// rung of the longest ladder.

#include <cstdint>
#include <span>
#include <vector>

#include "judge/collection.h"

namespace sayso {

// See Judge::falls_with and Judge::through.
std::vector<std::uint32_t> statements_that_fall(const Collection& collection, const Claim& claim,
                                                std::span<const std::uint32_t> links);
std::vector<std::uint32_t> statements_through(const Collection& collection, const Claim& claim,
                                              EntityIndex entity);

}  // namespace sayso
