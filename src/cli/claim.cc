// sayso claim C3

#include <memory>

#include "cli/commands.h"
#include "cli/listing.h"

namespace sayso::cli {
namespace {

struct Asked {
  std::string name;
  ClaimDetail detail;
};

int run_claim(const Options& options, const Asked& asked) {
  Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading->view;
  const Result<std::uint32_t> claim = find_claim(view, asked.name);
  if (!claim) return complain(claim.error());
  if (!claim_shown(view, *claim)) {
    return complain(
        {"nothing was published about " + claim_number(view, *claim) + " by " + view.as_of, "",
         "ask for a later day"});
  }
  if (options.json || asked.detail.quotes) {
    const Result<Done> loaded =
        load_documents_of(*reading, view.grouping.claims[*claim].statements);
    if (!loaded) return complain(loaded.error());
  }
  return print(options.json ? claim_json(view, *claim)
                            : claim_text(view, *claim, asked.detail, look_of_output()));
}

}  // namespace

void add_claim(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "claim", "One claim: who says so, on whose word, what moved it, what hangs on whom");
  const auto asked = std::make_shared<Asked>();
  command
      ->add_option("CLAIM", asked->name, "C3, a claim's id, or S12 for the claim of that statement")
      ->required();
  command->add_flag("--quotes", asked->detail.quotes, "Each statement in its sentence");
  command->add_flag("--why", asked->detail.why,
                    "Why these statements are one claim, and why origins were folded");
  add_listing_options(*command, commands.options);
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run_claim(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
