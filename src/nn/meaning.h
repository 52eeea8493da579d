#pragma once
// What a statement says, as a vector: the dot product of two tells how near they are to stating the
// same thing.
//
// The encoder's last layers serve the reading; what tells "the valve leaked" from "the valve was
// checked" is another question. So layers of their own go on from a lower layer, over the whole
// window, and a statement is seen as
//
//   [mean of its content; what the content attends to in the window; mean of its cue]
//
// which is scaled to length 1 after one more layer. A content that only refers ("that", "it") is
// read with what it refers to, and a silence without a content by its cue.
//
// Cost: half of the encoder's time, for windows in which a statement stands.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "nn/encode.h"
#include "sayso/model.h"

namespace sayso {

struct StatementTokens {
  std::vector<TokenRange> content;  // may be empty, if there is a cue
  std::optional<TokenRange> cue;
};

using Meaning = std::array<std::int8_t, 256>;  // a unit vector times 127, rounded; zeros: nothing

// One for each statement. A model without layers of meaning answers with embed() (heads.h).
std::vector<Meaning> meanings_of(const Model& model, const Encoding& encoding,
                                 std::span<const StatementTokens> statements, Scratch& scratch);

// The same before it is rounded, by the rows of one window alone: `content` and `cue` are rows.
std::vector<float> meaning_in_window(const Model& model, std::span<const float> rows,
                                     const StatementTokens& statement, Scratch& scratch);

}  // namespace sayso
