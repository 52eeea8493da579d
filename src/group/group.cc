// group: from the records of documents to claims. It reads as the list of what it does; the problem
// and the idea of each step are in the header that it calls.

#include "sayso/group.h"

#include <algorithm>
#include <utility>

#include "group/claims.h"
#include "group/documents.h"
#include "group/prepare.h"
#include "group/reviewed_claims.h"
#include "group/reviewed_records.h"

namespace sayso {

Grouping group(std::span<const Records> records) { return group(records, {}); }

Grouping group(std::span<const Records> records, std::span<const Review> reviews) {
  std::vector<Ruling> rulings = make_rulings(reviews);
  const ReviewedRecords reviewed = review_records(records, rulings);
  Prepared prepared = prepare(reviewed.all, rulings);
  make_claims(prepared, tie_statements(prepared.grouping, rulings));
  conclude(rulings, prepared.grouping);
  return std::move(prepared.grouping);
}

EntityAnchor anchor_of(std::span<const Records> records, std::span<const Review> reviews,
                       EntityIndex entity) {
  std::vector<Ruling> rulings = make_rulings(reviews);
  const ReviewedRecords reviewed = review_records(records, rulings);
  const std::vector<const Records*> documents = in_order(reviewed.all);
  const Prepared prepared = prepare(reviewed.all, rulings);
  const Entity& whole = prepared.grouping.entities[entity];
  EntityAnchor anchor{whole.name, whole.type, {}};
  const auto goes_by = [&](const std::string& name) {
    return name == whole.name ||
           std::binary_search(whole.aliases.begin(), whole.aliases.end(), name);
  };
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const Records& one = *documents[i];
    const auto add = [&](const std::string& name, EntityType type, std::optional<Span> at) {
      anchor.mentions.push_back({one.document, name, type, at});
    };
    if (prepared.entities.outlets[i] == entity) add(one.outlet, EntityType::kOutlet, std::nullopt);
    for (EntityIndex k = 0; k < one.entities.size(); ++k) {
      if (prepared.entities.of_record[i][k] != entity) continue;
      const Entity& here = one.entities[k];
      add(here.name, here.type,
          here.mentions.empty() ? std::nullopt : std::optional(here.mentions.front()));
    }
    const auto& credited = prepared.entities.credits[i];
    if (!std::binary_search(credited.begin(), credited.end(), entity)) continue;
    for (const std::string& credit : one.credits) {
      if (goes_by(credit)) add(credit, EntityType::kOutlet, std::nullopt);
    }
  }
  return anchor;
}

}  // namespace sayso
