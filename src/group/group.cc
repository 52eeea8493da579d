// group: from the records of documents to claims. It reads as the list of what it does; the problem
// and the idea of each step are in the header that it calls.

#include "sayso/group.h"

#include <utility>

#include "group/claims.h"
#include "group/prepare.h"
#include "group/reviewed_claims.h"
#include "group/reviewed_records.h"

namespace sayso {

Grouping group(std::span<const Records> records) { return group(records, {}); }

Grouping group(std::span<const Records> records, std::span<const Review> reviews) {
  std::vector<Ruling> rulings = make_rulings(reviews);
  const ReviewedRecords reviewed = review_records(records, rulings);
  Prepared prepared = prepare(reviewed.all, rulings);
  make_claims(prepared, tie_statements(prepared.grouping, rulings));
  conclude(rulings, prepared.grouping);
  return std::move(prepared.grouping);
}

}  // namespace sayso
