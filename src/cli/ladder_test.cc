#include "cli/ladder.h"

#include <gtest/gtest.h>

#include "cli/test_story.h"

namespace sayso::cli {
namespace {

class LadderTest : public testing::Test {
 protected:
  std::string text() {
    View view = story_.view();
    std::vector<std::uint32_t> all(story_.grouping.statements.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    const Origin origin = origin_of(story_.grouping, all);
    return ladder_text(view, build_ladder(view, origin), {}, 0);
  }

  TestStory story_;
  EntityIndex official_ = story_.add_entity("a senior official", EntityType::kAnonymous);
  EntityIndex wire_ = story_.add_entity("Dawn Wire", EntityType::kOutlet);
  EntityIndex post_ = story_.add_entity("Mill Post", EntityType::kOutlet);
  EntityIndex mail_ = story_.add_entity("Quay Mail", EntityType::kOutlet);
  EntityIndex notes_ = story_.add_entity("Pier Notes", EntityType::kOutlet);
  std::uint32_t claim_ = story_.add_claim("The crane had not been inspected.");
};

TEST_F(LadderTest, CopiesCitationsAndCreditsHangBelowWhatTheyHaveItFrom) {
  const auto a1 = story_.add_document(wire_, "2023-03-13", "Not inspected.");
  const auto a2 = story_.add_document(post_, "2023-03-13", "Not inspected.");
  const auto a3 = story_.add_document(mail_, "2023-03-14", "Not inspected.");
  const auto a4 = story_.add_document(notes_, "2023-03-15", "Not inspected.");
  for (const auto document : {a1, a2, a3})
    story_.add({document, claim_, "Not inspected", official_});
  story_.add({a4, claim_, "Not inspected", official_, Stance::kAsserts, {mail_, wire_}});
  story_.grouping.copies.push_back({a1, a2, 0.97});
  story_.grouping.documents[a3].credits = {wire_};
  EXPECT_EQ(text(),
            "a senior official (unnamed)\n"
            "  Dawn Wire                    13 Mar\n"
            "  |-- Mill Post                13 Mar  same text; nothing tells which had it\n"
            "                                       first\n"
            "  `-- Quay Mail                14 Mar  credits Dawn Wire\n"
            "      `-- Pier Notes           15 Mar  cites Quay Mail\n");
}

TEST_F(LadderTest, WhyACopyIsTheCopyIsSaid) {
  const auto a1 = story_.add_document(wire_, "2023-03-13", "Not inspected, it was said.");
  const auto a2 = story_.add_document(post_, "2023-03-13", "Not inspected.");
  const auto a3 = story_.add_document(mail_, "2023-03-14", "Not inspected.");
  for (const auto document : {a1, a2, a3})
    story_.add({document, claim_, "Not inspected", official_});
  story_.grouping.copies = {{a1, a2, 0.97}, {a1, a3, 0.97}};
  EXPECT_EQ(text(),
            "a senior official (unnamed)\n"
            "  Dawn Wire                    13 Mar\n"
            "  |-- Mill Post                13 Mar  copy, so far as the length tells\n"
            "  `-- Quay Mail                14 Mar  copy\n");
}

TEST_F(LadderTest, AnOutletDoesNotCreditItselfAndACitedOneIsARung) {
  const auto a1 = story_.add_document(wire_, "2023-03-13", "Not inspected.");
  const auto a2 = story_.add_document(wire_, "2023-03-14", "Not inspected.");
  const auto a3 = story_.add_document(post_, "2023-03-15", "Not inspected.");
  story_.add({a1, claim_, "Not inspected", official_});
  story_.add({a2, claim_, "Not inspected", official_});
  story_.add({a3, claim_, "Not inspected", wire_});
  story_.grouping.documents[a2].credits = {wire_};
  EXPECT_EQ(text(),
            "a senior official (unnamed) and Dawn Wire\n"
            "  Dawn Wire                    13 Mar\n"
            "  Dawn Wire                    14 Mar\n"
            "  `-- Mill Post                15 Mar  cites Dawn Wire\n");
}

TEST_F(LadderTest, ADayOfAnotherYearHasItsYear) {
  const auto a1 = story_.add_document(post_, "2023-01-02", "Not inspected.");
  story_.add({a1, claim_, "Not inspected", official_, Stance::kAsserts, {}, "2022-12-30"});
  EXPECT_EQ(text(), "a senior official (unnamed)    Mill Post, 2 Jan; said 30 Dec 2022\n");
}

TEST_F(LadderTest, ARelayWithoutAnArticleIsARungOfItsOwn) {
  const auto a1 = story_.add_document(post_, "2023-03-13", "Not inspected.");
  const auto a2 = story_.add_document(mail_, "2023-03-14", "Not inspected.");
  story_.add({a1, claim_, "Not inspected", official_, Stance::kAsserts, {wire_}});
  story_.add({a2, claim_, "Not inspected", official_, Stance::kDenies, {wire_}});
  EXPECT_EQ(text(),
            "a senior official (unnamed)\n"
            "  Dawn Wire                            cited; not in the collection\n"
            "  |-- Mill Post                13 Mar  cites Dawn Wire\n"
            "  `-- Quay Mail                14 Mar  cites Dawn Wire; denies\n");
}

TEST_F(LadderTest, ASourceOfOneArticleStandsOnOneLine) {
  const auto a1 = story_.add_document(post_, "2023-03-13", "Not inspected.");
  story_.add({a1, claim_, "Not inspected", official_, Stance::kAsserts, {}, "2023-03-11"});
  EXPECT_EQ(text(), "a senior official (unnamed)    Mill Post, 13 Mar; said 11 Mar\n");
}

// Two articles that are copies of each other, or a copy that is dated before its original, must
// not send anybody around in a circle, and no article may be lost.
TEST_F(LadderTest, ACircleIsCut) {
  const auto a1 = story_.add_document(wire_, "2023-03-13", "Not inspected.");
  const auto a2 = story_.add_document(post_, "2023-03-14", "Not inspected.");
  story_.add({a1, claim_, "Not inspected", official_});
  story_.add({a2, claim_, "Not inspected", official_, Stance::kAsserts, {wire_}});
  story_.grouping.copies = {{a2, a1, 0.9}};
  EXPECT_NE(text().find("Dawn Wire"), std::string::npos);
  EXPECT_NE(text().find("Mill Post"), std::string::npos);
}

}  // namespace
}  // namespace sayso::cli
