#include "group/related.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "group/names.h"

namespace sayso {
namespace {

// Of a person the last word, since a document may have no more of the name. Of others the first
// word that tells: "Port Halden", "Halden" and "Halden Port Authority" are of one place.
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

}  // namespace

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
  std::erase_if(keys, [](const std::string& key) { return key.empty() || is_date_word(key); });
  return keys;
}

Relations::Relations(const std::vector<std::vector<WordId>>& keys, const Dictionary& dictionary,
                     const std::vector<Copy>& copies,
                     std::vector<std::optional<std::int64_t>> published_utc)
    : names_(keys.size()), well_known_(keys.size()), published_utc_(std::move(published_utc)) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (const WordId key : keys[i])
      (is_well_known(dictionary.word(key)) ? well_known_ : names_)[i].push_back(key);
  }
  for (const Copy& copy : copies) copies_.emplace_back(copy.copy, copy.original);
  std::sort(copies_.begin(), copies_.end());
}

Kinship Relations::kinship(std::uint32_t a, std::uint32_t b) const {
  const std::size_t n_names = n_shared(names_[a], names_[b], kAffairNames);
  if (n_names == kAffairNames && are_near_in_time(a, b)) return Kinship::kOneAffair;
  if (n_names >= 2 || are_copies(a, b)) return Kinship::kClose;
  const bool related = n_names == 1 && n_shared(well_known_[a], well_known_[b], 1) == 1;
  return related ? Kinship::kRelated : Kinship::kNone;
}

bool Relations::are_near_in_time(std::uint32_t a, std::uint32_t b) const {
  if (published_utc_.empty() || !published_utc_[a] || !published_utc_[b]) return true;
  return std::abs(*published_utc_[a] - *published_utc_[b]) <= kAffairSeconds;
}

bool Relations::are_copies(std::uint32_t a, std::uint32_t b) const {
  return std::binary_search(copies_.begin(), copies_.end(),
                            std::pair(std::max(a, b), std::min(a, b)));
}

std::size_t n_shared(std::span<const WordId> a, std::span<const WordId> b, std::size_t enough) {
  std::size_t n = 0;
  for (auto l = a.begin(), r = b.begin(); n < enough && l != a.end() && r != b.end();) {
    const WordId left = *l, right = *r;
    n += left == right ? 1 : 0;
    l += left <= right ? 1 : 0;
    r += right <= left ? 1 : 0;
  }
  return n;
}

}  // namespace sayso
