// The 8-bit arithmetic against f32, with the shipped model over the articles of examples/ and of
// tests/cases.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "nn/crf.h"
#include "nn/encode.h"
#include "nn/encoder.h"
#include "nn/meaning.h"
#include "nn/model.h"
#include "nn/reference.h"
#include "nn/scores.h"
#include "nn/scratch.h"

namespace sayso {
namespace {

struct Article {
  std::string text;
  std::vector<Span> sentences;
};

// A sentence ends after a full stop with a space, near enough for this.
Article article_of(std::string text) {
  Article article{std::move(text), {}};
  std::uint32_t begin = 0;
  const auto size = static_cast<std::uint32_t>(article.text.size());
  for (std::uint32_t i = 0; i < size; ++i) {
    const bool ends = article.text.compare(i, 2, ". ") == 0 || i + 1 == size;
    if (!ends) continue;
    article.sentences.push_back({begin, i + 1});
    begin = i + 1;
  }
  return article;
}

void add_examples(std::vector<std::string>& texts) {
  for (const auto& folder : std::filesystem::directory_iterator("examples")) {
    std::ifstream file(folder.path() / "articles.jsonl");
    for (std::string line; std::getline(file, line);)
      texts.push_back(nlohmann::json::parse(line)["text"]);
  }
}

// Between a head, which a blank line ends, and the records, before which a line of dashes stands.
void add_cases(std::vector<std::string>& texts) {
  for (const auto& entry : std::filesystem::directory_iterator("tests/cases")) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(file)), {});
    const std::size_t begin = whole.find("\n\n") + 2;
    texts.push_back(whole.substr(begin, whole.find("\n----\n", begin) - begin));
  }
}

const std::vector<Article>& articles() {
  static const std::vector<Article> all = [] {
    std::vector<std::string> texts;
    add_examples(texts);
    add_cases(texts);
    std::sort(texts.begin(), texts.end());
    std::vector<Article> articles;
    for (std::string& text : texts) articles.push_back(article_of(std::move(text)));
    return articles;
  }();
  return all;
}

std::shared_ptr<const Model> shipped(Arithmetic arithmetic) {
  std::ifstream file("models/sayso-en.model", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  return bytes.empty() ? nullptr : load_model(bytes, arithmetic).value();
}

class ArithmeticTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (int8_levels() == 0) return;
    int8_ = shipped(Arithmetic::kInt8);
    f32_ = shipped(Arithmetic::kF32);
  }
  static void TearDownTestSuite() { int8_ = f32_ = nullptr; }

  void SetUp() override {
    if (int8_levels() == 0) GTEST_SKIP() << "this processor has no fast multiplication of bytes";
    if (!int8_) GTEST_SKIP() << "models/sayso-en.model is not there";
  }

  static inline std::shared_ptr<const Model> int8_, f32_;
};

Encoding encoding_of(const Model& model, const Article& article, Scratch& scratch) {
  return encode(model, article.text, article.sentences, scratch);
}

using Labels = std::vector<std::uint32_t>;

std::array<Labels, 4> labels_of(const Model& model, const Article& article, Scratch& scratch) {
  const Encoding encoding = encoding_of(model, article, scratch);
  const auto label = [&](const Tagger& tagger) {
    return decode(tagger, label_scores(tagger, encoding)).labels;
  };
  Labels first;
  for (std::uint32_t i = 0; i < encoding.tokens.size(); ++i) {
    if (encoding.tokens[i].first) first.push_back(i);
  }
  const HeadWeights& heads = model.heads;
  return {label(heads.role), label(heads.report), label(heads.mention),
          decode(heads.name, name_scores(heads, encoding, first)).labels};
}

TEST_F(ArithmeticTest, LabelsAgree) {
  Scratch scratch;
  std::array<std::size_t, 4> all{}, same{};
  for (const Article& article : articles()) {
    const auto ours = labels_of(*int8_, article, scratch);
    const auto theirs = labels_of(*f32_, article, scratch);
    for (std::size_t head = 0; head < ours.size(); ++head) {
      ASSERT_EQ(ours[head].size(), theirs[head].size());
      all[head] += ours[head].size();
      for (std::size_t i = 0; i < ours[head].size(); ++i)
        same[head] += ours[head][i] == theirs[head][i];
    }
  }
  ASSERT_GT(all[0], 5000u);
  // With one bit less 0.9938 of the roles' labels agree.
  const double least = int8_->levels == 255 ? 0.995 : 0.99;
  for (std::size_t head = 0; head < all.size(); ++head) {
    const double share = static_cast<double>(same[head]) / static_cast<double>(all[head]);
    RecordProperty("head " + std::to_string(head), std::to_string(share));
    EXPECT_GE(share, least) << "head " << head;
  }
}

// Vectors of a layer norm have a length of about sqrt(width).
TEST_F(ArithmeticTest, VectorsAreNear) {
  Scratch scratch;
  double apart = 0, length = 0;
  for (const Article& article : articles()) {
    const std::vector<float> ours = encoding_of(*int8_, article, scratch).hidden;
    const std::vector<float> theirs = encoding_of(*f32_, article, scratch).hidden;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      apart += std::pow(ours[i] - theirs[i], 2);
      length += std::pow(theirs[i], 2);
    }
  }
  EXPECT_LT(std::sqrt(apart / length), int8_->levels == 255 ? 0.04 : 0.08);
}

TEST_F(ArithmeticTest, TheReferenceIsNear) {
  Scratch scratch;
  EXPECT_LT(reference_difference(*int8_, scratch), 1.0f);
}

// All that the encoder and the layers of meaning give for each of the first articles.
std::vector<std::vector<float>> read_in_order(const Model& model, std::size_t first,
                                              std::size_t step, Scratch& scratch) {
  std::vector<std::vector<float>> found(std::min<std::size_t>(articles().size(), 10));
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t at = (first + i * step) % found.size();
    Encoding encoding = encoding_of(model, articles()[at], scratch);
    found[at] = std::move(encoding.hidden);
    found[at].insert(found[at].end(), encoding.lower.begin(), encoding.lower.end());
    const StatementTokens all{{{0, static_cast<std::uint32_t>(encoding.tokens.size())}}, {}};
    const Meaning meaning = meanings_of(model, encoding, std::span(&all, 1), scratch).front();
    found[at].insert(found[at].end(), meaning.begin(), meaning.end());
  }
  return found;
}

TEST_F(ArithmeticTest, TheSameBitsInAnyOrderAndOnAnyNumberOfThreads) {
  Scratch scratch;
  const auto expected = read_in_order(*int8_, 0, 1, scratch);
  EXPECT_EQ(read_in_order(*int8_, expected.size() - 1, expected.size() - 1, scratch), expected);
  std::array<std::vector<std::vector<float>>, 3> found;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&, i] {
      const ScratchPtr own = make_scratch(*int8_);
      found[i] = read_in_order(*int8_, i, 1, *own);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& one : found) EXPECT_EQ(one, expected);
}

// Whatever a row is multiplied with at a time: a window alone, and its rows one by one.
TEST_F(ArithmeticTest, AProductDoesNotDependOnTheBatch) {
  const PackedInt8& weights = int8_->encoder.layers[0].up.int8.weights;
  const auto n_in = static_cast<std::size_t>(weights.n_in());
  const auto n_out = static_cast<std::size_t>(weights.n_out());
  constexpr std::size_t kRows = 96;
  std::vector<std::uint8_t> x(kRows * n_in);
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<std::uint8_t>(i * i % 251 * static_cast<std::size_t>(int8_->levels) / 255);
  Kernels kernels;
  std::vector<std::int32_t> together(kRows * n_out);
  kernels.multiply_bytes(x.data(), kRows, weights, together.data());
  for (const std::size_t n_rows : {1, 32}) {
    std::vector<std::int32_t> apart(kRows * n_out);
    for (std::size_t row = 0; row < kRows; row += n_rows) {
      kernels.multiply_bytes(x.data() + row * n_in, static_cast<int>(n_rows), weights,
                             apart.data() + row * n_out);
    }
    EXPECT_EQ(apart, together) << n_rows;
  }
}

TEST_F(ArithmeticTest, TheProfileTellsThemApart) {
  EXPECT_EQ(numeric_profile(*f32_), "f32-" + onednn_profile());
  EXPECT_EQ(numeric_profile(*int8_), (int8_->levels == 255 ? "int8-" : "int7-") + onednn_profile());
}

}  // namespace
}  // namespace sayso
