#pragma once
// Records written by hand, for tests: sentences with who says them.

#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "group/gathering.h"
#include "group/prepare.h"
#include "sayso/document.h"
#include "sayso/statement.h"
#include "text/proposition.h"
#include "text/sketch.h"

namespace sayso::testing_records {

// Grows one document, sentence by sentence.
class Article {
 public:
  Article(std::string id, std::string outlet, std::string published) {
    records_.external_id = std::move(id);
    records_.file = "articles.jsonl";
    records_.outlet = std::move(outlet);
    records_.published = std::move(published);
    records_.address = "https://" + records_.external_id + ".example/";
  }

  Article& at(std::string address) {
    records_.address = std::move(address);
    return *this;
  }

  EntityIndex entity(const std::string& name, EntityType type = EntityType::kPerson,
                     std::optional<EntityIndex> party = std::nullopt,
                     const std::string& given_id = {}) {
    for (EntityIndex i = 0; i < records_.entities.size(); ++i) {
      if (records_.entities[i].name == name) return i;
    }
    Entity one;
    one.name = name;
    one.type = type;
    one.party = party;
    one.id = given_id;
    records_.entities.push_back(one);
    return static_cast<EntityIndex>(records_.entities.size() - 1);
  }

  void role(const std::string& name, const std::string& role) {
    records_.entities[entity(name)].roles.push_back(role);
  }

  Article& names(const std::vector<std::string>& places) {
    for (const std::string& place : places) entity(place, EntityType::kPlace);
    return *this;
  }

  Article& cites(const std::string& outlet) {
    records_.citations.push_back({entity(outlet, EntityType::kOutlet), {}});
    return *this;
  }

  Article& credits(const std::string& agency) {
    records_.credits.push_back(agency);
    return *this;
  }

  Article& text(const std::string& sentence) {
    text_ += sentence + "\n\n";
    return *this;
  }

  // `speaker` said that `content`.
  Article& says(const std::string& speaker, const std::string& content,
                Stance stance = Stance::kAsserts, EntityType type = EntityType::kPerson) {
    Statement statement;
    statement.speaker = entity(speaker, type);
    statement.stance = stance;
    text_ += speaker;
    statement.cue = append(" said that ");
    if (!content.empty()) statement.content = {append(content)};
    text_ += ".\n\n";
    records_.statements.push_back(std::move(statement));
    return *this;
  }

  Article& own(const std::string& content) {
    Statement statement;
    statement.voice = Voice::kOwn;
    statement.content = {append(content)};
    text_ += ".\n\n";
    records_.statements.push_back(std::move(statement));
    return *this;
  }

  Statement& last() { return records_.statements.back(); }

  Document document() const {
    Document made;
    made.key = key();
    made.external_id = records_.external_id;
    made.file = records_.file;
    made.outlet = records_.outlet;
    made.address = records_.address;
    made.published = records_.published;
    made.text = made.bytes = text_;
    return made;
  }

  Records records() const {
    Records made = records_;
    made.document = key();
    made.sketch = sketch(text_);
    for (Statement& statement : made.statements) {
      const Span first = first_span(statement);
      statement.sentence = first;
      statement.proposition = make_proposition(text_, statement.content, {}, first);
    }
    return made;
  }

 private:
  std::string key() const {
    return sha256_hex(records_.outlet + '\n' + records_.address + '\n' + records_.published + '\n' +
                      text_);
  }

  Span append(const std::string& words) {
    const auto begin = static_cast<std::uint32_t>(text_.size());
    text_ += words;
    return {begin, static_cast<std::uint32_t>(text_.size())};
  }

  Records records_;
  std::string text_;
};

inline Prepared prepared_of(const std::vector<Records>& records) {
  GatheredRecords gathered;
  for (const Records& one : records) gather(one, gathered);
  std::vector<Ruling> none;
  return prepare(std::move(gathered), none);
}

// Articles about one crane, and an affair of three of them.
inline Article crane(const std::string& id, const std::string& outlet,
                     const std::string& published) {
  return Article(id, outlet, published).names({"Port Brel", "Strand", "Sandvik Quay"});
}

inline std::vector<Records> affair() {
  Article first = crane("a1", "Lodestar", "2024-05-01T10:00:00Z");
  first.says("Ylva Dragsund", "the tower crane had not been inspected since May");
  first.says("Ylva Dragsund", "five dockers were injured when the crane collapsed");
  first.says("Brel Harbour Board", "this", Stance::kDenies, EntityType::kOrganisation);
  Article second = crane("a2", "The Strand Post", "2024-05-02T10:00:00Z");
  second.says("Dragsund", "the tower crane was last inspected in May");
  second.says("Saint Oda Hospital", "three dockers were injured when the crane collapsed",
              Stance::kAsserts, EntityType::kOrganisation);
  second.own("Ferries between Strand and the islands ran normally");
  Article third = crane("a3", "Quay Notes", "2024-05-03");
  third.says("Saint Oda Hospital", "three dockers were injured in the collapse of the crane",
             Stance::kAsserts, EntityType::kOrganisation);
  third.says("Tarn Mutual", "its cover of the eastern quay would end in April", Stance::kAsserts,
             EntityType::kOrganisation);
  return {first.records(), second.records(), third.records()};
}

}  // namespace sayso::testing_records
