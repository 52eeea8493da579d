#pragma once
// Which mentions of a text are one entity: "Ms Okafor", "the minister", "her".
//
//   for each segment of the text:
//     mentions += find_mentions(model, text, encode(model, ...), before, scratch)
//   choices = choose_antecedents(model.coreference, mentions)
//   chain_numbers(choices, least)      // one chain a mention: the best choice of each
//   chances_together(choices)          // how likely two mentions are one entity, over all choices
//
// Problem. An entity is named once and then taken up by phrases of every kind, over a whole
// article; the encoder sees 250 wordpieces at a time.
//
// Idea (Lee et al. 2017, with a detector of its own after Dozat and Manning 2017). Each span inside
// a sentence is scored by its two ends, and the best ones are the mentions, nested ones too. Each
// mention chooses an earlier one or none: a small network weighs what the encoder makes of both and
// what their words tell (mention_words.h). Only numbers and strings of mentions are kept of a
// segment, so links go across segments.
//
// Cost. 33 microseconds a word beside the encoder's 320 (one core with AVX-512, November 2026):
// 1.6 MFLOP for the detector and 0.7 for the rest, where the encoder takes 27. 1.5 kB a mention.

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "nn/encode.h"
#include "nn/mention_words.h"
#include "nn/model.h"
#include "sayso/model.h"
#include "sayso/span.h"

namespace sayso {

inline constexpr int kSpanSize = 96;  // of a span's ends, in the detector

struct Mention {
  Span span;
  float score = 0;  // of the detector: the log-odds that it is one
  MentionWords words;
  float weight = 0;          // what it adds to the score of every pair that it is in
  std::vector<float> parts;  // (4, 64): left, right, p, q; see CoreferenceWeights
};

// The detector's score of each span of words: (words, kLongestMention), row-major; element (i, w)
// is that of words i to i + w. Spans that leave their sentence have kNoSpan.
inline constexpr float kNoSpan = -30;
std::vector<float> span_scores(const CoreferenceWeights& weights, const Encoding& encoding,
                               std::span<const TextWord> words, Scratch& scratch);

// The mentions of words [begin, end) with their scores, ready to be compared.
struct SpanOfWords {
  std::uint32_t begin = 0, end = 0;
  float score = 0;
};
std::vector<Mention> make_mentions(const CoreferenceWeights& weights, const Encoding& encoding,
                                   std::span<const TextWord> words,
                                   std::span<const SpanOfWords> spans, const WordCount& before,
                                   Scratch& scratch);

// The mentions of a segment, by begin, then by end: at most one for three words. `before`: what
// stands before the segment; it is moved on to the segment's end. The model has coreference.
std::vector<Mention> find_mentions(const Model& model, std::string_view text,
                                   const Encoding& encoding, WordCount& before, Scratch& scratch);

// An earlier mention that one may take up.
struct Antecedent {
  std::uint32_t mention = 0;
  float score = 0;        // none of them has 0
  float probability = 0;  // over all of them and none
};

// For each mention what it may take up, in order. Linear in the mentions.
std::vector<std::vector<Antecedent>> choose_antecedents(const CoreferenceWeights& weights,
                                                        std::span<const Mention> mentions);

// Each mention's chain, as the number of its first mention: that of the best antecedent if it
// scores more than `least`, else a new one.
std::vector<std::uint32_t> chain_numbers(std::span<const std::vector<Antecedent>> choices,
                                         float least);

// For each mention the earlier ones with the chance that both are one entity, over all chains of
// choices: C(i, k) = sum over j of P(i takes up j) C(j, k). Chances of at least 0.01, and not of
// mentions that are farther apart than 400, so that time stays linear.
std::vector<std::vector<std::pair<std::uint32_t, float>>> chances_together(
    std::span<const std::vector<Antecedent>> choices);

}  // namespace sayso
