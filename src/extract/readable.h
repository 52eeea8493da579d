#pragma once
// Which part of a text is worth reading.
//
// Problem. A text can be anything: five megabytes in one piece, one word repeated a million times.
// The encoder takes a third of a millisecond a wordpiece, so that reading such a thing takes
// minutes and finds nothing.
//
// Idea. No article has a megabyte: what is beyond it is not read. A paragraph that goes on for
// hundreds of words with only a handful of different ones is no prose. Both are said in a note; the
// text itself is kept whole.
//
// Example. "buffalo " a million times -> nothing to read, and "bytes 0 to 1000000 repeat a few
// words: not read".
//
// Cost. One pass over the words, a hash each; it ends at the bound.

#include <string>
#include <string_view>
#include <vector>

#include "text/sentences.h"

namespace sayso {

inline constexpr std::uint32_t kReadBytesAtMost = 1'000'000;

struct Readable {
  std::vector<Sentence> sentences;  // those to read, in order
  std::vector<std::string> notes;   // what is left out, and why; for Records::notes
};

Readable find_readable(std::string_view text, std::vector<Sentence> sentences);

}  // namespace sayso
