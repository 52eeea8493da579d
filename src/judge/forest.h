#pragma once
// Statements that are folded, with the reason for each fold: a union-find that remembers its joins.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sayso/claim.h"

namespace sayso {

class FoldForest {
 public:
  explicit FoldForest(std::size_t n_members);

  // From now on the trees of these two are never joined.
  void keep_apart(std::uint32_t a, std::uint32_t b) { apart_.emplace_back(a, b); }
  // Joins two members' trees. A second join of one tree is no news, and its reason is not kept.
  void fold(std::uint32_t a, std::uint32_t b, Reason reason);
  std::uint32_t root(std::uint32_t member) const;
  bool together(std::uint32_t a, std::uint32_t b) const { return root(a) == root(b); }
  const std::vector<ClaimLink>& folds() const { return folds_; }  // between members

 private:
  std::vector<std::uint32_t> parent_;  // the root of a tree is its smallest member
  std::vector<ClaimLink> folds_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart_;
};

}  // namespace sayso
