#pragma once
// Linear-chain conditional random field (Lafferty et al. 2001): the best sequence of labels, and
// how sure it is of each label in it.

#include <cstdint>
#include <span>
#include <vector>

#include "nn/model.h"

namespace sayso {

struct Labelling {
  std::vector<std::uint32_t> labels;  // the best sequence; ties go to the lower label
  std::vector<float> probabilities;   // of each of these labels, over all sequences
};

// `scores`: (steps, labels), row-major. Time is steps * labels^2.
Labelling decode(const Tagger& tagger, std::span<const float> scores);

}  // namespace sayso
