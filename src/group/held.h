#pragma once
// A statement as grouping holds it until it is known whether it is in a claim.
//
// Problem: a Statement is 640 bytes before its words, most of them the rooms of lists and strings that
// are short or empty, and half of the 1.7 million statements of 100,000 articles are an outlet's own
// sentences, which join nothing as a rule. Idea: numbers stand in the record, days and rules are numbers
// of a dictionary, and what has no fixed length is kept in a Store.
//
// Cost: 152 bytes, the text, the spans, and 256 more where a model has given a meaning.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "group/called.h"
#include "group/dictionary.h"
#include "group/store.h"
#include "group/wording.h"
#include "sayso/claim.h"
#include "sayso/statement.h"

namespace sayso {

struct HeldStatement {
  static constexpr std::uint32_t kNone = ~0u;

  std::uint64_t id = 0;        // the hex digits of GroupedStatement::id
  std::uint32_t document = 0;  // into Grouping::documents
  std::uint32_t speaker = kNone, inside = kNone, answers = kNone;
  std::uint32_t called = kNone;  // into HeldStatements::called, if there is a speaker
  Span source, cue, sentence;
  std::span<const Span> content;
  std::span<std::uint32_t> via, carries;
  std::string_view text;                          // of the proposition
  const std::int8_t* meaning = nullptr;           // null: none
  WordId said_on = 0, happened_on = 0, rule = 0;  // of HeldStatements::labels
  Stance stance = Stance::kAsserts;
  Quoted quoted = Quoted::kIndirect;
  Voice voice = Voice::kAttributed;
  bool has_source = false, has_cue = false;
  bool refers_back = false, negated = false, seen = false;
};

inline constexpr std::size_t kMeaningNumbers = std::tuple_size_v<decltype(Proposition::meaning)>;

// The span that a statement begins with in reading order.
Span first_span(const HeldStatement& statement);
// "S" and twelve hex digits.
std::string id_of(const HeldStatement& statement);

struct HeldStatements {
  static constexpr WordId kNoLabel = 0;  // the number of the empty one

  HeldStatements() { labels.id(""); }

  std::vector<HeldStatement> list;  // they point into `store`
  std::vector<Wording> wordings;    // beside them
  std::vector<SpeakerWords> called;
  Dictionary labels;  // days and rules
  Store store;

  // Of one document, after those before it; their words are numbered by `dictionary`. References stay as
  // they are; `document` and `id` are not set.
  void add(std::vector<Statement> statements, std::span<const Entity> entities,
           Dictionary& dictionary);
  // As a Grouping has it, without the claim, the meaning and what the wording restores.
  GroupedStatement released(std::uint32_t index) const;
  // What was number i of the dictionary is number moved[i].
  void renumber(std::span<const WordId> moved);

 private:
  void add(Statement statement, Dictionary& dictionary);
};

}  // namespace sayso
