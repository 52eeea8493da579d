#pragma once
// For tests: a claim in a few lines, as a grouping.
//
//   grouping_of({.says = {{"2023-03-13", "Post", "Lind"}, {"2023-03-14", "Mail", "Lind"}}})

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sayso/claim.h"

namespace sayso::testing_scene {

// A claim in a few lines. A speaker's first letters say what it is: "org:", "doc:", "anon:",
// "crowd:", "out:" (an outlet); else a person. "" is a speaker not known.
struct Say {
  std::string day;     // published; "" without a date
  std::string outlet;  // one document for each outlet and day
  std::string speaker;
  Stance stance = Stance::kAsserts;
  std::vector<std::string> via = {};
  std::string said_on = {};
  bool own = false;
  bool seen = false;
};

struct Scene {
  std::vector<Say> says;
  std::map<std::string, std::string> parties = {};
  std::vector<std::pair<std::string, std::string>> copies = {};  // outlets, original first
  std::map<std::string, std::string> cites = {};  // an outlet's documents cite another
  std::string text = "The pump failed.";
};

inline EntityType type_of(const std::string& name) {
  const std::map<std::string, EntityType> types = {{"org", EntityType::kOrganisation},
                                                   {"doc", EntityType::kDocument},
                                                   {"anon", EntityType::kAnonymous},
                                                   {"crowd", EntityType::kCollective},
                                                   {"out", EntityType::kOutlet}};
  const auto it = types.find(name.substr(0, name.find(':')));
  return it == types.end() ? EntityType::kPerson : it->second;
}

class SceneBuilder {
 public:
  explicit SceneBuilder(const Scene& scene) : scene_(scene) {}

  Grouping build() {
    grouping_.claims.push_back({});
    grouping_.claims[0].text = scene_.text;
    for (const Say& say : scene_.says) document(say);
    for (const auto& [member, party] : scene_.parties) {
      const EntityIndex party_index = entity(party);
      grouping_.entities[entity(member)].party = party_index;
    }
    for (const auto& [citing, cited] : scene_.cites) {
      for (DocumentHead& head : grouping_.documents) {
        if (head.outlet == citing) head.cites.push_back(entity("out:" + cited));
      }
    }
    for (const Say& say : scene_.says) add(say);
    for (const auto& [original, copy] : scene_.copies)
      grouping_.copies.push_back({of_outlet(original), of_outlet(copy), 0.9});
    return std::move(grouping_);
  }

 private:
  EntityIndex entity(const std::string& name) {
    const auto [it, is_new] =
        entities_.try_emplace(name, static_cast<EntityIndex>(grouping_.entities.size()));
    if (is_new) {
      Entity one;
      one.name = name.substr(name.find(':') + 1);
      one.type = type_of(name);
      grouping_.entities.push_back(one);
    }
    return it->second;
  }

  std::uint32_t document(const Say& say) {
    for (std::uint32_t i = 0; i < grouping_.documents.size(); ++i) {
      const DocumentHead& head = grouping_.documents[i];
      if (head.outlet == say.outlet && head.published == say.day) return i;
    }
    DocumentHead head;
    head.outlet = say.outlet;
    head.published = say.day;
    head.outlet_entity = entity("out:" + say.outlet);
    grouping_.documents.push_back(head);
    return static_cast<std::uint32_t>(grouping_.documents.size() - 1);
  }

  std::uint32_t of_outlet(const std::string& outlet) const {
    const auto is_it = [&](const DocumentHead& head) { return head.outlet == outlet; };
    return static_cast<std::uint32_t>(
        std::find_if(grouping_.documents.begin(), grouping_.documents.end(), is_it) -
        grouping_.documents.begin());
  }

  void add(const Say& say) {
    GroupedStatement grouped;
    grouped.document = document(say);
    grouped.statement.stance = say.stance;
    grouped.statement.said_on = say.said_on;
    grouped.statement.voice = say.own ? Voice::kOwn : Voice::kAttributed;
    grouped.statement.seen = say.seen;
    grouped.statement.proposition.words = {"fail", "pump"};
    if (say.own) grouped.statement.speaker = entity("out:" + say.outlet);
    if (!say.own && !say.speaker.empty()) grouped.statement.speaker = entity(say.speaker);
    for (const std::string& via : say.via) grouped.statement.via.push_back(entity(via));
    grouping_.claims[0].statements.push_back(
        static_cast<std::uint32_t>(grouping_.statements.size()));
    grouping_.statements.push_back(grouped);
  }

  const Scene& scene_;
  Grouping grouping_;
  std::map<std::string, EntityIndex> entities_;
};

inline Grouping grouping_of(const Scene& scene) { return SceneBuilder(scene).build(); }

}  // namespace sayso::testing_scene
