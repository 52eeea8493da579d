#pragma once
// From what somebody typed to a review: names of a listing ("S12", "C3", "Ylva Dragsund", "a1")
// become places in texts with the words that stand there.
//
// What cannot be meant is refused here, with what could be: a statement that is of another claim, a
// claim that would be left empty, two statements whose origins cannot be compared.

#include <string>
#include <vector>

#include "cli/session.h"
#include "sayso/review.h"

namespace sayso::cli {

struct ReviewAsked {
  ReviewAction action = ReviewAction::kNote;
  bool entity = false, origin = false, document = false;  // what the names are of, if not claims
  std::vector<std::string> names;
  std::vector<std::string> in;  // articles, of a split of entities
  std::vector<Correction> corrections;
  std::vector<std::string> via;  // of a correction of it, from the one nearest to the reader
  std::string new_type;          // of a speaker or relay whom no article names
  bool contradicts = false;
  std::string note;
};

// What reviews are made at: the claims as they are, and what they follow from.
struct Desk {
  Reading reading;
  std::vector<Records> records;
};

// Without who, when and id. Loads the texts that are quoted.
Result<Review> make_review(const ReviewAsked& asked, Desk& desk);

}  // namespace sayso::cli
