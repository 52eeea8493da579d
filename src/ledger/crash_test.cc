// kill -9 at every statement of a write, in a child process. The parent then opens the ledger and
// must find the state before the write or the one after it, and nothing in between.

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "ledger/test_ledger.h"
#include "sayso/ledger.h"

namespace sayso {
namespace {

using test::Collection;
using test::Folder;
using test::kPin;

constexpr int kNever = 1 << 30;

int statements_left = 0;
std::string looked_at;  // the ledger that check_every_kill() asks about

// Called by SQLite before each statement of the child.
int on_statement(unsigned, void*, void*, void*) {
  if (statements_left-- <= 0) ::raise(SIGKILL);
  return 0;
}

// With a cache of a few pages SQLite writes to the file long before COMMIT, so that there is
// something to undo.
int watch_connection(sqlite3* handle, const char**, const struct sqlite3_api_routines*) {
  sqlite3_exec(handle, "PRAGMA cache_size = 2; PRAGMA synchronous = OFF", nullptr, nullptr,
               nullptr);
  sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, on_statement, nullptr);
  return SQLITE_OK;
}

// Whether `body` was killed after `n` statements; false: it came to its end.
bool killed_after(int n, const std::function<void()>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    statements_left = n;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch_connection));
    body();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    EXPECT_EQ(WTERMSIG(status), SIGKILL);
  }
  return WIFSIGNALED(status);
}

bool holds(const Ledger& ledger, const Collection& c) {
  const auto documents = ledger.documents();
  const auto records = ledger.records();
  return documents && records && documents->size() == c.documents.size() &&
         records->size() == c.records.size();
}

enum class Steps { kOne, kSeveral };  // of several, what is killed between two may be done already

// Kills `write` after 0, 1, 2, ... statements on a copy of the ledger until it comes to its end.
void check_every_kill(const std::string& start,
                      const std::function<void(const std::string&)>& write,
                      const std::function<bool(const Ledger&)>& is_before,
                      const std::function<bool(const Ledger&)>& is_after,
                      Steps steps = Steps::kOne) {
  const Folder folder;
  int n_undone = 0;
  for (int n = 0;; ++n) {
    SCOPED_TRACE(n);
    ASSERT_LT(n, 5000);
    const std::string path = folder.file(std::to_string(n) + ".db");
    std::filesystem::copy_file(start, path);
    const bool killed = killed_after(n, [&] { write(path); });
    looked_at = path;
    n_undone += std::filesystem::exists(path + "-journal");
    // Listings open it first; they must get along too.
    const Result<Ledger> ledger = Ledger::open_read_only(path);
    ASSERT_TRUE(ledger) << to_string(ledger.error());
    EXPECT_TRUE((killed && is_before(*ledger)) ||
                ((!killed || steps == Steps::kSeveral) && is_after(*ledger)));
    test::expect_sound(*ledger);
    test::expect_sound(test::opened(path));
    if (!killed) break;
    // A second try gets where the first was going, and one file remains.
    EXPECT_FALSE(killed_after(kNever, [&] { write(path); }));
    EXPECT_TRUE(is_after(test::opened(path)));
    EXPECT_FALSE(std::filesystem::exists(path + "-journal"));
    std::filesystem::remove(path);
  }
  EXPECT_GT(n_undone, 0) << "no kill left anything to undo";
}

class Crash : public ::testing::Test {
 protected:
  void SetUp() override {
    Ledger ledger = test::opened(folder_.file());
    test::expect_done(ledger.add(before_.documents, before_.records, kPin));
    test::expect_done(ledger.store(test::made_grouping(1, before_.documents)));
  }

  const Folder folder_;
  const Collection before_ = test::made_collection(1, 2);
};

TEST_F(Crash, WhileAdding) {
  const Collection more = test::made_collection(2, 3, 8000);
  Collection after = before_;
  after.documents.insert(after.documents.end(), more.documents.begin(), more.documents.end());
  after.records.insert(after.records.end(), more.records.begin(), more.records.end());
  check_every_kill(
      folder_.file(),
      [&](const std::string& path) {
        test::expect_done(test::opened(path).add(more.documents, more.records, kPin));
      },
      [&](const Ledger& l) { return holds(l, before_) && !l.grouping()->documents.empty(); },
      [&](const Ledger& l) { return holds(l, after); });
}

TEST_F(Crash, WhileStoring) {
  const Grouping first = test::made_grouping(1, before_.documents);
  const Grouping second = test::made_grouping(2, before_.documents);
  check_every_kill(
      folder_.file(),
      [&](const std::string& path) { test::expect_done(test::opened(path).store(second)); },
      [&](const Ledger& l) { return test::same(*l.grouping(), first); },
      [&](const Ledger& l) { return test::same(*l.grouping(), second); });
}

TEST_F(Crash, WhileReplacingRecords) {
  const Pin newer = {"fedcba", "2", "f32-test"};
  check_every_kill(
      folder_.file(),
      [&](const std::string& path) {
        test::expect_done(test::opened(path).replace_records(before_.records, newer));
      },
      [&](const Ledger& l) { return *l.pin() == kPin && !l.grouping()->documents.empty(); },
      [&](const Ledger& l) { return *l.pin() == newer && holds(l, before_); });
}

// The text is there with everything that hangs on it, or nowhere in the file and what lies beside it.
bool has_words(const std::string& text) {
  for (const char* side : {"", "-journal", "-wal", "-shm"}) {
    const std::string bytes = test::read_file(looked_at + side);
    for (std::size_t at = 0; at + 24 <= text.size(); at += 24) {
      if (bytes.find(text.substr(at, 24)) != std::string::npos) return true;
    }
  }
  return false;
}

TEST_F(Crash, WhileForgetting) {
  Document secret = before_.documents.front();
  secret.key = sha256_hex("secret");
  secret.text.clear();
  for (int i = 0; i < 900; ++i)
    secret.text += "The quartermaster hid case " + std::to_string(i) + ". ";
  secret.bytes = secret.text;
  Records records;
  records.document = secret.key;
  {
    Ledger ledger = test::opened(folder_.file());
    test::expect_done(ledger.add({secret}, {records}, kPin));
    std::vector<Document> all = before_.documents;
    all.push_back(secret);
    test::expect_done(ledger.store(test::made_grouping(1, all)));
  }
  const Forgotten mark = {
      .key = {}, .name = "a1", .text_hash = {}, .by = "Ada", .when = "2024-01-01", .why = {}};
  check_every_kill(
      folder_.file(),
      [&](const std::string& path) {
        test::expect_done(test::opened(path).forget(secret.key, mark));
      },
      [&](const Ledger& l) {
        return l.has_document(secret.key) && !l.grouping()->documents.empty() &&
               l.forgotten()->empty();
      },
      [&](const Ledger& l) {
        return holds(l, before_) && !has_words(secret.text) && l.forgotten()->size() == 1 &&
               l.forgotten()->front().text_hash == sha256_hex(secret.text);
      },
      Steps::kSeveral);
}

TEST(CrashWhileMaking, LeavesNoFileOrAnEmptyOneOrALedger) {
  const Folder folder;
  for (int n = 0;; ++n) {
    SCOPED_TRACE(n);
    ASSERT_LT(n, 1000);
    const std::string path = folder.file(std::to_string(n) + ".db");
    const bool killed = killed_after(n, [&] { (void)Ledger::open(path); });
    const Result<Ledger> ledger = Ledger::open(path);
    ASSERT_TRUE(ledger) << to_string(ledger.error());
    test::expect_sound(*ledger);
    if (!killed) break;
  }
}

}  // namespace
}  // namespace sayso
