#include "extract/narration.h"

#include "extract/spans.h"

namespace sayso {

Narration::Narration(std::string_view text, std::span<const Sentence> sentences,
                     std::span<const QuotePair> quotes)
    : text_(text), sentences_(sentences), quotes_(quotes) {}

std::size_t Narration::first_of_paragraph(std::size_t sentence) const {
  while (sentence > 0 && sentences_[sentence - 1].paragraph == sentences_[sentence].paragraph)
    --sentence;
  return sentence;
}

Span Narration::paragraph_before(std::uint32_t at) const {
  if (sentences_.empty()) return {at, at};
  const std::size_t first = first_of_paragraph(sentence_at(sentences_, at));
  return {std::min(sentences_[first].span.begin, at), at};
}

std::optional<Span> Narration::untold_paragraph_before(const Span& content) const {
  if (sentences_.empty()) return std::nullopt;
  const std::size_t first = first_of_paragraph(sentence_at(sentences_, content.begin));
  const QuotePair* quote = enclosing_pair(quotes_, content);
  if (first == 0 || !quote || quote->outer.begin != sentences_[first].span.begin)
    return std::nullopt;
  const Span before{sentences_[first_of_paragraph(first - 1)].span.begin,
                    sentences_[first - 1].span.end};
  for (const QuotePair& pair : pairs_near(quotes_, before)) {
    if (pair.outer.overlaps(before)) return std::nullopt;
  }
  return before;
}

}  // namespace sayso
