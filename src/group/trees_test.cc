#include "group/trees.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "group/pair_trees.h"
#include "group/pairs.h"

namespace sayso {
namespace {

// Two trees: "is 0 at most 0.5? then 1; else: is 1 at most 2? then 10, else 20", and "always 100".
constexpr TreeNode kNodes[] = {{0.5f, 0, 1},   {1, kLeaf, 0},  {2, 1, 1},
                               {10, kLeaf, 0}, {20, kLeaf, 0}, {100, kLeaf, 0}};
constexpr std::uint16_t kRoots[] = {0, 5};
constexpr Trees kTrees{kNodes, kRoots};

struct Case {
  std::array<double, 2> features;
  double sum;
};

TEST(Trees, AskOneAfterTheOther) {
  const Case cases[] = {{{0, 0}, 101}, {{0.5, 9}, 101}, {{0.6, 2}, 110}, {{0.6, 2.1}, 120}};
  for (const Case& one : cases) {
    EXPECT_EQ(sum_of(kTrees, one.features), one.sum);
    EXPECT_EQ(SortedTrees(kTrees).sum_of(one.features), one.sum);
  }
}

TEST(Trees, WithoutTreesTheSumIsZero) {
  EXPECT_EQ(sum_of(Trees{}, {}), 0);
  EXPECT_EQ(SortedTrees(Trees{}).sum_of({}), 0);
}

// What each feature is asked for, and the numbers on both sides of it.
std::vector<std::vector<double>> values_near_questions(const Trees& trees) {
  constexpr float kFar = std::numeric_limits<float>::infinity();
  std::vector<std::vector<double>> values(kFeatures, {-1, 0, 1});
  for (const TreeNode& node : trees.nodes) {
    if (node.feature == kLeaf) continue;
    for (const float value :
         {node.value, std::nextafter(node.value, kFar), std::nextafter(node.value, -kFar)})
      values[node.feature].push_back(double{value});
  }
  return values;
}

TEST(Trees, SortedByQuestionTheyHaveTheSameSumToTheLastBit) {
  std::mt19937 random(20240501);
  for (const Trees& trees : {kSameClaim, kExcludeEachOther}) {
    float least = 1, most = 0;  // so that a sum in any order is exact
    for (const TreeNode& node : trees.nodes) {
      if (node.feature != kLeaf) continue;
      least = std::min(least, std::abs(node.value));
      most = std::max(most, std::abs(node.value));
    }
    EXPECT_LT(most, std::ldexp(least, 20));
    const SortedTrees sorted(trees);
    const auto values = values_near_questions(trees);
    for (int i = 0; i < 20000; ++i) {
      Features features{};
      for (std::size_t k = 0; k < kFeatures; ++k)
        features[k] = values[k][random() % values[k].size()];
      ASSERT_EQ(sorted.sum_of(features), sum_of(trees, features)) << i;
    }
  }
}

}  // namespace
}  // namespace sayso
