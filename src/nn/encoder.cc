// BERT's encoder (Devlin et al. 2019) as MiniLM has it: six layers of attention and feed-forward,
// each followed by its residual and a layer norm.
//
//   ids -> words + positions -> norm
//       -> [ x + attention(x) -> norm ; x + down(gelu(up(x))) -> norm ] * 6
//
// The words' shapes are added to what the first layer gives: the trainer leaves that layer as it
// found it.
//
// A window's rows are rounded up to a multiple of kRowStep, so that few shapes are compiled; rows
// that are padding get no attention: their scores are set so low that their share is exactly zero.
//
// Cost: per row 21 MFLOP in the linear layers, and 9 kFLOP for each row that it attends to. A
// window of 256 rows takes 65 to 70 ms on one core with AVX-512 (November 2026), nearly all of it
// in oneDNN at 90 to 105 GFLOP/s.

#include "nn/encoder.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "nn/windows.h"

namespace sayso {
namespace {

std::size_t area(int rows, int columns) {
  return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

int round_up(int n) {
  constexpr int kStep = static_cast<int>(kRowStep);
  return (n + kStep - 1) / kStep * kStep;
}

void reserve(const ModelShape& shape, int rows, Scratch& scratch) {
  const auto at_least = [](std::vector<float>& buffer, std::size_t n) {
    if (buffer.size() < n) buffer.resize(n);
  };
  at_least(scratch.x, area(rows, shape.width));
  at_least(scratch.lower, area(rows, shape.width));
  if (shape.meaning_from > 0) at_least(scratch.fork, area(rows, shape.width));
  at_least(scratch.qkv, area(rows, 3 * shape.width));
  at_least(scratch.scores, area(shape.n_heads, rows) * static_cast<std::size_t>(rows));
  at_least(scratch.context, area(rows, shape.width));
  at_least(scratch.inner, area(rows, shape.inner));
  at_least(scratch.added, area(rows, shape.width));
}

// Sums in sixteen lanes, which the compiler turns into vector registers and which fix the order of
// addition.
template <typename Term>
float sum(int n, Term term) {
  constexpr int kLanes = 16;
  std::array<float, kLanes> lanes{};
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane)
      lanes[static_cast<std::size_t>(lane)] += term(i + lane);
  }
  for (; i < n; ++i) lanes[static_cast<std::size_t>(i % kLanes)] += term(i);
  float total = 0;
  for (const float lane : lanes) total += lane;
  return total;
}

// x = norm(x + added), row by row.
void add_and_normalise(float* x, const float* added, int n_rows, const LayerNorm& norm,
                       float epsilon) {
  const int width = static_cast<int>(norm.scale.size());
  const float* scale = norm.scale.data();
  const float* shift = norm.shift.data();
  for (int row = 0; row < n_rows; ++row, x += width) {
    if (added) {
      for (int i = 0; i < width; ++i) x[i] += added[i];
      added += width;
    }
    const float mean = sum(width, [x](int i) { return x[i]; }) / static_cast<float>(width);
    const float variance = sum(width, [x, mean](int i) { return (x[i] - mean) * (x[i] - mean); }) /
                           static_cast<float>(width);
    const float by = 1.0f / std::sqrt(variance + epsilon);
    for (int i = 0; i < width; ++i) x[i] = (x[i] - mean) * by * scale[i] + shift[i];
  }
}

void embed_words(const Model& model, std::span<const std::uint32_t> ids, int n_rows,
                 Scratch& scratch) {
  const auto width = static_cast<std::size_t>(model.shape.width);
  const EncoderWeights& weights = model.encoder;
  float* out = scratch.x.data();
  for (std::size_t row = 0; row < ids.size(); ++row, out += width) {
    const std::int8_t* values = weights.words.values.data() + ids[row] * width;
    const float* position = weights.positions.data() + row * width;
    const float scale = weights.words.scales[ids[row]];
    for (std::size_t i = 0; i < width; ++i)
      out[i] = static_cast<float>(values[i]) * scale + position[i];
  }
  std::fill(out, scratch.x.data() + area(n_rows, model.shape.width), 0.0f);
  add_and_normalise(scratch.x.data(), nullptr, n_rows, weights.norm, model.shape.epsilon);
}

// Columns of padding get a score that softmax turns to zero.
void mask_padding(float* scores, int n_rows_of_scores, int n_columns, int n_real) {
  if (n_real == n_columns) return;
  for (int row = 0; row < n_rows_of_scores; ++row, scores += n_columns) {
    std::fill(scores + n_real, scores + n_columns, -1e30f);
  }
}

// context = softmax(Q K^T) V for each head; the scale is in Q's weights.
void attend(const ModelShape& shape, int n_rows, int n_real, Scratch& scratch) {
  const int head = shape.width / shape.n_heads;
  const std::int64_t rows = n_rows, row = 3 * shape.width;
  const float* query = scratch.qkv.data();
  const float* key = query + shape.width;
  const float* value = key + shape.width;
  float* scores = scratch.scores.data();
  scratch.kernels.multiply(shape.n_heads, n_rows, head, n_rows, query, {head, row, 1}, key,
                           {head, 1, row}, scores, {rows * rows, rows, 1});
  mask_padding(scores, shape.n_heads * n_rows, n_rows, n_real);
  scratch.kernels.softmax(scores, shape.n_heads * n_rows, n_rows);
  scratch.kernels.multiply(shape.n_heads, n_rows, n_rows, head, scores, {rows * rows, rows, 1},
                           value, {head, row, 1}, scratch.context.data(), {head, shape.width, 1});
}

void apply(Scratch& scratch, const Linear& linear, const std::vector<float>& x, int n_rows,
           std::vector<float>& out, Activation activation = Activation::kNone) {
  scratch.kernels.linear(x.data(), n_rows, linear.weights, linear.bias.data(), activation,
                         out.data());
}

void run_layer(const ModelShape& shape, const EncoderLayer& layer, int n_rows, int n_real,
               Scratch& scratch) {
  apply(scratch, layer.query_key_value, scratch.x, n_rows, scratch.qkv);
  attend(shape, n_rows, n_real, scratch);
  apply(scratch, layer.attention_out, scratch.context, n_rows, scratch.added);
  add_and_normalise(scratch.x.data(), scratch.added.data(), n_rows, layer.attention_norm,
                    shape.epsilon);
  apply(scratch, layer.up, scratch.x, n_rows, scratch.inner, Activation::kGelu);
  apply(scratch, layer.down, scratch.inner, n_rows, scratch.added);
  add_and_normalise(scratch.x.data(), scratch.added.data(), n_rows, layer.output_norm,
                    shape.epsilon);
}

void add_shapes(const Model& model, std::span<const std::uint8_t> shapes, Scratch& scratch) {
  const auto width = static_cast<std::size_t>(model.shape.width);
  float* x = scratch.x.data();
  for (const std::uint8_t shape : shapes) {
    const float* added = model.encoder.shapes.data() + shape * width;
    for (std::size_t i = 0; i < width; ++i) x[i] += added[i];
    x += width;
  }
}

}  // namespace

void run_encoder(const Model& model, std::span<const std::uint32_t> ids,
                 std::span<const std::uint8_t> shapes, Scratch& scratch) {
  assert(shapes.size() == ids.size());
  const int n_real = static_cast<int>(ids.size());
  assert(n_real <= model.shape.n_positions);
  const int n_rows = round_up(n_real);
  reserve(model.shape, n_rows, scratch);
  embed_words(model, ids, n_rows, scratch);
  for (int i = 0; i < model.shape.n_layers; ++i) {
    run_layer(model.shape, model.encoder.layers[static_cast<std::size_t>(i)], n_rows, n_real,
              scratch);
    if (i == 0) add_shapes(model, shapes, scratch);
    if (i + 1 == model.shape.lower)
      std::copy_n(scratch.x.begin(), area(n_real, model.shape.width), scratch.lower.begin());
    if (i + 1 == model.shape.meaning_from)
      std::copy_n(scratch.x.begin(), area(n_real, model.shape.width), scratch.fork.begin());
  }
}

void run_meaning_layers(const Model& model, std::span<const float> rows, Scratch& scratch) {
  const int n_real = static_cast<int>(rows.size()) / model.shape.width;
  const int n_rows = round_up(n_real);
  reserve(model.shape, n_rows, scratch);
  const auto end = std::copy(rows.begin(), rows.end(), scratch.x.begin());
  std::fill(end, scratch.x.begin() + static_cast<std::ptrdiff_t>(area(n_rows, model.shape.width)),
            0.0f);
  for (const EncoderLayer& layer : model.meaning->layers)
    run_layer(model.shape, layer, n_rows, n_real, scratch);
}

}  // namespace sayso
