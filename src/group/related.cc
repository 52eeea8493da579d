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

// Of a person the last word, since a document may have no more of the name. Of others the first word
// that tells: "Port Halden", "Halden" and "Halden Port Authority" are of one place.
std::string key_of(std::string_view name, bool person) {
  const std::vector<std::string> words = name_words(name, person);
  if (words.empty()) return {};
  if (person) return words.back();
  const auto telling = std::find_if(words.begin(), words.end(), is_telling);
  return telling == words.end() ? joined(words) : *telling;
}

bool is_described(EntityType type) {
  return type == EntityType::kAnonymous || type == EntityType::kCollective;
}

// Those of the document's own outlet say nothing of what it is about.
std::set<std::string> keys_of(const Records& records) {
  std::set<std::string> keys;
  for (const Entity& entity : records.entities) {
    if (!is_described(entity.type) && is_proper(entity.name))
      keys.insert(key_of(entity.name, entity.type == EntityType::kPerson));
  }
  for (const Statement& statement : records.statements) {
    for (const std::string& name : statement.proposition.names) keys.insert(key_of(name, false));
  }
  for (const std::string& word : name_words(records.outlet)) keys.erase(word);
  keys.erase("");
  return keys;
}

void count_pairs(const std::vector<std::uint32_t>& holders, std::map<Pair, int>& counts) {
  for (std::size_t i = 0; i < holders.size(); ++i) {
    for (std::size_t j = i + 1; j < holders.size(); ++j) ++counts[{holders[i], holders[j]}];
  }
}

// Documents that have a common name and share another one of any kind.
void count_by_second_name(const std::string& common, const std::vector<std::uint32_t>& holders,
                          const std::vector<std::set<std::string>>& keys,
                          std::map<Pair, int>& counts) {
  std::unordered_map<std::string, std::vector<std::uint32_t>> seconds;
  for (const std::uint32_t holder : holders) {
    for (const std::string& key : keys[holder]) {
      if (key != common) seconds[key].push_back(holder);
    }
  }
  std::set<Pair> pairs;
  for (const auto& [key, both] : seconds) {
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
  std::vector<std::set<std::string>> keys;
  for (const Records* records : documents) keys.push_back(keys_of(*records));
  std::map<std::string, std::vector<std::uint32_t>> holders;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (const std::string& key : keys[i]) holders[key].push_back(i);
  }
  std::map<Pair, int> counts;
  for (const auto& [key, list] : holders) {
    if (list.size() <= kCommonName) {
      count_pairs(list, counts);
    } else {
      count_by_second_name(key, list, keys, counts);
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
