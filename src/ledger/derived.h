#pragma once
// The tables of derived.sql but for the search index: a Grouping, written whole and read whole.

#include <string>
#include <string_view>
#include <vector>

#include "ledger/database.h"
#include "sayso/claim.h"
#include "sayso/result.h"
#include "sayso/statement.h"

namespace sayso {

// Within a transaction. Replaces what is there; every span is checked against its document's text.
Result<Done> write_grouping(const Database& database, const Grouping& grouping);

// Within a transaction. An empty grouping if mark_out_of_date() was called since the last write.
Result<Grouping> read_grouping(const Database& database);

// Every span of its statements against their documents' texts.
Result<Done> check_quotations(const Database& database, const Grouping& grouping);

// Within a transaction: empties all of it but the search index.
Result<Done> clear_derived(const Database& database);

// The records have changed, so what was derived no longer follows from them.
Result<Done> mark_out_of_date(const Database& database);

// The statements of one document, in the order of the grouping; none if out of date.
struct StoredStatement {
  std::string id;
  Statement statement;
};
Result<std::vector<StoredStatement>> statements_of(const Database& database, std::string_view key);

}  // namespace sayso
