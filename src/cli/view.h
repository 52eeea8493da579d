#pragma once
// What every listing looks at: the claims of a ledger, where they stand on one day, and the short
// names ("C3", "S12", "a1") under which a person finds things again.
//
// The numbers of claims follow the listing (most articles first) and are those of the whole ledger
// on its last day, so that `claims --as-of` shows the same claim under the same number. Statements
// are numbered as they stand in the articles. Both stay until the ledger changes; ids stay longer.
//
// Listings are pure: a View goes in, a string comes out. Only the day is chosen here, never a
// clock.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/claim.h"
#include "sayso/document.h"
#include "sayso/result.h"
#include "sayso/review.h"
#include "sayso/standing.h"

namespace sayso::cli {

struct View {
  Grouping grouping;
  std::vector<ClaimStanding> standings;  // on the day, one a claim
  std::vector<Document> documents;     // beside grouping.documents; empty where no words are shown
  std::string as_of;                   // the day asked for; empty: after everything
  std::string last_day;                // as_of, or the last day on which something was published
  std::string today;                   // empty: not known; only to say that a date lies ahead
  bool with_years = false;             // the collection spans years, so days are shown with theirs
  std::vector<std::uint32_t> order;    // claims as they are listed
  std::vector<std::uint32_t> numbers;  // of a claim: its place in the order, from 1
  std::vector<bool> superseded;        // of a document: a later version counts on the day
  std::vector<Review> reviews;         // beside grouping.reviews; empty where none are shown
};

// `as_of` is a day or empty. Costs one judge(), or two with a day.
View make_view(Grouping grouping, const std::string& as_of);

// "2023-03-13", or empty if the document does not say when it was published.
std::string published_day(const View& view, std::uint32_t document);

// The documents that do not say it, in order.
std::vector<std::uint32_t> undated_articles(const View& view);

// Whether it was published by the day. What has no date is always shown.
bool document_shown(const View& view, std::uint32_t document);
bool statement_shown(const View& view, std::uint32_t statement);
bool claim_shown(const View& view, std::uint32_t claim);

// Articles published by the day; versions of one article count once.
int count_articles(const View& view);

std::string claim_number(const View& view, std::uint32_t claim);  // "C3"
std::string statement_number(std::uint32_t statement);            // "S12"

std::string review_number(std::uint32_t review);  // "R5"

// A document's short name as it may be printed: "a1".
std::string article_name(const View& view, std::uint32_t document);

// The words of a statement's content, pieces joined by " ... "; empty if the text is not loaded or
// there are none. Not yet fit for a terminal: see printable().
std::string content_words(const View& view, std::uint32_t statement);

// Takes "C3", a claim's id or the beginning of one; also "S12" or a statement's id, for the claim
// that the statement is about. The error says what was asked for and where to look.
Result<std::uint32_t> find_claim(const View& view, std::string_view name);

// Takes "S12", a statement's id or the beginning of one.
Result<std::uint32_t> find_statement(const View& view, std::string_view name);

// Takes "R5", a review's id or the beginning of one.
Result<std::uint32_t> find_review(const View& view, std::string_view name);

// Takes an article's id ("a1") or the beginning of its key, at least 4 digits.
Result<std::uint32_t> find_article(const View& view, std::string_view name);

}  // namespace sayso::cli
