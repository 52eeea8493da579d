#include "group/reviewed_claims.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace sayso {
namespace {

constexpr const char* kGone = "no longer found in its article";

// Where documents and statements are: of a grouping, or of what is to become one.
class Places {
 public:
  explicit Places(const Grouping& grouping)
      : at_([&grouping](std::uint32_t i) { return &grouping.statements[i].statement; }) {
    add_documents(grouping);
    for (std::uint32_t i = 0; i < grouping.statements.size(); ++i) {
      in_document_[grouping.statements[i].document].push_back(i);
      by_id_.emplace(grouping.statements[i].id, i);
    }
  }

  explicit Places(const Prepared& prepared)
      : at_([this, &prepared](std::uint32_t i) {
          auto& released = released_[i];
          if (!released)
            released = std::make_unique<Statement>(prepared.held.released(i).statement);
          return released.get();
        }) {
    add_documents(prepared.grouping);
    for (std::uint32_t i = 0; i < prepared.held.list.size(); ++i)
      in_document_[prepared.held.list[i].document].push_back(i);
  }
  Places(const Places&) = delete;  // at_ may point here
  Places& operator=(const Places&) = delete;

  std::optional<std::uint32_t> document(std::string_view key) const {
    const auto found = document_.find(key);
    return found == document_.end() ? std::nullopt : std::optional(found->second);
  }

  // The statement that the anchor most likely is; of equals the first.
  std::optional<std::uint32_t> statement(const StatementAnchor& anchor) const {
    const auto place = document(anchor.document);
    if (!place) return std::nullopt;
    std::optional<std::uint32_t> best;
    double best_likeness = 0;
    for (const std::uint32_t i : in_document_[*place]) {
      const Statement& one = *at_(i);
      const auto like = likeness(anchor, one, !one.carries.empty());
      if (!like || *like <= best_likeness) continue;
      best = i;
      best_likeness = *like;
    }
    return best;
  }

  std::optional<std::uint32_t> statement_with_id(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  void add_documents(const Grouping& grouping) {
    for (std::uint32_t i = 0; i < grouping.documents.size(); ++i)
      document_.emplace(grouping.documents[i].key, i);
    in_document_.resize(grouping.documents.size());
  }

  std::function<const Statement*(std::uint32_t)> at_;
  mutable std::map<std::uint32_t, std::unique_ptr<const Statement>> released_;
  std::map<std::string_view, std::uint32_t> document_;
  std::map<std::string_view, std::uint32_t> by_id_;
  std::vector<std::vector<std::uint32_t>> in_document_;
};

using Sides = std::vector<std::vector<std::uint32_t>>;

// What is found of each side; what is not is counted, where nothing else has counted it.
Sides find_sides(const Places& places, Ruling& ruling, bool counts) {
  Sides sides;
  for (const auto& side : ruling.review().sides) {
    sides.emplace_back();
    for (const StatementAnchor& anchor : side) {
      if (const auto found = places.statement(anchor)) {
        sides.back().push_back(*found);
      } else if (counts) {
        ruling.miss(places.document(anchor.document) ? kGone : "its article is not in this ledger");
      }
    }
  }
  return sides;
}

class StatementTies {
 public:
  StatementTies(const Prepared& prepared, std::vector<Ruling>& rulings)
      : prepared_(prepared), places_(prepared), rulings_(rulings) {}

  ClaimTies make() {
    for (std::uint32_t r = 0; r < rulings_.size(); ++r) {
      made_.by.push_back(rulings_[r].signature());
      take(rulings_[r], r);
    }
    made_.together = ties_.joins();
    made_.apart = ties_.splits();
    return std::move(made_);
  }

 private:
  void take(Ruling& ruling, std::uint32_t by) {
    const Review& review = ruling.review();
    const ReviewAction action = review.action;
    if (review.of == ReviewOf::kEntity || review.of == ReviewOf::kReview) return;
    if (review.of == ReviewOf::kDocument) return take_document(ruling);
    const bool of_records = action == ReviewAction::kAccept || action == ReviewAction::kReject ||
                            action == ReviewAction::kCorrect;
    const Sides sides = find_sides(places_, ruling, ruling.applies() && !of_records);
    for (const auto& side : sides) {
      for (const std::uint32_t s : side)
        ruling.statement_ids.push_back(id_of(prepared_.held.list[s]));
    }
    if (!ruling.applies()) return;
    if (action == ReviewAction::kAccept || action == ReviewAction::kCorrect) {
      for (const auto& side : sides) made_.kept.insert(side.begin(), side.end());
    }
    if (action == ReviewAction::kNote && !ruling.statement_ids.empty()) ruling.hold();
    if (review.of != ReviewOf::kClaim) return;
    if (action == ReviewAction::kAccept) merge(ruling, by, sides);
    if (action == ReviewAction::kMerge) merge(ruling, by, sides);
    if (action == ReviewAction::kSplit) split(ruling, by, sides);
  }

  void take_document(Ruling& ruling) {
    if (!ruling.applies() || ruling.review().action == ReviewAction::kCorrect) return;
    for (const DocumentAnchor& anchor : ruling.review().documents) {
      places_.document(anchor.key) ? ruling.hold()
                                   : ruling.miss("this article is not in this ledger");
    }
  }

  // Each joins the first before it that no newer decision keeps apart from it.
  void merge(Ruling& ruling, std::uint32_t by, const Sides& sides) {
    std::vector<std::uint32_t> all;
    for (const auto& side : sides) all.insert(all.end(), side.begin(), side.end());
    if (all.size() == 1) ruling.rest("one statement is left of them");
    for (std::size_t i = 1; i < all.size(); ++i) {
      std::optional<std::uint32_t> against;
      bool joined = false;
      for (std::size_t k = 0; k < i && !joined; ++k) {
        const auto blocked = ties_.together(all[k], all[i], by);
        joined = !blocked;
        if (blocked && !against) against = blocked;
      }
      joined ? ruling.hold() : ruling.overrule(rulings_[*against]);
    }
  }

  void split(Ruling& ruling, std::uint32_t by, const Sides& sides) {
    if (sides.size() < 2 || sides[0].empty() || sides[1].empty())
      return ruling.rest("one of the two sides is gone");
    for (const std::uint32_t a : sides[0]) {
      for (const std::uint32_t b : sides[1]) {
        if (a == b) continue;
        const auto against = ties_.apart(a, b, by);
        against ? ruling.overrule(rulings_[*against]) : ruling.hold();
      }
    }
  }

  const Prepared& prepared_;
  Places places_;
  std::vector<Ruling>& rulings_;
  Ties ties_;
  ClaimTies made_;
};

// ---- after the claims are made ------------------------------------------------------------------

std::set<std::uint32_t> claims_of(const Grouping& grouping,
                                  const std::vector<std::uint32_t>& side) {
  std::set<std::uint32_t> claims;
  for (const std::uint32_t s : side) claims.insert(grouping.statements[s].claim);
  return claims;
}

// Of two claims the newest decision holds.
void relate(std::vector<Ruling>& rulings, const Places& places, Grouping& grouping) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, const Ruling*> decided;
  for (Ruling& ruling : rulings) {
    if (!ruling.applies() || ruling.review().action != ReviewAction::kRelate) continue;
    const Sides sides = find_sides(places, ruling, false);
    if (sides.size() < 2 || sides[0].empty() || sides[1].empty()) continue;
    for (const std::uint32_t a : claims_of(grouping, sides[0])) {
      for (const std::uint32_t b : claims_of(grouping, sides[1])) {
        if (a == b) {
          ruling.rest("they are one claim now");
          continue;
        }
        const auto [it, is_new] = decided.try_emplace(std::minmax(a, b), &ruling);
        const bool agrees = it->second->review().contradicts == ruling.review().contradicts;
        agrees ? ruling.hold() : ruling.overrule(*it->second);
      }
    }
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs(grouping.contradicts.begin(),
                                                          grouping.contradicts.end());
  for (const auto& [pair, ruling] : decided) {
    if (ruling->review().contradicts) {
      pairs.insert(pair);
    } else {
      pairs.erase(pair);
    }
  }
  grouping.contradicts.assign(pairs.begin(), pairs.end());
}

bool is_of_origin(const Ruling& ruling) {
  return ruling.applies() && ruling.review().of == ReviewOf::kOrigin &&
         (ruling.review().action == ReviewAction::kMerge ||
          ruling.review().action == ReviewAction::kSplit);
}

// Two statements each, of one claim.
class OriginTies {
 public:
  OriginTies(std::vector<Ruling>& rulings, const Places& places, Grouping& grouping)
      : rulings_(rulings), places_(places), grouping_(grouping) {}

  void make() {
    for (std::uint32_t r = 0; r < rulings_.size(); ++r) {
      if (is_of_origin(rulings_[r])) take(rulings_[r], r);
    }
    for (auto& [pair, tie] : found_) grouping_.origin_ties.push_back(std::move(tie));
  }

 private:
  void take(Ruling& ruling, std::uint32_t by) {
    const Sides sides = find_sides(places_, ruling, false);
    for (std::size_t i = 0; i < sides.size(); ++i) {
      for (std::size_t k = i + 1; k < sides.size(); ++k) {
        for (const std::uint32_t a : sides[i]) {
          for (const std::uint32_t b : sides[k]) tie(ruling, by, a, b);
        }
      }
    }
  }

  void tie(Ruling& ruling, std::uint32_t by, std::uint32_t a, std::uint32_t b) {
    if (a == b) return;
    if (grouping_.statements[a].claim != grouping_.statements[b].claim)
      return ruling.rest("they are of two claims now");
    const bool together = ruling.review().action == ReviewAction::kMerge;
    const auto against = together ? ties_.together(a, b, by) : ties_.apart(a, b, by);
    if (against) return ruling.overrule(rulings_[*against]);
    ruling.hold();
    const auto [first, second] = std::minmax(a, b);
    found_.try_emplace(std::pair(first, second),
                       OriginTie{first, second, together, ruling.signature(), ruling.review().id});
  }

  std::vector<Ruling>& rulings_;
  const Places& places_;
  Grouping& grouping_;
  Ties ties_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, OriginTie> found_;
};

ReviewOutcome outcome_of(const Ruling& ruling, const Places& places) {
  ReviewOutcome outcome = ruling.outcome();
  std::set<std::uint32_t> statements, documents;
  for (const std::string& id : ruling.statement_ids) {
    if (const auto found = places.statement_with_id(id)) statements.insert(*found);
  }
  for (const DocumentAnchor& anchor : ruling.review().documents) {
    if (const auto found = places.document(anchor.key)) documents.insert(*found);
  }
  const std::set<EntityIndex> entities(ruling.entities.begin(), ruling.entities.end());
  outcome.statements.assign(statements.begin(), statements.end());
  outcome.documents.assign(documents.begin(), documents.end());
  outcome.entities.assign(entities.begin(), entities.end());
  return outcome;
}

}  // namespace

ClaimTies tie_statements(const Prepared& prepared, std::vector<Ruling>& rulings) {
  if (rulings.empty()) return {};
  return StatementTies(prepared, rulings).make();
}

void conclude(std::vector<Ruling>& rulings, Grouping& grouping) {
  if (rulings.empty()) return;
  const Places places(grouping);
  relate(rulings, places, grouping);
  OriginTies(rulings, places, grouping).make();
  for (auto ruling = rulings.rbegin(); ruling != rulings.rend(); ++ruling)
    grouping.reviews.push_back(outcome_of(*ruling, places));
}

}  // namespace sayso
