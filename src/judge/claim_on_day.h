#pragma once
// One claim as it was on one day: the statements that were out, by origin, and where each origin
// stands.

#include <string>
#include <string_view>
#include <vector>

#include "judge/collection.h"
#include "judge/origins.h"
#include "judge/stances.h"

namespace sayso {

struct OriginOnDay {
  FoldedOrigin folded;
  OriginState state;
  bool is_known = false;  // at least one of its statements says who speaks
};

struct ClaimOnDay {
  std::vector<std::uint32_t> statements;  // that were out and current, of whatever stance, in order
  std::vector<OriginOnDay> origins;       // in order of their first statement
};

enum class Undated : std::uint8_t { kOnEveryDay, kOnNoDay };

// `day` as in counts_on; what documents without a date say is there on every day or on none.
ClaimOnDay claim_on(const Collection& collection, const Claim& claim, std::string_view day,
                    Undated undated = Undated::kOnEveryDay);

// The same from statements in order: for parts of a day.
ClaimOnDay claim_of(const Collection& collection, std::vector<std::uint32_t> statements);

// The name to call an origin by: its first speaker who is no outlet, else its first speaker.
std::string name_of(const Collection& collection, const OriginOnDay& origin);

}  // namespace sayso
