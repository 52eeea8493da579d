#include "extract/nearby.h"

#include <vector>

#include "extract/lexicon.h"
#include "extract/pronouns.h"
#include "text/plain_words.h"

namespace sayso {

std::optional<EntityIndex> Nearby::only_person_in(const Span& range, bool pronouns) const {
  return only_one_in(range, [&](const Span& span, const Draft& candidate) {
    const bool pronoun = pronoun_of(slice(text_, span)) != Pronoun::kNone;
    return is_someone(candidate.entity.type) &&
           (pronoun ? pronouns : candidate.named && candidate.entity.type == EntityType::kPerson);
  });
}

std::optional<Span> Nearby::last_document_in(const Span& range) const {
  constexpr std::size_t kMostModifiers = 4;
  const std::vector<PlainWord> all = plain_words(text_, range);
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
