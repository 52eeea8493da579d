#include "ledger/upgrade.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "ledger/derived.h"
#include "ledger/format.h"
#include "ledger/kept.h"

namespace sayso {
namespace {

constexpr std::size_t kPieceBytes = 1u << 20;
constexpr int kMostCopies = 100;  // beside one ledger

// Nothing: it is none, or it can't be said yet, since a killed process left a write half done.
std::optional<int> version_of(const std::string& path, int busy_timeout_ms) {
  const Result<Database> database = Database::open(path, Access::kReadOnly, busy_timeout_ms);
  if (!database) return std::nullopt;
  const Result<int> version = ledger_version(*database);
  return version ? std::optional(*version) : std::nullopt;
}

bool is_earlier(int version) { return version >= kOldestFormatVersion && version < kFormatVersion; }

// ---- the copy
// ---------------------------------------------------------------------------------------

Error not_copied(const std::string& path, int system) {
  return {"a copy of this ledger can't be written: " + std::generic_category().message(system),
          path, "free some space or check the rights of the folder; the ledger is as it was"};
}

// A file that is written to its end or not there.
class NewFile {
 public:
  explicit NewFile(std::string path)
      : path_(std::move(path)),
        file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (file_ >= 0) ::close(file_);
    if (!done_) ::unlink(path_.c_str());
  }

  bool is_open() const { return file_ >= 0; }

  bool write(const char* bytes, std::size_t n) const {
    while (n > 0) {
      const ssize_t written = ::write(file_, bytes, n);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes += written;
      n -= static_cast<std::size_t>(written);
    }
    return true;
  }

  bool finish(const std::string& name) {
    done_ = ::fsync(file_) == 0 && ::rename(path_.c_str(), name.c_str()) == 0;
    return done_;
  }

 private:
  std::string path_;
  int file_;
  bool done_ = false;
};

// Through SQLite's own handle: another one, once closed, would give up the locks of this process.
template <typename Take>
Result<Done> read_pieces(const Database& database, Take take) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  sqlite3_int64 size = 0;
  if (!file || !file->pMethods || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
    return database.error(SQLITE_IOERR);
  std::vector<char> piece(kPieceBytes);
  for (sqlite3_int64 at = 0; at < size;) {
    const int n = static_cast<int>(std::min<sqlite3_int64>(size - at, kPieceBytes));
    if (const int code = file->pMethods->xRead(file, piece.data(), n, at); code != SQLITE_OK)
      return database.error(code);
    if (Result<Done> taken = take(piece.data(), static_cast<std::size_t>(n)); !taken) return taken;
    at += n;
  }
  return Done{};
}

// sayso.db.version-1, or sayso.db.version-1-2 where that is there already.
Result<std::string> free_name(const std::string& path, int version) {
  const std::string name = path + ".version-" + std::to_string(version);
  for (int n = 1; n <= kMostCopies; ++n) {
    const std::string numbered = n == 1 ? name : name + "-" + std::to_string(n);
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(numbered, error))) return numbered;
  }
  return Error{"there are too many copies of this ledger beside it", name, "remove some of them"};
}

// Within a transaction that has not written yet.
Result<std::string> copy_beside(const Database& database, int version) {
  const Result<std::string> name = free_name(database.path(), version);
  if (!name) return name;
  NewFile copy(*name + ".part");
  if (!copy.is_open()) return not_copied(*name, errno);
  const auto take = [&](const char* bytes, std::size_t n) -> Result<Done> {
    if (copy.write(bytes, n)) return Done{};
    return not_copied(*name, errno);
  };
  if (Result<Done> copied = read_pieces(database, take); !copied) return copied.error();
  std::error_code ignored;
  const auto rights = std::filesystem::status(database.path(), ignored).permissions();
  std::filesystem::permissions(*name + ".part", rights, ignored);
  if (!copy.finish(*name)) return not_copied(*name, errno);
  return name;
}

// ---- the tables
// -------------------------------------------------------------------------------------

Result<Done> check_rows(const Database& database) {
  const Result<Pin> pin = read_pin(database);
  if (!pin) return pin.error();
  const Result<std::vector<std::string>> keys = document_keys(database);
  if (!keys) return keys.error();
  for (const std::string& key : *keys) {
    if (Result<Done> good = check_stored(database, key, *pin); !good) return good;
  }
  return Done{};
}

// Within a transaction.
Result<Done> change_tables(const Database& database, int version) {
  if (Result<Done> made = make_tables_since(database, version); !made) return made;
  if (Result<Done> good = check_tables(database); !good) return good;
  return clear_derived(database);
}

Result<std::string> upgrade(const Database& database) {
  Transaction transaction(database);
  if (Result<Done> begun = transaction.begin_write(); !begun) return begun.error();
  const Result<int> version = ledger_version(database);
  if (!version) return version.error();
  if (!is_earlier(*version)) return std::string();  // another process was faster
  if (Result<Done> good = check_format(database, *version); !good) return good.error();
  if (Result<Done> good = check_rows(database); !good) return good.error();
  Result<std::string> copy = copy_beside(database, *version);
  if (!copy) return copy;
  Result<Done> done = change_tables(database, *version);
  if (done) done = transaction.commit();
  if (done) return copy;
  ::unlink(copy->c_str());
  return done.error();
}

}  // namespace

Result<std::string> upgrade_file(const std::string& path, int busy_timeout_ms) {
  const std::optional<int> version = version_of(path, busy_timeout_ms);
  std::error_code ignored;
  const bool half_done = !version && std::filesystem::exists(path + "-journal", ignored);
  if (!half_done && !(version && is_earlier(*version))) return std::string();
  const Result<Database> database = Database::open(path, Access::kReadWrite, busy_timeout_ms);
  if (!database) return database.error();
  if (database->is_read_only()) {
    if (!version) return std::string();
    return Error{"this ledger has format version " + std::to_string(*version) +
                     ", and can't be brought to version " + std::to_string(kFormatVersion) +
                     " without write access",
                 path, "make the file and its folder writable once, or copy it to another place"};
  }
  if (!version && !ledger_version(*database)) return std::string();
  return upgrade(*database);
}

}  // namespace sayso
