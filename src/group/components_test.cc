#include "group/components.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace sayso {
namespace {

// Clustering component by component gives the groups that clustering at once gives.
TEST(Components, AreThoseOfAllAtOnce) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    std::vector<ScoredPair> pairs;
    constexpr std::uint32_t kItems = 60;
    for (std::uint32_t a = 0; a < kItems; ++a) {
      for (std::uint32_t b = a + 1; b < kItems; ++b) {
        if (random() % 12 == 0)
          pairs.push_back({a, b, static_cast<double>(random() % 800) / 100 - 5});
      }
    }
    const Clusters at_once = cluster(kItems, pairs, -1);
    const Clusters apart = cluster_components(kItems, pairs, connect(kItems, pairs, -1), -1);
    EXPECT_EQ(apart.of_item, at_once.of_item) << "seed " << seed;
    EXPECT_EQ(apart.merges.size(), at_once.merges.size());
  }
}

TEST(Components, WhatPersonsDecidedHolds) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    std::vector<ScoredPair> pairs;
    constexpr std::uint32_t kItems = 40;
    for (std::uint32_t a = 0; a < kItems; ++a) {
      for (std::uint32_t b = a + 1; b < kItems; ++b) {
        if (random() % 12 == 0)
          pairs.push_back({a, b, static_cast<double>(random() % 800) / 100 - 5});
      }
    }
    const std::vector<Tie> together{{2, 31, 0}, {31, 38, 1}}, apart{{5, 6, 2}, {2, 7, 3}};
    const Clusters at_once = cluster(kItems, pairs, -1, together, apart);
    const Clusters parts = cluster_components(kItems, pairs, connect(kItems, pairs, -1, together),
                                              -1, together, apart);
    EXPECT_EQ(parts.of_item, at_once.of_item) << "seed " << seed;
    EXPECT_EQ(parts.of_item[2], parts.of_item[38]);
    EXPECT_NE(parts.of_item[2], parts.of_item[7]);
  }
}

}  // namespace
}  // namespace sayso
