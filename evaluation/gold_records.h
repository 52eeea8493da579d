#pragma once
// A story's gold ledger, turned into the Records that a perfect extract() would give: to measure
// what comes after extraction alone, and to fit the weights of group().
//
// Each document gets its own entities under the names that it uses itself, so that merging them is
// part of the task. What gold does not hold (what a denial answers, spans of names) is left empty.

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sayso/document.h"
#include "sayso/result.h"
#include "sayso/statement.h"

namespace sayso::evaluation {

struct GoldStory {
  std::string name;
  std::vector<Document> documents;
  std::vector<Records> records;  // by document; Statement::rule is the id of the gold report
  std::map<std::string, std::string> claim_of;                   // report id to claim id
  std::vector<std::pair<std::string, std::string>> contradicts;  // claim ids
};

struct GoldOptions {
  // Also every sentence that no report touches, as a candidate of the outlet's own voice with the
  // rule "own": what extract() emits, and what group() must not keep.
  bool own_voice_candidates = false;
};

// Reads articles.jsonl and gold.json of a story's folder.
Result<GoldStory> read_story(const std::filesystem::path& folder, const GoldOptions& options = {});

}  // namespace sayso::evaluation
