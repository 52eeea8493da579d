#pragma once
// The closed classes of English words that say who is meant without naming him: pronouns and
// honorifics.

#include <string_view>

namespace sayso {

enum class Pronoun {
  kNone,
  kHe,
  kShe,
  kIt,
  kThey,
  kFirst,     // I, we
  kSecond,    // you
  kRelative,  // who, which, that
};

// Of a whole phrase: "He" is kHe, "he himself" is kNone.
Pronoun pronoun_of(std::string_view phrase);

enum class Gender { kUnknown, kMale, kFemale };

// "Mr" and "Sir" are male, "Mrs", "Ms" and "Dame" female; other words tell nothing.
Gender gender_of_title(std::string_view lower_word);

// Titles, and nouns such as "wife" and "chairman".
Gender gender_of_noun(std::string_view lower_word);

// "Mr", "Dr", "Senator", "General": a word that stands before a name and is no part of it.
bool is_title(std::string_view lower_word);

}  // namespace sayso
