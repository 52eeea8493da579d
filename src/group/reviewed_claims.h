#pragma once
// What persons decided about claims and origins, found again in a grouping.
//
// Statements are found by their place in the text (rulings.h), once the records are corrected and
// before anything is joined. A claim is whatever its statements are: merging two says of all that
// were seen in them that they mean one thing, splitting one says so of two sets. After the claims
// are made the rest is settled: which claims contradict each other, which statements have one
// origin, and what became of each review.
//
// Cost: for each anchored statement the number of statements of its document.

#include <vector>

#include "group/claims.h"
#include "group/rulings.h"

namespace sayso {

// Before make_claims: counts in the rulings what became of them.
ClaimTies tie_statements(const Prepared& prepared, std::vector<Ruling>& rulings);

// After it: Grouping::contradicts, origin_ties, reviews.
void conclude(std::vector<Ruling>& rulings, Grouping& grouping);

}  // namespace sayso
