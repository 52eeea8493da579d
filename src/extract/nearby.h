#pragma once
// Whom a stretch of an article speaks of, if that is one only.
//
// Problem. "He said" in a paragraph about one man needs no guess; but where two are spoken of, the
// nearest is a bad one.
//
// Idea. Of the mentions that the book has so far, those that the writer's own words make within the
// range are counted; one entity is an answer, none or two are not.
//
// Cost. Linear in the mentions of the range.

#include <cstdint>
#include <optional>
#include <string_view>

#include "extract/entity_book.h"
#include "extract/narration.h"
#include "sayso/span.h"

namespace sayso {

class Nearby {
 public:
  // All three must outlive it; the book may grow.
  Nearby(std::string_view text, const Narration& narration, const EntityBook& book)
      : text_(text), narration_(narration), book_(book) {}

  // The entity of the mentions in `range`, outside of quotations, that `counts(span, draft)`
  // accepts; nullopt if there is none, or more than one.
  template <typename Counts>
  std::optional<EntityIndex> only_one_in(const Span& range, Counts counts) const;
  // The same of persons: those with a name, and with `pronouns` those that "he" or "she" means.
  std::optional<EntityIndex> only_person_in(const Span& range, bool pronouns) const;

  // The last noun phrase of a document in the range ("the final report"), as far as words tell: from
  // its article or possessive to the noun, a few words at most. It may stand in a quotation.
  std::optional<Span> last_document_in(const Span& range) const;

 private:
  std::string_view text_;
  const Narration& narration_;
  const EntityBook& book_;
};

template <typename Counts>
std::optional<EntityIndex> Nearby::only_one_in(const Span& range, Counts counts) const {
  std::optional<EntityIndex> only;
  for (auto mention = book_.mentions().lower_bound(Span{range.begin, 0});
       mention != book_.mentions().end() && mention->first.begin < range.end; ++mention) {
    const auto& [span, entity] = *mention;
    if (span.end > range.end || narration_.is_quoted(span) || !counts(span, book_.drafts()[entity]))
      continue;
    if (only && *only != entity) return std::nullopt;
    only = entity;
  }
  return only;
}

}  // namespace sayso
