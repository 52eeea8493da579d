#pragma once
// Which statements are compared at all.
//
// Two statements of one document if they stand near each other or share a word; of two documents if
// the documents are related (related.h) and the statements share a figure, a name or a word that is
// not among the most frequent. Whether a pair is compared depends on the pair and its documents
// alone.
//
// Cost: the sum over related documents of the product of their numbers of statements.

#include <cstdint>
#include <vector>

#include "group/prepare.h"

namespace sayso {

struct ScoredPair {
  std::uint32_t a = 0, b = 0;  // into the items, a < b
  double log_odds = 0;
};

struct CandidatePair {
  std::uint32_t a = 0, b = 0;  // into the items, a < b
  DocumentPair documents;
};

// In order of (a, b).
std::vector<CandidatePair> find_candidates(const Prepared& prepared,
                                           const std::vector<Item>& items);

}  // namespace sayso
