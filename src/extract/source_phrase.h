#pragma once
// What the words of a source tell about the speaker.
//
//   "Spanway spokesman Lyle Fenwick"          a name, and the organisation that he speaks for
//   "a spokesman for the ministry"            no name: the ministry speaks
//   "the port's director, Ylva Dragsund, 54"  a name that follows its role
//   "two people familiar with the policy"     people without names
//   "the report"                              a document that was mentioned before
//
// Only the words are looked at here; whom they mean in the article is resolved in entities.cc.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/lexicon.h"
#include "extract/pronouns.h"
#include "extract/reading.h"
#include "sayso/span.h"

namespace sayso {

struct SourcePhrase {
  Span whole;
  Span core;  // the noun phrase without appositions and relative clauses
  Pronoun pronoun = Pronoun::kNone;
  std::optional<std::size_t> name;  // of the speaker: index into Reading::names
  std::optional<std::size_t>
      organisation;               // a name in it that is an organisation's, outlet's or place's
  std::string head;               // plain head noun of the core: "official"
  std::optional<NounClass> noun;  // of the head
  std::vector<std::string> modifiers;  // stems of the core's other words that tell something
  bool definite = false;               // "the", "this", "its"
  bool indefinite = false;             // "a", "two"
  bool possessive = false;             // "its", "her"
  std::vector<Span> roles;             // words that say what the named speaker is
};

SourcePhrase read_source_phrase(std::string_view text, const Span& source,
                                std::span<const NameMention> names);

// Stems of the words of a description that can tell one person from another.
std::vector<std::string> telling_stems(std::string_view text, const Span& span);

}  // namespace sayso
