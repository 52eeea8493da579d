#include "extract/quotations.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace sayso {
namespace {

enum class MarkKind { kDouble, kSingle, kAngle };
constexpr int kMarkKinds = 3;
// Pairs nest at most a few deep and never leave their paragraph, so a short walk back finds those
// that reach a span.
constexpr std::size_t kMostPairsBack = 64;

struct Mark {
  MarkKind kind;
  Span at;
  bool can_open;
  bool can_close;
  bool sure_close = false;  // a single mark that can hardly be an apostrophe
};

struct Glyph {
  std::string_view bytes;
  MarkKind kind;
  bool opens, closes;
};

// What the bytes of a mark say by themselves. Longer ones first: '' stands for ".
constexpr std::array<Glyph, 12> kGlyphs = {{
    {"''", MarkKind::kDouble, true, true},
    {"``", MarkKind::kDouble, true, false},
    {"\"", MarkKind::kDouble, true, true},
    {"\u201C", MarkKind::kDouble, true, false},
    {"\u201D", MarkKind::kDouble, false, true},
    {"\u201E", MarkKind::kDouble, true, false},
    {"'", MarkKind::kSingle, true, true},
    {"\u2018", MarkKind::kSingle, true, false},
    {"\u2019", MarkKind::kSingle, false, true},
    {"\u201A", MarkKind::kSingle, true, false},
    {"\u00AB", MarkKind::kAngle, true, false},
    {"\u00BB", MarkKind::kAngle, false, true},
}};

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_letter_byte(char c) {
  const unsigned char u = static_cast<unsigned char>(c);
  return std::isalnum(u) != 0 || u >= 0x80;
}

// The first byte after and the last before, with a no-break space read as a space.
char byte_before(std::string_view text, std::size_t begin, std::size_t at) {
  if (at <= begin) return ' ';
  if (at >= begin + 2 && text.substr(at - 2, 2) == "\u00A0") return ' ';
  return text[at - 1];
}
char byte_after(std::string_view text, std::size_t end, std::size_t at) {
  if (at >= end) return ' ';
  return text.substr(at, 2) == "\u00A0" ? ' ' : text[at];
}

bool ends_with_dash(std::string_view text, std::size_t at) {
  return at >= 3 && (text.substr(at - 3, 3) == "\u2014" || text.substr(at - 3, 3) == "\u2013");
}

std::optional<Mark> mark_at(std::string_view text, const Span& paragraph, std::size_t at) {
  const char c = text[at];
  if (c != '"' && c != '\'' && c != '`' && c != '\xE2' && c != '\xC2') return std::nullopt;
  for (const Glyph& glyph : kGlyphs) {
    if (text.substr(at, glyph.bytes.size()) != glyph.bytes) continue;
    const std::size_t end = at + glyph.bytes.size();
    if (end > paragraph.end) continue;
    const char before = byte_before(text, paragraph.begin, at);
    const char after = byte_after(text, paragraph.end, end);
    const bool word_before = is_letter_byte(before) && !ends_with_dash(text, at);
    const bool room_before =
        !word_before && std::string_view(".,;?!%").find(before) == std::string_view::npos;
    Mark mark{glyph.kind,
              {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
              glyph.opens && room_before && !is_space(after),
              glyph.closes && !is_space(before)};
    if (glyph.kind == MarkKind::kAngle) mark.can_open = glyph.opens, mark.can_close = glyph.closes;
    if (glyph.opens && !glyph.closes) mark.can_open = true;
    if (!glyph.opens && glyph.closes) mark.can_close = true;
    if (glyph.kind == MarkKind::kSingle) {
      if (word_before && is_letter_byte(after)) return std::nullopt;  // an apostrophe inside a word
      mark.sure_close = mark.can_close && !word_before;
    }
    return mark;
  }
  return std::nullopt;
}

std::vector<Mark> find_marks(std::string_view text, const Span& paragraph) {
  std::vector<Mark> marks;
  for (std::size_t at = paragraph.begin; at < paragraph.end;) {
    const std::optional<Mark> mark = mark_at(text, paragraph, at);
    if (mark) marks.push_back(*mark);
    at = mark ? mark->at.end : at + 1;
  }
  return marks;
}

// A single mark closes where nothing but a quotation explains it: after punctuation; or, if the
// paragraph has no such mark further on, at the last word's end ("the 'second list' of patients").
std::vector<char> closings_of_single_marks(const std::vector<Mark>& marks) {
  std::vector<char> closes(marks.size(), 0);
  bool sure_later = false;
  for (std::size_t i = marks.size(); i-- > 0;) {
    if (marks[i].kind != MarkKind::kSingle) continue;
    if (marks[i].can_open && !marks[i].can_close) sure_later = false;
    closes[i] = marks[i].sure_close || (marks[i].can_close && !sure_later);
    sure_later = sure_later || marks[i].sure_close;
  }
  return closes;
}

// Where the sentence before `at` ends; none if there is no such within the paragraph or other words
// stand between.
std::optional<std::uint32_t> sentence_end_before(std::string_view text, const Span& paragraph,
                                                 std::uint32_t at) {
  while (at > paragraph.begin && is_space(text[at - 1])) --at;
  const bool ends =
      at > paragraph.begin && std::string_view(".?!").find(text[at - 1]) != std::string_view::npos;
  return ends ? std::optional(at) : std::nullopt;
}

// Pairs the marks of one kind within one paragraph.
void pair_marks(std::string_view text, const std::vector<Mark>& marks, MarkKind kind,
                const Span& paragraph, std::vector<QuotePair>& pairs) {
  const std::vector<char> single_closes = closings_of_single_marks(marks);
  const Mark* open = nullptr;
  bool continues = false;
  const auto close_at = [&](std::uint32_t inner_end, std::uint32_t outer_end, bool closed) {
    pairs.push_back({{open->at.begin, outer_end}, {open->at.end, inner_end}, closed, continues});
    open = nullptr;
    continues = false;
  };
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const Mark& mark = marks[i];
    if (mark.kind != kind) continue;
    const bool closes = mark.can_close && (kind != MarkKind::kSingle || single_closes[i]);
    if (open && closes && mark.at.begin > open->at.end) {
      close_at(mark.at.begin, mark.at.end, true);
    } else if (mark.can_open) {
      // A second opening mark means that the first was never closed: it must not swallow this one.
      // At the beginning of a sentence it takes up the quotation again, as at that of a paragraph:
      // some texts have lost their paragraphs.
      const auto end = open && kind != MarkKind::kSingle
                           ? sentence_end_before(text, paragraph, mark.at.begin)
                           : std::nullopt;
      const bool takes_up = end && *end > open->at.end;
      if (takes_up) close_at(*end, *end, false);
      continues = takes_up;
      open = &mark;
    }
  }
  if (open && kind != MarkKind::kSingle) close_at(paragraph.end, paragraph.end, false);
}

std::vector<Span> paragraphs_of(std::span<const Sentence> sentences) {
  std::vector<Span> paragraphs;
  std::optional<std::uint32_t> current;
  for (const Sentence& sentence : sentences) {
    if (current == sentence.paragraph) {
      paragraphs.back().end = sentence.span.end;
    } else {
      paragraphs.push_back(sentence.span);
      current = sentence.paragraph;
    }
  }
  return paragraphs;
}

}  // namespace

std::vector<QuotePair> find_quote_pairs(std::string_view text,
                                        std::span<const Sentence> sentences) {
  const std::vector<Span> paragraphs = paragraphs_of(sentences);
  std::vector<QuotePair> pairs;
  std::vector<QuotePair> previous;  // of the paragraph before
  std::uint32_t previous_end = 0;
  for (const Span& paragraph : paragraphs) {
    const std::vector<Mark> marks = find_marks(text, paragraph);
    std::vector<QuotePair> found;
    for (int kind = 0; kind < kMarkKinds; ++kind) {
      pair_marks(text, marks, static_cast<MarkKind>(kind), paragraph, found);
    }
    std::sort(found.begin(), found.end(), [](const QuotePair& a, const QuotePair& b) {
      return std::pair(a.outer.begin, b.outer.end) < std::pair(b.outer.begin, a.outer.end);
    });
    const bool open_end = std::any_of(previous.begin(), previous.end(), [&](const QuotePair& pair) {
      return !pair.closed && pair.outer.end == previous_end;
    });
    if (open_end && !found.empty() && found.front().outer.begin == paragraph.begin) {
      found.front().continues = true;
    }
    pairs.insert(pairs.end(), found.begin(), found.end());
    previous = std::move(found);
    previous_end = paragraph.end;
  }
  return pairs;
}

std::span<const QuotePair> pairs_near(std::span<const QuotePair> pairs, const Span& span) {
  const auto place = [&](std::uint32_t at) {
    const auto after = std::partition_point(
        pairs.begin(), pairs.end(), [&](const QuotePair& pair) { return pair.outer.begin < at; });
    return static_cast<std::size_t>(after - pairs.begin());
  };
  const std::size_t first = place(span.begin);
  const std::size_t back = first > kMostPairsBack ? first - kMostPairsBack : 0;
  return pairs.subspan(back, place(span.end) - back);
}

const QuotePair* enclosing_pair(std::span<const QuotePair> pairs, const Span& span) {
  const std::span<const QuotePair> near = pairs_near(pairs, {span.begin, span.end + 1});
  for (std::size_t i = near.size(); i-- > 0;) {
    if (near[i].outer.contains(span)) return &near[i];
  }
  return nullptr;
}

}  // namespace sayso
