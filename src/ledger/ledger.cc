// The ledger's public face: each function is one transaction over kept.h, derived.h and search.h.
//
// Problem: a run over ten thousand articles may be killed, the disk may be full, two runs may meet,
// and a file from elsewhere may be anything. Idea: SQLite's rollback journal makes a write all or
// nothing; what was written is read back and every quotation compared with its text before COMMIT;
// rows carry hashes that are compared at each reading. After the last close there is one file.
//
// Cost: about a millisecond to open; adding takes the time of two SHA-256 and one tokenisation of
// each text; a search reads the texts that it shows.

#include "sayso/ledger.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "ledger/checks.h"
#include "ledger/database.h"
#include "ledger/derived.h"
#include "ledger/format.h"
#include "ledger/kept.h"
#include "ledger/reviews.h"
#include "ledger/search.h"
#include "ledger/upgrade.h"

namespace sayso {
namespace {

constexpr std::size_t kMaxProblems = 1000;  // that verify() lists

// A document and its records, by key.
struct Pair {
  const Document* document = nullptr;
  const Records* records = nullptr;
};
using Pairs = std::map<std::string_view, Pair>;

// Of one text that was given twice the same one is taken, in whatever order they came.
bool is_before(const Document& a, const Document& b) {
  return std::tie(a.file, a.external_id, a.title, a.byline, a.modified, a.captured, a.bytes) <
         std::tie(b.file, b.external_id, b.title, b.byline, b.modified, b.captured, b.bytes);
}

bool is_before(const Records& a, const Records& b) {
  return std::tie(a.file, a.external_id, a.title, a.byline) <
         std::tie(b.file, b.external_id, b.title, b.byline);
}

template <typename T>
void take_first(const T& value, const T*& kept) {
  if (!kept || is_before(value, *kept)) kept = &value;
}

Pairs pair_up(const std::vector<Document>& documents, const std::vector<Records>& records) {
  Pairs pairs;
  for (const Document& document : documents) take_first(document, pairs[document.key].document);
  for (const Records& one : records) take_first(one, pairs[one.document].records);
  return pairs;
}

Error not_paired(const Database& database, std::string_view key, const Pair& pair) {
  const bool no_records = pair.document != nullptr;
  const std::string name = no_records
                               ? document_name(pair.document->external_id, pair.document->file, key)
                               : document_name(pair.records->external_id, pair.records->file, key);
  return {
      no_records ? "a document comes without its records" : "records come without their document",
      database.path() + ", " + name, "nothing was stored; please report this"};
}

std::string words(const Pin& pin) {
  return "model " + pin.model.substr(0, 12) + ", rules " + pin.rules + " and arithmetic " +
         pin.profile;
}

Result<Done> check_pin(const Database& database, const Pin& pin) {
  const Result<Pin> stored = read_pin(database);
  if (!stored) return stored.error();
  if (*stored == Pin{} || *stored == pin) return Done{};
  return Error{
      "this ledger was read with " + words(*stored) + ", and this program has " + words(pin),
      database.path(),
      "`sayso rebuild --reread` reads its articles again, or name a new ledger with "
      "--ledger FILE"};
}

Result<Done> insert_pairs(const Database& database, const Pairs& pairs, const Pin& pin) {
  for (const auto& [key, pair] : pairs) {
    if (Result<Done> put = insert_document(database, *pair.document); !put) return put;
    if (Result<Done> put = insert_records(database, *pair.records, pin); !put) return put;
  }
  return Done{};
}

// By key, or by the text where it comes with another head.
Result<Done> check_not_forgotten(const Database& database, const Pairs& pairs) {
  const Result<std::vector<Forgotten>> marks = read_marks(database);
  if (!marks) return marks.error();
  for (const auto& [key, pair] : pairs) {
    for (const Forgotten& mark : *marks) {
      if (mark.key != key && mark.text_hash != sha256_hex(pair.document->text)) continue;
      return Error{"this text was forgotten by " + mark.by + " on " + mark.when.substr(0, 10),
                   database.path() + ", " +
                       document_name(pair.document->external_id, pair.document->file, key),
                   "`sayso forget --undo " + mark.key.substr(0, 12) + "` lets it be read again"};
    }
  }
  return Done{};
}

// Reads back what was just written: what is compared is what will be there, not what was meant.
template <typename Keys>
Result<Done> check_written(const Database& database, const Keys& keys, const Pin& pin) {
  for (const auto& key : keys) {
    if (Result<Done> good = check_stored(database, key, pin); !good) return good;
  }
  return Done{};
}

// Leaves what is not in the ledger yet.
Result<Pairs> only_new(const Database& database, const Pairs& pairs) {
  Pairs fresh;
  for (const auto& [key, pair] : pairs) {
    const Result<bool> has = has_document(database, key);
    if (!has) return has.error();
    if (*has) continue;
    if (!pair.document || !pair.records) return not_paired(database, key, pair);
    fresh.emplace(key, pair);
  }
  return fresh;
}

std::vector<std::string_view> keys_of(const Pairs& pairs) {
  std::vector<std::string_view> keys;
  for (const auto& [key, pair] : pairs) keys.push_back(key);
  return keys;
}

// Records for each document and for no other.
Result<Done> check_complete(const Database& database, const std::vector<std::string>& keys,
                            const Pairs& pairs) {
  const std::vector<std::string_view> given = keys_of(pairs);
  if (std::equal(keys.begin(), keys.end(), given.begin(), given.end())) return Done{};
  return Error{"the records are not those of this ledger's documents (" +
                   std::to_string(given.size()) + " for " + std::to_string(keys.size()) + ")",
               database.path(), "nothing was stored; run `sayso rebuild --reread` again"};
}

// ---- forget
// -----------------------------------------------------------------------------------------

// With everything that quotes it; the mark stays in its place.
Result<Done> remove_document(const Database& database, std::string_view key, Forgotten mark) {
  const Result<std::string> text = read_text(database, key);
  if (!text) return text.error();
  mark.key = key;
  mark.text_hash = sha256_hex(*text);
  if (Result<Done> redacted = redact_reviews(database, key); !redacted) return redacted;
  if (Result<Done> cleared = clear_derived(database); !cleared) return cleared;
  for (const char* sql :
       {"DELETE FROM record WHERE document = ?", "DELETE FROM document WHERE key = ?"}) {
    Query row(database, sql);
    if (Result<Done> deleted = row.put(key).run(); !deleted) return deleted;
  }
  if (Result<Done> rebuilt = rebuild_search(database); !rebuilt) return rebuilt;
  return insert_mark(database, mark, false);
}

// It was removed before, perhaps by a process that was stopped before it wrote the file anew.
Result<Done> check_marked(const Database& database, std::string_view key) {
  const Result<std::vector<Forgotten>> marks = read_marks(database);
  if (!marks) return marks.error();
  const bool marked = std::any_of(marks->begin(), marks->end(),
                                  [&](const Forgotten& mark) { return mark.key == key; });
  if (marked) return Done{};
  return Error{"there is no such document in this ledger",
               database.path() + ", " + document_name("", "", key), "`sayso claims` lists them"};
}

// ---- verify
// -----------------------------------------------------------------------------------------

void add_problem(const Result<Done>& result, std::vector<Error>& problems) {
  if (!result && problems.size() < kMaxProblems) problems.push_back(result.error());
}

void check_pages(const Database& database, std::vector<Error>& problems) {
  Query rows(database, "PRAGMA integrity_check(20)");
  while (rows.next()) {
    const std::string row = rows.take_text();
    if (row == "ok") continue;
    Error error = database.error(SQLITE_CORRUPT);
    error.what = "this ledger is damaged: " + row;
    add_problem(error, problems);
  }
  add_problem(rows.done(), problems);
}

void check_keys(const Database& database, std::vector<Error>& problems) {
  Query rows(database, "SELECT \"table\", parent FROM pragma_foreign_key_check ORDER BY 1, 2");
  while (rows.next()) {
    const std::string table = rows.take_text();
    add_problem(Error{"a row of table " + table + " refers to none of table " + rows.take_text(),
                      database.path(), "`sayso rebuild` makes the derived tables again"},
                problems);
  }
  add_problem(rows.done(), problems);
}

void check_rows(const Database& database, std::vector<Error>& problems) {
  const Result<Pin> pin = read_pin(database);
  const Result<std::vector<std::string>> keys = document_keys(database);
  if (!pin) return add_problem(pin.error(), problems);
  if (!keys) return add_problem(keys.error(), problems);
  for (const std::string& key : *keys) add_problem(check_stored(database, key, *pin), problems);
  if (const auto reviews = read_reviews(database); !reviews) add_problem(reviews.error(), problems);
  if (const auto marks = read_marks(database); !marks) add_problem(marks.error(), problems);
}

void check_derived(const Database& database, std::vector<Error>& problems) {
  const Result<Grouping> grouping = read_grouping(database);
  if (!grouping) return add_problem(grouping.error(), problems);
  add_problem(check_quotations(database, *grouping), problems);
}

}  // namespace

struct Ledger::Impl {
  Database database;
};

Ledger::Ledger(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::open(const std::string& path) {
  Result<Database> database = open_ledger(path);
  if (!database) return database.error();
  return Ledger(std::make_unique<Impl>(Impl{*std::move(database)}));
}

Result<Ledger> Ledger::open_read_only(const std::string& path) {
  Result<Database> database = open_ledger_read_only(path);
  if (!database) return database.error();
  return Ledger(std::make_unique<Impl>(Impl{*std::move(database)}));
}

Result<std::string> Ledger::upgrade(const std::string& path) { return upgrade_file(path); }

bool Ledger::has_document(std::string_view key) const {
  const Result<bool> has = sayso::has_document(impl_->database, key);
  return has && *has;
}

Result<std::vector<Document>> Ledger::documents() const {
  const Database& database = impl_->database;
  Transaction transaction(database);
  if (Result<Done> begun = transaction.begin_read(); !begun) return begun.error();
  const Result<std::vector<std::string>> keys = document_keys(database);
  if (!keys) return keys.error();
  std::vector<Document> documents;
  for (const std::string& key : *keys) {
    Result<Document> document = read_document(database, key);
    if (!document) return document.error();
    documents.push_back(*std::move(document));
  }
  return documents;
}

Result<Document> Ledger::document(std::string_view key) const {
  return read_document(impl_->database, key);
}

Result<Pin> Ledger::pin() const { return read_pin(impl_->database); }

Result<Done> Ledger::each_records(const std::function<void(Records)>& take) const {
  const Database& database = impl_->database;
  Transaction transaction(database);
  if (Result<Done> begun = transaction.begin_read(); !begun) return begun;
  const Result<std::vector<std::string>> keys = document_keys(database);
  if (!keys) return keys.error();
  const Result<Pin> pin = read_pin(database);
  if (!pin) return pin.error();
  for (const std::string& key : *keys) {
    Result<Records> records = read_records(database, key, *pin);
    if (!records) return records.error();
    take(*std::move(records));
  }
  return Done{};
}

Result<std::vector<Records>> Ledger::records() const {
  std::vector<Records> all;
  const Result<Done> read =
      each_records([&](Records records) { all.push_back(std::move(records)); });
  if (!read) return read.error();
  return all;
}

Result<Done> Ledger::add(const std::vector<Document>& documents,
                         const std::vector<Records>& records, const Pin& pin) {
  const Database& database = impl_->database;
  Transaction transaction(database);
  if (Result<Done> begun = transaction.begin_write(); !begun) return begun;
  if (Result<Done> good = check_pin(database, pin); !good) return good;
  const Result<Pairs> fresh = only_new(database, pair_up(documents, records));
  if (!fresh) return fresh.error();
  if (fresh->empty()) return Done{};
  if (Result<Done> good = check_not_forgotten(database, *fresh); !good) return good;
  if (Result<Done> written = write_pin(database, pin); !written) return written;
  if (Result<Done> written = insert_pairs(database, *fresh, pin); !written) return written;
  if (Result<Done> good = check_written(database, keys_of(*fresh), pin); !good) return good;
  if (Result<Done> marked = mark_out_of_date(database); !marked) return marked;
  return transaction.commit();
}

Result<Done> Ledger::replace_records(const std::vector<Records>& records, const Pin& pin) {
  const Database& database = impl_->database;
  Transaction transaction(database);
  if (Result<Done> begun = transaction.begin_write(); !begun) return begun;
  const Result<std::vector<std::string>> keys = document_keys(database);
  if (!keys) return keys.error();
  const Pairs pairs = pair_up({}, records);
  if (Result<Done> good = check_complete(database, *keys, pairs); !good) return good;
  if (Result<Done> cleared = database.execute("DELETE FROM record"); !cleared) return cleared;
  if (Result<Done> written = write_pin(database, pin); !written) return written;
  for (const auto& [key, pair] : pairs) {
    if (Result<Done> put = insert_records(database, *pair.records, pin); !put) return put;
  }
  if (Result<Done> good = check_written(database, *keys, pin); !good) return good;
  if (Result<Done> rebuilt = rebuild_search(database); !rebuilt) return rebuilt;
  if (Result<Done> marked = mark_out_of_date(database); !marked) return marked;
  return transaction.commit();
}

Result<std::vector<Review>> Ledger::reviews() const {
  Transaction transaction(impl_->database);
  if (Result<Done> begun = transaction.begin_read(); !begun) return begun.error();
  return read_reviews(impl_->database);
}

Result<bool> Ledger::fits(const Review& review) const {
  return review_fits(impl_->database, review);
}

Result<std::size_t> Ledger::add_reviews(const std::vector<Review>& reviews) {
  const Database& database = impl_->database;
  Transaction transaction(database);
  if (Result<Done> begun = transaction.begin_write(); !begun) return begun.error();
  const Result<std::size_t> n_new = insert_reviews(database, reviews);
  if (!n_new || *n_new == 0) return n_new;
  if (Result<Done> marked = mark_out_of_date(database); !marked) return marked.error();
  if (Result<Done> done = transaction.commit(); !done) return done.error();
  return n_new;
}

// SQLite fills what it frees with zeros when asked to, also within the index; writing the file anew
// leaves no free page at all. The journal, which has the old pages, is gone with the commit.
Result<Done> Ledger::forget(std::string_view key, Forgotten mark) {
  const Database& database = impl_->database;
  if (Result<Done> set = database.execute("PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY");
      !set)
    return set;
  {
    Transaction transaction(database);
    if (Result<Done> begun = transaction.begin_write(); !begun) return begun;
    const Result<bool> here = sayso::has_document(database, key);
    if (!here) return here.error();
    Result<Done> done =
        *here ? remove_document(database, key, std::move(mark)) : check_marked(database, key);
    if (done && *here) done = transaction.commit();
    if (!done) return done;
  }
  return database.vacuum();
}

Result<Done> Ledger::lift(std::string_view key, Forgotten mark) {
  Transaction transaction(impl_->database);
  if (Result<Done> begun = transaction.begin_write(); !begun) return begun;
  mark.key = key;
  if (Result<Done> marked = insert_mark(impl_->database, mark, true); !marked) return marked;
  return transaction.commit();
}

Result<std::vector<Forgotten>> Ledger::forgotten() const {
  Transaction transaction(impl_->database);
  if (Result<Done> begun = transaction.begin_read(); !begun) return begun.error();
  return read_marks(impl_->database);
}

Result<Done> Ledger::store(const Grouping& grouping) {
  Transaction transaction(impl_->database);
  if (Result<Done> begun = transaction.begin_write(); !begun) return begun;
  if (Result<Done> stored = write_grouping(impl_->database, grouping); !stored) return stored;
  return transaction.commit();
}

Result<Grouping> Ledger::grouping() const {
  Transaction transaction(impl_->database);
  if (Result<Done> begun = transaction.begin_read(); !begun) return begun.error();
  return read_grouping(impl_->database);
}

Result<std::vector<SearchHit>> Ledger::search(std::string_view words, int limit) const {
  Transaction transaction(impl_->database);
  if (Result<Done> begun = transaction.begin_read(); !begun) return begun.error();
  return search_words(impl_->database, words, limit);
}

std::vector<Error> Ledger::verify() const {
  const Database& database = impl_->database;
  std::vector<Error> problems;
  {
    Transaction transaction(database);
    add_problem(transaction.begin_read(), problems);
    check_pages(database, problems);
    check_keys(database, problems);
    check_rows(database, problems);
    check_derived(database, problems);
  }
  if (!database.is_read_only()) add_problem(check_search(database), problems);
  return problems;
}

}  // namespace sayso
