#include "text/plain_words.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

std::string words(std::string_view text) {
  std::string line;
  for (const PlainWord& word : plain_words(text, {0, static_cast<std::uint32_t>(text.size())})) {
    EXPECT_LE(word.span.end, text.size());
    EXPECT_FALSE(word.span.empty());
    if (!line.empty()) line += ' ';
    line += word.word;
  }
  return line;
}

TEST(PlainWords, AreWithoutCaseAccentsAndPossessive) {
  EXPECT_EQ(words("Renée’s 1,800 t"), "renee 1800 t");
  EXPECT_EQ(words("The U.S. Navy's"), "the us navy");
  EXPECT_EQ(words("47kph, 5%"), "47 kph 5 %");
  EXPECT_EQ(words("It wasn’t"), words("It wasn't"));
  EXPECT_EQ(words(""), "");
}

TEST(PlainWords, SayWhatACapitalMeans) {
  const std::string_view text = "Nobody saw Ylva. Then Crane-4 fell";
  const auto list = plain_words(text, {0, static_cast<std::uint32_t>(text.size())});
  ASSERT_EQ(list.size(), 7u);
  EXPECT_TRUE(list[0].sentence);
  EXPECT_TRUE(list[2].capital && !list[2].sentence);
  EXPECT_TRUE(list[3].sentence);
  EXPECT_TRUE(list[5].joined);
}

TEST(PlainWords, StayInTheirRange) {
  const std::string_view text = "abc def ghi";
  const auto list = plain_words(text, {4, 7});
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(slice(text, list[0].span), "def");
  EXPECT_EQ(plain_words(text, {0, 11}, 2).size(), 2u);
}

TEST(Stem, JoinsForms) {
  EXPECT_EQ(stem("inspected"), stem("inspection"));
  EXPECT_EQ(stem("1.5e6"), "1.5e6");
}

}  // namespace
}  // namespace sayso
