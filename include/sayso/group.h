#pragma once
// group: the records of a collection and the reviews of it in, its claims out. Pure, and
// independent of the order in which they come: the result is a function of the two sets.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sayso/claim.h"
#include "sayso/review.h"
#include "sayso/statement.h"

namespace sayso {

// Locality: whether two statements are joined depends on the two, on what their documents say, and
// on constants; never on how common something is in the collection.
Grouping group(std::span<const Records> records);
// Reviews act where the program would have decided: on records before anything is compared, on
// entities, on claims. What became of each is in Grouping::reviews.
Grouping group(std::span<const Records> records, std::span<const Review> reviews);

// The statement of `records` as a review keeps it: with the proposition, so that it can stand
// without a model. `reviews` are those that hold already: what a person has kept stays as it is.
// Nothing if there is none with these spans.
std::optional<StatementAnchor> anchor_of(const Records& records, std::span<const Review> reviews,
                                         const Statement& like);

// Where the articles have an entity of group(records, reviews).
EntityAnchor anchor_of(std::span<const Records> records, std::span<const Review> reviews,
                       EntityIndex entity);

// The same where the records of all documents do not fit into memory at once: what is added is kept
// in a form of a fourth of the size.
class Gathering {
 public:
  explicit Gathering(std::vector<Review> reviews = {});
  Gathering(Gathering&&) noexcept;
  Gathering& operator=(Gathering&&) noexcept;
  ~Gathering();

  void add(Records records);
  Grouping group() &&;  // of all that was added

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sayso
