#pragma once
// Who said that who said what: reports of all depths, each with its source and the report that it
// is told within.
//
//   for (const NestedReport& report : read_nested(model, text, encoding, cues, scratch)) ...
//   "the agency reported that the minister had been told by farmers that the dam leaked"
//     reported: the agency;  told: farmers, within `reported`
//
// Problem. The taggers give each word one role, so a report in another's content has none: what the
// minister was told is the agency's content, and no more.
//
// Idea. A small tagger of its own finds cues of all depths in the encoder's vectors. Each cue then
// chooses two things among what stands near: its source (a name, a description, a pronoun, a source
// of the taggers, any other word, or none) and the cue that it is told within, or none. A chain of
// sources is that of the cue's parents, outermost first, and its own. Choices are made as
// coreference makes them (coreference.h): what the vectors of both say, their product, and rows of
// a table by what the two are to each other. Trained on MPQA (Wiebe et al. 2005) over the frozen
// encoder by training/nested.py, whose arithmetic this is; docs/formats/model.md has the formulas.
//
// Cost. 0.7 MFLOP a wordpiece beside the encoder's 21, and 10 kFLOP a pair: about 100 pairs a cue.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "nn/encode.h"
#include "nn/model.h"
#include "sayso/model.h"

namespace sayso {

inline constexpr std::size_t kNestedWidth = 256;  // of a token's vector, of which spans are made
// Rows of the two tables beside those of distance.
inline constexpr int kSourceRows = 12 + 4 + 4 + 3 + 3 + 10 + 2;
inline constexpr int kParentRows = 8 + 8 + 8 + 2 + 4 + 4 + 10 + 2 + 8 + 2 + 2;

// A choice among candidates, the likeliest first; probabilities add up to 1 with that of none.
struct NestedChoice {
  std::optional<std::uint32_t> chosen;
  std::vector<std::pair<std::uint32_t, float>> candidates;  // with probabilities, over 0.01
  float none = 0;
};

struct NestedReport {
  TokenRange cue;
  float probability = 0;  // that it is one; 1 where a tagger found it
  NestedChoice source;    // of NestedReading::sources
  NestedChoice parent;    // of the reports: the one that it is told within; never a ring
};

struct NestedReading {
  std::vector<NestedReport> reports;  // in order of their cues, which don't overlap
  std::vector<TokenRange> sources;    // what a cue may choose; in order
};

// `tagged`: cues that other readings found; those that overlap none found here are reports, too.
// The model has nested heads. Linear in the tokens, as what a cue may choose stands near it.
NestedReading read_nested(const Model& model, std::string_view text, const Encoding& encoding,
                          std::span<const TokenRange> tagged, Scratch& scratch);

// ---- its steps, for tests ----

struct NestedVectors {
  std::vector<float> cues;   // (tokens, 3): scores of O, B, I
  std::vector<float> spans;  // (tokens, kNestedWidth): what spans are made of
};
NestedVectors nested_vectors(const NestedWeights& weights, const Encoding& encoding,
                             Scratch& scratch);

// Runs of tokens that are likelier than `threshold` to stand in a cue, each cut where one begins,
// and widened to whole words.
std::vector<TokenRange> cue_ranges(const Encoding& encoding, std::span<const float> cue_scores,
                                   float threshold);

// What a cue and a candidate are to each other: rows of PickWeights::rows, kinds of them in order.
struct NestedPair {
  std::uint32_t chooser = 0, candidate = 0;
  std::vector<std::uint32_t> rows;
};

// What a text tells of its tokens beside their vectors.
struct NestedText {
  std::vector<std::uint32_t> sentence, paragraph;  // of each token, rising
  std::vector<std::int32_t> quotation;             // the number of the one that it is in, or -1
  std::vector<std::uint8_t> role_cue, report_cue;  // whether that tagger has it in a cue
  std::vector<std::int32_t> content;      // the number of the tagger's content that it is in, or -1
  std::vector<std::int32_t> content_cue;  // the first token of that content's cue, or -1
  std::vector<TokenRange> sources;        // candidates, in order
  std::vector<std::uint8_t> found_as;     // of each: bits, by SourceSign
};
enum SourceSign : std::uint8_t {
  kIsName = 1,
  kIsDescription = 2,
  kIsRoleSource = 4,
  kIsReportSource = 8,
  kIsPronoun = 16,
  kIsOtherWord = 32
};
NestedText view_nested(const Model& model, std::string_view text, const Encoding& encoding);

std::vector<NestedPair> source_pairs(const Model& model, const Encoding& encoding,
                                     const NestedText& text, std::span<const TokenRange> cues);
std::vector<NestedPair> parent_pairs(const Model& model, const Encoding& encoding,
                                     const NestedText& text, std::span<const TokenRange> cues);

struct PickScores {
  std::vector<float> pairs;  // of each pair
  std::vector<float> none;   // of each chooser
};
PickScores pick_scores(const PickWeights& weights, std::span<const float> vectors,
                       std::span<const TokenRange> choosers, std::span<const TokenRange> candidates,
                       std::span<const NestedPair> pairs, Scratch& scratch);

}  // namespace sayso
