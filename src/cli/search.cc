// sayso search WORDS

#include <memory>

#include "cli/commands.h"
#include "cli/listing.h"

namespace sayso::cli {
namespace {

struct Asked {
  std::vector<std::string> words;
  int limit = 20;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::uint32_t> documents_of(const View& view, const std::vector<SearchHit>& hits) {
  std::vector<std::uint32_t> documents;
  for (const SearchHit& hit : hits) {
    const std::uint32_t document = document_with_key(view, hit.document);
    if (document < view.grouping.documents.size()) documents.push_back(document);
  }
  return documents;
}

int run_search(const Options& options, const Asked& asked) {
  Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const std::string words = joined(asked.words);
  const Result<std::vector<SearchHit>> hits = reading->ledger.search(words, asked.limit);
  if (!hits) return complain(hits.error());
  const View& view = reading->view;
  const Result<Done> loaded = load_documents(*reading, documents_of(view, *hits));
  if (!loaded) return complain(loaded.error());
  return print(options.json ? search_json(view, words, *hits)
                            : search_text(view, words, *hits, look_of_output()));
}

}  // namespace

void add_search(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand("search", "Where words stand in articles and statements");
  const auto asked = std::make_shared<Asked>();
  command->add_option("WORDS", asked->words, "All of them must stand in the article")->required();
  command->add_option("--limit", asked->limit, "At most so many places")
      ->type_name("N")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  add_listing_options(*command, commands.options);
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run_search(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
