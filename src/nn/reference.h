#pragma once
// Whether this program computes what the trainer computed: each model file has a text with the
// answers of the very weights in it (docs/formats/model.md, "Reference").

#include "nn/model.h"
#include "nn/scratch.h"

namespace sayso {

// The largest absolute difference over all reference outputs: vectors, raw scores of every head.
// Below 1e-3 all is well. Infinity if the text falls into other pieces, or an output has another
// size.
float reference_difference(const Model& model, Scratch& scratch);

}  // namespace sayso
