#pragma once
// Somebody or something that speaks, relays or is spoken of: a person, an organisation, an outlet,
// a place, a document; or a source whose name the text keeps back.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/span.h"

namespace sayso {

enum class EntityType : std::uint8_t {
  kPerson,
  kOrganisation,
  kOutlet,  // publishes or distributes news
  kPlace,
  kAnonymous,   // an unnamed source: "a senior customs official"
  kCollective,  // "witnesses", "local media"
  kDocument,    // a report, a court filing, a leaked memo
};

using EntityIndex = std::uint32_t;  // into the vector of entities that it stands beside

struct Entity {
  std::string id;    // in a Grouping: "E1"...; empty in Records
  std::string name;  // the fullest name the text gives
  EntityType type = EntityType::kPerson;
  std::vector<std::string> aliases;  // other surface forms, sorted; no pronouns
  std::vector<std::string> roles;    // "director of Port Halden", sorted
  std::optional<EntityIndex> party;  // the organisation or person that it speaks for
  std::vector<Span> mentions;        // in Records: where the text names it; empty in a Grouping
};

std::string_view to_string(EntityType type);
std::optional<EntityType> entity_type_from(std::string_view name);

}  // namespace sayso
