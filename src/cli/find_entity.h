#pragma once
// Finding a person or organisation by what somebody typed: the whole name, another form of it, the
// surname, without accents or capitals.

#include <string>
#include <string_view>
#include <vector>

#include "sayso/claim.h"

namespace sayso::cli {

enum class Match { kName, kAlias, kWords, kBeginnings };  // the better first

struct EntityMatch {
  EntityIndex entity = 0;
  Match match = Match::kName;
};

// `text` for comparison: its words in lower case, without accents and punctuation.
std::vector<std::string> folded_words(std::string_view text);

// Everybody whom `name` can mean, best first, then in the order of the grouping. "E7" is that
// entity.
std::vector<EntityMatch> find_entities(const Grouping& grouping, std::string_view name);

// The one that `name` means without doubt: the only whole name, or the only match at all.
// An index into `matches`, or their number if it stays open.
std::size_t certain_match(const std::vector<EntityMatch>& matches);

// Names that are written nearly like `name`, at most five, nearest first.
std::vector<std::string> similar_names(const Grouping& grouping, std::string_view name);

}  // namespace sayso::cli
