#pragma once
// Figures in words: "eleven", "1.8 million", "forty-seven", "5 per cent" and "3 July" in one form.
//
// Two statements that differ in a figure are two claims, so a figure must compare equal however it
// is written, and must not compare equal to part of a date.
//
//   "some 1.8 million people"  ->  1.8e6        "5 per cent"             ->  5%
//   "forty-seven"              ->  47           "July 3", "3 July 2019"  ->  07-03 and 2019
//   "a dozen eggs"             ->  12           "twice"                  ->  2
//
// "one" is left out ("one of them"), and so are ordinals outside of dates.

#include <string>
#include <vector>

#include "text/plain_words.h"

namespace sayso {

struct Figure {
  std::string value;      // the canonical form above
  std::size_t first = 0;  // into the words: where it begins
  std::size_t end = 0;    // and the word after its last
};

std::vector<Figure> find_figures(const std::vector<PlainWord>& words);

}  // namespace sayso
