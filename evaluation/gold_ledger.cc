// Judges a story whose statements are perfect, to see how good what comes after extraction is by
// itself.
//
//   gold_ledger STORY_FOLDER --claims gold|group --out FILE.json [--own]
//
//   --claims gold    entities, claims and copies of the gold as well: judge() alone
//   --claims group   what group() makes of the gold's statements: group() and judge()
//   --own            with `group`: all other sentences are candidates of the outlets' own voice,
//                    as extract() has them
//
// FILE.json is the export of the ledger, for the stories' scorer.

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <string>

#include "gold_grouping.h"
#include "gold_records.h"
#include "sayso/export.h"
#include "sayso/group.h"
#include "sayso/judge.h"

namespace {

using namespace sayso;

struct Arguments {
  std::string folder;
  std::string claims = "gold";
  std::string out;
  bool own = false;
};

Result<std::string> ledger_of(const Arguments& arguments) {
  auto story = evaluation::read_story(
      arguments.folder, {.own_voice_candidates = arguments.own && arguments.claims == "group"});
  if (!story) return story.error();
  if (const auto marked = evaluation::mark_seen(arguments.folder, *story); !marked)
    return marked.error();
  Grouping grouping;
  if (arguments.claims == "group") {
    grouping = group(story->records);
  } else {
    auto gold = evaluation::gold_grouping(arguments.folder, *story);
    if (!gold) return gold.error();
    grouping = std::move(*gold);
  }
  return export_json(grouping, judge(grouping), story->documents);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Judges a story from its gold statements.");
  app.add_option("folder", arguments.folder, "the story's folder")->required();
  app.add_option("--claims", arguments.claims, "gold or group")
      ->check(CLI::IsMember({"gold", "group"}));
  app.add_option("--out", arguments.out, "file to write")->required();
  app.add_flag("--own", arguments.own, "with group: candidates of the outlets' own voice too");
  CLI11_PARSE(app, argc, argv);
  const auto ledger = ledger_of(arguments);
  if (!ledger) {
    std::cerr << to_string(ledger.error()) << '\n';
    return 1;
  }
  std::ofstream file(arguments.out, std::ios::binary);
  file << *ledger;
  if (!file.flush()) {
    std::cerr << arguments.out << ": can't be written\n";
    return 1;
  }
  return 0;
}
