#include "cli/compare.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/test_story.h"
#include "text/sketch.h"

namespace sayso::cli {
namespace {

class CompareTest : public testing::Test {
 protected:
  CompareTest() {
    wire_ = story_.add_entity("Dawn Wire", EntityType::kOutlet);
    post_ = story_.add_entity("Mill Post", EntityType::kOutlet);
    a1_ = story_.add_document(
        wire_, "2023-03-13",
        "The north bridge had not been inspected since May, a former engineer told Dawn Wire.\n\n"
        "\"Everyone in the office knew of it and nobody in the office did a thing,\" she said.");
    a2_ = story_.add_document(
        post_, "2023-03-14",
        "It rained.\n\nThe north bridge had not been inspected since May, a former engineer told "
        "Dawn Wire.\n\nShe said: \"Everyone in the office knew of it and nobody in the office did "
        "a thing.\"\n\n\x1b[2JNobody called us.");
  }

  TestStory story_;
  EntityIndex wire_ = 0, post_ = 0;
  std::uint32_t a1_ = 0, a2_ = 0;
};

TEST_F(CompareTest, TheLaterOneTookWhatIsNoQuotation) {
  const View view = story_.view();
  for (const auto& [a, b] : {std::pair(a1_, a2_), std::pair(a2_, a1_)}) {
    const Comparison comparison = compare(view, a, b);
    EXPECT_EQ(comparison.source, a1_);
    EXPECT_EQ(comparison.rule, WayRule::kDates);
    EXPECT_EQ(comparison.taken, 15u);
    EXPECT_EQ(comparison.paragraphs, std::vector<std::uint32_t>{2});
    EXPECT_EQ(comparison.n_paragraphs, 4u);
    ASSERT_EQ(comparison.passages.size(), 2u);
    EXPECT_EQ(comparison.passages[1].kind, PassageKind::kQuotation);
  }
  const std::string text = compare_text(view, compare(view, a1_, a2_), {});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  for (const char* words :
       {"a1 (Dawn Wire, 13 Mar) and a2 (Mill Post, 14 Mar)", "a2 has 15 words", "paragraph 2 of 4",
        "which came out first", "a quotation that both have"})
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
  const auto json = nlohmann::json::parse(compare_json(view, compare(view, a1_, a2_)));
  EXPECT_EQ(json["source"]["id"], "a1");
  EXPECT_EQ(json["passages"][0]["kind"], "taken");
  EXPECT_EQ(json["words"]["taken"], 15);
}

TEST_F(CompareTest, OneArticleShowsWhatSharesItsText) {
  const View view = story_.view();
  std::vector<Records> records(2);
  for (const std::uint32_t i : {a1_, a2_}) {
    records[i].document = view.grouping.documents[i].key;
    records[i].sketch = sketch(view.documents[i].text);
  }
  const std::vector<Sharing> sharing = sharing_with(view, a2_, records);
  ASSERT_EQ(sharing.size(), 1u);
  EXPECT_EQ(sharing[0].document, a1_);
  EXPECT_GT(sharing[0].of_it, sharing[0].of_asked);
  EXPECT_NE(sharing_text(view, a2_, sharing, {}).find("sayso compare a2 a1"), std::string::npos);
  EXPECT_TRUE(sharing_with(story_.view("2023-03-13"), a1_, records).empty()) << "not out yet";
}

TEST_F(CompareTest, TextsOfTheirOwnHaveNothingInCommon) {
  const auto a3 = story_.add_document(post_, "2023-03-15", "Nobody was there, and the sun shone.");
  const View view = story_.view();
  const Comparison comparison = compare(view, a1_, a3);
  EXPECT_EQ(comparison.taken, 0u);
  EXPECT_NE(compare_text(view, comparison, {}).find("neither has taken"), std::string::npos);
}

}  // namespace
}  // namespace sayso::cli
