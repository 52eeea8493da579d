#include "group/which_way.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "group/copies.h"
#include "group/documents.h"
#include "group/test_records.h"

namespace sayso {
namespace {

using testing_records::Article;

TEST(WhichWay, CreditsThenDatesThenCompletenessDecide) {
  struct Case {
    Printed a, b;
    bool first;
    WayRule rule;
  };
  const Case cases[] = {
      {{"Post", "2024-05-01", {"Meridian"}, 9},
       {"Meridian", "2024-05-02", {}, 9},
       false,
       WayRule::kCredits},
      {{"Meridian", "2024-05-02", {"Meridian"}, 9},
       {"Post", "2024-05-01", {"The Meridian"}, 9},
       true,
       WayRule::kCredits},
      {{"Post", "2024-05-01", {"Mail"}, 9},
       {"Mail", "2024-05-02", {"Post"}, 9},
       true,
       WayRule::kDates},
      {{"Post", "2024-05-01T10:00Z", {}, 9},
       {"Mail", "2024-05-01T11:00+02:00", {}, 9},
       false,
       WayRule::kDates},
      {{"Post", "2024-05-01T10:00Z", {}, 9},
       {"Mail", "2024-05-01", {}, 12},
       false,
       WayRule::kCompleteness},
      {{"Post", "", {}, 12}, {"Mail", "2024-05-01", {}, 9}, true, WayRule::kCompleteness},
      {{"Post", "", {}, 9}, {"Mail", "", {}, 9}, true, WayRule::kOrder}};
  for (const Case& one : cases) {
    const Way way = which_way(one.a, one.b);
    EXPECT_EQ(way.first_had_it, one.first) << one.a.outlet << ' ' << one.a.published;
    EXPECT_EQ(way.rule, one.rule) << one.a.outlet << ' ' << one.a.published;
    const bool back = which_way(one.b, one.a).first_had_it;
    EXPECT_EQ(back, one.rule == WayRule::kOrder || !one.first) << "the same the other way round";
    EXPECT_FALSE(way_words(way.rule).empty());
  }
}

const char* const kText =
    "The crane had not been inspected since May and came down shortly before ten in the evening, "
    "and five people were "
    "taken to the hospital by the harbour after the fire brigade had cut them free";

std::string copies_of(const std::vector<Article>& articles) {
  std::vector<Records> records;
  for (const Article& article : articles) records.push_back(article.records());
  const auto documents = in_order(records);
  const auto heads = make_heads(documents);
  std::string all;
  for (const Copy& copy : find_copies(documents, heads))
    all += heads[copy.original].outlet + ">" + heads[copy.copy].outlet + " ";
  return all;
}

Article article(const std::string& outlet, const std::string& day, const std::string& text,
                const std::string& credit = {}) {
  Article made(outlet, outlet, day);
  made.text(text);
  if (!credit.empty()) made.credits(credit);
  return made;
}

TEST(Copies, TheAgencyIsTheOriginalThoughItsOwnTextIsDatedLater) {
  EXPECT_EQ(copies_of({article("Post", "2024-05-01T09:00Z", kText, "Meridian"),
                       article("Mail", "2024-05-01T10:00Z", kText, "Meridian"),
                       article("Meridian", "2024-05-01T11:00Z", kText)}),
            "Meridian>Post Meridian>Mail ");
}

TEST(Copies, OfOneDayTheWholeTextIsTheOriginal) {
  const std::string longer =
      std::string(kText) +
      ", said the chief of the brigade who had been on the quay all night long";
  EXPECT_EQ(copies_of({article("A", "2024-05-01", kText), article("B", "2024-05-01", longer)}),
            "B>A ");
}

TEST(Copies, ManyCopiesHaveOneOriginalInAnyOrder) {
  std::vector<Article> articles;
  for (int i = 0; i < 40; ++i)
    articles.push_back(
        article("Paper " + std::to_string(i), "2024-05-" + std::to_string(10 + i % 7), kText));
  const std::string forwards = copies_of(articles);
  EXPECT_EQ(std::count(forwards.begin(), forwards.end(), '>'), 39);
  std::reverse(articles.begin(), articles.end());
  EXPECT_EQ(copies_of(articles), forwards);
}

}  // namespace
}  // namespace sayso
