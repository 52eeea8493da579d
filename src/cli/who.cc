// sayso who "Tamir Heyman"

#include <memory>

#include "cli/commands.h"
#include "cli/find_entity.h"
#include "cli/listing.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

int complain_of_nobody(const View& view, const std::string& name) {
  std::vector<std::string> similar;
  for (const std::string& other : similar_names(view.grouping, name)) {
    similar.push_back("\"" + printable(other) + "\"");
  }
  return complain({"nobody is called \"" + printable(name) + "\" in this ledger", "",
                   similar.empty() ? "`sayso search WORDS` finds names in the articles"
                                   : "similar: " + list_words(similar)});
}

int show_choices(const Options& options, const View& view, const std::string& name,
                 const std::vector<EntityMatch>& matches) {
  std::vector<EntityIndex> entities;
  for (const EntityMatch& match : matches) entities.push_back(match.entity);
  return print(options.json ? who_choices_json(view, entities)
                            : who_choices_text(view, name, entities, look_of_output()));
}

int run_who(const Options& options, const std::string& name) {
  Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading->view;
  const std::vector<EntityMatch> matches = find_entities(view.grouping, name);
  if (matches.empty()) return complain_of_nobody(view, name);
  const std::size_t certain = certain_match(matches);
  if (certain == matches.size()) return show_choices(options, view, name, matches);
  const EntityIndex entity = matches[certain].entity;
  const Result<Done> loaded = load_documents_of(*reading, statements_of(view, entity));
  if (!loaded) return complain(loaded.error());
  return print(options.json ? who_json(view, entity) : who_text(view, entity, look_of_output()));
}

}  // namespace

void add_who(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "who", "What a person or organisation said, in the order in which it was said");
  const auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name, "A name, a surname or a number from a list (\"E7\")")
      ->required();
  add_listing_options(*command, commands.options);
  command->callback([&commands, name] {
    commands.chosen = [&commands, name] { return run_who(commands.options, *name); };
  });
}

}  // namespace sayso::cli
