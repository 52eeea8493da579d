#include "nn/shapes.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace sayso {
namespace {

int8_t category(const CodePoint& c) { return u_charType(static_cast<UChar32>(c.value)); }
bool is_space(const CodePoint& c) { return u_isspace(static_cast<UChar32>(c.value)) != 0; }

bool is_letter_or_number(const CodePoint& c) {
  return (U_MASK(category(c)) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

bool space_before(std::string_view text, std::size_t at) {
  return at == 0 || is_space(previous_code_point(text, at));
}
bool space_after(std::string_view text, std::size_t at) {
  return at == text.size() || is_space(next_code_point(text, at));
}

// Whether only white space with a line's end in it, or the text's beginning, is before.
bool begins_paragraph(std::string_view text, std::size_t at) {
  while (at > 0) {
    const CodePoint c = previous_code_point(text, at);
    if (c.value == U'\n') return true;
    if (!is_space(c)) return false;
    at -= c.bytes;
  }
  return true;
}

Shape shape_of(std::string_view text, const Span& word) {
  const CodePoint first = next_code_point(text, word.begin);
  if (first.bytes >= word.size() && !is_letter_or_number(first)) {
    const bool before = space_before(text, word.begin), after = space_after(text, word.end);
    return before ? (after ? Shape::kMarkBetween : Shape::kMarkOpening)
                  : (after ? Shape::kMarkClosing : Shape::kMarkInside);
  }
  if (category(first) == U_DECIMAL_DIGIT_NUMBER) return Shape::kNumber;
  int n_capitals = 0, n_small = 0;
  for (std::size_t at = word.begin; at < word.end;) {
    const CodePoint c = next_code_point(text, at);
    n_capitals += category(c) == U_UPPERCASE_LETTER;
    n_small += category(c) == U_LOWERCASE_LETTER;
    at += c.bytes;
  }
  if (n_capitals == 0) return Shape::kSmall;
  const bool capital_first = category(first) == U_UPPERCASE_LETTER;
  if (capital_first && n_capitals == 1) return Shape::kCapitalised;
  return n_small > 0 || !capital_first ? Shape::kMixed : Shape::kCapitals;
}

}  // namespace

std::vector<std::uint8_t> shapes_of(std::string_view text, std::span<const Token> tokens) {
  std::vector<std::uint8_t> shapes;
  shapes.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i + 1;
    while (end < tokens.size() && !tokens[end].first) ++end;
    const Span word{tokens[i].span.begin, tokens[end - 1].span.end};
    const int row = static_cast<int>(shape_of(text, word)) +
                    (begins_paragraph(text, word.begin) ? kParagraphShapes : 0);
    shapes.resize(end, static_cast<std::uint8_t>(row));
    i = end;
  }
  return shapes;
}

}  // namespace sayso
