#include "ledger/format.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "ledger/schema.h"
#include "ledger/search.h"

namespace sayso {
namespace {

constexpr const char* kOther = "name another file with --ledger";

// A table that a version has and the one before it had not. The others are as they were.
struct NewTable {
  int version;
  const char* name;
};
constexpr std::array<NewTable, 4> kNewTables = {
    {{2, "review"}, {2, "forgotten"}, {2, "review_outcome"}, {2, "origin_tie"}}};

struct Header {
  std::int64_t application = 0;
  std::int64_t version = 0;
  std::int64_t n_tables = 0;  // and indexes, views, triggers
};

Result<Header> read_header(const Database& database) {
  const Result<std::int64_t> application = database.number("PRAGMA application_id");
  if (!application) return application.error();
  const Result<std::int64_t> version = database.number("PRAGMA user_version");
  if (!version) return version.error();
  const Result<std::int64_t> tables = database.number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  return Header{*application, *version, *tables};
}

// Nothing was ever written: a new file, or one whose making was killed. SQLite takes a file of less
// than a page for an empty one too, and would write over it.
Result<bool> is_empty(const Database& database) {
  const Result<std::int64_t> pages = database.number("PRAGMA page_count");
  if (!pages) return pages.error();
  if (*pages > 0) return false;
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(database.path(), error);
  if (error || size > 0) return database.error(SQLITE_NOTADB);
  return true;
}

// What the tables of FTS5 look like inside is SQLite's affair and changes with its version.
Result<std::string> schema_of(const Database& database) {
  Query rows(database,
             "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema "
             "WHERE name NOT GLOB 'search_*' ORDER BY type, name");
  std::string schema;
  while (rows.next()) schema += rows.take_text() + "\n";
  if (Result<Done> read = rows.done(); !read) return read.error();
  return schema;
}

Result<Done> make_tables(const Database& database) {
  if (Result<Done> made = database.execute(kKeptSql); !made) return made;
  return database.execute(kDerivedSql);
}

// Of a version, in memory.
Result<Database> fresh_tables(const Database& like, int version) {
  Result<Database> fresh = Database::open_in_memory(like.path());
  if (!fresh) return fresh;
  if (Result<Done> made = make_tables(*fresh); !made) return made.error();
  for (const NewTable& table : kNewTables) {
    if (table.version <= version) continue;
    const std::string drop = "DROP TABLE " + std::string(table.name);
    if (Result<Done> dropped = fresh->execute(drop.c_str()); !dropped) return dropped.error();
  }
  return fresh;
}

Result<std::string> expected_schema(const Database& like, int version) {
  const Result<Database> fresh = fresh_tables(like, version);
  if (!fresh) return fresh.error();
  return schema_of(*fresh);
}

// SQLite reads what is missing of a last page as zeros.
Result<Done> check_length(const Database& database) {
  const Result<std::int64_t> pages = database.number("PRAGMA page_count");
  if (!pages) return pages.error();
  const Result<std::int64_t> page_bytes = database.number("PRAGMA page_size");
  if (!page_bytes) return page_bytes.error();
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(database.path(), error);
  const std::uintmax_t needed =
      static_cast<std::uintmax_t>(*pages) * static_cast<std::uintmax_t>(*page_bytes);
  if (error || size < needed) return database.error(SQLITE_IOERR_SHORT_READ);
  return Done{};
}

Error no_ledger(const Database& database) {
  return {"this file is an SQLite database, but not a sayso ledger", database.path(), kOther};
}

Error another_version(const Database& database, std::int64_t version) {
  const std::string has = "this ledger has format version " + std::to_string(version);
  const std::string own = std::to_string(kFormatVersion);
  if (version > kFormatVersion) {
    return {has + ", which a newer sayso wrote; this one reads up to version " + own,
            database.path(),
            "use the newer sayso, or read the articles into a new ledger (--ledger FILE)"};
  }
  return {has + ", and this program reads version " + own, database.path(),
          version >= kOldestFormatVersion
              ? "any command of sayso brings it to this version and keeps a copy beside it"
              : "read the articles into a new ledger (--ledger FILE)"};
}

// Tables and both numbers in one transaction: a process that is killed leaves an empty file.
Result<Done> make_ledger(const Database& database) {
  Transaction transaction(database);
  if (Result<Done> begun = transaction.begin_write(); !begun) return begun;
  const Result<Header> header = read_header(database);
  if (!header) return header.error();
  if (header->n_tables > 0) return Done{};  // another process was faster
  if (Result<Done> made = make_tables(database); !made) return made;
  const std::string numbers = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                              "; PRAGMA user_version = " + std::to_string(kFormatVersion);
  if (Result<Done> set = database.execute(numbers.c_str()); !set) return set;
  return transaction.commit();
}

Result<Done> check_writable(const Database& database) {
  if (!database.is_read_only()) return Done{};
  return database.error(SQLITE_READONLY);
}

// Opening it for writing and reading once makes SQLite undo what a killed process left.
Result<Done> undo_interrupted(const std::string& path, int busy_timeout_ms) {
  const Result<Database> database = Database::open(path, Access::kReadWrite, busy_timeout_ms);
  if (!database) return database.error();
  if (database->is_read_only()) return database->error(SQLITE_READONLY_ROLLBACK);
  const Result<Header> header = read_header(*database);
  if (!header) return header.error();
  return Done{};
}

bool is_missing(const std::string& path) {
  std::error_code error;
  return !std::filesystem::exists(path, error) && !error;
}

Result<Database> open_existing(const std::string& path, int busy_timeout_ms) {
  Result<Database> database = Database::open(path, Access::kReadOnly, busy_timeout_ms);
  if (!database) return database.error();
  Result<bool> empty = is_empty(*database);
  if (!empty && database->code() == SQLITE_READONLY_ROLLBACK) {
    if (Result<Done> undone = undo_interrupted(path, busy_timeout_ms); !undone) {
      return undone.error();
    }
    empty = is_empty(*database);
  }
  if (!empty) return empty.error();
  if (*empty) {
    return Error{"this ledger is an empty file", path, "`sayso read FILE` reads articles into it"};
  }
  return database;
}

}  // namespace

Result<int> ledger_version(const Database& database) {
  const Result<Header> header = read_header(database);
  if (!header) return header.error();
  if (header->application != kApplicationId) return no_ledger(database);
  return static_cast<int>(header->version);
}

Result<Done> check_format(const Database& database, int version) {
  const Result<int> found = ledger_version(database);
  if (!found) return found.error();
  if (*found != version) return another_version(database, *found);
  if (Result<Done> good = check_length(database); !good) return good;
  return check_tables(database, version);
}

Result<Done> check_tables(const Database& database, int version) {
  const Result<std::string> expected = expected_schema(database, version);
  if (!expected) return expected.error();
  const Result<std::string> found = schema_of(database);
  if (!found) return found.error();
  if (*found == *expected) return Done{};
  return Error{"the tables of this ledger were changed by another program", database.path(),
               "restore the file from a copy, or read the articles again into a new one "
               "(--ledger FILE)"};
}

Result<Done> make_tables_since(const Database& database, int version) {
  const Result<Database> fresh = fresh_tables(database, kFormatVersion);
  if (!fresh) return fresh.error();
  for (const NewTable& table : kNewTables) {
    if (table.version <= version) continue;
    Query row(*fresh, "SELECT sql FROM sqlite_schema WHERE name = ?");
    const std::string sql = row.put(table.name).next() ? row.take_text() : std::string();
    if (Result<Done> read = row.done(); !read) return read;
    if (Result<Done> made = database.execute(sql.c_str()); !made) return made;
  }
  return database.execute(("PRAGMA user_version = " + std::to_string(kFormatVersion)).c_str());
}

Result<Database> open_ledger(const std::string& path, int busy_timeout_ms) {
  Result<Database> database = Database::open(path, Access::kReadWrite, busy_timeout_ms);
  if (!database) return database.error();
  const Result<bool> empty = is_empty(*database);
  if (!empty) return empty.error();
  if (Result<Done> writable = check_writable(*database); !writable) return writable.error();
  if (*empty) {
    if (Result<Done> made = make_ledger(*database); !made) return made.error();
  }
  if (Result<Done> good = check_format(*database); !good) return good.error();
  if (Result<Done> added = add_search_functions(*database); !added) return added.error();
  return database;
}

Result<Database> open_ledger_read_only(const std::string& path, int busy_timeout_ms) {
  if (is_missing(path)) {
    return Error{"there is no ledger here", path,
                 "`sayso read FILE` makes one, or name another file with --ledger"};
  }
  Result<Database> database = open_existing(path, busy_timeout_ms);
  if (!database) return database.error();
  if (Result<Done> good = check_format(*database); !good) return good.error();
  if (Result<Done> added = add_search_functions(*database); !added) return added.error();
  return database;
}

}  // namespace sayso
