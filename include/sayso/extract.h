#pragma once
// extract: one document in, its records out. Pure: no file, clock, network or other document.
// explain: the same, with what decided each thing and what the second choice was.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sayso/document.h"
#include "sayso/model.h"
#include "sayso/statement.h"

namespace sayso {

// The version of the rules beside the model: records are pinned by document, model and rules.
inline constexpr const char* kRulesVersion = "6";

struct ExtractOptions {
  bool attitudes = false;  // beliefs, wishes and plans ("hopes that"), beside what was said
  bool given = false;      // nothing is read: statements come from a file (given.h)
};

// What records depend on beside the model: the version of the rules, and the options.
std::string rules_of(const ExtractOptions& options);

// Never fails: what can't be read is said in Records::notes. `scratch` is one per thread.
Records extract(const Document& document, const Model& model, Scratch& scratch,
                const ExtractOptions& options = {});

// What else could have been chosen.
struct Alternative {
  std::string words;
  std::optional<float> probability;  // 0 to 1, by the pass that gave it; none: it has no number
};

// One thing that was decided about a statement.
struct Decision {
  std::string what;    // "source", "cue of the content", "speaker", "stance"
  std::string chosen;  // words of the text, a name, a stance, a day; "none" where there is none
  std::optional<float> probability;  // of what was chosen, by the model; none: only rules saw it
  std::string pass;                  // the pass and rule that decided: "tagger of reports"
  std::vector<Alternative> others;   // the second choice first
};

struct Explained {
  Records records;                               // equal to those of extract()
  std::vector<std::vector<Decision>> decisions;  // of each statement, in the order of reading
};

// Costs one extract() and a few numbers a statement. For people: probabilities are as computed, and
// belong into no export.
Explained explain(const Document& document, const Model& model, Scratch& scratch,
                  const ExtractOptions& options = {});

}  // namespace sayso
