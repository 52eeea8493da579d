#include "ledger/database.h"

#include <gtest/gtest.h>

#include <string>

#include "ledger/format.h"
#include "ledger/test_ledger.h"

namespace sayso {
namespace {

using test::Folder;

constexpr int kShortMs = 20;

TEST(Database, ABusyLedgerIsNamed) {
  const Folder folder;
  const Result<Database> first = open_ledger(folder.file());
  ASSERT_TRUE(first);
  Transaction writing(*first);
  test::expect_done(writing.begin_write());

  const Result<Database> second = open_ledger(folder.file(), kShortMs);
  ASSERT_TRUE(second) << "reading is still possible";
  Transaction waiting(*second);
  const Result<Done> begun = waiting.begin_write();
  ASSERT_FALSE(begun);
  const std::string message = to_string(begun.error());
  EXPECT_NE(message.find("in use by another process"), std::string::npos) << message;
  EXPECT_NE(message.find(folder.file()), std::string::npos) << message;

  test::expect_done(writing.commit());
  test::expect_done(waiting.begin_write());
}

TEST(Database, ATransactionThatIsNotCommittedIsUndone) {
  const Folder folder;
  const Result<Database> database = open_ledger(folder.file());
  ASSERT_TRUE(database);
  {
    Transaction transaction(*database);
    test::expect_done(transaction.begin_write());
    test::expect_done(database->execute("INSERT INTO pin VALUES (1, 'm', 'r', 'p')"));
  }
  EXPECT_EQ(*database->number("SELECT count(*) FROM pin"), 0);
}

TEST(Database, ValuesComeBackAndHashToTheSame) {
  const Result<Database> database = Database::open_in_memory("test");
  ASSERT_TRUE(database);
  test::expect_done(database->execute("CREATE TABLE t (a TEXT, b BLOB, c INTEGER, d REAL) STRICT"));
  const std::string text("a\0\xF0\x9F\x98\x80\xFF", 7);
  Digest written;
  Query row(*database, "INSERT INTO t VALUES (?, ?, ?, ?)", &written);
  test::expect_done(row.put(text).put_blob({}).put_integer(-5).put_real(0.1).run());
  test::expect_done(row.put({}).put_blob(text).put_integer(0).put_real(1.0).run());
  Digest read;
  Query rows(*database, "SELECT a, b, c, d FROM t", &read);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.take_text(), text);
  EXPECT_EQ(rows.take_text(), "");
  EXPECT_EQ(rows.take_integer(), -5);
  EXPECT_EQ(rows.take_real(), 0.1);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.take_text(), "");
  EXPECT_EQ(rows.take_text(), text);
  EXPECT_EQ(rows.take_index(), 0u);
  EXPECT_EQ(rows.take_real(), 1.0);
  EXPECT_FALSE(rows.next());
  test::expect_done(rows.done());
  EXPECT_EQ(read.hex(), written.hex());
}

TEST(Database, AnErrorStaysWithItsQuery) {
  const Result<Database> database = Database::open_in_memory("test");
  ASSERT_TRUE(database);
  for (const char* sql : {"SELECT * FROM nothing", "SELEKT", "SELECT 1 FROM sqlite_schema WHERE"}) {
    Query query(*database, sql);
    EXPECT_FALSE(query.put("x").next()) << sql;
    EXPECT_FALSE(query.done()) << sql;
    EXPECT_FALSE(query.run()) << sql;
  }
  for (const char* sql :
       {"SELECT NULL", "SELECT 1.5", "SELECT 'x'", "SELECT -1", "SELECT 4294967296"}) {
    Query query(*database, sql);
    ASSERT_TRUE(query.next());
    query.take_index();
    EXPECT_FALSE(query.done()) << sql;
  }
  Query number(*database, "SELECT 7");
  ASSERT_TRUE(number.next());
  number.take_text();
  EXPECT_FALSE(number.done());
}

TEST(Database, NamesThatSqliteWouldTakeForSomethingElse) {
  EXPECT_FALSE(Database::open("", Access::kReadWrite));
  EXPECT_FALSE(Database::open(std::string("a\0b", 3), Access::kReadWrite));
  const Folder folder;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  for (const char* name : {":memory:", "file:x.db?mode=memory"}) {
    EXPECT_TRUE(open_ledger(name)) << name;
    EXPECT_TRUE(std::filesystem::exists(folder.path() / name)) << name;
  }
  std::filesystem::current_path(before);
}

}  // namespace
}  // namespace sayso
