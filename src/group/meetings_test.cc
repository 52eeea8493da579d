#include "group/meetings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <random>
#include <set>
#include <utility>

namespace sayso {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// A collection of documents with names and statements with words.
struct Crowd {
  std::vector<std::vector<WordId>> keys;
  std::vector<std::vector<WordId>> words;  // of each statement
  std::vector<Meeter> meeters;
  std::vector<std::optional<std::int64_t>> published_utc;

  void add(std::uint32_t document, std::vector<WordId> telling, bool own = false) {
    std::sort(telling.begin(), telling.end());
    telling.erase(std::unique(telling.begin(), telling.end()), telling.end());
    words.push_back(std::move(telling));
    meeters.push_back({static_cast<std::uint32_t>(meeters.size()), document, 0, own, {}});
  }

  Relations relations() const {
    Dictionary names;
    for (int i = 0; i < 50200; ++i)
      names.id(i == 0 ? "germany" : i == 1 ? "london" : std::to_string(i));
    return Relations(keys, names, {}, published_utc);
  }

  Pairs met() {
    const Relations related = relations();
    for (std::size_t i = 0; i < meeters.size(); ++i) meeters[i].words = words[i];
    Pairs pairs;
    for_each_meeting(meeters, related,
                     [&](const Meeter& a, const Meeter& b) { pairs.emplace_back(a.item, b.item); });
    return pairs;
  }
};

// All pairs, one by one.
Pairs slowly(const Crowd& crowd) {
  const Relations relations = crowd.relations();
  Pairs pairs;
  for (const Meeter& a : crowd.meeters) {
    for (const Meeter& b : crowd.meeters) {
      if (a.document >= b.document || a.room != b.room || (a.own && b.own)) continue;
      std::vector<WordId> shared;
      std::set_intersection(crowd.words[a.item].begin(), crowd.words[a.item].end(),
                            crowd.words[b.item].begin(), crowd.words[b.item].end(),
                            std::back_inserter(shared));
      const Kinship kinship = relations.kinship(a.document, b.document);
      const bool two = shared.size() >= 2 && kinship != Kinship::kNone;
      const bool own = a.own || b.own;
      if (kinship == Kinship::kOneAffair && !own) continue;
      const bool one = shared.size() == 1 && kinship == Kinship::kClose && !own;
      if (one || two) pairs.emplace_back(a.item, b.item);
    }
  }
  return pairs;
}

std::vector<WordId> some(std::mt19937& random, std::size_t n, WordId most) {
  std::vector<WordId> ids;
  for (std::size_t i = 0; i < n; ++i) ids.push_back(static_cast<WordId>(random() % most));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// Few names and words make long lists, many make short ones; what meets is the same.
TEST(Meetings, FindsWhatLookingAtAllPairsFinds) {
  for (const WordId n_names : {4u, 8u, 40u}) {
    for (const WordId n_words : {3u, 12u, 200u}) {
      std::mt19937 random(n_names * 1000 + n_words);
      Crowd crowd;
      for (std::uint32_t document = 0; document < 150; ++document) {
        crowd.keys.push_back(some(random, 1 + random() % 4, n_names));
        const std::int64_t day = random() % 60;
        crowd.published_utc.push_back(day > 50 ? std::nullopt : std::optional(day * 24 * 3600));
        for (int i = 0; i < 3; ++i)
          crowd.add(document, some(random, 1 + random() % 3, n_words), random() % 3 == 0);
      }
      for (Meeter& one : crowd.meeters) one.room = random() % 8 == 0 ? 1 : 0;
      Pairs met = crowd.met();
      std::sort(met.begin(), met.end());
      EXPECT_EQ(met, slowly(crowd)) << n_names << " names, " << n_words << " words";
      Pairs affairs;
      const Relations relations = crowd.relations();
      std::vector<std::uint32_t> documents(150);
      std::iota(documents.begin(), documents.end(), 0u);
      for_each_affair_pair(documents, relations,
                           [&](std::uint32_t a, std::uint32_t b) { affairs.emplace_back(a, b); });
      std::sort(affairs.begin(), affairs.end());
      Pairs all;
      for (std::uint32_t a = 0; a < 150; ++a) {
        for (std::uint32_t b = a + 1; b < 150; ++b) {
          if (relations.kinship(a, b) == Kinship::kOneAffair) all.emplace_back(a, b);
        }
      }
      EXPECT_EQ(affairs, all);
    }
  }
}

TEST(Meetings, OneNameInFiftyThousandArticlesBringsNothingTogether) {
  Crowd crowd;
  for (std::uint32_t document = 0; document < 50000; ++document) {
    crowd.keys.push_back({5, 100 + document});
    crowd.add(document, {7, 100 + document});
  }
  crowd.keys[40000] = crowd.keys[7];
  const Pairs met = crowd.met();
  EXPECT_EQ(met, (Pairs{{7, 40000}}));
}

TEST(Meetings, WellKnownNamesAreNotEnough) {
  Crowd crowd;
  for (std::uint32_t document = 0; document < 2; ++document) {
    crowd.keys.push_back({0, 1});
    crowd.add(document, {7, 8, 9});
  }
  EXPECT_TRUE(crowd.met().empty());
}

}  // namespace
}  // namespace sayso
