#include "nn/windows.h"

#include <algorithm>
#include <cassert>

namespace sayso {
namespace {

using Tokens = std::span<const std::uint32_t>;

std::uint32_t divide_up(std::uint32_t a, std::uint32_t b) { return (a + b - 1) / b; }

std::uint32_t paid_for(std::uint32_t length) {
  return divide_up(length + kSpecialTokens, kRowStep) * kRowStep - kSpecialTokens;
}

// Lets a window grow to the sentences that it cuts, first at its start, as far as its capacity
// goes.
Window grown(Window window, Tokens sentence_begin, std::uint32_t room) {
  const std::uint32_t start =
      *(std::upper_bound(sentence_begin.begin(), sentence_begin.end(), window.begin) - 1);
  if (window.end - start <= room) window.begin = start;
  const std::uint32_t stop =
      *std::lower_bound(sentence_begin.begin(), sentence_begin.end(), window.end);
  if (stop - window.begin <= room) window.end = stop;
  return window;
}

// A token that two windows see is kept by the one in which it stands farther from the cut.
void share_out(std::vector<Window>& windows) {
  windows.front().keep_begin = windows.front().begin;
  windows.back().keep_end = windows.back().end;
  for (std::size_t i = 1; i < windows.size(); ++i) {
    const std::uint32_t middle = (windows[i].begin + windows[i - 1].end) / 2;
    windows[i - 1].keep_end = middle;
    windows[i].keep_begin = middle;
  }
}

}  // namespace

std::vector<Window> plan_windows(Tokens sentence_begin, std::uint32_t capacity) {
  assert(capacity > 0);
  const std::uint32_t n_tokens = sentence_begin.empty() ? 0 : sentence_begin.back();
  if (n_tokens == 0) return {};
  if (n_tokens <= capacity) return {{0, n_tokens, 0, n_tokens}};

  const std::uint32_t overlap = std::min(2 * kContextTokens, capacity / 2);
  const std::uint32_t n_windows = divide_up(n_tokens - overlap, capacity - overlap);
  const std::uint32_t length =
      std::min(capacity, divide_up(n_tokens + (n_windows - 1) * overlap, n_windows));
  const std::uint32_t room = std::min(capacity, paid_for(length));
  std::vector<Window> windows;
  for (std::uint32_t i = 0; i < n_windows; ++i) {
    const auto begin =
        static_cast<std::uint32_t>(std::uint64_t{n_tokens - length} * i / (n_windows - 1));
    windows.push_back(grown({begin, begin + length, 0, 0}, sentence_begin, room));
  }
  share_out(windows);
  return windows;
}

}  // namespace sayso
