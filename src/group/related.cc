#include "group/related.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "group/names.h"

namespace sayso {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;
using Lists = std::vector<std::vector<std::uint32_t>>;

constexpr std::size_t kCommonName =
    64;  // documents with a name, above which a second name is asked for
constexpr std::size_t kFewEntities = 3;  // below it the names inside of contents are used too

// Persons by their last word, since a document may have no more of the name.
std::string unit_of(const Entity& entity) {
  const bool named = entity.type == EntityType::kPerson ||
                     entity.type == EntityType::kOrganisation || entity.type == EntityType::kPlace;
  if (!named || !is_proper(entity.name)) return {};
  const std::vector<std::string> words =
      name_words(entity.name, entity.type == EntityType::kPerson);
  if (words.empty()) return {};
  return entity.type == EntityType::kPerson ? words.back() : joined(words);
}

std::set<std::string> units_of(const Records& records) {
  std::set<std::string> units;
  for (const Entity& entity : records.entities) units.insert(unit_of(entity));
  if (units.size() < kFewEntities) {
    for (const Statement& statement : records.statements) {
      for (const std::string& name : statement.proposition.names) {
        const std::vector<std::string> words = name_words(name);
        if (!words.empty()) units.insert(words.back());
      }
    }
  }
  units.erase("");
  return units;
}

void count_pairs(const std::vector<std::uint32_t>& holders, std::map<Pair, int>& counts) {
  for (std::size_t i = 0; i < holders.size(); ++i) {
    for (std::size_t j = i + 1; j < holders.size(); ++j) ++counts[{holders[i], holders[j]}];
  }
}

// Documents that have a common name and share another one of any kind.
void count_by_second_name(const std::string& common, const std::vector<std::uint32_t>& holders,
                          const std::vector<std::set<std::string>>& units,
                          std::map<Pair, int>& counts) {
  std::unordered_map<std::string, std::vector<std::uint32_t>> seconds;
  for (const std::uint32_t holder : holders) {
    for (const std::string& unit : units[holder]) {
      if (unit != common) seconds[unit].push_back(holder);
    }
  }
  std::set<Pair> pairs;
  for (const auto& [unit, both] : seconds) {
    for (std::size_t i = 0; i < both.size(); ++i) {
      for (std::size_t j = i + 1; j < both.size(); ++j) pairs.insert({both[i], both[j]});
    }
  }
  for (const Pair& pair : pairs) ++counts[pair];
}

void link(Lists& related, std::uint32_t a, std::uint32_t b) {
  related[a].push_back(b);
  related[b].push_back(a);
}

}  // namespace

Lists find_related(const std::vector<const Records*>& documents, const std::vector<Copy>& copies) {
  std::vector<std::set<std::string>> units;
  for (const Records* records : documents) units.push_back(units_of(*records));
  std::map<std::string, std::vector<std::uint32_t>> holders;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (const std::string& unit : units[i]) holders[unit].push_back(i);
  }
  std::map<Pair, int> counts;
  for (const auto& [unit, list] : holders) {
    if (list.size() <= kCommonName) {
      count_pairs(list, counts);
    } else {
      count_by_second_name(unit, list, units, counts);
    }
  }
  for (const Copy& copy : copies) counts[{copy.original, copy.copy}] += kSharedNames;
  Lists related(documents.size());
  for (const auto& [pair, n] : counts) {
    if (n >= kSharedNames) link(related, pair.first, pair.second);
  }
  for (auto& list : related) std::sort(list.begin(), list.end());
  return related;
}

bool is_related(const Lists& related, std::uint32_t a, std::uint32_t b) {
  return std::binary_search(related[a].begin(), related[a].end(), b);
}

}  // namespace sayso
