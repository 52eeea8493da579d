#pragma once
// What an uncased vocabulary cannot see of a word: the case of its letters, and the white space
// around a mark. The encoder is told it beside the words.
//
//   "said. \"IDF's Mara"  ->  said 0   . 6   " 5   IDF 2   ' 4   s 0   Mara 1
//
// Without it "may" and "May" are one, and a straight quotation mark does not tell whether it opens
// or closes.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "nn/wordpiece.h"

namespace sayso {

// By number, as the model file's "embeddings/shape" has its rows; a word that begins a paragraph
// has the row kParagraphShapes further on.
enum class Shape : std::uint8_t {
  kSmall,        // letters without a capital, and all that fits nothing below
  kCapitalised,  // one capital, at the beginning
  kCapitals,     // two or more, and no small letter
  kMixed,        // "McKay", "iPad"
  kMarkInside,   // a mark without white space beside it
  kMarkOpening,  // with white space before it only
  kMarkClosing,  // after it only
  kMarkBetween,  // on both sides
  kNumber,       // begins with a digit
};
inline constexpr std::uint8_t kParagraphShapes = 9;
inline constexpr int kShapes = 2 * kParagraphShapes;

// The row of each token's word. `tokens` are of `text`, in order; all pieces of a word have its
// shape. Linear in the tokens.
std::vector<std::uint8_t> shapes_of(std::string_view text, std::span<const Token> tokens);

}  // namespace sayso
