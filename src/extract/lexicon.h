#pragma once
// English nouns by what they stand for when they are the source of something: a person, people, an
// organisation, an outlet, a document, or the mouth of an organisation. The model's guess decides
// where a noun is not listed.
//
//   noun_class("spokeswoman") -> kSpokesperson     noun_class("affidavit") -> kDocument
//
// All words are plain (lower case, without accents) and singular or plural as listed.

#include <optional>
#include <string_view>

namespace sayso {

enum class NounClass {
  kPerson,        // "director", "official"
  kPeople,        // "witnesses", "officials": several persons without a name
  kOrganisation,  // "ministry", "company"
  kOutlet,        // "newspaper", "agency"
  kDocument,      // "report", "memo"
  kPublication,   // "statement", "website": what an organisation says in its own name
  kSpokesperson,  // "spokesman": speaks for an organisation
};

std::optional<NounClass> noun_class(std::string_view plain_word);

// A verb by which one tells what stands in a document ("lists", "puts"), and which "it" of an
// organisation takes no more than of a paper.
bool tells_what_is_written(std::string_view cue);

// "This newspaper", "an earlier version of this article": the outlet that one reads, and nobody of
// it ("a reader of this newspaper").
bool is_this_article(std::string_view phrase);

// "the official", "that man": points at somebody mentioned before. "its", "her": at an owner.
bool is_definite(std::string_view plain_word);
bool is_possessive_pronoun(std::string_view plain_word);
bool is_indefinite(std::string_view plain_word);
bool is_preposition(std::string_view plain_word);
// Words too general to tell one description from another.
bool is_function_word(std::string_view plain_word);

}  // namespace sayso
