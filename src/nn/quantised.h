#pragma once
// A linear layer in 8-bit integers: y = W x + b for rows x of floats.
//
//   const Int8Linear up = quantised_linear(weights, bias, 1536, 384);
//   const QuantisedRow row = quantise(x, 384, levels, bytes);   // for each row
//   kernels.multiply(bytes, n_rows, up.weights, sums);
//   finish(up, row, sums, Activation::kGelu, y);                // for each row
//
// Problem. The encoder's time is spent in products of f32, and processors multiply bytes four times
// as fast.
//
// Idea. Each row of W has a scale, and its numbers are whole ones from -127 to 127 times that: the
// model file has them so. Each row x is least + step * u with u from 0 to 255, found when it comes,
// so that a token with large numbers spoils no other. Then
//
//   W x  =  scale_of_W * (step * sum of w u  +  least * sum of w)
//
// where the first sum is exact in 32 bits and the second is known beforehand. Whatever library or
// machine adds up the first, and in whatever order, the result is the same to the bit.
//
// The range of u is not symmetric: what GELU gives has nothing below -0.17, and half of the steps
// would stand for numbers that never come. Without VNNI the processor adds pairs of products in 16
// bits, which 255 * 127 * 2 would overflow, so u goes to 127 there.
//
// Queries, keys and values get more than 256 steps, since labels changed least with theirs finer
// (docs/performance.md has the trials). What is left of a row once it is rounded is a row itself, with steps 256 times as small, and
// is added in the same way. That costs a quarter more of products, and over the articles that the
// tests read the labels that change fall from 0.6 percent to 0.4.
//
// Cost. At its best one core with AVX-512 VNNI multiplies 455 Gop/s, five times what it does in f32
// (November 2026); the functions here take a fifth of the time that the products take.

#include <cstdint>
#include <span>
#include <vector>

#include "nn/onednn.h"

namespace sayso {

struct Int8Linear {
  PackedInt8 weights;         // (n_out, n_in)
  std::vector<float> scales;  // (n_out): of the rows of W
  std::vector<float> sums;    // (n_out): of the numbers of each row of W, times its scale
  std::vector<float> bias;    // (n_out)
};

// `weights`: (n_out, n_in), row-major. Rows that were 8-bit numbers times a scale, the largest of
// them 127, come out as they were.
Int8Linear quantised_linear(std::span<const float> weights, std::vector<float> bias, int n_out,
                            int n_in);

// x[i] is about least + step * u[i], to half a step.
struct QuantisedRow {
  float least = 0, step = 0;
};

// `levels`: the largest u. Numbers beyond 1e30 count as 1e30, and what is no number as zero.
QuantisedRow quantise(const float* x, int n, int levels, std::uint8_t* u);

// rest (n) = x - (least + step * u): what quantise() left.
void subtract(const QuantisedRow& row, const std::uint8_t* u, int n, const float* x, float* rest);

// out (n_out) = activation(W x + b), from the sums of w u.
void finish(const Int8Linear& linear, const QuantisedRow& row, const std::int32_t* sums,
            Activation activation, float* out);

// out (n_out) += W x, from the sums of w u.
void add_product(const Int8Linear& linear, const QuantisedRow& row, const std::int32_t* sums,
                 float* out);

// In place: x * Phi(x), to within 1e-6 * max(1, |x|).
void apply_gelu(float* x, int n);

// In place: exp(x - the largest x of its row) for the first `n_real` numbers of each row, zeros
// after them; the rows' sums go to `sums`. To within 1e-5 of the largest, which is 1.
void exponentials(float* x, int n_rows, int n_columns, int n_real, float* sums);

}  // namespace sayso
