#pragma once
// SQLite's C interface behind three small classes: a connection, a prepared statement, a
// transaction.
//
// SQLite reports an error as a number after each call; the ledger must say which file, what it
// means for the user and what to do. So a statement remembers its first error and goes on doing
// nothing, the caller asks once at the end, and one table (database.cc) turns numbers into
// sentences:
//
//   Query rows(database, "SELECT key, title FROM document ORDER BY key");
//   while (rows.next()) use(rows.take_text(), rows.take_text());
//   if (Result<Done> read = rows.done(); !read) return read.error();
//
// Values are bound and taken in order, left to right. A Digest that is attached sees each of them:
// what was written and what is read later hash to the same number, or something in between has
// changed.

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sayso/result.h"

namespace sayso {

enum class Access { kReadOnly, kReadWrite };

inline constexpr int kBusyTimeoutMs = 5000;       // how long a call waits for another process
inline constexpr int kMaxValueBytes = 256 << 20;  // of one text or blob; more is refused both ways

class Database {
 public:
  // kReadWrite creates an empty file if there is none. Foreign keys are on, and a file that
  // somebody else made cannot run code of its own in here (no trusted schema, defensive).
  static Result<Database> open(const std::string& path, Access access,
                               int busy_timeout_ms = kBusyTimeoutMs);
  // One that is nowhere on disk; `path` is what messages name.
  static Result<Database> open_in_memory(const std::string& path);

  // One or more statements that need no values and give no rows.
  Result<Done> execute(const char* sql) const;
  // Writes the file anew, without what was deleted. Outside of a transaction.
  Result<Done> vacuum() const;
  // The first column of the first row; 0 if there is no row.
  Result<std::int64_t> number(const char* sql) const;
  // What the last failed call means, with the file and a remedy.
  Error error() const;
  // The same for a known result code of SQLite.
  Error error(int code) const;
  int code() const;           // SQLite's extended code of the last failed call
  bool is_read_only() const;  // also if read and write was asked for and the file forbids it

  sqlite3* handle() const { return handle_.get(); }
  const std::string& path() const { return path_; }

 private:
  struct Closer {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

  std::unique_ptr<sqlite3, Closer> handle_;
  std::string path_;  // as the user gave it, for messages
};

// A hash over a sequence of values, for accidents, not against a forger.
class Digest {
 public:
  void add(std::string_view value);
  std::string hex() const;

 private:
  std::uint64_t value_ = 0;
};

class Query {
 public:
  // `sql` is one statement. `digest`, if given, outlives the query.
  Query(const Database& database, std::string_view sql, Digest* digest = nullptr);

  // The next parameter's value.
  Query& put(std::string_view text);
  Query& put_blob(std::string_view bytes);
  Query& put_integer(std::int64_t value);
  Query& put_real(double value);

  // Goes to the next row: false at the end or at an error.
  bool next();
  // The next column of this row. A value of another type or out of range is an error of the query.
  std::string take_text();  // also of a blob
  std::int64_t take_integer();
  std::uint32_t take_index();
  double take_real();

  // Runs a statement that gives no rows, then is ready for the next values.
  Result<Done> run();
  // Whether everything so far worked.
  Result<Done> done() const;

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void keep(int code);  // remembers the first error
  void digest(std::string_view value);

  const Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  Digest* digest_;
  int code_ = SQLITE_OK;
  int parameter_ = 0;  // the last that was put
  int column_ = -1;    // the last that was taken
};

// All or nothing: what was not committed is rolled back when it goes out of scope.
class Transaction {
 public:
  explicit Transaction(const Database& database) : database_(database) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  Result<Done> begin_write();  // waits for other writers
  Result<Done> begin_read();   // one state of the file for all queries until the end
  Result<Done> commit();

 private:
  const Database& database_;
};

}  // namespace sayso
