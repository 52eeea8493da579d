#pragma once
// What must hold before anything is stored: every span lies in its document's text on code-point
// boundaries, and every index points into its list. Each quotation that sayso ever shows hangs on
// this.
//
// Errors name the document and the statement in `where`, without the ledger's file; the caller adds
// it. Cost: constant for each span and index.

#include <string>
#include <string_view>

#include "sayso/claim.h"
#include "sayso/result.h"
#include "sayso/statement.h"

namespace sayso {

// How messages call a document: "document a1 (a.jsonl)"; by its key if it has no other name.
std::string document_name(std::string_view external_id, std::string_view file,
                          std::string_view key);

// All spans of the records against the document's text (valid UTF-8).
Result<Done> check_spans(const Records& records, std::string_view text);
// Those of one statement; `what` names it: "statement 3".
Result<Done> check_spans(const Statement& statement, std::string_view text,
                         const std::string& what);

Result<Done> check_references(const Records& records);
Result<Done> check_references(const Grouping& grouping);

}  // namespace sayso
