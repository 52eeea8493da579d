#include "nn/reference.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "nn/encoder.h"
#include "nn/heads.h"
#include "nn/scores.h"

namespace sayso {
namespace {

constexpr float kApart = std::numeric_limits<float>::infinity();

bool same_pieces(const Model& model) {
  const std::string& text = model.reference.text;
  std::vector<std::uint32_t> ids = {model.vocabulary.opening()};
  for (const Token& token :
       tokenize(model.vocabulary, text, {0, static_cast<std::uint32_t>(text.size())})) {
    ids.push_back(token.id);
  }
  ids.push_back(model.vocabulary.closing());
  return ids == model.reference.ids;
}

// All rows, those of [CLS] and [SEP] too: the reference counts them.
Encoding encode_ids(const Model& model, Scratch& scratch) {
  const std::vector<std::uint32_t>& ids = model.reference.ids;
  run_encoder(model, ids, scratch);
  Encoding encoding;
  encoding.width = model.shape.width;
  for (const std::uint32_t id : ids) encoding.tokens.push_back({{}, id, true});
  const auto n_values = static_cast<std::ptrdiff_t>(ids.size()) * encoding.width;
  encoding.hidden.assign(scratch.x.begin(), scratch.x.begin() + n_values);
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

// Every output of the reference, computed here.
std::map<std::string, std::vector<float>> outputs(const Model& model, const Encoding& encoding) {
  const HeadWeights& heads = model.heads;
  const auto range = [](const Reference::Span& span) { return TokenRange{span.begin, span.end}; };
  const TokenRange source = range(model.reference.source), cue = range(model.reference.cue),
                   content = range(model.reference.content);
  const auto linked = [&](LinkKind which, const TokenRange& chooser, const TokenRange& candidate) {
    return link_scores(heads.links[static_cast<std::size_t>(which)], heads.distance_boundaries,
                       encoding, std::span(&chooser, 1), std::span(&candidate, 1));
  };
  const std::span<const TokenRange> contents(&content, 1);
  return {{"hidden", encoding.hidden},
          {"role", label_scores(heads.role, encoding)},
          {"name", label_scores(heads.name, encoding)},
          {"mention", label_scores(heads.mention, encoding)},
          {"link/source_cue", linked(LinkKind::kSourceCue, source, cue)},
          {"link/content_cue", linked(LinkKind::kContentCue, content, cue)},
          {"link/content_source", linked(LinkKind::kContentSource, content, source)},
          {"coref", linked(LinkKind::kCoreference, source, content)},
          {"stance", stance_scores(heads, encoding, cue, contents, source)},
          {"kind", kind_scores(heads, encoding, source)},
          {"embed", embedding(heads, encoding, contents)}};
}

}  // namespace

float reference_difference(const Model& model, Scratch& scratch) {
  if (!same_pieces(model)) return kApart;
  float most = 0;
  for (const auto& [name, ours] : outputs(model, encode_ids(model, scratch))) {
    const auto theirs = model.reference.outputs.find(name);
    if (theirs == model.reference.outputs.end()) return kApart;
    most = std::max(most, difference(ours, theirs->second));
  }
  return most;
}

}  // namespace sayso
