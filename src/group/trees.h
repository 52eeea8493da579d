#pragma once
// Boosted decision trees: a sum of many small trees, each of which asks a few questions of the form
// "is this feature at most so much?" and ends in a number.
//
// A weighted sum (a logistic regression) can't say that a shared figure tells much between two
// assertions and little between two silences; a tree asks one after the other. On the training
// stories, cross-validated, the trees raise B-cubed F1 of claims by 0.025 over a weighted sum of
// the same features (docs/grouping.md).
//
// Example: node 0 {.feature = 3, .value = 0.5, .first = 1} asks whether features[3] <= 0.5; if so
// node 1 goes on, else node 2. A node with the feature kLeaf holds the number.
//
// Most questions are about features that are 0 for most pairs. So SortedTrees has the questions of all
// trees about one feature together, by how much they ask for: those that the value exceeds stand
// first, and the first that it does not exceed ends the list. Each question that is exceeded strikes
// out the leaves that can't be reached then; the leaf of a tree is the first that is left.
//
// Cost: of sum_of() about five comparisons a tree, of which the processor foresees few; SortedTrees
// needs a third of the time for the trees of pair_trees.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sayso {

inline constexpr std::uint8_t kLeaf = 255;

struct TreeNode {
  float value = 0;           // the most that goes to the first child; of a leaf what it adds
  std::uint8_t feature = 0;  // kLeaf: there are no children
  std::uint8_t first = 0;    // how many nodes on the first child stands; the second follows it
};

struct Trees {
  std::span<const TreeNode> nodes;       // tree after tree
  std::span<const std::uint16_t> roots;  // into nodes
};

// The sum, in the order of the trees.
double sum_of(const Trees& trees, std::span<const double> features);

class SortedTrees {
 public:
  static constexpr std::size_t kMostTrees = 256, kMostLeaves = 16;  // of each tree

  // `trees` are within these limits.
  explicit SortedTrees(const Trees& trees);
  // The same to the last bit as that of `trees`, as long as their sum is exact: numbers of 24 bits of
  // which the largest is less than 2^20 times the smallest, as those of pair_trees.h.
  double sum_of(std::span<const double> features) const;

 private:
  struct Question {
    float value = 0;  // TreeNode::value
    std::uint8_t feature = 0;
    std::uint8_t tree = 0;
    std::uint16_t stay = 0;  // bits of the leaves that can be reached if it is exceeded
  };
  struct Asked {
    std::uint32_t feature = 0, end = 0;  // of its questions; they begin where those before it end
  };
  // Adds the leaves and questions of a part of a tree.
  void add(const TreeNode* node, std::uint8_t tree, std::uint32_t& n_leaves);

  std::vector<Question> questions_;  // in order of (feature, value)
  std::vector<Asked> asked_;
  std::vector<float> leaves_;  // of each tree kMostLeaves, from the first child to the last
  std::size_t n_trees_ = 0;
};

}  // namespace sayso
