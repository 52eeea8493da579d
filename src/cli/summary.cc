#include "cli/summary.h"

#include <set>
#include <vector>

#include "cli/phrase.h"

namespace sayso::cli {
namespace {

std::set<EntityIndex> publishers(const Grouping& grouping) {
  std::set<EntityIndex> outlets;
  for (const DocumentHead& head : grouping.documents) outlets.insert(head.outlet_entity);
  return outlets;
}

// Credits are left out: a byline names people as often as agencies.
std::set<EntityIndex> cited(const Grouping& grouping) {
  std::set<EntityIndex> outlets;
  for (const DocumentHead& head : grouping.documents) {
    outlets.insert(head.cites.begin(), head.cites.end());
  }
  for (const GroupedStatement& grouped : grouping.statements) {
    for (const EntityIndex relay : grouped.statement.via) {
      if (grouping.entities[relay].type == EntityType::kOutlet) outlets.insert(relay);
    }
  }
  return outlets;
}

}  // namespace

std::string collection_words(const Grouping& grouping) {
  return count_of(grouping.documents.size(), "article", "articles") + ": " +
         count_of(grouping.statements.size(), "statement", "statements") + ", " +
         count_of(grouping.claims.size(), "claim", "claims") + ", " +
         (grouping.copies.empty() ? "no copy found"
                                  : count_of(grouping.copies.size(), "copy", "copies") + " folded");
}

std::string cited_outside(const Grouping& grouping) {
  const std::set<EntityIndex> inside = publishers(grouping);
  std::set<std::string> names;
  for (const EntityIndex outlet : cited(grouping)) {
    if (!inside.contains(outlet)) names.insert(printable(grouping.entities[outlet].name));
  }
  return names.empty() ? "none" : list_words({names.begin(), names.end()}, 12);
}

}  // namespace sayso::cli
