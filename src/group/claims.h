#pragma once
// Claims from statements: which statements mean one proposition, which claims exclude each other,
// and how a claim is called.
//
//   1. Attributed statements are compared (candidates.h, pairs.h) and grouped (cluster.h).
//   2. What an outlet says in its own voice joins the claim that it fits, if it fits a statement of
//      another document well; else it is dropped: extract() gives every sentence that might state a
//      claim.
//   3. Two claims with different figures for one quantity contradict each other.
//   4. A claim is called by the first of its statements that has words of its own and asserts it.

#include <set>
#include <string>
#include <vector>

#include "group/prepare.h"
#include "group/ties.h"

namespace sayso {

// What persons decided about statements, by index into Grouping::statements.
struct ClaimTies {
  std::vector<Tie> together, apart;
  std::vector<std::string> by;   // who decided, by Tie::by: "Ada Lin, 2023-05-02"
  std::set<std::uint32_t> kept;  // accepted or corrected: one in an outlet's own voice stays, too
};

// Fills claims, contradicts and GroupedStatement::claim, and removes own-voice candidates that join
// nothing. A statement that carries others is in no claim's list; its `claim` is that of the first
// that it carries.
void make_claims(Prepared& prepared, const ClaimTies& ties = {});

}  // namespace sayso
