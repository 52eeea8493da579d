#include "nn/dense.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "nn/vector.h"

namespace sayso {
namespace {

void add_to(std::vector<float>& sum, std::span<const float> x) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += x[i];
}

void append(std::vector<float>& out, std::span<const float> x) {
  out.insert(out.end(), x.begin(), x.end());
}

// Every output is summed in the order of the inputs.
//
// out (n_out) += x (n_in) * weights (n_in, n_out), a block of outputs in registers at a time.
SAYSO_WIDEST void add_products(const float* weights, const float* x, std::size_t n_in, float* out,
                               std::size_t n_out) {
  constexpr std::size_t kBlock = 64;
  std::size_t first = 0;
  for (; first + kBlock <= n_out; first += kBlock) {
    float sums[kBlock];
    for (std::size_t k = 0; k < kBlock; ++k) sums[k] = out[first + k];
    for (std::size_t i = 0; i < n_in; ++i) {
      const float* row = weights + i * n_out + first;
      for (std::size_t k = 0; k < kBlock; ++k) sums[k] += x[i] * row[k];
    }
    for (std::size_t k = 0; k < kBlock; ++k) out[first + k] = sums[k];
  }
  for (; first < n_out; first += kLanes) {
    const int some = static_cast<int>(std::min<std::size_t>(kLanes, n_out - first));
    Lanes sums = load(out + first, some);
    std::size_t i = 0;
    // What a row lacks for whole registers is read from the next one, and never stored.
    for (; i * n_out + first + kLanes <= n_in * n_out; ++i)
      sums += load(weights + i * n_out + first) * x[i];
    for (; i < n_in; ++i) sums += load(weights + i * n_out + first, some) * x[i];
    store(sums, out + first, some);
  }
}

// The same for four rows of x at once, so that weights are fetched a quarter as often; n_out is a
// multiple of 32. The sums are added up in the same order.
SAYSO_WIDEST void add_products_of_four(const float* weights, const float* x, std::size_t n_in,
                                       float* out, std::size_t n_out) {
  constexpr std::size_t kRows = 4, kVectors = 2;
  for (std::size_t first = 0; first < n_out; first += kVectors * kLanes) {
    Lanes sums[kRows][kVectors];
    for (std::size_t row = 0; row < kRows; ++row) {
      for (std::size_t k = 0; k < kVectors; ++k)
        sums[row][k] = load(out + row * n_out + first + k * kLanes);
    }
    for (std::size_t i = 0; i < n_in; ++i) {
      const float* from = weights + i * n_out + first;
      const Lanes left = load(from), right = load(from + kLanes);
      for (std::size_t row = 0; row < kRows; ++row) {
        sums[row][0] += left * x[row * n_in + i];
        sums[row][1] += right * x[row * n_in + i];
      }
    }
    for (std::size_t row = 0; row < kRows; ++row) {
      for (std::size_t k = 0; k < kVectors; ++k)
        store(sums[row][k], out + row * n_out + first + k * kLanes);
    }
  }
}

}  // namespace

std::vector<float> apply_dense_to_rows(const Dense& dense, std::span<const float> x) {
  const auto n_in = static_cast<std::size_t>(dense.n_in), n_out = dense.bias.size();
  const std::size_t n_rows = x.size() / n_in;
  assert(x.size() == n_rows * n_in);
  std::vector<float> out;
  out.reserve(n_rows * n_out);
  for (std::size_t row = 0; row < n_rows; ++row) append(out, dense.bias);
  std::size_t row = 0;
  for (; n_out % 32 == 0 && row + 4 <= n_rows; row += 4) {
    add_products_of_four(dense.by_input.data(), x.data() + row * n_in, n_in,
                         out.data() + row * n_out, n_out);
  }
  for (; row < n_rows; ++row)
    add_products(dense.by_input.data(), x.data() + row * n_in, n_in, out.data() + row * n_out,
                 n_out);
  return out;
}

std::vector<float> apply_dense(const Dense& dense, std::span<const float> x) {
  assert(x.size() == static_cast<std::size_t>(dense.n_in));
  std::vector<float> out = dense.bias;
  add_products(dense.by_input.data(), x.data(), x.size(), out.data(), out.size());
  return out;
}

void log_softmax(std::span<float> values) {
  const float most = *std::max_element(values.begin(), values.end());
  float sum = 0;
  for (const float value : values) sum += std::exp(value - most);
  const float log_sum = most + std::log(sum);
  for (float& value : values) value -= log_sum;
}

void softmax(std::span<float> values) {
  log_softmax(values);
  for (float& value : values) value = std::exp(value);
}

std::vector<float> mean_of(const Encoding& encoding, std::span<const TokenRange> ranges) {
  std::vector<float> mean(static_cast<std::size_t>(encoding.width));
  std::uint32_t n_tokens = 0;
  for (const TokenRange& range : ranges) {
    for (std::uint32_t token = range.begin; token < range.end; ++token)
      add_to(mean, encoding.vector(token));
    n_tokens += range.size();
  }
  if (n_tokens == 0) return mean;
  for (float& value : mean) value /= static_cast<float>(n_tokens);
  return mean;
}

std::vector<float> span_vector(const Encoding& encoding, const TokenRange& range) {
  assert(!range.empty());
  std::vector<float> result = mean_of(encoding, std::span(&range, 1));
  append(result, encoding.vector(range.begin));
  append(result, encoding.vector(range.end - 1));
  return result;
}

}  // namespace sayso
