#pragma once
// A statement as it is compared: its own words beside what its document and its neighbours say.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sayso/claim.h"

namespace sayso {

struct WeightedStem {
  std::string stem;
  double weight = 1;  // stem_weight()
};

// Sorted by stem, without repeats, with the sum of the weights beside.
struct StemSet {
  std::vector<WeightedStem> stems;
  double weight = 0;
};

// A figure with what it counts or measures: {"47", "km"}, {"17", "peopl"}, {"07-03", "date"},
// {"5%", "%"}.
struct Quantity {
  std::string value;
  std::string unit;  // a stem; empty if nothing tells
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
  std::vector<std::string>
      phrases;              // its stems, each with the next that is no everyday word, sorted
  std::size_t n_words = 0;  // of its content
  int speaker_kind = 7;     // its EntityType; 7: none
  std::vector<std::string> numbers;        // sorted; of the antecedent too if it only refers back
  std::vector<Quantity> quantities;        // in the order of the content
  std::vector<std::string> names;          // single words of the names in it, sorted
  std::vector<std::string> speaker_names;  // single words of the speaker's name
  std::vector<std::string> speaker_name_stems;  // the same as stems
  StemSet speaker_stems;  // of all that the speaker and its party are called: "director", "port",
                          // "compani"
  const GroupedStatement* grouped = nullptr;
  EntityIndex speaker = 0, party = 0;  // party is the speaker where it speaks for itself
  bool has_speaker = false;
  bool reaction = false;  // denies, confirms, questions, declines, retracts, unverified, unanswered
  bool silence = false;   // declines, unanswered, unverified
  bool has_meaning = false;
  bool refers_back = false;  // has no words and figures of its own
};

StemSet make_stem_set(std::vector<std::string> stems);
// The sum over stems of both of the smaller weight.
double shared_weight(const StemSet& a, const StemSet& b);

// Items of the innermost statements, in the order of Grouping::statements; what `carries` others is
// not compared. `grouping` must outlive them.
std::vector<Item> make_items(const Grouping& grouping);

}  // namespace sayso
