#pragma once
// A statement as it is compared: its own words beside what its document and its neighbours say.
// Words are numbers of a dictionary, in the order of the alphabet.
//
// Cost: about 900 bytes a statement.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "group/dictionary.h"
#include "group/wording.h"
#include "sayso/claim.h"

namespace sayso {

struct WeightedStem {
  WordId stem = 0;
  float weight = 1;  // stem_weight()
};

// Sorted by stem, without repeats, with the sum of the weights beside.
struct StemSet {
  std::vector<WeightedStem> stems;
  double weight = 0;
};

// A figure with what it counts or measures: {"47", "km"}, {"17", "peopl"}, {"07-03", "date"},
// {"5%", "%"}.
struct Quantity {
  WordId value = 0;
  WordId unit = 0;        // a stem
  bool has_unit = false;  // else nothing tells
};

// What a speaker is called.
struct SpeakerWords {
  std::vector<WordId> names;           // single words of the speaker's name, sorted
  std::vector<WordId> stems_of_names;  // stems of these
  StemSet stems;  // of all that the speaker and its party are called: "director", "port",
                  // "compani"
};

struct Item {
  std::uint32_t statement = 0;  // into Grouping::statements
  std::uint32_t document = 0;
  std::uint32_t place = 0;  // its rank among the items of its document
  std::optional<std::uint32_t>
      antecedent;                       // of a reaction: the statement that it most likely is about
  std::optional<std::uint32_t> before;  // of a reaction: the last statement before it that is none
  StemSet words;   // of its content; if that only refers back, those of its antecedent
  StemSet local;   // the same, each weight less the more statements of its document have the stem
  StemSet wide;    // with the words around it and those of its speaker
  StemSet around;  // the words around it alone
  std::span<const std::uint32_t> phrases;  // hashes of its stems, each with the next that is no
                                           // everyday word, sorted
  std::size_t n_words = 0;                 // of its content
  int speaker_kind = 7;                    // its EntityType; 7: none
  std::vector<WordId> numbers;             // sorted; of the antecedent too if it only refers back
  std::vector<Quantity> quantities;        // in the order of the content
  std::vector<WordId> names;               // single words of the names in it, sorted
  const SpeakerWords* called = nullptr;    // null: no speaker is known
  const Dictionary* dictionary = nullptr;
  const GroupedStatement* grouped = nullptr;
  EntityIndex speaker = 0, party = 0;  // party is the speaker where it speaks for itself
  bool has_speaker = false;
  bool reaction = false;  // denies, confirms, questions, declines, retracts, unverified, unanswered
  bool silence = false;   // declines, unanswered, unverified
  bool has_meaning = false;
  bool refers_back = false;  // has no words and figures of its own
};

StemSet make_stem_set(std::vector<WordId> stems, const Dictionary& dictionary);
// The sum over stems of both of the smaller weight.
double shared_weight(const StemSet& a, const StemSet& b);

// Items of the innermost statements, in the order of Grouping::statements; what `carries` others is
// not compared. They point into what they were made from.
struct Items {
  std::vector<Item> list;
  std::vector<std::unique_ptr<const SpeakerWords>>
      speakers;  // of each entity; null: it says nothing
};

// All words that speakers are called by, so that the dictionary has them when it is sorted.
void add_speaker_words(const Grouping& grouping, Dictionary& dictionary);

struct Prepared;
Items make_items(Prepared& prepared);

}  // namespace sayso
