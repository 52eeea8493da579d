#include "group/gathering.h"

#include <algorithm>
#include <set>
#include <utility>

#include "group/related.h"

namespace sayso {
namespace {

// An article leans on an outlet that passes something on to it as on one that it cites. A lawyer or
// a report can be a relay, too, but is nothing that an article leans on.
void add_relays(Records& records) {
  std::set<EntityIndex> relays;
  for (const Statement& statement : records.statements)
    relays.insert(statement.via.begin(), statement.via.end());
  for (const EntityIndex relay : relays) {
    if (relay < records.entities.size() && records.entities[relay].type == EntityType::kOutlet)
      records.citations.push_back({relay, {}});
  }
}

}  // namespace

void gather(Records records, GatheredRecords& into, Mentions mentions) {
  Gathered one;
  for (const std::string& key : keys_of(records)) one.keys.push_back(into.names.id(key));
  std::sort(one.keys.begin(), one.keys.end());
  if (mentions == Mentions::kDropped) {
    for (Entity& entity : records.entities) let_go(entity.mentions);
  }
  let_go(records.notes);
  add_relays(records);
  one.first = static_cast<std::uint32_t>(into.held.list.size());
  one.n_statements = static_cast<std::uint32_t>(records.statements.size());
  into.held.add(std::exchange(records.statements, {}), records.entities, into.words);
  one.records = std::move(records);
  into.documents.push_back(std::move(one));
}

}  // namespace sayso
