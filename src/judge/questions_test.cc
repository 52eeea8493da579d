// The questions beside judge(): one claim alone, what falls with a link, what the collection does
// not tell, what moved.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "judge/test_scene.h"
#include "sayso/judge.h"

namespace sayso {
namespace {

using namespace testing_scene;

constexpr Stance kDenies = Stance::kDenies;

StandingKind last_of(const ClaimStanding& standing) {
  return standing.history.empty() ? StandingKind::kUndetermined : standing.history.back().is;
}

// Meridian has it from an official; the Post copies it, the Mail cites it; the port denies it, and
// a report says so, too.
const Scene kCrane = {
    .says = {{"2023-03-13", "Meridian", "anon:official"},
             {"2023-03-13", "Post", "anon:official"},
             {"2023-03-14", "Mail", "anon:official", Stance::kAsserts, {"out:Meridian"}},
             {"2023-03-15", "Notes", "out:Meridian"},
             {"2023-03-16", "Radio", "org:port", kDenies},
             {"2023-04-04", "Berth", "doc:report"}},
    .parties = {{"doc:report", "org:inspectorate"}},
    .copies = {{"Meridian", "Post"}},
    .cites = {{"Mail", "Meridian"}}};

TEST(Questions, OneClaimIsJudgedAsAllOfThemAre) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Scene scene;
    const std::vector<std::string> names = {"Lind", "org:port", "anon:official", "out:Meridian",
                                            ""};
    for (int i = 0; i < 6; ++i) {
      Say say{.day = "2023-03-1" + std::to_string(random() % 8),
              .outlet = std::string(1, static_cast<char>('A' + random() % 4)),
              .speaker = names[random() % names.size()]};
      say.stance = static_cast<Stance>(random() % kStances);
      scene.says.push_back(say);
    }
    const Grouping grouping = grouping_of(scene);
    const Judge one(grouping);
    for (const char* day : {"", "2023-03-14"}) {
      const ClaimStanding all = judge(grouping, day).front(), alone = one.of(0, day);
      EXPECT_EQ(alone.flags, all.flags);
      EXPECT_EQ(alone.origins.size(), all.origins.size());
      ASSERT_EQ(alone.history.size(), all.history.size());
      for (std::size_t i = 0; i < all.history.size(); ++i)
        EXPECT_EQ(alone.history[i].is, all.history[i].is);
    }
  }
}

TEST(Questions, WithoutIsAsIfItHadNotBeenSaid) {
  const Grouping grouping = grouping_of(kCrane);
  const Judge judge_of(grouping);
  EXPECT_EQ(last_of(judge_of.of(0)), StandingKind::kDisputed);
  const std::vector<std::uint32_t> denial{4};
  EXPECT_EQ(last_of(judge_of.of(0, {}, denial)), StandingKind::kMultipleOrigins);
  const std::vector<std::uint32_t> all{0, 1, 2, 3, 4, 5};
  EXPECT_EQ(judge_of.of(0, {}, all).articles, 0);
  EXPECT_TRUE(judge_of.of(0, {}, all).history.empty());
}

TEST(Questions, WhatCopiesOrCitesALinkFallsWithIt) {
  const Grouping grouping = grouping_of(kCrane);
  const Judge judge_of(grouping);
  const auto falls = [&](std::vector<std::uint32_t> links) {
    return judge_of.falls_with(0, links);
  };
  EXPECT_EQ(falls({0}), (std::vector<std::uint32_t>{0, 1, 2, 3})) << "copy, relay and citation";
  EXPECT_EQ(falls({1}), (std::vector<std::uint32_t>{1}))
      << "the original does not hang on its copy";
  EXPECT_EQ(falls({4}), (std::vector<std::uint32_t>{4})) << "nobody has the denial from the radio";
  EXPECT_EQ(falls({}), (std::vector<std::uint32_t>{}));
}

TEST(Questions, WhatASecondArticleOfTheOutletHasStandsOn) {
  Scene scene = kCrane;
  scene.says.insert(scene.says.begin() + 1, {"2023-03-14", "Meridian", "anon:official"});
  const Grouping grouping = grouping_of(scene);
  const std::vector<std::uint32_t> first{0};
  EXPECT_EQ(Judge(grouping).falls_with(0, first), (std::vector<std::uint32_t>{0, 2}))
      << "only the copy has it from just this article";
}

TEST(Questions, ThroughNamesPublishersRelaysSpeakersAndTheirParty) {
  const Grouping grouping = grouping_of(kCrane);
  const Judge judge_of(grouping);
  const auto through = [&](const std::string& name) {
    for (EntityIndex i = 0; i < grouping.entities.size(); ++i) {
      if (grouping.entities[i].name == name) return judge_of.through(0, i);
    }
    return std::vector<std::uint32_t>{99};
  };
  EXPECT_EQ(through("Meridian"), (std::vector<std::uint32_t>{0, 2, 3}));
  EXPECT_EQ(through("inspectorate"), (std::vector<std::uint32_t>{5}));
  EXPECT_EQ(through("port"), (std::vector<std::uint32_t>{4}));
}

TEST(Questions, EachPairOfOriginsHasAReasonForStandingApart) {
  const Scene scene = {.says = {{"2023-03-13", "Meridian", "anon:official"},
                                {"2023-03-14", "Post", "org:port"},
                                {"2023-03-14", "Post", "org:union"},
                                {"2023-03-15", "Mail", "out:Courier"}}};
  const Grouping grouping = grouping_of(scene);
  const std::vector<Apart> pairs = why_apart(grouping, 0);
  ASSERT_EQ(pairs.size(), 6u);
  const auto rule = [&](std::size_t a, std::size_t b) {
    for (const Apart& one : pairs) {
      if (one.a == a && one.b == b) return one.reason.rule + (one.may_be_one ? ", may be one" : "");
    }
    return std::string("none");
  };
  EXPECT_EQ(rule(0, 1), "unnamed, may be one");
  EXPECT_EQ(rule(1, 2), "told apart");
  EXPECT_EQ(rule(0, 3), "report not here, may be one");
  for (const Apart& one : pairs) EXPECT_FALSE(one.reason.detail.empty());
  EXPECT_EQ(why_apart(grouping, 0, {}, 2).size(), 2u);
  EXPECT_EQ(why_apart(grouping, 0, "2023-03-13").size(), 0u);
}

// The lower end of the range takes for one what may be one; a reason must not say otherwise.
TEST(Questions, ReasonsAgreeWithTheRange) {
  std::mt19937 random(11);
  const std::vector<std::string> names = {"Lind",          "Ek",          "org:port",
                                          "anon:official", "out:Courier", ""};
  for (int round = 0; round < 300; ++round) {
    Scene scene;
    for (int i = 0; i < 4; ++i) {
      scene.says.push_back({.day = "2023-03-1" + std::to_string(random() % 5),
                            .outlet = std::string(1, static_cast<char>('A' + random() % 4)),
                            .speaker = names[random() % names.size()]});
    }
    const Grouping grouping = grouping_of(scene);
    const ClaimStanding standing = judge(grouping).front();
    bool any = false;
    for (const Apart& one : why_apart(grouping, 0)) any = any || one.may_be_one;
    EXPECT_EQ(any, standing.origins_at_least < standing.origins_at_most);
  }
}

Gaps gaps_of(const Grouping& grouping, std::string_view day = {}) {
  return find_gaps(grouping, judge(grouping, day), day);
}

TEST(Gaps, WhoIsCitedAndNotHere) {
  Scene scene = kCrane;
  scene.says.push_back({"2023-04-05", "Echo", "Lind", Stance::kAsserts, {"out:Courier"}});
  scene.cites["Radio"] = "Gazette";
  const Grouping grouping = grouping_of(scene);
  const Gaps gaps = gaps_of(grouping);
  ASSERT_EQ(gaps.cited_outside.size(), 2u);
  EXPECT_EQ(grouping.entities[gaps.cited_outside[0].outlet].name, "Courier");
  EXPECT_EQ(gaps.cited_outside[0].claims, std::vector<std::uint32_t>{0});
  EXPECT_EQ(grouping.entities[gaps.cited_outside[1].outlet].name, "Gazette");
  EXPECT_TRUE(gaps.cited_outside[1].claims.empty());
  EXPECT_TRUE(gaps_of(grouping, "2023-03-13").cited_outside.empty());
}

TEST(Gaps, WhoWasAskedAndHasNotAnsweredSince) {
  const Scene scene = {.says = {{"2023-03-13", "Post", "org:port", Stance::kUnanswered},
                                {"2023-03-13", "Post", "org:union", Stance::kDeclines},
                                {"2023-03-13", "Post", "", Stance::kUnanswered},
                                {"2023-03-15", "Post", "Lind", kDenies}},
                       .parties = {{"Lind", "org:port"}}};
  const Grouping grouping = grouping_of(scene);
  const auto who = [&](std::string_view day) {
    std::string names;
    for (const Unanswered& one : gaps_of(grouping, day).unanswered)
      names += (one.who ? grouping.entities[*one.who].name : "?") + " ";
    return names;
  };
  EXPECT_EQ(who("2023-03-13"), "? port union ");
  EXPECT_EQ(who(""), "? union ") << "the port's spokeswoman has answered";
}

// What was said before is no answer to what was asked later, and days, not the order in which the
// articles came, tell which is which.
TEST(Gaps, AnAnswerComesAfterTheQuestion) {
  const struct {
    const char* name;
    Scene scene;
    bool answered;
  } cases[] = {
      {"answered later",
       {.says = {{"2023-03-13", "Post", "org:port", Stance::kUnanswered},
                 {"2023-03-15", "Mail", "org:port", kDenies}}},
       true},
      {"on the same day",
       {.says = {{"2023-03-13", "Mail", "org:port", kDenies},
                 {"2023-03-13", "Post", "org:port", Stance::kDeclines}}},
       true},
      {"said before it was asked",
       {.says = {{"2023-03-13", "Mail", "org:port", kDenies},
                 {"2023-03-15", "Post", "org:port", Stance::kUnanswered}}},
       false},
      {"an old word, told again later",
       {.says = {{"2023-03-15", "Post", "org:port", Stance::kUnanswered},
                 {"2023-03-17", "Mail", "org:port", kDenies, {}, "2023-03-12"}}},
       false},
      {"asked long before it was told",
       {.says = {{"2023-03-14", "Mail", "org:port", kDenies},
                 {"2023-03-15", "Post", "org:port", Stance::kUnanswered, {}, "2023-03-13"}}},
       true},
      {"in the month in which it was asked",
       {.says = {{"2023-03-15", "Post", "org:port", Stance::kUnanswered},
                 {"2023-03-17", "Mail", "org:port", kDenies, {}, "2023-03"}}},
       true},
      {"a copy of the silence that came out after the answer",
       {.says = {{"2023-03-13", "Post", "org:port", Stance::kUnanswered},
                 {"2023-03-14", "Mail", "org:port", kDenies},
                 {"2023-03-15", "Notes", "org:port", Stance::kUnanswered}},
        .copies = {{"Post", "Notes"}}},
       true},
      {"an answer without a date",
       {.says = {{"", "Mail", "org:port", kDenies},
                 {"2023-03-15", "Post", "org:port", Stance::kUnanswered}}},
       true},
  };
  for (const auto& one : cases)
    EXPECT_EQ(gaps_of(grouping_of(one.scene)).unanswered.empty(), one.answered) << one.name;
  // Asked again, and silent now.
  const Scene again = {.says = {{"2023-03-13", "Post", "org:port", Stance::kUnanswered},
                                {"2023-03-14", "Mail", "org:port", kDenies},
                                {"2023-03-16", "Notes", "org:port", Stance::kUnanswered}}};
  const auto left = gaps_of(grouping_of(again)).unanswered;
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left.front().statements, (std::vector<std::uint32_t>{2}));
}

TEST(Gaps, WhatHangsOnOneUnnamedSource) {
  const Grouping grouping = grouping_of(kCrane);
  const auto on_day = [&](std::string_view day) { return gaps_of(grouping, day).on_one_unnamed; };
  ASSERT_EQ(on_day("2023-03-15").size(), 1u);
  EXPECT_EQ(on_day("2023-03-15").front().articles, 4);
  EXPECT_TRUE(on_day("").empty()) << "a report says so, too";
}

TEST(Gaps, ArticlesWithoutADateAreListed) {
  const Scene scene = {.says = {{"", "Post", "Lind"}, {"2023-03-13", "Mail", "Lind"}}};
  EXPECT_EQ(gaps_of(grouping_of(scene)).undated.size(), 1u);
}

TEST(Changes, ListWhatMovedAndWhat) {
  const Grouping grouping = grouping_of(kCrane);
  const auto between = [&](const char* from, const char* to) {
    return changes_between(grouping, judge(grouping, from), from, judge(grouping, to), to);
  };
  const std::vector<Change> first = between("2023-03-12", "2023-03-13");
  ASSERT_EQ(first.size(), 1u);
  EXPECT_TRUE(first[0].is_new);
  EXPECT_EQ(first[0].statements, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(first[0].flags_gained, std::vector<std::string>{"anonymous-only"});
  const std::vector<Change> report = between("2023-03-16", "2023-04-04");
  ASSERT_EQ(report.size(), 1u);
  EXPECT_FALSE(report[0].is_new);
  EXPECT_EQ(report[0].statements, std::vector<std::uint32_t>{5});
  EXPECT_EQ(report[0].flags_lost, (std::vector<std::string>{"anonymous-only", "circular"}));
  EXPECT_TRUE(between("2023-04-04", "2023-05-01").empty());
}

}  // namespace
}  // namespace sayso
