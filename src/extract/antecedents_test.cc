#include "extract/antecedents.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

const std::string kText = "Her aide met Ann Lee; Ms Lee said she would tell the boss of it.";

Span span(const std::string& words) {
  const auto begin = static_cast<std::uint32_t>(kText.find(words));
  return {begin, begin + static_cast<std::uint32_t>(words.size())};
}

Mention mention(const std::string& words, const std::string& head) {
  Mention mention;
  mention.span = span(words);
  mention.words.head_span = span(head);
  return mention;
}

// "Her" is taken up by "Ann Lee", and that by "Ms Lee" and by "she".
const std::vector<Mention> kMentions = {mention("Her", "Her"), mention("Ann Lee", "Ann Lee"),
                                        mention("Ms Lee", "Ms Lee"), mention("she", "she"),
                                        mention("the boss of it", "boss")};
const std::vector<std::vector<Antecedent>> kChoices = {
    {}, {{0, 1, 0.5F}}, {{1, 2, 0.8F}}, {{1, 1, 0.6F}, {2, 0, 0.2F}}, {{0, -3, 0.1F}}};

TEST(AntecedentsTest, PhrasesAreOnceAndInOrder) {
  Reading reading;
  reading.names = {{span("Ann Lee"), NameLabel::kPerson, 1}};
  Attribution said;
  said.source = span("she");
  reading.attributions = {said, said};
  const Phrases phrases =
      find_phrases(kText, {0, static_cast<std::uint32_t>(kText.size())}, reading);
  EXPECT_EQ(phrases.all, (std::vector<Span>{span("Her"), span("Ann Lee"), span("she")}));
  EXPECT_EQ(phrases.anaphors, (std::vector<Span>{span("Her"), span("she")}));
  EXPECT_EQ(phrases.pronouns, (std::vector<Span>{span("Her")}));
}

TEST(AntecedentsTest, ChainsHaveTwoMentionsOrMore) {
  CoreferenceWeights weights;
  weights.least = 0;
  const auto chains = find_chains(weights, kMentions, kChoices);
  ASSERT_EQ(chains.size(), 1u);
  EXPECT_EQ(chains[0],
            (std::vector<Span>{span("Her"), span("Ann Lee"), span("Ms Lee"), span("she")}));
}

// A pronoun is together with a name that comes after it, and a phrase is stood for by the mention
// whose head it holds.
TEST(AntecedentsTest, APronounMayComeBeforeTheName) {
  const Phrases phrases{{span("Her"), span("Ann Lee"), span("tell the boss")}, {}, {span("Her")}};
  std::vector<Antecedents> rows = {{span("she"), {}, 0, {}}};
  add_together(phrases, kMentions, kChoices, rows);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].anaphor, span("Her"));
  EXPECT_TRUE(rows[1].together.empty());
  ASSERT_EQ(rows[0].together.size(), 2u);
  EXPECT_EQ(rows[0].together[0].first, span("Ann Lee"));
  EXPECT_FLOAT_EQ(rows[0].together[0].second, 0.5F);
  EXPECT_EQ(rows[0].together[1].first, span("tell the boss"));
  EXPECT_FLOAT_EQ(rows[0].together[1].second, 0.1F);
}

}  // namespace
}  // namespace sayso
