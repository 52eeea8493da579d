#pragma once
// What a page's elements say of its article: <meta>, headings, authors and dates that it shows.

#include <map>
#include <string>
#include <vector>

#include "ingest/html_tree.h"

namespace sayso {

struct Heading {
  const GumboNode* element = nullptr;
  std::string text;
};

struct ShownPage {
  std::map<std::string, std::string> meta;  // by lower-case name; the first of each
  std::vector<std::string> meta_authors;
  std::vector<std::string> rel_authors;  // those that stand beside the first link to an author
  std::string byline;                    // text of the first element that is named so
  std::string canonical;                 // as written
  std::string window_title;              // <title>
  std::string language;                  // of <html>, as written
  std::vector<Heading> headings;         // <h1>, in the page's order
};

ShownPage read_shown(const GumboNode& root);

// Two dates that a page shows with how much speaks for them; `iso` is "" where there is none.
struct ShownDate {
  std::string iso;
  int score = 0;
};
inline constexpr int kGoodDate = 50;  // marked as the day of publication, or a date by the title
inline constexpr int kPoorDate = 10;  // a date at least, in no box of other stories

// The best one. `title` is the element of the article's title, null if the page has none.
ShownDate find_shown_date(const GumboNode& root, const GumboNode* title,
                          const std::string& language);

}  // namespace sayso
