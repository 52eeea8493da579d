// sayso export --format json

#include "sayso/export.h"

#include <memory>

#include "cli/commands.h"
#include "cli/files.h"

namespace sayso::cli {
namespace {

struct Asked {
  std::string format = "json";
  std::string output;  // empty: standard output
};

int run_export(const Options& options, const Asked& asked) {
  const Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const Result<std::vector<Document>> documents = reading.value().ledger.documents();
  if (!documents) return complain(documents.error());
  const View& view = reading.value().view;
  const auto write = asked.format == "json" ? export_json : export_jsonl;
  const std::string text = write(view.grouping, view.standings, *documents, view.reviews);
  if (asked.output.empty() || asked.output == "-") return print(text);
  const Result<Done> written = write_file(asked.output, text);
  return written ? kDone : complain(written.error());
}

}  // namespace

void add_export(CLI::App& app, Commands& commands) {
  CLI::App* command =
      app.add_subcommand("export", "The whole ledger for other programs; offsets are code points");
  const auto asked = std::make_shared<Asked>();
  command->add_option("--format", asked->format, "json, or jsonl with one object a line")
      ->check(CLI::IsMember({"json", "jsonl"}))
      ->capture_default_str();
  command->add_option("--output", asked->output, "Where to write; standard output without it")
      ->type_name("FILE");
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run_export(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
