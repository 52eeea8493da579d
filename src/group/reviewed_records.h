#pragma once
// The records of a collection as persons have corrected them.
//
// What a review says of a statement or of a document's head must be there before anything is
// compared: a speaker who was wrong would have been merged with the wrong entity, a wrong day would
// have put the documents in another order. So corrections change copies of the records, and
// everything after sees nothing else.
//
//   reject    the statement is taken out
//   accept    it stays as it was when it was accepted, whatever the model now says; if the model no
//             longer finds it, it comes back
//   correct   the same, with another value of a field
//
// Of a statement the newest accept or correction gives the record that stays; of each field the
// newest correction holds; a rejection stands against what is older than it.
//
// Cost: the records of documents that no review touches are not copied.

#include <deque>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "group/rulings.h"
#include "sayso/statement.h"

namespace sayso {

// Keys of all documents that reviews are about.
std::set<std::string, std::less<>> documents_of(std::span<const Review> reviews);

struct ReviewedRecords {
  std::vector<const Records*> all;  // in the order given
  std::deque<Records> changed;      // what some of them point at
};

// `records` must outlive the result. Counts in the rulings what became of them.
ReviewedRecords review_records(std::span<const Records> records, std::vector<Ruling>& rulings);

}  // namespace sayso
