#include "extract/contents.h"

#include <algorithm>
#include <cstdint>

#include "extract/spans.h"

namespace sayso {
namespace {

// A content does not run on from one paragraph to the next: there the tagger has glued two
// together.
std::vector<Span> cut_at_paragraphs(std::string_view text, const Span& span) {
  std::vector<Span> pieces;
  std::uint32_t begin = span.begin;
  text = text.substr(0, span.end);
  for (std::size_t at = text.find("\n\n", begin); at < span.end; at = text.find("\n\n", begin)) {
    pieces.push_back(trim(text, {begin, static_cast<std::uint32_t>(at)}));
    begin = static_cast<std::uint32_t>(at) + 2;
  }
  pieces.push_back(trim(text, {begin, span.end}));
  std::erase_if(pieces, [](const Span& piece) { return piece.empty(); });
  return pieces;
}

// Nor from a quotation that closes with its sentence to words outside of it: "... century.” A
// second wall".
std::vector<Span> cut_after_quotation(std::string_view text, std::span<const QuotePair> quotes,
                                      const Span& span) {
  for (const QuotePair& pair : pairs_near(quotes, span)) {
    const bool opens = pair.closed && pair.outer.begin <= span.begin && pair.outer.end < span.end;
    if (!opens || pair.inner.empty() || pair.outer.end <= span.begin) continue;
    const bool ends_sentence =
        std::string_view(".!?").find(text[pair.inner.end - 1]) != std::string_view::npos;
    const Span rest = trim(text, {pair.outer.end, span.end});
    if (ends_sentence && !rest.empty()) return {{span.begin, pair.outer.end}, rest};
  }
  return {span};
}

// Nor over the mark that takes up an unclosed quotation: "It was long. "It was late."
std::vector<Span> cut_where_taken_up(std::string_view text, std::span<const QuotePair> quotes,
                                     const Span& span) {
  std::vector<Span> pieces;
  std::uint32_t begin = span.begin;
  for (const QuotePair& pair : pairs_near(quotes, span)) {
    if (!pair.continues || pair.outer.begin <= begin || pair.inner.begin >= span.end) continue;
    pieces.push_back(trim(text, {begin, pair.outer.begin}));
    begin = pair.outer.begin;
  }
  pieces.push_back(trim(text, {begin, span.end}));
  std::erase_if(pieces, [](const Span& piece) { return piece.empty(); });
  return pieces;
}

bool is_part_of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

// A content's edges go to the marks of the quotation that it fills, and a "that" stays outside.
Span tidy_content(std::string_view text, std::span<const QuotePair> quotes, Span span) {
  span = trim(text, span);
  for (const QuotePair& pair : pairs_near(quotes, span)) {
    if (!pair.outer.overlaps(span)) continue;
    const bool opens_with_it = pair.outer.begin < span.begin && span.begin <= pair.inner.begin + 1;
    const bool ends_with_it = span.end < pair.outer.end && pair.inner.end <= span.end + 1;
    const bool starts_inside = pair.inner.begin <= span.begin;
    const bool stops_inside = span.end <= pair.inner.end;
    if (opens_with_it && (ends_with_it || !stops_inside)) span.begin = pair.outer.begin;
    if (ends_with_it && (opens_with_it || !starts_inside)) span.end = pair.outer.end;
    if (opens_with_it && stops_inside && !ends_with_it) span.begin = pair.outer.begin;
  }
  // Nor does it take the mark that opens the next one.
  for (const QuotePair& pair : pairs_near(quotes, span)) {
    if (span.begin < pair.outer.begin && pair.outer.begin < span.end &&
        span.end <= pair.inner.begin)
      span = trim(text, {span.begin, pair.outer.begin});
  }
  // A lone mark: the quotation that it opens is meant.
  if (std::none_of(text.begin() + span.begin, text.begin() + span.end, is_part_of_word)) {
    for (const QuotePair& pair : pairs_near(quotes, {span.begin, span.end + 1})) {
      if (pair.outer.begin == span.begin) return trim(text, pair.outer);
    }
  }
  const std::string_view words = slice(text, span);
  if (words.size() > 5 && starts_with_word(words, "that") && words[4] == ' ') span.begin += 5;
  return trim(text, span);
}

std::vector<Span> cut_content(std::string_view text, std::span<const QuotePair> quotes,
                              const Span& span) {
  std::vector<Span> pieces;
  for (const Span& paragraph : cut_at_paragraphs(text, span)) {
    for (const Span& taken_up : cut_where_taken_up(text, quotes, paragraph)) {
      for (const Span& piece : cut_after_quotation(text, quotes, taken_up)) pieces.push_back(piece);
    }
  }
  return pieces;
}

}  // namespace sayso
