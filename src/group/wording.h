#pragma once
// What a statement is compared by, as numbers of the dictionary; the strings of its Proposition are
// taken out and come back once it is in a claim.
//
// Cost: about 300 bytes a statement, where the strings are two kilobytes.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "group/dictionary.h"
#include "group/store.h"
#include "sayso/statement.h"

namespace sayso {

// Parts of a wording, one after the other.
enum class Part : std::size_t {
  kWords,  // without repeats, as all but the quantities
  kNumbers,
  kNames,
  kNameWords,  // single words of the names, sorted
  kContext,
  kQuantities,  // a figure's value, then its unit, in the order of the content
  kParts
};

// Single plain words of names, sorted, without those of one or two letters.
std::vector<std::string> single_words(const std::vector<std::string>& names);

class Wording {
 public:
  Wording() = default;
  // Takes the strings of the proposition out of it. `store` has to outlive it.
  Wording(Proposition& proposition, Dictionary& dictionary, Store& store);

  std::span<const WordId> part(Part part) const;
  // Hashes of two words that follow each other ("the sign was never put up": sign put), everyday
  // ones left out; sorted. Not numbers of the dictionary, since most occur once.
  std::span<const std::uint32_t> phrases() const { return {phrases_, n_phrases_}; }
  std::size_t n_words() const { return n_words_; }  // of the content
  // Afterwards the numbers of each part are sorted, but for those of quantities.
  void renumber(std::span<const WordId> moved);
  // Puts the strings back; of the context what judge() asks for.
  void restore(Proposition& proposition, const Dictionary& dictionary) const;

 private:
  WordId* ids_ = nullptr;
  const std::uint32_t* phrases_ = nullptr;
  std::uint32_t n_phrases_ = 0;
  std::uint32_t n_words_ = 0;
  std::array<std::uint16_t, static_cast<std::size_t>(Part::kParts)> ends_{};  // of each part
};

}  // namespace sayso
