#pragma once
// A statement as it is compared: its own words beside what its document and its neighbours say.
// Words are numbers of a dictionary, in the order of the alphabet.
//
// What a statement has of its own lies in its wording (wording.h), and an item points there.
//
// Cost: about 500 bytes a statement.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "group/dictionary.h"
#include "group/held.h"
#include "group/store.h"

namespace sayso {

struct Prepared;

// Sorted, without repeats, with the sum of their weights (Dictionary::weight) beside.
struct StemSet {
  std::span<const WordId> stems;
  double weight = 0;
};

struct Item {
  std::uint32_t statement = 0;  // into HeldStatements::list
  std::uint32_t document = 0;
  std::uint32_t place = 0;  // its rank among the items of its document
  std::optional<std::uint32_t>
      antecedent;                       // of a reaction: the statement that it most likely is about
  std::optional<std::uint32_t> before;  // of a reaction: the last statement before it that is none
  StemSet words;  // of its content; if that only refers back, those of its antecedent
  std::span<const float> local;  // other weights of these: less the more statements of the document
                                 // have the stem
  double local_weight = 0;       // their sum
  StemSet wide;                  // with the words around it and those of its speaker
  StemSet around;                // the words around it alone
  std::span<const std::uint32_t> phrases;  // hashes of its stems, each with the next that is no
                                           // everyday word, sorted
  std::uint32_t n_words = 0;               // of its content
  int speaker_kind = 7;                    // its EntityType; 7: none
  std::span<const WordId> numbers;         // sorted; of the antecedent too if it only refers back
  std::span<const WordId> quantities;      // a value, then its unit, in the order of the content
  std::span<const WordId> names;           // single words of the names in it, sorted
  const SpeakerWords* called = nullptr;    // null: no speaker is known
  const Dictionary* dictionary = nullptr;
  const HeldStatement* held = nullptr;
  EntityIndex speaker = 0, party = 0;  // party is the speaker where it speaks for itself
  bool has_speaker = false;
  bool reaction = false;  // denies, confirms, questions, declines, retracts, unverified, unanswered
  bool silence = false;   // declines, unanswered, unverified
  bool refers_back = false;  // has no words and figures of its own
};

// `stems` are sorted and must outlive it.
StemSet stem_set(std::span<const WordId> stems, const Dictionary& dictionary);
// The sum of the weights of the stems of both.
double shared_weight(const StemSet& a, const StemSet& b, const Dictionary& dictionary);

// Items of the innermost statements, in the order of HeldStatements::list; what `carries` others is
// not compared. They point into what they were made from.
struct Items {
  std::vector<Item> list;
  Store store;  // what Item::local and Item::wide point into
};

Items make_items(const Prepared& prepared);

}  // namespace sayso
