#pragma once
// The tables `review` and `forgotten` of kept.sql.
//
// A review quotes the text that it is about, so both belong together: what is forgotten must be gone
// from the reviews too, and a colleague's file must not bring it back.

#include <string>
#include <string_view>
#include <vector>

#include "ledger/database.h"
#include "sayso/ledger.h"
#include "sayso/result.h"
#include "sayso/review.h"

namespace sayso {

// In order of (when, id). An error for a row whose hash differs. With whether each fits the texts.
Result<std::vector<Review>> read_reviews(const Database& database);

Result<bool> review_fits(const Database& database, const Review& review);

// Within a transaction. Returns how many were not there, or only redacted.
Result<std::size_t> insert_reviews(const Database& database, const std::vector<Review>& reviews);

// Takes out of a review what quotes the document; false if nothing does. `text`, if it is known, is
// looked for in the reader's own words too: a run of five of its words.
bool redact(Review& review, std::string_view key, std::string_view text);

// Within a transaction, while the document is still there: all reviews.
Result<Done> redact_reviews(const Database& database, std::string_view key);

Result<Done> insert_mark(const Database& database, const Forgotten& mark, bool lifted);
// Those that hold, by key.
Result<std::vector<Forgotten>> read_marks(const Database& database);

}  // namespace sayso
