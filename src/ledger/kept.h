#pragma once
// The tables of kept.sql: documents with their bytes, and the records that are pinned to them.
//
// Rows carry SHA-256 hashes, which are compared whenever a row is read: a ledger that was damaged
// on disk or changed by hand is reported, and never answers with other words than were published.

#include <string>
#include <string_view>
#include <vector>

#include "ledger/database.h"
#include "sayso/document.h"
#include "sayso/ledger.h"
#include "sayso/result.h"
#include "sayso/statement.h"

namespace sayso {

Result<bool> has_document(const Database& database, std::string_view key);
Result<std::vector<std::string>> document_keys(const Database& database);  // sorted

// An error if there is none with this key, or its hashes differ.
Result<Document> read_document(const Database& database, std::string_view key);
// The text alone, without looking at hashes.
Result<std::string> read_text(const Database& database, std::string_view key);
Result<Records> read_records(const Database& database, std::string_view key, const Pin& pin);

// Both also checked, and every span of the records against the text as it is stored.
Result<Done> check_stored(const Database& database, std::string_view key, const Pin& pin);

// Empty fields if there is none.
Result<Pin> read_pin(const Database& database);
Result<Done> write_pin(const Database& database, const Pin& pin);

// A row of `document` and its words in the search index. The key must be new.
Result<Done> insert_document(const Database& database, const Document& document);
Result<Done> insert_records(const Database& database, const Records& records, const Pin& pin);

}  // namespace sayso
