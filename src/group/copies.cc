#include "group/copies.h"

#include <algorithm>
#include <map>
#include <utility>

#include "group/forest.h"
#include "group/which_way.h"
#include "text/sketch.h"

namespace sayso {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;  // (document, earlier document)

// Hashes are looked at by their first bits, a sixteenth of them at a time, so that the table of who
// has which stays small.
constexpr int kPassBits = 4;
constexpr std::uint32_t kNone = ~0u;

struct Holding {
  std::uint64_t hash = 0;
  std::uint32_t document = 0;
  auto operator<=>(const Holding&) const = default;
};

std::vector<Holding> holdings(const std::vector<const Records*>& documents, std::uint64_t pass) {
  constexpr int kShift = 64 - kPassBits;
  std::vector<Holding> holdings;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    const auto& sketch = documents[i]->sketch;
    for (auto it = std::lower_bound(sketch.begin(), sketch.end(), pass << kShift);
         it != sketch.end() && *it >> kShift == pass; ++it)
      holdings.push_back({*it, i});
  }
  std::sort(holdings.begin(), holdings.end());
  return holdings;
}

// Each document that has a hash with the first that has it and with the one before it.
void add_pairs(const std::vector<Holding>& holdings, std::vector<Pair>& pairs) {
  for (std::size_t first = 0, i = 0; i < holdings.size(); ++i) {
    if (holdings[i].hash != holdings[first].hash) first = i;
    if (i == first) continue;
    pairs.emplace_back(holdings[i].document, holdings[first].document);
    pairs.emplace_back(holdings[i].document, holdings[i - 1].document);
  }
}

void sort_unique(std::vector<Pair>& pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

// Documents that share a run of words with an earlier one, sorted.
std::vector<Pair> sharing_pairs(const std::vector<const Records*>& documents) {
  std::vector<Pair> pairs;
  for (std::uint64_t pass = 0; pass < 1u << kPassBits; ++pass) {
    std::vector<Pair> more;
    add_pairs(holdings(documents, pass), more);
    sort_unique(more);
    pairs.insert(pairs.end(), more.begin(), more.end());
    sort_unique(pairs);
  }
  std::erase_if(pairs, [](const Pair& pair) { return pair.first == pair.second; });
  return pairs;
}

bool versions_of_one(const DocumentHead& a, const DocumentHead& b) {
  return !a.address.empty() && a.address == b.address;
}

class CopyFinder {
 public:
  CopyFinder(const std::vector<const Records*>& documents, const std::vector<DocumentHead>& heads)
      : documents_(documents), heads_(heads), groups_(documents.size()) {}

  std::vector<Copy> find() {
    std::uint32_t done = kNone;  // the last document of which one pair is known
    for (const auto& [i, before] : sharing_pairs(documents_)) {
      if (i == done || versions_of_one(heads_[before], heads_[i])) continue;
      const Copy copy = of_two(before, i);
      if (copy.share < kCopyShare) continue;
      pairs_.push_back(copy);
      groups_.join(before, i);
      done = i;
    }
    return with_one_original_each();
  }

 private:
  Copy of_two(std::uint32_t a, std::uint32_t b) const {
    const bool a_had_it = which_way(printed(a), printed(b)).first_had_it;
    const std::uint32_t original = a_had_it ? a : b, copy = a_had_it ? b : a;
    return {original, copy, share(copy, original)};
  }

  double share(std::uint32_t copy, std::uint32_t original) const {
    return contained(documents_[copy]->sketch, documents_[original]->sketch);
  }

  Printed printed(std::uint32_t i) const {
    const Records& records = *documents_[i];
    return {records.outlet, records.published, records.credits, records.sketch.size()};
  }

  // Of all that have one text, the one that had it first against the others before and after it; the
  // rest are copies of it, or of whomever they share more with.
  std::vector<Copy> with_one_original_each() {
    std::map<std::uint32_t, std::uint32_t> original;  // of a group
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      const auto [it, is_new] = original.try_emplace(groups_.root(i), i);
      if (!is_new && !which_way(printed(it->second), printed(i)).first_had_it) it->second = i;
    }
    std::map<std::uint32_t, Copy> of;  // each copy has one original
    for (const Copy& pair : pairs_) {
      for (const std::uint32_t i : {pair.original, pair.copy}) {
        const std::uint32_t first = original.at(groups_.root(i));
        if (i == first || versions_of_one(heads_[i], heads_[first])) continue;
        const double of_first = share(i, first);
        if (of_first >= kCopyShare) {
          of[i] = {first, i, of_first};
        } else if (i == pair.copy) {
          of.try_emplace(i, pair);
        }
      }
    }
    std::vector<Copy> copies;
    for (const auto& [i, copy] : of) copies.push_back(copy);
    return copies;
  }

  const std::vector<const Records*>& documents_;
  const std::vector<DocumentHead>& heads_;
  Forest groups_;  // of documents that have one text
  std::vector<Copy> pairs_;
};

}  // namespace

std::vector<Copy> find_copies(const std::vector<const Records*>& documents,
                              const std::vector<DocumentHead>& heads) {
  return CopyFinder(documents, heads).find();
}

}  // namespace sayso
