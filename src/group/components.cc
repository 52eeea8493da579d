#include "group/components.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace sayso {
namespace {

// What is known of the items of one component.
struct Component {
  std::span<const ScoredPair> pairs;
  std::vector<Tie> together, apart;
};

// With items numbered by their place among the component's, which keeps their order.
void cluster_one(const Component& component, double threshold, Clusters& clusters) {
  std::vector<std::uint32_t> items;
  for (const ScoredPair& pair : component.pairs) items.insert(items.end(), {pair.a, pair.b});
  for (const Tie& tie : component.together) items.insert(items.end(), {tie.a, tie.b});
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  const auto place = [&](std::uint32_t item) {
    return static_cast<std::uint32_t>(std::lower_bound(items.begin(), items.end(), item) -
                                      items.begin());
  };
  const auto placed = [&](const std::vector<Tie>& ties) {
    std::vector<Tie> local;
    for (const Tie& tie : ties) {
      if (std::binary_search(items.begin(), items.end(), tie.a) &&
          std::binary_search(items.begin(), items.end(), tie.b))
        local.push_back({place(tie.a), place(tie.b), tie.by});
    }
    return local;
  };
  std::vector<ScoredPair> local;
  for (const ScoredPair& pair : component.pairs)
    local.push_back({place(pair.a), place(pair.b), pair.log_odds});
  const Clusters found =
      cluster(items.size(), local, threshold, placed(component.together), placed(component.apart));
  for (std::size_t i = 0; i < items.size(); ++i)
    clusters.of_item[items[i]] = items[found.of_item[i]];
  for (const Merge& merge : found.merges)
    clusters.merges.push_back({items[merge.a], items[merge.b], merge.linkage, merge.decided});
}

}  // namespace

Forest connect(std::size_t n_items, std::span<const ScoredPair> pairs, double threshold,
               std::span<const Tie> together) {
  Forest forest(n_items);
  for (const ScoredPair& pair : pairs) {
    if (pair.log_odds > threshold) forest.join(pair.a, pair.b);
  }
  for (const Tie& tie : together) forest.join(tie.a, tie.b);
  return forest;
}

Clusters cluster_components(std::size_t n_items, std::vector<ScoredPair> pairs, Forest forest,
                            double threshold, std::span<const Tie> together,
                            std::span<const Tie> apart) {
  Clusters clusters;
  clusters.of_item.resize(n_items);
  std::iota(clusters.of_item.begin(), clusters.of_item.end(), 0u);
  std::map<std::uint32_t, Component> tied;  // components about which persons decided, by root
  for (const Tie& tie : together) tied[forest.root(tie.a)].together.push_back(tie);
  for (const Tie& tie : apart) {
    if (forest.root(tie.a) == forest.root(tie.b)) tied[forest.root(tie.a)].apart.push_back(tie);
  }
  std::erase_if(pairs,
                [&](const ScoredPair& pair) { return forest.root(pair.a) != forest.root(pair.b); });
  std::sort(pairs.begin(), pairs.end(), [&](const ScoredPair& x, const ScoredPair& y) {
    return std::tuple(forest.root(x.a), x.a, x.b) < std::tuple(forest.root(y.a), y.a, y.b);
  });
  for (std::size_t first = 0, end = 0; first < pairs.size(); first = end) {
    const std::uint32_t root = forest.root(pairs[first].a);
    while (end < pairs.size() && forest.root(pairs[end].a) == root) ++end;
    auto known = tied.extract(root);
    Component component = known.empty() ? Component{} : std::move(known.mapped());
    component.pairs = std::span(pairs).subspan(first, end - first);
    cluster_one(component, threshold, clusters);
  }
  for (const auto& [root, component] : tied) cluster_one(component, threshold, clusters);
  return clusters;
}

}  // namespace sayso
