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

#include "extract/evidence.h"
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
  std::vector<std::pair<Span, float>> relays;  // phrases near it, with the log-odds that it came
                                               // through whom they name
  std::optional<Span> within;  // the cue of the attribution that it is told within, where reports
                               // within reports are read
  float score = 0;             // the lowest of the probabilities of its parts
  Breadth breadth = Breadth::kReports;  // which reading found it
  std::string rule;                     // how its parts were found
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
  // By coreference of the whole text: earlier and later phrases with the chance that both mean the
  // same. What it says of two phrases of one entity is the same thing twice.
  std::vector<std::pair<Span, float>> together;
};

struct Reading {
  std::vector<Attribution> attributions;  // in order of their first span
  std::vector<NameMention> names;         // in order, without overlap
  std::vector<Span> descriptions;         // "the director of the port": nominal mentions
  std::vector<Antecedents> antecedents;   // in order of the anaphor
  // Mentions of one entity, of any kind and nested ones too; in order, two or more in each. Empty
  // if the model has no coreference of whole texts.
  std::vector<std::vector<Span>> chains;
  std::optional<Evidence> evidence;  // only where it was asked for
};

// With Breadth::kReports only what somebody said, and what holds it ("the agency reported that");
// with kAttitudes beliefs, wishes and plans, too.
Reading read_text(std::string_view text, std::span<const Sentence> sentences,
                  std::span<const QuotePair> quotes, Breadth breadth, const Model& model,
                  Scratch& scratch, bool keeps_evidence = false);

// The names in a text whose attributions are known, and what each of these means.
struct GivenReading {
  std::vector<NameMention> names;                      // in order, without overlap
  std::vector<std::array<std::int8_t, 256>> meanings;  // of each attribution
};

// The model is asked for nothing else. Of the attributions only contents and cues count; what lies in
// several segments is seen as far as it lies in the one that it begins in.
GivenReading read_given_text(std::string_view text, std::span<const Sentence> sentences,
                             std::span<const Attribution> attributions, const Model& model,
                             Scratch& scratch);

}  // namespace sayso
