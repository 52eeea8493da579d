#pragma once
// What the model sees in a document, as spans of its text.
//
// Problem. The encoder's vectors are large (a megabyte and a half for an article), while everything
// after it only asks a few questions of them: which spans are sources, cues and contents, what goes
// with what, whom a pronoun may mean.
//
// Idea. The document is read in segments of whole paragraphs. In each, all questions are put to the
// model at once, the answers are kept as spans and probabilities, and the vectors are dropped:
// memory does not grow with the article, and no later pass knows about tensors.
//
// Cost. One run of the encoder over the text; the heads are small beside it.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/quotations.h"
#include "nn/heads.h"
#include "sayso/model.h"
#include "sayso/span.h"
#include "sayso/statement.h"
#include "text/sentences.h"

namespace sayso {

// A source, a cue and contents that belong together. At least a cue or a content is there.
struct Attribution {
  std::optional<Span> source;
  std::optional<Span> cue;
  std::vector<Span> content;      // in order of the text
  std::array<float, 8> stance{};  // probabilities, by Stance
  std::array<float, 7> kind{};    // probabilities of the speaker's type, by EntityType
  std::array<std::int8_t, 256> meaning{};
  float score = 0;   // the lowest of the probabilities of its parts
  std::string rule;  // how its parts were found
};

struct NameMention {
  Span span;
  NameLabel label;
  float probability;
};

// A phrase that may take up another one ("he", "the official"), with what it may take up.
struct Antecedents {
  Span anaphor;
  std::vector<std::pair<Span, float>> candidates;  // earlier phrases with their log-probabilities
  float none = 0;                                  // log-probability of "something new"
};

struct Reading {
  std::vector<Attribution> attributions;  // in order of their first span
  std::vector<NameMention> names;         // in order, without overlap
  std::vector<Span> descriptions;         // "the director of the port": nominal mentions
  std::vector<Antecedents> antecedents;   // in order of the anaphor
};

Reading read_text(std::string_view text, std::span<const Sentence> sentences,
                  std::span<const QuotePair> quotes, const Model& model, Scratch& scratch);

}  // namespace sayso
