#pragma once
// Words as they are compared, not as they are shown.
//
// Two outlets print one sentence as "'Crane 4 wasn’t authorised,' said Renée" and `"Crane 4 wasn't
// authorized," said Renee`. To see that they are one, case, accents and the shape of apostrophes
// go; what stays is a run of letters or of digits, with its place in the text.
//
//   plain_words("Renée’s 1,800 t")  ->  renee  1800  t
//
// Cost: one pass, a few table look-ups a code point.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/span.h"

namespace sayso {

struct PlainWord {
  std::string word;      // lower case, without accents; "'s" at the end is gone; "1,800" is "1800",
                         // "U.S." is "us"
  Span span;             // where it stands
  bool capital = false;  // begins with a capital letter
  bool joined = false;   // only a hyphen or nothing stands between it and the word before
  bool sentence = false;  // the first word of a sentence or of a quotation, as far as marks tell
};

// The words of text[range], in order; a figure and what is glued to it ("47kph", "5%") are two
// words. `text` is valid UTF-8 and `range` lies on its code points. At most `limit` words are read.
std::vector<PlainWord> plain_words(std::string_view text, const Span& range,
                                   std::size_t limit = 1u << 20);

// The English Snowball stem of a plain word; a number or a word in another script comes back as it
// is.
std::string stem(const std::string& word);

}  // namespace sayso
