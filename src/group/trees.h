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
// Cost: about five comparisons a tree.

#include <cstdint>
#include <span>

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

}  // namespace sayso
