#pragma once
// Which documents are, but for light edits, the text of another one. Which of the two is the original
// is told by credits, dates and completeness (which_way.h).
//
// A copy is folded: it is one more article, but nobody else who says so. `share` is how much of the
// copy the original has too (text/sketch.h); a new paragraph at the end or a dropped one is still a
// light edit, an article that takes over one long quotation is not.
//
// Two versions of one article are not copies, nor is the text that quotes an earlier one in full
// and goes on for as long again.
//
// Cost: n log n over the hashes, and 16 bytes for a sixteenth of them at a time. A hash that many
// documents have (a footer) leads from each of them to the first that has it and to the one before
// it, not to all.

#include <vector>

#include "sayso/claim.h"
#include "sayso/statement.h"

namespace sayso {

inline constexpr double kCopyShare = 0.5;

// `documents` and `heads` are in canonical order; so is the result, by copy. Each copy has one
// original: of all that have the text, the one that had it first, if it has enough of it.
std::vector<Copy> find_copies(const std::vector<const Records*>& documents,
                              const std::vector<DocumentHead>& heads);

}  // namespace sayso
