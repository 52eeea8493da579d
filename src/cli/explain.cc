// sayso explain S12
//
// Problem. A statement in a listing is the end of many small decisions, and none of them can be
// seen in it: why this speaker, why a denial, why Monday?
//
// Idea. The ledger has the article's text and the pin of what read it, and reading is a pure
// function. So nothing about decisions is stored: the article is read again with explain(), which
// makes the same records and keeps what each pass chose from, and the statement is found among them.
// A model, rules or a processor other than the pin's would explain a reading that nobody did, so
// they are refused.
//
// Cost. One article read, about 0.2 s, and the model loaded.

#include <algorithm>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/review_text.h"

namespace sayso::cli {
namespace {

std::optional<Error> other_reading(const Options& options, const Pin& ledger, const Pin& here) {
  if (ledger == here) return std::nullopt;
  std::string what = "this ledger was read with other arithmetic (" + ledger.profile + ", here " +
                     here.profile + ")";
  if (ledger.rules != here.rules) what = "this ledger was read with other rules";
  if (ledger.model != here.model) what = "this ledger was read with another model";
  return Error{what + ", so its decisions can't be shown with this one", options.ledger,
               "name its model with --model FILE, give or leave out --f32, or `sayso rebuild "
               "--reread` reads its articles again"};
}

// The place of a grouped statement among those of its document as they were read.
std::optional<std::size_t> place_of(const Statement& statement, const Records& records) {
  const auto same_place = [&](const Statement& read) {
    return read.content == statement.content && read.cue == statement.cue &&
           read.source == statement.source;
  };
  const auto same = [&](const Statement& read) {
    return same_place(read) && read.voice == statement.voice && read.stance == statement.stance;
  };
  const auto& all = records.statements;
  auto found = std::find_if(all.begin(), all.end(), same);
  // A person may have corrected the rest.
  if (found == all.end()) found = std::find_if(all.begin(), all.end(), same_place);
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

Result<std::vector<Decision>> decisions_of(const Options& options, const Reading& reading,
                                           std::uint32_t statement) {
  const GroupedStatement& grouped = reading.view.grouping.statements[statement];
  const ExtractOptions extract_options = extract_options_of(reading.ledger);
  if (extract_options.given) {
    return Error{statement_number(statement) + " was given, not read: nothing was decided about it",
                 options.ledger, "`sayso article` shows it in its text"};
  }
  const Result<LoadedModel> loaded = load_model_of(options, extract_options);
  if (!loaded) return loaded.error();
  const Result<Pin> pin = reading.ledger.pin();
  if (!pin) return pin.error();
  if (const auto error = other_reading(options, *pin, loaded.value().pin)) return *error;
  const Model& model = *loaded.value().model;
  const Explained explained = explain(reading.view.documents[grouped.document], model,
                                      *make_scratch(model), extract_options);
  const std::optional<std::size_t> place = place_of(grouped.statement, explained.records);
  if (!place) {
    return Error{"reading the article again does not give " + statement_number(statement),
                 options.ledger,
                 "`sayso rebuild --reread` reads its articles again; what a review keeps "
                 "(`sayso review list`) no reading explains"};
  }
  return explained.decisions[*place];
}

int run_explain(const Options& options, const std::string& name) {
  Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading->view;
  const Result<std::uint32_t> statement = find_statement(view, name);
  if (!statement) return complain(statement.error());
  if (!statement_shown(view, *statement)) {
    return complain({statement_number(*statement) + " was not published by " + view.as_of, "",
                     "ask for a later day"});
  }
  const Result<Done> loaded = load_documents_of(*reading, {*statement});
  if (!loaded) return complain(loaded.error());
  Result<std::vector<Decision>> decisions = decisions_of(options, *reading, *statement);
  if (!decisions) return complain(decisions.error());
  const std::vector<Decision> later = decisions_in_collection(view, *statement);
  decisions->insert(decisions->end(), later.begin(), later.end());
  for (std::uint32_t r = 0; r < view.reviews.size(); ++r) {
    const ReviewOutcome& outcome = view.grouping.reviews[r];
    const auto& about = outcome.statements;
    if (outcome.state != ReviewState::kHolds ||
        std::find(about.begin(), about.end(), *statement) == about.end())
      continue;
    decisions->push_back({"review",
                          review_words(view, view.reviews[r]),
                          std::nullopt,
                          reviewer_words(view.reviews[r]),
                          {}});
  }
  return print(options.json ? explain_json(view, *statement, *decisions)
                            : explain_text(view, *statement, *decisions, look_of_output()));
}

}  // namespace

void add_explain(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "explain", "One statement: what was decided about it, by what, and the second choices");
  const auto name = std::make_shared<std::string>();
  command->add_option("STATEMENT", *name, "S12, or a statement's id")->required();
  add_listing_options(*command, commands.options);
  command->callback([&commands, name] {
    commands.chosen = [&commands, name] { return run_explain(commands.options, *name); };
  });
}

}  // namespace sayso::cli
