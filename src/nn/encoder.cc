// BERT's encoder (Devlin et al. 2019): layers of attention and feed-forward, as many as the model
// file has, each followed by its residual and a layer norm.
//
//   ids -> words + positions -> norm
//       -> [ x + attention(x) -> norm ; x + down(gelu(up(x))) -> norm ] * n_layers
//
// The words' shapes are added to what the first layer gives: the trainer leaves that layer as it
// found it.
//
// A window's rows are rounded up to a multiple of kRowStep, so that few shapes are compiled; rows
// that are padding get no attention: their scores are set so low that their share is exactly zero.
//
// The linear layers run in 8-bit integers (quantised.h), or, where the processor is slow at that or
// the model was loaded so, in f32, which is what the other is tested against. Scores, softmax and
// norms are in f32 in either case.
//
// Cost. A layer of width 384 takes 3.5 million operations a row in its linear parts, and 1,500 for
// each row that the row attends to. An article of 800 words takes half the time that f32 takes, on
// one core with AVX-512 VNNI (docs/performance.md has the parts).

#include "nn/encoder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "nn/quantised.h"
#include "nn/vector.h"
#include "nn/windows.h"

namespace sayso {
namespace {

// Of the 8-bit arithmetic: what a block becomes on its way through the feed-forward layers stays in
// the cache, and the library multiplies as fast with 32 rows as with 256.
constexpr int kBlockRows = static_cast<int>(kRowStep);

std::size_t area(int rows, int columns) {
  return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

int round_up(int n) {
  constexpr int kStep = static_cast<int>(kRowStep);
  return (n + kStep - 1) / kStep * kStep;
}

template <typename Number>
void at_least(std::vector<Number>& buffer, std::size_t n) {
  if (buffer.size() < n) buffer.resize(n);
}

void reserve(const Model& model, int rows, Scratch& scratch) {
  const ModelShape& shape = model.shape;
  at_least(scratch.x, area(rows, shape.width));
  at_least(scratch.lower, area(rows, shape.width));
  if (shape.meaning_from > 0) at_least(scratch.fork, area(rows, shape.width));
  at_least(scratch.qkv, area(rows, 3 * shape.width));
  at_least(scratch.context, area(rows, shape.width));
  at_least(scratch.added, area(rows, shape.width));
  if (model.levels > 0) {
    const int widest = std::max(3 * shape.width, shape.inner);
    at_least(scratch.scores, area(rows, rows));
    at_least(scratch.totals, area(rows, 1));
    at_least(scratch.head, 4 * area(rows, shape.width / shape.n_heads));
    at_least(scratch.inner, area(kBlockRows, shape.inner));
    at_least(scratch.bytes, area(kBlockRows, widest));
    at_least(scratch.steps, area(kBlockRows, 1));
    at_least(scratch.sums, area(kBlockRows, widest));
    at_least(scratch.rest, area(kBlockRows, shape.width));
  } else {
    at_least(scratch.scores, area(shape.n_heads, rows) * static_cast<std::size_t>(rows));
    at_least(scratch.inner, area(rows, shape.inner));
  }
}

SAYSO_INLINE float total(const Lanes& lanes) {
  float sum = 0;
  for (int lane = 0; lane < kLanes; ++lane) sum += lanes[lane];
  return sum;
}

// x = norm(x + added), row by row; `added` may be null.
SAYSO_WIDEST void normalise(float* x, const float* added, int n_rows, int width, const float* scale,
                            const float* shift, float epsilon) {
  for (int row = 0; row < n_rows; ++row, x += width) {
    Lanes sums{}, squares{};
    for (int i = 0; i < width; i += kLanes) {
      const int some = std::min(kLanes, width - i);
      Lanes lanes = load(x + i, some);
      if (added) lanes += load(added + i, some);
      store(lanes, x + i, some);
      sums += lanes;
    }
    if (added) added += width;
    const float mean = total(sums) / static_cast<float>(width);
    for (int i = 0; i < width; i += kLanes) {
      const int some = std::min(kLanes, width - i);
      Lanes apart = load(x + i, some) - mean;
      for (int lane = some; lane < kLanes; ++lane) apart[lane] = 0;
      squares += apart * apart;
    }
    const float variance = total(squares) / static_cast<float>(width);
    const float by = 1.0f / std::sqrt(variance + epsilon);
    for (int i = 0; i < width; i += kLanes) {
      const int some = std::min(kLanes, width - i);
      store((load(x + i, some) - mean) * by * load(scale + i, some) + load(shift + i, some), x + i,
            some);
    }
  }
}

void add_and_normalise(float* x, const float* added, int n_rows, const LayerNorm& norm,
                       float epsilon) {
  normalise(x, added, n_rows, static_cast<int>(norm.scale.size()), norm.scale.data(),
            norm.shift.data(), epsilon);
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

// In f32, all rows of a window at once. Columns of padding get a score that softmax turns to zero.
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

void apply(Scratch& scratch, const EncoderLinear& linear, const std::vector<float>& x, int n_rows,
           std::vector<float>& out, Activation activation = Activation::kNone) {
  scratch.kernels.linear(x.data(), n_rows, linear.f32.weights, linear.f32.bias.data(), activation,
                         out.data());
}

void run_layer_in_f32(const ModelShape& shape, const EncoderLayer& layer, int n_rows, int n_real,
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

// What lies in `width` columns of a wider matrix, as a matrix of its own.
void copy_columns(const float* from, std::size_t from_width, int n_rows, int width, float* to) {
  const auto n = static_cast<std::size_t>(width);
  for (int row = 0; row < n_rows; ++row, from += from_width, to += n) std::copy_n(from, n, to);
}

// The same as attend(), head by head, so that the scores of one stay in the cache, from dense
// matrices, which the library multiplies faster, and with sums divided by instead of scores.
void attend_by_head(const ModelShape& shape, int n_rows, int n_real, Scratch& scratch) {
  const int head = shape.width / shape.n_heads;
  const std::int64_t rows = n_rows, columns = head;
  const auto width = static_cast<std::size_t>(shape.width);
  float* scores = scratch.scores.data();
  float* query = scratch.head.data();
  float *key = query + area(n_rows, head), *value = key + area(n_rows, head),
        *found = value + area(n_rows, head);
  for (std::size_t first = 0; first < width; first += static_cast<std::size_t>(head)) {
    const float* from = scratch.qkv.data() + first;
    copy_columns(from, 3 * width, n_rows, head, query);
    copy_columns(from + width, 3 * width, n_rows, head, key);
    copy_columns(from + 2 * width, 3 * width, n_rows, head, value);
    scratch.kernels.multiply(1, n_rows, head, n_rows, query, {rows * columns, columns, 1}, key,
                             {rows * columns, 1, columns}, scores, {rows * rows, rows, 1});
    exponentials(scores, n_rows, n_rows, n_real, scratch.totals.data());
    scratch.kernels.multiply(1, n_rows, n_rows, head, scores, {rows * rows, rows, 1}, value,
                             {rows * columns, columns, 1}, found, {rows * columns, columns, 1});
    for (int i = 0; i < n_rows; ++i) {
      const float by = 1.0f / scratch.totals[static_cast<std::size_t>(i)];
      float* to = scratch.context.data() + area(i, shape.width) + first;
      for (int j = 0; j < head; ++j)
        to[j] = found[area(i, head) + static_cast<std::size_t>(j)] * by;
    }
  }
}

// A block of rows x times the weights: into Scratch::sums, from Scratch::bytes and with
// Scratch::steps.
void multiply_block(const Model& model, const Int8Linear& linear, const float* x,
                    Scratch& scratch) {
  const int n_in = linear.weights.n_in();
  for (int i = 0; i < kBlockRows; ++i) {
    scratch.steps[static_cast<std::size_t>(i)] =
        quantise(x + area(i, n_in), n_in, model.levels, scratch.bytes.data() + area(i, n_in));
  }
  scratch.kernels.multiply_bytes(scratch.bytes.data(), kBlockRows, linear.weights,
                                 scratch.sums.data());
}

// One block of rows through one linear layer.
void apply_to_block(const Model& model, const Int8Linear& linear, const float* x, float* out,
                    Scratch& scratch, Activation activation = Activation::kNone) {
  multiply_block(model, linear, x, scratch);
  const int n_out = linear.weights.n_out();
  for (int i = 0; i < kBlockRows; ++i) {
    finish(linear, scratch.steps[static_cast<std::size_t>(i)], scratch.sums.data() + area(i, n_out),
           activation, out + area(i, n_out));
  }
}

// The same in two steps: first the rows as they are rounded, then what that left of them.
void apply_finely_to_block(const Model& model, const Int8Linear& linear, const float* x, float* out,
                           Scratch& scratch) {
  apply_to_block(model, linear, x, out, scratch);
  const int n_in = linear.weights.n_in(), n_out = linear.weights.n_out();
  float* rest = scratch.rest.data();
  for (int i = 0; i < kBlockRows; ++i) {
    subtract(scratch.steps[static_cast<std::size_t>(i)], scratch.bytes.data() + area(i, n_in), n_in,
             x + area(i, n_in), rest + area(i, n_in));
  }
  multiply_block(model, linear, rest, scratch);
  for (int i = 0; i < kBlockRows; ++i) {
    add_product(linear, scratch.steps[static_cast<std::size_t>(i)],
                scratch.sums.data() + area(i, n_out), out + area(i, n_out));
  }
}

void run_layer_in_int8(const Model& model, const EncoderLayer& layer, int n_rows, int n_real,
                       Scratch& scratch) {
  const int width = model.shape.width;
  const float epsilon = model.shape.epsilon;
  for (int row = 0; row < n_rows; row += kBlockRows) {
    apply_finely_to_block(model, layer.query_key_value.int8, scratch.x.data() + area(row, width),
                          scratch.qkv.data() + area(row, 3 * width), scratch);
  }
  attend_by_head(model.shape, n_rows, n_real, scratch);
  float *inner = scratch.inner.data(), *added = scratch.added.data();
  for (int row = 0; row < n_rows; row += kBlockRows) {
    float* x = scratch.x.data() + area(row, width);
    apply_to_block(model, layer.attention_out.int8, scratch.context.data() + area(row, width),
                   added, scratch);
    add_and_normalise(x, added, kBlockRows, layer.attention_norm, epsilon);
    apply_to_block(model, layer.up.int8, x, inner, scratch, Activation::kGelu);
    apply_to_block(model, layer.down.int8, inner, added, scratch);
    add_and_normalise(x, added, kBlockRows, layer.output_norm, epsilon);
  }
}

void run_layer(const Model& model, const EncoderLayer& layer, int n_rows, int n_real,
               Scratch& scratch) {
  if (model.levels > 0) {
    run_layer_in_int8(model, layer, n_rows, n_real, scratch);
  } else {
    run_layer_in_f32(model.shape, layer, n_rows, n_real, scratch);
  }
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
  reserve(model, n_rows, scratch);
  embed_words(model, ids, n_rows, scratch);
  for (int i = 0; i < model.shape.n_layers; ++i) {
    run_layer(model, model.encoder.layers[static_cast<std::size_t>(i)], n_rows, n_real, scratch);
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
  reserve(model, n_rows, scratch);
  const auto end = std::copy(rows.begin(), rows.end(), scratch.x.begin());
  std::fill(end, scratch.x.begin() + static_cast<std::ptrdiff_t>(area(n_rows, model.shape.width)),
            0.0f);
  for (const EncoderLayer& layer : model.meaning->layers)
    run_layer(model, layer, n_rows, n_real, scratch);
}

}  // namespace sayso
