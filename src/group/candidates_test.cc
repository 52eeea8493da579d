#include "group/candidates.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "group/test_records.h"
#include "group/twins.h"
#include "sayso/group.h"

namespace sayso {
namespace {

using testing_records::Article;
using testing_records::prepared_of;

struct Compared {
  std::size_t n_within = 0, n_between = 0;
};

Compared compared(const std::vector<Records>& records) {
  Prepared prepared = prepared_of(records);
  const Items items = make_items(prepared);
  const Twins twins = find_twins(prepared, items.list);
  Rooms rooms(twins.size(), 0);
  for (std::uint32_t i = 0; i < twins.size(); ++i) {
    if (twins[i] != i) rooms[i] = kNoRoom;
  }
  Compared n;
  for_each_candidate(prepared, items.list, rooms, [&](const CandidatePair& pair) {
    ++(pair.documents.same ? n.n_within : n.n_between);
  });
  return n;
}

Article agency(int n, const std::string& published = "2024-05-01") {
  Article article("a" + std::to_string(n), "Paper " + std::to_string(n), published);
  article.at("https://paper" + std::to_string(n) + ".example/");
  article.names({"Port Brel", "Strand"});
  article.says("Ylva Dragsund", "the tower crane had not been inspected since the first of May");
  article.says("Ylva Dragsund", "five dockers were injured when the crane collapsed onto the quay");
  article.says("Brel Harbour Board", "this", Stance::kDenies, EntityType::kOrganisation);
  article.own("Ferries between Strand and the islands ran as they do on every Sunday in spring");
  return article;
}

// A count and not a time: as many comparisons for a thousand copies as for one article.
TEST(Candidates, CopiesAreComparedWithNothing) {
  const std::size_t alone = compared({agency(0).records()}).n_within;
  std::vector<Records> records;
  for (int n = 0; n < 1000; ++n) records.push_back(agency(n).records());
  const Compared n = compared(records);
  EXPECT_EQ(n.n_within, alone);
  EXPECT_EQ(n.n_between, 0u);
  const Grouping grouping = group(records);
  EXPECT_EQ(grouping.copies.size(), 999u);
  ASSERT_EQ(grouping.claims.size(), 2u);
  for (const Claim& claim : grouping.claims) {
    EXPECT_EQ(claim.statements.size() % 1000, 0u);
    EXPECT_EQ(claim.links.size() + 1, claim.statements.size());
  }
}

TEST(Candidates, WhatACopyAddsIsCompared) {
  Article copy = agency(1, "2024-05-02");
  copy.says("Saint Oda Hospital", "one of the five dockers who were injured had died of it",
            Stance::kAsserts, EntityType::kOrganisation);
  EXPECT_GT(compared({agency(0).records(), copy.records()}).n_between, 0u);
}

// Every sentence has a word that all have, and one that few have.
TEST(Candidates, OfAVeryLongDocumentGrowInLine) {
  const auto n_of = [](int n_statements) {
    Article article("a1", "Lodestar", "2024-05-01");
    for (int i = 0; i < n_statements; ++i) {
      article.says("Ylva Dragsund", "the boiler of ward w" +
                                        std::string(1, static_cast<char>('a' + i % 26)) + "x" +
                                        std::to_string(i / 3) + " burst at night");
    }
    return compared({article.records()}).n_within;
  };
  const std::size_t thousand = n_of(1000);
  EXPECT_LT(n_of(4000), 6 * thousand);
}

TEST(Candidates, WithinARoomTheyAreThoseOfAllThatAreInIt) {
  std::vector<Records> records;
  for (int n = 0; n < 6; ++n) {
    Article article("a" + std::to_string(n), "Paper " + std::to_string(n), "2024-05-01");
    article.names({"Port Brel", "Strand", n % 2 == 0 ? "Sandvik Quay" : "Tarn"});
    for (int k = 0; k < 4; ++k)
      article.says("Ylva Dragsund",
                   "crane " + std::to_string(n + k) + " was last inspected in May");
    article.own("The crane stood " + std::to_string(n) + " metres from the quay in May");
    records.push_back(article.records());
  }
  Prepared prepared = prepared_of(records);
  const Items items = make_items(prepared);
  Rooms rooms;
  for (std::uint32_t i = 0; i < items.list.size(); ++i)
    rooms.push_back(i % 7 == 0 ? kNoRoom : i % 3);
  using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;
  Pairs expected, found;
  for (const CandidatePair& pair : find_candidates(prepared, items.list)) {
    if (rooms[pair.a] != kNoRoom && rooms[pair.a] == rooms[pair.b])
      expected.insert({pair.a, pair.b});
  }
  for_each_candidate(prepared, items.list, rooms,
                     [&](const CandidatePair& pair) { found.insert({pair.a, pair.b}); });
  EXPECT_GT(expected.size(), 20u);
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace sayso
