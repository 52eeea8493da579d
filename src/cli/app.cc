#include "cli/app.h"

#include <csignal>
#include <memory>

#include "cli/commands.h"
#include "cli/day.h"
#include "sayso/extract.h"

namespace sayso::cli {
namespace {

constexpr const char* kFooter =
    "\nTo begin:\n"
    "  sayso read articles/            reads a folder of articles into ./sayso.db\n"
    "  sayso claims                    lists what they claim and where each claim stands\n"
    "  sayso claim C1                  shows who says so, and on whose word\n"
    "\nsayso never says that something is true. It says who says so, and how many.\n"
    "Exit status: 0 done; 1 something could not be read or found; 2 wrong usage.\n";

std::string a_day(const std::string& text) {
  return is_day(text) ? "" : "\"" + printable(text) + "\" is no day; write it as 2023-03-14";
}

void add_global_options(CLI::App& app, Options& options) {
  app.add_option("--ledger", options.ledger, "The ledger, one file")
      ->envname("SAYSO_LEDGER")
      ->type_name("FILE")
      ->capture_default_str();
  app.add_option("--model", options.model,
                 "The reading model; by default the one that came with the program")
      ->envname("SAYSO_MODEL")
      ->type_name("FILE");
  app.add_flag("--f32", options.f32,
               "Reads in 32-bit floating point, slower; by default in 8-bit integers, where the "
               "processor can")
      ->envname("SAYSO_F32");
  app.set_version_flag("--version", std::string("sayso " SAYSO_VERSION ", rules ") + kRulesVersion,
                       "The version of the program and of its rules");
}

void add_commands(CLI::App& app, Commands& commands) {
  add_read(app, commands);
  add_sources(app, commands);
  add_claims(app, commands);
  add_claim(app, commands);
  add_gaps(app, commands);
  add_changes(app, commands);
  add_who(app, commands);
  add_article(app, commands);
  add_compare(app, commands);
  add_explain(app, commands);
  add_search(app, commands);
  add_export(app, commands);
  add_review(app, commands);
  add_rebuild(app, commands);
  add_forget(app, commands);
}

int usage_error(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  const std::vector<std::string> unknown = app.remaining();
  const bool no_command = app.get_subcommands().empty() && !unknown.empty();
  const std::string what = no_command ? "\"" + unknown.front() + "\" is no command" : error.what();
  complain({what, "", "`sayso --help` or `sayso COMMAND --help` shows how"});
  return kUsage;
}

}  // namespace

void add_listing_options(CLI::App& command, Options& options) {
  command
      .add_option("--as-of", options.as_of, "Only what was published up to this day (2023-03-14)")
      ->type_name("DAY")
      ->check(a_day);
  command.add_flag("--json", options.json, "As JSON, for programs");
}

int run(int argc, const char* const* argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Commands commands;
  CLI::App app(
      "Reads news articles and keeps a ledger of claims: who said what, on whose word each article "
      "has it,\n"
      "and where each claim stands on any day.",
      "sayso");
  app.fallthrough();
  app.footer(kFooter);
  add_global_options(app, commands.options);
  add_commands(app, commands);
  if (argc <= 1) {
    print(app.help());
    return kUsage;
  }
  app.require_subcommand(1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error);
  }
  if (const Result<Done> upgraded = upgrade_ledger(commands.options); !upgraded)
    return complain(upgraded.error());
  return commands.chosen();
}

}  // namespace sayso::cli
