#pragma once
// Which documents are about one affair, so far as names tell.
//
// "Five people were hurt" is said of a thousand accidents. Two statements are compared only if
// their documents are related: they share names, or one is a copy of the other. Names are shared by
// the word that tells: "Port Halden" and "Halden Port Authority" by "halden". A name that the whole
// world shares ("London", "Germany") counts only beside one that it does not, a day of the week not
// at all; which names these are is a constant, so what else is in the collection plays no part.
//
//   london, germany       not related
//   halden, germany       related: two statements that share two words are compared
//   halden, dragsund      closely related: one shared word is enough
//   halden, dragsund, strand, published within two months of each other
//                         of one affair: all statements that share anything are compared
//
// Cost: that of looking through two short sorted lists for each question. Which pairs are asked
// about is for meetings.h.

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "group/dictionary.h"
#include "sayso/claim.h"
#include "sayso/statement.h"

namespace sayso {

enum class Kinship : std::uint8_t { kNone, kRelated, kClose, kOneAffair };

inline constexpr std::size_t kAffairNames = 3;
inline constexpr std::int64_t kAffairSeconds = 60 * 24 * 3600;

// The names that tell what a document is about, but for its own outlet.
std::set<std::string> keys_of(const Records& records);

class Relations {
 public:
  Relations() = default;
  // Keys of each document, sorted, and the dictionary that they are numbers of; when each was
  // published, in seconds of UTC, or nothing.
  Relations(const std::vector<std::vector<WordId>>& keys, const Dictionary& dictionary,
            const std::vector<Copy>& copies,
            std::vector<std::optional<std::int64_t>> published_utc = {});

  // A copy and its original are close.
  Kinship kinship(std::uint32_t a, std::uint32_t b) const;
  // Whether they were published within two months of each other, so far as is known.
  bool are_near_in_time(std::uint32_t a, std::uint32_t b) const;
  bool are_related(std::uint32_t a, std::uint32_t b) const {
    return kinship(a, b) != Kinship::kNone;
  }

  // Whether one is a copy, and the other its original.
  bool are_copies(std::uint32_t a, std::uint32_t b) const;

  // Names that only some share, sorted.
  std::span<const WordId> names(std::uint32_t document) const { return names_[document]; }

 private:
  std::vector<std::vector<WordId>> names_, well_known_;          // of each document, sorted
  std::vector<std::pair<std::uint32_t, std::uint32_t>> copies_;  // sorted, (copy, original)
  std::vector<std::optional<std::int64_t>> published_utc_;       // of each document, or empty
};

// How many numbers two sorted lists share, no further than `enough`.
std::size_t n_shared(std::span<const WordId> a, std::span<const WordId> b, std::size_t enough);

}  // namespace sayso
