#include "nn/reference.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#include "nn/coreference.h"
#include "nn/encoder.h"
#include "nn/heads.h"
#include "nn/meaning.h"
#include "nn/nested.h"
#include "nn/scores.h"
#include "nn/shapes.h"

namespace sayso {
namespace {

constexpr float kApart = std::numeric_limits<float>::infinity();

bool same_pieces(const Model& model) {
  const std::string& text = model.reference.text;
  std::vector<std::uint32_t> ids = {model.vocabulary.opening()};
  const std::vector<Token> tokens =
      tokenize(model.vocabulary, text, {0, static_cast<std::uint32_t>(text.size())});
  for (const Token& token : tokens) ids.push_back(token.id);
  ids.push_back(model.vocabulary.closing());
  std::vector<std::uint8_t> shapes = shapes_of(text, tokens);
  shapes.insert(shapes.begin(), 0);
  shapes.push_back(0);
  return ids == model.reference.ids && shapes == model.reference.shapes;
}

// All rows, those of [CLS] and [SEP] too: the reference counts them.
Encoding encode_ids(const Model& model, Scratch& scratch) {
  const std::vector<std::uint32_t>& ids = model.reference.ids;
  run_encoder(model, ids, model.reference.shapes, scratch);
  Encoding encoding;
  encoding.width = model.shape.width;
  for (const std::uint32_t id : ids) encoding.tokens.push_back({{}, id, true});
  const auto n_values = static_cast<std::ptrdiff_t>(ids.size()) * encoding.width;
  encoding.hidden.assign(scratch.x.begin(), scratch.x.begin() + n_values);
  encoding.lower.assign(scratch.lower.begin(), scratch.lower.begin() + n_values);
  if (model.meaning)
    encoding.windows.push_back(
        {0, 0, 0, std::vector<float>(scratch.fork.begin(), scratch.fork.begin() + n_values)});
  return encoding;
}

float difference(const std::vector<float>& ours, const std::vector<float>& theirs) {
  if (ours.size() != theirs.size()) return kApart;
  float most = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const float apart = std::abs(ours[i] - theirs[i]);
    if (!(apart <= most)) most = std::isnan(apart) ? kApart : apart;
  }
  return most;
}

// The reference takes each piece for a word.
std::vector<float> name_output(const HeadWeights& heads, const Encoding& encoding) {
  std::vector<std::uint32_t> tokens(encoding.tokens.size());
  std::iota(tokens.begin(), tokens.end(), 0u);
  return name_scores(heads, encoding, tokens);
}

// The detector's scores of the three spans, and the linker's of each two of them: the text counts
// as one sentence.
std::vector<float> coreference_scores(const Model& model, const Encoding& whole, Scratch& scratch) {
  const Reference& reference = model.reference;
  const auto width = static_cast<std::ptrdiff_t>(whole.width);
  Encoding encoding;  // without [CLS] and [SEP]
  encoding.width = whole.width;
  encoding.tokens = tokenize(model.vocabulary, reference.text,
                             {0, static_cast<std::uint32_t>(reference.text.size())});
  encoding.hidden.assign(whole.hidden.begin() + width, whole.hidden.end() - width);
  encoding.lower.assign(whole.lower.begin() + width, whole.lower.end() - width);
  encoding.sentence_begin = {0, static_cast<std::uint32_t>(encoding.tokens.size())};
  const std::vector<TextWord> words = words_of(reference.text, encoding, {});
  const std::vector<float> scores = span_scores(model.coreference, encoding, words, scratch);
  std::vector<SpanOfWords> spans;
  for (const Reference::Span& span : {reference.source, reference.cue, reference.content}) {
    SpanOfWords found;
    for (const TextWord& word : words) {
      found.begin += word.tokens.end < span.begin;
      found.end += word.tokens.begin + 1 < span.end;
    }
    if (found.end <= found.begin || found.end - found.begin > kLongestMention) return {};
    found.score = scores[found.begin * kLongestMention + found.end - found.begin - 1];
    spans.push_back(found);
  }
  std::sort(spans.begin(), spans.end(),
            [](const SpanOfWords& a, const SpanOfWords& b) { return a.begin < b.begin; });
  const std::vector<Mention> mentions =
      make_mentions(model.coreference, encoding, words, spans, {}, scratch);
  std::vector<float> all;
  for (const Mention& mention : mentions) all.push_back(mention.score);
  for (const auto& antecedents : choose_antecedents(model.coreference, mentions)) {
    for (const Antecedent& antecedent : antecedents) all.push_back(antecedent.score);
  }
  return all;
}

// The cue's scores (as O, B and I) of each token, then the cue choosing the source and none, then
// the cue choosing the content for its parent and none; of the pairs' rows that of their distance.
std::vector<float> nested_scores(const Model& model, const Encoding& encoding, Scratch& scratch) {
  const Reference& reference = model.reference;
  const TokenRange cue{reference.cue.begin, reference.cue.end};
  const NestedVectors vectors = nested_vectors(*model.nested, encoding, scratch);
  std::vector<float> all = vectors.cues;
  const auto add = [&](const PickWeights& weights, const Reference::Span& span) {
    const TokenRange candidate{span.begin, span.end};
    const auto bucket = static_cast<std::uint32_t>(
        distance_bucket(model.heads.distance_boundaries, cue, candidate));
    const NestedPair pair{0, 0, {bucket}};
    const PickScores scores = pick_scores(weights, vectors.spans, std::span(&cue, 1),
                                          std::span(&candidate, 1), std::span(&pair, 1), scratch);
    all.push_back(scores.pairs.front());
    all.push_back(scores.none.front());
  };
  add(model.nested->source, reference.source);
  add(model.nested->parent, reference.content);
  return all;
}

// Every output of the reference, computed here.
std::map<std::string, std::vector<float>> outputs(const Model& model, const Encoding& encoding,
                                                  Scratch& scratch) {
  const HeadWeights& heads = model.heads;
  const auto range = [](const Reference::Span& span) { return TokenRange{span.begin, span.end}; };
  const TokenRange source = range(model.reference.source), cue = range(model.reference.cue),
                   content = range(model.reference.content);
  const auto linked = [&](LinkKind which, const TokenRange& chooser, const TokenRange& candidate) {
    return link_scores(heads.links[static_cast<std::size_t>(which)], heads.distance_boundaries,
                       encoding, std::span(&chooser, 1), std::span(&candidate, 1));
  };
  const std::span<const TokenRange> contents(&content, 1);
  std::map<std::string, std::vector<float>> all = {
      {"hidden", encoding.hidden},
      {"role", label_scores(heads.role, encoding)},
      {"report", label_scores(heads.report, encoding)},
      {"name", name_output(heads, encoding)},
      {"mention", label_scores(heads.mention, encoding)},
      {"link/source_cue", linked(LinkKind::kSourceCue, source, cue)},
      {"link/content_cue", linked(LinkKind::kContentCue, content, cue)},
      {"link/content_source", linked(LinkKind::kContentSource, content, source)},
      {"coref", linked(LinkKind::kCoreference, source, content)},
      {"relay", linked(LinkKind::kRelay, cue, source)},
      {"stance", stance_scores(heads, encoding, cue, contents, source)},
      {"kind", kind_scores(heads, encoding, source)},
      {"embed", embedding(heads, encoding, contents)}};
  if (model.nested) all["nested"] = nested_scores(model, encoding, scratch);
  all["coreference"] = coreference_scores(model, encoding, scratch);
  if (model.meaning)
    all["meaning"] =
        meaning_in_window(model, encoding.windows.front().rows, {{content}, cue}, scratch);
  return all;
}

}  // namespace

float reference_difference(const Model& model, Scratch& scratch) {
  if (!same_pieces(model)) return kApart;
  float most = 0;
  for (const auto& [name, ours] : outputs(model, encode_ids(model, scratch), scratch)) {
    const auto theirs = model.reference.outputs.find(name);
    if (theirs == model.reference.outputs.end()) return kApart;
    most = std::max(most, difference(ours, theirs->second));
  }
  return most;
}

}  // namespace sayso
