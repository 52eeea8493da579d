#include "group/candidates.h"

#include <algorithm>

namespace sayso {
namespace {

constexpr std::uint32_t kNearStatements = 12;
constexpr double kTellingWeight = 0.4;  // of shared stems

bool any_shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& value) {
    return std::binary_search(b.begin(), b.end(), value);
  });
}

bool share_something(const Item& a, const Item& b) {
  return any_shared(a.numbers, b.numbers) || any_shared(a.names, b.names) ||
         shared_weight(a.wide, b.wide) >= kTellingWeight;
}

bool are_candidates(const Item& a, const Item& b, bool same_document) {
  if (same_document && b.place - a.place <= kNearStatements) return true;
  return share_something(a, b);
}

// Items are in order of document: where each begins, and the end.
std::vector<std::uint32_t> document_starts(const std::vector<Item>& items,
                                           std::size_t n_documents) {
  std::vector<std::uint32_t> starts(n_documents + 1, static_cast<std::uint32_t>(items.size()));
  for (std::size_t i = items.size(); i-- > 0;)
    starts[items[i].document] = static_cast<std::uint32_t>(i);
  for (std::size_t i = n_documents; i-- > 0;) starts[i] = std::min(starts[i], starts[i + 1]);
  return starts;
}

}  // namespace

std::vector<CandidatePair> find_candidates(const Prepared& prepared,
                                           const std::vector<Item>& items) {
  const auto starts = document_starts(items, prepared.grouping.documents.size());
  std::vector<CandidatePair> pairs;
  const auto add_pairs = [&](std::uint32_t a, std::uint32_t document,
                             const DocumentPair& documents) {
    for (std::uint32_t b = std::max(a + 1, starts[document]); b < starts[document + 1]; ++b) {
      if (are_candidates(items[a], items[b], documents.same)) pairs.push_back({a, b, documents});
    }
  };
  for (std::uint32_t document = 0; document < prepared.related.size(); ++document) {
    const DocumentPair same{.same = true};
    std::vector<std::pair<std::uint32_t, DocumentPair>> later;
    for (const std::uint32_t other : prepared.related[document]) {
      if (other > document) later.emplace_back(other, document_pair(prepared, document, other));
    }
    for (std::uint32_t a = starts[document]; a < starts[document + 1]; ++a) {
      add_pairs(a, document, same);
      for (const auto& [other, documents] : later) add_pairs(a, other, documents);
    }
  }
  return pairs;
}

}  // namespace sayso
