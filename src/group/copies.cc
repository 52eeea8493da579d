#include "group/copies.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "group/which_way.h"
#include "text/sketch.h"

namespace sayso {
namespace {

struct Holders {
  std::uint32_t first = 0, last = 0;
};

// Earlier documents that share at least one run of words with document `at`.
std::set<std::uint32_t> earlier_holders(const std::vector<std::uint64_t>& sketch, std::uint32_t at,
                                        std::unordered_map<std::uint64_t, Holders>& holders) {
  std::set<std::uint32_t> earlier;
  for (const std::uint64_t hash : sketch) {
    const auto [it, is_new] = holders.try_emplace(hash, Holders{at, at});
    if (is_new) continue;
    earlier.insert(it->second.first);
    earlier.insert(it->second.last);
    it->second.last = at;
  }
  return earlier;
}

bool versions_of_one(const DocumentHead& a, const DocumentHead& b) {
  return !a.address.empty() && a.address == b.address;
}

class CopyFinder {
 public:
  CopyFinder(const std::vector<const Records*>& documents, const std::vector<DocumentHead>& heads)
      : documents_(documents), heads_(heads), group_(documents.size()) {
    std::iota(group_.begin(), group_.end(), 0u);
  }

  std::vector<Copy> find() {
    std::unordered_map<std::uint64_t, Holders> holders;
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      for (const std::uint32_t before : earlier_holders(documents_[i]->sketch, i, holders)) {
        if (versions_of_one(heads_[before], heads_[i])) continue;
        const Copy copy = of_two(before, i);
        if (copy.share < kCopyShare) continue;
        pairs_.push_back(copy);
        join(before, i);
        break;
      }
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

  std::uint32_t root(std::uint32_t i) {
    while (group_[i] != i) i = group_[i] = group_[group_[i]];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    group_[std::max(a, b)] = std::min(a, b);
  }

  // Of all that have one text, the one that had it first against the others before and after it; the
  // rest are copies of it, or of whomever they share more with.
  std::vector<Copy> with_one_original_each() {
    std::map<std::uint32_t, std::uint32_t> original;  // of a group
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      const auto [it, is_new] = original.try_emplace(root(i), i);
      if (!is_new && !which_way(printed(it->second), printed(i)).first_had_it) it->second = i;
    }
    std::map<std::uint32_t, Copy> of;  // each copy has one original
    for (const Copy& pair : pairs_) {
      for (const std::uint32_t i : {pair.original, pair.copy}) {
        const std::uint32_t first = original.at(root(i));
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
  std::vector<std::uint32_t> group_;
  std::vector<Copy> pairs_;
};

}  // namespace

std::vector<Copy> find_copies(const std::vector<const Records*>& documents,
                              const std::vector<DocumentHead>& heads) {
  return CopyFinder(documents, heads).find();
}

}  // namespace sayso
