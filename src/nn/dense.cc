#include "nn/dense.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace sayso {
namespace {

void add_to(std::vector<float>& sum, std::span<const float> x) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += x[i];
}

void append(std::vector<float>& out, std::span<const float> x) {
  out.insert(out.end(), x.begin(), x.end());
}

// The widest vectors that the machine has. Every output is summed in the order of the inputs, by a
// product and a sum that are each rounded, so that all of these give the same bits.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SAYSO_WIDEST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define SAYSO_WIDEST
#endif

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
  for (std::size_t i = 0; i < n_in && first < n_out; ++i) {
    const float* row = weights + i * n_out;
    for (std::size_t k = first; k < n_out; ++k) out[k] += x[i] * row[k];
  }
}

#undef SAYSO_WIDEST

}  // namespace

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
