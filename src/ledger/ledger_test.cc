#include "sayso/ledger.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <string>

#include "ledger/test_ledger.h"

namespace sayso {
namespace {

using test::Collection;
using test::Draw;
using test::expect_done;
using test::Folder;
using test::kPin;
using test::opened;

Document small_document(const std::string& id, const std::string& text) {
  Document d;
  d.key = sha256_hex(id + text);
  d.external_id = id;
  d.file = "articles.jsonl";
  d.text = text;
  d.bytes = "{\"text\": ...}";
  return d;
}

Records small_records(const Document& d) {
  Records r;
  r.document = d.key;
  r.external_id = d.external_id;
  r.file = d.file;
  Statement s;
  s.content = {{0, 3}};
  s.sentence = {0, static_cast<std::uint32_t>(d.text.size())};
  r.statements = {s, s};
  return r;
}

std::vector<Document> by_key(std::vector<Document> documents) {
  std::sort(documents.begin(), documents.end(),
            [](const Document& a, const Document& b) { return a.key < b.key; });
  return documents;
}

std::vector<Records> by_key(std::vector<Records> records) {
  std::sort(records.begin(), records.end(),
            [](const Records& a, const Records& b) { return a.document < b.document; });
  return records;
}

void expect_holds(const Ledger& ledger, const Collection& collection) {
  const auto documents = ledger.documents();
  const auto records = ledger.records();
  ASSERT_TRUE(documents) << to_string(documents.error());
  ASSERT_TRUE(records) << to_string(records.error());
  EXPECT_TRUE(test::same_all(*documents, by_key(collection.documents)));
  EXPECT_TRUE(test::same_all(*records, by_key(collection.records)));
}

TEST(Ledger, WhatWasAddedIsReadAfterReopening) {
  for (std::uint32_t seed = 1; seed <= 25; ++seed) {
    SCOPED_TRACE(seed);
    const Folder folder;
    const Collection c = test::made_collection(seed, 4);
    const Grouping grouping = test::made_grouping(seed, c.documents);
    {
      Ledger ledger = opened(folder.file());
      expect_done(ledger.add(c.documents, c.records, kPin));
      expect_done(ledger.store(grouping));
    }
    const Result<Ledger> ledger = Ledger::open_read_only(folder.file());
    ASSERT_TRUE(ledger) << to_string(ledger.error());
    expect_holds(*ledger, c);
    const Result<Grouping> back = ledger->grouping();
    ASSERT_TRUE(back) << to_string(back.error());
    EXPECT_TRUE(test::same(*back, grouping));
    EXPECT_EQ(*ledger->pin(), kPin);
    for (const Document& d : c.documents) {
      EXPECT_TRUE(ledger->has_document(d.key));
      EXPECT_TRUE(test::same(*ledger->document(d.key), d));
    }
    test::expect_sound(*ledger);
  }
}

TEST(Ledger, OneFileRemains) {
  const Folder folder;
  const Collection c = test::made_collection(1, 3);
  expect_done(opened(folder.file()).add(c.documents, c.records, kPin));
  int n_files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    ++n_files;
  }
  EXPECT_EQ(n_files, 1);
}

TEST(Ledger, OrderAndBatchesDoNotMatter) {
  const Folder folder;
  const Collection c = test::made_collection(5, 12);
  Ledger at_once = opened(folder.file("a.db"));
  expect_done(at_once.add(c.documents, c.records, kPin));

  Ledger one_by_one = opened(folder.file("b.db"));
  for (std::size_t i = c.documents.size(); i-- > 0;) {
    expect_done(one_by_one.add({c.documents[i]}, {c.records[i]}, kPin));
  }
  Ledger shuffled = opened(folder.file("c.db"));
  std::vector<Records> turned(c.records.rbegin(), c.records.rend());
  expect_done(shuffled.add(c.documents, turned, kPin));

  for (const Ledger* ledger : {&at_once, &one_by_one, &shuffled}) {
    expect_holds(*ledger, c);
    for (const char* words : {"crane", "port inspector", "e\xCC\x81"}) {
      const auto expected = at_once.search(words, 50);
      const auto hits = ledger->search(words, 50);
      ASSERT_TRUE(expected && hits);
      EXPECT_FALSE(hits->empty());
      EXPECT_TRUE(test::same_list(*hits, *expected, [](const SearchHit& a, const SearchHit& b) {
        return a.document == b.document && a.at == b.at && a.statement == b.statement;
      })) << words;
    }
  }
}

TEST(Ledger, AddingAgainChangesNothing) {
  const Folder folder;
  const Collection c = test::made_collection(2, 5);
  Ledger ledger = opened(folder.file());
  expect_done(ledger.add(c.documents, c.records, kPin));
  const Grouping grouping = test::made_grouping(2, c.documents);
  expect_done(ledger.store(grouping));
  const std::string before = test::read_file(folder.file());

  Collection other = c;
  other.documents[0].title = "another title";
  other.records[0].notes = {"another note"};
  expect_done(ledger.add(other.documents, other.records, kPin));
  expect_done(ledger.add({}, {}, kPin));
  EXPECT_TRUE(test::read_file(folder.file()) == before);
  expect_holds(ledger, c);
  EXPECT_TRUE(test::same(*ledger.grouping(), grouping));
}

TEST(Ledger, GivenTwiceInOneCallTheOrderDoesNotMatter) {
  Document a = small_document("a1", "Words here.");
  Document b = a;
  b.file = "a-second-file.jsonl";
  const Folder folder;
  Ledger one = opened(folder.file("1.db"));
  Ledger two = opened(folder.file("2.db"));
  expect_done(one.add({a, b}, {small_records(a), small_records(b)}, kPin));
  expect_done(two.add({b, a}, {small_records(a), small_records(b)}, kPin));
  EXPECT_TRUE(test::same_all(*one.documents(), *two.documents()));
  EXPECT_EQ(one.documents()->front().file, "a-second-file.jsonl");
  EXPECT_EQ(one.records()->front().file, "a-second-file.jsonl");
  EXPECT_TRUE(test::same_all(*one.records(), *two.records()));
}

TEST(Ledger, AnotherPinIsNamedAndNothingIsMixed) {
  const Folder folder;
  const Collection c = test::made_collection(3, 4);
  Ledger ledger = opened(folder.file());
  EXPECT_EQ(*ledger.pin(), Pin{});
  expect_done(ledger.add({c.documents[0]}, {c.records[0]}, kPin));
  for (const Pin& other :
       {Pin{"fedcba", kPin.rules, kPin.profile}, Pin{kPin.model, "2", kPin.profile},
        Pin{kPin.model, kPin.rules, "f32-other"}}) {
    const Result<Done> added = ledger.add(c.documents, c.records, other);
    ASSERT_FALSE(added);
    const std::string message = to_string(added.error());
    for (const std::string& part :
         {kPin.model.substr(0, 12), other.model.substr(0, 12), other.rules, other.profile,
          std::string("sayso rebuild --reread"), folder.file()}) {
      EXPECT_NE(message.find(part), std::string::npos) << part << "\n" << message;
    }
  }
  expect_holds(ledger, {{c.documents[0]}, {c.records[0]}});
}

TEST(Ledger, ReplacingRecordsIsAllOrNothing) {
  const Folder folder;
  Collection c = test::made_collection(4, 4);
  Ledger ledger = opened(folder.file());
  expect_done(ledger.add(c.documents, c.records, kPin));
  expect_done(ledger.store(test::made_grouping(4, c.documents)));
  const Pin newer = {"fedcba", "2", "f32-test"};

  std::vector<Records> too_few(c.records.begin(), c.records.end() - 1);
  EXPECT_FALSE(ledger.replace_records(too_few, newer));
  std::vector<Records> bad = c.records;
  bad[2].statements.resize(1);
  bad[2].statements[0].sentence = {0, 4000000000u};
  EXPECT_FALSE(ledger.replace_records(bad, newer));
  EXPECT_EQ(*ledger.pin(), kPin);
  expect_holds(ledger, c);
  EXPECT_FALSE(ledger.grouping()->documents.empty());

  for (Records& records : c.records) records.notes = {"read again"};
  expect_done(ledger.replace_records(c.records, newer));
  EXPECT_EQ(*ledger.pin(), newer);
  expect_holds(ledger, c);
  EXPECT_TRUE(ledger.grouping()->documents.empty()) << "it followed from the other records";
  test::expect_sound(ledger);
}

TEST(Ledger, GroupingIsEmptyWhenItIsOutOfDate) {
  const Folder folder;
  const Collection c = test::made_collection(6, 3);
  Ledger ledger = opened(folder.file());
  EXPECT_TRUE(test::same(*ledger.grouping(), Grouping{}));
  expect_done(ledger.add({c.documents[0]}, {c.records[0]}, kPin));
  const Grouping first = test::made_grouping(1, {c.documents[0]});
  expect_done(ledger.store(first));
  expect_done(ledger.add(c.documents, c.records, kPin));
  EXPECT_TRUE(test::same(*ledger.grouping(), Grouping{}));
  const Grouping second = test::made_grouping(2, c.documents);
  expect_done(ledger.store(second));
  EXPECT_TRUE(test::same(*ledger.grouping(), second));
  expect_done(ledger.store(first));  // replaces all of it
  EXPECT_TRUE(test::same(*ledger.grouping(), first));
  test::expect_sound(ledger);
}

// ---- what may not be stored
// -----------------------------------------------------------------------------

struct BadCase {
  const char* name;
  void (*spoil)(Document&, Records&);
  std::vector<std::string> said;  // parts of the message
};

TEST(Ledger, NothingIsStoredThatDoesNotFit) {
  const std::vector<BadCase> cases = {
      {"content behind the end",
       [](Document&, Records& r) {
         r.statements[1].content = {{0, 99}};
       },
       {"a7", "articles.jsonl", "statement 2", "99"}},
      {"content inside of a character",
       [](Document&, Records& r) {
         r.statements[0].content = {{0, 3}, {5, 6}};
       },
       {"a7", "statement 1", "5"}},
      {"end before begin",
       [](Document&, Records& r) {
         r.statements[0].cue = Span{3, 2};
       },
       {"a7"}},
      {"source",
       [](Document&, Records& r) {
         r.statements[0].source = Span{0, 99};
       },
       {"a7"}},
      {"sentence",
       [](Document&, Records& r) {
         r.statements[0].sentence = {0, 99};
       },
       {"a7"}},
      {"mention",
       [](Document&, Records& r) {
         r.entities.resize(1);
         r.entities[0].mentions = {{0, 99}};
       },
       {"a7", "entity 1"}},
      {"citation",
       [](Document&, Records& r) {
         r.entities.resize(1);
         r.citations = {{0, {0, 99}}};
       },
       {"a7", "citation 1"}},
      {"speaker", [](Document&, Records& r) { r.statements[1].speaker = 0; }, {"statement 2"}},
      {"via", [](Document&, Records& r) { r.statements[1].via = {9}; }, {"statement 2"}},
      {"carries", [](Document&, Records& r) { r.statements[1].carries = {2}; }, {"statement 2"}},
      {"inside", [](Document&, Records& r) { r.statements[1].inside = 2; }, {"statement 2"}},
      {"answers", [](Document&, Records& r) { r.statements[1].answers = 2; }, {"statement 2"}},
      {"outlet of a citation",
       [](Document&, Records& r) {
         r.citations = {{0, {0, 3}}};
       },
       {"a7"}},
      {"text", [](Document& d, Records&) { d.text = "abc\xFFxyz"; }, {"a7", "UTF-8", "byte 3"}},
      {"records of another document", [](Document&, Records& r) { r.document = "other"; }, {"a7"}},
  };
  for (const BadCase& one : cases) {
    SCOPED_TRACE(one.name);
    const Folder folder;
    Ledger ledger = opened(folder.file());
    const Document before = small_document("a1", "Abc.");
    expect_done(ledger.add({before}, {small_records(before)}, kPin));
    Document bad = small_document("a7", "Abc \xF0\x9F\x98\x80 xyz");
    Records records = small_records(bad);
    one.spoil(bad, records);
    const Document good = small_document("a2", "Good.");
    const Result<Done> added = ledger.add({good, bad}, {small_records(good), records}, kPin);
    ASSERT_FALSE(added);
    for (const std::string& part : one.said) {
      EXPECT_NE(to_string(added.error()).find(part), std::string::npos) << part << "\n"
                                                                        << to_string(added.error());
    }
    EXPECT_EQ(ledger.documents()->size(), 1u)
        << "the good one of the same call is not there either";
    test::expect_sound(ledger);
  }
}

TEST(Ledger, AGroupingThatDoesNotFitLeavesTheOldOne) {
  const Folder folder;
  const Collection c = test::made_collection(8, 2);
  Ledger ledger = opened(folder.file());
  expect_done(ledger.add(c.documents, c.records, kPin));
  const Grouping good = test::made_grouping(8, c.documents);
  expect_done(ledger.store(good));
  void (*const spoilers[])(Grouping&) = {
      [](Grouping& g) {
        g.statements[0].statement.sentence = {0, 99999};
      },
      [](Grouping& g) { g.statements[0].document = 99; },
      [](Grouping& g) { g.statements[0].claim = 99; },
      [](Grouping& g) { g.statements[0].statement.speaker = 99; },
      [](Grouping& g) { g.claims[0].statements = {99}; },
      [](Grouping& g) {
        g.claims[0].links = {{0, 99, {}}};
      },
      [](Grouping& g) {
        g.contradicts = {{0, 99}};
      },
      [](Grouping& g) {
        g.copies = {{0, 99, 1.0}};
      },
      [](Grouping& g) {
        g.copies = {{0, 0, std::numeric_limits<double>::quiet_NaN()}};
      },
      [](Grouping& g) { g.documents[0].key = "of no document"; },
      [](Grouping& g) { g.documents[0].cites = {99}; },
      [](Grouping& g) { g.entities[0].party = 99; },
  };
  for (const auto& spoil : spoilers) {
    Grouping bad = good;
    spoil(bad);
    EXPECT_FALSE(ledger.store(bad)) << &spoil - spoilers;
    EXPECT_TRUE(test::same(*ledger.grouping(), good));
  }
}

// ---- reading without the right to write
// -----------------------------------------------------------------

// Runs `body` in a child process that is not root; what it returns is the exit status.
int as_other_user(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(99);
    ::_exit(body());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Ledger, ReadOnlyFolder) {
  const Folder folder;
  const Collection c = test::made_collection(9, 2);
  expect_done(opened(folder.file()).add(c.documents, c.records, kPin));
  ::chmod(folder.file().c_str(), 0444);
  ::chmod(folder.path().c_str(), 0555);
  EXPECT_EQ(as_other_user([&] {
              const Result<Ledger> ledger = Ledger::open_read_only(folder.file());
              if (!ledger) return 1;
              const auto documents = ledger->documents();
              if (!documents || documents->size() != 2) return 2;
              if (!ledger->search("crane", 5)) return 3;
              if (!ledger->verify().empty()) return 4;
              const Result<Ledger> writable = Ledger::open(folder.file());
              if (writable) return 5;
              return to_string(writable.error()).find("can't be written") == std::string::npos ? 6
                                                                                               : 0;
            }),
            0);
}

TEST(Ledger, ReadOnlyNeverWrites) {
  const Folder folder;
  const Collection c = test::made_collection(9, 2);
  expect_done(opened(folder.file()).add(c.documents, c.records, kPin));
  const std::string before = test::read_file(folder.file());
  Result<Ledger> ledger = Ledger::open_read_only(folder.file());
  ASSERT_TRUE(ledger);
  const Collection more = test::made_collection(10, 1);
  const Result<Done> added = ledger->add(more.documents, more.records, kPin);
  ASSERT_FALSE(added);
  EXPECT_NE(added.error().what.find("can't be written"), std::string::npos) << added.error().what;
  EXPECT_FALSE(ledger->store(test::made_grouping(1, c.documents)));
  EXPECT_TRUE(test::read_file(folder.file()) == before);
}

TEST(Ledger, MissingDocumentIsAnError) {
  const Folder folder;
  const Ledger ledger = opened(folder.file());
  EXPECT_FALSE(ledger.has_document("none"));
  const Result<Document> document = ledger.document("none");
  ASSERT_FALSE(document);
  EXPECT_NE(document.error().where.find("none"), std::string::npos);
}

// ---- what was changed by hand
// -----------------------------------------------------------------------------

void change(const std::string& path, const char* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

TEST(Ledger, RowsThatWereChangedAreNamed) {
  const char* const changes[] = {
      "UPDATE document SET text = text || '!'",
      "UPDATE document SET title = 'another'",
      "UPDATE document SET bytes = x'00'",
      "UPDATE document SET key = 'abc' WHERE number = 1",
      "UPDATE record SET json = replace(json, '\"stance\":\"asserts\"', '\"stance\":\"denies\"')",
      "UPDATE pin SET model = 'another'",
      "DELETE FROM record",
      "UPDATE claim SET text = 'another'",
      "UPDATE statement SET claim = 0, id = 'S0'",
      "UPDATE copy SET share = share + 0.000000000001",
      "DELETE FROM claim_link",
      "INSERT INTO contradiction VALUES (77, 0, 0)",
      "INSERT INTO search (search) VALUES ('delete-all')",
  };
  const Document d = small_document("a1", "Abc here.");
  Records records = small_records(d);
  Grouping g = test::made_grouping(5, {d});
  g.claims[0].links = {{0, 0, {"rule", "detail"}}};
  for (const char* sql : changes) {
    SCOPED_TRACE(sql);
    const Folder folder;
    {
      Ledger ledger = opened(folder.file());
      expect_done(ledger.add({d}, {records}, kPin));
      expect_done(ledger.store(g));
      test::expect_sound(ledger);
    }
    change(folder.file(), sql);
    const Ledger ledger = opened(folder.file());
    EXPECT_FALSE(ledger.verify().empty());
    const auto touches = [&](const char* table) {
      return std::string_view(sql).find(table) != std::string_view::npos;
    };
    if (touches("document")) {
      EXPECT_FALSE(ledger.documents());
    }
    if (touches("record")) {
      EXPECT_FALSE(ledger.records());
    }
    if (touches("pin")) {
      EXPECT_FALSE(ledger.records());
    }
    if (touches("claim")) {
      EXPECT_FALSE(ledger.grouping());
    }
  }
}

}  // namespace
}  // namespace sayso
