#include "group/ties.h"

#include <algorithm>

namespace sayso {
namespace {

std::pair<std::uint32_t, std::uint32_t> ordered(std::uint32_t a, std::uint32_t b) {
  return std::minmax(a, b);
}

}  // namespace

std::uint32_t Ties::root(std::uint32_t thing) const {
  for (auto it = parent_.find(thing); it != parent_.end(); it = parent_.find(thing))
    thing = it->second;
  return thing;
}

bool Ties::are_apart(std::uint32_t a, std::uint32_t b) const {
  return apart_.contains(ordered(root(a), root(b)));
}

std::optional<std::uint32_t> Ties::together(std::uint32_t a, std::uint32_t b, std::uint32_t by) {
  const auto [keep, gone] = ordered(root(a), root(b));
  if (keep == gone) return std::nullopt;
  if (const auto found = apart_.find({keep, gone}); found != apart_.end()) return found->second;
  parent_[gone] = keep;
  joins_.push_back({a, b, by});
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> moved;
  for (const auto& [pair, decision] : apart_)
    moved.try_emplace(ordered(root(pair.first), root(pair.second)), decision);
  apart_ = std::move(moved);
  return std::nullopt;
}

std::optional<std::uint32_t> Ties::apart(std::uint32_t a, std::uint32_t b, std::uint32_t by) {
  if (are_together(a, b)) return decision_between(a, b);
  apart_.try_emplace(ordered(root(a), root(b)), by);
  return std::nullopt;
}

// A join on the way from a to b: the first from a.
std::uint32_t Ties::decision_between(std::uint32_t a, std::uint32_t b) const {
  std::map<std::uint32_t, std::uint32_t> reached{{b, 0}};  // to the decision that leads there
  std::vector<std::uint32_t> front{b};
  while (!front.empty() && !reached.contains(a)) {
    const std::uint32_t at = front.back();
    front.pop_back();
    for (const Tie& tie : joins_) {
      if (tie.a != at && tie.b != at) continue;
      const std::uint32_t next = tie.a == at ? tie.b : tie.a;
      if (reached.try_emplace(next, tie.by).second) front.push_back(next);
    }
  }
  return reached[a];
}

std::vector<Tie> Ties::splits() const {
  std::vector<Tie> splits;
  for (const auto& [pair, by] : apart_) splits.push_back({pair.first, pair.second, by});
  return splits;
}

}  // namespace sayso
