#include "nn/scores.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "nn/dense.h"
#include "nn/rows.h"

namespace sayso {
namespace {

using Ranges = std::span<const TokenRange>;

float dot(const std::vector<float>& a, const std::vector<float>& b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

std::vector<std::vector<float>> project(const Dense& dense, const Encoding& encoding,
                                        Ranges ranges) {
  std::vector<std::vector<float>> rows;
  for (const TokenRange& range : ranges)
    rows.push_back(apply_dense(dense, span_vector(encoding, range)));
  return rows;
}

Ranges as_ranges(const std::optional<TokenRange>& range) {
  return range ? Ranges(&*range, 1) : Ranges();
}

void append_mean(std::vector<float>& out, const Encoding& encoding, Ranges ranges) {
  const std::vector<float> mean = mean_of(encoding, ranges);
  out.insert(out.end(), mean.begin(), mean.end());
}

}  // namespace

std::vector<float> label_scores(const Tagger& tagger, const Encoding& encoding) {
  std::vector<float> scores;
  scores.reserve(encoding.tokens.size() * static_cast<std::size_t>(tagger.scores.n_out));
  for (std::size_t token = 0; token < encoding.tokens.size(); ++token) {
    const std::vector<float> row = apply_dense(tagger.scores, encoding.vector(token));
    scores.insert(scores.end(), row.begin(), row.end());
  }
  return scores;
}

std::vector<float> name_scores(const HeadWeights& heads, const Encoding& encoding,
                               std::span<const std::uint32_t> first_tokens) {
  const auto size = static_cast<std::size_t>(heads.name_hidden.n_out);
  const auto width = static_cast<std::size_t>(encoding.width);
  constexpr std::size_t kWordsAtOnce = 64;
  // (words + 2, size): a word of zeros stands at each end.
  std::vector<float> hidden((first_tokens.size() + 2) * size), seen, scores;
  auto to = hidden.begin() + static_cast<std::ptrdiff_t>(size);
  for (std::size_t i = 0; i < first_tokens.size(); i += kWordsAtOnce) {
    const auto tokens = first_tokens.subspan(i, std::min(kWordsAtOnce, first_tokens.size() - i));
    seen.resize(tokens.size() * 2 * width);
    for (std::size_t word = 0; word < tokens.size(); ++word)
      put_vector(encoding, tokens[word], std::span(seen).subspan(word * 2 * width, 2 * width));
    for (const float value : apply_dense_to_rows(heads.name_hidden, seen))
      *to++ = std::max(value, 0.0f);
  }
  for (std::size_t word = 0; word < first_tokens.size(); ++word) {
    const std::vector<float> of_word =
        apply_dense(heads.name.scores, std::span(hidden).subspan(word * size, 3 * size));
    scores.insert(scores.end(), of_word.begin(), of_word.end());
  }
  return scores;
}

std::size_t distance_bucket(std::span<const std::uint32_t> boundaries, const TokenRange& chooser,
                            const TokenRange& candidate) {
  const auto reached = [&boundaries](std::uint32_t gap) {
    return static_cast<std::size_t>(std::upper_bound(boundaries.begin(), boundaries.end(), gap) -
                                    boundaries.begin());
  };
  if (candidate.end <= chooser.begin) return reached(chooser.begin - candidate.end);
  if (candidate.begin < chooser.end) return 0;
  const std::size_t k = reached(candidate.begin - chooser.end);
  return k == 0 ? 0 : boundaries.size() + k;
}

std::vector<float> link_scores(const Linker& linker, std::span<const std::uint32_t> boundaries,
                               const Encoding& encoding, Ranges choosers, Ranges candidates) {
  const std::vector<std::vector<float>> queries = project(linker.from, encoding, choosers);
  const std::vector<std::vector<float>> keys = project(linker.to, encoding, candidates);
  const float root = std::sqrt(static_cast<float>(linker.from.n_out));
  std::vector<float> scores;
  scores.reserve(choosers.size() * (candidates.size() + 1));
  for (std::size_t i = 0; i < choosers.size(); ++i) {
    for (std::size_t j = 0; j < candidates.size(); ++j) {
      const std::size_t bucket = distance_bucket(boundaries, choosers[i], candidates[j]);
      scores.push_back(dot(queries[i], keys[j]) / root + linker.distance[bucket]);
    }
    scores.push_back(apply_dense(linker.none, queries[i]).front());
  }
  return scores;
}

std::vector<float> stance_scores(const HeadWeights& heads, const Encoding& encoding,
                                 std::optional<TokenRange> cue, Ranges content,
                                 std::optional<TokenRange> source) {
  std::vector<float> seen;
  append_mean(seen, encoding, as_ranges(cue));
  append_mean(seen, encoding, content);
  append_mean(seen, encoding, as_ranges(source));
  std::vector<float> hidden = apply_dense(heads.stance_hidden, seen);
  for (float& value : hidden) value = std::tanh(value);
  return apply_dense(heads.stance, hidden);
}

std::vector<float> kind_scores(const HeadWeights& heads, const Encoding& encoding,
                               const TokenRange& source) {
  return apply_dense(heads.kind, mean_of(encoding, Ranges(&source, 1)));
}

std::vector<float> embedding(const HeadWeights& heads, const Encoding& encoding, Ranges content) {
  std::vector<float> vector = apply_dense(heads.embed, mean_of(encoding, content));
  const bool nothing =
      std::all_of(content.begin(), content.end(), [](const TokenRange& r) { return r.empty(); });
  const float length = nothing ? 0 : std::sqrt(dot(vector, vector));
  for (float& value : vector) value = length > 0 ? value / length : 0;
  return vector;
}

}  // namespace sayso
