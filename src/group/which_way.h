#pragma once
// Of two documents with one text, which had it first.
//
// The first line that tells decides:
//
//   credits       one names the other's outlet in its byline or dateline ("(Meridian) -"), and not
//                 the other way round: the other had it
//   dates         one came out on an earlier day, or at an earlier time where both tell it
//   completeness  of one day, or without a date: the one with more text, since what is taken is cut
//   order         nothing tells: the order of the collection, which is no evidence
//
// An agency's story that a paper has printed is the agency's, though its own copy in the collection
// was stamped later.

#include <cstddef>
#include <cstdint>
#include <string>

#include "sayso/claim.h"
#include "sayso/statement.h"

namespace sayso {

enum class WayRule : std::uint8_t { kCredits, kDates, kCompleteness, kOrder };

struct Way {
  bool first_had_it = true;  // of the two as they were given
  WayRule rule = WayRule::kOrder;
};

// What the decision looks at.
struct Printed {
  std::string outlet;
  std::string published;             // as written
  std::vector<std::string> credits;  // names of agencies
  std::size_t size = 0;              // of the text, in words or runs of words
};

Way which_way(const Printed& a, const Printed& b);

// "a1 came out first", "a2 credits Meridian".
std::string way_words(WayRule rule);

}  // namespace sayso
