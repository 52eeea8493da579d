#include "cli/view.h"

#include <gtest/gtest.h>

#include "cli/hangs.h"
#include "cli/test_story.h"

namespace sayso::cli {
namespace {

class ViewTest : public testing::Test {
 protected:
  ViewTest() {
    const auto a1 = story_.add_document(wire_, "2023-03-13T10:00:00+01:00", "It fell. It was old.");
    const auto a2 = story_.add_document(post_, "2023-03-14", "It fell. It was old. It did not.");
    story_.add({a1, old_, "It was old", ann_});
    story_.add({a2, old_, "It was old", ann_});
    story_.add({a2, fell_, "It fell", ann_});
    story_.add({a2, fell_, "It did not", bo_, Stance::kDenies});
  }

  TestStory story_;
  EntityIndex wire_ = story_.add_entity("Dawn Wire", EntityType::kOutlet);
  EntityIndex post_ = story_.add_entity("Mill Post", EntityType::kOutlet);
  EntityIndex ann_ = story_.add_entity("Ann Orrin", EntityType::kPerson);
  EntityIndex bo_ = story_.add_entity("Bo Tarn", EntityType::kPerson);
  std::uint32_t fell_ = story_.add_claim("It fell.");
  std::uint32_t old_ = story_.add_claim("It was old.");
};

TEST_F(ViewTest, NumbersFollowTheArticlesAndStayOnAnEarlierDay) {
  const View whole = story_.view();
  EXPECT_EQ(claim_number(whole, old_), "C1");
  EXPECT_EQ(claim_number(whole, fell_), "C2");
  EXPECT_EQ(whole.last_day, "2023-03-14");
  EXPECT_EQ(count_articles(whole), 2);

  const View early = story_.view("2023-03-13");
  EXPECT_EQ(claim_number(early, old_), "C1");
  EXPECT_TRUE(claim_shown(early, old_));
  EXPECT_FALSE(claim_shown(early, fell_));
  EXPECT_EQ(count_articles(early), 1);
  EXPECT_EQ(early.standings[old_].articles, 1);
}

TEST_F(ViewTest, FindsClaimsAndArticlesByNumberAndId) {
  const View view = story_.view();
  struct Case {
    const char* name;
    int index;  // -1: not found
  };
  const Case claims[] = {{"C1", 1},
                         {"c2", 0},
                         {"C3", -1},
                         {"C0", -1},
                         {"Cccccccccccc0", 0},
                         {"Cccc", -1},  // more than one begins so
                         {"S1", 1},
                         {"S3", 0},
                         {"S99", -1},
                         {"Sddddddddddd2", 0},
                         {"", -1},
                         {"C99999999999", -1},
                         {"crane", -1}};
  for (const Case& c : claims) {
    const Result<std::uint32_t> found = find_claim(view, c.name);
    EXPECT_EQ(found ? static_cast<int>(found.value()) : -1, c.index) << c.name;
  }
  const Case articles[] = {{"a1", 0}, {"a2", 1}, {"a3", -1}, {"kkkk", -1}, {"", -1}};
  for (const Case& c : articles) {
    const Result<std::uint32_t> found = find_article(view, c.name);
    EXPECT_EQ(found ? static_cast<int>(found.value()) : -1, c.index) << c.name;
  }
  EXPECT_EQ(find_article(view, story_.documents[1].key).value(), 1u);
}

TEST_F(ViewTest, ALaterVersionTakesThePlaceOfAnArticle) {
  for (DocumentHead& head : story_.grouping.documents) {
    head.outlet_entity = wire_;
    head.address = "https://wire.example/crane";
  }
  EXPECT_EQ(count_articles(story_.view()), 1);
  EXPECT_EQ(story_.view().superseded, (std::vector<bool>{true, false}));
  EXPECT_EQ(story_.view("2023-03-13").superseded, (std::vector<bool>{false, false}));
}

TEST_F(ViewTest, SaysWhatHangsOnOneOrigin) {
  const std::vector<std::string> sentences = hang_sentences(story_.view(), fell_);
  EXPECT_EQ(sentences, (std::vector<std::string>{"without Ann Orrin: denied",
                                                 "without Bo Tarn: single origin"}));
  EXPECT_EQ(hang_sentences(story_.view(), old_),
            (std::vector<std::string>{"one origin alone: Ann Orrin"}));
}

}  // namespace
}  // namespace sayso::cli
