// sayso read FILE|FOLDER|-...
//
// Files are read one after the other, what is new among them is extracted on all cores, and the
// ledger gets all of it in one transaction at the end: a run that is stopped leaves no trace.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/files.h"
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
  ExtractOptions extract;
  std::string statements;  // the file that they come from; empty: they are read from the texts
  int n_threads = 0;
};

// What was found in the files.
struct Found {
  std::map<std::string, Document> fresh;  // by key: not in the ledger yet
  std::size_t n_known = 0;                // in the ledger already
  std::set<std::string> known;            // keys and ids of those
  std::size_t n_repeated = 0;             // more than once in these files
  std::size_t passed_over = 0;
  std::vector<Error> forgotten;  // for each text that is not to be taken in, why
  std::vector<Error> errors;
};

// The markers of texts that were removed, under their key and under the hash of their text.
using Markers = std::map<std::string, Forgotten>;

Result<Markers> markers_of(const Ledger* ledger) {
  Markers markers;
  if (ledger == nullptr) return markers;
  const Result<std::vector<Forgotten>> forgotten = ledger->forgotten();
  if (!forgotten) return forgotten.error();
  for (const Forgotten& mark : *forgotten) {
    markers.emplace(mark.key, mark);
    markers.emplace(mark.text_hash, mark);
  }
  return markers;
}

std::optional<Error> forgotten(const Document& document, const Markers& markers) {
  if (markers.empty()) return std::nullopt;
  auto found = markers.find(document.key);
  if (found == markers.end()) found = markers.find(sha256_hex(document.text));
  if (found == markers.end()) return std::nullopt;
  const Forgotten& mark = found->second;
  std::string what = "this text was forgotten by " + mark.by + " on " + long_day(day_of(mark.when));
  if (!mark.why.empty()) what += " (" + mark.why + ")";
  const std::string& id = document.external_id;
  return Error{what + " and is not read", document.file + (id.empty() ? "" : ", " + id),
               "`sayso forget --undo " + mark.key.substr(0, 12) + "` lets it be read again"};
}

// Of two files with one document the first by name stays, so that their order does not matter.
void keep_first(Document& kept, Document&& other) {
  const auto name = [](const Document& d) { return std::tie(d.file, d.external_id); };
  if (name(other) < name(kept)) kept = std::move(other);
}

void sort_in(Document&& document, const Ledger* ledger, const Markers& markers, Found& found) {
  if (auto why = forgotten(document, markers)) {
    found.forgotten.push_back(*std::move(why));
    return;
  }
  if (ledger != nullptr && ledger->has_document(document.key)) {
    ++found.n_known;
    found.known.insert({document.key, document.external_id});
    return;
  }
  const std::string key = document.key;
  const auto [place, added] = found.fresh.try_emplace(key, std::move(document));
  if (added) return;
  ++found.n_repeated;
  keep_first(place->second, std::move(document));  // try_emplace moves only where it adds
}

void read_one(const std::string& path, const Asked& asked, const Ledger* ledger,
              const Markers& markers, Found& found) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) {
    found.errors.push_back(bytes.error());
    return;
  }
  Ingested ingested = ingest(*bytes, path, asked.ingest);
  for (Document& document : ingested.documents)
    sort_in(std::move(document), ledger, markers, found);
  found.errors.insert(found.errors.end(), ingested.errors.begin(), ingested.errors.end());
}

Found find_documents(const Asked& asked, const Ledger* ledger) {
  Found found;
  Listing listing = list_articles(asked.paths);
  found.errors = std::move(listing.errors);
  found.passed_over = listing.passed_over;
  const Result<Markers> markers = markers_of(ledger);
  if (!markers) {
    found.errors.push_back(markers.error());
    return found;
  }
  for (const std::string& path : listing.files) read_one(path, asked, ledger, *markers, found);
  return found;
}

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
      "this ledger was read with another model, other rules or on another kind of processor",
      options.ledger,
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
  print(out);
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

int run_read(const Options& options, Asked asked) {
  Result<std::optional<Ledger>> opened = open_existing(options);
  if (!opened) return complain(opened.error());
  std::optional<Ledger>& ledger = *opened;
  // What a ledger was begun with it goes on with.
  if (ledger && extract_options_of(*ledger).attitudes) asked.extract.attitudes = true;
  asked.extract.given = !asked.statements.empty();
  if (asked.extract.given) asked.extract.attitudes = false;
  Found found = find_documents(asked, ledger ? &*ledger : nullptr);
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
                   "Files (.txt .html .jsonl .json, feeds as .rss .atom .xml), folders, or - for "
                   "standard input")
      ->required();
  command->add_option("--outlet", asked->ingest.outlet,
                      "Who published it, where the file does not say");
  command->add_option("--published", asked->ingest.published, "When, where the file does not say")
      ->type_name("DATE")
      ->check(a_date);
  command->add_option("--title", asked->ingest.title, "Its title, where the file does not say");
  command->add_flag("--attitudes", asked->extract.attitudes,
                    "Beliefs, wishes and plans, too, not only what was said");
  command
      ->add_option("--statements", asked->statements,
                   "Takes entities and statements from this file, in the form of the export, and "
                   "reads none from the texts")
      ->type_name("FILE");
  command->add_option("--threads", asked->n_threads, "How many articles at a time; 0 is one a core")
      ->type_name("N")
      ->check(CLI::Range(0, kMaxThreads))
      ->capture_default_str();
  command->callback([&commands, asked] {
    commands.chosen = [&commands, asked] { return run_read(commands.options, *asked); };
  });
}

}  // namespace sayso::cli
