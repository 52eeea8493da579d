#pragma once
// A ledger of an earlier format version is brought to the present one, in place.
//
// Problem: the file holds what nobody can have back, the articles as they were received and what
// was decided about them; and a process may be killed, or the disk be full, at any moment. Idea:
// first a copy, byte for byte, beside the ledger (sayso.db.version-1); then, in one transaction,
// the tables that the version lacks and the number, after every row has been read and compared with
// its hash. What was derived is emptied; it follows from the rest.
//
// Cost: reads and writes the file once, and reads each row.

#include <string>

#include "ledger/database.h"
#include "sayso/result.h"

namespace sayso {

// The name of the copy; empty if there was nothing to do: no file, no ledger, one of this version
// or of a later one. Whatever is wrong with those is said by who opens them.
Result<std::string> upgrade_file(const std::string& path, int busy_timeout_ms = kBusyTimeoutMs);

}  // namespace sayso
