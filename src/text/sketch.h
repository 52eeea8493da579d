#pragma once
// sketch: what a text is made of, small enough to compare with many others.
//
// A copied agency text comes with "authorised" for "authorized", curly quotes, "10pm" for "10 p.m."
// and two paragraphs fewer. So words are first brought to a form that such edits leave alone (their
// consonants), then each run of five words is hashed. A text that is a copy shares nearly all of
// its runs with its original; two reporters on one event share a quotation at most.
//
// Long texts keep their 4,096 smallest hashes only. That is a random sample of the runs, the same
// in every document, so the share is still estimated without bias, and the sketch depends on the
// one document alone.
//
// Cost: linear in the text; 8 bytes a word, at most 32 KB.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sayso {

inline constexpr std::size_t kSketchRun = 5;        // words
inline constexpr std::size_t kSketchHashes = 4096;  // kept at most

// Sorted, without repeats. Fewer than five words: empty.
std::vector<std::uint64_t> sketch(std::string_view text);

// The share of the copy's runs that the original has too, 0 to 1; 0 if either is empty.
double contained(std::span<const std::uint64_t> copy, std::span<const std::uint64_t> original);

}  // namespace sayso
