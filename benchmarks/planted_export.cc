#include "planted_export.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "sayso/export.h"

namespace sayso::benchmarks {
namespace {

using Index = std::uint32_t;
using Places = std::map<Index, Index>;  // in the whole grouping, to that in the part

std::optional<Index> place_of(const Places& places, Index index) {
  const auto found = places.find(index);
  return found == places.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Index> moved(const std::vector<Index>& list, const Places& places) {
  std::vector<Index> out;
  for (const Index index : list) {
    if (const auto place = place_of(places, index)) out.push_back(*place);
  }
  return out;
}

class Part {
 public:
  Part(const Grouping& whole, const std::vector<ClaimStanding>& standings,
       const std::vector<Document>& documents)
      : whole_(whole), standings_(standings) {
    for (const Document& document : documents) keys_.insert(document.key);
  }

  std::pair<Grouping, std::vector<ClaimStanding>> make() {
    add_documents();
    add_statements();
    for (const auto& [claim, place] : claims_) add_claim(claim, place);
    for (const auto& [a, b] : whole_.contradicts) {
      if (claims_.contains(a) && claims_.contains(b))
        part_.contradicts.emplace_back(claims_[a], claims_[b]);
    }
    for (Copy copy : whole_.copies) {
      if (!documents_.contains(copy.copy) || !documents_.contains(copy.original)) continue;
      copy.copy = documents_[copy.copy];
      copy.original = documents_[copy.original];
      part_.copies.push_back(copy);
    }
    return {std::move(part_), std::move(judged_)};
  }

 private:
  Index entity(Index index) {
    const auto [it, is_new] = entities_.try_emplace(index, part_.entities.size());
    if (!is_new) return it->second;
    part_.entities.push_back(whole_.entities[index]);
    const Index place = it->second;
    if (const auto party = whole_.entities[index].party) {
      const Index there = entity(*party);
      part_.entities[place].party = there;
    }
    return place;
  }

  void entities(std::vector<Index>& list) {
    for (Index& index : list) index = entity(index);
  }

  void add_documents() {
    for (Index i = 0; i < whole_.documents.size(); ++i) {
      if (!keys_.contains(whole_.documents[i].key)) continue;
      documents_[i] = static_cast<Index>(part_.documents.size());
      DocumentHead head = whole_.documents[i];
      head.outlet_entity = entity(head.outlet_entity);
      entities(head.cites);
      entities(head.credits);
      part_.documents.push_back(std::move(head));
    }
  }

  void add_statements() {
    for (Index i = 0; i < whole_.statements.size(); ++i) {
      if (!documents_.contains(whole_.statements[i].document)) continue;
      statements_[i] = static_cast<Index>(part_.statements.size());
      claims_.try_emplace(whole_.statements[i].claim, 0);
      part_.statements.push_back(whole_.statements[i]);
    }
    Index n = 0;
    for (auto& [claim, place] : claims_) place = n++;
    for (GroupedStatement& one : part_.statements) {
      Statement& statement = one.statement;
      one.document = documents_[one.document];
      one.claim = claims_[one.claim];
      if (statement.speaker) statement.speaker = entity(*statement.speaker);
      entities(statement.via);
      statement.carries = moved(statement.carries, statements_);
      if (statement.inside) statement.inside = place_of(statements_, *statement.inside);
      if (statement.answers) statement.answers = place_of(statements_, *statement.answers);
    }
  }

  void add_claim(Index claim, Index place) {
    Claim one = whole_.claims[claim];
    one.statements = moved(one.statements, statements_);
    one.links.clear();
    part_.claims.push_back(std::move(one));
    ClaimStanding standing = standings_[claim];
    standing.claim = place;
    std::vector<Origin> origins;
    for (Origin& origin : standing.origins) {
      origin.statements = moved(origin.statements, statements_);
      origin.folds.clear();
      entities(origin.speakers);
      if (!origin.statements.empty()) origins.push_back(std::move(origin));
    }
    standing.origins = std::move(origins);
    for (Standing& day : standing.history) day.moved_by = moved(day.moved_by, statements_);
    judged_.push_back(std::move(standing));
  }

  const Grouping& whole_;
  const std::vector<ClaimStanding>& standings_;
  std::set<std::string> keys_;
  Grouping part_;
  std::vector<ClaimStanding> judged_;
  Places documents_, entities_, statements_, claims_;
};

}  // namespace

std::string planted_export(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
                           const std::vector<Document>& documents) {
  const auto [part, judged] = Part(grouping, standings, documents).make();
  return export_json(part, judged, documents);
}

}  // namespace sayso::benchmarks
