#include "group/twins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "group/test_records.h"
#include "sayso/group.h"

namespace sayso {
namespace {

using testing_records::Article;

Article agency_text(const std::string& outlet, const std::string& day, const std::string& credit) {
  Article article(outlet, outlet, day);
  article.names({"Port Brel", "Strand"});
  article.says("Ylva Dragsund", "the tower crane had not been inspected since the first of May");
  article.says("Ylva Dragsund", "five dockers were injured when the crane collapsed onto the quay");
  if (!credit.empty()) article.credits(credit);
  return article;
}

// How many statements each claim has; the same whatever order the records come in.
std::vector<std::size_t> sizes_of_claims(std::vector<Records> records) {
  const auto sizes = [&] {
    std::vector<std::size_t> list;
    for (const Claim& claim : group(records).claims) list.push_back(claim.statements.size());
    return list;
  };
  const std::vector<std::size_t> first = sizes();
  std::reverse(records.begin(), records.end());
  EXPECT_EQ(sizes(), first);
  return first;
}

TEST(Twins, ACopyOfACopyIsWhereTheOriginalIs) {
  EXPECT_EQ(sizes_of_claims({agency_text("Meridian", "2024-05-01", "").records(),
                             agency_text("Lodestar", "2024-05-02", "Meridian").records(),
                             agency_text("Quay Notes", "2024-05-03", "Lodestar").records()}),
            (std::vector<std::size_t>{3, 3}));
}

TEST(Twins, TheOriginalMayBearALaterDate) {
  EXPECT_EQ(sizes_of_claims({agency_text("Lodestar", "2024-05-01", "Meridian").records(),
                             agency_text("Meridian", "2024-05-02", "").records(),
                             agency_text("Quay Notes", "2024-05-03", "Meridian").records()}),
            (std::vector<std::size_t>{3, 3}));
}

TEST(Twins, CreditsInARingLoseNothing) {
  EXPECT_EQ(sizes_of_claims({agency_text("Meridian", "2024-05-01", "Quay Notes").records(),
                             agency_text("Lodestar", "2024-05-02", "Meridian").records(),
                             agency_text("Quay Notes", "2024-05-03", "Lodestar").records()}),
            (std::vector<std::size_t>{3, 3}));
}

// Each statement of the original is the twin of one.
TEST(Twins, ASentenceThatStandsTwiceHasTwoTwins) {
  Article original = agency_text("Meridian", "2024-05-01", "");
  original.says("Ylva Dragsund",
                "five dockers were injured when the crane collapsed onto the quay");
  Article copy = agency_text("Lodestar", "2024-05-02", "Meridian");
  copy.says("Ylva Dragsund", "five dockers were injured when the crane collapsed onto the quay");
  Prepared prepared = testing_records::prepared_of({original.records(), copy.records()});
  const Items items = make_items(prepared);
  EXPECT_EQ(find_twins(prepared, items.list), (Twins{0, 1, 2, 0, 1, 2}));
}

}  // namespace
}  // namespace sayso
