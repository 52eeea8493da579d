#include "group/dictionary.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "base/hash.h"
#include "group/common_stems.h"

namespace sayso {
namespace {

constexpr WordId kEmpty = ~0u;
constexpr std::size_t kFirstSlots = 16;

std::uint32_t hash_of(std::string_view word) { return static_cast<std::uint32_t>(hash64(word)); }

template <typename T>
std::vector<T> in_order(const std::vector<T>& values, const std::vector<WordId>& order) {
  std::vector<T> ordered;
  ordered.reserve(values.size());
  for (const WordId id : order) ordered.push_back(values[id]);
  return ordered;
}

}  // namespace

Dictionary::Traits Dictionary::traits_of(std::string_view word) {
  Traits traits{.weight = static_cast<float>(stem_weight(word))};
  if (word.size() < sizeof traits.first) return traits;
  std::memcpy(&traits.first, word.data(), sizeof traits.first);
  std::memcpy(&traits.last, word.data() + word.size() - sizeof traits.last, sizeof traits.last);
  return traits;
}

std::size_t Dictionary::slot_of(std::string_view word, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != kEmpty && (hashes_[slots_[slot]] != hash || words_[slots_[slot]] != word))
    slot = (slot + 1) & mask;
  return slot;
}

void Dictionary::grow() {
  slots_.assign(std::max(kFirstSlots, 2 * slots_.size()), kEmpty);
  const std::size_t mask = slots_.size() - 1;
  for (WordId id = 0; id < words_.size(); ++id) {
    std::size_t slot = hashes_[id] & mask;
    while (slots_[slot] != kEmpty) slot = (slot + 1) & mask;
    slots_[slot] = id;
  }
}

WordId Dictionary::id(std::string_view word) {
  if (4 * (words_.size() + 1) > 3 * slots_.size()) grow();
  const std::uint32_t hash = hash_of(word);
  const std::size_t slot = slot_of(word, hash);
  if (slots_[slot] != kEmpty) return slots_[slot];
  const auto id = static_cast<WordId>(words_.size());
  words_.push_back(store_.keep(word));
  traits_.push_back(traits_of(word));
  hashes_.push_back(hash);
  return slots_[slot] = id;
}

std::optional<WordId> Dictionary::find(std::string_view word) const {
  if (slots_.empty()) return std::nullopt;
  const WordId found = slots_[slot_of(word, hash_of(word))];
  return found == kEmpty ? std::nullopt : std::optional(found);
}

std::vector<WordId> Dictionary::sort() {
  std::vector<WordId> order(words_.size()), moved(words_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](WordId a, WordId b) { return words_[a] < words_[b]; });
  for (WordId place = 0; place < order.size(); ++place) moved[order[place]] = place;
  words_ = in_order(words_, order);
  traits_ = in_order(traits_, order);
  hashes_ = in_order(hashes_, order);
  for (WordId& id : slots_) {
    if (id != kEmpty) id = moved[id];
  }
  return moved;
}

}  // namespace sayso
