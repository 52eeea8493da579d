#pragma once
// Which statements of a claim have one origin.
//
// Ten articles can have one origin, so statements are folded where the texts show that they go back
// to one speaker, party, document, interview or copied text. Without such evidence they stay apart;
// what may be one all the same is counted in the range (range.h). The rules, each a Reason::rule:
//
//   review                  a person says that they go back to one; where one says that they do not,
//                           no rule folds them
//   same speaker            one entity speaks in both
//   same party              the two speak for one organisation or person
//   same document           the outlet says that it has seen it, and quotes in the same article
//                           what it saw
//   copy                    the article copies the other one, and both have it
//   cites the article       "The Gazette reported that P": what the Gazette's own article has P
//                           from, or whom it cites
//   same report             two articles cite one outlet for P; or X told it P and another says
//                           that it reported P
//   same unnamed source     unnamed in both, and one article cites the other's outlet for it
//   relays it               "Q, citing R": what Q says is R's word
//   the press               "the press reports that P", and an outlet had it before
//
// Only those of one side are folded by what a text relays; a party is one origin on whichever side.
// Retractions are folded too, since they act on the origin that they belong to.
//
// Cost: n log n in the statements of the claim, but for the statements of one outlet's own
// articles, which are gone through for each article that cites it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judge/collection.h"
#include "judge/forest.h"

namespace sayso {

// Statements that go back to one origin, by number of the grouping, in order. If none of them
// asserts, confirms or denies, it is a retraction of what the collection does not have.
struct FoldedOrigin {
  std::vector<std::uint32_t> statements;
  std::vector<ClaimLink> folds;  // between statements of the grouping
};

// Of the statements (in order), those that assert, confirm, deny or retract, by origin, in order of
// their first statement. An outlet's own voice counts only where the outlet has seen it.
std::vector<FoldedOrigin> fold_origins(const Collection& collection,
                                       const std::vector<std::uint32_t>& statements);

// Of the stems that either content has those in both, 0 to 1. A copy with light edits keeps at least
// kSameWords of them.
double common_share(const Statement& one, const Statement& other);
inline constexpr double kSameWords = 0.5;

// Whether a person says that a statement of one and a statement of the other are independent of each
// other; by whom, or empty.
std::string stated_independent(const Grouping& grouping, const std::vector<std::uint32_t>& a,
                               const std::vector<std::uint32_t>& b);

bool is_assertion(const Statement& statement);  // asserts or confirms
bool takes_side(const Statement& statement);    // asserts, confirms or denies
bool is_unseen_voice(
    const Statement& statement);  // an outlet's own voice, nothing seen or verified

// The outlet's party, if the statement is "The Gazette reported that P" in another outlet's
// article.
std::optional<EntityIndex> cited_outlet(const Collection& collection,
                                        const GroupedStatement& grouped);

// Whether the statement stands in one of the outlet's own articles.
bool is_published_by(const Collection& collection, const GroupedStatement& grouped,
                     EntityIndex outlet_party);

}  // namespace sayso
