#include "judge/without.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "judge/origins.h"

namespace sayso {
namespace {

class Falls {
 public:
  Falls(const Collection& collection, const Claim& claim, std::span<const std::uint32_t> links)
      : collection_(collection), grouping_(*collection.grouping), claim_(claim) {
    for (const Copy& copy : grouping_.copies) original_.emplace(copy.copy, copy.original);
    for (const std::uint32_t index : claim.statements) {
      if (std::find(links.begin(), links.end(), index) != links.end()) fallen_.insert(index);
    }
  }

  std::vector<std::uint32_t> all() {
    for (bool more = true; more;) {
      std::vector<std::uint32_t> next;
      for (const std::uint32_t index : claim_.statements) {
        if (!fallen_.contains(index) && falls(index)) next.push_back(index);
      }
      fallen_.insert(next.begin(), next.end());
      more = !next.empty();
    }
    return {fallen_.begin(), fallen_.end()};
  }

 private:
  const GroupedStatement& at(std::uint32_t index) const { return grouping_.statements[index]; }

  bool falls(std::uint32_t index) const {
    bool leans_on_fallen = false;
    for (const std::uint32_t other : claim_.statements) {
      if (other == index || !leans_on(index, other)) continue;
      if (!fallen_.contains(other)) return false;  // it has the thing from elsewhere, too
      leans_on_fallen = true;
    }
    return leans_on_fallen;
  }

  bool leans_on(std::uint32_t index, std::uint32_t other) const {
    const GroupedStatement &one = at(index), &source = at(other);
    if (one.document == source.document) return false;
    const bool sides = takes_side(one.statement) && takes_side(source.statement) &&
                       is_assertion(one.statement) == is_assertion(source.statement);
    if (!sides && one.statement.stance != source.statement.stance) return false;
    return copies(one, source) || has_it_from(one, source);
  }

  bool copies(const GroupedStatement& one, const GroupedStatement& source) const {
    const bool copied =
        std::any_of(grouping_.copies.begin(), grouping_.copies.end(), [&](const Copy& copy) {
          return copy.copy == one.document && copy.original == source.document;
        });
    return copied && common_share(one.statement, source.statement) >= kSameWords;
  }

  bool has_it_from(const GroupedStatement& one, const GroupedStatement& source) const {
    const EntityIndex outlet = grouping_.documents[source.document].outlet_entity;
    if (outlet >= collection_.party.size() || one.document < source.document) return false;
    const EntityIndex party = collection_.party[outlet];
    if (is_published_by(collection_, one, party)) return false;
    if (cited_outlet(collection_, one) == party) return true;
    if (!is_via(collection_, one.statement, party)) return false;
    const auto speaker = party_of(collection_, one);
    return speaker == party_of(collection_, source) || !speaker ||
           is_unnamed(grouping_.entities[*one.statement.speaker]);
  }

  const Collection& collection_;
  const Grouping& grouping_;
  const Claim& claim_;
  std::unordered_map<std::uint32_t, std::uint32_t> original_;  // of a copy; each has one
  std::set<std::uint32_t> fallen_;
};

}  // namespace

std::vector<std::uint32_t> statements_that_fall(const Collection& collection, const Claim& claim,
                                                std::span<const std::uint32_t> links) {
  return Falls(collection, claim, links).all();
}

std::vector<std::uint32_t> statements_through(const Collection& collection, const Claim& claim,
                                              EntityIndex entity) {
  const auto is_it = [&](EntityIndex other) {
    return other == entity ||
           (other < collection.party.size() && collection.party[other] == entity);
  };
  std::vector<std::uint32_t> found;
  for (const std::uint32_t index : claim.statements) {
    const GroupedStatement& grouped = collection.grouping->statements[index];
    const Statement& statement = grouped.statement;
    if ((statement.speaker && is_it(*statement.speaker)) ||
        is_it(collection.grouping->documents[grouped.document].outlet_entity) ||
        std::any_of(statement.via.begin(), statement.via.end(), is_it))
      found.push_back(index);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace sayso
