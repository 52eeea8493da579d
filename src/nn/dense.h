#pragma once
// The small linear layers of the heads, and what goes into them.

#include <span>
#include <vector>

#include "nn/encode.h"
#include "nn/model.h"

namespace sayso {

// out (n_out) = W x (n_in) + bias. The same bits on every machine, and a block of outputs at a
// time in the widest registers that it has.
std::vector<float> apply_dense(const Dense& dense, std::span<const float> x);

// The same for each row of x (rows, n_in), to the bit, and several times as fast: (rows, n_out).
std::vector<float> apply_dense_to_rows(const Dense& dense, std::span<const float> x);

// In place: log-softmax, ties and all; and softmax.
void log_softmax(std::span<float> values);
void softmax(std::span<float> values);

// (width): the mean of the vectors of all tokens in the ranges; zeros if there are none.
std::vector<float> mean_of(const Encoding& encoding, std::span<const TokenRange> ranges);

// (3 * width): mean, first and last vector of a range that is not empty.
std::vector<float> span_vector(const Encoding& encoding, const TokenRange& range);

}  // namespace sayso
