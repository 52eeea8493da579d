#include "group/wording.h"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "group/common_stems.h"
#include "text/numbers.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

using Strings = std::vector<std::string>;

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

// Value and unit of each figure.
Strings quantities_of(const std::vector<PlainWord>& words) {
  Strings quantities;
  for (const Figure& figure : find_figures(words)) {
    quantities.push_back(figure.value);
    quantities.push_back(unit_of(words, figure));
  }
  return quantities;
}

constexpr double kTellingWeight = 0.35;

std::vector<std::uint32_t> phrases_of(const std::vector<PlainWord>& words) {
  std::vector<std::uint32_t> phrases;
  std::string before;
  for (const PlainWord& word : words) {
    std::string now = stem(word.word);
    if (stem_weight(now) < kTellingWeight) continue;
    if (!before.empty()) phrases.push_back(static_cast<std::uint32_t>(hash64(before + ' ' + now)));
    before = std::move(now);
  }
  std::sort(phrases.begin(), phrases.end());
  phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
  return phrases;
}

}  // namespace

std::vector<std::string> single_words(const std::vector<std::string>& names) {
  std::vector<std::string> words;
  for (const std::string& name : names) {
    for (const PlainWord& word : plain_words(name, {0, static_cast<std::uint32_t>(name.size())})) {
      if (word.word.size() > 2) words.push_back(word.word);
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

Wording::Wording(Proposition& proposition, Dictionary& dictionary, Store& store) {
  std::vector<WordId> ids;
  const auto add = [&](Part part, Strings strings) {
    if (part != Part::kQuantities) {
      std::sort(strings.begin(), strings.end());
      strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
    }
    constexpr std::size_t kMost = std::numeric_limits<std::uint16_t>::max();
    for (const std::string& one : strings) {
      if (ids.size() < kMost) ids.push_back(dictionary.id(one));
    }
    ends_[static_cast<std::size_t>(part)] = static_cast<std::uint16_t>(ids.size());
  };
  Strings name_words = single_words(proposition.names);
  const std::vector<PlainWord> words =
      plain_words(proposition.text, {0, static_cast<std::uint32_t>(proposition.text.size())});
  n_words_ = static_cast<std::uint32_t>(words.size());
  const std::span<std::uint32_t> phrases = store.keep(phrases_of(words));
  phrases_ = phrases.data();
  n_phrases_ = static_cast<std::uint32_t>(phrases.size());
  Strings quantities = quantities_of(words);
  add(Part::kWords, std::exchange(proposition.words, {}));
  add(Part::kNumbers, std::exchange(proposition.numbers, {}));
  add(Part::kNames, std::exchange(proposition.names, {}));
  add(Part::kNameWords, std::move(name_words));
  add(Part::kContext, std::exchange(proposition.context, {}));
  add(Part::kQuantities, std::move(quantities));
  ids_ = store.keep(ids).data();
}

std::span<const WordId> Wording::part(Part part) const {
  const auto at = static_cast<std::size_t>(part);
  const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
  return {ids_ + begin, ends_[at] - begin};
}

void Wording::renumber(std::span<const WordId> moved) {
  for (std::uint16_t i = 0; i < ends_.back(); ++i) ids_[i] = moved[ids_[i]];
  std::uint16_t begin = 0;
  for (std::size_t at = 0; at < ends_.size(); ++at) {
    if (at != static_cast<std::size_t>(Part::kQuantities))
      std::sort(ids_ + begin, ids_ + ends_[at]);
    begin = ends_[at];
  }
}

// Of what stands around a content judge() asks for this alone; the rest is half of all strings.
constexpr std::string_view kJudged = "independ";

void Wording::restore(Proposition& proposition, const Dictionary& dictionary) const {
  const auto strings = [&](Part one) {
    Strings all;
    for (const WordId id : part(one)) all.emplace_back(dictionary.word(id));
    return all;
  };
  proposition.words = strings(Part::kWords);
  proposition.numbers = strings(Part::kNumbers);
  proposition.names = strings(Part::kNames);
  for (const WordId id : part(Part::kContext)) {
    if (dictionary.word(id) == kJudged) proposition.context = {std::string(kJudged)};
  }
}

}  // namespace sayso
