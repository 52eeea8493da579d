#pragma once
// Any number of articles made from the records of a few hundred real ones, so that grouping can be
// measured at a size for which there is no free corpus.
//
// A variant is not a copy of its article. Its names are replaced, each by one invented word
// throughout, a tenth of them by names of the stories that are planted among them; half of its rare
// words are replaced, and its figures are others; its date lies in a story's weeks; three quarters
// of its runs of words are its own. What stays is what makes it hard: how long articles are, how
// many statements and names they have, common words, nations, cities and first names.
//
// Cost: about a tenth of a millisecond an article.

#include <cstdint>
#include <string>
#include <vector>

#include "sayso/statement.h"

namespace sayso::benchmarks {

struct Planted {
  std::vector<std::string> names;      // single words of the stories' names
  std::vector<std::string> published;  // of the stories' articles
};

Planted planted_in(const std::vector<Records>& stories);

// Variant `n` of an article; the same for the same arguments.
Records vary(const Records& article, std::uint64_t n, const Planted& planted);

}  // namespace sayso::benchmarks
