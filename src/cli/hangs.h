#pragma once
// What a claim's standing hangs on: which single origin, if it were not there, would change where
// the claim stands or stood. Found by taking each origin away and judging again, so it cannot
// differ from judge().

#include <string>
#include <vector>

#include "cli/view.h"

namespace sayso::cli {

struct Hang {
  std::size_t origin = 0;  // into ClaimStanding::origins
  std::string would_be;    // "single origin until 20 April", "nothing"
};

// The origins of `claim` that matter alone, in their order; claims with more than 20 origins are
// not asked (none of so many decides). Costs a judge() for each origin.
std::vector<Hang> hangs_on(const View& view, std::uint32_t claim);

// The sentences for people: "without the Labour Inspectorate: single origin until 20 April".
std::vector<std::string> hang_sentences(const View& view, std::uint32_t claim);

}  // namespace sayso::cli
