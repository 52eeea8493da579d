#pragma once
// Where one origin stands on a claim, after all that was said.
//
// Each speaker's latest word counts. "Latest" is by when it was said, not by when it was printed:
// an article that tells again of an old denial does not undo the admission made since. What is said
// without a date counts as fresh, unless the speaker has changed his mind before: then it is taken
// for a retelling.
//
//   X asserts ... X retracts         nothing, and the assertion is withdrawn
//   X asserts ... X denies           denies, and the assertion is withdrawn
//   X denies ... X confirms          asserts, and admits it; a retraction before or after it is of
//                                    the denial
//   X asserts ... Y denies           both, if the two speak for one party: it contradicts itself,
//                                    until one of them takes back what was said; a retraction is
//                                    the whole party's
//   X retracts                       nothing; what it takes back is not in the collection, but it
//                                    is withdrawn
//
// Who retracts also takes back what others have from him: an outlet what its articles said, on
// whosever word, and what was cited from them; a person what was quoted through him. An origin of
// whose assertions none is left is withdrawn.

#include <cstdint>
#include <set>
#include <vector>

#include "judge/collection.h"
#include "judge/origins.h"

namespace sayso {

struct OriginState {
  bool asserts = false;
  bool denies = false;
  bool withdrawn = false;  // it asserted, has taken that back, and asserts no more
  bool asserted = false;   // it did at some time
  bool admitted = false;   // it has taken a denial back, or turned from denying to asserting
  auto operator<=>(const OriginState&) const = default;
};

// Assertions that others have taken back by a retraction of their own, since they came through
// them; numbers of the grouping.
std::set<std::uint32_t> taken_back(const Collection& collection,
                                   const std::vector<std::uint32_t>& statements);

// `statements` of one origin in order, of which those in `gone` no longer count.
OriginState state_of(const Collection& collection, const std::vector<std::uint32_t>& statements,
                     const std::set<std::uint32_t>& gone);

}  // namespace sayso
