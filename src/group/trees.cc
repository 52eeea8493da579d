#include "group/trees.h"

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

}  // namespace sayso
