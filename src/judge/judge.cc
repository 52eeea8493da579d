// Where does a claim stand, and who is behind it? Ten articles can have one source, a denial can be
// taken back, a paper can correct itself; so neither articles nor statements are counted, but
// origins, and each by its latest word on the day.
//
//   13 March  a1  a customs official, to Meridian: not inspected since May     single-origin
//   13 March  a2  the same text in The Northern Post                           (a copy: the same
//                                                                              origin)
//   14 March  a4  the port authority denies it                                 disputed
//   20 April  a8  the port director: "I take that back, it is so"              multiple-origins,
//                                                                              acknowledged
//
// For each claim: the statements that were out on the day (collection.h), folded into origins
// (origins.h), each origin's latest word (stances.h), then the table of standings below; the same
// for each earlier day on which one of its documents came out. Statements, reasons and days travel
// along, so that every standing can be followed to the words that moved it.
//
// The table. The first line that holds decides; "asserts" and "denies" are latest words of origins
// on the day.
//
//   nothing was out                                              no entry
//   one or more asserts, one or more denies (a party whose       disputed
//     speakers contradict each other does both)
//   two or more assert, one confirms it "independently", or a    corroborated
//     person has said that two of them are independent
//   two or more assert whose speakers are known                  multiple-origins
//   one asserts (others' speakers not known, if there are any)   single-origin
//   several assert, none of their speakers known                 undetermined
//   none asserts, one has taken its assertion back               withdrawn
//   only denials                                                 denied
//   only outlets' own voices, nothing seen; or only silence      unsourced
//   none of these (a denial taken back, an article changed)      undetermined
//
// Documents without a date count on every day; but if somebody asks for a day, and the standing on
// it would be another without them, it is undetermined.
//
// Cost: for each claim, days times statements (times log); a claim of one day is judged once.

#include "sayso/judge.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "judge/claim_on_day.h"
#include "judge/collection.h"
#include "judge/flags.h"
#include "judge/range.h"
#include "judge/without.h"

namespace sayso {
namespace {

constexpr std::string_view kBeforeAllDays = "0";  // only what has no date is out
constexpr std::size_t kNamesInWhy = 3;

struct Verdict {
  StandingKind is = StandingKind::kUndetermined;
  std::string why;
};

std::vector<const OriginOnDay*> origins_that(const ClaimOnDay& claim, bool OriginState::* holds) {
  std::vector<const OriginOnDay*> origins;
  for (const OriginOnDay& origin : claim.origins) {
    if (origin.state.*holds) origins.push_back(&origin);
  }
  return origins;
}

std::string names_of(const Collection& collection, const std::vector<const OriginOnDay*>& origins) {
  std::string names;
  for (std::size_t i = 0; i < std::min(origins.size(), kNamesInWhy); ++i) {
    names += (i == 0 ? "" : ", ") + name_of(collection, *origins[i]);
  }
  if (origins.size() > kNamesInWhy)
    names += " and " + std::to_string(origins.size() - kNamesInWhy) + " more";
  return names;
}

std::string said_by(const Collection& collection, const std::vector<const OriginOnDay*>& origins,
                    const char* one, const char* many) {
  return std::to_string(origins.size()) + (origins.size() == 1 ? " origin " : " origins ") +
         (origins.size() == 1 ? one : many) + " it (" + names_of(collection, origins) + ")";
}

bool is_called_independent(const Grouping& grouping, const std::vector<EntityIndex>& entities) {
  return std::any_of(entities.begin(), entities.end(), [&](EntityIndex entity) {
    return entity < grouping.entities.size() &&
           grouping.entities[entity].name.find("Independent") != std::string::npos;
  });
}

// A confirmation with "independently" beside it, where that is not the name of a paper.
bool states_independence(const Grouping& grouping, const GroupedStatement& grouped) {
  const Statement& statement = grouped.statement;
  const std::vector<std::string>& context = statement.proposition.context;
  if (statement.stance != Stance::kConfirms ||
      !std::binary_search(context.begin(), context.end(), "independ"))
    return false;
  const DocumentHead& head = grouping.documents[grouped.document];
  std::vector<EntityIndex> near = statement.via;
  near.insert(near.end(), head.cites.begin(), head.cites.end());
  near.push_back(head.outlet_entity);
  if (statement.speaker) near.push_back(*statement.speaker);
  return !is_called_independent(grouping, near);
}

bool states_independence(const Grouping& grouping, const std::vector<const OriginOnDay*>& origins) {
  return std::any_of(origins.begin(), origins.end(), [&](const OriginOnDay* origin) {
    return std::any_of(origin->folded.statements.begin(), origin->folded.statements.end(),
                       [&](std::uint32_t index) {
                         return states_independence(grouping, grouping.statements[index]);
                       });
  });
}

// By whom two of the origins are said to be independent of each other; or empty.
std::string who_states_independence(const Grouping& grouping,
                                    const std::vector<const OriginOnDay*>& origins) {
  for (std::size_t i = 0; i < origins.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      std::string by = stated_independent(grouping, origins[k]->folded.statements,
                                          origins[i]->folded.statements);
      if (!by.empty()) return by;
    }
  }
  return {};
}

bool has_own_voice(const Grouping& grouping, const ClaimOnDay& claim) {
  return std::any_of(claim.statements.begin(), claim.statements.end(), [&](std::uint32_t index) {
    const Statement& statement = grouping.statements[index].statement;
    return is_unseen_voice(statement) && takes_side(statement);
  });
}

Verdict verdict_of_assertions(const Collection& collection,
                              const std::vector<const OriginOnDay*>& asserting) {
  const auto n_known = std::count_if(asserting.begin(), asserting.end(),
                                     [](const OriginOnDay* origin) { return origin->is_known; });
  const std::string who = said_by(collection, asserting, "asserts", "assert") + ", none denies it";
  if (n_known >= 2 && states_independence(*collection.grouping, asserting)) {
    return {StandingKind::kCorroborated, who + "; a text says that one confirms it independently"};
  }
  if (n_known >= 2) {
    const std::string by = who_states_independence(*collection.grouping, asserting);
    if (!by.empty())
      return {StandingKind::kCorroborated, who + "; independent by review (" + by + ")"};
  }
  if (n_known >= 2)
    return {StandingKind::kMultipleOrigins, who + "; that they are independent is not established"};
  if (n_known == 0 && asserting.size() > 1)
    return {StandingKind::kUndetermined, "several assert it, but the texts do not tell who"};
  return {StandingKind::kSingleOrigin, who};
}

// The table above.
Verdict decide(const Collection& collection, const ClaimOnDay& claim) {
  const auto asserting = origins_that(claim, &OriginState::asserts);
  const auto denying = origins_that(claim, &OriginState::denies);
  if (!asserting.empty() && !denying.empty()) {
    return {StandingKind::kDisputed, said_by(collection, asserting, "asserts", "assert") + ", " +
                                         said_by(collection, denying, "denies", "deny")};
  }
  if (!asserting.empty()) return verdict_of_assertions(collection, asserting);
  const auto withdrawn = origins_that(claim, &OriginState::withdrawn);
  if (!withdrawn.empty())
    return {StandingKind::kWithdrawn,
            "taken back by " + names_of(collection, withdrawn) + "; nobody else asserts it"};
  if (!denying.empty())
    return {StandingKind::kDenied,
            said_by(collection, denying, "denies", "deny") + ", none asserts it"};
  if (has_own_voice(*collection.grouping, claim))
    return {StandingKind::kUnsourced,
            "only an outlet's own voice has it, and nothing was seen or verified"};
  if (claim.statements.empty())
    return {StandingKind::kUndetermined, "no current version of an article has it any more"};
  if (claim.origins.empty())
    return {StandingKind::kUnsourced,
            "nobody in the collection says so: it is only asked about or left unanswered"};
  return {StandingKind::kUndetermined, "a denial was taken back, and nobody asserts it"};
}

Verdict decide_on(const Collection& collection, const Claim& claim, std::string_view day,
                  bool is_asked) {
  const ClaimOnDay with = claim_on(collection, claim, day);
  Verdict verdict = decide(collection, with);
  const bool has_undated =
      std::any_of(with.statements.begin(), with.statements.end(), [&](std::uint32_t index) {
        return collection.days[collection.grouping->statements[index].document].from.empty();
      });
  if (!is_asked || !has_undated) return verdict;
  const ClaimOnDay without = claim_on(collection, claim, day, Undated::kOnNoDay);
  if (!without.statements.empty() && decide(collection, without).is == verdict.is) return verdict;
  return {StandingKind::kUndetermined,
          "it hangs on a document without a date: whether that was out is not known"};
}

// Days on which something of the claim came out or was replaced, up to `day`.
std::set<std::string> days_of(const Collection& collection, const Claim& claim,
                              std::string_view day) {
  std::set<std::string> days;
  const auto add = [&](const std::string& one) {
    if (day.empty() || one <= day) days.insert(one);
  };
  for (const std::uint32_t index : claim.statements) {
    const Days& document = collection.days[collection.grouping->statements[index].document];
    add(document.from.empty() ? std::string(kBeforeAllDays) : document.from);
    if (!document.until.empty() && document.until > document.from) add(document.until);
  }
  return days;
}

bool is_of_day(const Collection& collection, std::uint32_t statement, std::string_view day) {
  const std::string& from =
      collection.days[collection.grouping->statements[statement].document].from;
  return day == kBeforeAllDays ? from.empty() : from == day;
}

// Statements of the day in origins whose word is another than without them; if there is none (an
// outlet's own voice, a silence), all of the day.
std::vector<std::uint32_t> moved_on(const Collection& collection, const Claim& claim,
                                    std::string_view day) {
  const ClaimOnDay now = claim_on(collection, claim, day);
  const std::set<std::uint32_t> gone = taken_back(collection, now.statements);
  std::vector<std::uint32_t> moved, fresh;
  const auto is_fresh = [&](std::uint32_t index) { return is_of_day(collection, index, day); };
  std::copy_if(now.statements.begin(), now.statements.end(), std::back_inserter(fresh), is_fresh);
  for (const OriginOnDay& origin : now.origins) {
    std::vector<std::uint32_t> before;
    std::remove_copy_if(origin.folded.statements.begin(), origin.folded.statements.end(),
                        std::back_inserter(before), is_fresh);
    if (!before.empty() && state_of(collection, before, gone) == origin.state) continue;
    std::copy_if(origin.folded.statements.begin(), origin.folded.statements.end(),
                 std::back_inserter(moved), is_fresh);
  }
  std::sort(moved.begin(), moved.end());
  return moved.empty() ? fresh : moved;
}

std::vector<Standing> history_of(const Collection& collection, const Claim& claim,
                                 std::string_view day) {
  std::vector<Standing> history;
  for (const std::string& one : days_of(collection, claim, day)) {
    Verdict verdict = decide_on(collection, claim, one, !day.empty());
    if (!history.empty() && history.back().is == verdict.is) continue;
    history.push_back({one == kBeforeAllDays ? std::string() : one, verdict.is,
                       moved_on(collection, claim, one), std::move(verdict.why)});
  }
  return history;
}

// What only retracts is no origin: the collection does not have what it takes back.
bool is_shown(const Collection& collection, const OriginOnDay& origin) {
  return std::any_of(origin.folded.statements.begin(), origin.folded.statements.end(),
                     [&](std::uint32_t index) {
                       return takes_side(collection.grouping->statements[index].statement);
                     });
}

std::vector<Origin> origins_of(const Collection& collection, const ClaimOnDay& claim) {
  const Grouping& grouping = *collection.grouping;
  std::vector<Origin> origins;
  for (const OriginOnDay& one : claim.origins) {
    if (!is_shown(collection, one)) continue;
    Origin origin;
    std::set<EntityIndex> speakers;
    for (const std::uint32_t index : one.folded.statements) {
      const Statement& statement = grouping.statements[index].statement;
      if (takes_side(statement)) origin.statements.push_back(index);
      if (takes_side(statement) && statement.speaker) speakers.insert(*statement.speaker);
    }
    origin.speakers.assign(speakers.begin(), speakers.end());
    origin.folds = one.folded.folds;
    origins.push_back(std::move(origin));
  }
  return origins;
}

int count_articles(const Grouping& grouping, const ClaimOnDay& claim) {
  std::set<std::uint32_t> documents;
  for (const std::uint32_t index : claim.statements)
    documents.insert(grouping.statements[index].document);
  return static_cast<int>(documents.size());
}

std::vector<std::vector<std::uint32_t>> contradicting_claims(const Grouping& grouping) {
  std::vector<std::vector<std::uint32_t>> contradicting(grouping.claims.size());
  for (const auto& [a, b] : grouping.contradicts) {
    contradicting[a].push_back(b);
    contradicting[b].push_back(a);
  }
  return contradicting;
}

// `claim` is that of number i, or what is left of it; of `on_day` at least its element and those of
// the claims that contradict it are there.
ClaimStanding standing_of(const Collection& collection, std::uint32_t i, const Claim& claim,
                          const std::vector<ClaimOnDay>& on_day,
                          const std::vector<std::vector<std::uint32_t>>& contradicting,
                          std::string_view day) {
  const OriginRange range = asserting_range(collection, on_day[i]);
  ClaimStanding standing;
  standing.claim = i;
  standing.origins = origins_of(collection, on_day[i]);
  standing.origins_at_least = range.at_least;
  standing.origins_at_most = range.at_most;
  standing.articles = count_articles(*collection.grouping, on_day[i]);
  standing.history = history_of(collection, claim, day);
  standing.flags = flags_of(collection, i, on_day, contradicting);
  return standing;
}

}  // namespace

std::vector<ClaimStanding> judge(const Grouping& grouping, std::string_view day) {
  const Collection collection = look_at(grouping);
  const auto contradicting = contradicting_claims(grouping);
  std::vector<ClaimOnDay> claims;
  for (const Claim& claim : grouping.claims) claims.push_back(claim_on(collection, claim, day));
  std::vector<ClaimStanding> standings;
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    standings.push_back(standing_of(collection, i, grouping.claims[i], claims, contradicting, day));
  }
  return standings;
}

Judge::Judge(const Grouping& grouping)
    : grouping_(grouping),
      collection_(std::make_unique<const Collection>(look_at(grouping))),
      contradicting_(contradicting_claims(grouping)) {}

Judge::~Judge() = default;

ClaimStanding Judge::of(std::uint32_t claim, std::string_view day,
                        std::span<const std::uint32_t> without) const {
  const auto left_out = [&](std::uint32_t statement) {
    return std::binary_search(without.begin(), without.end(), statement);
  };
  Claim rest = grouping_.claims[claim];
  std::erase_if(rest.statements, left_out);
  std::vector<ClaimOnDay> on_day(grouping_.claims.size());
  on_day[claim] = claim_on(*collection_, rest, day);
  for (const std::uint32_t other : contradicting_[claim])
    on_day[other] = claim_on(*collection_, grouping_.claims[other], day);
  return standing_of(*collection_, claim, rest, on_day, contradicting_, day);
}

std::vector<std::uint32_t> Judge::falls_with(std::uint32_t claim,
                                             std::span<const std::uint32_t> links) const {
  return statements_that_fall(*collection_, grouping_.claims[claim], links);
}

std::vector<std::uint32_t> Judge::through(std::uint32_t claim, EntityIndex entity) const {
  return statements_through(*collection_, grouping_.claims[claim], entity);
}

std::vector<Apart> why_apart(const Grouping& grouping, std::uint32_t claim, std::string_view day,
                             std::size_t most) {
  const Collection collection = look_at(grouping);
  const ClaimOnDay on_day = claim_on(collection, grouping.claims[claim], day);
  std::vector<std::size_t> shown(on_day.origins.size());  // place among those of ClaimStanding
  std::size_t n_shown = 0;
  for (std::size_t i = 0; i < on_day.origins.size(); ++i) {
    shown[i] = n_shown;
    if (is_shown(collection, on_day.origins[i])) ++n_shown;
  }
  std::vector<Apart> pairs = pairs_apart(collection, on_day, most);
  for (Apart& apart : pairs) {
    apart.a = shown[apart.a];
    apart.b = shown[apart.b];
  }
  return pairs;
}

}  // namespace sayso
