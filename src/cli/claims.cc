// sayso claims

#include "cli/commands.h"
#include "cli/listing.h"

namespace sayso::cli {
namespace {

int run_claims(const Options& options) {
  const Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading.value().view;
  return print(options.json ? claims_json(view) : claims_text(view, look_of_output()));
}

}  // namespace

void add_claims(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "claims", "Every claim: its words, where it stands, how many articles and origins");
  add_listing_options(*command, commands.options);
  command->callback(
      [&commands] { commands.chosen = [&commands] { return run_claims(commands.options); }; });
}

}  // namespace sayso::cli
