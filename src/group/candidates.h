#pragma once
// Which statements are compared at all.
//
// Of two documents those that meet (meetings.h); of two of one affair all that share something and
// are not in an outlet's own voice; of a copy and its original all, but for statements
// of the copy that are twins of the original's (twins.h): those go where their twin goes. Of one
// document those that stand near each other or share something; in a very long one, at a distance,
// those that share two words that tell. Whether a pair is compared depends on the pair and its
// documents alone.
//
// Cost: see meetings.h; in a document of up to 200 statements the square of their number.

#include <cstdint>
#include <functional>
#include <vector>

#include "group/prepare.h"

namespace sayso {

struct ScoredPair {
  std::uint32_t a = 0, b = 0;  // into the items, a < b
  double log_odds = 0;
};

struct CandidatePair {
  std::uint32_t a = 0, b = 0;  // into the items, a < b
  DocumentPair documents;
};

// Of each item which others it may be compared with: those of the same number.
using Rooms = std::vector<std::uint32_t>;
inline constexpr std::uint32_t kNoRoom = ~0u;  // compared with none

// Each once, in an order that is always the same. Which pairs there are within a room does not depend
// on who is in others, nor the cost.
void for_each_candidate(const Prepared& prepared, const std::vector<Item>& items,
                        const Rooms& rooms, const std::function<void(const CandidatePair&)>& visit);

// In order of (a, b), with twins like all others; for small collections.
std::vector<CandidatePair> find_candidates(const Prepared& prepared,
                                           const std::vector<Item>& items);

}  // namespace sayso
