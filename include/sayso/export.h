#pragma once
// The whole ledger as text: JSON (docs/formats/export.md), or JSON Lines (one object a line, each
// with a "kind"). Spans become code points of the document's text. The bytes are a function of the
// arguments.

#include <string>
#include <vector>

#include "sayso/claim.h"
#include "sayso/document.h"
#include "sayso/review.h"
#include "sayso/standing.h"

namespace sayso {

// `documents` must hold every document of the grouping (found by key); `standings` is judge()'s
// answer; `reviews` are those that the grouping was made with.
std::string export_json(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
                        const std::vector<Document>& documents,
                        const std::vector<Review>& reviews = {});
std::string export_jsonl(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
                         const std::vector<Document>& documents,
                         const std::vector<Review>& reviews = {});

}  // namespace sayso
