#pragma once
// Groups, component by component.
//
// Groups are only joined over pairs above the threshold: the linkage of two groups is never more
// than their best pair's. So what is not connected by such pairs never touches, and each component
// is clustered by itself (cluster.h), with the pairs below the threshold that are inside of it. The
// result is that of clustering all at once; the cost is that of the components. What persons have
// put together is connected, too.

#include <cstddef>
#include <span>
#include <vector>

#include "group/cluster.h"
#include "group/forest.h"

namespace sayso {

// The components of all items.
Forest connect(std::size_t n_items, std::span<const ScoredPair> pairs, double threshold,
               std::span<const Tie> together = {});

// `pairs` may come in any order, each once; those between components are of no use. `components`
// are connect()'s.
Clusters cluster_components(std::size_t n_items, std::vector<ScoredPair> pairs, Forest components,
                            double threshold, std::span<const Tie> together = {},
                            std::span<const Tie> apart = {});

}  // namespace sayso
