// sayso read FILE|FOLDER|-...
//
// Files are read one after the other, what is new among them is extracted on all cores, and the
// ledger gets all of it in one transaction at the end: a run that is stopped leaves no trace.

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "cli/commands.h"
#include "cli/day.h"
#include "cli/files.h"
#include "cli/found.h"
#include "cli/interrupt.h"
#include "cli/phrase.h"
#include "cli/reading.h"
#include "cli/summary.h"
#include "sayso/given.h"
#include "sayso/ingest.h"

namespace sayso::cli {
namespace {

struct Asked {
  std::vector<std::string> paths;
  IngestOptions ingest;
  Wanted wanted;
  ExtractOptions extract;
  std::vector<std::string> map;  // "text=body"
  std::string statements;  // the file that they come from; empty: they are read from the texts
  bool dry_run = false;    // nothing is written
  bool show = false;       // the articles as they would be taken in
  int n_threads = 0;
};

std::vector<Document> take_documents(Found& found) {
  std::vector<Document> documents;
  for (auto& [key, document] : found.fresh) documents.push_back(std::move(document));
  return documents;
}

// Reading takes long; what would make it useless is said before.
std::optional<Error> obstacle(const Options& options, const Ledger* ledger, const Pin& pin) {
  if (ledger == nullptr) {
    const std::filesystem::path folder = std::filesystem::absolute(options.ledger).parent_path();
    if (::access(folder.c_str(), W_OK) == 0) return std::nullopt;
    return Error{"a ledger can't be written here", options.ledger,
                 "name another place with --ledger FILE"};
  }
  const Result<Pin> stored = ledger->pin();
  if (!stored) return stored.error();
  if (*stored == Pin{} || *stored == pin) return std::nullopt;
  if (extract_options_of(*ledger).given != pin.rules.ends_with("+given")) {
    return Error{"a ledger has either statements that were read or statements that were given",
                 options.ledger,
                 "name another ledger with --ledger FILE, or give --statements as before"};
  }
  return Error{
      "this ledger was read with another model, other rules or other arithmetic", options.ledger,
      "`sayso rebuild --reread` reads its articles again, or name a new ledger with --ledger FILE"};
}

Result<Grouping> write(Ledger& ledger, const std::vector<Document>& documents,
                       const std::vector<Records>& records, const Pin& pin) {
  const Result<Done> added = ledger.add(documents, records, pin);
  if (!added) return added.error();
  Result<Grouping> grouping = derive(ledger);
  if (!grouping) return grouping;
  const Result<Done> stored = ledger.store(*grouping);
  if (!stored) return stored.error();
  return grouping;
}

// "2 new, 7 already there", or nothing where all is new.
std::string news(const Found& found, std::size_t n_fresh) {
  std::string words;
  if (found.n_known > 0) {
    words = std::to_string(n_fresh) + " new, " + std::to_string(found.n_known) + " already there";
  }
  if (found.n_repeated > 0) {
    words += (words.empty() ? "" : ", ") + std::to_string(found.n_repeated) + " given twice";
  }
  return words.empty() ? words : " (" + words + ")";
}

void report(const Options& options, const Found& found, std::size_t n_fresh,
            const Grouping& grouping) {
  const int width = look_of_output().width;
  const std::size_t n_read = n_fresh + found.n_known + found.n_repeated;
  std::string out;
  if (n_read == grouping.documents.size() && found.n_known + found.n_repeated == 0) {
    out = two_ends("read " + collection_words(grouping), printable(options.ledger), width);
  } else {
    out =
        hang(" ", "read " + count_of(n_read, "article", "articles") + news(found, n_fresh), width);
    out +=
        two_ends("the ledger has " + collection_words(grouping), printable(options.ledger), width);
  }
  if (!grouping.documents.empty()) {
    out += hang(" ", "not in the collection, but cited: " + cited_outside(grouping), width);
  }
  if (found.passed_over > 0) {
    out +=
        hang(" ", "passed over " + count_of(found.passed_over, "file", "files") + " of other kinds",
             width);
  }
  print(out + closing_table(found));
}

void report_notes(const std::vector<Records>& records) {
  for (const Records& one : records) {
    const std::string name = one.external_id.empty() ? one.file : one.file + ", " + one.external_id;
    for (const std::string& note : one.notes) complain({"note: " + note, name, ""});
  }
}

int report_errors(const Found& found) {
  for (const Error& why : found.forgotten) complain(why);
  for (const Error& error : found.errors) complain(error);
  if (found.errors.empty()) return kDone;
  complain({count_of(found.errors.size(), "problem", "problems") + ", see above; the rest was read",
            "", ""});
  return kFailed;
}

Result<std::optional<Ledger>> open_existing(const Options& options) {
  if (!ledger_exists(options)) return std::optional<Ledger>();
  Result<Ledger> ledger = Ledger::open(options.ledger);
  if (!ledger) return ledger.error();
  return std::optional<Ledger>(*std::move(ledger));
}

int stopped(const Error& error) {
  complain(error);
  return interrupted() ? kInterruptedStatus : kFailed;
}

Result<std::vector<Records>> take_statements(const std::vector<Document>& documents,
                                             const std::set<std::string>& known,
                                             const LoadedModel& loaded, const Asked& asked) {
  const Result<std::string> bytes = read_file(asked.statements);
  if (!bytes) return bytes.error();
  const Result<Given> given = read_given(*bytes, asked.statements);
  if (!given) return given.error();
  Result<std::vector<GivenRecords>> parts = given_of(*given, documents, known);
  if (!parts) return parts.error();
  const ReadOne take = [&](std::size_t index, Scratch& scratch) {
    return records_of(documents[index], std::move((*parts)[index]), *loaded.model, scratch);
  };
  return read_documents(documents, *loaded.model, take, asked.n_threads);
}

// Extracts what is new and writes it.
Result<Grouping> read_into(std::optional<Ledger>& ledger, const Options& options,
                           const std::vector<Document>& documents,
                           const std::set<std::string>& known, const LoadedModel& loaded,
                           const Asked& asked) {
  const Result<std::vector<Records>> records =
      asked.extract.given
          ? take_statements(documents, known, loaded, asked)
          : read_documents(documents, *loaded.model, asked.extract, asked.n_threads);
  if (!records) return records.error();
  if (!ledger) {
    Result<Ledger> created = Ledger::open(options.ledger);
    if (!created) return created.error();
    ledger.emplace(*std::move(created));
  }
  Result<Grouping> grouping = write(*ledger, documents, *records, loaded.pin);
  if (grouping) report_notes(*records);
  return grouping;
}

// Only what is derived may still have to be written, if the program was stopped before it was.
int nothing_new(const Options& options, std::optional<Ledger>& ledger, const Found& found) {
  if (ledger) {
    const Result<Grouping> grouping = current_grouping(*ledger);
    if (!grouping) return complain(grouping.error());
    const Result<Done> stored = ledger->store(*grouping);
    if (!stored) return complain(stored.error());
    report(options, found, 0, *grouping);
  }
  return report_errors(found);
}

// What would be taken in; with --show as it would be.
void show_found(const Found& found, const Asked& asked) {
  const Look look = look_of_output();
  std::string out;
  for (const auto& [key, document] : found.fresh) {
    if (asked.show) out += shown_document(document, found.notes_of(key), look);
  }
  if (asked.dry_run) {
    out += hang(" ",
                "would read " + count_of(found.fresh.size(), "article", "articles") +
                    news(found, found.fresh.size()),
                look.width) +
           closing_table(found);
  }
  print(out);
}

int run_read(const Options& options, Asked asked) {
  Result<std::optional<Ledger>> opened = open_existing(options);
  if (!opened) return complain(opened.error());
  std::optional<Ledger>& ledger = *opened;
  // What a ledger was begun with it goes on with.
  if (ledger && extract_options_of(*ledger).attitudes) asked.extract.attitudes = true;
  asked.extract.given = !asked.statements.empty();
  if (asked.extract.given) asked.extract.attitudes = false;
  Found found =
      find_documents(asked.paths, asked.ingest, ledger ? &*ledger : nullptr, asked.wanted);
  if (asked.dry_run || asked.show) show_found(found, asked);
  if (asked.dry_run) return report_errors(found);
  watch_for_interrupt();  // until here nothing is lost when the program just ends
  const std::vector<Document> documents = take_documents(found);
  if (documents.empty()) return nothing_new(options, ledger, found);
  const Result<LoadedModel> loaded = load_model_of(options, asked.extract);
  if (!loaded) return complain(loaded.error());
  if (const auto error = obstacle(options, ledger ? &*ledger : nullptr, loaded.value().pin))
    return complain(*error);
  const Result<Grouping> grouping =
      read_into(ledger, options, documents, found.known, *loaded, asked);
  if (!grouping) return stopped(grouping.error());
  report(options, found, documents.size(), *grouping);
  return report_errors(found);
}

std::string a_mapping(const std::string& text) {
  const std::size_t mark = text.find('=');
  const std::string field = text.substr(0, mark);
  constexpr std::array<std::string_view, 9> kFields = {
      "id", "url", "outlet", "title", "byline", "published", "modified", "captured", "text"};
  const bool known = std::find(kFields.begin(), kFields.end(), field) != kFields.end();
  if (known && mark != std::string::npos && mark + 1 < text.size()) return "";
  return "\"" + printable(text) + "\" is no mapping; write it as text=body";
}

// What --map says, for ingest().
std::map<std::string, std::string> mapping_of(const std::vector<std::string>& pairs) {
  std::map<std::string, std::string> map;
  for (const std::string& pair : pairs) {
    const std::size_t mark = pair.find('=');
    map[pair.substr(0, mark)] = pair.substr(mark + 1);
  }
  return map;
}

std::string a_day_of_asking(const std::string& text) {
  return is_day(text) ? "" : "\"" + printable(text) + "\" is no day; write it as 2023-03-14";
}

std::string a_date(const std::string& text) {
  return day_of(text).empty()
             ? "\"" + printable(text) +
                   "\" is no date; write it as 2023-03-14 or 2023-03-14T09:30+01:00"
             : "";
}

}  // namespace

void add_read(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "read", "Reads articles into the ledger; what it has already is left as it is");
  const auto asked = std::make_shared<Asked>();
  command
      ->add_option("PATH", asked->paths,
                   "Files (.txt .md .html .mhtml .jsonl .json .csv .eml .mbox, feeds as .rss .atom "
                   ".xml), folders, or - for "
                   "standard input")
      ->required();
  command->add_option("--outlet", asked->ingest.outlet,
                      "Who published it, where the file does not say");
  command->add_option("--published", asked->ingest.published, "When, where the file does not say")
      ->type_name("DATE")
      ->check(a_date);
  command->add_option("--title", asked->ingest.title, "Its title, where the file does not say");
  command
      ->add_option("--map", asked->map,
                   "Where JSON and tables have a field under another name: text=body, "
                   "outlet=source.name")
      ->type_name("FIELD=NAME")
      ->delimiter(',')
      ->check(a_mapping);
  command->add_flag("--attitudes", asked->extract.attitudes,
                    "Beliefs, wishes and plans, too, not only what was said");
  command
      ->add_option("--statements", asked->statements,
                   "Takes entities and statements from this file, in the form of the export, and "
                   "reads none from the texts")
      ->type_name("FILE");
  command
      ->add_option("--only", asked->wanted.only,
                   "Only articles of these addresses; * stands for anything: skerry.example/*")
      ->type_name("ADDRESS");
  command
      ->add_option("--since", asked->wanted.since,
                   "Only articles of this day or later, published or captured")
      ->type_name("DAY")
      ->check(a_day_of_asking);
  command->add_flag("--dry-run", asked->dry_run, "Says what would be read, and writes nothing");
  command->add_flag("--show", asked->show, "Prints each new article as it is taken from its file");
  command->add_option("--threads", asked->n_threads, "How many articles at a time; 0 is one a core")
      ->type_name("N")
      ->check(CLI::Range(0, kMaxThreads))
      ->capture_default_str();
  command->callback([&commands, asked] {
    asked->ingest.map = mapping_of(asked->map);
    commands.chosen = [&commands, asked] { return run_read(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
