#include "judge/forest.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace sayso {

FoldForest::FoldForest(std::size_t n_members) : parent_(n_members) {
  std::iota(parent_.begin(), parent_.end(), 0u);
}

void FoldForest::fold(std::uint32_t a, std::uint32_t b, Reason reason) {
  const std::uint32_t root_a = root(a), root_b = root(b);
  if (root_a == root_b) return;
  for (const auto& [x, y] : apart_) {
    const std::uint32_t root_x = root(x), root_y = root(y);
    if ((root_x == root_a && root_y == root_b) || (root_x == root_b && root_y == root_a)) return;
  }
  const std::uint32_t keep = std::min(root_a, root_b);
  parent_[std::max(root_a, root_b)] = keep;
  parent_[a] = parent_[b] = keep;  // shortens the ways, so that they stay short
  folds_.push_back({std::min(a, b), std::max(a, b), std::move(reason)});
}

std::uint32_t FoldForest::root(std::uint32_t member) const {
  while (parent_[member] != member) member = parent_[member];
  return member;
}

}  // namespace sayso
