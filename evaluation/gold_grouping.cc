#include "gold_grouping.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "group/documents.h"

namespace sayso::evaluation {
namespace {

using Json = nlohmann::json;

Result<Json> read_gold(const std::filesystem::path& folder) {
  std::ifstream file(folder / "gold.json");
  Json gold = Json::parse(file, nullptr, false);
  if (gold.is_discarded())
    return Error{"gold.json can't be read", folder.string(), "give a story's folder"};
  return gold;
}

std::string text_or_empty(const Json& json, const char* key) {
  const auto it = json.find(key);
  return it != json.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

std::set<std::string> reports_in_origins(const Json& gold) {
  std::set<std::string> reports;
  for (const Json& claim : gold.at("claims")) {
    for (const Json& origin : claim.at("origins")) {
      for (const Json& report : origin) reports.insert(report.get<std::string>());
    }
  }
  return reports;
}

class Builder {
 public:
  Builder(const Json& gold, const GoldStory& story) : gold_(gold), story_(story) {
    for (const Json& report : gold.at("reports")) report_[text_or_empty(report, "id")] = &report;
  }

  Grouping build() {
    add_entities();
    add_documents();
    add_claims();
    add_statements();
    for (const Json& pair : gold_.at("contradicts")) {
      const auto [a, b] = std::minmax(claim_.at(pair.at(0)), claim_.at(pair.at(1)));
      grouping_.contradicts.emplace_back(a, b);
    }
    for (const Json& pair : gold_.at("copies")) {
      grouping_.copies.push_back({document_.at(pair.at(0)), document_.at(pair.at(1)), 1.0});
    }
    return std::move(grouping_);
  }

 private:
  void add_entities() {
    for (const Json& json : gold_.at("entities")) {
      entity_[text_or_empty(json, "id")] = static_cast<EntityIndex>(grouping_.entities.size());
      Entity entity;
      entity.id = text_or_empty(json, "id");
      entity.name = text_or_empty(json, "name");
      entity.type = entity_type_from(text_or_empty(json, "type")).value_or(EntityType::kPerson);
      for (const Json& alias : json.value("aliases", Json::array()))
        entity.aliases.push_back(alias);
      for (const Json& role : json.value("roles", Json::array())) entity.roles.push_back(role);
      grouping_.entities.push_back(std::move(entity));
    }
    for (const Json& json : gold_.at("entities")) {
      grouping_.entities[entity_.at(text_or_empty(json, "id"))].party =
          entity_of(text_or_empty(json, "party"));
    }
  }

  std::optional<EntityIndex> entity_of(const std::string& id) const {
    const auto it = entity_.find(id);
    return it == entity_.end() ? std::nullopt : std::optional(it->second);
  }

  void add_documents() {
    ordered_ = in_order(story_.records);
    grouping_.documents = make_heads(ordered_);
    for (std::uint32_t i = 0; i < ordered_.size(); ++i) {
      document_[ordered_[i]->external_id] = i;
      grouping_.documents[i].outlet_entity = outlet_named(ordered_[i]->outlet);
      add_credits(grouping_.documents[i]);
    }
  }

  // The outlet's entity; one without names in the gold gets an entity of its own.
  EntityIndex outlet_named(const std::string& name) {
    for (EntityIndex i = 0; i < grouping_.entities.size(); ++i) {
      if (grouping_.entities[i].type == EntityType::kOutlet &&
          is_called(grouping_.entities[i], name))
        return i;
    }
    Entity outlet;
    outlet.id = "outlet:" + name;
    outlet.name = name;
    outlet.type = EntityType::kOutlet;
    grouping_.entities.push_back(std::move(outlet));
    return static_cast<EntityIndex>(grouping_.entities.size() - 1);
  }

  static bool is_called(const Entity& entity, const std::string& name) {
    return entity.name == name ||
           std::find(entity.aliases.begin(), entity.aliases.end(), name) != entity.aliases.end();
  }

  void add_credits(DocumentHead& head) const {
    for (EntityIndex i = 0; i < grouping_.entities.size(); ++i) {
      const Entity& entity = grouping_.entities[i];
      const bool is_in_byline =
          !head.byline.empty() && head.byline.find(entity.name) != std::string::npos;
      if (entity.type == EntityType::kOutlet && i != head.outlet_entity && is_in_byline)
        head.credits.push_back(i);
    }
  }

  void add_claims() {
    for (const Json& json : gold_.at("claims")) {
      claim_[text_or_empty(json, "id")] = static_cast<std::uint32_t>(grouping_.claims.size());
      Claim claim;
      claim.id = text_or_empty(json, "id");
      claim.text = text_or_empty(json, "text");
      claim.happened_on = text_or_empty(json, "happened_on");
      grouping_.claims.push_back(std::move(claim));
    }
  }

  void add_statements() {
    for (std::uint32_t i = 0; i < ordered_.size(); ++i) {
      for (const Statement& statement : ordered_[i]->statements) add_statement(i, statement);
    }
  }

  void add_statement(std::uint32_t document, Statement statement) {
    const Json& report = *report_.at(statement.rule);
    const std::string claim = text_or_empty(report, "claim");
    statement.speaker = entity_of(text_or_empty(report, "speaker"));
    statement.via.clear();
    for (const Json& via : report.value("via", Json::array())) {
      if (const auto relay = entity_of(via)) statement.via.push_back(*relay);
    }
    GroupedStatement grouped;
    grouped.id = statement.rule;
    grouped.document = document;
    grouped.claim = claim_.at(claim);
    grouped.statement = std::move(statement);
    add_cited(grouped);
    grouping_.claims[grouped.claim].statements.push_back(
        static_cast<std::uint32_t>(grouping_.statements.size()));
    grouping_.statements.push_back(std::move(grouped));
  }

  // Outlets through whom a document has something; those without a statement of it are not in the
  // gold.
  void add_cited(const GroupedStatement& grouped) {
    DocumentHead& head = grouping_.documents[grouped.document];
    std::vector<EntityIndex> sources = grouped.statement.via;
    if (grouped.statement.speaker) sources.push_back(*grouped.statement.speaker);
    for (const EntityIndex source : sources) {
      const bool is_outlet =
          grouping_.entities[source].type == EntityType::kOutlet && source != head.outlet_entity;
      if (is_outlet && std::find(head.cites.begin(), head.cites.end(), source) == head.cites.end())
        head.cites.push_back(source);
    }
  }

  const Json& gold_;
  const GoldStory& story_;
  std::map<std::string, const Json*> report_;
  std::map<std::string, EntityIndex> entity_;
  std::map<std::string, std::uint32_t> document_, claim_;
  std::vector<const Records*> ordered_;
  Grouping grouping_;
};

}  // namespace

Result<Done> mark_seen(const std::filesystem::path& folder, GoldStory& story) {
  const auto gold = read_gold(folder);
  if (!gold) return gold.error();
  const std::set<std::string> in_origins = reports_in_origins(*gold);
  for (Records& records : story.records) {
    for (Statement& statement : records.statements) {
      statement.seen = statement.voice == Voice::kOwn && in_origins.contains(statement.rule);
    }
  }
  return Done{};
}

Result<Grouping> gold_grouping(const std::filesystem::path& folder, const GoldStory& story) {
  const auto gold = read_gold(folder);
  if (!gold) return gold.error();
  return Builder(*gold, story).build();
}

}  // namespace sayso::evaluation
