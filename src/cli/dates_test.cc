#include "cli/dates.h"

#include <gtest/gtest.h>

#include "cli/listing.h"
#include "cli/test_story.h"

namespace sayso::cli {
namespace {

TEST(Dates, WhatWasTakenForTheDayIsSaid) {
  const struct {
    const char* published;
    const char* words;
  } cases[] = {
      {"2023-03-14", "14 March 2023"},
      {"2023-03-14T13:20:00+01:00", "14 March 2023"},
      {"2023-03-14T00:20:00+01:00", "14 March 2023 (its own day; in UTC it was 13 March 2023)"},
      {"2023-03-14T22:00:00-05:00", "14 March 2023 (its own day; in UTC it was 15 March 2023)"},
      {"2023-03-14T13:20", "14 March 2023 (its time has no zone and is taken for UTC)"},
      {"1969-12-31T23:00:00-02:00", "31 December 1969 (its own day; in UTC it was 1 January 1970)"},
      {"1969-12-31T00:30:00+01:00",
       "31 December 1969 (its own day; in UTC it was 30 December 1969)"},
      {"", "no date: it counts on every day"},
      {"soon", "\"soon\", which is no date: it counts on every day"},
  };
  for (const auto& one : cases) {
    TestStory story;
    const auto a1 =
        story.add_document(story.add_entity("Dawn Wire", EntityType::kOutlet), one.published, "x");
    EXPECT_EQ(published_words(story.view(), a1), one.words);
  }
}

TEST(Dates, WhatCannotBeRightIsSaid) {
  TestStory story;
  const EntityIndex wire = story.add_entity("Dawn Wire", EntityType::kOutlet);
  const EntityIndex lind = story.add_entity("Lind", EntityType::kPerson);
  const auto claim = story.add_claim("It fell.");
  const auto a1 = story.add_document(wire, "2023-03-14", "It fell.");
  const auto a2 = story.add_document(wire, "2031-01-01", "It fell.");
  story.add({a1, claim, "It fell", lind, Stance::kAsserts, {}, "2023-03-14"});
  story.add({a1, claim, "It fell", lind, Stance::kAsserts, {}, "2023-03-16"});
  story.add({a1, claim, "It fell", lind, Stance::kAsserts, {}, "2023"});
  View view = story.view();
  EXPECT_EQ(odd_dates(view, a1),
            (std::vector<std::string>{
                "published 14 March 2023, and tells of what was said on 16 March 2023 (S2)"}));
  EXPECT_TRUE(odd_dates(view, a2).empty()) << "the day is not known";
  view.today = "2024-01-01";
  EXPECT_EQ(odd_dates(view, a2),
            (std::vector<std::string>{"published 1 January 2031, which lies in the future"}));
  EXPECT_NE(gaps_text(view, {}).find("Dates that do not fit\n   a1: published 14 March 2023"),
            std::string::npos)
      << gaps_text(view, {});
}

TEST(Dates, ChangesListArticlesWithoutADateApart) {
  TestStory story;
  const EntityIndex wire = story.add_entity("Dawn Wire", EntityType::kOutlet);
  const EntityIndex lind = story.add_entity("Lind", EntityType::kPerson);
  const auto claim = story.add_claim("It fell.");
  const auto a1 = story.add_document(wire, "", "It fell.");
  story.add({a1, claim, "It fell", lind});
  const View view = story.view();
  const std::string text = changes_text(view, "2023-03-14", judge(view.grouping, "2023-03-13"), {});
  EXPECT_NE(text.find("0 articles, 0 new claims"), std::string::npos) << text;
  EXPECT_NE(text.find("Without a date\n   a1: taken to have been there before"), std::string::npos)
      << text;
  EXPECT_NE(changes_json(view, "2023-03-14", judge(view.grouping, "2023-03-13"))
                .find("\"undated\": [\n  \"a1\"\n ]"),
            std::string::npos);
}

}  // namespace
}  // namespace sayso::cli
