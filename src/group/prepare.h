#pragma once
// All of a Grouping but its claims: documents in order, entities, statements with ids, copies.

#include <span>
#include <vector>

#include "group/entities.h"
#include "group/pairs.h"
#include "sayso/claim.h"

namespace sayso {

struct Prepared {
  Grouping grouping;
  EntityMap entities;  // its vector of entities has moved into the grouping
  std::vector<std::vector<std::uint32_t>> related;
};

Prepared prepare(std::span<const Records> records);
// The same from records that reviews have been applied to; counts in the rulings what became of
// those about entities.
Prepared prepare(std::vector<const Records*> records, std::vector<Ruling>& rulings);

// What pairs.h asks of the documents of two items.
DocumentPair document_pair(const Prepared& prepared, std::uint32_t a, std::uint32_t b);

}  // namespace sayso
