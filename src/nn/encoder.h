#pragma once
// One window through the encoder: ids in, vectors out.

#include <cstdint>
#include <span>

#include "nn/model.h"
#include "nn/scratch.h"

namespace sayso {

// The vectors of `ids` (with [CLS] and [SEP]; at most Model::shape.n_positions of them), in
// Scratch::x: (ids, width), until the next call.
void run_encoder(const Model& model, std::span<const std::uint32_t> ids, Scratch& scratch);

}  // namespace sayso
