#include "extract/narration.h"

#include <gtest/gtest.h>

#include <string>

#include "extract/spans.h"

namespace sayso {
namespace {

class NarrationTest : public testing::Test {
 protected:
  void read(std::string text) {
    text_ = std::move(text);
    sentences_ = split_sentences(text_);
    quotes_ = find_quote_pairs(text_, sentences_);
  }
  Narration narration() const { return {text_, sentences_, quotes_}; }
  Span find(std::string_view words) const {
    const auto begin = static_cast<std::uint32_t>(text_.find(words));
    return {begin, begin + static_cast<std::uint32_t>(words.size())};
  }

  std::string text_;
  std::vector<Sentence> sentences_;
  std::vector<QuotePair> quotes_;
};

TEST_F(NarrationTest, AParagraphUpToAPlace) {
  read("Ada Quist left.\n\nBo Lind stayed. He said so.");
  EXPECT_EQ(slice(text_, narration().paragraph_before(find("He said").begin)), "Bo Lind stayed. ");
  EXPECT_TRUE(narration().paragraph_before(0).empty());
}

TEST_F(NarrationTest, AnAnswerFollowsAParagraphThatQuotesNothing) {
  read("Ada Quist sat down.\n\nDid it arrive?\n\n\"It did.\"\n\nSo they say.\n\n\"They do.\"");
  const Span asked = narration().untold_paragraph_before(find("It did.")).value_or(Span{});
  EXPECT_EQ(slice(text_, asked), "Did it arrive?");
  EXPECT_TRUE(narration().asks(asked));
  const Span told = narration().untold_paragraph_before(find("They do.")).value_or(Span{});
  EXPECT_EQ(slice(text_, told), "So they say.");
  EXPECT_FALSE(narration().asks(told));
}

TEST_F(NarrationTest, NoAnswerWhereTheParagraphBeforeQuotesOrTheQuotationIsNotItsBeginning) {
  read("\"Is it true?\"\n\n\"No.\"\n\nWhy?\n\nHe laughed. \"Because.\"");
  EXPECT_FALSE(narration().untold_paragraph_before(find("No.")));
  EXPECT_FALSE(narration().untold_paragraph_before(find("Because.")));
  EXPECT_FALSE(narration().untold_paragraph_before(find("Is it true?")));  // nothing before it
}

}  // namespace
}  // namespace sayso
