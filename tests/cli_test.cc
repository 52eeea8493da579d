// The program from end to end: what a person types, what is printed, what is left behind.
//
// The articles are invented. What the model finds in them is not the matter here (see
// cases_test.cc); what is done with it is: nothing may depend on order, threads, repetition or a
// crash.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <nlohmann/json.hpp>

#include "nn/tiny_model.h"
#include "program.h"

namespace sayso {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing_program::Outcome;
using testing_program::Sandbox;

struct Article {
  std::string id, outlet, day, text;
};

const std::vector<Article>& story() {
  static const std::vector<Article> kStory = {
      {"b1", "Dawn Wire", "2023-03-13",
       "MILLHAVEN, March 13 (Dawn Wire) - The north bridge had not been inspected since May, Ines "
       "Varga, a "
       "former engineer of the county, said on Monday.\n\n\"Everyone in the office knew it,\" "
       "Varga told Dawn "
       "Wire.\n\nThe county did not respond to a request for comment."},
      {"b2", "The Mill Post", "2023-03-14",
       "The county has denied that the north bridge had not been inspected since May.\n\n\"It was "
       "inspected in "
       "January,\" Tomas Reyl, a spokesman for the county, said on Tuesday."},
      {"b3", "Quay Notes", "2023-03-15",
       "According to Dawn Wire, which quotes a former engineer, the north bridge had not been "
       "inspected since "
       "May. Ines Varga told the agency that everyone in the office knew it."}};
  return kStory;
}

std::string line(const Article& article) {
  const json object = {
      {"id", article.id},         {"url", "https://" + article.id + ".example/bridge"},
      {"outlet", article.outlet}, {"title", "The bridge, " + article.id},
      {"byline", nullptr},        {"published", article.day},
      {"text", article.text}};
  return object.dump() + "\n";
}

class CliTest : public testing::Test {
 protected:
  CliTest() : box_(testing::UnitTest::GetInstance()->current_test_info()->name()) {
    for (const Article& article : story())
      box_.write("story/" + article.id + ".jsonl", line(article));
  }

  Outcome ok(const std::vector<std::string>& arguments) {
    Outcome run = box_.run(arguments);
    EXPECT_EQ(run.status, 0) << run.err;
    return run;
  }

  std::string export_of(const std::string& ledger) {
    return ok({"export", "--ledger", ledger}).out;
  }

  // The export of the whole story, read at once.
  std::string whole() {
    ok({"read", "story", "--ledger", "whole.db"});
    return export_of("whole.db");
  }

  Sandbox box_;
};

TEST_F(CliTest, ReadingTwiceChangesNothing) {
  const Outcome first = ok({"read", "story"});
  EXPECT_NE(first.out.find("read 3 articles: "), std::string::npos) << first.out;
  EXPECT_EQ(first.err, "");
  const std::string before = export_of("sayso.db");
  EXPECT_EQ(json::parse(before)["documents"].size(), 3u);
  const Outcome second = ok({"read", "story", "story/b2.jsonl"});
  EXPECT_NE(second.out.find("0 new, 3 already there"), std::string::npos) << second.out;
  EXPECT_EQ(export_of("sayso.db"), before);
}

TEST_F(CliTest, ThreadsAndOrderChangeNothing) {
  const std::string expected = whole();
  for (const char* threads : {"1", "2", "4"}) {
    const std::string ledger = std::string("threads-") + threads + ".db";
    ok({"read", "story", "--threads", threads, "--ledger", ledger});
    EXPECT_EQ(export_of(ledger), expected) << threads;
  }
  ok({"read", "story/b3.jsonl", "story/b1.jsonl", "story/b2.jsonl", "--ledger", "order.db"});
  EXPECT_EQ(export_of("order.db"), expected);
  for (const char* file : {"story/b2.jsonl", "story/b3.jsonl", "story/b1.jsonl"}) {
    ok({"read", file, "--ledger", "one-by-one.db"});
  }
  EXPECT_EQ(export_of("one-by-one.db"), expected);
}

TEST_F(CliTest, RebuildGivesTheSameExport) {
  const std::string expected = whole();
  ok({"rebuild", "--ledger", "whole.db"});
  EXPECT_EQ(export_of("whole.db"), expected);
  ok({"rebuild", "--reread", "--ledger", "whole.db"});
  EXPECT_EQ(export_of("whole.db"), expected);
  const json lines = json::parse("[" + [&] {
    std::string all = ok({"export", "--format", "jsonl", "--ledger", "whole.db"}).out;
    all.pop_back();
    std::replace(all.begin(), all.end(), '\n', ',');
    return all;
  }() + "]");
  EXPECT_GT(lines.size(), 3u);
  ok({"export", "--output", "ledger.json", "--ledger", "whole.db"});
  EXPECT_EQ(box_.read("ledger.json"), expected);
}

TEST_F(CliTest, GivenStatementsTakeThePlaceOfReading) {
  box_.write("read.json", whole());
  ok({"read", "story", "--statements", "read.json", "--ledger", "given.db"});
  const json read = json::parse(whole()), given = json::parse(export_of("given.db"));
  const auto names = [](const json& ledger) {
    std::map<std::string, std::string> by_id;
    for (const json& entity : ledger["entities"]) by_id[entity["id"]] = entity["name"];
    return by_id;
  };
  // Claims may differ, since every document knows all names that were given; statements may not.
  const auto statements = [&](const json& ledger) {
    const auto name = names(ledger);
    std::map<std::string, json> by_id;
    for (json statement : ledger["statements"]) {
      statement["speaker"] = statement["speaker"].is_null() ? "" : name.at(statement["speaker"]);
      for (json& relay : statement["via"]) relay = name.at(relay);
      statement.erase("claim");
      by_id[statement["id"]] = statement;
    }
    return by_id;
  };
  EXPECT_FALSE(read["statements"].empty());
  EXPECT_EQ(statements(given), statements(read));

  box_.write("given.json", given.dump());
  for (const char* threads : {"1", "2"}) {
    const std::string ledger = std::string("again-") + threads + ".db";
    ok({"read", "story", "--statements", "given.json", "--threads", threads, "--ledger", ledger});
    EXPECT_EQ(json::parse(export_of(ledger)), given) << threads;
  }
  ok({"rebuild", "--ledger", "given.db"});
  EXPECT_EQ(json::parse(export_of("given.db")), given);
}

TEST_F(CliTest, GivenStatementsStayApartFromReadOnes) {
  box_.write("read.json", whole());
  ok({"read", "story/b1.jsonl", "story/b2.jsonl", "story/b3.jsonl", "--statements", "read.json",
      "--ledger", "given.db"});
  const std::string before = export_of("given.db");
  struct Try {
    std::vector<std::string> arguments;
    const char* says;
  };
  box_.write("more.jsonl", line({"b4", "Dawn Wire", "2023-03-16", "The bridge is open again."}));
  box_.write("bad.json",
             "{\"statements\": [{\"document\": \"b9\", \"cue\": {\"start\": 0, \"end\": 3}}]}");
  const Try tries[] = {
      {{"read", "more.jsonl", "--ledger", "given.db"}, "either statements that were read or"},
      {{"read", "more.jsonl", "--statements", "read.json", "--ledger", "whole.db"}, "either"},
      {{"rebuild", "--reread", "--ledger", "given.db"}, "would lose them"},
      {{"explain", "S1", "--ledger", "given.db"}, "was given, not read"},
      {{"read", "more.jsonl", "--statements", "bad.json", "--ledger", "given.db"}, "\"b9\""},
      {{"read", "more.jsonl", "--statements", "none.json", "--ledger", "given.db"}, "none.json"}};
  for (const Try& one : tries) {
    const Outcome run = box_.run(one.arguments);
    EXPECT_EQ(run.status, 1) << one.says;
    EXPECT_NE(run.err.find(one.says), std::string::npos) << run.err;
    EXPECT_EQ(export_of("given.db"), before) << one.says;
  }
  // Those of documents that are there already are no mistake.
  ok({"read", "more.jsonl", "story", "--statements", "read.json", "--ledger", "given.db"});
}

TEST_F(CliTest, BrokenFilesAreNamedAndTheOthersAreRead) {
  const fs::path faults = fs::path(SAYSO_SOURCE_DIR) / "tests/faults";
  for (const char* name : {"empty.txt", "binary.txt", "latin1.txt", "truncated.jsonl",
                           "truncated.json", "no-text.jsonl"}) {
    fs::copy_file(faults / name, box_.path(std::string("story/") + name));
  }
  const Outcome run = box_.run({"read", "story", "gone.txt"});
  EXPECT_EQ(run.status, 1);
  for (const char* message :
       {"story/empty.txt: ", "story/binary.txt: ", "story/latin1.txt, byte 7: ",
        "story/truncated.jsonl, line 2: ", "story/truncated.json, line 3: ",
        "story/no-text.jsonl, line 2: ", "gone.txt: can't be opened"}) {
    EXPECT_NE(run.err.find("sayso: " + std::string(message)), std::string::npos) << message << "\n"
                                                                                 << run.err;
  }
  for (const Article& article : story()) ok({"article", article.id});
}

TEST_F(CliTest, DryRunsWriteNothingAndShowWhatWouldBeRead) {
  box_.write(
      "page.html",
      "<h1>The bridge</h1><article><figure><img><figcaption>The bridge.</figcaption></figure>"
      "<p>The bridge is closed, Ines Varga of the port said on Monday afternoon.</p></article>");
  const Outcome shown = ok({"read", "page.html", "--dry-run", "--show"});
  for (const char* words :
       {"title           The bridge", "published       (not said)", "caption         The bridge.",
        "The bridge is closed, Ines Varga", "would read 1 article", "  with no date  1"}) {
    EXPECT_NE(shown.out.find(words), std::string::npos) << words << "\n" << shown.out;
  }
  EXPECT_FALSE(fs::exists(box_.path("sayso.db")));
}

TEST_F(CliTest, EveryPieceHasAFate) {
  box_.write("mixed.jsonl", line(story()[0]) + line(story()[0]) + "{\"id\":\"n\"}\n[1]\n{\n");
  const Outcome first = box_.run({"read", "mixed.jsonl"});
  for (const char* row : {"read            1", "given twice     1", "not an article  1",
                          "no text         1", "failed          1"}) {
    EXPECT_NE(first.out.find(row), std::string::npos) << row << "\n" << first.out;
  }
  const Outcome again = ok({"sources", "mixed.jsonl", "--json"});
  std::vector<std::string> fates;
  for (const json& piece : json::parse(again.out)) fates.push_back(piece["fate"]);
  EXPECT_EQ(fates, (std::vector<std::string>{"seen before", "seen before", "no text",
                                             "not an article", "failed"}));
  const Outcome kept = ok({"sources"});
  EXPECT_NE(kept.out.find("mixed.jsonl, " + story()[0].id), std::string::npos) << kept.out;
}

TEST_F(CliTest, AnArticleFromStandardInputTakesItsHeadFromTheOptions) {
  testing_program::Options options;
  options.input = "\"It fell,\" Ines Varga said on Monday.\n";
  const Outcome run = box_.run(
      {"read", "-", "--outlet", "Quay Notes", "--published", "2023-03-15", "--title", "It fell"},
      options);
  EXPECT_EQ(run.status, 0) << run.err;
  const json documents = json::parse(export_of("sayso.db"))["documents"];
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(documents[0]["outlet"], "Quay Notes");
  EXPECT_EQ(documents[0]["published"], "2023-03-15");
  EXPECT_EQ(documents[0]["title"], "It fell");
}

// Each code point as a string of its own.
std::vector<std::string> code_points(const std::string& text) {
  std::vector<std::string> points;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (!continues || points.empty()) points.emplace_back();
    points.back() += c;
  }
  return points;
}

// Every object with start, end and text in an export must have cut its text at these places.
int check_spans(const json& value, const std::vector<std::string>& points) {
  int n_spans = 0;
  if (value.is_object() && value.contains("start") && value.contains("text")) {
    std::string words;
    for (std::size_t i = value["start"]; i < value["end"] && i < points.size(); ++i)
      words += points[i];
    EXPECT_EQ(words, value["text"]);
    ++n_spans;
  }
  for (const json& inner : value) {
    if (inner.is_structured()) n_spans += check_spans(inner, points);
  }
  return n_spans;
}

TEST_F(CliTest, EveryOffsetPointsAtItsWords) {
  const std::string text =
      "\xF0\x9F\x8C\x89 The north bridge\u00A0fell at 9\u00A0p.m.\r\n\r\n"
      "\xE2\x80\x9CIt was old \xF0\x9F\x98\xA2, e\u0301verybody knew it,\xE2\x80\x9D Ine\u0301s "
      "Varga said on Monday.\r\n\r\n"
      "\xF0\x9D\x94\x84 spokesman said that\u00A0the bridge was inspected in January.";
  box_.write("unicode.jsonl", line({"u1", "\xE5\xA4\xA7\xE9\x98\xAA Post", "2023-03-13", text}));
  ok({"read", "unicode.jsonl"});
  EXPECT_EQ(json::parse(ok({"article", "u1", "--json"}).out)["article"]["text"], text);
  const json exported = json::parse(export_of("sayso.db"));
  EXPECT_GE(check_spans(exported["statements"], code_points(text)), 3);
  EXPECT_GE(check_spans(json::parse(ok({"article", "u1", "--json"}).out)["statements"],
                        code_points(text)),
            3);
}

TEST_F(CliTest, AnEarlierDayShowsOnlyWhatWasOutByThen) {
  ok({"read", "story"});
  const json now = json::parse(ok({"claims", "--json"}).out);
  const json then = json::parse(ok({"claims", "--json", "--as-of", "2023-03-13"}).out);
  EXPECT_EQ(now["articles"], 3);
  EXPECT_EQ(then["articles"], 1);
  EXPECT_EQ(then["as_of"], "2023-03-13");
  EXPECT_LT(then["claims"].size(), now["claims"].size());
  for (const json& claim : then["claims"]) {
    EXPECT_LE(claim["articles"], 1);
    const auto same = [&](const json& other) { return other["id"] == claim["id"]; };
    const auto found = std::find_if(now["claims"].begin(), now["claims"].end(), same);
    ASSERT_NE(found, now["claims"].end());
    EXPECT_EQ((*found)["number"], claim["number"]);
  }
  EXPECT_EQ(box_.run({"article", "b2", "--as-of", "2023-03-13"}).status, 1);
  EXPECT_EQ(box_.run({"claims", "--as-of", "13 March"}).status, 2);
}

TEST_F(CliTest, ListingsFindWhatTheyAreAskedFor) {
  ok({"read", "story"});
  const std::string first = json::parse(ok({"claims", "--json"}).out)["claims"][0]["id"];
  EXPECT_EQ(ok({"claim", "C1"}).out, ok({"claim", first}).out);
  EXPECT_EQ(ok({"claim", "C1"}).out, ok({"claim", first.substr(0, 8)}).out);
  EXPECT_NE(ok({"claim", "C1", "--quotes", "--why"}).out.find("In their words"), std::string::npos);
  EXPECT_NE(ok({"who", "varga"}).out.find("Ines Varga"), std::string::npos);
  EXPECT_NE(ok({"article", "b1"}).out.find("[S1 "), std::string::npos);
  EXPECT_NE(ok({"search", "inspected", "January"}).out.find("The Mill Post"), std::string::npos);
  EXPECT_NE(ok({"search", "claims"}).out.find("0 places"),
            std::string::npos);  // a word, no command

  const Outcome nobody = box_.run({"who", "Ines Vagra"});
  EXPECT_EQ(nobody.status, 1);
  EXPECT_NE(nobody.err.find("similar: \"Ines Varga\""), std::string::npos) << nobody.err;
  EXPECT_EQ(box_.run({"claim", "C999"}).status, 1);
  EXPECT_EQ(box_.run({"article", "b9"}).status, 1);
}

TEST_F(CliTest, EveryStatementCanBeExplained) {
  ok({"read", "story"});
  const std::size_t n_statements = json::parse(export_of("sayso.db"))["statements"].size();
  ASSERT_GE(n_statements, 3u);
  for (std::size_t i = 1; i <= n_statements; ++i) {
    const std::string number = "S" + std::to_string(i);
    const json listing = json::parse(ok({"explain", number, "--json"}).out);
    const json& statement = listing["statement"];
    EXPECT_EQ(statement["number"], number);
    std::map<std::string, json> decisions;
    for (const json& decision : listing["decisions"]) {
      EXPECT_NE(decision["pass"], "") << decision;
      decisions.emplace(decision["what"], decision);
    }
    EXPECT_EQ(decisions["stance"]["chosen"], statement["stance"]);
    EXPECT_EQ(decisions["said on"]["chosen"],
              statement["said_on"].is_null() ? json("not told") : statement["said_on"]);
    if (!statement["cue"].is_null()) {
      EXPECT_EQ(decisions["cue"]["chosen"], statement["cue"]["text"]);
    }
    EXPECT_EQ(decisions.count("claim"), 1u);
    if (i > 2) continue;  // each is an article read
    const std::string text = ok({"explain", statement["id"]}).out;
    EXPECT_EQ(text.rfind(" " + number + "  ", 0), 0u) << text;
    for (const char* part : {"[content ", "stance", "said on", "claim"}) {
      if (statement["content"].empty() && part[0] == '[') continue;
      EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    }
  }
  EXPECT_EQ(box_.run({"explain", "S999"}).status, 1);
  EXPECT_EQ(
      box_.run({"explain", "S" + std::to_string(n_statements), "--as-of", "2023-03-12"}).status, 1);
}

TEST_F(CliTest, AnotherModelDoesNotExplainWhatItDidNotRead) {
  ok({"read", "story"});
  box_.write("other.model", TinyModel().file());
  const Outcome run = box_.run({"explain", "S1", "--model", "other.model"});
  EXPECT_EQ(run.status, 1);
  EXPECT_NE(run.err.find("another model"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("rebuild --reread"), std::string::npos) << run.err;
}

TEST_F(CliTest, OtherArithmeticIsAnotherPin) {
  ok({"read", "story"});
  const Outcome other = box_.run({"--f32", "explain", "S1"});
  if (other.status == 0) GTEST_SKIP() << "this processor has no fast multiplication of bytes";
  EXPECT_NE(other.err.find("other arithmetic (int"), std::string::npos) << other.err;
  EXPECT_NE(other.err.find("here f32-onednn"), std::string::npos) << other.err;
  ok({"--f32", "rebuild", "--reread"});
  ok({"--f32", "explain", "S1"});
  EXPECT_EQ(box_.run({"explain", "S1"}).status, 1);
}

TEST_F(CliTest, OptionsAndErrorsAreThoseOfTheHelp) {
  EXPECT_NE(ok({"--help"}).out.find("rebuild"), std::string::npos);
  EXPECT_NE(ok({"read", "--help"}).out.find("--published"), std::string::npos);
  EXPECT_EQ(ok({"--version"}).out.rfind("sayso ", 0), 0u);
  const std::vector<std::vector<std::string>> wrong = {{},
                                                       {"dance"},
                                                       {"read"},
                                                       {"claim"},
                                                       {"explain"},
                                                       {"read", "story", "--threads", "-1"},
                                                       {"claims", "--nonsense"},
                                                       {"export", "--format", "xml"},
                                                       {"read", "story", "--published", "soon"}};
  for (const auto& arguments : wrong) EXPECT_EQ(box_.run(arguments).status, 2);

  const Outcome none = box_.run({"claims"});
  EXPECT_EQ(none.status, 1);
  EXPECT_EQ(none.err.rfind("sayso: sayso.db: there is no ledger here yet; ", 0), 0u) << none.err;
  EXPECT_FALSE(fs::exists(box_.path("sayso.db")));  // a listing makes no ledger

  testing_program::Options options;
  options.environment = {"SAYSO_LEDGER=named.db"};
  EXPECT_EQ(box_.run({"read", "story/b1.jsonl"}, options).status, 0);
  EXPECT_TRUE(fs::exists(box_.path("named.db")));
  ok({"--ledger", "named.db", "claims"});
  EXPECT_EQ(box_.run({"read", "story/b2.jsonl", "--model", "story/b1.jsonl"}).status, 1);
  EXPECT_FALSE(fs::exists(box_.path("sayso.db")));
}

TEST_F(CliTest, AReaderThatGoesAwayIsNoErrorAFullDiskIs) {
  ok({"read", "story"});
  testing_program::Options closed;
  closed.output_is_closed_pipe = true;
  const Outcome quiet = box_.run({"claims"}, closed);
  EXPECT_EQ(quiet.status, 0);
  EXPECT_EQ(quiet.err, "");
  testing_program::Options full;
  full.output_file = "/dev/full";
  EXPECT_EQ(box_.run({"claims"}, full).status, 1);
}

TEST_F(CliTest, AFileThatIsNoLedgerIsLeftAlone) {
  box_.write("notes.db", "These are notes and no ledger, however long they may become in the end.");
  for (const char* command : {"claims", "rebuild"}) {
    const Outcome run = box_.run({command, "--ledger", "notes.db"});
    EXPECT_EQ(run.status, 1);
    EXPECT_NE(run.err.find("notes.db"), std::string::npos) << run.err;
  }
  EXPECT_EQ(box_.run({"read", "story", "--ledger", "notes.db"}).status, 1);
  EXPECT_EQ(box_.read("notes.db").substr(0, 15), "These are notes");
}

// SQLite keeps the number of our format in bytes 60 to 63 of the file, the least significant last.
TEST_F(CliTest, ALedgerOfAnotherVersionIsNamed) {
  ok({"read", "story"});
  std::string bytes = box_.read("sayso.db");
  ASSERT_GT(bytes.size(), 100u);
  bytes[63] = static_cast<char>(bytes[63] + 1);
  box_.write("later.db", bytes);
  for (const char* command : {"claims", "rebuild"}) {
    const Outcome run = box_.run({command, "--ledger", "later.db"});
    EXPECT_EQ(run.status, 1);
    EXPECT_NE(run.err.find("later.db"), std::string::npos) << run.err;
    EXPECT_NE(run.err.find("version"), std::string::npos) << run.err;
  }
  EXPECT_EQ(box_.read("later.db"), bytes);
}

// One text under two addresses is two documents, and no second source; which was there first
// nothing tells, and every listing says so in the same words.
TEST_F(CliTest, OneArticleUnderTwoAddressesIsACopyOfWhichNothingTellsTheOriginal) {
  Article again = story()[0];
  box_.write("twice/1.jsonl", line(again));
  again.id = "b9";
  box_.write("twice/2.jsonl", line(again));
  ok({"read", "twice"});
  const json claims = json::parse(ok({"claims", "--json"}).out)["claims"];
  ASSERT_FALSE(claims.empty());
  EXPECT_EQ(claims[0]["articles"], 2);
  EXPECT_EQ(claims[0]["origins_at_most"], 1);
  const auto flat = [](std::string text) {
    std::string words;
    for (const char c : text) {
      const bool blank = c == ' ' || c == '\n';
      if (!blank || (!words.empty() && words.back() != ' ')) words += blank ? ' ' : c;
    }
    return words;
  };
  const std::string says = "nothing tells which had it first";
  const std::string one = flat(ok({"compare", "b1", "b9"}).out);
  EXPECT_NE(one.find(says), std::string::npos) << one;
  EXPECT_EQ(one, flat(ok({"compare", "b9", "b1"}).out));
  EXPECT_NE(flat(ok({"claim", "C1"}).out).find(says), std::string::npos) << ok({"claim", "C1"}).out;
}

TEST_F(CliTest, DatesThatLieAreSeenAndNothingIsLost) {
  const std::string text = story()[0].text;
  box_.write("odd/1.jsonl", line({"early", "Dawn Wire", "2023-03-10T00:30:00+02:00", text}));
  box_.write("odd/2.jsonl", line({"late", "Quay Notes", "2999-01-01", story()[2].text}));
  box_.write("odd/3.jsonl", line({"never", "Mill Post", "", story()[1].text}));
  ok({"read", "odd"});
  EXPECT_EQ(json::parse(export_of("sayso.db"))["documents"].size(), 3u);
  EXPECT_NE(ok({"article", "early"}).out.find("in UTC it was 9 March 2023"), std::string::npos);
  EXPECT_NE(ok({"article", "never"}).out.find("no date: it counts on every day"),
            std::string::npos);
  const std::string gaps = ok({"gaps"}).out;
  EXPECT_NE(gaps.find("never: taken to have been out on every day"), std::string::npos) << gaps;
  EXPECT_NE(gaps.find("late: published 1 January 2999, which lies in the future"),
            std::string::npos)
      << gaps;
  EXPECT_NE(ok({"changes", "--since", "2023-03-11"}).out.find("never: taken to have been there"),
            std::string::npos);
  const json odd = json::parse(ok({"gaps", "--json"}).out);
  EXPECT_EQ(odd["undated"], json::array({"never"}));
  EXPECT_FALSE(odd["odd_dates"].empty());
}

// A ledger of format version 1, as the program of that time wrote it.
TEST_F(CliTest, AnEarlierLedgerIsUpgradedAndACopyKept) {
  box_.write("old.db", box_.read(std::string(SAYSO_SOURCE_DIR) + "/tests/ledgers/version-1.db"));
  const std::string before = box_.read("old.db");
  const Outcome first = ok({"claims", "--ledger", "old.db"});
  EXPECT_NE(first.err.find("old.db.version-1"), std::string::npos) << first.err;
  EXPECT_NE(first.out.find("in 2 articles, as of 14 March 2023"), std::string::npos) << first.out;
  EXPECT_TRUE(box_.read("old.db.version-1") == before);
  const Outcome second = ok({"claims", "--ledger", "old.db"});
  EXPECT_EQ(second.err, "");
  EXPECT_EQ(second.out, first.out);
  const std::string derived = export_of("old.db");
  ok({"rebuild", "--ledger", "old.db"});
  EXPECT_EQ(export_of("old.db"), derived) << "the derived tables were made again";
  ok({"review", "accept", "S1", "--ledger", "old.db"});
  ok({"rebuild", "--reread", "--ledger", "old.db"});
  ok({"read", "story/b3.jsonl", "--ledger", "old.db"});
}

// Killed at any moment the ledger is what it was, or has everything; whatever happened, reading
// again makes it whole. The pauses only choose the moments.
class InterruptTest : public CliTest {
 protected:
  InterruptTest() {
    ok({"read", "story/b1.jsonl", "--ledger", "before.db"});
    before_ = export_of("before.db");
    after_ = whole();
  }

  // Starts reading the rest, sends `signal` after a pause and returns how it ended.
  Outcome interrupted(int signal, useconds_t pause_us) {
    fs::copy_file(box_.path("before.db"), box_.path("sayso.db"),
                  fs::copy_options::overwrite_existing);
    for (const char* side : {"sayso.db-journal", "sayso.db-wal", "sayso.db-shm"})
      fs::remove(box_.path(side));
    const pid_t process = box_.start({"read", "story", "--threads", "1"});
    ::usleep(pause_us);
    ::kill(process, signal);
    return box_.finish(process);
  }

  std::string before_, after_;
};

TEST_F(InterruptTest, KilledAtAnyMomentItIsAsBeforeOrWhole) {
  for (const useconds_t pause_us : {1000u, 20000u, 100000u, 200000u, 400000u, 800000u, 1600000u}) {
    interrupted(SIGKILL, pause_us);
    const std::string left = export_of("sayso.db");
    EXPECT_TRUE(left == before_ || left == after_) << "killed after " << pause_us << " us";
    ok({"read", "story"});
    EXPECT_EQ(export_of("sayso.db"), after_);
  }
}

TEST_F(InterruptTest, InterruptedItLeavesTheLedgerAsItWas) {
  for (const useconds_t pause_us : {1000u, 100000u, 300000u, 600000u}) {
    const Outcome run = interrupted(SIGINT, pause_us);
    EXPECT_EQ(export_of("sayso.db"), run.status == 0 ? after_ : before_) << run.status;
  }
}

// A text of this length takes many seconds to read.
TEST_F(InterruptTest, AnInterruptIsAnsweredAtOnceAndASecondOneStopsHard) {
  std::string text;
  for (int i = 0; i < 4000; ++i) {
    text +=
        "\"It was inspected in January,\" Tomas Reyl, a spokesman for the county, said on day " +
        std::to_string(i) + ".\n\n";
  }
  box_.write("huge/h1.jsonl", line({"h1", "Dawn Wire", "2023-03-16", text}));
  fs::copy_file(box_.path("before.db"), box_.path("sayso.db"));
  const auto heard = [&] {
    return box_.read("err").find("A second Ctrl-C stops at once") != std::string::npos;
  };
  // Before it watches for interrupts one just ends the program, with nothing done.
  for (useconds_t pause_us = 400000; pause_us < 20000000; pause_us *= 2) {
    const pid_t process = box_.start({"read", "huge", "--threads", "1"});
    ::usleep(pause_us);
    ::kill(process, SIGINT);
    for (int i = 0; i < 20 && !heard(); ++i) ::usleep(50000);
    const bool was_heard = heard();
    ::kill(process, SIGINT);
    const Outcome run = box_.finish(process);
    EXPECT_EQ(run.status, 128 + SIGINT);
    EXPECT_EQ(export_of("sayso.db"), before_);
    if (was_heard) return;
  }
  ADD_FAILURE() << "it was never heard";
}

TEST(Examples, AreReadAndFitATerminal) {
  const Sandbox box("examples");
  const Outcome read = box.run({"read", std::string(SAYSO_SOURCE_DIR) + "/examples/halden-crane"});
  EXPECT_EQ(read.status, 0) << read.err;
  const std::string claims = box.run({"claims"}).out;
  EXPECT_NE(claims.find("in 9 articles, as of 21 April 2023"), std::string::npos) << claims;
  for (std::size_t at = 0; at < claims.size();) {
    const std::size_t end = claims.find('\n', at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(code_points(claims.substr(at, end - at)).size(), 80u);
    at = end + 1;
  }
}

}  // namespace
}  // namespace sayso
