#pragma once
// Which statements of different documents meet: those worth comparing, found without looking at all
// pairs.
//
// Problem: 100,000 articles have a trillion pairs of statements, and each name of the day is in
// thousands of articles. Idea: two statements meet if they share a word or a figure that tells, and
// their documents are closely related (related.h); two such words if the documents are no more than
// related, or if one of the two is in an outlet's own voice. So all that meet are found under a
// word, and where a word is common, under the word with a name that both documents have; where that
// is common too, with a second name or a second word. How far a list has to be divided depends on
// that list, and changes only how pairs are found, not which: each pair is looked at where its first
// shared words and names are.
//
//   "crane"                    30 statements: each with each
//   "crane" halden             of 5,000 statements with "crane" those in documents about Halden
//   "crane" halden dragsund    of 500 of these
//
// Of documents of one affair all statements are compared that are not in an outlet's own voice, so
// these meet otherwise: their documents do (for_each_affair_pair).
//
// Cost: n log n over the words; then for each pair that shares three features or a short list, a
// look at four short sorted lists.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "group/dictionary.h"
#include "group/related.h"

namespace sayso {

// A list that is longer is divided.
inline constexpr std::size_t kShortList = 48;

struct Meeter {
  std::uint32_t item = 0;
  std::uint32_t document = 0;
  std::uint32_t room = 0;         // only those of one room meet
  bool own = false;               // in the outlet's own voice: two of these never meet
  std::span<const WordId> words;  // that tell, sorted
};

// `meeters` are in order of document; calls `met` once for each pair, a before b, in a fixed order.
void for_each_meeting(const std::vector<Meeter>& meeters, const Relations& relations,
                      const std::function<void(const Meeter& a, const Meeter& b)>& met);

// Those among `documents` (rising) that are of one affair, a before b, each pair once, in a fixed
// order. Found under a name, two or three.
void for_each_affair_pair(const std::vector<std::uint32_t>& documents, const Relations& relations,
                          const std::function<void(std::uint32_t a, std::uint32_t b)>& visit);

}  // namespace sayso
