#pragma once
// The heads' raw scores, before they become labels and probabilities (heads.h).

#include <optional>
#include <span>
#include <vector>

#include "nn/encode.h"
#include "nn/model.h"

namespace sayso {

// (tokens, labels)
std::vector<float> label_scores(const Tagger& tagger, const Encoding& encoding);

// (words, labels), of the words that begin with these tokens.
std::vector<float> name_scores(const HeadWeights& heads, const Encoding& encoding,
                               std::span<const std::uint32_t> first_tokens);

// (choosers, candidates + 1); the last column is "none". Ranges are not empty.
std::vector<float> link_scores(const Linker& linker, std::span<const std::uint32_t> boundaries,
                               const Encoding& encoding, std::span<const TokenRange> choosers,
                               std::span<const TokenRange> candidates);

// Which of Linker::distance applies: 0 for spans that touch or overlap; k where the gap reaches the
// k-th boundary but not the next, if the candidate lies before the chooser; n + k if it lies after
// it.
std::size_t distance_bucket(std::span<const std::uint32_t> boundaries, const TokenRange& chooser,
                            const TokenRange& candidate);

std::vector<float> stance_scores(const HeadWeights& heads, const Encoding& encoding,
                                 std::optional<TokenRange> cue, std::span<const TokenRange> content,
                                 std::optional<TokenRange> source);
std::vector<float> kind_scores(const HeadWeights& heads, const Encoding& encoding,
                               const TokenRange& source);

// A unit vector; all zero if `content` is empty.
std::vector<float> embedding(const HeadWeights& heads, const Encoding& encoding,
                             std::span<const TokenRange> content);

}  // namespace sayso
