#include "nn/coreference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
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
  std::vector<TextWord> words;

  Sample(const std::vector<std::string>& sentences, std::uint32_t seed, WordCount before = {}) {
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
    words = words_of(text, encoding, before);
  }

  void add_words(const std::string& sentence) {
    for (std::size_t begin = 0; begin < sentence.size();) {
      const std::size_t end = std::min(sentence.find(' ', begin), sentence.size());
      const auto at = static_cast<std::uint32_t>(text.size());
      text += sentence.substr(begin, end - begin) + " ";
      const auto last = static_cast<std::uint32_t>(text.size()) - 1;
      if (last - at > 7) {
        encoding.tokens.push_back({{at, at + 4}, 4, true});
        encoding.tokens.push_back({{at + 4, last}, 4, false});
      } else {
        encoding.tokens.push_back({{at, last}, 4, true});
      }
      begin = end + 1;
    }
  }
};

std::vector<std::string> story(int n_sentences) {
  const std::vector<std::string> sentences = {
      "Mara Lindqvist , the director of the harbour authority , said she had seen it .",
      "Halden Dockworkers Union denied that its members were told about the 3 letters .",
      "\" We have nothing to hide , \" Ms . Lindqvist ' s spokesman said .",
      "HDU and the dockers answered him in the union ' s own letters , which they had kept .",
      "Directors met some officials ; nobody from Lindqvist told them ."};
  std::vector<std::string> all;
  for (int i = 0; i < n_sentences; ++i)
    all.push_back(sentences[static_cast<std::size_t>(i) % sentences.size()]);
  return all;
}

MentionWords mention_in(const std::string& text, const std::string& phrase) {
  const Sample sample({text}, 1);
  const std::string padded = " " + sample.text, inside = " " + phrase + " ";
  const auto at = static_cast<std::uint32_t>(padded.find(inside));
  MentionWords mention;
  std::uint32_t begin = 0, end = 0;
  for (const TextWord& word : sample.words) {
    begin += word.span.begin < at;
    end += word.span.begin < at + phrase.size();
  }
  return describe(sample.words, begin, end, {100, 7});
}

struct Told {
  const char* text;
  const char* phrase;
  int kind;
  const char* head;
  const char* string;
  const char* initials;
  int place;
};

TEST(CoreferenceTest, WhatTheWordsOfAMentionTell) {
  const Told cases[] = {
      {"Then she spoke", "she", 5, "she", "she", "", 0},
      {"This is so", "This", 8, "this", "this", "", 1},
      {"the Halden Dockworkers ' Union", "the Halden Dockworkers ' Union", kNameMention, "union",
       "halden dockworkers ' union", "hdu", 1},
      {"met Ms . Okafor ' s", "Ms . Okafor ' s", kNameMention, "okafor", "okafor", "", 0},
      {"by the director of the Port", "the director of the Port", kDefinite, "director",
       "director of the port", "dtp", 2},
      {"that old crane fell", "that old crane", kDemonstrative, "crane", "old crane", "oc", 1},
      {"her two sons", "her two sons", kPossessive, "sons", "two sons", "ts", 1},
      {"union ’ s boss", "union ’ s boss", kPossessive, "boss", "union ’ s boss", "usb", 1},
      {"every boss", "every boss", kIndefinite, "boss", "every boss", "eb", 1},
      {"3 letters", "3 letters", kNumeral, "letters", "3 letters", "3l", 1},
      {"old ways", "old ways", kPlural, "ways", "old ways", "ow", 1},
      {"old glass", "old glass", kOtherMention, "glass", "old glass", "og", 1},
      {"ÉTÉ Ólafsdóttir", "Ólafsdóttir", kNameMention, "ólafsdóttir", "ólafsdóttir", "", 0},
      {"in ( the end", "( the end", kOtherMention, "end", "( the end", "te", 2}};
  for (const Told& c : cases) {
    const MentionWords found = mention_in(c.text, c.phrase);
    EXPECT_EQ(found.kind, c.kind) << c.phrase;
    EXPECT_EQ(found.head, c.head) << c.phrase;
    EXPECT_EQ(found.string, c.string) << c.phrase;
    EXPECT_EQ(found.initials, c.initials) << c.phrase;
    EXPECT_EQ(found.place, c.place) << c.phrase;
    EXPECT_EQ(found.sentence, 0u);
    EXPECT_GE(found.begin, 100u);
  }
  EXPECT_EQ(mention_in("her letters", "her letters").stem, "letter");
  EXPECT_EQ(mention_in("the gas", "the gas").stem, "gas");
}

struct Pair {
  const char* earlier;
  const char* later;
  std::uint32_t match;
};

TEST(CoreferenceTest, HowAlikeTheWordsOfTwoMentionsAre) {
  const Pair cases[] = {{"she", "she", 8},
                        {"she", "her", 0},
                        {"Mara", "she", 0},
                        {"the union", "a union", 1},
                        {"old union", "the old dock union", 2},
                        {"old union", "the new union", 3},
                        {"union of dockers", "dockers", 4},
                        {"dockers", "the union of dockers", 5},
                        {"Halden Dockworkers Union", "HDU", 6},
                        {"HDU", "Halden Dockworkers Union", 6},
                        {"new director", "all directors", 7},
                        {"new director", "old crane", 0}};
  for (const Pair& c : cases) {
    MentionWords earlier = mention_in(c.earlier, c.earlier);
    MentionWords later = mention_in(c.later, c.later);
    later.begin += 50;
    later.end += 50;
    const std::vector<const MentionWords*> both = {&earlier, &later};
    const auto rows = compare(both).at(1).at(0).rows;
    EXPECT_EQ(rows[3] - 421, c.match) << c.earlier << " / " << c.later;
  }
}

TEST(CoreferenceTest, HowTwoMentionsLie) {
  const std::array<std::uint32_t, 5> cases[] = {
      // begin and end of the earlier and of the later one; the row
      {3, 5, 9, 10, 0}, {3, 9, 4, 6, 1}, {3, 6, 4, 6, 1}, {3, 5, 3, 9, 2},
      {3, 5, 5, 9, 3},  {3, 5, 6, 9, 3}, {3, 5, 7, 9, 0}, {3, 6, 5, 9, 4}};
  for (const auto& [b, e, begin, end, row] : cases) {
    MentionWords earlier, later;
    earlier.begin = b, earlier.end = e, later.begin = begin, later.end = end;
    const std::vector<const MentionWords*> both = {&earlier, &later};
    EXPECT_EQ(compare(both).at(1).at(0).rows[4] - 430, row) << b << ' ' << e << ' ' << begin;
  }
}

// Every mention that there may be: words [i, i + 1) and [i, i + 3).
std::vector<SpanOfWords> some_spans(const Sample& sample) {
  std::vector<SpanOfWords> spans;
  for (std::uint32_t i = 0; i + 3 < sample.words.size(); i += 2) {
    spans.push_back({i, i + 1, static_cast<float>(i % 9) - 2.5f});
    if (sample.words[i].sentence == sample.words[i + 2].sentence)
      spans.push_back({i, i + 3, static_cast<float>(i % 5)});
  }
  return spans;
}

// The comparisons, with everything counted anew for each pair.
std::vector<Comparison> slow_comparisons(const std::vector<const MentionWords*>& all,
                                         std::uint32_t i) {
  std::vector<std::uint32_t> near, far;
  for (std::uint32_t j = 0; j < i; ++j) {
    const bool alike = all[j]->head == all[i]->head || all[j]->string == all[i]->string;
    if (j + 45 >= i) {
      near.push_back(j);
    } else if (!all[i]->is_pronoun() && alike) {
      far.push_back(j);
    }
  }
  if (far.size() > 15) far.erase(far.begin(), far.end() - 15);
  far.insert(far.end(), near.begin(), near.end());
  std::vector<Comparison> comparisons;
  for (const std::uint32_t j : far) {
    std::uint32_t between = 0, others = 0;
    for (std::uint32_t k = j + 1; k < i; ++k) between += all[k]->kind == all[j]->kind;
    for (std::uint32_t k = 0; k < i; ++k) others += k != j && all[k]->head == all[j]->head;
    const std::uint32_t sort = all[j]->is_pronoun() ? 0 : all[j]->kind == kNameMention ? 1 : 2;
    Comparison comparison{j, {}};
    comparison.rows[0] = all[i]->kind * 20u + all[j]->kind;
    comparison.rows[5] = 435 + std::min(4u, between) + 5 * sort;
    comparison.rows[6] = 450 + std::min(4u, others);
    comparisons.push_back(comparison);
  }
  return comparisons;
}

TEST(CoreferenceTest, ComparisonsAgreeWithTheSlowOnes) {
  const Sample sample(story(60), 1);
  std::vector<MentionWords> mentions;
  for (const SpanOfWords& span : some_spans(sample))
    mentions.push_back(describe(sample.words, span.begin, span.end, {}));
  std::vector<const MentionWords*> all;
  for (const MentionWords& mention : mentions) all.push_back(&mention);
  ASSERT_GT(all.size(), 300u);
  const auto found = compare(all);
  std::size_t n_far = 0;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const std::vector<Comparison> expected = slow_comparisons(all, i);
    ASSERT_EQ(found[i].size(), expected.size()) << i;
    for (std::size_t k = 0; k < expected.size(); ++k) {
      EXPECT_EQ(found[i][k].mention, expected[k].mention);
      for (const std::size_t feature : {0, 5, 6})
        EXPECT_EQ(found[i][k].rows[feature], expected[k].rows[feature]) << i << ' ' << feature;
      for (const std::uint32_t row : found[i][k].rows) EXPECT_LT(row, std::uint32_t{kPairRows});
    }
    n_far += expected.size() > 45;
  }
  EXPECT_GT(n_far, 100u);
}

// The network in double, from the file's numbers, one number at a time.
class SlowCoreference {
 public:
  SlowCoreference(const TinyModel& tiny, const Encoding& encoding)
      : tiny_(tiny), encoding_(encoding) {}

  double span(const std::vector<TextWord>& words, std::size_t begin, std::size_t end) const {
    const Vector none(2 * TinyModel::kWidth);
    const Vector before = begin > 0 ? token(words[begin - 1].tokens.end - 1) : none;
    const Vector after = end < words.size() ? token(words[end].tokens.begin) : none;
    const Vector s = linear(
        "start", relu(linear("start_hidden", joined({token(words[begin].tokens.begin), before}))));
    const Vector e = linear(
        "end", relu(linear("end_hidden", joined({token(words[end - 1].tokens.end - 1), after}))));
    double sum = 0;
    for (std::size_t i = 0; i < 96; ++i) sum += s[i] * e[i] / std::sqrt(96.0);
    return sum + s[96] + e[96] + numbers("span_words")[end - begin - 1];
  }

  // The five vectors of 64 of a mention, one after the other.
  Vector project(const TokenRange& tokens) const {
    Vector mean(2 * TinyModel::kWidth);
    for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
      const Vector x = token(t);
      for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += x[i] / tokens.size();
    }
    return linear("project", joined({mean, token(tokens.begin), token(tokens.end - 1)}));
  }

  double pair(const Vector& later, const Vector& earlier, const Mention& a, const Mention& b,
              const Comparison& comparison) const {
    const std::vector<float>&rows = numbers("pair"), &product = numbers("product");
    Vector hidden(64);
    for (std::size_t i = 0; i < 64; ++i) {
      hidden[i] = later[64 + i] + earlier[128 + i];
      for (const std::uint32_t row : comparison.rows) hidden[i] += rows[row * 64 + i];
      for (std::size_t j = 0; j < 64; ++j)
        hidden[i] += product[i * 64 + j] * later[192 + j] * earlier[256 + j];
    }
    return out("out", hidden) + weight(later, a) + weight(earlier, b);
  }

 private:
  const std::vector<float>& numbers(const std::string& name) const {
    return tiny_.weights.at("coreference/" + name).values;
  }

  Vector token(std::uint32_t t) const {
    constexpr std::size_t kWidth = TinyModel::kWidth;
    Vector x(encoding_.hidden.begin() + t * kWidth, encoding_.hidden.begin() + (t + 1) * kWidth);
    x.insert(x.end(), encoding_.lower.begin() + t * kWidth,
             encoding_.lower.begin() + (t + 1) * kWidth);
    return x;
  }

  static Vector joined(const std::vector<Vector>& parts) {
    Vector all;
    for (const Vector& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
  }
  static Vector relu(Vector x) {
    for (double& value : x) value = std::max(value, 0.0);
    return x;
  }

  Vector linear(const std::string& name, const Vector& x) const {
    const std::vector<float>&weights = numbers(name + "/weight"), &bias = numbers(name + "/bias");
    Vector y(bias.begin(), bias.end());
    for (std::size_t i = 0; i < y.size(); ++i) {
      for (std::size_t j = 0; j < x.size(); ++j) y[i] += weights[i * x.size() + j] * x[j];
    }
    return y;
  }

  double out(const std::string& name, const Vector& hidden) const {
    return linear(name, relu(hidden)).at(0);
  }

  double weight(const Vector& projected, const Mention& mention) const {
    Vector hidden(projected.begin(), projected.begin() + 64);
    for (const std::uint32_t row : single_rows(mention.words, mention.score)) {
      for (std::size_t i = 0; i < 64; ++i) hidden[i] += numbers("single")[row * 64 + i];
    }
    return out("mention", hidden);
  }

  const TinyModel& tiny_;
  const Encoding& encoding_;
};

TEST(CoreferenceTest, SpansAgreeWithTheSlowOnes) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  Scratch scratch;
  const Sample sample(story(3), 2);
  const SlowCoreference slow(tiny, sample.encoding);
  const auto scores = span_scores(model->coreference, sample.encoding, sample.words, scratch);
  ASSERT_EQ(scores.size(), sample.words.size() * kLongestMention);
  for (std::size_t i = 0; i < sample.words.size(); ++i) {
    for (std::size_t w = 0; w < kLongestMention; ++w) {
      const bool inside =
          i + w < sample.words.size() && sample.words[i].sentence == sample.words[i + w].sentence;
      EXPECT_NEAR(scores[i * kLongestMention + w],
                  inside ? slow.span(sample.words, i, i + w + 1) : kNoSpan, 1e-3)
          << i << ' ' << w;
    }
  }
}

TEST(CoreferenceTest, TheBestSpansAreMentions) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  Scratch scratch;
  const Sample sample(story(30), 3, {});
  const auto scores = span_scores(model->coreference, sample.encoding, sample.words, scratch);
  std::vector<float> sorted = scores;
  std::sort(sorted.rbegin(), sorted.rend());
  const std::size_t most = 1 + sample.words.size() * 35 / 100;
  WordCount before{1000, 50};
  const auto mentions = find_mentions(*model, sample.text, sample.encoding, before, scratch);
  ASSERT_EQ(mentions.size(), most);
  EXPECT_EQ(before.words, 1000 + sample.words.size());
  EXPECT_EQ(before.sentences, 80u);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const MentionWords& words = mentions[i].words;
    EXPECT_GE(mentions[i].score, sorted[most - 1]);
    EXPECT_EQ(mentions[i].span.begin, sample.words[words.begin - 1000].span.begin);
    EXPECT_EQ(mentions[i].span.end, sample.words[words.end - 1001].span.end);
    if (i == 0) continue;
    const MentionWords& last = mentions[i - 1].words;
    EXPECT_LT(std::pair(last.begin, last.end), std::pair(words.begin, words.end));
  }
  const Sample none({}, 1);
  EXPECT_TRUE(find_mentions(*model, none.text, none.encoding, before, scratch).empty());
  EXPECT_EQ(before.sentences, 80u);
}

TEST(CoreferenceTest, AntecedentsAgreeWithTheSlowOnes) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  Scratch scratch;
  const Sample sample(story(7), 4);
  const SlowCoreference slow(tiny, sample.encoding);
  const auto spans = some_spans(sample);
  const auto mentions =
      make_mentions(model->coreference, sample.encoding, sample.words, spans, {}, scratch);
  std::vector<Vector> projected;
  std::vector<const MentionWords*> words;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    projected.push_back(slow.project(
        {sample.words[spans[i].begin].tokens.begin, sample.words[spans[i].end - 1].tokens.end}));
    words.push_back(&mentions[i].words);
  }
  const auto comparisons = compare(words);
  const auto choices = choose_antecedents(model->coreference, mentions);
  ASSERT_EQ(choices.size(), mentions.size());
  for (std::size_t i = 0; i < choices.size(); ++i) {
    ASSERT_EQ(choices[i].size(), comparisons[i].size());
    double all = 1;
    std::vector<double> scores;
    for (const Comparison& c : comparisons[i]) {
      scores.push_back(
          slow.pair(projected[i], projected[c.mention], mentions[i], mentions[c.mention], c));
      all += std::exp(scores.back());
    }
    for (std::size_t k = 0; k < choices[i].size(); ++k) {
      EXPECT_EQ(choices[i][k].mention, comparisons[i][k].mention);
      EXPECT_NEAR(choices[i][k].score, scores[k], 1e-3);
      EXPECT_NEAR(choices[i][k].probability, std::exp(scores[k]) / all, 1e-3);
    }
  }
}

// Random choices among the five mentions before, likelier the nearer.
std::vector<std::vector<Antecedent>> random_choices(std::uint32_t n, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> share(0, 0.25f);
  std::vector<std::vector<Antecedent>> choices(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = i - std::min(i, 4u); j < i; ++j) {
      const float probability = share(random);
      choices[i].push_back({j, 10 * probability - 1, probability});
    }
  }
  return choices;
}

TEST(CoreferenceTest, ChancesAgreeWithTheWholeMatrix) {
  const auto choices = random_choices(60, 5);
  std::vector<Vector> c(60, Vector(60));
  for (std::size_t i = 0; i < 60; ++i) {
    c[i][i] = 1;
    for (std::size_t k = 0; k < i; ++k) {
      for (const Antecedent& j : choices[i]) c[i][k] += j.probability * c[j.mention][k];
      c[k][i] = c[i][k];
    }
  }
  const auto found = chances_together(choices);
  std::size_t n_kept = 0;
  for (std::uint32_t i = 0; i < 60; ++i) {
    std::map<std::uint32_t, float> row(found[i].begin(), found[i].end());
    n_kept += row.size();
    // What is too small to be kept is missing in what is built on it, too.
    for (std::uint32_t k = 0; k < i; ++k) EXPECT_NEAR(row[k], c[i][k], 0.02) << i << ' ' << k;
  }
  EXPECT_GT(n_kept, 200u);
}

TEST(CoreferenceTest, AChainTakesTheBestAntecedent) {
  const std::vector<std::vector<Antecedent>> choices = {
      {}, {{0, -2, 0}}, {{0, -0.5f, 0}, {1, -0.7f, 0}}, {{1, 3, 0}, {2, 1, 0}}, {{2, 0, 0}}};
  EXPECT_EQ(chain_numbers(choices, -1), (std::vector<std::uint32_t>{0, 1, 0, 1, 0}));
  EXPECT_EQ(chain_numbers(choices, -0.5f), (std::vector<std::uint32_t>{0, 1, 2, 1, 2}));
  EXPECT_TRUE(chain_numbers({}, 0).empty());
}

}  // namespace
}  // namespace sayso
