#include "nn/nested.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "nn/scratch.h"
#include "nn/tiny_model.h"

namespace sayso {
namespace {

using Vector = std::vector<double>;

// A text whose words stand between spaces, with made-up vectors; words of more than seven letters
// have two pieces.
struct Sample {
  std::string text;
  Encoding encoding;

  Sample(const std::vector<std::string>& sentences, std::uint32_t seed) {
    encoding.width = TinyModel::kWidth;
    for (const std::string& sentence : sentences) {
      encoding.sentence_begin.push_back(static_cast<std::uint32_t>(encoding.tokens.size()));
      add_words(sentence);
    }
    encoding.sentence_begin.push_back(static_cast<std::uint32_t>(encoding.tokens.size()));
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 1);
    encoding.hidden.resize(encoding.tokens.size() * TinyModel::kWidth);
    encoding.lower.resize(encoding.hidden.size());
    for (float& value : encoding.hidden) value = normal(random);
    for (float& value : encoding.lower) value = normal(random);
  }

  void add_words(const std::string& sentence) {
    for (std::size_t begin = 0; begin < sentence.size();) {
      const std::size_t end = std::min(sentence.find(' ', begin), sentence.size());
      const auto at = static_cast<std::uint32_t>(text.size());
      text += sentence.substr(begin, end - begin) + " ";
      const auto last = static_cast<std::uint32_t>(text.size()) - 1;
      if (last - at > 7) encoding.tokens.push_back({{at, at + 4}, 4, true});
      encoding.tokens.push_back({{last - at > 7 ? at + 4 : at, last}, 4, last - at <= 7});
      begin = end + 1;
    }
  }

  TokenRange tokens(const std::string& words) const {
    const auto at = static_cast<std::uint32_t>(text.find(words));
    return tokens_in(encoding, {at, at + static_cast<std::uint32_t>(words.size())});
  }
};

Sample farmers(std::uint32_t seed = 3) {
  return Sample({"Polaris reported that Bo Tamm had been told by farmers :",
                 "\" The dam leaks , we think , \" Ada added .", "Nobody denied it ."},
                seed);
}

Vector weights_of(const TinyModel& tiny, const std::string& name) {
  const std::vector<float>& values = tiny.weights.at(name).values;
  return {values.begin(), values.end()};
}

// y = W x + b in double, from the file's numbers.
Vector linear(const TinyModel& tiny, const std::string& name, const Vector& x) {
  const Vector weight = weights_of(tiny, name + "/weight"), bias = weights_of(tiny, name + "/bias");
  Vector y = bias;
  for (std::size_t row = 0; row < y.size(); ++row)
    for (std::size_t i = 0; i < x.size(); ++i) y[row] += weight[row * x.size() + i] * x[i];
  return y;
}

Vector relu(Vector x) {
  for (double& value : x) value = std::max(value, 0.0);
  return x;
}

Vector joined(const std::vector<Vector>& parts) {
  Vector all;
  for (const Vector& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

Vector seen(const Encoding& encoding, std::size_t token) {
  const auto width = static_cast<std::size_t>(TinyModel::kWidth);
  Vector x(encoding.vector(token).begin(), encoding.vector(token).end());
  for (std::size_t i = 0; i < width; ++i) x.push_back(encoding.lower[token * width + i]);
  return x;
}

// (tokens) of [own; around]; the second half also gives the cue's scores.
std::vector<Vector> slow_vectors(const TinyModel& tiny, const Encoding& encoding) {
  const std::size_t n = encoding.tokens.size();
  std::vector<Vector> inputs(n + 2, Vector(128));
  for (std::size_t i = 0; i < n; ++i)
    inputs[i + 1] = relu(linear(tiny, "nested/input", seen(encoding, i)));
  std::vector<Vector> vectors;
  for (std::size_t i = 0; i < n; ++i) {
    vectors.push_back(joined(
        {relu(linear(tiny, "nested/span", seen(encoding, i))),
         relu(linear(tiny, "nested/around", joined({inputs[i], inputs[i + 1], inputs[i + 2]})))}));
  }
  return vectors;
}

Vector span_of(const std::vector<Vector>& vectors, const TokenRange& range) {
  Vector mean(kNestedWidth);
  for (std::uint32_t token = range.begin; token < range.end; ++token)
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += vectors[token][i] / range.size();
  return joined({mean, vectors[range.begin], vectors[range.end - 1]});
}

TEST(NestedTest, AgreesWithTheFormulasInDouble) {
  const TinyModel tiny;
  const auto model = tiny.load();
  Scratch scratch;
  const Sample sample = farmers();
  const NestedVectors fast = nested_vectors(*model->nested, sample.encoding, scratch);
  const std::vector<Vector> slow = slow_vectors(tiny, sample.encoding);
  for (std::size_t token = 0; token < slow.size(); ++token) {
    const Vector scores =
        linear(tiny, "nested/cue", {slow[token].begin() + 128, slow[token].end()});
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(fast.cues[token * 3 + i], scores[i], 1e-4);
    for (std::size_t i = 0; i < kNestedWidth; ++i)
      EXPECT_NEAR(fast.spans[token * kNestedWidth + i], slow[token][i], 1e-4);
  }
  const std::vector<TokenRange> cues = {sample.tokens("reported"), sample.tokens("been told")};
  const std::vector<TokenRange> others = {sample.tokens("Bo Tamm"), sample.tokens("farmers")};
  const std::vector<NestedPair> pairs = {{0, 1, {4, 11}}, {1, 0, {0, 20}}, {1, 1, {30}}};
  const PickScores scores =
      pick_scores(model->nested->source, fast.spans, cues, others, pairs, scratch);
  const Vector product = weights_of(tiny, "nested/source/product");
  const Vector rows = weights_of(tiny, "nested/source/rows");
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const Vector q = linear(tiny, "nested/source/from", span_of(slow, cues[pairs[k].chooser]));
    const Vector p = linear(tiny, "nested/source/to", span_of(slow, others[pairs[k].candidate]));
    double score = weights_of(tiny, "nested/source/out/bias")[0];
    for (std::size_t h = 0; h < 64; ++h) {
      double hidden = q[48 + h] + p[48 + h];
      for (std::size_t i = 0; i < 48; ++i) hidden += product[h * 48 + i] * q[i] * p[i];
      for (const std::uint32_t row : pairs[k].rows) hidden += rows[row * 64 + h];
      score += std::max(hidden, 0.0) * weights_of(tiny, "nested/source/out/weight")[h];
    }
    EXPECT_NEAR(scores.pairs[k], score, 1e-3 * std::max(1.0, std::abs(score)));
  }
  for (std::size_t i = 0; i < cues.size(); ++i) {
    const Vector q = linear(tiny, "nested/source/from", span_of(slow, cues[i]));
    double none = weights_of(tiny, "nested/source/none/bias")[0];
    for (std::size_t h = 0; h < 32; ++h)
      none += std::max(q[112 + h], 0.0) * weights_of(tiny, "nested/source/none/weight")[h];
    EXPECT_NEAR(scores.none[i], none, 1e-3 * std::max(1.0, std::abs(none)));
  }
}

TEST(NestedTest, CuesAreRunsOfWholeWords) {
  const Sample sample({"he complained and said it reportedly"},
                      1);  // complained, reportedly: two pieces
  ASSERT_EQ(sample.encoding.tokens.size(), 8u);
  const std::vector<float> o = {9, 0, 0}, b = {0, 9, 0}, in = {0, 0, 9};
  const auto cues = [&](const std::vector<std::vector<float>>& rows) {
    std::vector<float> scores;
    for (const std::vector<float>& row : rows) scores.insert(scores.end(), row.begin(), row.end());
    return cue_ranges(sample.encoding, scores, 0.5F);
  };
  EXPECT_EQ(cues({o, o, o, o, o, o, o, o}), std::vector<TokenRange>());
  EXPECT_EQ(cues({o, b, in, in, in, o, o, o}), (std::vector<TokenRange>{{1, 5}}));
  EXPECT_EQ(cues({o, b, in, b, in, o, o, o}), (std::vector<TokenRange>{{1, 3}, {3, 5}}));
  EXPECT_EQ(cues({o, o, in, o, o, o, b, o}), (std::vector<TokenRange>{{1, 3}, {6, 8}}));
  EXPECT_EQ(cues({o, b, b, o, o, o, o, o}), (std::vector<TokenRange>{{1, 3}}));
}

const NestedPair* pair_of(const std::vector<NestedPair>& pairs, std::uint32_t chooser,
                          std::uint32_t candidate) {
  for (const NestedPair& pair : pairs) {
    if (pair.chooser == chooser && pair.candidate == candidate) return &pair;
  }
  return nullptr;
}

TEST(NestedTest, WhatACueAndItsCandidatesAreToEachOther) {
  const auto model = TinyModel().load();
  const Sample sample = farmers();
  NestedText text = view_nested(*model, sample.text, sample.encoding);
  // What the text tells, whatever the random taggers say.
  text.sources = {sample.tokens("farmers"), sample.tokens("we"), sample.tokens("Ada")};
  text.found_as = {kIsOtherWord, kIsPronoun, kIsName | kIsRoleSource};
  const std::vector<TokenRange> cues = {sample.tokens("reported"), sample.tokens("been told"),
                                        sample.tokens("think"), sample.tokens("added")};
  const std::vector<NestedPair> sources = source_pairs(*model, sample.encoding, text, cues);
  constexpr std::uint32_t kBuckets = 9, kSigns = kBuckets, kPlace = kSigns + 12,
                          kQuoted = kPlace + 4, kCues = kQuoted + 4;
  const NestedPair* we = pair_of(sources, 2, 1);  // "we think"
  ASSERT_NE(we, nullptr);
  EXPECT_EQ(we->rows.size(), 13u);
  EXPECT_EQ(we->rows[1], kSigns);                  // no name
  EXPECT_EQ(we->rows[5], kSigns + 2 * 4 + 1);      // a pronoun
  EXPECT_EQ(we->rows[7], kPlace + 3);              // before it, in its sentence
  EXPECT_EQ(we->rows[8], kQuoted + 3);             // in one quotation
  EXPECT_EQ(we->rows[9], kCues);                   // no cue between
  const NestedPair* ada = pair_of(sources, 2, 2);  // "think ," ... Ada
  ASSERT_NE(ada, nullptr);
  EXPECT_EQ(ada->rows[7], kPlace + 2);
  EXPECT_EQ(ada->rows[8], kQuoted + 1);
  const NestedPair* far = pair_of(sources, 3, 0);
  ASSERT_NE(far, nullptr);
  EXPECT_EQ(far->rows[7], kPlace + 1);
  EXPECT_EQ(far->rows[9], kCues + 1);
  const std::vector<NestedPair> parents = parent_pairs(*model, sample.encoding, text, cues);
  EXPECT_EQ(parents.size(), 12u);
  const NestedPair* quoted = pair_of(parents, 2, 3);  // what is thought is told by "added"
  ASSERT_NE(quoted, nullptr);
  EXPECT_EQ(quoted->rows.size(), 12u);
  EXPECT_EQ(quoted->rows[1], kBuckets);              // one sentence, the parent after it
  EXPECT_EQ(quoted->rows[2], kBuckets + 8 + 2 * 2);  // from a quotation to outside
  EXPECT_EQ(pair_of(parents, 3, 0)->rows[3], kBuckets + 16 + 2 * 2 + 1);  // two cues between
}

TEST(NestedTest, WhateverTheWeightsSayNoReportIsToldWithinItself) {
  const auto model = TinyModel().load();
  Scratch scratch;
  std::size_t n_inside = 0;
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const Sample sample = farmers(seed);
    const std::vector<TokenRange> tagged = {sample.tokens("reported"), sample.tokens("denied")};
    const NestedReading reading =
        read_nested(*model, sample.text, sample.encoding, tagged, scratch);
    const auto& reports = reading.reports;
    for (std::size_t i = 0; i < reports.size(); ++i) {
      EXPECT_LE(i > 0 ? reports[i - 1].cue.end : 0, reports[i].cue.begin);
      EXPECT_LT(reports[i].source.chosen.value_or(0), reading.sources.size());
      float all = reports[i].source.none;
      for (const auto& [candidate, probability] : reports[i].source.candidates) all += probability;
      EXPECT_GT(all, 0.5F);
      EXPECT_LT(all, 1.001F);
      std::optional<std::uint32_t> at = static_cast<std::uint32_t>(i);
      std::size_t steps = 0;
      while (at && steps <= reports.size()) at = reports[*at].parent.chosen, ++steps;
      EXPECT_LE(steps, reports.size());
      n_inside += reports[i].parent.chosen.has_value();
    }
    for (const TokenRange& cue : tagged) {
      EXPECT_TRUE(std::any_of(reports.begin(), reports.end(), [&](const NestedReport& report) {
        return report.cue.begin < cue.end && cue.begin < report.cue.end;
      }));
    }
  }
  EXPECT_GT(n_inside, 0u);
}

TEST(NestedTest, AFileMayLackThem) {
  EXPECT_FALSE(TinyModel(false).load()->nested.has_value());
  EXPECT_TRUE(TinyModel(true).load()->nested.has_value());
  TinyModel broken;
  broken.entry("nested/source/rows")["name"] = "nested/source/else";
  const auto model = load_model(broken.file());
  ASSERT_FALSE(model.has_value());
  EXPECT_NE(model.error().what.find("nested/source/rows"), std::string::npos);
}

}  // namespace
}  // namespace sayso
