#pragma once
// One entity for what several documents name: "Ylva Dragsund", "Ms Dragsund", "the port director".
//
// Each document brings its own entities. They become one where names show it:
//
//   given as one     both came with one id (given.h); two ids of one file are never one
//   same name        full names of persons, names of organisations, outlets and places, anywhere
//   surname          of a person of whom the document gives no more, if exactly one full name in
//                    related documents has it
//   other name       an organisation's alias ("the inspectorate"), acronym ("IDF") or the beginning
//                    of its name ("Sundreth"), if exactly one in related documents has it
//   office           "the director of Port Halden", if exactly one person in related documents has
//                    a role with all these words
//   tied source      an unnamed source, group or document, only where the documents are tied: one
//                    is a copy of the other or cites its outlet; and one description contains the
//                    other
//
// What a person decided comes before all of it (Ties): entities that are one, that are two in spite of
// their name, and for whom one speaks. Where two of one name are told apart, the name joins nothing any
// more, since it no longer says which of them is meant.
//
// Who an unnamed source is, is never guessed. All evidence is collected before anything is joined,
// so the order of documents plays no part.
//
// Cost: who may be meant by a name is looked up by that name, and only then it is asked whether the
// documents are related; so it is the number of documents that share a name which is not yet known
// to be one entity's.

#include <cstdint>
#include <string>
#include <vector>

#include "group/related.h"
#include "group/rulings.h"
#include "sayso/claim.h"
#include "sayso/statement.h"

namespace sayso {

struct EntityMerge {
  EntityIndex entity = 0;  // into EntityMap::entities
  Reason reason;           // rule and the two names
};

struct EntityMap {
  std::vector<Entity> entities;                     // with ids "E1"..., in order of first document
  std::vector<std::vector<EntityIndex>> of_record;  // [document][index in Records::entities]
  std::vector<EntityIndex> outlets;                 // of each document; its name may be empty
  std::vector<std::vector<EntityIndex>> credits;    // of each document
  std::vector<std::vector<EntityIndex>> cites;      // of each document, sorted
  std::vector<EntityMerge> merges;
};

// Counts in the rulings what became of those about entities. The result points into nothing.
EntityMap merge_entities(const std::vector<const Records*>& documents, const Relations& relations,
                         const std::vector<Copy>& copies, std::vector<Ruling>& rulings);

// Whether one of the two documents cites the outlet of the other.
bool cites(const EntityMap& map, std::uint32_t a, std::uint32_t b);

}  // namespace sayso
