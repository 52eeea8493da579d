#include "group/twins.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace sayso {
namespace {

constexpr std::uint32_t kLong = 200;  // statements
constexpr double kSameWords = 0.8;    // of all words that the two have

std::vector<WordId> list_of(std::span<const WordId> words) { return {words.begin(), words.end()}; }

using Shape = std::tuple<Stance, Voice, std::vector<WordId>>;  // with the figures

Shape shape_of(const Item& item) {
  return {item.held->stance, item.held->voice, list_of(item.numbers)};
}

double alike(const Item& a, const Item& b) {
  const double shared = shared_weight(a.words, b.words, *a.dictionary);
  const double all = a.words.weight + b.words.weight - shared;
  return all > 0 ? shared / all : 1;
}

// Of one document; each original is the twin of one.
class Original {
 public:
  Original(const std::vector<Item>& items, std::uint32_t first, std::uint32_t end)
      : items_(items), is_long_(end - first > kLong) {
    for (std::uint32_t i = first; i < end; ++i) {
      by_shape_[shape_of(items[i])].push_back(i);
      if (is_long_) by_words_[{shape_of(items[i]), list_of(items[i].words.stems)}].push_back(i);
    }
  }

  std::optional<std::uint32_t> take_twin(const Item& item) {
    if (is_long_) return take_first(by_words_[{shape_of(item), list_of(item.words.stems)}]);
    std::vector<std::uint32_t>& list = by_shape_[shape_of(item)];
    const auto twin = std::find_if(list.begin(), list.end(), [&](std::uint32_t other) {
      return alike(item, items_[other]) > kSameWords;
    });
    if (twin == list.end()) return std::nullopt;
    const std::uint32_t found = *twin;
    list.erase(twin);
    return found;
  }

 private:
  static std::optional<std::uint32_t> take_first(std::vector<std::uint32_t>& list) {
    if (list.empty()) return std::nullopt;
    const std::uint32_t found = list.front();
    list.erase(list.begin());
    return found;
  }

  const std::vector<Item>& items_;
  bool is_long_;
  std::map<Shape, std::vector<std::uint32_t>> by_shape_;
  std::map<std::pair<Shape, std::vector<WordId>>, std::vector<std::uint32_t>> by_words_;
};

// Each copy with its original, an original that is a copy itself before its own copies. A ring, which
// credits that contradict each other could make, is left out.
std::vector<Copy> originals_first(std::span<const Copy> copies) {
  std::map<std::uint32_t, const Copy*> of;
  for (const Copy& copy : copies) of.emplace(copy.copy, &copy);
  std::vector<Copy> ordered;
  std::map<std::uint32_t, std::uint32_t> found_from;  // the copy from which a document was found
  for (const Copy& copy : copies) {
    std::vector<const Copy*> way;
    auto next = of.find(copy.copy);
    while (next != of.end() && found_from.try_emplace(next->first, copy.copy).second) {
      way.push_back(next->second);
      next = of.find(next->second->original);
    }
    const bool ring = next != of.end() && !way.empty() && found_from.at(next->first) == copy.copy;
    if (ring) way.pop_back();
    for (auto it = way.rbegin(); it != way.rend(); ++it) ordered.push_back(**it);
  }
  return ordered;
}

}  // namespace

std::vector<std::uint32_t> document_starts(const std::vector<Item>& items,
                                           std::size_t n_documents) {
  std::vector<std::uint32_t> starts(n_documents + 1, static_cast<std::uint32_t>(items.size()));
  for (std::size_t i = items.size(); i-- > 0;)
    starts[items[i].document] = static_cast<std::uint32_t>(i);
  for (std::size_t i = n_documents; i-- > 0;) starts[i] = std::min(starts[i], starts[i + 1]);
  return starts;
}

Twins find_twins(const Prepared& prepared, const std::vector<Item>& items) {
  Twins twins(items.size());
  std::iota(twins.begin(), twins.end(), 0u);
  const auto starts = document_starts(items, prepared.grouping.documents.size());
  for (const Copy& copy : originals_first(prepared.grouping.copies)) {
    Original original(items, starts[copy.original], starts[copy.original + 1]);
    for (std::uint32_t i = starts[copy.copy]; i < starts[copy.copy + 1]; ++i) {
      if (const auto twin = original.take_twin(items[i])) twins[i] = twins[*twin];
    }
  }
  return twins;
}

}  // namespace sayso
