#pragma once
// judge: where each claim stands on a day. Pure; the rules are the table in src/judge/judge.cc.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/claim.h"
#include "sayso/standing.h"

namespace sayso {

// `day` is "YYYY-MM-DD" and counts whole; empty means after everything that was published.
// One element for each claim of the grouping, in its order.
std::vector<ClaimStanding> judge(const Grouping& grouping, std::string_view day = {});

struct Collection;

// The same for single claims, where many questions are asked about one grouping.
class Judge {
 public:
  explicit Judge(const Grouping& grouping);  // which must outlive it; costs one pass over it
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;
  ~Judge();

  // What judge(grouping, day) has for the claim, if the statements in `without` had not been made.
  // `without` is sorted; statements of other claims in it play no part.
  ClaimStanding of(std::uint32_t claim, std::string_view day = {},
                   std::span<const std::uint32_t> without = {}) const;

  // The statements of the claim that fall with those in `links` if these are wrong, sorted: they
  // themselves, and those that copy them or that their article is cited for.
  std::vector<std::uint32_t> falls_with(std::uint32_t claim,
                                        std::span<const std::uint32_t> links) const;

  // The statements of the claim that came through the entity: which it makes, publishes or passes
  // on, or which somebody makes who speaks for it. Sorted.
  std::vector<std::uint32_t> through(std::uint32_t claim, EntityIndex entity) const;

 private:
  const Grouping& grouping_;
  std::unique_ptr<const Collection> collection_;
  std::vector<std::vector<std::uint32_t>> contradicting_;  // of each claim
};

// Why two origins of a claim were not folded: they may be one all the same, or hardly.
struct Apart {
  std::size_t a = 0, b = 0;  // into ClaimStanding::origins
  bool may_be_one = false;   // nothing in the texts speaks against it
  Reason reason;
};

// For each pair of asserting origins on the day, in order. At most `most` pairs.
std::vector<Apart> why_apart(const Grouping& grouping, std::uint32_t claim,
                             std::string_view day = {}, std::size_t most = 100);

// ---- what the collection does not tell ----

// An outlet that articles lean on, and of which the collection has no article.
struct CitedOutside {
  EntityIndex outlet = 0;
  std::vector<std::uint32_t> documents;  // that cite it
  std::vector<std::uint32_t> claims;     // for which it is cited
};

// Somebody who was asked about a claim and has said nothing about it since, up to the day. What he
// had said before he was asked is no answer; what has no date may be one.
struct Unanswered {
  std::uint32_t claim = 0;
  std::optional<EntityIndex> who;         // none: the text does not name who was asked
  Stance stance = Stance::kUnanswered;    // or kDeclines
  std::vector<std::uint32_t> statements;  // that tell of it
};

// A claim for which nobody stands but one source whose name is kept back.
struct OnOneUnnamed {
  std::uint32_t claim = 0;
  std::vector<EntityIndex> source;  // what the texts call it; empty: they tell nothing
  int articles = 0;
};

struct Gaps {
  std::vector<CitedOutside> cited_outside;  // most claims first
  std::vector<Unanswered> unanswered;       // in order of claims
  std::vector<OnOneUnnamed> on_one_unnamed;
  std::vector<std::uint32_t> undated;  // documents
};

// `standings` are those of judge(grouping, day).
Gaps find_gaps(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
               std::string_view day = {});

// ---- what moved ----

// A claim that is not as it was.
struct Change {
  std::uint32_t claim = 0;
  bool is_new = false;                    // nothing was published about it before
  std::vector<std::uint32_t> statements;  // that came out since, or are of a newer version
  std::vector<std::string> flags_gained, flags_lost;  // sorted
};

// What was published after the day of `before` changed, by the day of `after`: claims with new
// statements, another standing, range, or flags. Both are results of judge() on one grouping.
std::vector<Change> changes_between(const Grouping& grouping,
                                    const std::vector<ClaimStanding>& before,
                                    std::string_view day_before,
                                    const std::vector<ClaimStanding>& after,
                                    std::string_view day_after = {});

}  // namespace sayso
