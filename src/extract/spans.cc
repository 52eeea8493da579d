#include "extract/spans.h"

#include <algorithm>
#include <cctype>

#include "text/fold.h"

namespace sayso {
namespace {

bool is_word_byte(char c) {
  const unsigned char u = static_cast<unsigned char>(c);
  return std::isalnum(u) != 0 || u >= 0x80;
}

}  // namespace

Span trim(std::string_view text, Span span) {
  const auto space_at = [&](std::uint32_t at) -> std::uint32_t {
    if (std::isspace(static_cast<unsigned char>(text[at]))) return 1;
    return text.substr(at, 2) == "\u00A0" ? 2 : 0;
  };
  while (span.begin < span.end && space_at(span.begin) != 0) span.begin += space_at(span.begin);
  while (span.begin < span.end) {
    if (std::isspace(static_cast<unsigned char>(text[span.end - 1]))) {
      span.end -= 1;
    } else if (span.size() >= 2 && text.substr(span.end - 2, 2) == "\u00A0") {
      span.end -= 2;
    } else {
      break;
    }
  }
  return span;
}

std::size_t sentence_at(std::span<const Sentence> sentences, std::uint32_t at) {
  const auto after = std::upper_bound(
      sentences.begin(), sentences.end(), at,
      [](std::uint32_t place, const Sentence& sentence) { return place < sentence.span.begin; });
  if (after == sentences.begin()) return 0;
  return static_cast<std::size_t>(after - sentences.begin()) - 1;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return fold_case(text.substr(0, word.size())) == word &&
         (text.size() <= word.size() || !is_word_byte(text[word.size()]));
}

}  // namespace sayso
