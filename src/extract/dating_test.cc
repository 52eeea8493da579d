#include "extract/dating.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

constexpr const char* kPublished = "2023-03-14";  // a Tuesday

Span place(const std::string& text, const char* part) {
  const auto begin = static_cast<std::uint32_t>(text.find(part));
  return {begin, begin + static_cast<std::uint32_t>(std::string(part).size())};
}

struct Case {
  const char* text;
  const char* cue;
  const char* content;
  bool retold;
  const char* said_on;
  const char* happened_on;
};

TEST(Dating, BesideTheCueAndInTheContent) {
  const Case cases[] = {
      {"Ada Quist told a meeting on Monday that the weir was checked in January.", "told",
       "the weir was checked in January", false, "2023-03-13", "2023-01"},
      {"Ada Quist said the weir was sound.", "said", "the weir was sound", false, "2023-03-14", ""},
      {"Ada Quist had said the weir was sound.", "had said", "the weir was sound", false, "", ""},
      {"Ada Quist told the Courier the weir was sound.", "told", "the weir was sound", true, "",
       ""},
  };
  for (const Case& c : cases) {
    const std::string text = c.text;
    const std::vector<Sentence> sentences = split_sentences(text);
    const std::vector<TimeExpression> times = find_times(text, sentences, kPublished);
    Attribution attribution;
    attribution.cue = place(text, c.cue);
    attribution.content = {place(text, c.content)};
    EXPECT_EQ(said_on(text, sentences, times, attribution, attribution.content, kPublished,
                      c.retold, std::nullopt)
                  .day,
              c.said_on)
        << text;
    EXPECT_EQ(happened_on(times, attribution.content).day, c.happened_on) << text;
  }
}

TEST(Dating, NamesTheExpressionAndTheOneAfterIt) {
  const std::string text =
      "On Friday, Ada Quist of the water board told a meeting on Monday that in 2021 and again in "
      "May 2022 it leaked.";
  const std::vector<Sentence> sentences = split_sentences(text);
  const std::vector<TimeExpression> times = find_times(text, sentences, kPublished);
  Attribution attribution;
  attribution.cue = place(text, "told");
  attribution.content = {place(text, "in 2021 and again in May 2022 it leaked")};
  const auto words = [&](const std::optional<std::size_t>& at) {
    return at ? std::string(slice(text, times[*at].span)) : "";
  };
  const Dating said = said_on(text, sentences, times, attribution, attribution.content, kPublished,
                              false, std::nullopt);
  EXPECT_EQ(words(said.by), "Monday");
  EXPECT_EQ(words(said.second), "Friday");
  const Dating happened = happened_on(times, attribution.content);
  EXPECT_EQ(words(happened.by), "May 2022");
  EXPECT_EQ(words(happened.second), "2021");
  attribution.cue = std::nullopt;
  EXPECT_STREQ(
      said_on(text, sentences, times, attribution, {}, kPublished, false, std::nullopt).rule,
      "the day of publication");
}

}  // namespace
}  // namespace sayso
