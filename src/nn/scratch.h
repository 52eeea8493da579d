#pragma once
// The memory that running a model needs, one a thread: compiled kernels and the encoder's buffers.
// Nothing in it outlives a call: results don't depend on what ran in it before.

#include <cstdint>
#include <vector>

#include "nn/onednn.h"
#include "nn/quantised.h"
#include "sayso/model.h"

namespace sayso {

class Scratch {
 public:
  Kernels kernels;
  std::vector<float> x;        // (rows, width): the vectors, from layer to layer
  std::vector<float> lower;    // (rows, width): x after layer ModelShape::lower
  std::vector<float> fork;     // the same after layer ModelShape::meaning_from, if there is one
  std::vector<float> qkv;      // (rows, 3 * width)
  std::vector<float> scores;   // (heads, rows, rows); in 8-bit arithmetic (rows, rows)
  std::vector<float> context;  // (rows, width)
  std::vector<float> inner;    // (rows, inner)
  std::vector<float> added;    // (rows, width): what a layer adds to x

  // Of the 8-bit arithmetic. Attention goes head by head.
  std::vector<float> head;    // (4, rows, width / heads): query, key, value and what they give
  std::vector<float> totals;  // (rows): what scores add up to
  // Of one block of rows; `inner` and `added` are as short there. n is the wider of 3 * width and
  // inner.
  std::vector<std::uint8_t> bytes;  // (rows, n)
  std::vector<QuantisedRow> steps;  // (rows)
  std::vector<std::int32_t> sums;   // (rows, n)
  std::vector<float> rest;          // (rows, width): what rounding left of them
};

}  // namespace sayso
