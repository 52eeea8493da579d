#pragma once
// A story's gold ledger, turned into the Grouping that a perfect group() would give after a perfect
// extract(): entities, claims, copies and contradictions as the gold has them. To measure judge()
// alone.
//
// Statements keep the gold's ids ("R12"), claims too ("C3"). An outlet's own voice counts as seen
// where the gold has it in an origin, since the gold says so nowhere else.

#include <filesystem>

#include "gold_records.h"
#include "sayso/claim.h"
#include "sayso/result.h"

namespace sayso::evaluation {

// Sets Statement::seen of the story's records from the origins of gold.json in the folder.
Result<Done> mark_seen(const std::filesystem::path& folder, GoldStory& story);

// `story` as read_story and mark_seen left it, from the same folder.
Result<Grouping> gold_grouping(const std::filesystem::path& folder, const GoldStory& story);

}  // namespace sayso::evaluation
