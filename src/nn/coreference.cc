#include "nn/coreference.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "nn/dense.h"
#include "nn/rows.h"
#include "nn/scratch.h"

namespace sayso {
namespace {

constexpr double kMentionsPerWord = 0.35;
constexpr float kLeastProbability = 0.05F;  // of a mention
constexpr std::size_t kPart = 64;           // of a mention's vectors

// One end of every span: (words, kSpanSize + 1). `tokens(word)`: the two tokens that it is seen by;
// kNoToken is a vector of zeros.
constexpr std::uint32_t kNoToken = ~0u;
template <typename Tokens>
std::vector<float> ends_of(const Linear& hidden_layer, const Linear& layer,
                           const Encoding& encoding, std::size_t n_words, Tokens tokens,
                           Scratch& scratch) {
  const auto fill = [&](std::size_t word, std::span<float> x) {
    const auto [inner, outer] = tokens(word);
    put_vector(encoding, inner, x.first(x.size() / 2));
    if (outer != kNoToken) put_vector(encoding, outer, x.subspan(x.size() / 2));
  };
  std::vector<float> hidden = apply_rows(hidden_layer, n_words, fill, scratch);
  rectify(hidden);
  const auto copy = [&](std::size_t word, std::span<float> x) {
    const std::span<const float> row = row_of(hidden, word, x.size());
    std::copy(row.begin(), row.end(), x.begin());
  };
  return apply_rows(layer, n_words, copy, scratch);
}

float dot(std::span<const float> a, std::span<const float> b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// The best of all spans, in order of the text.
std::vector<SpanOfWords> best_spans(std::span<const TextWord> words,
                                    const std::vector<float>& scores) {
  const float least = std::log(kLeastProbability / (1 - kLeastProbability));
  std::vector<SpanOfWords> spans;
  for (std::size_t at = 0; at < scores.size(); ++at) {
    const auto begin = static_cast<std::uint32_t>(at / kLongestMention);
    const auto end = begin + 1 + static_cast<std::uint32_t>(at % kLongestMention);
    if (scores[at] > least) spans.push_back({begin, end, scores[at]});
  }
  const auto most = static_cast<std::size_t>(kMentionsPerWord * static_cast<double>(words.size()));
  if (spans.size() > most + 1) {
    std::stable_sort(spans.begin(), spans.end(),
                     [](const SpanOfWords& a, const SpanOfWords& b) { return a.score > b.score; });
    spans.resize(most + 1);
    std::sort(spans.begin(), spans.end(), [](const SpanOfWords& a, const SpanOfWords& b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
  }
  return spans;
}

template <typename Rows>
void add_rows(const std::vector<float>& table, const Rows& rows, std::span<float> sum) {
  for (const std::uint32_t row : rows) {
    const float* values = table.data() + row * kPart;
    for (std::size_t i = 0; i < kPart; ++i) sum[i] += values[i];
  }
}

float score_of(const CoreferenceWeights& weights, const Mention& later, const Mention& earlier,
               const Comparison& comparison) {
  std::array<float, kPart> hidden{};
  const float* left = later.parts.data();
  const float* right = earlier.parts.data() + kPart;
  for (std::size_t i = 0; i < kPart; ++i) hidden[i] = left[i] + right[i];
  add_rows(weights.pair, comparison.rows, hidden);
  const float* p = later.parts.data() + 2 * kPart;
  const float* q = earlier.parts.data() + 3 * kPart;
  const float* column = weights.product.by_input.data();
  for (std::size_t j = 0; j < kPart; ++j, column += kPart) {
    const float both = p[j] * q[j];
    for (std::size_t i = 0; i < kPart; ++i) hidden[i] += both * column[i];
  }
  rectify(hidden);
  return later.weight + earlier.weight + dot(hidden, weights.out.by_input) +
         weights.out.bias.front();
}

// Softmax over the scores and 0 for none.
void set_probabilities(std::vector<Antecedent>& antecedents) {
  float most = 0, all = 0;
  for (const Antecedent& antecedent : antecedents) most = std::max(most, antecedent.score);
  for (Antecedent& antecedent : antecedents)
    all += antecedent.probability = std::exp(antecedent.score - most);
  all += std::exp(-most);
  for (Antecedent& antecedent : antecedents) antecedent.probability /= all;
}

}  // namespace

std::vector<float> span_scores(const CoreferenceWeights& weights, const Encoding& encoding,
                               std::span<const TextWord> words, Scratch& scratch) {
  using Two = std::pair<std::uint32_t, std::uint32_t>;
  const std::size_t n = words.size();
  const auto starts = ends_of(
      weights.start_hidden, weights.start, encoding, n,
      [&](std::size_t i) {
        return Two{words[i].tokens.begin, i > 0 ? words[i - 1].tokens.end - 1 : kNoToken};
      },
      scratch);
  const auto ends = ends_of(
      weights.end_hidden, weights.end, encoding, n,
      [&](std::size_t i) {
        return Two{words[i].tokens.end - 1, i + 1 < n ? words[i + 1].tokens.begin : kNoToken};
      },
      scratch);
  constexpr std::size_t kWidth = kSpanSize + 1;
  const float root = std::sqrt(static_cast<float>(kSpanSize));
  std::vector<float> scores(n * kLongestMention, kNoSpan);
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<const float> start = row_of(starts, i, kWidth);
    for (std::size_t w = 0; w < kLongestMention && i + w < n; ++w) {
      if (words[i + w].sentence != words[i].sentence) break;
      const std::span<const float> end = row_of(ends, i + w, kWidth);
      scores[i * kLongestMention + w] = dot(start.first(kSpanSize), end.first(kSpanSize)) / root +
                                        start.back() + end.back() + weights.span_words[w];
    }
  }
  return scores;
}

std::vector<Mention> make_mentions(const CoreferenceWeights& weights, const Encoding& encoding,
                                   std::span<const TextWord> words,
                                   std::span<const SpanOfWords> spans, const WordCount& before,
                                   Scratch& scratch) {
  const auto fill = [&](std::size_t i, std::span<float> x) {
    put_span({words[spans[i].begin].tokens.begin, words[spans[i].end - 1].tokens.end}, x,
             [&](std::uint32_t token, std::span<float> row) { put_vector(encoding, token, row); });
  };
  const std::vector<float> projected = apply_rows(weights.project, spans.size(), fill, scratch);
  std::vector<Mention> mentions;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const auto& [begin, end, score] = spans[i];
    const std::span<const float> row = row_of(projected, i, 5 * kPart);
    Mention mention;
    mention.span = {words[begin].span.begin, words[end - 1].span.end};
    mention.score = score;
    mention.words = describe(words, begin, end, before);
    std::vector<float> hidden(row.begin(), row.begin() + kPart);
    add_rows(weights.single, single_rows(mention.words, score), hidden);
    rectify(hidden);
    mention.weight = apply_dense(weights.mention, hidden).front();
    mention.parts.assign(row.begin() + kPart, row.end());
    mentions.push_back(std::move(mention));
  }
  return mentions;
}

std::vector<Mention> find_mentions(const Model& model, std::string_view text,
                                   const Encoding& encoding, WordCount& before, Scratch& scratch) {
  const std::vector<TextWord> words = words_of(text, encoding, before);
  if (words.empty()) return {};
  const std::vector<SpanOfWords> spans =
      best_spans(words, span_scores(model.coreference, encoding, words, scratch));
  std::vector<Mention> mentions =
      make_mentions(model.coreference, encoding, words, spans, before, scratch);
  before.words += static_cast<std::uint32_t>(words.size());
  before.sentences = words.back().sentence + 1;
  return mentions;
}

std::vector<std::vector<Antecedent>> choose_antecedents(const CoreferenceWeights& weights,
                                                        std::span<const Mention> mentions) {
  std::vector<const MentionWords*> words;
  for (const Mention& mention : mentions) words.push_back(&mention.words);
  std::vector<std::vector<Antecedent>> choices(mentions.size());
  const std::vector<std::vector<Comparison>> comparisons = compare(words);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    for (const Comparison& comparison : comparisons[i]) {
      const std::uint32_t j = comparison.mention;
      choices[i].push_back({j, score_of(weights, mentions[i], mentions[j], comparison), 0});
    }
    set_probabilities(choices[i]);
  }
  return choices;
}

std::vector<std::uint32_t> chain_numbers(std::span<const std::vector<Antecedent>> choices,
                                         float least) {
  std::vector<std::uint32_t> chains;
  for (std::uint32_t i = 0; i < choices.size(); ++i) {
    const auto best = std::max_element(
        choices[i].begin(), choices[i].end(),
        [](const Antecedent& a, const Antecedent& b) { return a.score < b.score; });
    const bool goes_on = best != choices[i].end() && best->score > least;
    chains.push_back(goes_on ? chains[best->mention] : i);
  }
  return chains;
}

std::vector<std::vector<std::pair<std::uint32_t, float>>> chances_together(
    std::span<const std::vector<Antecedent>> choices) {
  constexpr std::uint32_t kReach = 400;
  constexpr float kLeast = 0.01F;
  using Row = std::vector<std::pair<std::uint32_t, float>>;
  std::vector<Row> earlier(choices.size()), both(choices.size());  // `both`: the later ones, too
  std::vector<float> sums;
  for (std::uint32_t i = 0; i < choices.size(); ++i) {
    const std::uint32_t first = i - std::min(i, kReach);
    sums.assign(i - first, 0);
    for (const Antecedent& antecedent : choices[i]) {
      for (const auto& [k, chance] : both[antecedent.mention]) {
        if (k >= first) sums[k - first] += antecedent.probability * chance;
      }
    }
    for (std::uint32_t k = first; k < i; ++k) {
      if (sums[k - first] < kLeast) continue;
      earlier[i].emplace_back(k, sums[k - first]);
      both[k].emplace_back(i, sums[k - first]);
    }
    both[i] = earlier[i];
    both[i].emplace_back(i, 1.0f);
  }
  return earlier;
}

}  // namespace sayso
