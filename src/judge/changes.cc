// What moved between two days: the claims about which something came out, and where each stood
// before and stands now. Standings of both days come in, so nothing is judged here, and nothing can
// differ from judge().
//
// Cost: one pass over the statements.

#include <algorithm>
#include <iterator>
#include <optional>

#include "judge/collection.h"
#include "sayso/judge.h"

namespace sayso {
namespace {

std::vector<std::string> only_in(const std::vector<std::string>& a,
                                 const std::vector<std::string>& b) {
  std::vector<std::string> only;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
  return only;
}

std::optional<StandingKind> last_of(const ClaimStanding& standing) {
  if (standing.history.empty()) return std::nullopt;
  return standing.history.back().is;
}

bool same_place(const ClaimStanding& a, const ClaimStanding& b) {
  return last_of(a) == last_of(b) && a.flags == b.flags &&
         a.origins_at_least == b.origins_at_least && a.origins_at_most == b.origins_at_most;
}

}  // namespace

std::vector<Change> changes_between(const Grouping& grouping,
                                    const std::vector<ClaimStanding>& before,
                                    std::string_view day_before,
                                    const std::vector<ClaimStanding>& after,
                                    std::string_view day_after) {
  const Collection collection = look_at(grouping);
  std::vector<Change> changes;
  for (std::uint32_t claim = 0; claim < grouping.claims.size(); ++claim) {
    Change change{
        .claim = claim, .is_new = true, .statements = {}, .flags_gained = {}, .flags_lost = {}};
    for (const std::uint32_t index : grouping.claims[claim].statements) {
      const Days& days = collection.days[grouping.statements[index].document];
      const bool was_there = counts_on(days, day_before);
      change.is_new = change.is_new && !was_there;
      if (!was_there && counts_on(days, day_after)) change.statements.push_back(index);
    }
    change.flags_gained = only_in(after[claim].flags, before[claim].flags);
    change.flags_lost = only_in(before[claim].flags, after[claim].flags);
    if (change.statements.empty() && same_place(before[claim], after[claim])) continue;
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace sayso
