#pragma once
// What two articles have in common, and which of them had it first. Pure; for `sayso compare`.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/layout.h"
#include "cli/view.h"
#include "group/which_way.h"
#include "text/reuse.h"

namespace sayso::cli {

struct Comparison {
  std::uint32_t source = 0, taker = 0;  // documents: who had it first, as far as anything tells
  WayRule rule = WayRule::kOrder;
  std::vector<Passage> passages;  // a: of the source, b: of the taker
  std::uint32_t taken = 0;        // words of the taker in passages that were taken
  std::uint32_t source_words = 0, taker_words = 0;
  std::vector<std::uint32_t> paragraphs;  // of the taker with something taken, from 1
  std::uint32_t n_paragraphs = 0;         // of the taker
};

// Which of two had their common text first: for a copy as the grouping has it, so that every listing
// says the same. Where neither credits nor dates tell, the texts must be loaded for the length to.
Way way_between(const View& view, std::uint32_t a, std::uint32_t b);
// The documents of a claim whose texts way_between() looks at.
std::vector<std::uint32_t> undecided_copies(const View& view, const Claim& claim);
inline constexpr const char* kNothingTells = "nothing tells which had it first";

// Both documents must be loaded.
Comparison compare(const View& view, std::uint32_t a, std::uint32_t b);

// A document that shares text with the one that was asked about.
struct Sharing {
  std::uint32_t document = 0;
  double of_it = 0;     // share of its runs of words that the asked one has, 0 to 1
  double of_asked = 0;  // and the other way round
};

// Those that share at least one run of words in twenty, most first. `records` are the ledger's.
std::vector<Sharing> sharing_with(const View& view, std::uint32_t document,
                                  const std::vector<Records>& records);

std::string compare_text(const View& view, const Comparison& comparison, const Look& look);
std::string compare_json(const View& view, const Comparison& comparison);
std::string sharing_text(const View& view, std::uint32_t document,
                         const std::vector<Sharing>& sharing, const Look& look);
std::string sharing_json(const View& view, std::uint32_t document,
                         const std::vector<Sharing>& sharing);

}  // namespace sayso::cli
