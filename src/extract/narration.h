#pragma once
// What a text tells around its quotations: who is spoken of in the writer's own words nearby.
//
// Problem. A writer leaves the speaker away where a reader needs no telling: a quotation after
// "Ada Quist shook her head.", an answer below a question, "he said" in a paragraph about one man.
//
// Idea. Places are looked at by paragraph, and only outside of quotation marks. A pronoun or a bare
// quotation means whom its own paragraph has named before it, if that is one only. A paragraph that
// begins with a quotation, below one that asks and quotes nothing, is an answer of an interview.
//
//   Mr Ekwall is sure of the cause. Bus 117, he said, ...          "he": the one named before it
//   Did the envelope reach you?  //  "Stamped, dated, and lost."   an answer
//
// Cost. A search in the sentences and the quotations, and a walk over the paragraph's sentences.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "extract/quotations.h"
#include "sayso/span.h"
#include "text/sentences.h"

namespace sayso {

class Narration {
 public:
  // All three must outlive it; quotes are those of find_quote_pairs(text, sentences).
  Narration(std::string_view text, std::span<const Sentence> sentences,
            std::span<const QuotePair> quotes);

  // From the beginning of the paragraph of `at` up to it; empty if there are no sentences.
  Span paragraph_before(std::uint32_t at) const;
  bool is_quoted(const Span& span) const { return enclosing_pair(quotes_, span) != nullptr; }

  // The paragraph before that of `content`, if it quotes nothing and the latter opens with the
  // quotation that `content` stands in: an answer, if it asks.
  std::optional<Span> untold_paragraph_before(const Span& content) const;
  // Whether the paragraph ends with a question mark.
  bool asks(const Span& paragraph) const { return text_[paragraph.end - 1] == '?'; }

 private:
  std::size_t first_of_paragraph(std::size_t sentence) const;

  std::string_view text_;
  std::span<const Sentence> sentences_;
  std::span<const QuotePair> quotes_;
};

}  // namespace sayso
