#pragma once
// What a claim's standing hangs on: which single link, if it were wrong, would change where the
// claim stands or stood. A link is an origin, or an outlet through which others have it. Found by
// taking each away and judging again, so it cannot differ from judge().

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/view.h"
#include "sayso/judge.h"

namespace sayso::cli {

struct Hang {
  std::optional<std::size_t> origin;   // into ClaimStanding::origins; or
  std::optional<EntityIndex> outlet;   // an outlet that publishes it or passes it on
  std::vector<std::uint32_t> falling;  // statements that fall with it
  std::string would_be;                // "single origin until 20 April", "nothing"
};

// The origins and outlets of `claim` that matter alone, origins first, in their order; an outlet
// without which just an origin would be gone is not named again. Claims with more than 20 origins
// are not asked (none of so many decides). Judges the claim once for each origin and outlet.
std::vector<Hang> hangs_on(const View& view, std::uint32_t claim);

// The sentences for people: "without the Labour Inspectorate: single origin until 20 April".
std::vector<std::string> hang_sentences(const View& view, std::uint32_t claim);

// "disputed until 20 April" where `other` differs from `real`; empty where it does not.
std::string difference(const View& view, const std::vector<Standing>& real,
                       const std::vector<Standing>& other);

// The standing of a history on a day; nothing before its first entry.
std::optional<StandingKind> standing_on(const std::vector<Standing>& history,
                                        const std::string& day);
// "disputed", or "nothing".
std::string words_of(const std::optional<StandingKind>& is);
// The days on which either history changes.
std::set<std::string> days_of_change(const std::vector<Standing>& a,
                                     const std::vector<Standing>& b);

// ---- `claim C3 --without X` ----

// What is taken away, and what is left.
struct Without {
  std::vector<std::string> asked;      // "S12", "the Courier", fit for a terminal
  std::vector<std::uint32_t> links;    // statements of the claim that are wrong, sorted
  std::vector<std::uint32_t> falling;  // and those that fall with them, sorted, without the links
  ClaimStanding left;
};

// `names`: statements ("S12", ids) or people, organisations and outlets. An error if one of them
// means nothing, several, or nobody through whom this claim came.
Result<Without> take_away(const View& view, std::uint32_t claim,
                          const std::vector<std::string>& names);

}  // namespace sayso::cli
