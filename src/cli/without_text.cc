// `sayso claim C1 --without S12`: where the claim would stand if a link were wrong, day by day beside
// where it stands.
//
//   13 Mar   nothing           now: single origin
//   14 Mar   denied            now: disputed

#include <algorithm>

#include "cli/day.h"
#include "cli/listing.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

std::string named(const View& view, std::uint32_t statement) {
  const std::uint32_t document = view.grouping.statements[statement].document;
  return statement_number(statement) + " (" + outlet_name(view, document) + ", " +
         short_day(published_day(view, document), view.with_years) + ")";
}

std::string named(const View& view, const std::vector<std::uint32_t>& statements) {
  std::vector<std::string> names;
  for (const std::uint32_t s : statements) names.push_back(named(view, s));
  return list_words(names, 8);
}

std::string two_histories(const View& view, const std::vector<Standing>& now,
                          const std::vector<Standing>& left, const Look& look) {
  std::string out;
  for (const std::string& day : days_of_change(now, left)) {
    const auto is = standing_on(now, day), would_be = standing_on(left, day);
    const std::string label = pad(short_day(day, view.with_years), view.with_years ? 13 : 9);
    const std::string words = pad(words_of(would_be), 17);
    const std::string shown = would_be ? standing_inked(look, *would_be, words) : words;
    out +=
        "   " + label + shown + " " + (is == would_be ? "as it is" : "is " + words_of(is)) + "\n";
  }
  return out;
}

}  // namespace

std::string without_text(const View& view, std::uint32_t claim, const Without& without,
                         const Look& look) {
  const ClaimStanding& now = view.standings[claim];
  const std::string number = " " + claim_number(view, claim) + "  ";
  const std::string blank(static_cast<std::size_t>(display_width(number)), ' ');
  std::string out =
      hang(ink(look, Ink::kNumber, number),
           ink(look, Ink::kStrong, printable(view.grouping.claims[claim].text)), look.width);
  out += hang(blank, "without " + list_words(without.asked) + ": " + named(view, without.links),
              look.width);
  if (!without.falling.empty())
    out += hang(blank, "what has it from there falls, too: " + named(view, without.falling),
                look.width);
  out += "\n " + ink(look, Ink::kStrong, "Where it would stand") + "\n";
  out += two_histories(view, now.history, without.left.history, look);
  out += "\n" + hang(" ",
                     "left: " +
                         count_of(static_cast<std::size_t>(std::max(0, without.left.articles)),
                                  "article", "articles") +
                         " of " + std::to_string(now.articles) + ", " +
                         origins_words(without.left) + " instead of " + origins_words(now),
                     look.width);
  return out;
}

}  // namespace sayso::cli
