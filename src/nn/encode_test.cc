#include "nn/encode.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <string>
#include <thread>

#include "nn/encoder.h"
#include "nn/model.h"
#include "nn/scratch.h"
#include "nn/shapes.h"
#include "nn/tiny_model.h"
#include "nn/windows.h"

namespace sayso {
namespace {

using Matrix = std::vector<std::vector<double>>;  // rows

// A processor that is slow with bytes runs the first of them in f32.
constexpr std::array kArithmetics = {Arithmetic::kInt8, Arithmetic::kF32};

// The encoder as its paper writes it, in double, one number at a time: the oracle of the fast one.
class SlowEncoder {
 public:
  explicit SlowEncoder(const TinyModel& tiny) : tiny_(tiny) {}

  // After the first `n_layers` layers.
  Matrix run(const std::vector<std::uint32_t>& ids, const std::vector<std::uint8_t>& shapes,
             int n_layers = TinyModel::kLayers) const {
    Matrix x;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      std::vector<double> row;
      for (std::size_t j = 0; j < TinyModel::kWidth; ++j) {
        row.push_back(at("embeddings/word", ids[i], j) + at("embeddings/position", i, j));
      }
      x.push_back(row);
    }
    x = normalised(x, "embeddings/norm");
    for (int i = 0; i < n_layers; ++i) {
      x = layer(x, "layer" + std::to_string(i) + "/");
      for (std::size_t row = 0; i == 0 && row < x.size(); ++row) {
        for (std::size_t j = 0; j < TinyModel::kWidth; ++j)
          x[row][j] += at("embeddings/shape", shapes[row], j);
      }
    }
    return x;
  }

 private:
  double at(const std::string& name, std::size_t row, std::size_t column) const {
    const TinyModel::Values& tensor = tiny_.weights.at(name);
    return tensor.values[row * static_cast<std::size_t>(tensor.shape[1]) + column];
  }

  Matrix linear(const Matrix& x, const std::string& name) const {
    const std::vector<float>& bias = tiny_.weights.at(name + "/bias").values;
    Matrix out;
    for (const std::vector<double>& row : x) {
      out.emplace_back(bias.begin(), bias.end());
      for (std::size_t i = 0; i < bias.size(); ++i) {
        for (std::size_t j = 0; j < row.size(); ++j)
          out.back()[i] += at(name + "/weight", i, j) * row[j];
      }
    }
    return out;
  }

  Matrix normalised(Matrix x, const std::string& name) const {
    for (std::vector<double>& row : x) {
      double mean = 0, variance = 0;
      for (const double value : row) mean += value / static_cast<double>(row.size());
      for (const double value : row) {
        variance += (value - mean) * (value - mean) / static_cast<double>(row.size());
      }
      for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = (row[i] - mean) / std::sqrt(variance + 1e-12) *
                     tiny_.weights.at(name + "/weight").values[i] +
                 tiny_.weights.at(name + "/bias").values[i];
      }
    }
    return x;
  }

  static Matrix sum(Matrix a, const Matrix& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < a[i].size(); ++j) a[i][j] += b[i][j];
    }
    return a;
  }

  Matrix attention(const Matrix& x, const std::string& prefix) const {
    const Matrix q = linear(x, prefix + "query"), k = linear(x, prefix + "key"),
                 v = linear(x, prefix + "value");
    constexpr std::size_t kHead = TinyModel::kWidth / TinyModel::kHeads;
    Matrix out(x.size(), std::vector<double>(TinyModel::kWidth));
    for (std::size_t head = 0; head < TinyModel::kWidth; head += kHead) {
      for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<double> share;
        double total = 0;
        for (std::size_t j = 0; j < x.size(); ++j) {
          double score = 0;
          for (std::size_t d = head; d < head + kHead; ++d) score += q[i][d] * k[j][d];
          share.push_back(std::exp(score / std::sqrt(static_cast<double>(kHead))));
          total += share.back();
        }
        for (std::size_t j = 0; j < x.size(); ++j) {
          for (std::size_t d = head; d < head + kHead; ++d) out[i][d] += share[j] / total * v[j][d];
        }
      }
    }
    return linear(out, prefix + "output");
  }

  Matrix layer(const Matrix& x, const std::string& prefix) const {
    const Matrix y = normalised(sum(x, attention(x, prefix)), prefix + "attention_norm");
    Matrix inner = linear(y, prefix + "up");
    for (std::vector<double>& row : inner) {
      for (double& value : row) value = 0.5 * value * (1 + std::erf(value / std::sqrt(2.0)));
    }
    return normalised(sum(y, linear(inner, prefix + "down")), prefix + "ffn_norm");
  }

  const TinyModel& tiny_;
};

// How far a layer's vectors may be from the slow encoder's: by how the model computes.
double tolerance(const Model& model) {
  if (model.levels == 0) return 1e-4;
  return model.levels == 255 ? 0.06 : 0.12;
}

void expect_near(const std::vector<float>& found, const Matrix& expected, double tolerance) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    for (std::size_t j = 0; j < TinyModel::kWidth; ++j) {
      EXPECT_NEAR(found[i * TinyModel::kWidth + j], expected[i][j], tolerance)
          << "row " << i << " of " << expected.size() << ", column " << j;
    }
  }
}

struct Rows {
  std::vector<std::uint32_t> ids;
  std::vector<std::uint8_t> shapes;
};

Rows random_rows(std::size_t n, std::mt19937& random) {
  Rows rows;
  for (std::size_t i = 0; i < n; ++i) {
    rows.ids.push_back(static_cast<std::uint32_t>(random() % 17));
    rows.shapes.push_back(static_cast<std::uint8_t>(random() % 18));
  }
  return rows;
}

TEST(EncodeTest, TheEncoderAgreesWithTheSlowOne) {
  const TinyModel tiny;
  const SlowEncoder slow(tiny);
  for (const Arithmetic arithmetic : kArithmetics) {
    const std::shared_ptr<const Model> model = tiny.load(arithmetic);
    Scratch scratch;
    std::mt19937 random(3);
    for (const std::size_t n : {1, 2, 3, 17, 31, 32, 33, 40}) {
      const Rows rows = random_rows(n, random);
      run_encoder(*model, rows.ids, rows.shapes, scratch);
      expect_near(scratch.x, slow.run(rows.ids, rows.shapes), tolerance(*model));
    }
  }
}

TEST(EncodeTest, AsManyLayersAsTheFileHas) {
  constexpr int kTwelve = 12, kLower = 5, kFork = 8;
  TinyModel tiny(true, true, kTwelve);
  tiny.header["config"]["lower"] = kLower;
  tiny.header["config"]["meaning_from"] = kFork;
  const SlowEncoder slow(tiny);
  for (const Arithmetic arithmetic : kArithmetics) {
    const std::shared_ptr<const Model> model = tiny.load(arithmetic);
    Scratch scratch;
    std::mt19937 random(4);
    const Rows rows = random_rows(33, random);
    run_encoder(*model, rows.ids, rows.shapes, scratch);
    const auto run = [&](int n_layers) { return slow.run(rows.ids, rows.shapes, n_layers); };
    expect_near(scratch.x, run(kTwelve), 4 * tolerance(*model));
    expect_near(scratch.lower, run(kLower), 2 * tolerance(*model));
    expect_near(scratch.fork, run(kFork), 3 * tolerance(*model));
  }
}

struct Text {
  std::string text;
  std::vector<Span> sentences;

  void add(const std::string& sentence) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += sentence;
    sentences.push_back({begin, static_cast<std::uint32_t>(text.size())});
    text += ' ';
  }
};

Text long_text() {
  Text text;
  for (int i = 0; i < 12; ++i) {
    text.add("Vale said so.");
    text.add("\"No, no,\" the harbourmaster told Vale, she said.");
    text.add("\U0001F600");
  }
  return text;
}

TEST(EncodeTest, AVectorATokenFromItsWindow) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  Scratch scratch;
  const Text text = long_text();
  const Encoding encoding = encode(*model, text.text, text.sentences, scratch);
  ASSERT_GT(encoding.tokens.size(), 150u);
  ASSERT_EQ(encoding.hidden.size(), encoding.tokens.size() * TinyModel::kWidth);
  ASSERT_EQ(encoding.sentence_begin.size(), text.sentences.size() + 1);
  const SlowEncoder slow(tiny);
  const std::vector<std::uint8_t> shapes = shapes_of(text.text, encoding.tokens);
  for (const Window& window : plan_windows(encoding.sentence_begin, TinyModel::kWindow - 2)) {
    std::vector<std::uint32_t> ids = {2};
    for (std::uint32_t i = window.begin; i < window.end; ++i) ids.push_back(encoding.tokens[i].id);
    ids.push_back(3);
    std::vector<std::uint8_t> of_window = {0};
    of_window.insert(of_window.end(), shapes.begin() + window.begin, shapes.begin() + window.end);
    of_window.push_back(0);
    const Matrix expected = slow.run(ids, of_window);
    const Matrix lower = slow.run(ids, of_window, 1);
    for (std::uint32_t i = window.keep_begin; i < window.keep_end; ++i) {
      EXPECT_NEAR(encoding.vector(i)[0], expected[i - window.begin + 1][0], 1e-4);
      EXPECT_NEAR(encoding.lower[i * TinyModel::kWidth], lower[i - window.begin + 1][0], 1e-4);
    }
  }
}

void check_that_nothing_of_before_is_left(const Model& model) {
  const Text text = long_text();
  Text other;
  other.add("She told the harbourmaster so.");
  Scratch fresh, used;
  const Encoding expected = encode(model, other.text, other.sentences, fresh);
  encode(model, text.text, text.sentences, used);
  for (std::vector<float>* buffer : {&used.x, &used.qkv, &used.context, &used.head, &used.inner})
    buffer->assign(buffer->size(), 7.0f);
  used.scores.assign(used.scores.size(), 1e30f);
  used.bytes.assign(used.bytes.size(), 99);
  EXPECT_EQ(encode(model, other.text, other.sentences, used).hidden, expected.hidden);
  EXPECT_EQ(encode(model, text.text, text.sentences, used).hidden,
            encode(model, text.text, text.sentences, fresh).hidden);
}

TEST(EncodeTest, NothingOfBeforeIsLeft) {
  for (const Arithmetic arithmetic : kArithmetics)
    check_that_nothing_of_before_is_left(*TinyModel().load(arithmetic));
}

void check_that_threads_share_one(const std::shared_ptr<const Model>& model) {
  const Text text = long_text();
  Scratch scratch;
  const Encoding expected = encode(*model, text.text, text.sentences, scratch);
  std::array<Encoding, 4> found;
  std::vector<std::thread> threads;
  for (Encoding& encoding : found) {
    threads.emplace_back([&] {
      const ScratchPtr own = make_scratch(*model);
      for (int i = 0; i < 5; ++i) encoding = encode(*model, text.text, text.sentences, *own);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Encoding& encoding : found) EXPECT_EQ(encoding.hidden, expected.hidden);
}

TEST(EncodeTest, ThreadsShareOneModel) {
  for (const Arithmetic arithmetic : kArithmetics)
    check_that_threads_share_one(TinyModel().load(arithmetic));
}

TEST(EncodeTest, OddTexts) {
  const TinyModel tiny;
  const std::shared_ptr<const Model> model = tiny.load();
  Scratch scratch;
  EXPECT_TRUE(encode(*model, "", {}, scratch).tokens.empty());
  const std::vector<Span> space = {{0, 1}};
  EXPECT_TRUE(encode(*model, "\u00A0", std::span(space).first(0), scratch).tokens.empty());
  const Encoding none = encode(*model, "  ", space, scratch);
  EXPECT_TRUE(none.tokens.empty());
  EXPECT_EQ(none.sentence_begin, (std::vector<std::uint32_t>{0, 0}));
}

TEST(EncodeTest, TokensOfASpan) {
  const TinyModel tiny;
  Scratch scratch;
  Text text;
  text.add("Vale told the harbourmaster.");
  const Encoding encoding = encode(*tiny.load(), text.text, text.sentences, scratch);
  ASSERT_EQ(encoding.tokens.size(), 6u);  // vale told the harbour ##master .
  EXPECT_EQ(tokens_in(encoding, {0, 4}), (TokenRange{0, 1}));
  EXPECT_EQ(tokens_in(encoding, {14, 27}), (TokenRange{3, 5}));
  EXPECT_EQ(tokens_in(encoding, {15, 16}), (TokenRange{3, 4}));
  EXPECT_EQ(tokens_in(encoding, {4, 5}), (TokenRange{1, 1}));
  EXPECT_EQ(tokens_in(encoding, {0, 28}), (TokenRange{0, 6}));
  EXPECT_EQ(encoding.span_of({3, 5}), (Span{14, 27}));
}

}  // namespace
}  // namespace sayso
