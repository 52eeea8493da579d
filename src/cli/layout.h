#pragma once
// Text for a terminal: how wide it is, where it breaks, and what of it may be printed.
//
// The words come from strangers' articles, so two things are settled here once for all listings: a
// width counts cells, not bytes ("Ōsaka 大阪" is 10 wide), and no control character reaches a
// terminal (an article must not move the cursor, rename the window or hide its words).
//
//   for (const std::string& line : wrap(printable(article_text), 72)) out += "   " + line + "\n";
//
// Cost: one pass over the bytes for each function.

#include <string>
#include <string_view>
#include <vector>

namespace sayso::cli {

// How a listing looks: the width in cells, and whether escape sequences for colour are allowed.
struct Look {
  int width = 80;
  bool colour = false;
};

// What a piece of a listing is, as far as it is shown by colour or weight.
enum class Ink { kStrong, kDim, kNumber, kMark, kWarn };

// `text` in that ink, or as it is without colour.
std::string ink(const Look& look, Ink kind, std::string_view text);

// Cells that a terminal needs: 2 for wide East Asian characters, 0 for combining and invisible ones
// and for the sequences that ink() wrote.
int display_width(std::string_view text);

// `text` on one line: white space of any kind and length becomes one space; control characters,
// bytes that are not UTF-8 and marks that turn the direction of writing become U+FFFD.
std::string printable(std::string_view text);

// The same, but keeps line breaks ("\n"; CRLF counts as one) and runs of spaces.
std::string printable_lines(std::string_view text);

// Lines of at most `width` cells, broken at spaces, or inside of a word that is longer than a line,
// never before a combining mark. At least one line, which may be empty.
std::vector<std::string> wrap(std::string_view text, int width);

// `text` followed by spaces up to `width` cells; longer text is left as it is.
std::string pad(std::string_view text, int width);

// At most `width` cells (at least 4): longer text is cut and ends in "...".
std::string shorten(std::string_view text, int width);

// `left` and `right` at the two ends of a line, after one space; `right` on a line of its own where
// both do not fit. Ends with a line break.
std::string two_ends(std::string_view left, std::string_view right, int width);

// Wraps `text` with `first` before the first line and spaces of the same width before the others,
// and ends with a line break.
std::string hang(std::string_view first, std::string_view text, int width);

}  // namespace sayso::cli
