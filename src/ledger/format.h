#pragma once
// Which files are ledgers: two numbers in SQLite's own header (application_id, user_version) and
// tables that are ours, no more and no fewer. Anything else is named for what it is and left alone.

#include <string>

#include "ledger/database.h"
#include "sayso/result.h"

namespace sayso {

inline constexpr int kApplicationId = 0x5379736F;  // "Syso"
inline constexpr int kFormatVersion = 2;           // raised when kept.sql or derived.sql changes
inline constexpr int kOldestFormatVersion = 1;     // that can be upgraded (upgrade.h)

// The ledger at `path`, made there if the file is missing or empty.
Result<Database> open_ledger(const std::string& path, int busy_timeout_ms = kBusyTimeoutMs);

// The same without making or writing one; a write that a killed process left half done is undone
// first, which needs write access.
Result<Database> open_ledger_read_only(const std::string& path,
                                       int busy_timeout_ms = kBusyTimeoutMs);

// The format version that the file says it has; an error for one that is no ledger.
Result<int> ledger_version(const Database& database);
// That it is a ledger of this version, whole and with its tables and no others.
Result<Done> check_format(const Database& database, int version = kFormatVersion);
// That its tables are those of this version, no more and no fewer.
Result<Done> check_tables(const Database& database, int version = kFormatVersion);
// Within a transaction: the tables that a ledger of this earlier version lacks, and the number.
Result<Done> make_tables_since(const Database& database, int version);

}  // namespace sayso
