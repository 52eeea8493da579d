#pragma once
// The subcommands. Each adds itself to the command line; the one that was asked for leaves in
// `chosen` what is to be run after parsing, which returns the exit status.

#include <CLI/CLI.hpp>
#include <functional>

#include "cli/session.h"

namespace sayso::cli {

struct Commands {
  Options options;
  std::function<int()> chosen;
};

void add_read(CLI::App& app, Commands& commands);
void add_claims(CLI::App& app, Commands& commands);
void add_claim(CLI::App& app, Commands& commands);
void add_gaps(CLI::App& app, Commands& commands);
void add_changes(CLI::App& app, Commands& commands);
void add_who(CLI::App& app, Commands& commands);
void add_article(CLI::App& app, Commands& commands);
void add_compare(CLI::App& app, Commands& commands);
void add_explain(CLI::App& app, Commands& commands);
void add_search(CLI::App& app, Commands& commands);
void add_export(CLI::App& app, Commands& commands);
void add_rebuild(CLI::App& app, Commands& commands);
void add_review(CLI::App& app, Commands& commands);
void add_sources(CLI::App& app, Commands& commands);
void add_forget(CLI::App& app, Commands& commands);

// --as-of and --json, which every listing takes.
void add_listing_options(CLI::App& command, Options& options);

}  // namespace sayso::cli
