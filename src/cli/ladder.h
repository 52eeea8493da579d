#pragma once
// On whose word an article has a claim: the ladder from the source to the outlets, as a tree.
//
//   a senior customs official (unnamed)
//     Meridian                     13 Mar
//     |-- The Northern Post        13 Mar  copy
//     `-- Quayside Notes           15 Mar  cites Meridian
//
// A rung hangs below the one from which it has the words: the original of a copy, the relay that
// the text names, the agency that the article credits. A relay that is cited but of which the
// collection has no article is a rung of its own and says so.
//
// Cost: quadratic in the articles of one origin, which are few.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/layout.h"
#include "cli/view.h"

namespace sayso::cli {

struct Rung {
  std::string name;                       // of an outlet or relay, fit for a terminal
  std::optional<std::uint32_t> document;  // nothing: cited, not in the collection
  std::string day;                        // of publication
  std::string note;                       // "copy", "cites Meridian; denies"
  std::optional<std::size_t> below;       // the rung that this one has it from, an index
};

struct Ladder {
  std::string source;       // whose word it is
  std::vector<Rung> rungs;  // a rung may stand before the one that it hangs below
};

// The ladder of one origin; statements after the view's day are left out.
Ladder build_ladder(const View& view, const Origin& origin);

// As text, indented by `indent` cells.
std::string ladder_text(const View& view, const Ladder& ladder, const Look& look, int indent);

}  // namespace sayso::cli
