#pragma once
// The records of a collection as grouping keeps them: strings that are compared are numbers of one
// dictionary, and what grouping does not use is left out.
//
// Cost: about 12 KB an article of 350 words.

#include <cstdint>
#include <vector>

#include "group/dictionary.h"
#include "group/held.h"
#include "sayso/statement.h"

namespace sayso {

// `list = {}` keeps the room that the list had.
template <typename T>
void let_go(std::vector<T>& list) {
  std::vector<T>().swap(list);
}

struct Gathered {
  Records
      records;  // without statements and notes, mostly without mentions; what it relays is among its citations
  std::uint32_t first = 0, n_statements = 0;  // into GatheredRecords::held
  std::vector<WordId> keys;  // what the document is about (related.h), sorted; of `names`
};

struct GatheredRecords {
  Dictionary words;  // of propositions
  Dictionary names;  // keys of documents
  std::vector<Gathered> documents;
  HeldStatements held;  // of all documents; they move to their places within its lists
};

// Where the text has an entity is asked only by reviews.
enum class Mentions { kDropped, kKept };

void gather(Records records, GatheredRecords& into, Mentions mentions = Mentions::kDropped);

}  // namespace sayso
