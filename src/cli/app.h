#pragma once

namespace sayso::cli {

// The whole program: parses the command line, runs the subcommand, returns the exit status (0 done,
// 1 something could not be read or found, 2 the command line is not right).
int run(int argc, const char* const* argv);

}  // namespace sayso::cli
