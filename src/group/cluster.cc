#include "group/cluster.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

namespace sayso {
namespace {

// All compared pairs between two groups.
struct Bundle {
  double sum = 0;  // of exp(kLean * log odds)
  std::uint64_t n = 0;
  double best = 0;
  std::uint32_t a = 0, b = 0;  // the best pair

  void add(const Bundle& other) {
    if (std::tuple(-other.best, other.a, other.b) < std::tuple(-best, a, b)) {
      best = other.best;
      a = other.a;
      b = other.b;
    }
    sum += other.sum;
    n += other.n;
  }
};

struct Offer {
  double linkage = 0;
  std::uint32_t a = 0, b = 0;          // groups, by their first items; a < b
  std::uint32_t age_a = 0, age_b = 0;  // sizes when it was made: a grown group makes new offers

  // The queue gives the largest: highest linkage first, then the first groups.
  bool operator<(const Offer& other) const {
    return std::tuple(linkage, other.a, other.b) < std::tuple(other.linkage, a, b);
  }
};

class Agglomeration {
 public:
  Agglomeration(std::size_t n_items, double threshold)
      : threshold_(threshold), size_(n_items, 1), bundles_(n_items) {
    for (std::uint32_t i = 0; i < n_items; ++i) clusters_.of_item.push_back(i);
  }

  Clusters run(std::span<const ScoredPair> pairs, std::span<const Tie> together,
               std::span<const Tie> apart) {
    for (const ScoredPair& pair : pairs) {
      const Bundle bundle{std::exp(kLean * pair.log_odds), 1, pair.log_odds, pair.a, pair.b};
      bundles_[pair.a][pair.b] = bundle;
      bundles_[pair.b][pair.a] = bundle;
    }
    for (const Tie& tie : apart) {
      apart_[tie.a].insert(tie.b);
      apart_[tie.b].insert(tie.a);
    }
    for (const Tie& tie : together) join_decided(tie);
    for (const ScoredPair& pair : pairs) {
      const std::uint32_t a = root(pair.a), b = root(pair.b);
      if (a != b) offer(a, b);
    }
    while (!offers_.empty()) {
      const Offer best = offers_.top();
      offers_.pop();
      if (size_[best.a] == best.age_a && size_[best.b] == best.age_b) join(best);
    }
    for (std::uint32_t& group : clusters_.of_item) group = root(group);
    return std::move(clusters_);
  }

 private:
  std::uint32_t root(std::uint32_t item) const {
    while (clusters_.of_item[item] != item) item = clusters_.of_item[item];
    return item;
  }

  void join_decided(const Tie& tie) {
    const std::uint32_t a = std::min(root(tie.a), root(tie.b)),
                        b = std::max(root(tie.a), root(tie.b));
    if (a == b) return;
    clusters_.merges.push_back({tie.a, tie.b, 0, true});
    absorb(a, b);
  }

  bool kept_apart(std::uint32_t a, std::uint32_t b) const {
    const auto found = apart_.find(a);
    return found != apart_.end() && found->second.contains(b);
  }

  void offer(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    if (kept_apart(a, b)) return;
    const Bundle& bundle = bundles_[a].at(b);
    const double n_pairs = static_cast<double>(size_[a]) * static_cast<double>(size_[b]);
    const double n_missing = n_pairs - static_cast<double>(bundle.n);
    const double mean = (bundle.sum + n_missing * std::exp(kLean * kNotCompared)) / n_pairs;
    const double linkage = std::log(mean) / kLean;
    if (linkage > threshold_) offers_.push({linkage, a, b, size_[a], size_[b]});
  }

  // The later group goes into the earlier one.
  void join(const Offer& best) {
    const auto [a, b] = std::pair(best.a, best.b);
    const Bundle& between = bundles_[a].at(b);
    clusters_.merges.push_back({between.a, between.b, best.linkage});
    absorb(a, b);
    for (const auto& [other, bundle] : bundles_[a]) offer(a, other);
  }

  void absorb(std::uint32_t a, std::uint32_t b) {
    clusters_.of_item[b] = a;
    bundles_[a].erase(b);
    bundles_[b].erase(a);
    for (const auto& [other, bundle] : bundles_[b]) {
      const auto [it, is_new] = bundles_[a].try_emplace(other, bundle);
      if (!is_new) it->second.add(bundle);
      bundles_[other].erase(b);
      bundles_[other][a] = it->second;
    }
    bundles_[b].clear();
    size_[a] += size_[b];
    size_[b] = 0;
    const auto separate = apart_.extract(b);
    if (separate.empty()) return;
    for (const std::uint32_t other : separate.mapped()) {
      apart_[other].erase(b);
      apart_[other].insert(a);
      apart_[a].insert(other);
    }
  }

  double threshold_;
  std::vector<std::uint32_t>
      size_;  // of the group that begins with an item; 0: it went into another
  std::vector<std::map<std::uint32_t, Bundle>> bundles_;    // the same for both of two groups
  std::map<std::uint32_t, std::set<std::uint32_t>> apart_;  // the same for both of two groups
  std::priority_queue<Offer> offers_;
  Clusters clusters_;
};

}  // namespace

Clusters cluster(std::size_t n_items, std::span<const ScoredPair> pairs, double threshold,
                 std::span<const Tie> together, std::span<const Tie> apart) {
  return Agglomeration(n_items, threshold).run(pairs, together, apart);
}

}  // namespace sayso
