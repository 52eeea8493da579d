#pragma once
// Where a content begins and ends: a tagger's edges moved to the marks and sentences of the text.
//
// Problem. A tagger's content ends a word too early or too late: it leaves a quotation mark
// outside, takes the "that" in, or runs on from one paragraph into the next.
//
// Idea. A content never crosses paragraphs, nor goes on after a quotation that closes with its
// sentence; its edges go to the marks of the quotation that it fills, and a "that" stays outside.
//
//   that the list was long“  ->  the list was long
//
// Cost. Linear in the span, and a look at the quotations near it.

#include <span>
#include <string_view>
#include <vector>

#include "extract/quotations.h"
#include "sayso/span.h"

namespace sayso {

// The pieces of a span that are contents of their own, in order.
std::vector<Span> cut_content(std::string_view text, std::span<const QuotePair> quotes,
                              const Span& span);

// The span with its edges at marks.
Span tidy_content(std::string_view text, std::span<const QuotePair> quotes, Span span);

}  // namespace sayso
