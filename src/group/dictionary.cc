#include "group/dictionary.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "group/common_stems.h"

namespace sayso {

WordId Dictionary::id(std::string_view word) {
  const auto found = ids_.find(word);
  if (found != ids_.end()) return found->second;
  const auto id = static_cast<WordId>(words_.size());
  words_.emplace_back(word);
  weights_.push_back(static_cast<float>(stem_weight(word)));
  ids_.emplace(words_.back(), id);
  return id;
}

std::optional<WordId> Dictionary::find(std::string_view word) const {
  const auto found = ids_.find(word);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<WordId> Dictionary::sort() {
  std::vector<WordId> order(words_.size()), moved(words_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](WordId a, WordId b) { return words_[a] < words_[b]; });
  ids_.clear();
  std::deque<std::string> words;
  std::vector<float> weights;
  for (const WordId old : order) {
    moved[old] = static_cast<WordId>(words.size());
    words.push_back(std::move(words_[old]));
    weights.push_back(weights_[old]);
    ids_.emplace(words.back(), moved[old]);
  }
  words_.swap(words);
  weights_.swap(weights);
  return moved;
}

}  // namespace sayso
