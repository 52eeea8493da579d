#pragma once
// Linear layers over rows that are made on the fly: each row is a word, a span or a mention, put
// together of the encoder's vectors, and thousands of them at once would take megabytes.
//
//   apply_rows(layer, n_words, [&](std::size_t word, std::span<float> x) { ... }, scratch)
//
// Cost. The library's kernels run on blocks of up to 256 rows; a block's size is a multiple of
// kRowStep, so that few shapes are compiled.

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "nn/encode.h"
#include "nn/model.h"
#include "nn/scratch.h"
#include "nn/windows.h"

namespace sayso {

// linear(x) for the rows that `fill(row, x)` writes; x (n_in) comes as zeros. (n_rows, n_out).
template <typename Fill>
std::vector<float> apply_rows(const Linear& linear, std::size_t n_rows, Fill fill,
                              Scratch& scratch) {
  constexpr std::size_t kRowsAtOnce = 256;
  const auto n_in = static_cast<std::size_t>(linear.weights.n_in());
  const auto n_out = static_cast<std::size_t>(linear.weights.n_out());
  std::vector<float> out, x, y;
  out.reserve(n_rows * n_out);
  for (std::size_t begin = 0; begin < n_rows; begin += kRowsAtOnce) {
    const std::size_t n = std::min(kRowsAtOnce, n_rows - begin);
    const std::size_t padded = (n + kRowStep - 1) / kRowStep * kRowStep;
    x.assign(padded * n_in, 0.0f);
    y.resize(padded * n_out);
    for (std::size_t i = 0; i < n; ++i) fill(begin + i, std::span(x).subspan(i * n_in, n_in));
    scratch.kernels.linear(x.data(), static_cast<int>(padded), linear.weights, linear.bias.data(),
                           Activation::kNone, y.data());
    out.insert(out.end(), y.begin(), y.begin() + static_cast<std::ptrdiff_t>(n * n_out));
  }
  return out;
}

inline void rectify(std::span<float> values) {
  for (float& value : values) value = std::max(value, 0.0f);
}

inline std::span<const float> row_of(const std::vector<float>& rows, std::size_t row,
                                     std::size_t width) {
  return std::span(rows).subspan(row * width, width);
}

// [the last layer; the lower one] of a token: (2 * width).
inline void put_vector(const Encoding& encoding, std::uint32_t token, std::span<float> out) {
  const auto width = static_cast<std::size_t>(encoding.width);
  const float* last = encoding.hidden.data() + token * width;
  const float* lower = encoding.lower.data() + token * width;
  for (std::size_t i = 0; i < width; ++i) {
    out[i] = last[i];
    out[width + i] = lower[i];
  }
}

// [mean; first; last] of what `put(token, row)` writes for each token of a range: (3 * row's size).
template <typename Put>
void put_span(const TokenRange& tokens, std::span<float> x, Put put) {
  const std::size_t size = x.size() / 3;
  const std::span<float> mean = x.first(size), row = x.subspan(size, size);
  for (std::uint32_t token = tokens.begin; token < tokens.end; ++token) {
    put(token, row);
    for (std::size_t i = 0; i < size; ++i) mean[i] += row[i];
  }
  for (float& value : mean) value /= static_cast<float>(tokens.size());
  put(tokens.begin, row);
  put(tokens.end - 1, x.subspan(2 * size));
}

}  // namespace sayso
