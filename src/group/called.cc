#include "group/called.h"

#include <algorithm>
#include <string>
#include <vector>

#include "group/wording.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

using Strings = std::vector<std::string>;

Strings stems_of(Strings words) {
  for (std::string& word : words) word = stem(word);
  return words;
}

// Names, aliases and roles.
Strings calling_words(const Entity& entity, const Entity& party) {
  Strings names{entity.name, party.name};
  for (const Entity* one : {&entity, &party}) {
    names.insert(names.end(), one->aliases.begin(), one->aliases.end());
    names.insert(names.end(), one->roles.begin(), one->roles.end());
  }
  return single_words(names);
}

std::span<WordId> numbers_of(Strings words, Dictionary& dictionary, Store& store) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<WordId> numbers;
  for (const std::string& word : words) numbers.push_back(dictionary.id(word));
  return store.keep(numbers);
}

}  // namespace

SpeakerWords speaker_words(const Entity& entity, const Entity& party, Dictionary& dictionary,
                           Store& store) {
  const Strings names = single_words({entity.name});
  return {numbers_of(names, dictionary, store), numbers_of(stems_of(names), dictionary, store),
          numbers_of(stems_of(calling_words(entity, party)), dictionary, store)};
}

void SpeakerWords::renumber(std::span<const WordId> moved) {
  for (const std::span<WordId>& list : {names, stems_of_names, stems}) {
    for (WordId& id : list) id = moved[id];
    std::sort(list.begin(), list.end());
  }
}

}  // namespace sayso
