#include "nn/heads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "nn/crf.h"
#include "nn/dense.h"
#include "nn/model.h"
#include "nn/scores.h"
#include "nn/tiny_model.h"

namespace sayso {
namespace {

TEST(HeadsTest, RowsTogetherGiveTheBitsOfEachAlone) {
  std::mt19937 random(9);
  std::normal_distribution<float> normal;
  for (const int n_out : {32, 64, 70}) {
    Dense dense{n_out, 50, {}, {}};
    for (int i = 0; i < n_out * dense.n_in; ++i) dense.by_input.push_back(normal(random));
    for (int i = 0; i < n_out; ++i) dense.bias.push_back(normal(random));
    std::vector<float> x(11 * 50), expected;
    for (float& value : x) value = normal(random);
    for (std::size_t row = 0; row < 11; ++row) {
      const std::vector<float> out = apply_dense(dense, std::span(x).subspan(row * 50, 50));
      expected.insert(expected.end(), out.begin(), out.end());
    }
    EXPECT_EQ(apply_dense_to_rows(dense, x), expected);
  }
}

Tagger random_tagger(int n_labels, std::mt19937& random) {
  std::normal_distribution<float> normal(0, 1);
  const auto fill = [&](std::size_t n) {
    std::vector<float> values(n);
    for (float& value : values) value = normal(random);
    return values;
  };
  const auto n = static_cast<std::size_t>(n_labels);
  Tagger tagger;
  tagger.scores.n_out = n_labels;
  tagger.transitions = fill(n * n);
  tagger.start = fill(n);
  tagger.end = fill(n);
  return tagger;
}

// Every sequence of labels, one after the other.
bool next_sequence(std::vector<std::uint32_t>& labels, std::uint32_t n_labels) {
  for (std::uint32_t& label : labels) {
    if (++label < n_labels) return true;
    label = 0;
  }
  return false;
}

double score_of(const Tagger& tagger, const std::vector<float>& scores,
                const std::vector<std::uint32_t>& labels) {
  const auto n = static_cast<std::size_t>(tagger.scores.n_out);
  double score = tagger.start[labels.front()] + tagger.end[labels.back()];
  for (std::size_t i = 0; i < labels.size(); ++i) {
    score += scores[i * n + labels[i]];
    if (i > 0) score += tagger.transitions[labels[i - 1] * n + labels[i]];
  }
  return score;
}

TEST(HeadsTest, DecodingAgreesWithTryingAllSequences) {
  std::mt19937 random(9);
  for (int round = 0; round < 60; ++round) {
    constexpr std::uint32_t kLabels = 3;
    const std::size_t n_steps = 1 + static_cast<std::size_t>(round) % 5;
    const Tagger tagger = random_tagger(kLabels, random);
    std::vector<float> scores(n_steps * kLabels);
    std::normal_distribution<float> normal(0, 2);
    for (float& score : scores) score = normal(random);

    std::vector<std::uint32_t> labels(n_steps), best = labels;
    std::vector<double> sums(n_steps * kLabels);
    double total = 0;
    do {
      const double score = score_of(tagger, scores, labels);
      if (score > score_of(tagger, scores, best)) best = labels;
      total += std::exp(score);
      for (std::size_t i = 0; i < n_steps; ++i) sums[i * kLabels + labels[i]] += std::exp(score);
    } while (next_sequence(labels, kLabels));

    const Labelling found = decode(tagger, scores);
    EXPECT_EQ(found.labels, best);
    for (std::size_t i = 0; i < n_steps; ++i) {
      EXPECT_NEAR(found.probabilities[i], sums[i * kLabels + best[i]] / total, 1e-5);
    }
  }
  EXPECT_TRUE(decode(random_tagger(3, random), {}).labels.empty());
}

TEST(HeadsTest, LongTextsDoNotUnderflow) {
  std::mt19937 random(2);
  const Tagger tagger = random_tagger(3, random);
  const Labelling found = decode(tagger, std::vector<float>(3 * 5000, -50.0f));
  for (const float probability : found.probabilities)
    EXPECT_TRUE(probability > 0 && probability <= 1.0001f);
}

struct Bucket {
  TokenRange chooser, candidate;
  std::size_t bucket;
};

TEST(HeadsTest, BucketsOfDistance) {
  const std::vector<std::uint32_t> boundaries = {1, 2, 4, 8};
  const Bucket cases[] = {
      {{10, 12}, {8, 10}, 0},   // it touches
      {{10, 12}, {12, 14}, 0},  // on the other side
      {{10, 12}, {11, 14}, 0},  // it overlaps
      {{10, 12}, {5, 20}, 0},  {{10, 12}, {8, 9}, 1},    {{10, 12}, {7, 8}, 2},
      {{10, 12}, {6, 7}, 2},   {{10, 12}, {5, 6}, 3},    {{10, 12}, {0, 1}, 4},
      {{10, 12}, {13, 14}, 5}, {{10, 12}, {14, 15}, 6},  {{10, 12}, {16, 17}, 7},
      {{10, 12}, {20, 21}, 8}, {{10, 12}, {900, 901}, 8}};
  for (const Bucket& c : cases) {
    EXPECT_EQ(distance_bucket(boundaries, c.chooser, c.candidate), c.bucket)
        << c.candidate.begin << ' ' << c.candidate.end;
  }
}

// An encoding with made-up vectors; "told the harbourmaster ##s" is one word at the end.
Encoding made_up(std::size_t n_tokens, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, 1);
  Encoding encoding;
  encoding.width = TinyModel::kWidth;
  for (std::uint32_t i = 0; i < n_tokens; ++i)
    encoding.tokens.push_back({{i, i + 1}, 4, i % 3 != 2});
  encoding.hidden.resize(n_tokens * TinyModel::kWidth);
  for (float& value : encoding.hidden) value = normal(random);
  encoding.lower.resize(encoding.hidden.size());
  for (float& value : encoding.lower) value = normal(random);
  return encoding;
}

template <typename Spans>
void expect_whole_words(const Encoding& encoding, const Spans& spans) {
  std::uint32_t end = 0;
  for (const auto& span : spans) {
    EXPECT_LE(end, span.range.begin);
    EXPECT_LT(span.range.begin, span.range.end);
    EXPECT_TRUE(encoding.tokens[span.range.begin].first);
    EXPECT_TRUE(span.range.end == encoding.tokens.size() || encoding.tokens[span.range.end].first);
    end = span.range.end;
  }
}

TEST(HeadsTest, SpansAreWholeWords) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  std::size_t n_spans = 0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    const Encoding encoding = made_up(50, seed);
    expect_whole_words(encoding, decode_roles(*model, encoding, Breadth::kReports));
    expect_whole_words(encoding, decode_names(*model, encoding));
    expect_whole_words(encoding, decode_mentions(*model, encoding));
    n_spans += decode_roles(*model, encoding, Breadth::kReports).size() +
               decode_names(*model, encoding).size();
  }
  EXPECT_GT(n_spans, 100u);
  EXPECT_TRUE(decode_roles(*model, made_up(0, 0), Breadth::kAttitudes).empty());
  EXPECT_TRUE(decode_names(*model, made_up(0, 0)).empty());
}

TEST(HeadsTest, AnInnerLabelFollowsItsOwnType) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  const Tagger& tagger = model->heads.mention;
  std::mt19937 random(4);
  std::normal_distribution<float> normal(0, 3);
  const auto n_labels = static_cast<std::size_t>(tagger.scores.n_out);
  std::vector<float> scores(300 * n_labels);
  for (float& score : scores) score = normal(random);
  std::uint32_t before = 0;
  for (const std::uint32_t label : decode(tagger, scores).labels) {
    const bool inner = label > 0 && label % 2 == 0;
    EXPECT_TRUE(!inner || before == label || before + 1 == label) << before << ' ' << label;
    before = label;
  }
}

// y = W x + b from the file's numbers.
std::vector<double> linear(const TinyModel& tiny, const std::string& name,
                           const std::vector<double>& x) {
  const std::vector<float>& weights = tiny.weights.at(name + "/weight").values;
  const std::vector<float>& bias = tiny.weights.at(name + "/bias").values;
  std::vector<double> y(bias.begin(), bias.end());
  for (std::size_t i = 0; i < y.size(); ++i) {
    for (std::size_t j = 0; j < x.size(); ++j) y[i] += weights[i * x.size() + j] * x[j];
  }
  return y;
}

std::vector<double> slow_mean(const Encoding& encoding, const std::vector<TokenRange>& ranges) {
  std::vector<double> mean(TinyModel::kWidth);
  double n = 0;
  for (const TokenRange& range : ranges) n += range.size();
  for (const TokenRange& range : ranges) {
    for (std::uint32_t t = range.begin; t < range.end; ++t) {
      for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += encoding.vector(t)[i] / n;
    }
  }
  return mean;
}

std::vector<double> joined(std::vector<double> a, const std::vector<double>& b,
                           const std::vector<double>& c) {
  a.insert(a.end(), b.begin(), b.end());
  a.insert(a.end(), c.begin(), c.end());
  return a;
}

std::vector<double> slow_span(const Encoding& encoding, const TokenRange& range) {
  const auto row = [&](std::uint32_t t) {
    return std::vector<double>(encoding.vector(t).begin(), encoding.vector(t).end());
  };
  return joined(slow_mean(encoding, {range}), row(range.begin), row(range.end - 1));
}

std::vector<double> slow_softmax(std::vector<double> scores) {
  double total = 0;
  for (double& score : scores) total += score = std::exp(score);
  for (double& score : scores) score /= total;
  return scores;
}

TEST(HeadsTest, NamesAgreeWithTheSlowOnes) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  const Encoding encoding = made_up(40, 3);
  const std::vector<std::uint32_t> words = {0, 1, 3, 4, 39};
  std::vector<std::vector<double>> hidden = {std::vector<double>(TinyModel::kNameWidth)};
  for (const std::uint32_t token : words) {
    std::vector<double> seen(encoding.vector(token).begin(), encoding.vector(token).end());
    for (std::size_t i = 0; i < TinyModel::kWidth; ++i)
      seen.push_back(encoding.lower[token * TinyModel::kWidth + i]);
    hidden.push_back(linear(tiny, "name/hidden", seen));
    for (double& value : hidden.back()) value = std::max(value, 0.0);
  }
  hidden.push_back(hidden.front());
  const std::vector<float> found = name_scores(model->heads, encoding, words);
  ASSERT_EQ(found.size(), 11 * words.size());
  for (std::size_t word = 0; word < words.size(); ++word) {
    const std::vector<double> expected =
        linear(tiny, "name", joined(hidden[word], hidden[word + 1], hidden[word + 2]));
    for (std::size_t i = 0; i < 11; ++i) EXPECT_NEAR(found[word * 11 + i], expected[i], 1e-4);
  }
}

TEST(HeadsTest, NoNameReachesIntoTheNextSentence) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  bool some_would = false;
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    Encoding encoding = made_up(60, seed);
    const auto reach = [&] {
      bool any = false;
      for (const NameSpan& name : decode_names(*model, encoding))
        any |= name.range.begin / 3 != (name.range.end - 1) / 3;
      return any;
    };
    some_would |= reach();
    for (std::uint32_t token = 0; token <= 60; token += 3) encoding.sentence_begin.push_back(token);
    EXPECT_FALSE(reach()) << seed;
  }
  EXPECT_TRUE(some_would);
}

TEST(HeadsTest, LinksAgreeWithTheSlowOnes) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  const Encoding encoding = made_up(40, 1);
  const std::vector<TokenRange> choosers = {{3, 5}, {20, 26}},
                                candidates = {{0, 1}, {5, 9}, {30, 40}};
  const char* names[] = {"link/source_cue", "link/content_cue", "link/content_source", "coref"};
  for (std::size_t kind = 0; kind < 4; ++kind) {
    const std::string name = names[kind];
    const std::vector<float> found =
        link(*model, encoding, static_cast<LinkKind>(kind), choosers, candidates);
    ASSERT_EQ(found.size(), 8u);
    for (std::size_t i = 0; i < choosers.size(); ++i) {
      const std::vector<double> q = linear(tiny, name + "/from", slow_span(encoding, choosers[i]));
      std::vector<double> scores;
      for (const TokenRange& candidate : candidates) {
        const std::vector<double> k = linear(tiny, name + "/to", slow_span(encoding, candidate));
        const double dot = std::inner_product(q.begin(), q.end(), k.begin(), 0.0);
        const std::size_t bucket =
            distance_bucket(model->heads.distance_boundaries, choosers[i], candidate);
        scores.push_back(dot / std::sqrt(128.0) +
                         tiny.weights.at(name + "/distance").values[bucket]);
      }
      const std::vector<float>& none = tiny.weights.at(name + "/none_weight").values;
      scores.push_back(std::inner_product(q.begin(), q.end(), none.begin(), 0.0) +
                       tiny.weights.at(name + "/none_bias").values[0]);
      const std::vector<double> expected = slow_softmax(scores);
      for (std::size_t j = 0; j < 4; ++j)
        EXPECT_NEAR(std::exp(found[i * 4 + j]), expected[j], 1e-4);
    }
  }
  EXPECT_EQ(link(*model, encoding, LinkKind::kSourceCue, choosers, {}), (std::vector<float>{0, 0}));
  EXPECT_TRUE(link(*model, encoding, LinkKind::kSourceCue, {}, candidates).empty());
}

TEST(HeadsTest, StanceKindAndMeaningAgreeWithTheSlowOnes) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  const Encoding encoding = made_up(40, 2);
  const TokenRange cue{4, 6}, source{1, 4};
  const std::vector<TokenRange> content = {{8, 12}, {20, 21}};

  for (const bool whole : {true, false}) {
    const std::vector<double> nothing(TinyModel::kWidth);
    std::vector<double> hidden =
        linear(tiny, "stance/hidden",
               joined(whole ? slow_mean(encoding, {cue}) : nothing, slow_mean(encoding, content),
                      whole ? slow_mean(encoding, {source}) : nothing));
    for (double& value : hidden) value = std::tanh(value);
    const std::vector<double> stances = slow_softmax(linear(tiny, "stance/output", hidden));
    const auto found =
        whole ? stance_probabilities(*model, encoding, cue, content, source)
              : stance_probabilities(*model, encoding, std::nullopt, content, std::nullopt);
    for (std::size_t i = 0; i < 8; ++i) EXPECT_NEAR(found[i], stances[i], 1e-5);
  }

  const std::vector<double> kinds =
      slow_softmax(linear(tiny, "kind", slow_mean(encoding, {source})));
  const auto found_kinds = kind_probabilities(*model, encoding, source);
  for (std::size_t i = 0; i < 7; ++i) EXPECT_NEAR(found_kinds[i], kinds[i], 1e-5);

  const std::vector<double> meaning = linear(tiny, "embed", slow_mean(encoding, content));
  const double length =
      std::sqrt(std::inner_product(meaning.begin(), meaning.end(), meaning.begin(), 0.0));
  const auto found_meaning = embed(*model, encoding, content);
  for (std::size_t i = 0; i < 256; ++i)
    EXPECT_NEAR(found_meaning[i], 127 * meaning[i] / length, 0.51);
  EXPECT_EQ(embed(*model, encoding, {}), (std::array<std::int8_t, 256>{}));
}

}  // namespace
}  // namespace sayso
