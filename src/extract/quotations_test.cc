#include "extract/quotations.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sayso {
namespace {

struct Case {
  const char* text;
  std::vector<std::string> quotations;  // with their marks, in order
};

void check(const Case& c) {
  const std::string text = c.text;
  std::vector<std::string> found;
  for (const QuotePair& pair : find_quote_pairs(text, split_sentences(text))) {
    found.emplace_back(slice(text, pair.outer));
    EXPECT_TRUE(pair.outer.contains(pair.inner));
  }
  EXPECT_EQ(found, c.quotations) << text;
}

TEST(Quotations, AllKindsOfMarks) {
  const Case cases[] = {
      {"He said \"it was dark\" and left.", {"\"it was dark\""}},
      {"He said “it was dark” and left.", {"“it was dark”"}},
      {"He said «it was dark» and left.", {"«it was dark»"}},
      {"He said ‘it wasn’t dark,’ and left.", {"‘it wasn’t dark,’"}},
      {"He said 'it wasn't dark,' and left.", {"'it wasn't dark,'"}},
      {"He said ''it was dark'' and left.", {"''it was dark''"}},
      {"“It was dark,” he said. “Very dark.”", {"“It was dark,”", "“Very dark.”"}},
      {"“He told me ‘no way,’ and left,” she said.",
       {"“He told me ‘no way,’ and left,”", "‘no way,’"}},
  };
  for (const Case& c : cases) check(c);
}

TEST(Quotations, ApostrophesAreNoMarks) {
  const Case cases[] = {
      {"The workers’ union didn’t answer.", {}},
      {"The workers' union didn't answer.", {}},
      {"The ‘second list’ of patients was the workers’ idea.", {"‘second list’"}},
      {"In the '90s it was Dave's.", {}},
  };
  for (const Case& c : {cases[0], cases[1], cases[3]}) check(c);
}

TEST(Quotations, AMissingMarkSpoilsItsParagraphOnly) {
  check({"He said \"it was dark.\n\nShe said \"no\" twice.", {"\"it was dark.", "\"no\""}});
  check({"She said: “It was dark at “no time”.", {"“no time”"}});
}

TEST(Quotations, OneThatOpensASentenceTakesUpAnUnclosedOne) {
  const std::string text = "He said: \"One. \"Two. \"Three.\" She said: \"Four.\"";
  const std::vector<QuotePair> pairs = find_quote_pairs(text, split_sentences(text));
  check({text.c_str(), {"\"One.", "\"Two.", "\"Three.\"", "\"Four.\""}});
  ASSERT_EQ(pairs.size(), 4u);
  EXPECT_FALSE(pairs[0].continues);
  EXPECT_FALSE(pairs[0].closed);
  EXPECT_TRUE(pairs[1].continues);
  EXPECT_TRUE(pairs[2].continues);
  EXPECT_TRUE(pairs[2].closed);
  EXPECT_FALSE(pairs[3].continues);
}

TEST(Quotations, AQuotationOverParagraphsContinues) {
  const std::string text = "“One,” he said. “Two.\n\n“Three.”\n\n“Four,” she said.";
  const std::vector<QuotePair> pairs = find_quote_pairs(text, split_sentences(text));
  ASSERT_EQ(pairs.size(), 4u);
  EXPECT_FALSE(pairs[1].closed);
  EXPECT_TRUE(pairs[2].continues);
  EXPECT_FALSE(pairs[3].continues);
}

TEST(Quotations, TenThousandMarksAreRead) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "\" ";
  EXPECT_LE(find_quote_pairs(text, split_sentences(text)).size(), 10'000u);
}

}  // namespace
}  // namespace sayso
