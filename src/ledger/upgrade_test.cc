// A ledger that an earlier version wrote (tests/ledgers) becomes one of this version, with a copy
// beside it; what is no sound ledger of an earlier version is left as it is.

#include "ledger/upgrade.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "ledger/test_ledger.h"
#include "sayso/ledger.h"

namespace sayso {
namespace {

using test::Folder;

constexpr const char* kVersion1 = "tests/ledgers/version-1.db";

class Upgrade : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_FALSE(before_.empty()) << kVersion1;
    test::write_file(path_, before_);
  }

  void run_sql(const std::string& sql) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle);
    sqlite3_close(handle);
  }

  void expect_refused(const std::string& why) const {
    const std::string bytes = test::read_file(path_);
    const Result<std::string> copy = Ledger::upgrade(path_);
    ASSERT_FALSE(copy);
    EXPECT_NE(to_string(copy.error()).find(why), std::string::npos) << to_string(copy.error());
    EXPECT_TRUE(test::read_file(path_) == bytes);
    EXPECT_EQ(n_files(), 1u);
  }

  std::size_t n_files() const {
    std::size_t n = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
      (void)file;
      ++n;
    }
    return n;
  }

  const Folder folder_;
  const std::string path_ = folder_.file();
  const std::string before_ = test::read_file(kVersion1);
};

TEST_F(Upgrade, KeepsEverythingAndACopy) {
  ASSERT_FALSE(Ledger::open(path_)) << "opening alone changes nothing";
  ASSERT_FALSE(Ledger::open_read_only(path_));
  EXPECT_TRUE(test::read_file(path_) == before_);

  const Result<std::string> copy = Ledger::upgrade(path_);
  ASSERT_TRUE(copy) << to_string(copy.error());
  EXPECT_EQ(*copy, path_ + ".version-1");
  EXPECT_TRUE(test::read_file(*copy) == before_);
  const Ledger ledger = test::opened(path_);
  test::expect_sound(ledger);
  const auto documents = ledger.documents();
  ASSERT_EQ(documents->size(), 2u);
  const bool first_is_wire = documents->front().outlet == "Dawn Wire";
  const Document& wire = documents->at(first_is_wire ? 0 : 1);
  EXPECT_NE(wire.text.find("The north bridge had not been inspected"), std::string::npos);
  EXPECT_EQ(ledger.records()->size(), 2u);
  EXPECT_EQ(ledger.pin()->rules, "3");
  EXPECT_TRUE(ledger.grouping()->documents.empty()) << "what was derived is made again";
  EXPECT_TRUE(ledger.reviews()->empty());
  EXPECT_FALSE(ledger.search("bridge", 10)->empty());

  EXPECT_EQ(*Ledger::upgrade(path_), "") << "there is nothing left to do";
  EXPECT_EQ(n_files(), 2u);
}

TEST_F(Upgrade, NeverWritesOverAnotherCopy) {
  test::write_file(path_ + ".version-1", "somebody's own notes");
  EXPECT_EQ(*Ledger::upgrade(path_), path_ + ".version-1-2");
  EXPECT_EQ(test::read_file(path_ + ".version-1"), "somebody's own notes");
  EXPECT_TRUE(test::read_file(path_ + ".version-1-2") == before_);
}

TEST_F(Upgrade, WhatIsNoEarlierLedgerIsLeftAlone) {
  EXPECT_EQ(*Ledger::upgrade(folder_.file("none.db")), "");
  EXPECT_FALSE(std::filesystem::exists(folder_.file("none.db")));
  test::write_file(folder_.file("notes.db"), "notes");
  EXPECT_EQ(*Ledger::upgrade(folder_.file("notes.db")), "");
  EXPECT_EQ(test::read_file(folder_.file("notes.db")), "notes");
  run_sql("PRAGMA user_version = 7");
  EXPECT_EQ(*Ledger::upgrade(path_), "");
}

TEST_F(Upgrade, AnotherTableIsNamed) {
  run_sql("CREATE TABLE t (x)");
  expect_refused("changed by another program");
}

TEST_F(Upgrade, ADamagedRowIsNamed) {
  run_sql("UPDATE document SET text = 'x' || text WHERE number = 1");
  expect_refused("not the one that was read");
}

TEST_F(Upgrade, WithoutWriteAccessItIsSaid) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  std::filesystem::permissions(path_, std::filesystem::perms::owner_read);
  expect_refused("without write access");
}

// kill -9 before each statement of it: before or after, and the copy is whole or not there.
int statements_left = 0;
int on_statement(unsigned, void*, void*, void*) {
  if (statements_left-- <= 0) ::raise(SIGKILL);
  return 0;
}
int watch_connection(sqlite3* handle, const char**, const struct sqlite3_api_routines*) {
  sqlite3_exec(handle, "PRAGMA cache_size = 2; PRAGMA synchronous = OFF", nullptr, nullptr,
               nullptr);
  sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, on_statement, nullptr);
  return SQLITE_OK;
}

TEST_F(Upgrade, KilledAtAnyStatementItIsBeforeOrAfter) {
  for (int n = 0;; ++n) {
    SCOPED_TRACE(n);
    ASSERT_LT(n, 500);
    const Folder folder;
    const std::string path = folder.file();
    test::write_file(path, before_);
    const pid_t child = ::fork();
    if (child == 0) {
      statements_left = n;
      sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch_connection));
      (void)Ledger::upgrade(path);
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    const std::string copy = path + ".version-1";
    if (std::filesystem::exists(copy)) {
      EXPECT_TRUE(test::read_file(copy) == before_);
    }
    const Result<std::string> again = Ledger::upgrade(path);
    ASSERT_TRUE(again) << to_string(again.error());
    const Ledger ledger = test::opened(path);
    test::expect_sound(ledger);
    EXPECT_EQ(ledger.documents()->size(), 2u);
    if (!WIFSIGNALED(status)) {
      EXPECT_EQ(*again, "");
      EXPECT_GT(n, 10);
      break;
    }
  }
}

}  // namespace
}  // namespace sayso
