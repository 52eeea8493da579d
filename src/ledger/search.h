#pragma once
// Full-text search: which documents have all the words, and where.
//
// FTS5 finds and ranks documents but gives no byte offsets. A function of ours beside its bm25()
// asks it for the tokens that matched and tokenises the text once more for their places. In a
// document the best places are the shortest stretches that hold all the words.
//
// What the user types is never FTS5's query language: each word is quoted, so `NEAR`, `*`, `-` and
// `"` are letters like others or nothing at all.

#include <string_view>
#include <vector>

#include "ledger/database.h"
#include "sayso/ledger.h"
#include "sayso/result.h"

namespace sayso {

// Once for each connection. An error if SQLite was built without FTS5.
Result<Done> add_search_functions(const Database& database);

Result<std::vector<SearchHit>> search_words(const Database& database, std::string_view words,
                                            int limit);

// Makes the index again out of the documents.
Result<Done> rebuild_search(const Database& database);
// Compares it with them; needs write access to the file, though it changes nothing.
Result<Done> check_search(const Database& database);

}  // namespace sayso
