// sayso forget a1 | --undo KEY | --list
//
// A court, a contract or a person's right can demand that a text be gone. Then it must be gone from
// everywhere: from the articles, the statements, the claims, the index, and the reviews that quote
// it; and it must not come back by chance with the next reading of a folder. Only a marker stays,
// which says who removed it, when and why, and that of the text there is a hash.
//
// Cost: the file is written anew.

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/day.h"
#include "cli/json_text.h"
#include "cli/phrase.h"
#include "cli/review_text.h"
#include "cli/reviewer.h"
#include "sayso/group.h"

namespace sayso::cli {
namespace {

constexpr std::size_t kShownKeyDigits = 12;

struct Asked {
  std::string name;
  bool undo = false;
  bool list = false;
  bool dry_run = false;
  std::string by, why;
};

std::string mark_words(const Forgotten& mark) {
  std::string words = printable(mark.name) + " was forgotten by " + printable(mark.by) + ", " +
                      long_day(day_of(mark.when));
  return mark.why.empty() ? words : words + ": " + printable(mark.why);
}

std::string marks_json(const std::vector<Forgotten>& marks) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [key, name, text_hash, by, when, why] : marks) {
    list.push_back({{"key", key},
                    {"name", name},
                    {"text_hash", text_hash},
                    {"by", by},
                    {"when", when},
                    {"why", why}});
  }
  const nlohmann::ordered_json json = {{"forgotten", std::move(list)}};
  return json_text(json);
}

int run_list(const Options& options) {
  const Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const Result<std::vector<Forgotten>> marks = reading.value().ledger.forgotten();
  if (!marks) return complain(marks.error());
  if (options.json) return print(marks_json(*marks));
  std::string out;
  for (const Forgotten& mark : *marks) {
    out += hang(" " + mark.key.substr(0, kShownKeyDigits) + "  ", mark_words(mark),
                look_of_output().width);
  }
  return print(out.empty() ? " nothing was forgotten\n" : out);
}

Result<Forgotten> find_mark(const Ledger& ledger, const std::string& name) {
  const Result<std::vector<Forgotten>> marks = ledger.forgotten();
  if (!marks) return marks.error();
  const Forgotten* found = nullptr;
  std::size_t n_found = 0;
  for (const Forgotten& mark : *marks) {
    const bool is_key = name.size() >= 4 && mark.key.starts_with(name);
    if (mark.name != name && !is_key) continue;
    found = &mark;
    ++n_found;
  }
  if (n_found == 1) return *found;
  return Error{
      (n_found == 0 ? "nothing was forgotten under \"" : "several were forgotten under \"") +
          printable(name) + "\"",
      "", "`sayso forget --list` shows what was, by its key"};
}

int run_undo(const Options& options, const Asked& asked) {
  Result<Ledger> ledger = Ledger::open(options.ledger);
  if (!ledger) return complain(ledger.error());
  Result<Forgotten> mark = find_mark(*ledger, asked.name);
  if (!mark) return complain(mark.error());
  const std::string words = mark_words(*mark);
  if (!asked.dry_run) {
    mark->by = reviewer_name(asked.by);
    mark->when = time_after({});
    mark->why = asked.why;
    if (const Result<Done> lifted = ledger->lift(mark->key, *mark); !lifted)
      return complain(lifted.error());
  }
  return print(hang(" ",
                    words + ". It " + (asked.dry_run ? "could" : "can") +
                        " be read again now; the text itself was not kept",
                    look_of_output().width));
}

// Others that have the same words.
std::vector<std::string> copies_of(const View& view, std::uint32_t document) {
  std::vector<std::string> names;
  for (const Copy& copy : view.grouping.copies) {
    if (copy.original == document) names.push_back(article_name(view, copy.copy));
    if (copy.copy == document) names.push_back(article_name(view, copy.original));
  }
  return names;
}

View without(const View& before, std::vector<Records> records, const std::string& key,
             const std::string& as_of) {
  std::erase_if(records, [&](const Records& one) { return one.document == key; });
  View after = make_view(group(records, before.reviews), as_of);
  after.reviews = before.reviews;
  return after;
}

// From the ledger, with the claims that follow then.
Result<Done> remove(const Options& options, const Asked& asked, const DocumentHead& head) {
  Result<Ledger> ledger = Ledger::open(options.ledger);
  if (!ledger) return ledger.error();
  const Result<Done> forgotten = ledger->forget(head.key, {.key = head.key,
                                                           .name = head.id,
                                                           .text_hash = {},
                                                           .by = reviewer_name(asked.by),
                                                           .when = time_after({}),
                                                           .why = asked.why});
  if (!forgotten) return forgotten;
  const Result<Grouping> grouping = derive(*ledger);
  if (!grouping) return grouping.error();
  return ledger->store(*grouping);
}

// A process that was stopped after the text was gone has left this to do: the file is written anew.
int finish(const Options& options, const Forgotten& mark) {
  Result<Ledger> ledger = Ledger::open(options.ledger);
  if (!ledger) return complain(ledger.error());
  if (const Result<Done> done = ledger->forget(mark.key, mark); !done)
    return complain(done.error());
  return print(
      hang(" ", mark_words(mark) + ". Nothing of it is here any more", look_of_output().width));
}

int run_forget(const Options& options, const Asked& asked) {
  Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& before = reading->view;
  const Result<std::uint32_t> document = find_article(before, asked.name);
  if (!document) {
    const Result<Forgotten> mark = find_mark(reading->ledger, asked.name);
    return mark && !options.json ? finish(options, *mark) : complain(document.error());
  }
  const DocumentHead head = before.grouping.documents[*document];
  const Result<std::vector<Records>> records = reading->ledger.records();
  if (!records) return complain(records.error());
  const View after = without(before, *records, head.key, options.as_of);
  if (!asked.dry_run) {
    if (const Result<Done> gone = remove(options, asked, head); !gone)
      return complain(gone.error());
  }
  if (options.json) return print(changes_json(before, after, {}, !asked.dry_run));
  const Look look = look_of_output();
  std::string out = hang(" ",
                         ink(look, Ink::kStrong,
                             printable(head.id) + (asked.dry_run ? " would be" : " is") +
                                 " forgotten: its text, what was read from it and what "
                                 "quotes it"),
                         look.width);
  const std::vector<std::string> copies = copies_of(before, *document);
  if (!copies.empty()) {
    out += hang(" ",
                ink(look, Ink::kWarn,
                    "its words are, but for light edits, also in " + list_words(copies, 9) +
                        "; `sayso forget " + copies.front() + "` removes one"),
                look.width);
  }
  out += effects_text(before, after, {}, look);
  out += "\n " + ink(look, Ink::kStrong, asked.dry_run ? "What would change" : "What has changed") +
         "\n" + changes_text(before, after, look);
  if (asked.dry_run) {
    out += "\n" + hang(" ", ink(look, Ink::kDim, "Nothing was written (--dry-run)."), look.width);
    return print(out);
  }
  out +=
      "\n" + hang(" ",
                  ink(look, Ink::kDim,
                      "The words are gone from the ledger and can't be brought back. Other "
                      "copies of the file, its backups and the files that were read still "
                      "have them. `sayso forget --undo " +
                          head.key.substr(0, kShownKeyDigits) + "` lets the text be read again."),
                  look.width);
  return print(out);
}

int run(const Options& options, const Asked& asked) {
  if (!ledger_exists(options)) {
    return complain(
        {"there is no ledger here yet", options.ledger, "`sayso read FOLDER` makes one"});
  }
  if (asked.list) return run_list(options);
  if (asked.name.empty()) {
    complain({"it is not said which article to forget", "", "`sayso forget a1`"});
    return kUsage;
  }
  return asked.undo ? run_undo(options, asked) : run_forget(options, asked);
}

}  // namespace

void add_forget(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "forget", "Removes an article with all that quotes it, for legal reasons; leaves a marker");
  const auto asked = std::make_shared<Asked>();
  command->add_option("ARTICLE", asked->name, "An article (a1); with --undo its key");
  command->add_flag("--undo", asked->undo, "Lifts the marker: the text may be read again");
  command->add_flag("--list", asked->list, "What was forgotten, by whom and why");
  command->add_option("--why", asked->why, "The reason; it is kept");
  command->add_option("--as", asked->by,
                      "Who decides; by default SAYSO_REVIEWER, or who is logged in");
  command->add_flag("--dry-run", asked->dry_run, "Shows what would change; writes nothing");
  command->add_flag("--json", commands.options.json, "As JSON, for programs");
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
