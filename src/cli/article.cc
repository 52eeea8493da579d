// sayso article a1

#include <memory>

#include "cli/commands.h"
#include "cli/listing.h"

namespace sayso::cli {
namespace {

int run_article(const Options& options, const std::string& name) {
  Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading->view;
  const Result<std::uint32_t> document = find_article(view, name);
  if (!document) return complain(document.error());
  if (!document_shown(view, *document)) {
    return complain(
        {"article " + article_name(view, *document) + " was not published by " + view.as_of, "",
         "ask for a later day"});
  }
  const Result<Done> loaded = load_documents(*reading, {*document});
  if (!loaded) return complain(loaded.error());
  return print(options.json ? article_json(view, *document)
                            : article_text(view, *document, look_of_output()));
}

}  // namespace

void add_article(CLI::App& app, Commands& commands) {
  CLI::App* command =
      app.add_subcommand("article", "One article with its statements marked in place");
  const auto name = std::make_shared<std::string>();
  command->add_option("ARTICLE", *name, "The article's id (\"a1\") or the beginning of its key")
      ->required();
  add_listing_options(*command, commands.options);
  command->callback([&commands, name] {
    commands.chosen = [&commands, name] { return run_article(commands.options, *name); };
  });
}

}  // namespace sayso::cli
