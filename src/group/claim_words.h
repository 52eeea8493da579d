#pragma once
// Which of a claim's statements says it best: its most complete plain statement, verbatim.
//
// A claim is shown by the words of one of its statements. "It twelve" or "four more than it is rated
// for" say nothing alone; "I put it in the pile" says who is asked, not what is claimed; and the
// first statement is often a tabloid's. So each is weighed: words of its own, an assertion, plain
// words instead of a quotation, a whole and not a piece, not too long, and above all what the others
// say, too.
//
//   "Five people were hurt"            chosen: the others' words, and nothing that points elsewhere
//   "the number as five"               too few words
//   "“We counted five of them,” ..."   a quotation, in the first person
//
// Cost: the square of the statements, of which the first 64 are looked at.

#include <cstdint>
#include <span>

#include "sayso/claim.h"

namespace sayso {

// One of `statements` (into grouping.statements, in order, not empty); of equals the first.
std::uint32_t plainest_statement(const Grouping& grouping,
                                 std::span<const std::uint32_t> statements);

}  // namespace sayso
