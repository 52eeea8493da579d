#include "group/item.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "group/prepare.h"

namespace sayso {
namespace {

void sort_unique(std::vector<WordId>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::vector<WordId> wide_words(const Wording& wording, const SpeakerWords* called) {
  std::vector<WordId> stems;
  const auto add = [&](std::span<const WordId> more) {
    stems.insert(stems.end(), more.begin(), more.end());
  };
  add(wording.part(Part::kWords));
  add(wording.part(Part::kContext));
  if (called) add(called->stems_of_names);
  add(wording.part(Part::kNumbers));
  sort_unique(stems);
  return stems;
}

Item make_item(const Prepared& prepared, std::uint32_t index, Items& items) {
  const Grouping& grouping = prepared.grouping;
  const Dictionary& dictionary = prepared.dictionary;
  const HeldStatement& statement = prepared.held.list[index];
  const Wording& wording = prepared.held.wordings[index];
  Item item;
  item.statement = index;
  item.document = statement.document;
  item.held = &statement;
  item.dictionary = &dictionary;
  item.words = stem_set(wording.part(Part::kWords), dictionary);
  item.numbers = wording.part(Part::kNumbers);
  item.quantities = wording.part(Part::kQuantities);
  item.refers_back = statement.refers_back || (item.words.stems.empty() && item.numbers.empty());
  item.names = wording.part(Part::kNameWords);
  item.around = stem_set(wording.part(Part::kContext), dictionary);
  item.phrases = wording.phrases();
  item.n_words = wording.n_words();
  item.reaction = statement.stance != Stance::kAsserts;
  item.silence = statement.stance == Stance::kDeclines || statement.stance == Stance::kUnanswered ||
                 statement.stance == Stance::kUnverified;
  if (statement.speaker != HeldStatement::kNone) {
    const Entity& speaker = grouping.entities[statement.speaker];
    item.has_speaker = true;
    item.speaker = statement.speaker;
    item.speaker_kind = static_cast<int>(speaker.type);
    item.party = speaker.party.value_or(item.speaker);
    item.called = &prepared.held.called[statement.called];
  }
  item.wide = stem_set(items.store.keep(wide_words(wording, item.called)), dictionary);
  return item;
}

bool same_speaker(const Item& a, const Item& b) {
  return a.has_speaker && b.has_speaker && a.speaker == b.speaker;
}

// The statement before a reaction that it most likely is about: what the document says it answers,
// or else the nearest assertion of somebody else, or else the nearest statement.
std::optional<std::uint32_t> find_antecedent(const std::vector<Item>& items, std::size_t at) {
  const Item& item = items[at];
  if (item.held->answers != HeldStatement::kNone) return item.held->answers;
  std::optional<std::uint32_t> nearest;
  for (std::size_t i = at; i-- > 0 && items[i].document == item.document;) {
    if (!nearest) nearest = items[i].statement;
    if (!items[i].reaction && !same_speaker(items[i], item)) return items[i].statement;
  }
  return nearest;
}

std::optional<std::uint32_t> last_assertion(const std::vector<Item>& items, std::size_t at) {
  for (std::size_t i = at; i-- > 0 && items[i].document == items[at].document;) {
    if (!items[i].reaction) return items[i].statement;
  }
  return std::nullopt;
}

// "Tramways disputes the figure": what it disputes has the words. Items before `at` are complete.
void borrow_words(std::vector<Item>& items, std::size_t at) {
  Item& item = items[at];
  for (std::size_t i = at; i-- > 0 && items[i].document == item.document;) {
    if (items[i].statement != *item.antecedent) continue;
    item.words = items[i].words;
    item.numbers = items[i].numbers;
    item.quantities = items[i].quantities;
    return;
  }
}

// items[first, end) are those of one document.
void set_local_weights(std::size_t first, std::size_t end, Items& made) {
  std::vector<Item>& items = made.list;
  std::unordered_map<WordId, int> counts;
  for (std::size_t i = first; i < end; ++i) {
    for (const WordId stem : items[i].words.stems) ++counts[stem];
  }
  for (std::size_t i = first; i < end; ++i) {
    std::vector<float> local;
    for (const WordId stem : items[i].words.stems) {
      local.push_back(items[i].dictionary->weight(stem) /
                      std::sqrt(static_cast<float>(counts[stem])));
      items[i].local_weight += local.back();
    }
    items[i].local = made.store.keep(local);
  }
}

}  // namespace

StemSet stem_set(std::span<const WordId> stems, const Dictionary& dictionary) {
  StemSet set{stems, 0};
  for (const WordId stem : stems) set.weight += dictionary.weight(stem);
  return set;
}

double shared_weight(const StemSet& a, const StemSet& b, const Dictionary& dictionary) {
  double weight = 0;
  auto left = a.stems.begin();
  auto right = b.stems.begin();
  while (left != a.stems.end() && right != b.stems.end()) {
    const WordId l = *left, r = *right;
    if (l == r) weight += dictionary.weight(l);
    if (l <= r) ++left;
    if (r <= l) ++right;
  }
  return weight;
}

Items make_items(const Prepared& prepared) {
  Items made;
  std::vector<Item>& items = made.list;
  items.reserve(prepared.held.list.size());
  for (std::uint32_t i = 0; i < prepared.held.list.size(); ++i) {
    if (!prepared.held.list[i].carries.empty()) continue;
    Item item = make_item(prepared, i, made);
    const bool first = items.empty() || items.back().document != item.document;
    item.place = first ? 0 : items.back().place + 1;
    items.push_back(std::move(item));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].reaction) items[i].antecedent = find_antecedent(items, i);
    if (items[i].reaction) items[i].before = last_assertion(items, i);
    if (items[i].refers_back && items[i].antecedent) borrow_words(items, i);
  }
  for (std::size_t first = 0, end = 0; first < items.size(); first = end) {
    while (end < items.size() && items[end].document == items[first].document) ++end;
    set_local_weights(first, end, made);
  }
  return made;
}

}  // namespace sayso
