#include "group/trees.h"

#include <gtest/gtest.h>

#include <array>

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
  for (const Case& one : cases) EXPECT_EQ(sum_of(kTrees, one.features), one.sum);
}

TEST(Trees, WithoutTreesTheSumIsZero) { EXPECT_EQ(sum_of(Trees{}, {}), 0); }

}  // namespace
}  // namespace sayso
