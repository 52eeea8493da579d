#pragma once
// WordPiece as BertTokenizer (uncased) does it, with the bytes of the text that each piece stands
// for.
//
//   "Café unlocked" -> cafe [0,5)  unlock [6,12)  ##ed [12,14)
//
// The model knows only pieces; answers need the words as they were written. So lower-casing, taking
// accents off and taking words apart happen on the fly, and each piece keeps its place in the text.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sayso/span.h"

namespace sayso {

struct Token {
  Span span;             // bytes of the text; never empty, on code-point boundaries
  std::uint32_t id = 0;  // of the vocabulary
  bool first = true;     // begins a word; the other pieces of the word follow
};

// The pieces that the model knows; a piece's id is its place in the list.
class Vocabulary {
 public:
  Vocabulary() = default;
  explicit Vocabulary(const std::vector<std::string>& pieces);

  // The id of a piece that begins a word, or of one that goes on ("##" left out).
  std::optional<std::uint32_t> find(std::string_view piece, bool first) const;

  std::size_t size() const { return size_; }
  std::size_t longest_bytes() const { return longest_bytes_; }
  std::uint32_t unknown() const { return unknown_; }  // [UNK]
  std::uint32_t opening() const { return opening_; }  // [CLS]
  std::uint32_t closing() const { return closing_; }  // [SEP]
  // Whether it has [UNK], [CLS] and [SEP]; without them nothing can be encoded.
  bool is_complete() const { return complete_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view piece) const;
  };
  using Ids = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

  Ids first_, later_;
  std::size_t size_ = 0, longest_bytes_ = 0;
  std::uint32_t unknown_ = 0, opening_ = 0, closing_ = 0;
  bool complete_ = false;
};

// The pieces of `range` of `text` (valid UTF-8, on code-point boundaries), in order. Special tokens
// written out in a text ("[SEP]") are read as text. Linear time: a word of more than 100 characters
// is one [UNK].
std::vector<Token> tokenize(const Vocabulary& vocabulary, std::string_view text, Span range);

}  // namespace sayso
