#pragma once
// All of a Grouping but its claims: documents in order, entities, statements with ids, copies.

#include <vector>

#include "group/entities.h"
#include "group/gathering.h"
#include "group/pairs.h"
#include "group/related.h"
#include "sayso/claim.h"

namespace sayso {

struct Prepared {
  Grouping grouping;   // whose statements are still held
  EntityMap entities;  // its vector of entities has moved into the grouping
  Relations relations;
  Dictionary dictionary;
  HeldStatements held;  // in the order that Grouping::statements will have
};

// Counts in the rulings what became of those about entities.
Prepared prepare(GatheredRecords gathered, std::vector<Ruling>& rulings);

// What pairs.h asks of the documents of two items.
DocumentPair document_pair(const Prepared& prepared, std::uint32_t a, std::uint32_t b);

}  // namespace sayso
