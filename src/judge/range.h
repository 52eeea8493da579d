#pragma once
// How many origins assert a claim, as a range: text can show that two have one origin, rarely that
// they have two. The upper end takes all for separate that nothing folds; the lower end takes for
// one what may be one:
//
//   an unnamed source, a leaked paper without an author, or a speaker whom the text does not tell,
//     with any other origin that no article has beside it (an article that has both tells them
//     apart)
//   an outlet's report that is not in the collection, with any other origin: nobody here knows its
//     source
//   a person for whom nobody says whom he speaks for, with an organisation that his roles name or,
//     if he has no roles, with any organisation
//
// Two of which a person says that they are independent of each other are two.
//
// A party that admits what was said of it has its knowledge from itself, and is folded with nobody.

#include <cstddef>
#include <vector>

#include "judge/claim_on_day.h"
#include "sayso/judge.h"

namespace sayso {

struct OriginRange {
  int at_least = 0;
  int at_most = 0;
};

OriginRange asserting_range(const Collection& collection, const ClaimOnDay& claim);

// For each pair of asserting origins why it was not folded, and whether it may be one all the same;
// a and b are into claim.origins. At most `most` pairs.
std::vector<Apart> pairs_apart(const Collection& collection, const ClaimOnDay& claim,
                               std::size_t most);

}  // namespace sayso
