#include "group/trees.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <tuple>

namespace sayso {

double sum_of(const Trees& trees, std::span<const double> features) {
  double sum = 0;
  for (const std::uint16_t root : trees.roots) {
    const TreeNode* node = &trees.nodes[root];
    while (node->feature != kLeaf)
      node += node->first + (features[node->feature] <= double{node->value} ? 0 : 1);
    sum += double{node->value};
  }
  return sum;
}

SortedTrees::SortedTrees(const Trees& trees)
    : leaves_(trees.roots.size() * kMostLeaves), n_trees_(trees.roots.size()) {
  assert(n_trees_ <= kMostTrees);
  for (std::size_t tree = 0; tree < n_trees_; ++tree) {
    std::uint32_t n_leaves = 0;
    add(&trees.nodes[trees.roots[tree]], static_cast<std::uint8_t>(tree), n_leaves);
  }
  std::sort(questions_.begin(), questions_.end(), [](const Question& a, const Question& b) {
    return std::tuple(a.feature, a.value, a.tree) < std::tuple(b.feature, b.value, b.tree);
  });
  for (std::uint32_t i = 0; i < questions_.size(); ++i) {
    if (asked_.empty() || asked_.back().feature != questions_[i].feature)
      asked_.push_back({questions_[i].feature, 0});
    asked_.back().end = i + 1;
  }
}

void SortedTrees::add(const TreeNode* node, std::uint8_t tree, std::uint32_t& n_leaves) {
  if (node->feature == kLeaf) {
    assert(n_leaves < kMostLeaves);
    leaves_[tree * kMostLeaves + n_leaves++] = node->value;
    return;
  }
  const std::uint32_t first = n_leaves;
  add(node + node->first, tree, n_leaves);
  const std::uint32_t struck_out = (1u << n_leaves) - (1u << first);
  questions_.push_back({node->value, node->feature, tree, static_cast<std::uint16_t>(~struck_out)});
  add(node + node->first + 1, tree, n_leaves);
}

double SortedTrees::sum_of(std::span<const double> features) const {
  std::array<std::uint16_t, kMostTrees> left;  // bits of the leaves that can still be reached
  std::fill_n(left.begin(), n_trees_, std::uint16_t{0xFFFF});
  const Question* question = questions_.data();
  for (const Asked& asked : asked_) {
    const double value = features[asked.feature];
    const Question* const end = questions_.data() + asked.end;
    for (; question != end && !(value <= double{question->value}); ++question)
      left[question->tree] &= question->stay;
    question = end;
  }
  std::array<double, 4> sums{};  // an addition need not wait for the one before it
  for (std::size_t tree = 0; tree < n_trees_; ++tree)
    sums[tree % sums.size()] += double{
        leaves_[tree * kMostLeaves + static_cast<std::size_t>(std::countr_zero(left[tree]))]};
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace sayso
