#pragma once
// From scores of pairs to groups.
//
// A chain must not swallow near-claims: "47 km/h" is like "57 km/h", which is like "57 people". So
// two groups are joined by what all of their pairs say, not by their best one. The linkage of two
// groups is a mean of the pairs' log odds that leans to the better ones,
//
//   log(mean(exp(kLean * log odds))) / kLean    kLean -> 0: the average; 1: the mean of the odds;
//                                               -> infinity: the best pair
//
// and a pair that was not compared counts as kNotCompared. The two groups with the highest linkage
// are joined until none is above the threshold. Ties go to the groups that come first, so the
// result is a function of the items in canonical order, and groups without a compared pair between
// them never touch: what else is in the collection plays no part.
//
// What persons decided stands above the scores: items that belong together are one group from the
// start, and two groups of which two items are to be apart are never joined.
//
// Cost: n log n over the compared pairs, times the length of the merges' lists.

#include <cstdint>
#include <span>
#include <vector>

#include "group/candidates.h"
#include "group/ties.h"

namespace sayso {

inline constexpr double kLean = 1.0;
inline constexpr double kNotCompared = -4;

struct Merge {
  std::uint32_t a = 0, b = 0;  // the best pair between the two groups; into the items
  double linkage = 0;
  bool decided = false;  // by a person
};

struct Clusters {
  std::vector<std::uint32_t> of_item;  // the first item of its group
  std::vector<Merge> merges;           // a tree over each group
};

Clusters cluster(std::size_t n_items, std::span<const ScoredPair> pairs, double threshold,
                 std::span<const Tie> together = {}, std::span<const Tie> apart = {});

}  // namespace sayso
