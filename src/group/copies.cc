#include "group/copies.h"

#include <algorithm>
#include <set>
#include <unordered_map>

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

}  // namespace

std::vector<Copy> find_copies(const std::vector<const Records*>& documents,
                              const std::vector<DocumentHead>& heads) {
  std::vector<Copy> copies;
  std::unordered_map<std::uint64_t, Holders> holders;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (const std::uint32_t before : earlier_holders(documents[i]->sketch, i, holders)) {
      if (versions_of_one(heads[before], heads[i])) continue;
      const double share = contained(documents[i]->sketch, documents[before]->sketch);
      if (share < kCopyShare) continue;
      copies.push_back({.original = before, .copy = i, .share = share});
      break;
    }
  }
  return copies;
}

}  // namespace sayso
