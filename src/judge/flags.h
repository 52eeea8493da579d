#pragma once
// What a reader should know beside a claim's standing.
//
//   acknowledged               the party that it is about admits it: it denied or was silent
//                              before, or the claim names it; and somebody else says so too
//   anonymous-only             every origin that asserts it, or did, is unnamed
//   circular                   three or more articles assert it, on one origin, and at least one
//                              of them cites another outlet for it; a copy is an article, but no
//                              citation of its original
//   corrected                  an outlet has taken it back
//   declined                   somebody was asked and would not say
//   origin-outside-collection  an origin is known only through an outlet whose article is not here
//   superseded                 whoever asserts it has since said something that contradicts it
//   unanswered                 somebody was asked and has not replied

#include <string>
#include <vector>

#include "judge/claim_on_day.h"

namespace sayso {

// Sorted. `all` holds every claim of the grouping as of the same day, in its order.
std::vector<std::string> flags_of(const Collection& collection, std::uint32_t claim,
                                  const std::vector<ClaimOnDay>& all,
                                  const std::vector<std::vector<std::uint32_t>>& contradicting);

}  // namespace sayso
