#pragma once
// Reviews in listings: what somebody decided, in words; what a review changes; which there are.
//
// All are pure, as in listing.h. A reader's note is always shown with who wrote it, and never
// between quotation marks: those are for the words of articles.

#include <string>
#include <vector>

#include "cli/layout.h"
#include "cli/view.h"

namespace sayso::cli {

// "merged: S3 with S7 and S9": what was decided, with the view's numbers for what it has.
std::string review_words(const View& view, const Review& review);
// What a review is about, in the words of the articles: a number of a listing may be another one
// than who typed it had in mind.
//    S12  a3 (Quay Notes, 14 Mar), Tomas Reyl says so:
//         "It was inspected in January"
std::string about_text(const View& view, const Review& review, const Look& look);
// The same as [number, article, words] of each, in one list.
struct About {
  std::string number, head, words;
};
std::vector<About> about(const View& view, const Review& review);
// "Ada Lin, 2 May 2023"
std::string reviewer_words(const Review& review);

// The claims, statements, entities and articles that are otherwise after than before, each with
// both. Numbers are those of before; what is new has that of after.
std::string changes_text(const View& before, const View& after, const Look& look);
std::string changes_json(const View& before, const View& after,
                         const std::vector<std::uint32_t>& made, bool is_made);

// The reviews whose state is another after than before, and why some of `made` (into after.reviews)
// change nothing.
std::string effects_text(const View& before, const View& after,
                         const std::vector<std::uint32_t>& made, const Look& look);

// `only_orphaned`: those that are about nothing that is here any more.
std::string reviews_text(const View& view, bool only_orphaned, const Look& look);
std::string reviews_json(const View& view, bool only_orphaned);

// What persons decided and wrote about a claim, its statements, its speakers and its articles;
// empty if nobody did.
std::string reviews_of_claim_text(const View& view, std::uint32_t claim, const Look& look);
// The reviews that the claim page shows, into view.reviews.
std::vector<std::uint32_t> reviews_of_claim(const View& view, std::uint32_t claim);

}  // namespace sayso::cli
