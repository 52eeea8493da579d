// sayso compare ARTICLE [ARTICLE]

#include "cli/compare.h"

#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/listing.h"

namespace sayso::cli {
namespace {

struct Asked {
  std::string first, second;
};

Result<std::uint32_t> shown_article(const View& view, const std::string& name) {
  const Result<std::uint32_t> document = find_article(view, name);
  if (!document || document_shown(view, *document)) return document;
  return Error{"article " + article_name(view, *document) + " was not published by " + view.as_of,
               "", "ask for a later day"};
}

int run_sharing(const Options& options, const Reading& reading, std::uint32_t document) {
  const Result<std::vector<Records>> records = reading.ledger.records();
  if (!records) return complain(records.error());
  const std::vector<Sharing> sharing = sharing_with(reading.view, document, *records);
  return print(options.json ? sharing_json(reading.view, document, sharing)
                            : sharing_text(reading.view, document, sharing, look_of_output()));
}

int run_compare(const Options& options, const Asked& asked) {
  Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading->view;
  const Result<std::uint32_t> first = shown_article(view, asked.first);
  if (!first) return complain(first.error());
  if (asked.second.empty()) return run_sharing(options, *reading, *first);
  const Result<std::uint32_t> second = shown_article(view, asked.second);
  if (!second) return complain(second.error());
  if (*first == *second)
    return complain({"an article has all of itself", article_name(view, *first),
                     "name two articles, or one to see what shares text with it"});
  const Result<Done> loaded = load_documents(*reading, {*first, *second});
  if (!loaded) return complain(loaded.error());
  const Comparison comparison = compare(view, *first, *second);
  return print(options.json ? compare_json(view, comparison)
                            : compare_text(view, comparison, look_of_output()));
}

}  // namespace

void add_compare(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "compare", "What one article took from another; of one article, what shares text with it");
  const auto asked = std::make_shared<Asked>();
  command->add_option("ARTICLE", asked->first, "The article's id (\"a1\")")->required();
  command->add_option("OTHER", asked->second, "The one to compare it with");
  add_listing_options(*command, commands.options);
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run_compare(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
