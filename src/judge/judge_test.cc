#include "sayso/judge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "judge/forest.h"
#include "judge/test_scene.h"

namespace sayso {
namespace {

using namespace testing_scene;

// "2023-03-14 disputed, 2023-04-20 multiple-origins"
std::string history_text(const ClaimStanding& standing) {
  std::string text;
  for (const Standing& one : standing.history) {
    text += (text.empty() ? "" : ", ") + (one.as_of.empty() ? "undated" : one.as_of) + " " +
            std::string(to_string(one.is));
  }
  return text;
}

// "0 2|1": statements by origin.
std::string origins_text(const ClaimStanding& standing) {
  std::string text;
  for (const Origin& origin : standing.origins) {
    if (!text.empty()) text += "|";
    for (std::size_t i = 0; i < origin.statements.size(); ++i)
      text += (i == 0 ? "" : " ") + std::to_string(origin.statements[i]);
  }
  return text;
}

std::string flags_text(const ClaimStanding& standing) {
  std::string text;
  for (const std::string& flag : standing.flags) text += (text.empty() ? "" : " ") + flag;
  return text;
}

struct Case {
  std::string name;
  Scene scene;
  std::string history;
  std::string origins;
  std::string flags;
  std::string day = {};
};

const std::string kDay1 = "2023-03-01", kDay2 = "2023-03-02", kDay3 = "2023-03-03";
constexpr Stance kDenies = Stance::kDenies, kConfirms = Stance::kConfirms,
                 kRetracts = Stance::kRetracts, kAsserts = Stance::kAsserts;

std::vector<Case> cases() {
  return {
      {"one says it", {{{kDay1, "Post", "Mara Lind"}}}, "2023-03-01 single-origin", "0", ""},
      {"two say it",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "Jon Aske"}}},
       "2023-03-01 single-origin, 2023-03-02 multiple-origins",
       "0|1",
       ""},
      {"one party, two speakers",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "org:Port"}}, {{"Mara Lind", "org:Port"}}},
       "2023-03-01 single-origin",
       "0 1",
       ""},
      {"a party's party",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "org:City"}},
        {{"Mara Lind", "org:Port"}, {"org:Port", "org:City"}}},
       "2023-03-01 single-origin",
       "0 1",
       ""},
      {"parties in a circle",
       {{{kDay1, "Post", "org:A"}, {kDay2, "Mail", "org:B"}},
        {{"org:A", "org:B"}, {"org:B", "org:A"}}},
       "2023-03-01 single-origin",
       "0 1",
       ""},
      {"asserted and denied",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "org:Port", kDenies}}},
       "2023-03-01 single-origin, 2023-03-02 disputed",
       "0|1",
       ""},
      {"only denied", {{{kDay1, "Post", "org:Port", kDenies}}}, "2023-03-01 denied", "0", ""},
      {"denied, then admitted and the denial taken back",
       {{{kDay1, "Post", "anon:an official"},
         {kDay1, "Post", "Mara Lind", kDenies},
         {kDay3, "Mail", "Mara Lind", kConfirms},
         {kDay3, "Mail", "Mara Lind", kRetracts}}},
       "2023-03-01 disputed, 2023-03-03 multiple-origins",
       "0|1 2",
       "acknowledged"},
      {"the denial is taken back before it is admitted",
       {{{kDay1, "Post", "anon:an official"},
         {kDay1, "Post", "Mara Lind", kDenies},
         {kDay3, "Mail", "Mara Lind", kRetracts},
         {kDay3, "Mail", "Mara Lind", kConfirms}}},
       "2023-03-01 disputed, 2023-03-03 multiple-origins",
       "0|1 3",
       "acknowledged"},
      {"an old denial told again after the admission",
       {{{kDay1, "Post", "Mara Lind", kDenies, {}, kDay1},
         {kDay2, "Mail", "Mara Lind", kConfirms, {}, kDay2},
         {kDay3, "Globe", "Mara Lind", kDenies, {}, kDay1},
         {kDay3, "Globe", "Mara Lind", kDenies}}},
       "2023-03-01 denied, 2023-03-02 single-origin",
       "0 1 2 3",
       "acknowledged"},
      {"a fresh denial after the assertion",
       {{{kDay1, "Post", "Mara Lind", kAsserts, {}, kDay1},
         {kDay2, "Mail", "Mara Lind", kDenies, {}, kDay2}}},
       "2023-03-01 single-origin, 2023-03-02 withdrawn",
       "0 1",
       ""},
      {"withdrawn",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "Mara Lind", kRetracts}}},
       "2023-03-01 single-origin, 2023-03-02 withdrawn",
       "0",
       ""},
      {"withdrawn, though somebody denies",
       {{{kDay1, "Post", "Mara Lind"},
         {kDay1, "Post", "org:Port", kDenies},
         {kDay2, "Mail", "Mara Lind", kRetracts}}},
       "2023-03-01 disputed, 2023-03-02 withdrawn",
       "0|1",
       ""},
      {"withdrawn by another speaker of the party, told again without a date",
       {{{kDay1, "Post", "Mara Lind"},
         {kDay2, "Mail", "Jon Aske", kRetracts},
         {kDay3, "Globe", "org:Port"}},
        {{"Mara Lind", "org:Port"}, {"Jon Aske", "org:Port"}}},
       "2023-03-01 single-origin, 2023-03-02 withdrawn",
       "0 2",
       ""},
      {"one of two withdraws",
       {{{kDay1, "Post", "Mara Lind"},
         {kDay1, "Post", "Jon Aske"},
         {kDay2, "Mail", "Mara Lind", kRetracts}}},
       "2023-03-01 multiple-origins, 2023-03-02 single-origin",
       "0|1",
       ""},
      {"a party contradicts itself until it takes back what it said",
       {{{kDay1, "Post", "Mara Lind"},
         {kDay2, "Mail", "Jon Aske", kDenies},
         {kDay3, "Globe", "Mara Lind", kRetracts}},
        {{"Mara Lind", "org:Port"}, {"Jon Aske", "org:Port"}}},
       "2023-03-01 single-origin, 2023-03-02 disputed, 2023-03-03 withdrawn",
       "0 1",
       ""},
      {"one speaker confirms, a third of the party takes the denial back",
       {{{kDay1, "Post", "Mara Lind", kDenies},
         {kDay3, "Mail", "Jon Aske", kConfirms},
         {kDay3, "Mail", "org:Port", kRetracts}},
        {{"Mara Lind", "org:Port"}, {"Jon Aske", "org:Port"}}},
       "2023-03-01 denied, 2023-03-03 single-origin",
       "0 1",
       "acknowledged"},
      {"only a correction of what is not here",
       {{{kDay1, "Post", "out:Post", kRetracts}}},
       "2023-03-01 withdrawn",
       "",
       "corrected"},
      {"an outlet takes back what its unnamed source said",
       {{{kDay1, "Post", "anon:a nurse"},
         {kDay1, "Mail", "org:Port", kDenies},
         {kDay2, "Post", "out:Post", kRetracts}}},
       "2023-03-01 disputed, 2023-03-02 withdrawn",
       "0|1",
       "anonymous-only corrected"},
      {"an outlet's correction leaves what others have themselves",
       {{{kDay1, "Post", "org:Port"},
         {kDay1, "Mail", "org:Port"},
         {kDay2, "Post", "out:Post", kRetracts}}},
       "2023-03-01 single-origin",
       "0 1",
       "corrected"},
      {"a copy with another reading of the speaker",
       {{{kDay1, "Wire", "anon:an official"}, {kDay2, "Post", "anon:the man"}},
        {},
        {{"Wire", "Post"}}},
       "2023-03-01 single-origin",
       "0 1",
       "anonymous-only"},
      {"cites the article",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "out:Post"}}},
       "2023-03-01 single-origin",
       "0 1",
       ""},
      {"cites an article that has it from a third",
       {{{kDay1, "Wire", "Mara Lind"},
         {kDay1, "Post", "org:Port", Stance::kDeclines},
         {kDay2, "Mail", "out:Post"}},
        {},
        {},
        {{"Post", "Wire"}}},
       "2023-03-01 single-origin",
       "0 2",
       "declined"},
      {"circular",
       {{{kDay1, "Post", "anon:a clerk"},
         {kDay2, "Mail", "out:Post"},
         {kDay3, "Globe", "anon:somebody", kAsserts, {"out:Post"}}}},
       "2023-03-01 single-origin",
       "0 1 2",
       "anonymous-only circular"},
      {"three articles that do not cite are not circular",
       {{{kDay1, "Post", "org:Port"}, {kDay2, "Mail", "org:Port"}, {kDay3, "Globe", "org:Port"}}},
       "2023-03-01 single-origin",
       "0 1 2",
       ""},
      {"a copy is no citation of its original",
       {{{kDay1, "Wire", "org:Port"},
         {kDay2, "Mail", "org:Port", kAsserts, {"out:Wire"}},
         {kDay3, "Globe", "org:Port"}},
        {},
        {{"Wire", "Mail"}}},
       "2023-03-01 single-origin",
       "0 1 2",
       ""},
      {"an outlet that is not here",
       {{{kDay1, "Post", "out:Herald"},
         {kDay2, "Mail", "Mara Lind", kAsserts, {"out:Herald"}},
         {kDay2, "Mail", "Jon Aske"}}},
       "2023-03-01 single-origin, 2023-03-02 multiple-origins",
       "0 1|2",
       "origin-outside-collection"},
      {"two unnamed sources stay two",
       {{{kDay1, "Post", "anon:a clerk"}, {kDay2, "Mail", "anon:a driver"}}},
       "2023-03-01 single-origin, 2023-03-02 multiple-origins",
       "0|1",
       "anonymous-only"},
      {"what he cites is his source's word",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "anon:a clerk", kAsserts, {"Mara Lind"}}}},
       "2023-03-01 single-origin",
       "0 1",
       ""},
      {"the press reports",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "crowd:local media"}}},
       "2023-03-01 single-origin",
       "0 1",
       ""},
      {"own voice, nothing seen",
       {{{kDay1, "Post", "", kAsserts, {}, {}, true}}},
       "2023-03-01 unsourced",
       "",
       ""},
      {"own voice, seen",
       {{{kDay1, "Post", "", kAsserts, {}, {}, true, true}}},
       "2023-03-01 single-origin",
       "0",
       ""},
      {"own voice and the document that it has seen",
       {{{kDay1, "Post", "", kAsserts, {}, {}, true, true}, {kDay1, "Post", "doc:a memo"}}},
       "2023-03-01 single-origin",
       "0 1",
       ""},
      {"own voice adds nothing to a source",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "", kAsserts, {}, {}, true}}},
       "2023-03-01 single-origin",
       "0",
       ""},
      {"silence alone",
       {{{kDay1, "Post", "org:Port", Stance::kUnanswered}}},
       "2023-03-01 unsourced",
       "",
       "unanswered"},
      {"silent, then confirms",
       {{{kDay1, "Post", "org:Port", Stance::kDeclines}, {kDay2, "Mail", "org:Port", kConfirms}}},
       "2023-03-01 unsourced, 2023-03-02 single-origin",
       "1",
       "acknowledged declined"},
      {"confirmed by somebody whom it is not about",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "org:Police", kConfirms}}},
       "2023-03-01 single-origin, 2023-03-02 multiple-origins",
       "0|1",
       ""},
      {"confirmed by whom it names",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "org:Port", kConfirms}},
        {},
        {},
        {},
        "The Port knew of the pump."},
       "2023-03-01 single-origin, 2023-03-02 multiple-origins",
       "0|1",
       "acknowledged"},
      {"doubts and what could not be verified count for nothing",
       {{{kDay1, "Post", "Mara Lind"},
         {kDay1, "Post", "Jon Aske", Stance::kQuestions},
         {kDay1, "Post", "out:Post", Stance::kUnverified}}},
       "2023-03-01 single-origin",
       "0",
       ""},
      {"speakers not known",
       {{{kDay1, "Post", ""}, {kDay2, "Mail", ""}}},
       "2023-03-01 single-origin, 2023-03-02 undetermined",
       "0|1",
       ""},
      {"a speaker not known beside a known one",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", ""}}},
       "2023-03-01 single-origin",
       "0|1",
       ""},
      {"as of an earlier day",
       {{{kDay1, "Post", "Mara Lind"},
         {kDay2, "Mail", "org:Port", kDenies},
         {kDay3, "Globe", "Mara Lind", kRetracts}}},
       "2023-03-01 single-origin, 2023-03-02 disputed",
       "0|1",
       "",
       kDay2},
      {"before anything was said", {{{kDay2, "Post", "Mara Lind"}}}, "", "", "", kDay1},
      {"zones: the day as written",
       {{{"2023-03-01T23:30:00-05:00", "Post", "Mara Lind"}}},
       "2023-03-01 single-origin",
       "0",
       "",
       kDay1},
      {"no date at all", {{{"", "Post", "Mara Lind"}}}, "undated single-origin", "0", ""},
      {"no date, and a day is asked for",
       {{{kDay1, "Post", "Mara Lind"}, {"", "Mail", "org:Port", kDenies}}},
       "undated undetermined",
       "0|1",
       "",
       kDay2},
      {"no date that matters, and a day is asked for",
       {{{kDay1, "Post", "Mara Lind"}, {"", "Mail", "Mara Lind"}}},
       "undated undetermined, 2023-03-01 single-origin",
       "0 1",
       "",
       kDay2},
  };
}

TEST(Judge, Cases) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.name);
    const ClaimStanding standing = judge(grouping_of(one.scene), one.day).at(0);
    EXPECT_EQ(history_text(standing), one.history);
    EXPECT_EQ(origins_text(standing), one.origins);
    EXPECT_EQ(flags_text(standing), one.flags);
  }
}

std::string whole_text(const ClaimStanding& standing) {
  std::string text =
      history_text(standing) + "/" + origins_text(standing) + "/" + flags_text(standing);
  for (const Standing& one : standing.history) {
    text += "/" + one.why;
    for (const std::uint32_t index : one.moved_by) text += " " + std::to_string(index);
  }
  for (const Origin& origin : standing.origins) {
    for (const ClaimLink& fold : origin.folds)
      text += "/" + fold.reason.rule + std::to_string(fold.a) + "-" + std::to_string(fold.b);
  }
  return text;
}

TEST(Judge, OrderOfAClaimsStatementsPlaysNoPart) {
  std::mt19937 random(17);
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.name);
    Grouping grouping = grouping_of(one.scene);
    const std::string expected = whole_text(judge(grouping, one.day).at(0));
    for (int i = 0; i < 5; ++i) {
      std::shuffle(grouping.claims[0].statements.begin(), grouping.claims[0].statements.end(),
                   random);
      EXPECT_EQ(whole_text(judge(grouping, one.day).at(0)), expected);
    }
  }
}

// The history up to a day is the beginning of the whole history: what comes later changes nothing
// of it.
TEST(Judge, LaterArticlesDoNotChangeThePast) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.name);
    const Grouping grouping = grouping_of(one.scene);
    const auto is_undated = [](const DocumentHead& head) { return head.published.empty(); };
    if (std::any_of(grouping.documents.begin(), grouping.documents.end(), is_undated)) continue;
    const std::string whole = history_text(judge(grouping).at(0));
    for (const std::string& day : {kDay1, kDay2, kDay3}) {
      EXPECT_EQ(whole.rfind(history_text(judge(grouping, day).at(0)), 0), 0u) << day;
    }
  }
}

TEST(Judge, EveryFoldHasItsReasonAndAnOriginOfNIsHeldByNMinusOne) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.name);
    const std::vector<ClaimStanding> standings = judge(grouping_of(one.scene));
    for (const Origin& origin : standings.at(0).origins) {
      EXPECT_GE(origin.folds.size() + 1, origin.statements.size());
      for (const ClaimLink& fold : origin.folds) {
        EXPECT_FALSE(fold.reason.rule.empty());
        EXPECT_FALSE(fold.reason.detail.empty());
      }
    }
  }
}

struct RangeCase {
  std::string name;
  Scene scene;
  int at_least, at_most;
};

TEST(Judge, RangeOfOrigins) {
  const std::vector<RangeCase> range_cases = {
      {"one", {{{kDay1, "Post", "Mara Lind"}}}, 1, 1},
      {"denials are not counted", {{{kDay1, "Post", "org:Port", kDenies}}}, 0, 0},
      {"two organisations are two",
       {{{kDay1, "Post", "org:Port"}, {kDay2, "Mail", "org:Police"}}},
       2,
       2},
      {"unnamed sources of two articles may be one",
       {{{kDay1, "Post", "anon:a clerk"}, {kDay2, "Mail", "anon:a driver"}}},
       1,
       2},
      {"one article tells them apart",
       {{{kDay1, "Post", "anon:a clerk"}, {kDay1, "Post", "anon:a driver"}}},
       2,
       2},
      {"an unnamed source may be of the organisation",
       {{{kDay1, "Post", "anon:a clerk"}, {kDay2, "Mail", "org:Port"}}},
       1,
       2},
      {"but is not the party that admits it",
       {{{kDay1, "Post", "anon:a clerk"},
         {kDay1, "Post", "org:Port", kDenies},
         {kDay2, "Mail", "org:Port", kConfirms},
         {kDay2, "Mail", "org:Port", kRetracts}}},
       2,
       2},
      {"a person may speak for an organisation",
       {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "org:Port"}}},
       1,
       2},
      {"two persons are two", {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "Jon Aske"}}}, 2, 2},
      {"a report that is not here may have it from anybody",
       {{{kDay1, "Post", "Mara Lind"}, {kDay1, "Post", "out:Herald"}}},
       1,
       2},
  };
  for (const RangeCase& one : range_cases) {
    SCOPED_TRACE(one.name);
    const ClaimStanding standing = judge(grouping_of(one.scene)).at(0);
    EXPECT_EQ(standing.origins_at_least, one.at_least);
    EXPECT_EQ(standing.origins_at_most, one.at_most);
  }
}

TEST(Judge, MovedByNamesTheWordsOfTheDay) {
  const Scene scene{{{kDay1, "Post", "Mara Lind"},
                     {kDay2, "Mail", "Mara Lind"},
                     {kDay2, "Mail", "org:Port", kDenies}}};
  const ClaimStanding standing = judge(grouping_of(scene)).at(0);
  ASSERT_EQ(standing.history.size(), 2u);
  EXPECT_EQ(standing.history[0].moved_by, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(standing.history[1].moved_by, (std::vector<std::uint32_t>{2}));
  EXPECT_NE(standing.history[1].why.find("Port"), std::string::npos);
}

TEST(Judge, TheVersionOfTheDayCounts) {
  Grouping grouping =
      grouping_of({{{kDay1, "Post", "Mara Lind"}, {kDay2, "Post", "org:Port", kDenies}}});
  for (DocumentHead& head : grouping.documents) head.address = "https://post.example/pump";
  grouping.documents[0].current = false;
  EXPECT_EQ(history_text(judge(grouping).at(0)), "2023-03-01 single-origin, 2023-03-02 denied");
  EXPECT_EQ(origins_text(judge(grouping).at(0)), "1");
  EXPECT_EQ(origins_text(judge(grouping, kDay1).at(0)), "0");
  EXPECT_EQ(judge(grouping).at(0).articles, 1);
}

TEST(Judge, AVersionWithoutTheClaimEndsIt) {
  Grouping grouping = grouping_of({{{kDay1, "Post", "Mara Lind"}}});
  grouping.documents[0].address = "https://post.example/pump";
  grouping.documents[0].current = false;
  DocumentHead next = grouping.documents[0];
  next.published = kDay2;
  next.current = true;
  grouping.documents.push_back(next);
  EXPECT_EQ(history_text(judge(grouping).at(0)),
            "2023-03-01 single-origin, 2023-03-02 undetermined");
}

TEST(Judge, IndependenceMustBeStated) {
  Grouping grouping =
      grouping_of({{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "Jon Aske", kConfirms}}});
  grouping.statements[1].statement.proposition.context = {"independ", "record"};
  EXPECT_EQ(judge(grouping).at(0).history.back().is, StandingKind::kCorroborated);
  grouping.entities[grouping.documents[1].outlet_entity].name = "The Independent";
  EXPECT_EQ(judge(grouping).at(0).history.back().is, StandingKind::kMultipleOrigins);
}

TEST(Judge, ALaterFigureOfTheSameSpeakerSupersedes) {
  Grouping grouping = grouping_of({{{kDay1, "Post", "org:Police"}, {kDay2, "Post", "org:Police"}}});
  grouping.claims.push_back({});
  grouping.claims[0].statements = {0};
  grouping.claims[1].statements = {1};
  grouping.statements[1].claim = 1;
  grouping.contradicts = {{0, 1}};
  EXPECT_EQ(flags_text(judge(grouping).at(0)), "superseded");
  EXPECT_EQ(flags_text(judge(grouping).at(1)), "");
  EXPECT_EQ(flags_text(judge(grouping, kDay1).at(0)), "");
}

// Two officials whom the texts do not name, and a person's word about them.
TEST(Judge, AReviewSaysThatTwoOriginsAreOne) {
  Grouping grouping = grouping_of({{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "Jon Aske"}}});
  grouping.origin_ties = {{0, 1, true, "Ada Lin, 2024-06-01", "R1"}};
  const ClaimStanding standing = judge(grouping).at(0);
  EXPECT_EQ(origins_text(standing), "0 1");
  EXPECT_EQ(history_text(standing), "2023-03-01 single-origin");
  ASSERT_EQ(standing.origins[0].folds.size(), 1u);
  EXPECT_EQ(standing.origins[0].folds[0].reason.rule, "review");
  EXPECT_EQ(standing.origins[0].folds[0].reason.detail, "Ada Lin, 2024-06-01");
}

TEST(Judge, AReviewSaysThatTwoOriginsAreIndependent) {
  Grouping grouping = grouping_of({{{kDay1, "Post", "anon:an official"},
                                    {kDay2, "Mail", "anon:a clerk"},
                                    {kDay3, "Mail", "org:Port", kDenies}}});
  EXPECT_EQ(judge(grouping, kDay2).at(0).origins_at_least, 1);
  grouping.origin_ties = {{0, 1, false, "Ada Lin, 2024-06-01", "R1"}};
  const ClaimStanding standing = judge(grouping, kDay2).at(0);
  EXPECT_EQ(history_text(standing), "2023-03-01 single-origin, 2023-03-02 corroborated");
  EXPECT_EQ(standing.origins_at_least, 2);
  EXPECT_NE(standing.history.back().why.find("by review (Ada Lin, 2024-06-01)"), std::string::npos);
  EXPECT_EQ(judge(grouping).at(0).history.back().is, StandingKind::kDisputed);
}

// The rule would fold them, as one party.
TEST(Judge, AReviewKeepsApartWhatARuleWouldFold) {
  Grouping grouping = grouping_of(
      {{{kDay1, "Post", "Mara Lind"}, {kDay2, "Mail", "org:Port"}, {kDay3, "Mail", "Jon Aske"}},
       {{"Mara Lind", "org:Port"}, {"Jon Aske", "org:Port"}}});
  EXPECT_EQ(origins_text(judge(grouping).at(0)), "0 1 2");
  grouping.origin_ties = {{0, 1, false, "Ada Lin, 2024-06-01", "R1"}};
  EXPECT_EQ(origins_text(judge(grouping).at(0)), "0 2|1");
  grouping.origin_ties.push_back({1, 2, true, "Ada Lin, 2024-06-01", "R2"});
  EXPECT_EQ(origins_text(judge(grouping).at(0)), "0|1 2");
}

TEST(Judge, AnEmptyGroupingHasNoStandings) { EXPECT_TRUE(judge(Grouping{}).empty()); }

TEST(FoldForest, KeepsOneReasonForEachJoin) {
  FoldForest forest(4);
  forest.fold(3, 1, {"a", "x"});
  forest.fold(1, 0, {"b", "y"});
  forest.fold(3, 0, {"c", "z"});
  EXPECT_EQ(forest.folds().size(), 2u);
  EXPECT_TRUE(forest.together(0, 3));
  EXPECT_FALSE(forest.together(0, 2));
  EXPECT_EQ(forest.root(3), 0u);
}

TEST(FoldForest, KeepsApartWhatItIsToldTo) {
  FoldForest forest(4);
  forest.keep_apart(0, 3);
  forest.fold(0, 1, {"a", "x"});
  forest.fold(3, 2, {"b", "y"});
  forest.fold(1, 2, {"c", "z"});
  EXPECT_EQ(forest.folds().size(), 2u);
  EXPECT_FALSE(forest.together(0, 3));
}

}  // namespace
}  // namespace sayso
