// sayso sources [FILE|FOLDER|-...]
//
// What became of each piece: of files that are named, by going over them as `read` does; without
// any, of all that is in the ledger. Nothing is written.

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/commands.h"
#include "cli/found.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

struct Asked {
  std::vector<std::string> paths;
};

Result<std::optional<Ledger>> open_if_there(const Options& options) {
  if (!ledger_exists(options)) return std::optional<Ledger>();
  Result<Ledger> ledger = Ledger::open_read_only(options.ledger);
  if (!ledger) return ledger.error();
  return std::optional<Ledger>(*std::move(ledger));
}

// The pieces that are in the ledger, by file.
Result<std::vector<Piece>> pieces_of(const Ledger& ledger) {
  const Result<std::vector<Document>> documents = ledger.documents();
  if (!documents) return documents.error();
  std::vector<Piece> pieces;
  for (const Document& document : *documents) {
    const std::string& id = document.external_id;
    pieces.push_back({document.file + (id.empty() ? "" : ", " + id), Fate::kRead, document.title,
                      document.published.empty()});
  }
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return a.where < b.where; });
  return pieces;
}

std::string listing(const std::vector<Piece>& pieces, bool in_ledger, const Look& look) {
  std::string out;
  for (const Piece& piece : pieces) {
    const bool would_be = piece.fate == Fate::kRead && !in_ledger;
    std::string fate(would_be ? "new" : fate_words(piece.fate));
    if (piece.no_date) fate += ", no date";
    const std::string label = " " + pad(fate, 22) + " ";
    std::string words = printable(piece.where);
    if (!piece.words.empty()) words += ": " + printable(piece.words);
    out += hang(label, words, look.width);
  }
  return out;
}

std::string json_of(const std::vector<Piece>& pieces, bool in_ledger) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Piece& piece : pieces) {
    const bool would_be = piece.fate == Fate::kRead && !in_ledger;
    list.push_back({{"where", piece.where},
                    {"fate", would_be ? "new" : fate_words(piece.fate)},
                    {"no_date", piece.no_date},
                    {"words", piece.words}});
  }
  return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

int run_sources(const Options& options, const Asked& asked) {
  const Result<std::optional<Ledger>> ledger = open_if_there(options);
  if (!ledger) return complain(ledger.error());
  const bool in_ledger = asked.paths.empty();
  Found found;
  if (!in_ledger) {
    found = find_documents(asked.paths, {}, *ledger ? &**ledger : nullptr);
  } else {
    if (!*ledger)
      return complain({"there is no ledger here", options.ledger, "`sayso read` makes one"});
    Result<std::vector<Piece>> pieces = pieces_of(**ledger);
    if (!pieces) return complain(pieces.error());
    found.fates = *std::move(pieces);
  }
  return print(options.json ? json_of(found.fates, in_ledger)
                            : listing(found.fates, in_ledger, look_of_output()));
}

}  // namespace

void add_sources(CLI::App& app, Commands& commands) {
  CLI::App* command =
      app.add_subcommand("sources", "What became of each file and each piece of it, and why");
  const auto asked = std::make_shared<Asked>();
  command->add_option(
      "PATH", asked->paths,
      "Files, folders, or - for standard input; without any, what is in the ledger");
  command->add_flag("--json", commands.options.json, "As JSON, for programs");
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run_sources(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
