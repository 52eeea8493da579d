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

// `labelling` is of the words. Labels are O, then B and I of each type; an I that follows nothing
// of its type begins a span.
std::vector<LabelledSpan> labelled_spans(const std::vector<TokenRange>& words,
                                         const Labelling& labelling) {
  std::vector<LabelledSpan> spans;
  std::uint32_t n_words = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const TokenRange& word = words[i];
    const std::uint32_t label = labelling.labels[i];
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
        (labelling.probabilities[i] - span.probability) / static_cast<float>(n_words);
  }
  return spans;
}

std::vector<std::uint32_t> first_tokens(const std::vector<TokenRange>& words) {
  std::vector<std::uint32_t> tokens;
  for (const TokenRange& word : words) tokens.push_back(word.begin);
  return tokens;
}

// Decoded piece by piece; a word has the label of its first piece.
std::vector<LabelledSpan> spans_by_pieces(const Tagger& tagger, const Encoding& encoding) {
  const std::vector<TokenRange> words = words_of(encoding);
  const Labelling of_tokens = decode(tagger, label_scores(tagger, encoding));
  Labelling of_words;
  for (const std::uint32_t token : first_tokens(words)) {
    of_words.labels.push_back(of_tokens.labels[token]);
    of_words.probabilities.push_back(of_tokens.probabilities[token]);
  }
  return labelled_spans(words, of_words);
}

// No name reaches into the next sentence: the first word of one has no inner label.
void keep_within_sentences(const std::vector<TokenRange>& words, const Encoding& encoding,
                           std::vector<float>& scores) {
  constexpr float kIllegal = -1e4f;
  const std::size_t n_labels = words.empty() ? 0 : scores.size() / words.size();
  auto sentence = encoding.sentence_begin.begin();
  for (std::size_t word = 0; word < words.size(); ++word) {
    sentence = std::lower_bound(sentence, encoding.sentence_begin.end(), words[word].begin);
    if (sentence == encoding.sentence_begin.end() || *sentence != words[word].begin) continue;
    for (std::size_t label = 2; label < n_labels; label += 2)
      scores[word * n_labels + label] = kIllegal;
  }
}

std::vector<LabelledSpan> name_spans(const HeadWeights& heads, const Encoding& encoding) {
  const std::vector<TokenRange> words = words_of(encoding);
  std::vector<float> scores = name_scores(heads, encoding, first_tokens(words));
  keep_within_sentences(words, encoding, scores);
  return labelled_spans(words, decode(heads.name, scores));
}

}  // namespace

std::vector<RoleSpan> decode_roles(const Model& model, const Encoding& encoding, Breadth breadth) {
  std::vector<RoleSpan> roles;
  const Tagger& tagger = breadth == Breadth::kReports ? model.heads.report : model.heads.role;
  for (const LabelledSpan& span : spans_by_pieces(tagger, encoding)) {
    roles.push_back({static_cast<Role>(span.type), span.range, span.probability});
  }
  return roles;
}

std::vector<NameSpan> decode_names(const Model& model, const Encoding& encoding) {
  std::vector<NameSpan> names;
  for (const LabelledSpan& span : name_spans(model.heads, encoding)) {
    names.push_back({static_cast<NameLabel>(span.type), span.range, span.probability});
  }
  return names;
}

std::vector<MentionSpan> decode_mentions(const Model& model, const Encoding& encoding) {
  std::vector<MentionSpan> mentions;
  for (const LabelledSpan& span : spans_by_pieces(model.heads.mention, encoding)) {
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

std::array<std::int8_t, 256> rounded(std::span<const float> vector) {
  std::array<std::int8_t, 256> result{};
  for (std::size_t i = 0; i < result.size(); ++i) {
    // A file of absurd weights can overflow to infinity; a number that is none becomes zero.
    const float value = std::isfinite(vector[i]) ? vector[i] : 0;
    result[i] = static_cast<std::int8_t>(std::lround(std::clamp(value, -1.0f, 1.0f) * 127.0f));
  }
  return result;
}

std::array<std::int8_t, 256> embed(const Model& model, const Encoding& encoding, Ranges content) {
  return rounded(embedding(model.heads, encoding, content));
}

}  // namespace sayso
