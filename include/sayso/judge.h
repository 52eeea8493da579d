#pragma once
// judge: where each claim stands on a day. Pure; the rules are the table in src/judge/judge.cc.

#include <string_view>
#include <vector>

#include "sayso/claim.h"
#include "sayso/standing.h"

namespace sayso {

// `day` is "YYYY-MM-DD" and counts whole; empty means after everything that was published.
// One element for each claim of the grouping, in its order.
std::vector<ClaimStanding> judge(const Grouping& grouping, std::string_view day = {});

}  // namespace sayso
