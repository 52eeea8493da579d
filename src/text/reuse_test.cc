#include "text/reuse.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

std::string cut(std::string_view text, const Span& span) {
  return std::string(text.substr(span.begin, span.size()));
}

constexpr std::string_view kAgency =
    "The crane had not been inspected since May, the official told Meridian on Monday. "
    "It came down shortly before ten in the evening, and five people were taken to the harbour "
    "hospital.\n\nThe port authority did not travel to the quay.";

TEST(Reuse, FindsWhatWasTakenAndLightlyEdited) {
  const std::string paper =
      "Our man writes: it came down shortly before 10 in the evening and five people were taken to "
      "the harbor hospital. Nobody knows why.";
  const auto passages = shared_passages(kAgency, paper, {});
  ASSERT_EQ(passages.size(), 1u);
  EXPECT_EQ(passages[0].kind, PassageKind::kTaken);
  EXPECT_TRUE(cut(paper, passages[0].b).ends_with("the harbor hospital"));
  EXPECT_TRUE(cut(kAgency, passages[0].a).ends_with("the harbour hospital"));
  EXPECT_GE(passages[0].words, 15u);
}

TEST(Reuse, AFewCommonWordsAreNone) {
  EXPECT_TRUE(
      shared_passages(kAgency, "The official told Meridian on Monday that he knew.", {}).empty());
  EXPECT_TRUE(shared_passages("", kAgency, {}).empty());
  EXPECT_TRUE(shared_passages(kAgency, "", {}).empty());
}

TEST(Reuse, AQuotationThatBothHaveIsNotTaken) {
  const std::string words = "We raised it in the autumn and again in the spring of that year";
  const std::string a = "\"" + words + ",\" he told the Post.",
                    b = "He said: \"" + words + ".\" Then he left.";
  const std::vector<Span> quotations{{9, static_cast<std::uint32_t>(9 + words.size() + 3)}};
  const auto passages = shared_passages(a, b, quotations);
  ASSERT_EQ(passages.size(), 1u);
  EXPECT_EQ(passages[0].kind, PassageKind::kQuotation);
  EXPECT_EQ(shared_passages(a, b, {}).front().kind, PassageKind::kTaken);
}

TEST(Reuse, FootersAreBoilerplate) {
  const std::string foot = "Reporting by Ada Quist and Bo Tamm in Brel, editing by Cy Strand.";
  const auto passages = shared_passages("One thing. " + foot, "Another matter. " + foot, {});
  ASSERT_EQ(passages.size(), 1u);
  EXPECT_EQ(passages[0].kind, PassageKind::kBoilerplate);
}

TEST(Reuse, PassagesAreInOrderAndDoNotOverlap) {
  const std::string text(kAgency);
  const std::string twice = text + "\n\nSomething else stands here between the two.\n\n" + text;
  const auto passages = shared_passages(text, twice, {});
  ASSERT_EQ(passages.size(), 4u) << "two paragraphs, twice";
  for (std::size_t i = 1; i < passages.size(); ++i)
    EXPECT_LE(passages[i - 1].b.end, passages[i].b.begin);
  EXPECT_EQ(shared_passages(text, text, {}).size(), 2u);
}

TEST(Reuse, OneWordRepeatedEnds) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "word ";
  EXPECT_EQ(shared_passages(text, text, {}).size(), 1u);
}

}  // namespace
}  // namespace sayso
