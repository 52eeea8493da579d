#pragma once
// The memory that running a model needs, one a thread: compiled kernels and the encoder's buffers.
// Nothing in it outlives a call: results don't depend on what ran in it before.

#include <vector>

#include "nn/onednn.h"
#include "sayso/model.h"

namespace sayso {

class Scratch {
 public:
  Kernels kernels;
  std::vector<float> x;        // (rows, width): the vectors, from layer to layer
  std::vector<float> lower;    // (rows, width): x after layer ModelShape::lower
  std::vector<float> fork;     // the same after layer ModelShape::meaning_from, if there is one
  std::vector<float> qkv;      // (rows, 3 * width)
  std::vector<float> scores;   // (heads, rows, rows)
  std::vector<float> context;  // (rows, width)
  std::vector<float> inner;    // (rows, inner)
  std::vector<float> added;    // (rows, width): what a layer adds to x
};

}  // namespace sayso
