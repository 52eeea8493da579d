#pragma once
// Sentences and paragraphs of a text. A sentence is what is shown around a quotation, and the
// encoder's windows end with one.
//
//   "Mr. Vale said so. “It was wrong,” she said.\n\nNobody answered."
//    [Mr. Vale said so.] [“It was wrong,” she said.]   paragraph 0
//    [Nobody answered.]                                paragraph 1

#include <cstdint>
#include <string_view>
#include <vector>

#include "sayso/span.h"

namespace sayso {

struct Sentence {
  Span span;                    // without white space at its ends; never empty
  std::uint32_t paragraph = 0;  // counted from 0; a blank line ends one
};

// `text` is valid UTF-8 of at most 4 GB. Sentences are in order and do not overlap; what is between
// them is white space. Time and memory are linear in the text, whatever it holds.
std::vector<Sentence> split_sentences(std::string_view text);

}  // namespace sayso
