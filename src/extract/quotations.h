#pragma once
// Where quotation marks open and close.
//
// Problem. Outlets quote with straight, curly, single or angle marks; an apostrophe looks like a
// closing single mark; a quotation that runs over paragraphs opens each one and closes only the
// last; and some marks are simply missing. A reader that toggles at each mark loses the rest of the
// article after the first mistake.
//
// Idea. Paragraphs are read one by one, so that a mistake never leaves its paragraph. Each kind of
// mark is paired on its own. A mark that opens but never closes runs to the end of its paragraph;
// if the next paragraph opens with the same kind, it continues the quotation (`continues`).
//
// Cost. Linear in the text.

#include <span>
#include <string_view>
#include <vector>

#include "sayso/span.h"
#include "text/sentences.h"

namespace sayso {

struct QuotePair {
  Span outer;              // with its marks
  Span inner;              // without
  bool closed = true;      // false: it runs to the end of its paragraph
  bool continues = false;  // it takes up the unclosed quotation of the paragraph before
};

// In order of outer.begin; pairs may nest (single inside of double).
std::vector<QuotePair> find_quote_pairs(std::string_view text, std::span<const Sentence> sentences);

// Those that may overlap `span`: the ones that begin in it and a few before. Pairs as returned
// above.
std::span<const QuotePair> pairs_near(std::span<const QuotePair> pairs, const Span& span);

// The innermost pair that holds all of `span`, or nullptr.
const QuotePair* enclosing_pair(std::span<const QuotePair> pairs, const Span& span);

}  // namespace sayso
