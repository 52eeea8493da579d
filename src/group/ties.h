#pragma once
// Must-link and cannot-link between numbered things, as persons decided them, the newest first.
//
// "These are one" goes over to others: if A is B and B is C, A is C. So two decisions can
// contradict each other through a third: A|C, then B=C, then A=B. Each decision is therefore tried
// against what the newer ones together say, and is taken whole or not at all:
//
//   apart(a, c, r3);  together(b, c, r2);  together(a, b, r1)  ->  r1 is blocked by r3
//
// Cost: a decision takes time linear in the pairs that are kept apart, of which there are few.

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace sayso {

struct Tie {
  std::uint32_t a = 0, b = 0;
  std::uint32_t by = 0;  // the decision, as the caller numbers them
};

class Ties {
 public:
  // Nothing if it now holds; else the decision that stands against it.
  std::optional<std::uint32_t> together(std::uint32_t a, std::uint32_t b, std::uint32_t by);
  std::optional<std::uint32_t> apart(std::uint32_t a, std::uint32_t b, std::uint32_t by);

  bool are_together(std::uint32_t a, std::uint32_t b) const { return root(a) == root(b); }
  bool are_apart(std::uint32_t a, std::uint32_t b) const;

  // A tree over the things of each group.
  const std::vector<Tie>& joins() const { return joins_; }
  // Between the first things of two groups each.
  std::vector<Tie> splits() const;

 private:
  std::uint32_t root(std::uint32_t thing) const;
  std::uint32_t decision_between(std::uint32_t a, std::uint32_t b) const;

  std::map<std::uint32_t, std::uint32_t> parent_;  // of those that are no root
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>
      apart_;  // roots, to the decision
  std::vector<Tie> joins_;
};

}  // namespace sayso
