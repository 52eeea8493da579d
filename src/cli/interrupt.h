#pragma once
// Ctrl-C while articles are read: it is answered at once on standard error, the work stops at the
// next article and nothing is written. A second one ends the program where it is; the ledger is
// then as it was, since a write is all or nothing.

namespace sayso::cli {

// From here on SIGINT and SIGTERM are noted instead of ending the program; a second one ends it.
void watch_for_interrupt();
// What comes now is written whole: an interrupt no longer stops it, and is told so.
void reading_is_over();
bool interrupted();

// What a shell expects of a program that was interrupted.
inline constexpr int kInterruptedStatus = 130;

}  // namespace sayso::cli
