#pragma once
// Words of a text: runs of letters and digits by the rules of UAX 29, so "can't", "3.5" and "U.S"
// are one word each; "well-known" is two. Punctuation, symbols and white space are left out.

#include <string_view>
#include <vector>

#include "sayso/span.h"

namespace sayso {

// The words that lie in `range` of `text` (valid UTF-8; the range on code-point boundaries), in
// order, as spans of `text`. Linear time.
std::vector<Span> split_words(std::string_view text, Span range);
std::vector<Span> split_words(std::string_view text);

}  // namespace sayso
