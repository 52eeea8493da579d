// Files that are no ledgers, ledgers of another version, and ledgers that were cut or damaged: each
// is named for what it is, and none is answered from or written to.

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

#include "ledger/test_ledger.h"
#include "sayso/ledger.h"

namespace sayso {
namespace {

using test::Collection;
using test::Folder;
using test::kPin;

void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

void make_ledger(const std::string& path) {
  const Collection c = test::made_collection(1, 6);
  Ledger ledger = test::opened(path);
  test::expect_done(ledger.add(c.documents, c.records, kPin));
  test::expect_done(ledger.store(test::made_grouping(1, c.documents)));
}

struct WrongFile {
  const char* name;
  void (*make)(const std::string& path);
  std::vector<std::string> said;
};

const std::vector<WrongFile>& wrong_files() {
  static const std::vector<WrongFile> kFiles = {
      {"text",
       [](const std::string& p) { test::write_file(p, "{\"id\": \"a1\"}\n"); },
       {"not a sayso ledger", "--ledger"}},
      {"one byte", [](const std::string& p) { test::write_file(p, "x"); }, {"not a sayso ledger"}},
      {"long text",
       [](const std::string& p) { test::write_file(p, std::string(9000, 'x')); },
       {"not a sayso ledger"}},
      {"another database",
       [](const std::string& p) { run_sql(p, "CREATE TABLE t (x)"); },
       {"SQLite database", "not a sayso ledger"}},
      {"another database with an id",
       [](const std::string& p) { run_sql(p, "PRAGMA application_id = 77; CREATE TABLE t (x)"); },
       {"not a sayso ledger"}},
      {"a database without tables",
       [](const std::string& p) { run_sql(p, "PRAGMA user_version = 1"); },
       {"not a sayso ledger"}},
      {"a later version",
       [](const std::string& p) {
         make_ledger(p);
         run_sql(p, "PRAGMA user_version = 7");
       },
       {"version 7", "a newer sayso", "version 2", "--ledger"}},
      {"a version from before all",
       [](const std::string& p) {
         make_ledger(p);
         run_sql(p, "PRAGMA user_version = 0");
       },
       {"version 0", "version 2", "--ledger"}},
      {"a trigger was added",
       [](const std::string& p) {
         make_ledger(p);
         run_sql(p, "CREATE TRIGGER t AFTER INSERT ON document BEGIN DELETE FROM pin; END");
       },
       {"changed by another program"}},
      {"a table is gone",
       [](const std::string& p) {
         make_ledger(p);
         run_sql(p, "DROP TABLE record");
       },
       {"changed by another program"}},
      {"a folder", [](const std::string& p) { std::filesystem::create_directory(p); }, {"folder"}},
  };
  return kFiles;
}

void expect_message(const Result<Ledger>& ledger, const std::string& path,
                    const std::vector<std::string>& said) {
  ASSERT_FALSE(ledger);
  EXPECT_EQ(ledger.error().where, path);
  EXPECT_FALSE(ledger.error().remedy.empty());
  for (const std::string& part : said) {
    EXPECT_NE(to_string(ledger.error()).find(part), std::string::npos) << part << "\n"
                                                                       << to_string(ledger.error());
  }
}

TEST(WrongFile, IsNamedAndLeftAsItIs) {
  for (const WrongFile& one : wrong_files()) {
    SCOPED_TRACE(one.name);
    const Folder folder;
    const std::string path = folder.file();
    one.make(path);
    const std::string before = test::read_file(path);
    expect_message(Ledger::open(path), path, one.said);
    expect_message(Ledger::open_read_only(path), path, one.said);
    EXPECT_TRUE(test::read_file(path) == before);
  }
}

TEST(WrongFile, NoFile) {
  const Folder folder;
  expect_message(Ledger::open_read_only(folder.file()), folder.file(), {"no ledger", "sayso read"});
  EXPECT_FALSE(std::filesystem::exists(folder.file()));
  const std::string in_no_folder = folder.file("no/such/folder.db");
  expect_message(Ledger::open(in_no_folder), in_no_folder, {"can't be opened"});
}

// A process that was killed while it made the ledger leaves an empty file.
TEST(WrongFile, AnEmptyFileBecomesALedger) {
  const Folder folder;
  test::write_file(folder.file(), "");
  expect_message(Ledger::open_read_only(folder.file()), folder.file(), {"empty file"});
  EXPECT_TRUE(test::opened(folder.file()).documents()->empty());
  EXPECT_TRUE(Ledger::open_read_only(folder.file()));
}

TEST(WrongFile, ATruncatedLedgerIsAnError) {
  const Folder folder;
  make_ledger(folder.file());
  const std::string whole = test::read_file(folder.file());
  const std::string cut = folder.file("cut.db");
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{50}, std::size_t{100}, std::size_t{4096}, std::size_t{5000},
        whole.size() / 2, whole.size() - 4096, whole.size() - 1}) {
    SCOPED_TRACE(size);
    test::write_file(cut, whole.substr(0, size));
    EXPECT_FALSE(Ledger::open(cut));
    EXPECT_FALSE(Ledger::open_read_only(cut));
    EXPECT_TRUE(test::read_file(cut) == whole.substr(0, size));
  }
}

// What a ledger answers, where it does.
struct Answers {
  Result<std::vector<Document>> documents;
  Result<std::vector<Records>> records;
  Result<Grouping> grouping;
};

Answers answers_of(const Ledger& ledger) {
  return {ledger.documents(), ledger.records(), ledger.grouping()};
}

void expect_right_or_none(const Ledger& ledger, const Answers& right) {
  const Answers got = answers_of(ledger);
  EXPECT_TRUE(!got.documents || test::same_all(*got.documents, *right.documents));
  EXPECT_TRUE(!got.records || test::same_all(*got.records, *right.records));
  EXPECT_TRUE(!got.grouping || test::same(*got.grouping, *right.grouping));
  (void)ledger.search("crane port", 10);
}

// Every page in turn is overwritten with noise. What still opens gives the right answer or none.
TEST(WrongFile, ADamagedPageIsNeverMisread) {
  const Folder folder;
  make_ledger(folder.file());
  const std::string whole = test::read_file(folder.file());
  const Answers right = answers_of(test::opened(folder.file()));
  const std::string damaged = folder.file("damaged.db");
  int n_unseen = 0;
  for (std::size_t page = 0; page < whole.size() / 4096; ++page) {
    SCOPED_TRACE(page);
    std::string bytes = whole;
    test::Draw draw(static_cast<std::uint32_t>(page));
    for (std::size_t i = 0; i < 4096; ++i)
      bytes[page * 4096 + i] = static_cast<char>(draw.below(256));
    test::write_file(damaged, bytes);
    const Result<Ledger> ledger = Ledger::open(damaged);
    if (!ledger) continue;
    expect_right_or_none(*ledger, right);
    n_unseen += ledger->verify().empty();
  }
  EXPECT_EQ(n_unseen, 0);
}

// The same with single bits, at places drawn by a seed.
TEST(WrongFile, AFlippedBitIsNeverMisread) {
  const Folder folder;
  make_ledger(folder.file());
  const std::string whole = test::read_file(folder.file());
  const Answers right = answers_of(test::opened(folder.file()));
  const std::string damaged = folder.file("damaged.db");
  test::Draw draw(1);
  for (int i = 0; i < 300; ++i) {
    const std::size_t at = draw.below(static_cast<std::uint32_t>(whole.size()));
    SCOPED_TRACE(at);
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << draw.below(8)));
    test::write_file(damaged, bytes);
    const Result<Ledger> ledger = Ledger::open_read_only(damaged);
    if (!ledger) continue;
    expect_right_or_none(*ledger, right);
  }
}

}  // namespace
}  // namespace sayso
