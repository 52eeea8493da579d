#include "nn/heads.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "nn/crf.h"
#include "nn/dense.h"
#include "nn/model.h"
#include "nn/scores.h"

namespace sayso {
namespace {

using Ranges = std::span<const TokenRange>;

template <std::size_t N>
std::array<float, N> probabilities(std::vector<float> scores) {
  assert(scores.size() == N);
  softmax(scores);
  std::array<float, N> result{};
  std::copy(scores.begin(), scores.end(), result.begin());
  return result;
}

// The words of an encoding, each as a range of its pieces.
std::vector<TokenRange> words_of(const Encoding& encoding) {
  std::vector<TokenRange> words;
  for (std::uint32_t i = 0; i < encoding.tokens.size(); ++i) {
    if (encoding.tokens[i].first || words.empty()) words.push_back({i, i});
    words.back().end = i + 1;
  }
  return words;
}

struct LabelledSpan {
  std::uint32_t type = 0;  // 0 is the first after O
  TokenRange range;
  float probability = 0;  // mean over words
};

// Labels are O, then B and I of each type. A word has the label of its first piece; an I that
// follows nothing of its type begins a span.
std::vector<LabelledSpan> labelled_spans(const Tagger& tagger, const Encoding& encoding) {
  const Labelling labelling = decode(tagger, label_scores(tagger, encoding));
  std::vector<LabelledSpan> spans;
  std::uint32_t n_words = 0;
  for (const TokenRange& word : words_of(encoding)) {
    const std::uint32_t label = labelling.labels[word.begin];
    if (label == 0) continue;
    const std::uint32_t type = (label - 1) / 2;
    const bool begins = (label - 1) % 2 == 0;
    const bool goes_on = !begins && !spans.empty() && spans.back().type == type &&
                         spans.back().range.end == word.begin;
    if (!goes_on) {
      spans.push_back({type, {word.begin, word.begin}, 0});
      n_words = 0;
    }
    LabelledSpan& span = spans.back();
    span.range.end = word.end;
    ++n_words;
    span.probability +=
        (labelling.probabilities[word.begin] - span.probability) / static_cast<float>(n_words);
  }
  return spans;
}

}  // namespace

std::vector<RoleSpan> decode_roles(const Model& model, const Encoding& encoding) {
  std::vector<RoleSpan> roles;
  for (const LabelledSpan& span : labelled_spans(model.heads.role, encoding)) {
    roles.push_back({static_cast<Role>(span.type), span.range, span.probability});
  }
  return roles;
}

std::vector<NameSpan> decode_names(const Model& model, const Encoding& encoding) {
  std::vector<NameSpan> names;
  for (const LabelledSpan& span : labelled_spans(model.heads.name, encoding)) {
    names.push_back({static_cast<NameLabel>(span.type), span.range, span.probability});
  }
  return names;
}

std::vector<MentionSpan> decode_mentions(const Model& model, const Encoding& encoding) {
  std::vector<MentionSpan> mentions;
  for (const LabelledSpan& span : labelled_spans(model.heads.mention, encoding)) {
    mentions.push_back({span.range, span.probability, static_cast<NameLabel>(span.type)});
  }
  return mentions;
}

std::vector<float> link(const Model& model, const Encoding& encoding, LinkKind kind,
                        Ranges choosers, Ranges candidates) {
  const Linker& linker = model.heads.links[static_cast<std::size_t>(kind)];
  std::vector<float> scores =
      link_scores(linker, model.heads.distance_boundaries, encoding, choosers, candidates);
  const std::size_t n_columns = candidates.size() + 1;
  for (std::size_t row = 0; row < choosers.size(); ++row) {
    log_softmax(std::span(scores).subspan(row * n_columns, n_columns));
  }
  return scores;
}

std::array<float, 8> stance_probabilities(const Model& model, const Encoding& encoding,
                                          std::optional<TokenRange> cue, Ranges content,
                                          std::optional<TokenRange> source) {
  return probabilities<8>(stance_scores(model.heads, encoding, cue, content, source));
}

std::array<float, 7> kind_probabilities(const Model& model, const Encoding& encoding,
                                        TokenRange source) {
  return probabilities<7>(kind_scores(model.heads, encoding, source));
}

std::array<std::int8_t, 256> embed(const Model& model, const Encoding& encoding, Ranges content) {
  const std::vector<float> vector = embedding(model.heads, encoding, content);
  std::array<std::int8_t, 256> result{};
  for (std::size_t i = 0; i < result.size(); ++i) {
    // A file of absurd weights can overflow to infinity; a number that is none becomes zero.
    const float value = std::isfinite(vector[i]) ? vector[i] : 0;
    result[i] = static_cast<std::int8_t>(std::lround(std::clamp(value, -1.0f, 1.0f) * 127.0f));
  }
  return result;
}

}  // namespace sayso
