#pragma once
// How windows are laid over a text that is longer than the encoder's reach.
//
//   tokens   |-----------------------------------------------|
//   windows  |=============------|
//                     |-----==========------|
//                                    |-----==================|     = kept, - context

#include <cstdint>
#include <span>
#include <vector>

namespace sayso {

struct Window {
  std::uint32_t begin = 0, end = 0;            // tokens that the encoder sees
  std::uint32_t keep_begin = 0, keep_end = 0;  // those whose vectors are taken from here

  bool operator==(const Window&) const = default;
};

// The fewest tokens that a kept one has between it and a cut. More would be read twice: at 24 an
// article of 800 words takes five windows, at 32 six.
inline constexpr std::uint32_t kContextTokens = 24;

// The encoder computes whole steps of rows anyway, so a window may grow to the end of its step.
inline constexpr std::uint32_t kRowStep = 32;
inline constexpr std::uint32_t kSpecialTokens = 2;  // [CLS] and [SEP]

// `sentence_begin`: the first token of each sentence, in order, and the number of tokens. The kept
// ranges tile the tokens. No window is longer than `capacity`; they are as few as leave that
// context, of one length, and where it costs nothing they begin and end with a sentence.
std::vector<Window> plan_windows(std::span<const std::uint32_t> sentence_begin,
                                 std::uint32_t capacity);

}  // namespace sayso
