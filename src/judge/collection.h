#pragma once
// What judge() looks up again and again in one collection: for whom an entity speaks, on which days
// a document counts, and which documents an outlet published.
//
// An article that was changed is several documents at one address. Each counts from the day of its
// own publication to the day before the next one's.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/claim.h"

namespace sayso {

struct Days {
  std::string from;   // "2023-03-14"; empty: the document has no date that can be read
  std::string until;  // the first day on which a later version stands in its place; empty: none
};

struct Collection {
  const Grouping* grouping = nullptr;
  std::vector<EntityIndex> party;  // of each entity the one at the end of its parties, or itself
  std::map<EntityIndex, std::vector<EntityIndex>>
      members;             // of a party: itself and who speaks for it, in order
  std::vector<Days> days;  // of each document
  std::map<EntityIndex, std::vector<std::uint32_t>> documents_of;  // of an outlet's party, in order
  std::map<std::uint32_t, std::vector<std::uint32_t>> originals_of;  // of a document that is a copy
};

// The grouping must outlive the collection.
Collection look_at(const Grouping& grouping);

// Whether the document was out and current on the day ("2023-03-14", counted whole). An empty day
// is after everything. A document without a date counts on every day.
bool counts_on(const Days& days, std::string_view day);

// A source whose name the text keeps back: anonymous, a crowd, or a document of an unknown author.
bool is_unnamed(const Entity& entity);

// The party for which a statement's speaker speaks; of an outlet's own voice that of the outlet.
// Nothing if the speaker is not known.
std::optional<EntityIndex> party_of(const Collection& collection,
                                    const GroupedStatement& statement);

// Whether one of the statement's relays is the outlet.
bool is_via(const Collection& collection, const Statement& statement, EntityIndex outlet_party);

}  // namespace sayso
