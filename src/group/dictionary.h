#pragma once
// Words as numbers: the same number for the same word, so that a statement is a few dozen small
// numbers and not as many strings.
//
// Problem: the words of a statement and of what stands around it are fifty strings, two kilobytes;
// 100,000 articles have 1.7 million statements. Idea: each word is kept once. While records are
// gathered, a number depends on the order in which they come; sort() gives new ones in the order of
// the alphabet, so that lists that are sorted by number have one order whatever came first, and sums
// over them are the same to the last bit.
//
//   "crane" "berth" "crane"  ->  0 1 0, after sort()  1 0 1
//
// Cost: a hash a word; about 55 bytes for each different one.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "group/store.h"

namespace sayso {

using WordId = std::uint32_t;

class Dictionary {
 public:
  WordId id(std::string_view word);  // new words get the next number

  // Numbers follow the alphabet from here on: what was number i is number result[i].
  std::vector<WordId> sort();

  std::string_view word(WordId id) const { return words_[id]; }
  float weight(WordId id) const { return traits_[id].weight; }  // stem_weight()
  // Whether two words have the same four first bytes or the same four last ones: false for shorter ones.
  bool are_alike_at_an_end(WordId a, WordId b) const {
    const Traits &one = traits_[a], &other = traits_[b];
    return one.first != 0 && other.first != 0 &&
           (one.first == other.first || one.last == other.last);
  }
  std::optional<WordId> find(std::string_view word) const;
  std::size_t size() const { return words_.size(); }

 private:
  struct Traits {
    float weight = 0;
    std::uint32_t first = 0, last = 0;  // four bytes each; 0 for shorter words
  };
  static Traits traits_of(std::string_view word);

  // Where a word has its number, or where it would have it.
  std::size_t slot_of(std::string_view word, std::uint32_t hash) const;
  void grow();

  Store store_;
  std::vector<std::string_view> words_;
  std::vector<Traits> traits_;
  std::vector<std::uint32_t> hashes_;
  std::vector<WordId> slots_;  // a power of two of them, at least a quarter empty
};

}  // namespace sayso
