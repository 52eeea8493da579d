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

TEST_F(NarrationTest, AnAnswerFollowsAQuestionThatQuotesNothing) {
  read("Ada Quist sat down.\n\nDid it arrive?\n\n\"It did.\"\n\nSo they say.\n\n\"They do.\"");
  EXPECT_EQ(slice(text_, narration().question_before(find("It did.")).value_or(Span{})),
            "Did it arrive?");
  EXPECT_TRUE(narration().may_answer(find("They do.")));
  EXPECT_FALSE(narration().question_before(find("They do.")));
}

TEST_F(NarrationTest, NoAnswerWhereTheParagraphBeforeQuotesOrTheQuotationIsNotItsBeginning) {
  read("\"Is it true?\"\n\n\"No.\"\n\nWhy?\n\nHe laughed. \"Because.\"");
  EXPECT_FALSE(narration().may_answer(find("No.")));
  EXPECT_FALSE(narration().may_answer(find("Because.")));
  EXPECT_FALSE(narration().may_answer(find("Is it true?")));  // nothing stands before it
}

}  // namespace
}  // namespace sayso
