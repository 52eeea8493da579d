#include "judge/collection.h"

#include <algorithm>
#include <limits>

#include "base/date.h"

namespace sayso {
namespace {

// Of each entity the end of its parties; of a circle, the first entity in the order of the grouping.
// Each chain is followed once.
std::vector<EntityIndex> ends_of_parties(const std::vector<Entity>& entities) {
  constexpr EntityIndex kOpen = std::numeric_limits<EntityIndex>::max();
  std::vector<EntityIndex> ends(entities.size(), kOpen);
  std::vector<std::uint32_t> on_path(entities.size(), 0);  // 1 + place in the path of this walk
  for (EntityIndex start = 0; start < entities.size(); ++start) {
    std::vector<EntityIndex> path;
    EntityIndex at = start, end = kOpen;
    while (end == kOpen) {
      if (ends[at] != kOpen) {
        end = ends[at];
      } else if (on_path[at] != 0) {
        end = *std::min_element(path.begin() + (on_path[at] - 1), path.end());
      } else {
        path.push_back(at);
        on_path[at] = static_cast<std::uint32_t>(path.size());
        const auto& party = entities[at].party;
        if (!party || *party >= entities.size()) {
          end = at;
        } else {
          at = *party;
        }
      }
    }
    for (const EntityIndex entity : path) ends[entity] = end;
  }
  return ends;
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
  collection.party = ends_of_parties(grouping.entities);
  for (EntityIndex i = 0; i < grouping.entities.size(); ++i)
    collection.members[collection.party[i]].push_back(i);
  for (const DocumentHead& head : grouping.documents) collection.days.push_back({day_of(head), {}});
  end_old_versions(grouping.documents, collection.days);
  for (std::uint32_t i = 0; i < grouping.documents.size(); ++i) {
    const EntityIndex outlet = grouping.documents[i].outlet_entity;
    if (outlet < collection.party.size())
      collection.documents_of[collection.party[outlet]].push_back(i);
  }
  for (const Copy& copy : grouping.copies)
    collection.originals_of[copy.copy].push_back(copy.original);
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
