#include "group/cluster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace sayso {
namespace {

std::string groups(const Clusters& clusters) {
  std::string line;
  for (const std::uint32_t group : clusters.of_item) line += std::to_string(group);
  return line;
}

struct Case {
  const char* what;
  std::vector<ScoredPair> pairs;
  const char* groups;  // of five items
};

class Cluster : public testing::TestWithParam<Case> {};

TEST_P(Cluster, JoinsWhatItsPairsSupport) {
  const Clusters clusters = cluster(5, GetParam().pairs, 0);
  EXPECT_EQ(groups(clusters), GetParam().groups) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    All, Cluster,
    testing::Values(Case{"nothing compared", {}, "01234"}, Case{"one pair", {{1, 3, 2.0}}, "01214"},
                    Case{"below the threshold", {{1, 3, -0.1}}, "01234"},
                    Case{"all agree", {{0, 1, 3}, {0, 2, 3}, {1, 2, 3}}, "00034"},
                    Case{"a chain whose ends exclude each other",
                         {{0, 1, 3}, {1, 2, 0.5}, {0, 2, -9}},
                         "00234"},
                    Case{"the stronger link wins", {{0, 1, 0.5}, {1, 2, 3}, {0, 2, -9}}, "01134"},
                    Case{"of equals the first", {{0, 1, 0.5}, {1, 2, 0.5}, {0, 2, -9}}, "00234"}));

TEST(Cluster, DoesNotDependOnTheOrderOfPairs) {
  std::mt19937 random(7);
  std::vector<ScoredPair> pairs;
  for (std::uint32_t a = 0; a < 40; ++a) {
    for (std::uint32_t b = a + 1; b < 40; ++b)
      pairs.push_back({a, b, static_cast<double>(random() % 9) - 5});
  }
  const std::string expected = groups(cluster(40, pairs, -0.5));
  for (int round = 0; round < 5; ++round) {
    std::shuffle(pairs.begin(), pairs.end(), random);
    EXPECT_EQ(groups(cluster(40, pairs, -0.5)), expected);
  }
}

TEST(Cluster, MergesAreATreeOverEachGroup) {
  const Clusters clusters =
      cluster(5, std::vector<ScoredPair>{{0, 1, 3}, {0, 2, 3}, {1, 2, 4}, {3, 4, 1}}, 0);
  EXPECT_EQ(groups(clusters), "00033");
  EXPECT_EQ(clusters.merges.size(), 3u);
}

}  // namespace
}  // namespace sayso
