#pragma once
// Whom a stretch of an article speaks of, if that is one only.
//
// Problem. "He said" in a paragraph about one man needs no guess; but where two are spoken of, the
// nearest is a bad one.
//
// Idea. Of the mentions that the book has so far, those within the range that stand in no quotation
// are counted; one entity is an answer, none or two are not.
//
// Cost. A question is linear in the mentions and words of the range, both bounded.

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
  // accepts; nullopt if there is none, more than one, or more mentions than a look over a paragraph
  // is worth.
  template <typename Counts>
  std::optional<EntityIndex> only_one_in(const Span& range, Counts counts) const;
  // The one person: with a name, or one without who is the only one. A name that only owns ("Ada
  // Quist's husband") is nobody's mention; a person noun that is part of no mention ("a teacher",
  // "his neighbour") is somebody else.
  std::optional<EntityIndex> only_person_in(const Span& range) const;

  // The last noun phrase of a document in the range ("the final report"), as far as words tell: from
  // its article or possessive to the noun, a few words at most. It may stand in a quotation. Only the
  // last few sentences' worth of bytes is looked at.
  std::optional<Span> last_document_in(const Span& range) const;

 private:
  static constexpr int kMostMentions = 500;

  bool tells_of_another(const Span& range) const;

  std::string_view text_;
  const Narration& narration_;
  const EntityBook& book_;
};

template <typename Counts>
std::optional<EntityIndex> Nearby::only_one_in(const Span& range, Counts counts) const {
  std::optional<EntityIndex> only;
  int seen = 0;
  for (auto mention = book_.mentions().lower_bound(Span{range.begin, 0});
       mention != book_.mentions().end() && mention->first.begin < range.end; ++mention) {
    if (++seen > kMostMentions) return std::nullopt;
    const auto& [span, entity] = *mention;
    if (span.end > range.end || narration_.is_quoted(span) || !counts(span, book_.drafts()[entity]))
      continue;
    if (only && *only != entity) return std::nullopt;
    only = entity;
  }
  return only;
}

}  // namespace sayso
