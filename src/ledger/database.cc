#include "ledger/database.h"

#include <array>
#include <bit>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "base/hash.h"

namespace sayso {
namespace {

constexpr const char* kOtherFile = "name another file with --ledger";
constexpr const char* kRestore =
    "restore the file from a copy, or read the articles again into a new one (--ledger FILE)";
constexpr const char* kCheckRights = "check the rights of the file and of its folder";

struct Meaning {
  int code;  // primary or extended; the first that fits is taken
  const char* what;
  const char* remedy;
};

constexpr std::array kMeanings = {
    Meaning{SQLITE_NOTADB, "this file is not a sayso ledger", kOtherFile},
    Meaning{SQLITE_CORRUPT, "this ledger is damaged", kRestore},
    Meaning{SQLITE_IOERR_SHORT_READ, "this ledger is damaged: it ends too early", kRestore},
    Meaning{SQLITE_MISMATCH, "this ledger is damaged: a value is not of its kind", kRestore},
    Meaning{SQLITE_BUSY, "this ledger is in use by another process",
            "wait until that one has finished, then run this again"},
    Meaning{SQLITE_LOCKED, "this ledger is in use by this process",
            "wait until that has finished, then run this again"},
    Meaning{SQLITE_READONLY_ROLLBACK,
            "a write to this ledger was interrupted and can't be undone without write access",
            "make the file and its folder writable once and run this again"},
    Meaning{SQLITE_READONLY, "this ledger can't be written", kCheckRights},
    Meaning{SQLITE_PERM, "this ledger may not be opened", kCheckRights},
    Meaning{SQLITE_CANTOPEN, "this ledger can't be opened", kCheckRights},
    Meaning{SQLITE_FULL, "the disk is full; the ledger is as it was before",
            "free some space, then run this again"},
    Meaning{SQLITE_TOOBIG, "a text of this ledger is larger than 256 MiB", kRestore},
    Meaning{SQLITE_NOMEM, "there is not enough memory for this ledger", "read fewer files at once"},
    Meaning{SQLITE_IOERR, "this ledger can't be read or written", "check the disk"},
};

const Meaning* meaning_of(int code) {
  for (const Meaning& meaning : kMeanings) {
    if (meaning.code == code || meaning.code == (code & 0xFF)) return &meaning;
  }
  return nullptr;
}

// SQLite takes ":memory:", "file:..." and "" for something else than a file's name.
std::string file_name(const std::string& path) {
  return path.starts_with('/') ? path : "./" + path;
}

void configure(sqlite3* handle, int busy_timeout_ms) {
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
}

// A null pointer would be stored as NULL.
const char* data_of(std::string_view text) { return text.data() ? text.data() : ""; }

}  // namespace

Result<Database> Database::open(const std::string& path, Access access, int busy_timeout_ms) {
  if (path.empty() || path.find('\0') != std::string::npos) {
    return Error{"a ledger needs the name of a file", path, kOtherFile};
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return Error{"this is a folder and not a sayso ledger", path, kOtherFile};
  }
  const int flags = access == Access::kReadOnly ? SQLITE_OPEN_READONLY
                                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file_name(path).c_str(), &handle, flags, nullptr);
  Database database(handle, path);
  if (code != SQLITE_OK) return database.error(code);
  configure(handle, busy_timeout_ms);
  return database;
}

Result<Database> Database::open_in_memory(const std::string& path) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open(":memory:", &handle);
  Database database(handle, path);
  if (code != SQLITE_OK) return database.error(code);
  configure(handle, 0);
  return database;
}

Result<Done> Database::execute(const char* sql) const {
  const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error();
  return Done{};
}

// SQLite attaches a temporary database for it, which nothing else here may do.
Result<Done> Database::vacuum() const {
  sqlite3_limit(handle(), SQLITE_LIMIT_ATTACHED, 1);
  Result<Done> done = execute("VACUUM");
  sqlite3_limit(handle(), SQLITE_LIMIT_ATTACHED, 0);
  return done;
}

Result<std::int64_t> Database::number(const char* sql) const {
  Query query(*this, sql);
  const std::int64_t value = query.next() ? query.take_integer() : 0;
  if (Result<Done> read = query.done(); !read) return read.error();
  return value;
}

Error Database::error() const { return error(code()); }

Error Database::error(int code) const {
  const Meaning* meaning = meaning_of(code);
  Error error{"this ledger failed", path_, kRestore};
  if (meaning) error = {meaning->what, path_, meaning->remedy};
  const int system = handle() ? sqlite3_system_errno(handle()) : 0;
  if ((code & 0xFF) == SQLITE_CANTOPEN && system != 0) {
    error.what += " (" + std::generic_category().message(system) + ")";
  } else if (!meaning || (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CORRUPT) {
    error.what += std::string(" (SQLite: ") + (handle() ? sqlite3_errmsg(handle()) : "") + ")";
  }
  return error;
}

int Database::code() const { return handle() ? sqlite3_extended_errcode(handle()) : SQLITE_NOMEM; }

bool Database::is_read_only() const { return sqlite3_db_readonly(handle(), "main") != 0; }

void Digest::add(std::string_view value) {
  const std::uint64_t length = hash64(std::to_string(value.size()), value_);
  value_ = hash64(value, length);
}

std::string Digest::hex() const {
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(value_));
  return digits.data();
}

Query::Query(const Database& database, std::string_view sql, Digest* digest)
    : database_(database), digest_(digest) {
  sqlite3_stmt* statement = nullptr;
  keep(sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement,
                          nullptr));
  statement_.reset(statement);
}

Query& Query::put(std::string_view text) {
  digest(text);
  if (code_ == SQLITE_OK) {
    keep(sqlite3_bind_text64(statement_.get(), ++parameter_, data_of(text), text.size(),
                             SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  return *this;
}

Query& Query::put_blob(std::string_view bytes) {
  digest(bytes);
  if (code_ == SQLITE_OK) {
    keep(sqlite3_bind_blob64(statement_.get(), ++parameter_, data_of(bytes), bytes.size(),
                             SQLITE_TRANSIENT));
  }
  return *this;
}

Query& Query::put_integer(std::int64_t value) {
  digest(std::to_string(value));
  if (code_ == SQLITE_OK) keep(sqlite3_bind_int64(statement_.get(), ++parameter_, value));
  return *this;
}

Query& Query::put_real(double value) {
  digest(std::to_string(std::bit_cast<std::uint64_t>(value)));
  if (code_ == SQLITE_OK) keep(sqlite3_bind_double(statement_.get(), ++parameter_, value));
  return *this;
}

bool Query::next() {
  if (code_ != SQLITE_OK) return false;
  const int code = sqlite3_step(statement_.get());
  column_ = -1;
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) keep(database_.code());
  return false;
}

std::string Query::take_text() {
  sqlite3_stmt* const statement = statement_.get();
  ++column_;
  const int type = sqlite3_column_type(statement, column_);
  if (type != SQLITE_TEXT && type != SQLITE_BLOB) return keep(SQLITE_MISMATCH), std::string();
  const void* const data = sqlite3_column_blob(statement, column_);
  const int size = sqlite3_column_bytes(statement, column_);
  std::string text =
      size > 0 ? std::string(static_cast<const char*>(data), static_cast<std::size_t>(size))
               : std::string();
  digest(text);
  return text;
}

std::int64_t Query::take_integer() {
  ++column_;
  if (sqlite3_column_type(statement_.get(), column_) != SQLITE_INTEGER) keep(SQLITE_MISMATCH);
  const std::int64_t value = sqlite3_column_int64(statement_.get(), column_);
  digest(std::to_string(value));
  return value;
}

std::uint32_t Query::take_index() {
  const std::int64_t value = take_integer();
  if (value < 0 || value > std::numeric_limits<std::uint32_t>::max()) keep(SQLITE_MISMATCH);
  return static_cast<std::uint32_t>(value);
}

double Query::take_real() {
  ++column_;
  if (sqlite3_column_type(statement_.get(), column_) != SQLITE_FLOAT) keep(SQLITE_MISMATCH);
  const double value = sqlite3_column_double(statement_.get(), column_);
  digest(std::to_string(std::bit_cast<std::uint64_t>(value)));
  return value;
}

Result<Done> Query::run() {
  while (next()) {
  }
  if (Result<Done> ran = done(); !ran) return ran;
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  parameter_ = 0;
  return Done{};
}

Result<Done> Query::done() const {
  if (code_ == SQLITE_OK) return Done{};
  return database_.error(code_);
}

void Query::keep(int code) {
  if (code_ == SQLITE_OK) code_ = code;
}

void Query::digest(std::string_view value) {
  if (digest_) digest_->add(value);
}

Transaction::~Transaction() {
  if (sqlite3_get_autocommit(database_.handle()) == 0) {
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Result<Done> Transaction::begin_write() { return database_.execute("BEGIN IMMEDIATE"); }
Result<Done> Transaction::begin_read() { return database_.execute("BEGIN"); }
Result<Done> Transaction::commit() { return database_.execute("COMMIT"); }

}  // namespace sayso
