#pragma once
// The documents of a collection in one order, whatever order they came in.
//
//   order     time of publication in UTC (without one: last), outlet, key
//   id        the external id where no other document has it; else "file:id"; without one the
//             file's name
//   versions  several texts at one address are one article: the one published last is current
//
// The same key twice is the same document: the second is dropped.

#include <span>
#include <vector>

#include "group/gathering.h"
#include "sayso/claim.h"
#include "sayso/statement.h"

namespace sayso {

void put_in_order(std::vector<Gathered>& documents);
std::vector<const Records*> in_order(std::span<const Records> records);

// Heads of `documents` in the same order, without what needs entities.
std::vector<DocumentHead> make_heads(const std::vector<const Records*>& documents);

}  // namespace sayso
