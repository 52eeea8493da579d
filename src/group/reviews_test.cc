// What persons decided, through group() and judge()'s input: each kind does what it says, nothing
// else, whatever order the reviews come in, and it outlives another reading of the articles.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include "group/test_records.h"
#include "group/test_reviews.h"
#include "group/ties.h"
#include "sayso/group.h"

namespace sayso {
namespace {

using testing_records::affair;
using testing_records::Article;
using testing_records::crane;
using testing_reviews::Indexes;
using testing_reviews::named;
using testing_reviews::of_entities;
using testing_reviews::of_statements;
using testing_reviews::sealed;
using testing_reviews::seen;
using testing_reviews::undo;

// Everything but what became of the reviews.
std::string dump(const Grouping& g) {
  std::string out;
  const auto add = [&](const auto&... parts) { ((out.append(parts).append(" ")), ...); };
  const auto n = [](auto number) { return std::to_string(number); };
  for (const DocumentHead& head : g.documents)
    add("\nD", head.key, head.outlet, head.title, head.published, n(head.outlet_entity));
  for (const Entity& entity : g.entities) {
    add("\nE", entity.name, to_string(entity.type), n(entity.party.value_or(999)));
    for (const std::string& alias : entity.aliases) add(alias);
  }
  for (const GroupedStatement& one : g.statements) {
    add("\nS", one.id, n(one.claim), to_string(one.statement.stance), one.statement.said_on,
        n(one.statement.speaker.value_or(999)), one.statement.proposition.text);
  }
  for (const Claim& claim : g.claims) {
    add("\nC", claim.id, claim.text);
    for (const std::uint32_t s : claim.statements) add(n(s));
    for (const ClaimLink& link : claim.links)
      add("(", n(link.a), n(link.b), link.reason.rule, link.reason.detail, ")");
  }
  for (const auto& [a, b] : g.contradicts) add("\nX", n(a), n(b));
  for (const OriginTie& tie : g.origin_ties)
    add("\nO", n(tie.a), n(tie.b), tie.together ? "one" : "two", tie.by);
  return out;
}

std::string dump_all(const Grouping& g) {
  std::string out = dump(g);
  for (const ReviewOutcome& one : g.reviews) {
    out.append("\nR ").append(one.review).append(" ").append(to_string(one.state));
    out.append(one.why).append(one.other).append(one.conflict ? " conflict" : "");
    for (const std::uint32_t s : one.statements) out.append(" ").append(std::to_string(s));
  }
  return out;
}

// The statement with this content; the test fails without it.
std::uint32_t at(const Grouping& grouping, const std::string& content) {
  for (std::uint32_t i = 0; i < grouping.statements.size(); ++i) {
    if (grouping.statements[i].statement.proposition.text == content) return i;
  }
  ADD_FAILURE() << content;
  return 0;
}

bool has(const Grouping& grouping, const std::string& content) {
  return std::any_of(
      grouping.statements.begin(), grouping.statements.end(),
      [&](const GroupedStatement& one) { return one.statement.proposition.text == content; });
}

std::string speaker(const Grouping& grouping, std::uint32_t statement) {
  const auto& index = grouping.statements[statement].statement.speaker;
  return index ? grouping.entities[*index].name : "";
}

const ReviewOutcome& outcome(const Grouping& grouping, const Review& review) {
  for (const ReviewOutcome& one : grouping.reviews) {
    if (one.review == review.id) return one;
  }
  ADD_FAILURE() << "no outcome";
  static const ReviewOutcome kNone;
  return kNone;
}

constexpr const char* kNotInspected = "the tower crane had not been inspected since May";
constexpr const char* kLastInspected = "the tower crane was last inspected in May";
constexpr const char* kThree = "three dockers were injured when the crane collapsed";
constexpr const char* kThreeToo = "three dockers were injured in the collapse of the crane";
constexpr const char* kCover = "its cover of the eastern quay would end in April";
constexpr const char* kFerries = "Ferries between Strand and the islands ran normally";

class ReviewsTest : public testing::Test {
 protected:
  ReviewsTest() : records_(affair()), plain_(group(records_)) {}

  const Records& records_of(std::uint32_t statement) const {
    const std::string& key = plain_.documents[plain_.statements[statement].document].key;
    return *std::find_if(records_.begin(), records_.end(),
                         [&](const Records& one) { return one.document == key; });
  }

  // As accept and correct keep it.
  StatementAnchor kept(const std::string& content, const std::vector<Review>& reviews = {}) {
    const std::uint32_t s = at(plain_, content);
    const auto anchor = anchor_of(records_of(s), reviews, plain_.statements[s].statement);
    EXPECT_TRUE(anchor.has_value());
    return anchor.value_or(StatementAnchor{});
  }

  Review correction(const std::string& content, std::vector<Correction> corrections, int minute,
                    const std::string& by = "Ada Lin") {
    Review review = of_statements(ReviewAction::kCorrect, ReviewOf::kStatement, {{kept(content)}});
    review.corrections = std::move(corrections);
    return sealed(review, minute, by);
  }

  Review claims(ReviewAction action, const Indexes& a, const Indexes& b, int minute,
                const std::string& by = "Ada Lin") {
    return sealed(of_statements(action, ReviewOf::kClaim, {seen(plain_, a), seen(plain_, b)}),
                  minute, by);
  }

  bool together(const Grouping& g, const char* a, const char* b) {
    return g.statements[at(g, a)].claim == g.statements[at(g, b)].claim;
  }

  // The records as another model might find them: without this statement.
  void lose(const std::string& content) {
    for (Records& one : records_) {
      std::erase_if(one.statements, [&](const Statement& statement) {
        return statement.proposition.text == content;
      });
    }
  }

  std::vector<Records> records_;
  Grouping plain_;
};

TEST_F(ReviewsTest, NoneChangeNothing) {
  EXPECT_EQ(dump_all(group(records_, std::vector<Review>{})), dump_all(plain_));
}

TEST_F(ReviewsTest, ARejectedStatementIsGone) {
  const Review reject =
      sealed(of_statements(ReviewAction::kReject, ReviewOf::kStatement, {{kept(kCover)}}), 1);
  const Grouping after = group(records_, std::vector{reject});
  EXPECT_FALSE(has(after, kCover));
  EXPECT_EQ(after.statements.size() + 1, plain_.statements.size());
  EXPECT_EQ(outcome(after, reject).state, ReviewState::kHolds);
  lose(kCover);
  EXPECT_EQ(outcome(group(records_, std::vector{reject}), reject).state, ReviewState::kIdle);
}

TEST_F(ReviewsTest, AnAcceptedStatementOutlivesTheModel) {
  const Review accept =
      sealed(of_statements(ReviewAction::kAccept, ReviewOf::kStatement, {{kept(kCover)}}), 1);
  EXPECT_EQ(dump(group(records_, std::vector{accept})), dump(plain_));
  const std::string id = plain_.statements[at(plain_, kCover)].id;
  lose(kCover);
  EXPECT_FALSE(has(group(records_), kCover));
  const Grouping after = group(records_, std::vector{accept});
  ASSERT_TRUE(has(after, kCover));
  EXPECT_EQ(after.statements[at(after, kCover)].id, id);
  EXPECT_EQ(speaker(after, at(after, kCover)), "Tarn Mutual");
}

TEST_F(ReviewsTest, OfARejectionAndAnAcceptTheLaterHolds) {
  const auto made = [&](ReviewAction action, int minute) {
    return sealed(of_statements(action, ReviewOf::kStatement, {{kept(kCover)}}), minute);
  };
  const Review reject = made(ReviewAction::kReject, 1), accept = made(ReviewAction::kAccept, 2);
  const Grouping there = group(records_, std::vector{reject, accept});
  EXPECT_EQ(dump(there), dump(plain_));
  EXPECT_EQ(outcome(there, reject).other, accept.id);
  const Review again = made(ReviewAction::kReject, 3);
  const Grouping gone = group(records_, std::vector{again, reject, accept});
  EXPECT_FALSE(has(gone, kCover));
  EXPECT_EQ(outcome(gone, accept).state, ReviewState::kOverruled);
}

TEST_F(ReviewsTest, AnAcceptedStatementStaysAsItWas) {
  const Review accept =
      sealed(of_statements(ReviewAction::kAccept, ReviewOf::kStatement, {{kept(kCover)}}), 1);
  for (Records& one : records_) {
    for (Statement& statement : one.statements) {
      if (statement.proposition.text != kCover) continue;
      statement.stance = Stance::kDenies;
      statement.content.front().end -= 9;  // "in April" is left out: still most of the words
    }
  }
  const Grouping after = group(records_, std::vector{accept});
  EXPECT_EQ(dump(after), dump(plain_));
}

TEST_F(ReviewsTest, AnOutletsOwnWordsThatAreAcceptedMakeAClaim) {
  ASSERT_FALSE(has(plain_, kFerries));
  StatementAnchor anchor;
  for (const Records& one : records_) {
    for (const Statement& statement : one.statements) {
      if (statement.proposition.text == kFerries) anchor = *anchor_of(one, {}, statement);
    }
  }
  const Review accept =
      sealed(of_statements(ReviewAction::kAccept, ReviewOf::kStatement, {{anchor}}), 1);
  EXPECT_TRUE(has(group(records_, std::vector{accept}), kFerries));
}

TEST_F(ReviewsTest, FieldsAreCorrected) {
  Review review = correction(kCover,
                             {{"speaker", "Saint Oda Hospital"},
                              {"stance", "denies"},
                              {"said_on", "2024-04-30"},
                              {"happened_on", "2024-04"}},
                             1);
  review.entities = {named(records_, "Saint Oda Hospital")};
  const Grouping after = group(records_, std::vector{sealed(review, 1)});
  const std::uint32_t s = at(after, kCover);
  EXPECT_EQ(speaker(after, s), "Saint Oda Hospital");
  EXPECT_EQ(after.statements[s].statement.speaker,
            after.statements[at(after, kThreeToo)].statement.speaker);
  EXPECT_EQ(after.statements[s].statement.stance, Stance::kDenies);
  EXPECT_EQ(after.statements[s].statement.said_on, "2024-04-30");
  EXPECT_EQ(after.statements[s].statement.happened_on, "2024-04");
  EXPECT_EQ(after.statements[s].id, plain_.statements[at(plain_, kCover)].id);
}

TEST_F(ReviewsTest, OfTwoCorrectionsTheLaterHoldsAndTheOtherIsListed) {
  const Review denies = correction(kCover, {{"stance", "denies"}, {"said_on", "2024-04"}}, 1);
  const Review questions = correction(kCover, {{"stance", "questions"}}, 2, "Ben Okoro");
  const Grouping after = group(records_, std::vector{denies, questions});
  const Statement& statement = after.statements[at(after, kCover)].statement;
  EXPECT_EQ(statement.stance, Stance::kQuestions);
  EXPECT_EQ(statement.said_on, "2024-04");
  EXPECT_EQ(outcome(after, denies).state, ReviewState::kHolds);  // its day does
  EXPECT_EQ(outcome(after, denies).other, questions.id);
  EXPECT_TRUE(outcome(after, denies).conflict);
  EXPECT_FALSE(outcome(after, questions).conflict);
  const Review mine = correction(kCover, {{"stance", "questions"}}, 2);
  EXPECT_FALSE(outcome(group(records_, std::vector{denies, mine}), denies).conflict);
}

TEST_F(ReviewsTest, TheSameSecondIsAConflictAndHasOneAnswer) {
  Review denies = correction(kCover, {{"stance", "denies"}}, 1);
  Review questions = correction(kCover, {{"stance", "questions"}}, 1);
  const Grouping after = group(records_, std::vector{denies, questions});
  EXPECT_EQ(dump_all(after), dump_all(group(records_, std::vector{questions, denies})));
  const Review& loser = denies.id < questions.id ? denies : questions;
  EXPECT_EQ(outcome(after, loser).state, ReviewState::kOverruled);
  EXPECT_TRUE(outcome(after, loser).conflict);
}

TEST_F(ReviewsTest, HeadsAreCorrected) {
  Review review;
  review.action = ReviewAction::kCorrect;
  review.of = ReviewOf::kDocument;
  review.documents = {{records_[0].document, "a1", "Lodestar", "", "2024-05-01T10:00:00Z"}};
  review.corrections = {{"outlet", "Quay Notes"}, {"published", "2024-05-09"}, {"title", "Late"}};
  review = sealed(review, 1);
  const Grouping after = group(records_, std::vector{review});
  EXPECT_EQ(after.documents.back().key, records_[0].document);  // it is the last now
  EXPECT_EQ(after.documents.back().title, "Late");
  EXPECT_EQ(after.documents.back().outlet_entity, after.documents[1].outlet_entity);
  EXPECT_EQ(outcome(after, review).documents, Indexes{2});
}

TEST_F(ReviewsTest, ClaimsAreMergedAndSplit) {
  ASSERT_FALSE(together(plain_, kCover, kThree));
  ASSERT_TRUE(together(plain_, kThree, kThreeToo));
  const Review merge = claims(ReviewAction::kMerge, {at(plain_, kCover)}, {at(plain_, kThree)}, 1);
  const Grouping merged = group(records_, std::vector{merge});
  EXPECT_TRUE(together(merged, kCover, kThree));
  EXPECT_TRUE(together(merged, kThree, kThreeToo));
  const Claim& claim = merged.claims[merged.statements[at(merged, kCover)].claim];
  const auto by_review =
      std::find_if(claim.links.begin(), claim.links.end(),
                   [](const ClaimLink& link) { return link.reason.rule == "joined by review"; });
  ASSERT_NE(by_review, claim.links.end());
  EXPECT_EQ(by_review->reason.detail, "Ada Lin, 2024-06-01");

  const Review split =
      claims(ReviewAction::kSplit, {at(plain_, kThree)}, {at(plain_, kThreeToo)}, 2);
  const Grouping apart = group(records_, std::vector{split});
  EXPECT_FALSE(together(apart, kThree, kThreeToo));
  EXPECT_EQ(apart.statements.size(), plain_.statements.size());
}

TEST_F(ReviewsTest, ContradictionsBetweenDecisionsGoThroughOthers) {
  const Indexes a{at(plain_, kCover)}, b{at(plain_, kThree)}, c{at(plain_, kNotInspected)};
  const Review ab = claims(ReviewAction::kMerge, a, b, 1, "Ben Okoro");
  const Review bc = claims(ReviewAction::kMerge, b, c, 2);
  const Review ac = claims(ReviewAction::kSplit, a, c, 3);
  const Grouping after = group(records_, std::vector{ab, bc, ac});
  EXPECT_TRUE(together(after, kThree, kNotInspected));
  EXPECT_FALSE(together(after, kCover, kNotInspected));
  EXPECT_EQ(outcome(after, ab).state, ReviewState::kOverruled);
  EXPECT_EQ(outcome(after, ab).other, ac.id);
  EXPECT_TRUE(outcome(after, ab).conflict);
  EXPECT_EQ(outcome(after, bc).state, ReviewState::kHolds);
}

TEST_F(ReviewsTest, DecisionsOutliveAnotherReading) {
  const Review merge = claims(ReviewAction::kMerge, {at(plain_, kCover)}, {at(plain_, kThree)}, 1);
  for (Records& one : records_) {
    for (Statement& statement : one.statements) {
      if (statement.proposition.text == kThree) statement.content.front().end -= 10;
    }
  }
  const Grouping after = group(records_, std::vector{merge});
  EXPECT_EQ(outcome(after, merge).state, ReviewState::kHolds);
  EXPECT_EQ(outcome(after, merge).statements.size(), 2u);
}

TEST_F(ReviewsTest, WhatIsGoneIsOrphanedAndNothingElseTakesItsPlace) {
  const Review merge = claims(ReviewAction::kMerge, {at(plain_, kCover)}, {at(plain_, kThree)}, 1);
  lose(kCover);
  const Grouping one_left = group(records_, std::vector{merge});
  EXPECT_EQ(outcome(one_left, merge).state, ReviewState::kIdle);
  EXPECT_EQ(dump(one_left), dump(group(records_)));
  lose(kThree);
  EXPECT_EQ(outcome(group(records_, std::vector{merge}), merge).state, ReviewState::kOrphaned);

  Review misfit = sealed(
      of_statements(ReviewAction::kAccept, ReviewOf::kStatement, {{kept(kNotInspected)}}), 2);
  misfit.fits = false;
  records_.pop_back();
  EXPECT_EQ(outcome(group(records_, std::vector{misfit}), misfit).state, ReviewState::kOrphaned);
  EXPECT_EQ(dump(group(records_, std::vector{misfit})), dump(group(records_)));
}

TEST_F(ReviewsTest, TwoStatementsOfOneContentAreToldApartByTheirCues) {
  Records& first = records_[0];
  Statement twin = first.statements[0];  // "X rejected Y's claim that P": P twice
  twin.cue = first.statements[2].cue;
  twin.stance = Stance::kDenies;
  first.statements.push_back(twin);
  const Grouping both = group(records_);
  const Statement& denial = both.statements[1].statement;
  ASSERT_EQ(denial.content, both.statements[0].statement.content);
  const bool second_denies = denial.stance == Stance::kDenies;
  const std::uint32_t asserted = second_denies ? 0 : 1;
  const Review reject =
      sealed(of_statements(ReviewAction::kReject, ReviewOf::kStatement,
                           {{*anchor_of(first, {}, both.statements[asserted].statement)}}),
             1);
  first.statements.erase(first.statements.begin());  // the model finds the denial alone
  const Grouping after = group(records_, std::vector{reject});
  EXPECT_EQ(dump(after), dump(group(records_)));
  EXPECT_EQ(outcome(after, reject).state, ReviewState::kIdle);
}

TEST_F(ReviewsTest, EntitiesAreMergedSplitAndGivenAParty) {
  const auto entity = [](const Grouping& g, const std::string& name) {
    return std::find_if(g.entities.begin(), g.entities.end(),
                        [&](const Entity& one) { return one.name == name; });
  };
  const Review merge =
      sealed(of_entities(ReviewAction::kMerge,
                         {named(records_, "Tarn Mutual"), named(records_, "Saint Oda Hospital")}),
             1);
  const Grouping merged = group(records_, std::vector{merge});
  EXPECT_EQ(merged.entities.size() + 1, plain_.entities.size());
  EXPECT_EQ(merged.statements[at(merged, kCover)].statement.speaker,
            merged.statements[at(merged, kThree)].statement.speaker);

  const Review split =
      sealed(of_entities(ReviewAction::kSplit, {named(records_, "Saint Oda Hospital", {"a3"}),
                                                named(records_, "Saint Oda Hospital", {"a2"})}),
             2);
  const Grouping apart = group(records_, std::vector{split});
  EXPECT_EQ(apart.entities.size(), plain_.entities.size() + 1);
  EXPECT_NE(apart.statements[at(apart, kThree)].statement.speaker,
            apart.statements[at(apart, kThreeToo)].statement.speaker);

  Review party = of_entities(ReviewAction::kCorrect, {named(records_, "Ylva Dragsund"),
                                                      named(records_, "Brel Harbour Board")});
  party.corrections = {{"party", "Brel Harbour Board"}};
  party = sealed(party, 3);
  const Grouping with = group(records_, std::vector{party});
  ASSERT_TRUE(entity(with, "Ylva Dragsund")->party.has_value());
  EXPECT_EQ(with.entities[*entity(with, "Ylva Dragsund")->party].name, "Brel Harbour Board");
  Review none = of_entities(ReviewAction::kCorrect, {named(records_, "Ylva Dragsund")});
  none.corrections = {{"party", ""}};
  none = sealed(none, 4);
  const Grouping without = group(records_, std::vector{none, party});
  EXPECT_FALSE(entity(without, "Ylva Dragsund")->party.has_value());
  EXPECT_EQ(outcome(without, party).state, ReviewState::kOverruled);
}

TEST_F(ReviewsTest, ADescriptionThatIsSomebodyGetsHisName) {
  Article fourth = crane("a4", "Lodestar", "2024-05-04");
  fourth.says("The Director of the Brel Harbour Board", "nobody has died", Stance::kAsserts,
              EntityType::kAnonymous);
  records_.insert(records_.begin(), fourth.records());
  const Review merge = sealed(
      of_entities(ReviewAction::kMerge, {named(records_, "The Director of the Brel Harbour Board"),
                                         named(records_, "Ylva Dragsund")}),
      1);
  const Grouping after = group(records_, std::vector{merge});
  const std::uint32_t s = at(after, "nobody has died");
  EXPECT_EQ(speaker(after, s), "Ylva Dragsund");
  EXPECT_EQ(after.entities[*after.statements[s].statement.speaker].type, EntityType::kPerson);
}

// A name that two people have says no longer who is meant.
TEST_F(ReviewsTest, ANameOfTwoPeopleJoinsNoThird) {
  const Review split =
      sealed(of_entities(ReviewAction::kSplit, {named(records_, "Saint Oda Hospital", {"a3"}),
                                                named(records_, "Saint Oda Hospital", {"a2"})}),
             1);
  Article fourth = crane("a4", "Lodestar", "2024-05-04");
  fourth.says("Saint Oda Hospital", "nobody has died", Stance::kAsserts, EntityType::kOrganisation);
  records_.push_back(fourth.records());
  const Grouping after = group(records_, std::vector{split});
  const auto n = std::count_if(after.entities.begin(), after.entities.end(),
                               [](const Entity& e) { return e.name == "Saint Oda Hospital"; });
  EXPECT_EQ(n, 3);
}

TEST_F(ReviewsTest, ContradictionsAreAddedAndTakenAway) {
  const Indexes a{at(plain_, kCover)}, b{at(plain_, kNotInspected)};
  Review relate = claims(ReviewAction::kRelate, a, b, 1);
  relate.contradicts = true;
  const Grouping with = group(records_, std::vector{relate});
  EXPECT_EQ(with.contradicts.size(), plain_.contradicts.size() + 1);
  Review no = claims(ReviewAction::kRelate, a, b, 2);
  const Grouping without = group(records_, std::vector{relate, no});
  EXPECT_EQ(without.contradicts, plain_.contradicts);
  EXPECT_EQ(outcome(without, relate).state, ReviewState::kOverruled);
}

TEST_F(ReviewsTest, OriginsAreTiedWithinAClaim) {
  const StatementAnchor a = seen(plain_, at(plain_, kThree)),
                        b = seen(plain_, at(plain_, kThreeToo));
  const Review two = sealed(of_statements(ReviewAction::kSplit, ReviewOf::kOrigin, {{a}, {b}}), 1);
  const Grouping after = group(records_, std::vector{two});
  ASSERT_EQ(after.origin_ties.size(), 1u);
  EXPECT_FALSE(after.origin_ties[0].together);
  const Review one =
      sealed(of_statements(ReviewAction::kMerge, ReviewOf::kOrigin, {{a}, {b}}), 2, "Ben Okoro");
  const Grouping later = group(records_, std::vector{one, two});
  ASSERT_EQ(later.origin_ties.size(), 1u);
  EXPECT_TRUE(later.origin_ties[0].together);
  EXPECT_TRUE(outcome(later, two).conflict);
  const Review other = sealed(of_statements(ReviewAction::kSplit, ReviewOf::kOrigin,
                                            {{a}, {seen(plain_, at(plain_, kCover))}}),
                              3);
  EXPECT_EQ(outcome(group(records_, std::vector{other}), other).state, ReviewState::kIdle);
}

TEST_F(ReviewsTest, ThreeStatementsCanHaveOneOrigin) {
  Article fourth = crane("a4", "Lodestar", "2024-05-04");
  fourth.says("Tarn Mutual", kThree, Stance::kAsserts, EntityType::kOrganisation);
  records_.push_back(fourth.records());
  const Grouping plain = group(records_);
  const Claim& claim = plain.claims[plain.statements[at(plain, kThree)].claim];
  ASSERT_GE(claim.statements.size(), 3u);
  std::vector<std::vector<StatementAnchor>> sides;
  for (std::size_t i = 0; i < 3; ++i) sides.push_back({seen(plain, claim.statements[i])});
  const Review one = sealed(of_statements(ReviewAction::kMerge, ReviewOf::kOrigin, sides), 1);
  EXPECT_EQ(group(records_, std::vector{one}).origin_ties.size(), 3u);
}

TEST_F(ReviewsTest, AnUndoCanBeUndone) {
  const Review merge = claims(ReviewAction::kMerge, {at(plain_, kCover)}, {at(plain_, kThree)}, 1);
  const Review back = sealed(undo(merge), 2);
  const Review again = sealed(undo(back), 3);
  EXPECT_EQ(dump(group(records_, std::vector{merge, back})), dump(plain_));
  EXPECT_EQ(dump(group(records_, std::vector{again, back, merge})),
            dump(group(records_, std::vector{merge})));
  const Grouping after = group(records_, std::vector{back});
  EXPECT_EQ(outcome(after, back).state, ReviewState::kOrphaned);  // what it undoes is elsewhere
}

// ---- whatever the reviews are --------------------------------------------------------------------

class Chooser {
 public:
  Chooser(const std::vector<Records>& records, const Grouping& plain, std::uint32_t seed)
      : records_(records), plain_(plain), random_(seed) {}

  Review next(int minute) {
    static const std::vector<std::string> kPeople = {"Ada Lin", "Ben Okoro"};
    return sealed(any(), minute, kPeople[below(2)]);
  }

 private:
  std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::uint32_t statement() { return below(plain_.statements.size()); }

  StatementAnchor kept() {
    const std::uint32_t s = statement();
    for (const Records& one : records_) {
      if (one.document == plain_.documents[plain_.statements[s].document].key)
        return *anchor_of(one, {}, plain_.statements[s].statement);
    }
    return {};
  }

  EntityAnchor entity() {
    const Records& one = records_[below(records_.size())];
    return named(
        records_, one.entities[below(one.entities.size())].name,
        below(2) == 0 ? std::vector<std::string>{one.external_id} : std::vector<std::string>{});
  }

  Review any() {
    const auto claims = [&](ReviewAction action, ReviewOf of) {
      return of_statements(
          action, of,
          {{seen(plain_, statement()), seen(plain_, statement())}, {seen(plain_, statement())}});
    };
    Review review;
    switch (below(10)) {
      case 0:
        return of_statements(ReviewAction::kReject, ReviewOf::kStatement, {{kept()}});
      case 1:
        return of_statements(ReviewAction::kAccept, ReviewOf::kStatement, {{kept(), kept()}});
      case 2:
        review = of_statements(ReviewAction::kCorrect, ReviewOf::kStatement, {{kept()}});
        review.corrections = {{"stance", std::string(to_string(static_cast<Stance>(below(8))))}};
        return review;
      case 3:
        return claims(ReviewAction::kMerge, ReviewOf::kClaim);
      case 4:
        return claims(ReviewAction::kSplit, ReviewOf::kClaim);
      case 5:
        return claims(below(2) == 0 ? ReviewAction::kMerge : ReviewAction::kSplit,
                      ReviewOf::kOrigin);
      case 6:
        review = claims(ReviewAction::kRelate, ReviewOf::kClaim);
        review.contradicts = below(2) == 0;
        return review;
      case 7:
        return of_entities(ReviewAction::kMerge, {entity(), entity()});
      case 8:
        return of_entities(ReviewAction::kSplit, {entity(), entity()});
      default:
        review = of_entities(ReviewAction::kCorrect, {entity(), entity()});
        review.corrections = {{"party", "any"}};
        return review;
    }
  }

  const std::vector<Records>& records_;
  const Grouping& plain_;
  std::mt19937 random_;
};

TEST_F(ReviewsTest, TheirOrderPlaysNoPart) {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    Chooser chooser(records_, plain_, seed);
    std::vector<Review> reviews;
    for (int i = 0; i < 12; ++i) reviews.push_back(chooser.next(i / 2));
    for (int i = 0; i < 3; ++i)
      reviews.push_back(sealed(undo(reviews[static_cast<std::size_t>(3 * i)]), 20 + i));
    const std::string expected = dump_all(group(records_, reviews));
    std::mt19937 random(seed);
    for (int round = 0; round < 4; ++round) {
      std::shuffle(reviews.begin(), reviews.end(), random);
      reviews.push_back(reviews.front());  // twice the same is once
      std::vector<Records> records = records_;
      std::shuffle(records.begin(), records.end(), random);
      EXPECT_EQ(dump_all(group(records, reviews)), expected) << "seed " << seed;
      reviews.pop_back();
    }
  }
}

TEST_F(ReviewsTest, UndoingAllOfThemIsNone) {
  for (std::uint32_t seed = 100; seed < 120; ++seed) {
    Chooser chooser(records_, plain_, seed);
    std::vector<Review> reviews;
    for (int i = 0; i < 10; ++i) reviews.push_back(chooser.next(i));
    for (int i = 0; i < 10; ++i)
      reviews.push_back(sealed(undo(reviews[static_cast<std::size_t>(i)]), 20 + i));
    const Grouping after = group(records_, reviews);
    EXPECT_EQ(dump(after), dump(plain_)) << "seed " << seed;
    EXPECT_EQ(after.reviews.size(), 20u);
  }
}

// ---- must-link and cannot-link
// -------------------------------------------------------------------

TEST(Ties, AreTakenWholeOrNotAtAll) {
  Ties ties;
  EXPECT_FALSE(ties.apart(1, 3, 30));
  EXPECT_FALSE(ties.together(2, 3, 20));
  EXPECT_EQ(ties.together(1, 2, 10), 30u);
  EXPECT_FALSE(ties.together(4, 1, 9));
  EXPECT_EQ(ties.together(4, 3, 8), 30u);
  EXPECT_EQ(ties.apart(2, 3, 7), 20u);
  EXPECT_TRUE(ties.are_apart(2, 4));
  EXPECT_FALSE(ties.are_together(2, 4));
  EXPECT_EQ(ties.joins().size(), 2u);
  EXPECT_EQ(ties.splits().size(), 1u);
}

// Against the definition: what is together is what a way of joins connects, and no pair that is
// apart may be connected.
TEST(Ties, AgreeWithASlowCheck) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    Ties ties;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> joins, splits;
    const auto connected = [&](std::uint32_t a, std::uint32_t b) {
      std::set<std::uint32_t> reached{a};
      for (std::size_t before = 0; before != reached.size();) {
        before = reached.size();
        for (const auto& [x, y] : joins) {
          if (reached.contains(x) || reached.contains(y)) reached.insert({x, y});
        }
      }
      return reached.contains(b);
    };
    for (std::uint32_t i = 0; i < 15; ++i) {
      const std::uint32_t a = random() % 8, b = random() % 8;
      if (a == b) continue;
      if (random() % 2 == 0) {
        joins.emplace_back(a, b);
        const bool breaks = std::any_of(splits.begin(), splits.end(), [&](const auto& pair) {
          return connected(pair.first, pair.second);
        });
        if (breaks) joins.pop_back();
        EXPECT_EQ(ties.together(a, b, i).has_value(), breaks);
      } else {
        const bool breaks = connected(a, b);
        if (!breaks) splits.emplace_back(a, b);
        EXPECT_EQ(ties.apart(a, b, i).has_value(), breaks);
      }
    }
  }
}

}  // namespace
}  // namespace sayso
