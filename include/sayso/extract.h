#pragma once
// extract: one document in, its records out. Pure: no file, clock, network or other document.

#include <memory>

#include "sayso/document.h"
#include "sayso/model.h"
#include "sayso/statement.h"

namespace sayso {

// The version of the rules beside the model: records are pinned by document, model and rules.
inline constexpr const char* kRulesVersion = "1";

// Never fails: what can't be read is said in Records::notes. `scratch` is one per thread.
Records extract(const Document& document, const Model& model, Scratch& scratch);

}  // namespace sayso
