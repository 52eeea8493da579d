// sayso claim C3 [--without S12]

#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/compare.h"
#include "cli/listing.h"

namespace sayso::cli {
namespace {

struct Asked {
  std::string name;
  ClaimDetail detail;
  std::vector<std::string> without;
};

int show_without(const Options& options, const View& view, std::uint32_t claim,
                 const std::vector<std::string>& names) {
  const Result<Without> without = take_away(view, claim, names);
  if (!without) return complain(without.error());
  return print(options.json ? without_json(view, claim, *without)
                            : without_text(view, claim, *without, look_of_output()));
}

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
  if (!asked.without.empty()) return show_without(options, view, *claim, asked.without);
  if (options.json || asked.detail.quotes) {
    const Result<Done> loaded =
        load_documents_of(*reading, view.grouping.claims[*claim].statements);
    if (!loaded) return complain(loaded.error());
  }
  if (const Result<Done> loaded =
          load_documents(*reading, undecided_copies(view, view.grouping.claims[*claim]));
      !loaded)
    return complain(loaded.error());
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
  command
      ->add_option("--without", asked->without,
                   "Where it would stand if this were wrong: S12, or a person, organisation or "
                   "outlet through whom it came")
      ->type_name("LINK")
      ->allow_extra_args(false);
  add_listing_options(*command, commands.options);
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run_claim(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
