#pragma once
// The encoder: a document's text to one vector a wordpiece.
//
//   Encoding encoding = encode(model, text, spans_of_sentences, scratch);
//   encoding.tokens[i].span   // bytes of the text
//   encoding.vector(i)        // what the model makes of it, in its context
//
// A text is longer than the encoder's reach, so windows of at most 254 wordpieces (the model file
// says how many) are laid over it, with an overlap; a token's vector comes from the window in which
// it stands farthest from a cut. The result depends on the text and its sentences alone.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "nn/wordpiece.h"
#include "sayso/model.h"
#include "sayso/span.h"

namespace sayso {

struct TokenRange {
  std::uint32_t begin = 0;  // into Encoding::tokens
  std::uint32_t end = 0;    // exclusive

  auto operator<=>(const TokenRange&) const = default;
  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
};

// What one window was read as, for the layers of meaning.
struct WindowRows {
  std::uint32_t begin = 0;                     // into Encoding::tokens: what row 1 is
  std::uint32_t keep_begin = 0, keep_end = 0;  // the tokens whose vectors are taken from here
  std::vector<float> rows;                     // (1 + tokens + 1, width), [CLS] and [SEP] too
};

struct Encoding {
  std::vector<Token> tokens;  // of all sentences, in order; no [CLS] or [SEP]
  std::vector<float> hidden;  // (tokens, width)
  std::vector<float> lower;  // the same of a lower layer, if the model reads it (ModelShape::lower)
  std::vector<WindowRows> windows;  // in order, if the model has layers of meaning
  int width = 0;
  std::vector<std::uint32_t>
      sentence_begin;  // the first token of each sentence, and the number of tokens

  std::span<const float> vector(std::size_t token) const {
    const auto w = static_cast<std::size_t>(width);
    return std::span<const float>(hidden).subspan(token * w, w);
  }
  // The bytes from the first to the last token of a range that is not empty.
  Span span_of(const TokenRange& range) const {
    return {tokens[range.begin].span.begin, tokens[range.end - 1].span.end};
  }
};

// The tokens that overlap `span`; empty (at the place where they would be) if there are none.
TokenRange tokens_in(const Encoding& encoding, const Span& span);

// `sentences`: spans of `text`, in order, without overlap. The caller bounds the length: memory is
// about 3 kB a token beside the scratch, time about 0.3 ms a token.
Encoding encode(const Model& model, std::string_view text, std::span<const Span> sentences,
                Scratch& scratch);

}  // namespace sayso
