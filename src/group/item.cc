#include "group/item.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "group/common_stems.h"
#include "text/numbers.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr double kTellingWeight = 0.35;

void sort_unique(std::vector<std::string>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::vector<std::string> single_words(const std::vector<std::string>& names) {
  std::vector<std::string> words;
  for (const std::string& name : names) {
    for (const PlainWord& word : plain_words(name, {0, static_cast<std::uint32_t>(name.size())})) {
      if (word.word.size() > 2) words.push_back(word.word);
    }
  }
  sort_unique(words);
  return words;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kUnits{{
    {"kph", "km"},
    {"kmh", "km"},
    {"kilomet", "km"},
    {"mph", "mile"},
    {"ton", "tonn"},
    {"percent", "%"},
    {"m", "metr"},
    {"meter", "metr"},
    {"met", "metr"},
    {"centimet", "cm"},
    {"person", "peopl"},
    {"patient", "peopl"},
    {"passeng", "peopl"},
    {"injur", "peopl"},
}};

std::string unit_of(const std::vector<PlainWord>& words, const Figure& figure) {
  if (figure.value.size() == 5 && figure.value[2] == '-') return "date";
  if (figure.value.back() == '%') return "%";
  if (figure.end >= words.size() || words[figure.end].sentence) return {};
  const std::string unit = stem(words[figure.end].word);
  if (unit.size() < 3 && stem_weight(unit) < 1) return {};
  const auto it = std::find_if(kUnits.begin(), kUnits.end(),
                               [&](const auto& known) { return known.first == unit; });
  return it == kUnits.end() ? unit : std::string(it->second);
}

std::vector<Quantity> quantities_of(const std::string& content) {
  const std::vector<PlainWord> words =
      plain_words(content, {0, static_cast<std::uint32_t>(content.size())});
  std::vector<Quantity> quantities;
  for (const Figure& figure : find_figures(words))
    quantities.push_back({figure.value, unit_of(words, figure)});
  return quantities;
}

// "the sign was never put up" has "sign put".
std::vector<std::string> phrases_of(const std::vector<PlainWord>& words) {
  std::vector<std::string> phrases;
  std::string before;
  for (const PlainWord& word : words) {
    std::string now = stem(word.word);
    if (stem_weight(now) < kTellingWeight) continue;
    if (!before.empty()) phrases.push_back(before + ' ' + now);
    before = std::move(now);
  }
  sort_unique(phrases);
  return phrases;
}

StemSet wide_set(const Proposition& proposition, const std::vector<std::string>& speaker_words) {
  std::vector<std::string> stems = proposition.words;
  stems.insert(stems.end(), proposition.context.begin(), proposition.context.end());
  for (const std::string& word : speaker_words) stems.push_back(stem(word));
  stems.insert(stems.end(), proposition.numbers.begin(), proposition.numbers.end());
  return make_stem_set(std::move(stems));
}

StemSet entity_stems(const Entity& entity, const Entity& party) {
  std::vector<std::string> names{entity.name, party.name};
  for (const Entity* one : {&entity, &party}) {
    names.insert(names.end(), one->aliases.begin(), one->aliases.end());
    names.insert(names.end(), one->roles.begin(), one->roles.end());
  }
  std::vector<std::string> stems;
  for (const std::string& word : single_words(names)) stems.push_back(stem(word));
  return make_stem_set(std::move(stems));
}

Item make_item(const Grouping& grouping, std::uint32_t index) {
  const GroupedStatement& grouped = grouping.statements[index];
  const Statement& statement = grouped.statement;
  Item item;
  item.statement = index;
  item.document = grouped.document;
  item.grouped = &grouped;
  item.words = make_stem_set(statement.proposition.words);
  item.numbers = statement.proposition.numbers;
  item.quantities = quantities_of(statement.proposition.text);
  const std::vector<PlainWord> words =
      plain_words(statement.proposition.text,
                  {0, static_cast<std::uint32_t>(statement.proposition.text.size())});
  item.n_words = words.size();
  item.phrases = phrases_of(words);
  item.around = make_stem_set(statement.proposition.context);
  item.refers_back = statement.proposition.refers_back ||
                     (statement.proposition.words.empty() && statement.proposition.numbers.empty());
  item.names = single_words(statement.proposition.names);
  item.reaction = statement.stance != Stance::kAsserts;
  item.silence = statement.stance == Stance::kDeclines || statement.stance == Stance::kUnanswered ||
                 statement.stance == Stance::kUnverified;
  const auto& meaning = statement.proposition.meaning;
  item.has_meaning =
      std::any_of(meaning.begin(), meaning.end(), [](std::int8_t value) { return value != 0; });
  if (statement.speaker) {
    const Entity& speaker = grouping.entities[*statement.speaker];
    item.has_speaker = true;
    item.speaker = *statement.speaker;
    item.speaker_kind = static_cast<int>(speaker.type);
    item.party = speaker.party.value_or(item.speaker);
    item.speaker_names = single_words({speaker.name});
    for (const std::string& word : item.speaker_names)
      item.speaker_name_stems.push_back(stem(word));
    item.speaker_stems = entity_stems(speaker, grouping.entities[item.party]);
  }
  item.wide = wide_set(statement.proposition, item.speaker_names);
  return item;
}

bool same_speaker(const Item& a, const Item& b) {
  return a.has_speaker && b.has_speaker && a.speaker == b.speaker;
}

// The statement before a reaction that it most likely is about: what the document says it answers,
// or else the nearest assertion of somebody else, or else the nearest statement.
std::optional<std::uint32_t> find_antecedent(const std::vector<Item>& items, std::size_t at) {
  const Item& item = items[at];
  if (item.grouped->statement.answers) return item.grouped->statement.answers;
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
    std::vector<std::string> stems;
    for (const WeightedStem& stem : items[i].words.stems) stems.push_back(stem.stem);
    item.words = make_stem_set(std::move(stems));
    item.numbers = items[i].numbers;
    item.quantities = items[i].quantities;
    return;
  }
}

// items[first, end) are those of one document.
void set_local_weights(std::vector<Item>& items, std::size_t first, std::size_t end) {
  std::unordered_map<std::string_view, int> counts;
  for (std::size_t i = first; i < end; ++i) {
    for (const WeightedStem& stem : items[i].words.stems) ++counts[stem.stem];
  }
  for (std::size_t i = first; i < end; ++i) {
    items[i].local = items[i].words;
    items[i].local.weight = 0;
    for (WeightedStem& stem : items[i].local.stems) {
      stem.weight /= std::sqrt(counts[stem.stem]);
      items[i].local.weight += stem.weight;
    }
  }
}

}  // namespace

StemSet make_stem_set(std::vector<std::string> stems) {
  sort_unique(stems);
  StemSet set;
  for (std::string& stem : stems) {
    const double weight = stem_weight(stem);
    set.stems.push_back({std::move(stem), weight});
    set.weight += weight;
  }
  return set;
}

double shared_weight(const StemSet& a, const StemSet& b) {
  double weight = 0;
  auto left = a.stems.begin();
  auto right = b.stems.begin();
  while (left != a.stems.end() && right != b.stems.end()) {
    const int order = left->stem.compare(right->stem);
    if (order == 0) weight += std::min(left->weight, right->weight);
    if (order <= 0) ++left;
    if (order >= 0) ++right;
  }
  return weight;
}

std::vector<Item> make_items(const Grouping& grouping) {
  std::vector<Item> items;
  for (std::uint32_t i = 0; i < grouping.statements.size(); ++i) {
    if (!grouping.statements[i].statement.carries.empty()) continue;
    Item item = make_item(grouping, i);
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
    set_local_weights(items, first, end);
  }
  return items;
}

}  // namespace sayso
