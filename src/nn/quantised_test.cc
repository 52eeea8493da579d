#include "nn/quantised.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace sayso {
namespace {

constexpr float kHuge = std::numeric_limits<float>::max();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNoNumber = std::numeric_limits<float>::quiet_NaN();

struct Quantised {
  QuantisedRow row;
  std::vector<std::uint8_t> u;

  float value(std::size_t i) const { return row.least + row.step * static_cast<float>(u[i]); }
};

Quantised quantised(const std::vector<float>& x, int levels) {
  Quantised result{{}, std::vector<std::uint8_t>(x.size(), 0xAB)};
  result.row = quantise(x.data(), static_cast<int>(x.size()), levels, result.u.data());
  return result;
}

std::vector<float> random_row(std::size_t n, float spread, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, spread);
  std::vector<float> x(n);
  for (float& value : x) value = normal(random);
  return x;
}

TEST(QuantisedTest, EachNumberIsWithinHalfAStep) {
  for (const int levels : {127, 255}) {
    for (const std::size_t n : {1, 7, 15, 16, 17, 40, 384, 1536}) {
      std::vector<float> x = random_row(n, 2.5f, static_cast<unsigned>(n));
      x[n / 2] = 90;  // far from the others
      const Quantised found = quantised(x, levels);
      for (std::size_t i = 0; i < n; ++i) {
        EXPECT_LE(found.u[i], levels);
        EXPECT_LE(std::abs(found.value(i) - x[i]), found.row.step * 0.5001f) << n << ' ' << i;
      }
    }
  }
}

TEST(QuantisedTest, WhateverComesIsFiniteAndWithinTheLevels) {
  struct Case {
    const char* name;
    std::vector<float> x;
  };
  std::vector<float> one_huge = random_row(50, 1, 3);
  one_huge[20] = kHuge;
  const std::vector<Case> cases = {{"zeros", std::vector<float>(40)},
                                   {"minus zeros", std::vector<float>(40, -0.0f)},
                                   {"one huge", one_huge},
                                   {"both ends", {kHuge, -kHuge, 1, 0}},
                                   {"tiny", {1e-40f, -1e-42f, 0}},
                                   {"infinite", {kInfinity, 3, -kInfinity}},
                                   {"no number", {kNoNumber, 3, -1, kNoNumber}},
                                   {"none at all", {kNoNumber, kNoNumber}},
                                   {"nothing", {}}};
  for (const Case& c : cases) {
    for (const int levels : {127, 255}) {
      const Quantised found = quantised(c.x, levels);
      EXPECT_TRUE(std::isfinite(found.row.least) && std::isfinite(found.row.step)) << c.name;
      for (std::size_t i = 0; i < c.x.size(); ++i) {
        EXPECT_LE(found.u[i], levels) << c.name;
        EXPECT_TRUE(std::isfinite(found.value(i))) << c.name << ' ' << i;
      }
    }
  }
}

TEST(QuantisedTest, ZerosStayZeros) {
  const Quantised zeros = quantised(std::vector<float>(40), 255);
  EXPECT_EQ(zeros.row.step, 0);
  EXPECT_EQ(zeros.value(0), 0);
  EXPECT_EQ(zeros.u, std::vector<std::uint8_t>(40));
}

// Weights as the model file has them: whole numbers times a scale a row, the largest of them 127.
TEST(QuantisedTest, WeightsOfTheFileComeOutAsTheyWere) {
  constexpr int kOut = 5, kIn = 24;
  std::mt19937 random(4);
  std::vector<float> weights;
  std::vector<std::int8_t> whole;
  for (int row = 0; row < kOut; ++row) {
    const float scale = 0.001f * static_cast<float>(row + 1);
    for (int i = 0; i < kIn; ++i) {
      const int value = i == 3 ? -127 : static_cast<int>(random() % 255) - 127;
      whole.push_back(static_cast<std::int8_t>(value));
      weights.push_back(static_cast<float>(value) * scale);
    }
  }
  const Int8Linear linear = quantised_linear(weights, std::vector<float>(kOut), kOut, kIn);
  Kernels kernels;
  for (int i = 0; i < kIn; ++i) {  // each column by itself
    std::vector<std::uint8_t> x(kIn);
    x[static_cast<std::size_t>(i)] = 1;
    std::array<std::int32_t, kOut> out{};
    kernels.multiply_bytes(x.data(), 1, linear.weights, out.data());
    for (int row = 0; row < kOut; ++row) {
      EXPECT_EQ(out[static_cast<std::size_t>(row)], whole[static_cast<std::size_t>(row * kIn + i)]);
    }
  }
}

// Whatever a file has for weights: rows that are no whole numbers times a scale, of one large
// number and many small ones, of tiny numbers and of zeros.
TEST(QuantisedTest, OtherWeightsAreWithinHalfAStep) {
  constexpr int kIn = 40;
  std::vector<float> one_large = random_row(kIn, 0.01f, 11);
  one_large[7] = -3;
  std::vector<float> weights = random_row(kIn, 0.2f, 10);
  weights.insert(weights.end(), one_large.begin(), one_large.end());
  weights.resize(weights.size() + kIn, 1e-39f);
  weights.resize(weights.size() + kIn);
  const int n_out = static_cast<int>(weights.size()) / kIn;
  const auto rows = static_cast<std::size_t>(n_out);
  const Int8Linear linear = quantised_linear(weights, std::vector<float>(rows), n_out, kIn);
  Kernels kernels;
  std::vector<double> sums(rows);
  for (std::size_t i = 0; i < kIn; ++i) {
    std::vector<std::uint8_t> x(kIn);
    x[i] = 1;
    std::vector<std::int32_t> out(rows);
    kernels.multiply_bytes(x.data(), 1, linear.weights, out.data());
    for (std::size_t row = 0; row < rows; ++row) {
      const double value = static_cast<double>(out[row]) * linear.scales[row];
      sums[row] += value;
      EXPECT_NEAR(value, weights[row * kIn + i], 0.5001 * linear.scales[row] + 1e-40) << row;
    }
  }
  for (std::size_t row = 0; row < rows; ++row)
    EXPECT_NEAR(linear.sums[row], sums[row], 1e-5 * std::abs(sums[row]) + 1e-38) << row;
}

TEST(QuantisedTest, SumsAreExactAtTheirLargest) {
  constexpr int kOut = 32, kIn = 1536;
  const int levels = int8_levels() > 0 ? int8_levels() : 127;
  const std::vector<std::int8_t> weights(kOut * kIn, 127);
  const PackedInt8 packed(weights.data(), kOut, kIn);
  Kernels kernels;
  for (const int n_rows : {1, 32, 256}) {
    const auto rows = static_cast<std::size_t>(n_rows);
    const std::vector<std::uint8_t> x(rows * kIn, static_cast<std::uint8_t>(levels));
    std::vector<std::int32_t> out(rows * kOut);
    kernels.multiply_bytes(x.data(), n_rows, packed, out.data());
    for (const std::int32_t sum : out) ASSERT_EQ(sum, levels * 127 * kIn);
  }
}

TEST(QuantisedTest, ALayerIsNearTheOneInFloats) {
  constexpr int kOut = 70, kIn = 384;
  const std::vector<float> weights = random_row(kOut * kIn, 0.05f, 5),
                           bias = random_row(kOut, 1, 6);
  const Int8Linear linear = quantised_linear(weights, bias, kOut, kIn);
  Kernels kernels;
  for (const int levels : {127, 255}) {
    if (levels > std::max(127, int8_levels())) continue;  // pairs of products would not fit
    const std::vector<float> x = random_row(kIn, 1, 7);
    const Quantised row = quantised(x, levels);
    std::vector<std::int32_t> sums(kOut);
    kernels.multiply_bytes(row.u.data(), 1, linear.weights, sums.data());
    std::vector<float> out(kOut), bent(kOut);
    finish(linear, row.row, sums.data(), Activation::kNone, out.data());
    finish(linear, row.row, sums.data(), Activation::kGelu, bent.data());
    for (std::size_t i = 0; i < kOut; ++i) {
      double expected = bias[i];
      for (std::size_t j = 0; j < kIn; ++j) {
        expected += static_cast<double>(weights[i * kIn + j]) * x[j];
      }
      EXPECT_NEAR(out[i], expected, levels == 255 ? 0.03 : 0.05) << i;
      EXPECT_NEAR(bent[i], 0.5 * out[i] * (1 + std::erf(out[i] / std::sqrt(2.0))), 4e-6) << i;
    }
  }
}

TEST(QuantisedTest, WhatIsLeftAddsTheMissingBits) {
  constexpr int kOut = 70, kIn = 384;
  const std::vector<float> weights = random_row(kOut * kIn, 0.05f, 5),
                           bias = random_row(kOut, 1, 6), x = random_row(kIn, 1, 7);
  const Int8Linear linear = quantised_linear(weights, bias, kOut, kIn);
  std::vector<float> rest(kIn), once(kOut), twice(kOut);
  const int levels = int8_levels() > 0 ? int8_levels() : 127;
  const Quantised first = quantised(x, levels);
  subtract(first.row, first.u.data(), kIn, x.data(), rest.data());
  const Quantised second = quantised(rest, levels);
  Kernels kernels;
  std::vector<std::int32_t> sums(kOut);
  kernels.multiply_bytes(first.u.data(), 1, linear.weights, sums.data());
  finish(linear, first.row, sums.data(), Activation::kNone, once.data());
  twice = once;
  kernels.multiply_bytes(second.u.data(), 1, linear.weights, sums.data());
  add_product(linear, second.row, sums.data(), twice.data());
  double off_once = 0, off_twice = 0;
  for (std::size_t row = 0; row < kOut; ++row) {
    // With the weights as they are rounded: theirs is another error.
    double expected = bias[row];
    for (std::size_t i = 0; i < kIn; ++i) {
      expected += std::round(weights[row * kIn + i] / linear.scales[row]) *
                  static_cast<double>(linear.scales[row]) * x[i];
    }
    off_once += std::abs(once[row] - expected);
    off_twice += std::abs(twice[row] - expected);
  }
  EXPECT_LT(off_twice, off_once / 50);
}

TEST(QuantisedTest, GeluIsWithinItsBound) {
  std::vector<float> x;
  for (int i = -120000; i <= 120000; ++i) x.push_back(static_cast<float>(i) / 10000);
  x.insert(x.end(), {-1e30f, 1e30f, 0.0f, 1e-40f});
  std::vector<float> found = x;
  apply_gelu(found.data(), static_cast<int>(found.size()));
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double expected = 0.5 * x[i] * (1 + std::erf(x[i] / std::sqrt(2.0)));
    ASSERT_NEAR(found[i], expected, 1e-6 * std::max(1.0, std::abs(static_cast<double>(x[i]))))
        << x[i];
  }
}

TEST(QuantisedTest, ExponentialsAndTheirSums) {
  for (const int n_real : {1, 5, 16, 31, 32, 33, 48}) {
    constexpr int kRows = 3, kColumns = 48;
    std::vector<float> x = random_row(kRows * kColumns, 4, 8);
    x[1] = 50, x[kColumns] = -300;
    std::vector<float> found = x, sums(kRows);
    exponentials(found.data(), kRows, kColumns, n_real, sums.data());
    for (int row = 0; row < kRows; ++row) {
      const auto first = x.begin() + row * kColumns;
      const double most = *std::max_element(first, first + n_real);
      double sum = 0;
      for (int i = 0; i < kColumns; ++i) {
        const double expected = i < n_real ? std::exp(first[i] - most) : 0;
        const float value = found[static_cast<std::size_t>(row * kColumns + i)];
        EXPECT_NEAR(value, expected, 1e-5 * expected + 1e-37) << row << ' ' << i;
        sum += expected;
      }
      EXPECT_NEAR(sums[static_cast<std::size_t>(row)], sum, 1e-5 * sum);
    }
  }
}

}  // namespace
}  // namespace sayso
