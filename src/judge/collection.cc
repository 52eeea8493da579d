#include "judge/collection.h"

#include <algorithm>

#include "base/date.h"

namespace sayso {
namespace {

// Follows parties to the end; of a circle, the first entity in the order of the grouping.
EntityIndex end_of_parties(const std::vector<Entity>& entities, EntityIndex entity) {
  std::vector<EntityIndex> path{entity};
  for (;;) {
    const auto& party = entities[path.back()].party;
    if (!party || *party >= entities.size()) return path.back();
    const auto seen = std::find(path.begin(), path.end(), *party);
    if (seen != path.end()) return *std::min_element(seen, path.end());
    path.push_back(*party);
  }
}

std::string day_of(const DocumentHead& head) {
  const auto time = parse_date_time(head.published);
  return time ? time->day : std::string();
}

// A document that is not current ends where the next one at its address begins; if there is none in
// sight, it never counts.
void end_old_versions(const std::vector<DocumentHead>& heads, std::vector<Days>& days) {
  std::map<std::string_view, std::string> next;  // address to the day of the version after
  for (std::size_t i = heads.size(); i-- > 0;) {
    if (!heads[i].current) {
      const auto it = heads[i].address.empty() ? next.end() : next.find(heads[i].address);
      days[i].until = it == next.end() ? days[i].from : it->second;
      if (days[i].until.empty()) days[i].until = "0000-00-00";
    }
    if (!heads[i].address.empty()) next[heads[i].address] = days[i].from;
  }
}

}  // namespace

Collection look_at(const Grouping& grouping) {
  Collection collection;
  collection.grouping = &grouping;
  for (EntityIndex i = 0; i < grouping.entities.size(); ++i) {
    collection.party.push_back(end_of_parties(grouping.entities, i));
    collection.members[collection.party.back()].push_back(i);
  }
  for (const DocumentHead& head : grouping.documents) collection.days.push_back({day_of(head), {}});
  end_old_versions(grouping.documents, collection.days);
  for (std::uint32_t i = 0; i < grouping.documents.size(); ++i) {
    const EntityIndex outlet = grouping.documents[i].outlet_entity;
    if (outlet < collection.party.size())
      collection.documents_of[collection.party[outlet]].push_back(i);
  }
  return collection;
}

bool counts_on(const Days& days, std::string_view day) {
  if (day.empty()) return days.until.empty();
  return days.from <= day && (days.until.empty() || day < days.until);
}

bool is_unnamed(const Entity& entity) {
  return entity.type == EntityType::kAnonymous || entity.type == EntityType::kCollective ||
         (entity.type == EntityType::kDocument && !entity.party);
}

std::optional<EntityIndex> party_of(const Collection& collection, const GroupedStatement& grouped) {
  const Statement& statement = grouped.statement;
  std::optional<EntityIndex> speaker = statement.speaker;
  if (statement.voice == Voice::kOwn && !speaker) {
    speaker = collection.grouping->documents[grouped.document].outlet_entity;
  }
  if (!speaker || *speaker >= collection.party.size()) return std::nullopt;
  return collection.party[*speaker];
}

bool is_via(const Collection& collection, const Statement& statement, EntityIndex outlet_party) {
  return std::any_of(statement.via.begin(), statement.via.end(), [&](EntityIndex relay) {
    return relay < collection.party.size() && collection.party[relay] == outlet_party;
  });
}

}  // namespace sayso
