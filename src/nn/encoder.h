#pragma once
// One window through the encoder: ids and shapes in, vectors out.

#include <cstdint>
#include <span>

#include "nn/model.h"
#include "nn/scratch.h"

namespace sayso {

// The vectors of `ids` (with [CLS] and [SEP]; at most Model::shape.n_positions of them), in
// Scratch::x, and those of layers ModelShape::lower and meaning_from in lower and fork, until the
// next call. `shapes`: one for each id, below kShapes; 0 for [CLS] and [SEP].
void run_encoder(const Model& model, std::span<const std::uint32_t> ids,
                 std::span<const std::uint8_t> shapes, Scratch& scratch);

// The layers of meaning over `rows`, (n_rows, width), which run_encoder() left in Scratch::fork;
// the model has some. The result is in Scratch::x.
void run_meaning_layers(const Model& model, std::span<const float> rows, Scratch& scratch);

}  // namespace sayso
