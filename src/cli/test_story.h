#pragma once
// For tests: a collection of a few invented articles, built by hand.

#include <string>
#include <vector>

#include "cli/view.h"

namespace sayso::cli {

struct Said {
  std::uint32_t document = 0;
  std::uint32_t claim = 0;
  std::string words;  // of the content; must stand in the document's text, or be empty
  EntityIndex speaker = 0;
  Stance stance = Stance::kAsserts;
  std::vector<EntityIndex> via = {};
  std::string said_on = {};
};

struct TestStory {
  Grouping grouping;
  std::vector<Document> documents;

  EntityIndex add_entity(const std::string& name, EntityType type) {
    Entity entity;
    entity.name = name;
    entity.type = type;
    entity.id = "E" + std::to_string(grouping.entities.size() + 1);
    grouping.entities.push_back(entity);
    return static_cast<EntityIndex>(grouping.entities.size() - 1);
  }

  // Documents must come in the order of their days.
  std::uint32_t add_document(EntityIndex outlet, const std::string& day, const std::string& text) {
    const std::string number = std::to_string(documents.size() + 1);
    Document document;
    document.key = std::string(62 - number.size(), 'k') + "00" + number;
    document.external_id = "a" + number;
    document.outlet = grouping.entities[outlet].name;
    document.published = day;
    document.text = text;
    DocumentHead head;
    head.key = document.key;
    head.id = document.external_id;
    head.outlet = document.outlet;
    head.title = "Title " + number;
    head.published = day;
    head.outlet_entity = outlet;
    documents.push_back(document);
    grouping.documents.push_back(head);
    return static_cast<std::uint32_t>(documents.size() - 1);
  }

  std::uint32_t add_claim(const std::string& text) {
    const auto index = static_cast<std::uint32_t>(grouping.claims.size());
    Claim claim;
    claim.id = "C" + std::string(11, 'c') + std::to_string(index);
    claim.text = text;
    grouping.claims.push_back(claim);
    return index;
  }

  std::uint32_t add(const Said& said) {
    const auto index = static_cast<std::uint32_t>(grouping.statements.size());
    const std::string& text = documents[said.document].text;
    GroupedStatement grouped;
    grouped.id = "S" + std::string(11, 'd') + std::to_string(index);
    grouped.document = said.document;
    grouped.claim = said.claim;
    grouped.statement.speaker = said.speaker;
    grouped.statement.via = said.via;
    grouped.statement.stance = said.stance;
    grouped.statement.said_on = said.said_on;
    grouped.statement.sentence = {0, static_cast<std::uint32_t>(text.size())};
    if (!said.words.empty()) {
      const auto at = static_cast<std::uint32_t>(text.find(said.words));
      grouped.statement.content = {{at, at + static_cast<std::uint32_t>(said.words.size())}};
    }
    grouping.statements.push_back(grouped);
    grouping.claims[said.claim].statements.push_back(index);
    return index;
  }

  View view(const std::string& as_of = "") const {
    View made = make_view(grouping, as_of);
    made.documents = documents;
    return made;
  }
};

// An origin of these statements with the speakers that they have.
inline Origin origin_of(const Grouping& grouping, const std::vector<std::uint32_t>& statements) {
  Origin origin;
  origin.statements = statements;
  for (const std::uint32_t s : statements) {
    const EntityIndex speaker = grouping.statements[s].statement.speaker.value_or(0);
    if (origin.speakers.empty() || origin.speakers.back() != speaker)
      origin.speakers.push_back(speaker);
  }
  return origin;
}

}  // namespace sayso::cli
