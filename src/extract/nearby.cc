#include "extract/nearby.h"

#include <vector>

#include "extract/lexicon.h"
#include "extract/pronouns.h"
#include "text/plain_words.h"

namespace sayso {

namespace {

constexpr std::uint32_t kMostBytes = 800;  // of a paragraph's end that is looked at word by word

// The end of the range, from a word's beginning.
Span last_bytes(std::string_view text, Span range) {
  if (range.size() > kMostBytes) range.begin = range.end - kMostBytes;
  while (range.begin < range.end && (static_cast<unsigned char>(text[range.begin]) & 0xC0) == 0x80)
    ++range.begin;
  return range;
}

bool owns(std::string_view text, const Span& name) {
  const std::string_view words = slice(text, name);
  const std::string_view after = text.substr(name.end, 4);
  return after.starts_with("'s") || after.starts_with("\u2019s") || words.ends_with("'s") ||
         words.ends_with("\u2019s");
}

}  // namespace

// A person noun behind an article or possessive that belongs to no mention and is no apposition of
// one: "the judge told", but not "Ada Quist, the engineer," or "the engineer Ada Quist".
bool Nearby::tells_of_another(const Span& range) const {
  constexpr std::size_t kMostModifiers = 3;
  const std::vector<PlainWord> all = plain_words(text_, last_bytes(text_, range));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto noun = noun_class(all[i].word);
    if (noun != NounClass::kPerson && noun != NounClass::kSpokesperson) continue;
    if (narration_.is_quoted(all[i].span)) continue;
    const bool titles =
        i + 1 < all.size() && all[i + 1].capital &&
        text_.substr(all[i].span.end, all[i + 1].span.begin - all[i].span.end) == " ";
    if (titles) continue;
    for (std::size_t first = i; first-- > 0 && i - first <= kMostModifiers;) {
      const std::string& word = all[first].word;
      if (is_preposition(word)) break;
      if (!is_definite(word) && !is_indefinite(word) && !is_possessive_pronoun(word)) continue;
      const Span phrase{all[first].span.begin, all[i].span.end};
      const std::string_view before =
          text_.substr(0, phrase.begin).substr(phrase.begin > 2 ? phrase.begin - 2 : 0);
      const bool apposition = before == ", ";
      auto mention = book_.mentions().lower_bound(Span{phrase.begin, 0});
      const bool known = mention != book_.mentions().end() && mention->first.overlaps(phrase);
      if (!apposition && !known) return true;
      break;
    }
  }
  return false;
}

std::optional<EntityIndex> Nearby::only_person_in(const Span& range) const {
  if (tells_of_another(range)) return std::nullopt;
  return only_one_in(range, [&](const Span& span, const Draft& candidate) {
    return is_someone(candidate.entity.type) && !owns(text_, span);
  });
}

std::optional<Span> Nearby::last_document_in(const Span& range) const {
  constexpr std::size_t kMostModifiers = 4;
  const std::vector<PlainWord> all = plain_words(text_, last_bytes(text_, range));
  for (std::size_t i = all.size(); i-- > 0;) {
    if (noun_class(all[i].word) != NounClass::kDocument) continue;
    for (std::size_t first = i; first-- > 0 && i - first <= kMostModifiers + 1;) {
      const std::string& word = all[first].word;
      if (is_definite(word) || is_indefinite(word) || is_possessive_pronoun(word))
        return Span{all[first].span.begin, all[i].span.end};
      if (is_preposition(word)) break;
    }
  }
  return std::nullopt;
}

}  // namespace sayso
