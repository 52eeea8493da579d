// sayso rebuild [--reread]

#include <memory>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/reading.h"
#include "cli/summary.h"

namespace sayso::cli {
namespace {

struct Asked {
  bool reread = false;
  ExtractOptions extract;
  int n_threads = 0;
};

Result<Done> read_again(Ledger& ledger, const Options& options, const Asked& asked) {
  if (extract_options_of(ledger).given) {
    return Error{"the statements of this ledger were given, and reading again would lose them",
                 options.ledger,
                 "`sayso read` reads its articles into a new ledger (--ledger FILE)"};
  }
  const Result<LoadedModel> loaded = load_model_of(options, asked.extract);
  if (!loaded) return loaded.error();
  const Result<std::vector<Document>> documents = ledger.documents();
  if (!documents) return documents.error();
  const Result<std::vector<Records>> records =
      read_documents(*documents, *loaded.value().model, asked.extract, asked.n_threads);
  if (!records) return records.error();
  return ledger.replace_records(*records, loaded.value().pin);
}

Result<Grouping> derive_again(Ledger& ledger) {
  Result<Grouping> grouping = derive(ledger);
  if (!grouping) return grouping;
  const Result<Done> stored = ledger.store(*grouping);
  if (!stored) return stored.error();
  return grouping;
}

int run_rebuild(const Options& options, const Asked& asked) {
  if (!ledger_exists(options)) {
    return complain(
        {"there is no ledger here yet", options.ledger, "`sayso read FOLDER` makes one"});
  }
  Result<Ledger> ledger = Ledger::open(options.ledger);
  if (!ledger) return complain(ledger.error());
  watch_for_interrupt();
  if (asked.reread) {
    const Result<Done> read = read_again(*ledger, options, asked);
    if (!read) {
      complain(read.error());
      return interrupted() ? kInterruptedStatus : kFailed;
    }
  }
  const Result<Grouping> grouping = derive_again(*ledger);
  if (!grouping) return complain(grouping.error());
  return print(two_ends("rebuilt from " + collection_words(*grouping), printable(options.ledger),
                        look_of_output().width));
}

}  // namespace

void add_rebuild(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand("rebuild", "Derives the claims again from what is kept");
  const auto asked = std::make_shared<Asked>();
  command->add_flag("--reread", asked->reread,
                    "Reads all articles again, with this model and these rules");
  command->add_flag("--attitudes", asked->extract.attitudes,
                    "With --reread: beliefs, wishes and plans, too, not only what was said");
  command->add_option("--threads", asked->n_threads, "How many articles at a time; 0 is one a core")
      ->type_name("N")
      ->check(CLI::Range(0, kMaxThreads))
      ->capture_default_str();
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run_rebuild(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
