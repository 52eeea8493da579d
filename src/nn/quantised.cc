#include "nn/quantised.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>

#include "nn/vector.h"

namespace sayso {
namespace {

constexpr float kMost = 1e30f;
constexpr int kLargestWeight = 127;

// erf(x / sqrt 2) = x P(x^2) / Q(x^2) for |x| <= 5, and that of 5 beyond: fitted so that x / 2
// times the error stays below 1e-7.
constexpr std::array<float, 5> kP = {7.978818808e-01f, 1.010768276e-01f, 1.115475242e-02f,
                                     6.545134450e-04f, 1.236249863e-05f};
constexpr std::array<float, 6> kQ = {
    1.0f, 2.933334539e-01f, 3.788975396e-02f, 2.763542753e-03f, 1.186733530e-04f, 5.335544887e-07f};
constexpr float kErfEnd = 5.0f;

template <std::size_t n>
SAYSO_INLINE Lanes polynomial(const std::array<float, n>& coefficients, const Lanes& x) {
  Lanes sum = Lanes{} + coefficients[n - 1];
  for (std::size_t i = n - 1; i > 0; --i) sum = sum * x + coefficients[i - 1];
  return sum;
}

SAYSO_INLINE Lanes gelu(const Lanes& x) {
  const Lanes near = smaller(larger(x, Lanes{} - kErfEnd), Lanes{} + kErfEnd);
  const Lanes square = near * near;
  const Lanes erf = near * polynomial(kP, square) / polynomial(kQ, square);
  return x * 0.5f * (erf + 1.0f);
}

// 2^x for x from -126 to 0; smaller x count as -126.
SAYSO_INLINE Lanes power_of_two(const Lanes& x) {
  // 2^x = 2^n * 2^f, n whole and |f| <= 1/2. Adding 1.5 * 2^23 leaves no place for a fraction, so
  // that the sum's last bits are n, here with the bias of an exponent.
  constexpr float kRound = 12582912.0f + 127.0f;
  // 2^f to within 1e-7 of itself.
  constexpr std::array<float, 6> kPower = {1.000000072e+00f, 6.931469671e-01f, 2.402211972e-01f,
                                           5.550713275e-02f, 9.675541330e-03f, 1.327647138e-03f};
  const Lanes bounded = larger(x, Lanes{} - 126.0f);
  const Lanes shifted = bounded + kRound;
  IntLanes exponent;
  std::memcpy(&exponent, &shifted, sizeof(exponent));
  exponent <<= 23;
  Lanes scale;
  std::memcpy(&scale, &exponent, sizeof(scale));
  return polynomial(kPower, bounded - (shifted - kRound)) * scale;
}

struct Range {
  float least = 0, most = 0;
};

SAYSO_INLINE Range range_of(const float* x, int n) {
  Lanes least{}, most{};
  for (int i = 0; i < n; i += kLanes) {
    const Lanes lanes = load(x + i, std::min(kLanes, n - i));
    least = smaller(lanes, least);
    most = larger(lanes, most);
  }
  Range range;
  for (int lane = 0; lane < kLanes; ++lane) {
    range.least = std::min(range.least, least[lane]);
    range.most = std::max(range.most, most[lane]);
  }
  return {std::max(range.least, -kMost), std::min(range.most, kMost)};
}

SAYSO_WIDEST QuantisedRow quantise_row(const float* x, int n, int levels, std::uint8_t* u) {
  const Range range = range_of(x, n);
  const float step = (range.most - range.least) / static_cast<float>(levels);
  // Below this the steps are no normal numbers, and 1 / step is none at all.
  const bool is_flat = !(step > 1e-30f);
  const float per_step = is_flat ? 0.0f : 1.0f / step;
  for (int i = 0; i < n; i += kLanes) {
    const int some = std::min(kLanes, n - i);
    const Lanes lanes = load(x + i, some);
    // Only what is no number differs from itself.
    const Lanes number = lanes == lanes ? lanes : Lanes{};
    const Lanes from_least = (smaller(number, Lanes{} + range.most) - range.least) * per_step;
    const Lanes rounded =
        smaller(larger(from_least, Lanes{}) + 0.5f, Lanes{} + static_cast<float>(levels));
    const IntLanes whole = __builtin_convertvector(rounded, IntLanes);
    store(__builtin_convertvector(whole, ByteLanes), u + i, some);
  }
  return {range.least, is_flat ? 0.0f : step};
}

SAYSO_WIDEST void subtract_row(const QuantisedRow& row, const std::uint8_t* u, int n,
                               const float* x, float* rest) {
  for (int i = 0; i < n; i += kLanes) {
    const int some = std::min(kLanes, n - i);
    const Lanes steps = __builtin_convertvector(load<ByteLanes>(u + i, some), Lanes);
    store(load(x + i, some) - (steps * row.step + row.least), rest + i, some);
  }
}

struct Columns {
  const float* scales;
  const float* sums;
  const float* bias;
};

Columns columns_of(const Int8Linear& linear) {
  return {linear.scales.data(), linear.sums.data(), linear.bias.data()};
}

SAYSO_INLINE Lanes product(const Columns& columns, const QuantisedRow& row,
                           const std::int32_t* sums, int i, int some) {
  const Lanes sum = __builtin_convertvector(load<IntLanes>(sums + i, some), Lanes);
  return sum * row.step * load(columns.scales + i, some) + load(columns.sums + i, some) * row.least;
}

SAYSO_INLINE Lanes finished(const Columns& columns, const QuantisedRow& row,
                            const std::int32_t* sums, int i, int some) {
  return product(columns, row, sums, i, some) + load(columns.bias + i, some);
}

SAYSO_WIDEST void finish_row(const Columns& columns, int n, const QuantisedRow& row,
                             const std::int32_t* sums, float* out) {
  for (int i = 0; i < n; i += kLanes) {
    const int some = std::min(kLanes, n - i);
    store(finished(columns, row, sums, i, some), out + i, some);
  }
}

SAYSO_WIDEST void finish_row_with_gelu(const Columns& columns, int n, const QuantisedRow& row,
                                       const std::int32_t* sums, float* out) {
  for (int i = 0; i < n; i += kLanes) {
    const int some = std::min(kLanes, n - i);
    store(gelu(finished(columns, row, sums, i, some)), out + i, some);
  }
}

SAYSO_WIDEST void add_row(const Columns& columns, int n, const QuantisedRow& row,
                          const std::int32_t* sums, float* out) {
  for (int i = 0; i < n; i += kLanes) {
    const int some = std::min(kLanes, n - i);
    store(load(out + i, some) + product(columns, row, sums, i, some), out + i, some);
  }
}

SAYSO_WIDEST void gelu_of(float* x, int n) {
  for (int i = 0; i < n; i += kLanes) {
    const int some = std::min(kLanes, n - i);
    store(gelu(load(x + i, some)), x + i, some);
  }
}

SAYSO_INLINE float largest_of(const float* x, int n) {
  Lanes most = Lanes{} + x[0];
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) most = larger(load(x + i), most);
  float largest = x[0];
  for (; i < n; ++i) largest = std::max(largest, x[i]);
  for (int lane = 0; lane < kLanes; ++lane) largest = std::max(largest, most[lane]);
  return largest;
}

SAYSO_WIDEST float exponentials_of(float* x, int n) {
  constexpr float kPerLog2 = 1.44269504f;
  const float largest = largest_of(x, n);
  Lanes sums{};
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Lanes lanes = power_of_two((load(x + i) - largest) * kPerLog2);
    sums += lanes;
    store(lanes, x + i);
  }
  float sum = 0;
  if (i < n) {
    store(power_of_two((load(x + i, n - i) - largest) * kPerLog2), x + i, n - i);
    for (; i < n; ++i) sum += x[i];
  }
  for (int lane = 0; lane < kLanes; ++lane) sum += sums[lane];
  return sum;
}

}  // namespace

Int8Linear quantised_linear(std::span<const float> weights, std::vector<float> bias, int n_out,
                            int n_in) {
  const auto rows = static_cast<std::size_t>(n_out), columns = static_cast<std::size_t>(n_in);
  assert(weights.size() == rows * columns && bias.size() == rows);
  std::vector<std::int8_t> values(weights.size());
  Int8Linear linear{{}, std::vector<float>(rows), std::vector<float>(rows), std::move(bias)};
  for (std::size_t row = 0; row < rows; ++row) {
    const std::span<const float> from = weights.subspan(row * columns, columns);
    float largest = 0;
    for (const float value : from) largest = std::max(largest, std::abs(value));
    const float scale = largest / kLargestWeight;
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < columns && scale > 0; ++i) {
      const auto whole = static_cast<int>(std::lround(from[i] / scale));
      sum += values[row * columns + i] =
          static_cast<std::int8_t>(std::clamp(whole, -kLargestWeight, kLargestWeight));
    }
    linear.scales[row] = scale;
    linear.sums[row] = static_cast<float>(sum) * scale;
  }
  linear.weights = PackedInt8(values.data(), n_out, n_in);
  return linear;
}

QuantisedRow quantise(const float* x, int n, int levels, std::uint8_t* u) {
  return quantise_row(x, n, levels, u);
}

void subtract(const QuantisedRow& row, const std::uint8_t* u, int n, const float* x, float* rest) {
  subtract_row(row, u, n, x, rest);
}

void add_product(const Int8Linear& linear, const QuantisedRow& row, const std::int32_t* sums,
                 float* out) {
  add_row(columns_of(linear), linear.weights.n_out(), row, sums, out);
}

void finish(const Int8Linear& linear, const QuantisedRow& row, const std::int32_t* sums,
            Activation activation, float* out) {
  const Columns columns = columns_of(linear);
  const int n = linear.weights.n_out();
  if (activation == Activation::kGelu) {
    finish_row_with_gelu(columns, n, row, sums, out);
  } else {
    finish_row(columns, n, row, sums, out);
  }
}

void apply_gelu(float* x, int n) { gelu_of(x, n); }

void exponentials(float* x, int n_rows, int n_columns, int n_real, float* sums) {
  for (int row = 0; row < n_rows; ++row, x += n_columns) {
    sums[row] = exponentials_of(x, n_real);
    std::fill(x + n_real, x + n_columns, 0.0f);
  }
}

}  // namespace sayso
