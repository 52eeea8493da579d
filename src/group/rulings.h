#pragma once
// The reviews of a collection in one order, and what becomes of each while the collection is
// grouped.
//
// Reviews come as a set. They are put in order of (when, id), each id once; what an undo names is
// out, unless the undo itself is undone. The others are applied the newest first: what a newer one
// decided stands, and an older one that says otherwise is overruled, by whom is kept.
//
//   R1 Ada, 09:00  S12 denies        R3 Ben, 10:00  S12 asserts       -> R3 holds, R1 is overruled,
//                                                                        and the two are a conflict
//
// A review is about several things (each statement of a claim), so what becomes of it is counted
// part by part and summed up at the end: it holds if any part does.
//
// Cost: n log n in the reviews.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/claim.h"
#include "sayso/review.h"

namespace sayso {

class Ruling {
 public:
  explicit Ruling(const Review& review) : review_(&review) { outcome_.review = review.id; }

  const Review& review() const { return *review_; }
  bool applies() const { return applies_; }

  void hold() { ++n_held_; }
  void rest(std::string_view why);     // nothing to change for this part
  void miss(std::string_view why);     // this part is gone
  void overrule(const Ruling& newer);  // this part is decided otherwise
  void undo(const Ruling* by);         // null: only that it does not apply
  void drop(std::string why);          // it does not fit its text

  // What it is about, for ReviewOutcome.
  std::vector<std::string> statement_ids;
  std::vector<EntityIndex> entities;

  ReviewOutcome outcome() const;  // the parts summed up; without what it is about
  std::string signature() const;  // "Ada Lin, 2023-05-02"

 private:
  const Review* review_;
  bool applies_ = true;
  bool undone_ = false;
  int n_held_ = 0, n_rested_ = 0, n_missed_ = 0, n_overruled_ = 0;
  std::string rested_, missed_;
  ReviewOutcome outcome_;
};

// `reviews` must outlive them. Newest first, those that are undone or fit no text among them
// without applying.
std::vector<Ruling> make_rulings(std::span<const Review> reviews);

std::string signature(const Review& review);

// ---- finding again what a review is about -------------------------------------------------------

// Bytes in both of bytes in either, 0 to 1. Both in order, without overlap.
double common_share(const std::vector<Span>& a, const std::vector<Span>& b);

// How well a statement of the anchor's document is the anchored one; nothing: it is another.
//   2           the same content spans and an attribution (cue or source) that touches the anchored
//   0.5 to 1    at least half of the content's bytes in common, and the same
// A silence without content is found by its cue. Nothing is found by likeness of words elsewhere.
std::optional<double> likeness(const StatementAnchor& anchor, const Statement& statement,
                               bool carries);

}  // namespace sayso
