#pragma once
// Ctrl-C while articles are read: the work stops at the next article and nothing is written.

namespace sayso::cli {

// From here on SIGINT and SIGTERM are noted instead of ending the program; a second one ends it.
void watch_for_interrupt();
bool interrupted();

// What a shell expects of a program that was interrupted.
inline constexpr int kInterruptedStatus = 130;

}  // namespace sayso::cli
