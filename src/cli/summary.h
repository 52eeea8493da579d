#pragma once
// What `read` and `rebuild` say when they are done.

#include <string>

#include "cli/layout.h"
#include "sayso/claim.h"

namespace sayso::cli {

// "9 articles: 70 statements, 18 claims, 1 copy folded".
std::string collection_words(const Grouping& grouping);

// Outlets that articles have something from and that published none of the articles: "Skerry,
// Meridian", or "none".
std::string cited_outside(const Grouping& grouping);

}  // namespace sayso::cli
