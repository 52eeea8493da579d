#pragma once
// Reviews written by hand, for tests: what a person saw in a grouping and decided about it.

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "sayso/group.h"

namespace sayso::testing_reviews {

using Indexes = std::vector<std::uint32_t>;

// A statement as a listing shows it.
inline StatementAnchor seen(const Grouping& grouping, std::uint32_t index) {
  const GroupedStatement& grouped = grouping.statements[index];
  StatementAnchor anchor;
  anchor.document = grouping.documents[grouped.document].key;
  anchor.record = grouped.statement;
  anchor.carries = !grouped.statement.carries.empty();
  anchor.record.carries.clear();
  anchor.record.inside = anchor.record.answers = std::nullopt;
  anchor.record.proposition = {};
  anchor.record.via.clear();
  if (anchor.record.speaker) {
    anchor.entities.push_back(grouping.entities[*anchor.record.speaker]);
    anchor.entities.back().party = std::nullopt;
    anchor.record.speaker = 0;
  }
  return anchor;
}

inline std::vector<StatementAnchor> seen(const Grouping& grouping, const Indexes& statements) {
  std::vector<StatementAnchor> anchors;
  for (const std::uint32_t s : statements) anchors.push_back(seen(grouping, s));
  return anchors;
}

// Fills in who, when and the id. `when` is a minute of an hour: later numbers are later.
inline Review sealed(Review review, int minute, const std::string& by = "Ada Lin") {
  const std::string two = (minute < 10 ? "0" : "") + std::to_string(minute);
  review.by = by;
  review.when = "2024-06-01T09:" + two + ":00.000000Z";
  std::string all = by + review.when + review.note + review.target +
                    std::string(to_string(review.action)) + std::string(to_string(review.of));
  for (const auto& side : review.sides) {
    for (const StatementAnchor& anchor : side)
      all += anchor.document + std::to_string(first_span(anchor.record).begin);
    all += '|';
  }
  for (const EntityAnchor& entity : review.entities) all += entity.name;
  for (const Correction& one : review.corrections) all += one.field + one.value;
  review.id = "R" + sha256_hex(all).substr(0, 16);
  return review;
}

inline Review of_statements(ReviewAction action, ReviewOf of,
                            std::vector<std::vector<StatementAnchor>> sides) {
  Review review;
  review.action = action;
  review.of = of;
  review.sides = std::move(sides);
  return review;
}

// Where the records have the entity: by its name or another that it goes by.
inline EntityAnchor named(const std::vector<Records>& records, const std::string& name,
                          const std::vector<std::string>& documents = {}) {
  EntityAnchor anchor;
  anchor.name = name;
  for (const Records& one : records) {
    const bool asked = documents.empty() || std::find(documents.begin(), documents.end(),
                                                      one.external_id) != documents.end();
    if (!asked) continue;
    for (const Entity& entity : one.entities) {
      if (entity.name != name) continue;
      anchor.type = entity.type;
      anchor.mentions.push_back({one.document, entity.name, entity.type, std::nullopt});
    }
  }
  return anchor;
}

inline Review of_entities(ReviewAction action, std::vector<EntityAnchor> entities) {
  Review review;
  review.action = action;
  review.of = ReviewOf::kEntity;
  review.entities = std::move(entities);
  return review;
}

inline Review undo(const Review& review) {
  Review undo;
  undo.action = ReviewAction::kUndo;
  undo.of = ReviewOf::kReview;
  undo.target = review.id;
  return undo;
}

}  // namespace sayso::testing_reviews
