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

}  // namespace

std::vector<float> apply_dense(const Dense& dense, std::span<const float> x) {
  assert(x.size() == static_cast<std::size_t>(dense.n_in));
  std::vector<float> out = dense.bias;
  const float* weights = dense.by_input.data();
  for (const float value : x) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += value * weights[i];
    weights += out.size();
  }
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
