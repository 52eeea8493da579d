#include "judge/claim_on_day.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sayso {

ClaimOnDay claim_on(const Collection& collection, const Claim& claim, std::string_view day,
                    Undated undated) {
  std::vector<std::uint32_t> statements;
  for (const std::uint32_t index : claim.statements) {
    const Days& days = collection.days[collection.grouping->statements[index].document];
    if (!counts_on(days, day) || (undated == Undated::kOnNoDay && days.from.empty())) continue;
    statements.push_back(index);
  }
  std::sort(statements.begin(), statements.end());
  return claim_of(collection, std::move(statements));
}

ClaimOnDay claim_of(const Collection& collection, std::vector<std::uint32_t> statements) {
  ClaimOnDay claim;
  const std::set<std::uint32_t> gone = taken_back(collection, statements);
  for (FoldedOrigin& folded : fold_origins(collection, statements)) {
    OriginOnDay origin;
    origin.state = state_of(collection, folded.statements, gone);
    origin.is_known =
        std::any_of(folded.statements.begin(), folded.statements.end(), [&](std::uint32_t index) {
          return party_of(collection, collection.grouping->statements[index]).has_value();
        });
    origin.folded = std::move(folded);
    claim.origins.push_back(std::move(origin));
  }
  claim.statements = std::move(statements);
  return claim;
}

std::string name_of(const Collection& collection, const OriginOnDay& origin) {
  const Grouping& grouping = *collection.grouping;
  std::string name;
  for (const std::uint32_t index : origin.folded.statements) {
    const GroupedStatement& grouped = grouping.statements[index];
    const auto party = party_of(collection, grouped);
    if (!party) continue;
    const Entity& speaker = grouping.entities[grouped.statement.speaker.value_or(*party)];
    if (speaker.type != EntityType::kOutlet) return speaker.name;
    if (name.empty()) name = speaker.name;
  }
  return name.empty() ? "a speaker not known" : name;
}

}  // namespace sayso
