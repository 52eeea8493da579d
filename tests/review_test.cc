// Reviews and `forget` from end to end, on the example story: what a person decides is shown before
// it is written, outlives every way of making the claims again, can be taken back and passed on;
// and what is forgotten is gone.
//
// Statements are named by their words, since their numbers depend on what the model finds.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "program.h"

namespace sayso {
namespace {

using nlohmann::json;
using testing_program::Outcome;
using testing_program::Sandbox;

constexpr const char* kSquall = "a squall had knocked the crane over";
constexpr const char* kGusts = "Gusts reached 31 meters per second at about that time";
constexpr const char* kSticker = "The last sticker on that machine is from May";

using Words = std::vector<std::string>;

class ReviewTest : public testing::Test {
 protected:
  ReviewTest() : box_(testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::istringstream lines(
        box_.read(std::string(SAYSO_SOURCE_DIR) + "/examples/halden-crane/articles.jsonl"));
    for (std::string line; std::getline(lines, line);) {
      const std::string id = json::parse(line)["id"];
      box_.write("story/" + id + ".jsonl", line + "\n");
      articles_.push_back(id);
    }
    ok({"read", "story"});
  }

  Outcome run(Words arguments, const std::string& ledger = "sayso.db",
              const std::string& who = "Ada Lin") {
    testing_program::Options options;
    options.environment = {"SAYSO_REVIEWER=" + who};
    arguments.insert(arguments.end(), {"--ledger", ledger});
    return box_.run(arguments, options);
  }

  Outcome ok(const Words& arguments, const std::string& ledger = "sayso.db",
             const std::string& who = "Ada Lin") {
    Outcome outcome = run(arguments, ledger, who);
    EXPECT_EQ(outcome.status, 0) << arguments.front() << ": " << outcome.err;
    return outcome;
  }

  json whole(const std::string& ledger = "sayso.db") {
    return json::parse(ok({"export"}, ledger).out);
  }

  // The first whose content begins with these words.
  json statement(const std::string& words, const std::string& ledger = "sayso.db") {
    const json exported = whole(ledger);
    for (const json& one : exported["statements"]) {
      if (one["content"].empty()) continue;
      const std::string text = one["content"][0]["text"];
      if (text.find(words) != std::string::npos && one["carries"].empty()) return one;
    }
    ADD_FAILURE() << words;
    return {};
  }
  std::string id(const std::string& words) { return statement(words)["id"]; }
  std::string claim(const std::string& words, const std::string& ledger = "sayso.db") {
    return statement(words, ledger)["claim"];
  }

  // One of each kind, by two people.
  void decide(const std::string& ledger = "sayso.db") {
    const std::string a = id(kSquall), b = id(kGusts);
    ok({"review", "accept", a, b}, ledger);
    ok({"review", "merge", claim(kSquall), claim(kGusts)}, ledger);
    ok({"review", "correct", b, "--said-on", "2023-03-12", "--stance", "confirms"}, ledger);
    ok({"review", "split", "--origin", a, b, "--note", "the mast is automatic"}, ledger, "Ben");
    ok({"review", "relate", claim(kSticker, ledger), claim(kSquall, ledger), "--contradicts"},
       ledger, "Ben");
    ok({"review", "correct", "--entity", "Anselm Okoro", "--party", "Halden Port Authority"},
       ledger);
    ok({"review", "correct", "--document", "a2", "--outlet", "The Southern Post", "--published",
        "2023-03-14"},
       ledger);
    ok({"review", "note", claim(kSquall, ledger), "ask the met office for its log"}, ledger);
    ok({"review", "reject", id("Show us the page in the log")}, ledger, "Ben");
  }

  std::vector<json> reviews(const std::string& ledger = "sayso.db") {
    return json::parse(ok({"review", "list", "--json"}, ledger).out)["reviews"];
  }

  Sandbox box_;
  std::vector<std::string> articles_;
};

json without_reviews(json exported) {
  exported.erase("reviews");
  for (json& one : exported["statements"]) one.erase("reviews");
  return exported;
}

std::string after(const std::string& text, const std::string& heading) {
  const std::size_t at = text.find(heading);
  EXPECT_NE(at, std::string::npos) << text;
  const std::size_t end = text.rfind("\n\n");
  return at == std::string::npos ? "" : text.substr(at + heading.size(), end - at - heading.size());
}

TEST_F(ReviewTest, EachIsShownBeforeItIsMade) {
  const std::string before = box_.read("sayso.db");
  const Words merge = {"review", "merge", claim(kSquall), claim(kGusts)};
  Words trial = merge;
  trial.push_back("--dry-run");
  const std::string tried = ok(trial).out;
  EXPECT_EQ(box_.read("sayso.db"), before);
  const std::string made = ok(merge).out;
  EXPECT_NE(box_.read("sayso.db"), before);
  EXPECT_EQ(after(tried, "What would change"), after(made, "What has changed"));
  EXPECT_NE(made.find("single origin -> multiple origins"), std::string::npos) << made;
  EXPECT_NE(made.find("Ada Lin"), std::string::npos);
  EXPECT_NE(made.find("`sayso review undo R1`"), std::string::npos);
  EXPECT_EQ(claim(kSquall), claim(kGusts));
  trial[1] = "split";
  trial[3] = id(kGusts);
  trial.push_back("--json");
  const json split = json::parse(ok(trial).out);
  EXPECT_EQ(split["made"], false);
  EXPECT_EQ(split["claims"].size(), 2u) << split;
}

TEST_F(ReviewTest, DecisionsAreOnTheClaimsPageAndInTheExport) {
  decide();
  const std::string page = ok({"claim", claim(kSquall), "--why"}).out;
  for (const char* words : {"joined by review (Ada Lin, ", "What readers decided and noted",
                            "independent of each other", "note: ask the met office for its log",
                            "Meridian, 13 Mar", "corroborated"}) {
    EXPECT_NE(page.find(words), std::string::npos) << words << "\n" << page;
  }
  // A reader's words are nobody's content.
  EXPECT_EQ(page.find("\"ask the met"), std::string::npos);
  const json exported = whole();
  EXPECT_EQ(exported["reviews"].size(), 9u);
  const json gusts = statement(kGusts);
  EXPECT_EQ(gusts["said_on"], "2023-03-12");
  EXPECT_EQ(gusts["stance"], "confirms");
  EXPECT_GE(gusts["reviews"].size(), 4u);
  for (const json& one : exported["documents"]) {
    if (one["id"] == "a2") {
      EXPECT_EQ(one["outlet"], "The Southern Post");
    }
  }
  for (const json& one : reviews()) EXPECT_EQ(one["state"], "holds") << one;
  const json listed = json::parse(ok({"claim", claim(kSquall), "--json"}).out)["reviews"];
  EXPECT_EQ(listed.size(), 8u) << listed;
  EXPECT_EQ(listed.back()["note"], "ask the met office for its log");
  const std::string explained = ok({"explain", gusts["id"].get<std::string>()}).out;
  EXPECT_NE(explained.find("stance is confirms"), std::string::npos) << explained;
}

TEST_F(ReviewTest, DecisionsOutliveEveryWayOfMakingTheClaimsAgain) {
  decide();
  const json expected = whole();
  ok({"rebuild"});
  EXPECT_EQ(whole(), expected);
  ok({"rebuild", "--reread"});
  EXPECT_EQ(whole(), expected);
  ok({"read", "story"});
  EXPECT_EQ(whole(), expected);
  // Other rules find other statements; what was decided stays.
  ok({"rebuild", "--reread", "--attitudes"});
  EXPECT_EQ(statement(kGusts)["stance"], "confirms");
  EXPECT_EQ(claim(kSquall), claim(kGusts));
  for (const json& one : reviews()) EXPECT_EQ(one["state"], "holds") << one;
}

TEST_F(ReviewTest, ReadingInPiecesWithReviewsBetweenIsReadingAtOnce) {
  decide();
  const json expected = whole();
  ok({"review", "export", "mine.jsonl"});
  ok({"read", "story/a1.jsonl", "story/a4.jsonl"}, "pieces.db");
  ok({"review", "import", "mine.jsonl"}, "pieces.db");
  ok({"read", "story/a9.jsonl"}, "pieces.db");
  ok({"read", "story"}, "pieces.db");
  EXPECT_EQ(whole("pieces.db"), expected);
  EXPECT_EQ(ok({"review", "export"}, "pieces.db").out, ok({"review", "export"}).out);
}

TEST_F(ReviewTest, UndoingAllIsHavingMadeNone) {
  const json expected = whole();
  decide();
  EXPECT_NE(without_reviews(whole()), without_reviews(expected));
  for (int r = 1; r <= 9; ++r) ok({"review", "undo", "R" + std::to_string(r)});
  EXPECT_EQ(without_reviews(whole()), without_reviews(expected));
  EXPECT_EQ(reviews().size(), 18u);
  const Outcome twice = run({"review", "undo", "R1"});
  EXPECT_EQ(twice.status, 1);
  EXPECT_NE(twice.err.find("R1 is undone already; `sayso review undo R10`"), std::string::npos)
      << twice.err;
  ok({"review", "undo", "R10"});
  EXPECT_EQ(reviews()[0]["state"], "holds");
}

TEST_F(ReviewTest, ColleaguesReviewsMeetInEitherOrder) {
  ok({"read", "story"}, "ben.db");
  ok({"review", "correct", id(kSquall), "--stance", "denies"});
  ok({"review", "merge", claim(kSquall), claim(kGusts)});
  ok({"review", "correct", id(kSquall), "--stance", "questions"}, "ben.db", "Ben");
  ok({"review", "split", claim(kSticker, "ben.db"), id(kSticker)}, "ben.db", "Ben");
  ok({"review", "export", "ada.jsonl"});
  ok({"review", "export", "ben.jsonl"}, "ben.db");
  for (const char* ledger : {"ab.db", "ba.db"}) ok({"read", "story"}, ledger);
  ok({"review", "import", "ada.jsonl"}, "ab.db");
  const std::string shown = ok({"review", "import", "ben.jsonl"}, "ab.db").out;
  EXPECT_NE(shown.find("contradict each other"), std::string::npos) << shown;
  ok({"review", "import", "ben.jsonl"}, "ba.db");
  ok({"review", "import", "ada.jsonl"}, "ba.db");
  EXPECT_EQ(ok({"export"}, "ab.db").out, ok({"export"}, "ba.db").out);
  EXPECT_EQ(statement(kSquall, "ab.db")["stance"], "questions");  // Ben's, since it is later
  const std::string list = ok({"review", "list"}, "ab.db").out;
  EXPECT_NE(list.find("4 reviews, 1 conflict"), std::string::npos) << list;
  EXPECT_NE(list.find("overruled by R3; a conflict"), std::string::npos) << list;
  const std::string again = ok({"review", "import", "ben.jsonl"}, "ab.db").out;
  EXPECT_NE(again.find("imported 0 reviews, 2 already there"), std::string::npos) << again;
}

TEST_F(ReviewTest, WhatIsNotHereIsListedAsOrphanedUntilItIs) {
  decide();
  ok({"review", "export", "mine.jsonl"});
  ok({"read", "story/a4.jsonl"}, "other.db");
  const std::string shown = ok({"review", "import", "mine.jsonl"}, "other.db").out;
  EXPECT_NE(shown.find("is orphaned: its article is not in this ledger"), std::string::npos)
      << shown;
  const std::string orphans = ok({"review", "list", "--orphaned"}, "other.db").out;
  EXPECT_NE(orphans.find("orphaned reviews"), std::string::npos) << orphans;
  EXPECT_NE(orphans.find("\"a squall had knocked"), std::string::npos) << orphans;
  ok({"read", "story"}, "other.db");
  EXPECT_NE(ok({"review", "list", "--orphaned"}, "other.db").out.find("no review is orphaned"),
            std::string::npos);
  EXPECT_EQ(whole("other.db"), whole());
}

TEST_F(ReviewTest, AFileOfReviewsIsCheckedLineByLine) {
  ok({"review", "correct", id(kSquall), "--stance", "denies"});
  ok({"review", "note", claim(kGusts), "one"});
  const std::string good = ok({"review", "export"}).out;
  std::string forged = good;
  forged.replace(forged.find("\"denies\""), 8, "\"questions\"");
  box_.write("forged.jsonl", forged + "nonsense\n");
  ok({"read", "story"}, "other.db");
  const Outcome outcome = run({"review", "import", "forged.jsonl"}, "other.db");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("forged.jsonl, line 2: "), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("it was changed"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("forged.jsonl, line 4: this is no review"), std::string::npos)
      << outcome.err;
  EXPECT_NE(outcome.out.find("imported 1 review, 0 already there"), std::string::npos)
      << outcome.out;
  EXPECT_EQ(reviews("other.db").size(), 1u);
  EXPECT_EQ(run({"review", "import", "gone.jsonl"}, "other.db").status, 1);
}

TEST_F(ReviewTest, WhatCannotBeMeantIsRefusedWithWhatCouldBe) {
  const std::string a = id(kSquall), other = id(kSticker);
  const struct {
    Words arguments;
    int status;
    const char* said;
  } cases[] = {
      {{"accept", "S999"}, 1, "there is no statement \"S999\" in this ledger; they are S1 to "},
      {{"split", claim(kSquall), other}, 1, " is not of C"},
      {{"split", claim(kSquall)}, 1, "not said which statements"},
      {{"split", claim(kGusts), id(kGusts)}, 1, "nothing would be left in C"},
      {{"merge", claim(kSquall), claim(kSquall)}, 1, "already; name two claims that are apart"},
      {{"merge", "--origin", a, other}, 1, "`sayso review merge C"},
      {{"merge", "--entity", "Anselm Okoro", "Anselm Okoro"}, 1, "they are one already"},
      {{"merge", "--entity", "Anselm Okoro", "Anselm Okoru"}, 1, "similar: \"Anselm Okoro\""},
      {{"split", "--entity", "Anselm Okoro", "--in", "a99"}, 1, "no article \"a99\""},
      {{"split", "--entity", "Anselm Okoro"}, 2, "--in the articles"},
      {{"correct", a}, 2, "not said what to correct"},
      {{"correct", a, "--stance", "lies"}, 2, "lies"},
      {{"correct", a, "--said-on", "Monday"}, 2, "is no date"},
      {{"correct", a, "--party", "Crane"}, 2, "name it with --entity"},
      {{"correct", a, "--speaker", "Nobody Known"}, 1, "--new person"},
      {{"correct", "--document", "a1", "--stance", "denies"}, 2, "name it as S12"},
      {{"relate", claim(kSquall), claim(kGusts)}, 2, "--contradicts or --not"},
      {{"undo", "R1"}, 1, "there is no review \"R1\""},
      {{"note", claim(kSquall)}, 2, ""},
      {{}, 2, ""},
  };
  const std::string before = box_.read("sayso.db");
  for (const auto& one : cases) {
    Words arguments = {"review"};
    arguments.insert(arguments.end(), one.arguments.begin(), one.arguments.end());
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, one.status) << outcome.err;
    EXPECT_NE(outcome.err.find(one.said), std::string::npos) << one.said << "\n" << outcome.err;
  }
  EXPECT_EQ(box_.read("sayso.db"), before);
}

TEST_F(ReviewTest, ASpeakerWhomNoArticleNamesIsNew) {
  ok({"review", "correct", id(kGusts), "--speaker", "Tove Marl", "--new", "person"});
  EXPECT_NE(ok({"who", "Tove Marl"}).out.find("Gusts reached"), std::string::npos);
}

std::string words_in_a_row(const std::string& text) {
  std::string words;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || (!words.empty() && words.back() != ' ')) words += blank ? ' ' : c;
  }
  return words;
}

// A number may be another one by the time it is typed: every verb says which words it is about.
TEST_F(ReviewTest, EveryVerbPrintsTheWordsThatItIsAbout) {
  const std::string s = id(kSquall);
  const Words verbs[] = {{"accept", s},
                         {"reject", s},
                         {"correct", s, "--stance", "denies"},
                         {"note", s, "odd"},
                         {"merge", claim(kSquall), claim(kGusts)},
                         {"relate", claim(kSquall), claim(kGusts), "--not"},
                         {"accept", claim(kSquall)},
                         {"split", claim(kSquall), s}};
  for (const Words& verb : verbs) {
    Words arguments = {"review"};
    arguments.insert(arguments.end(), verb.begin(), verb.end());
    arguments.push_back("--dry-run");
    const std::string out = words_in_a_row(ok(arguments).out);
    const std::string head = out.substr(0, out.find("What would change"));
    EXPECT_NE(head.find(kSquall), std::string::npos) << verb[0] << "\n" << out;
    arguments.push_back("--json");
    const json about = json::parse(ok(arguments).out)["reviews"][0]["about"];
    EXPECT_NE(about.dump().find(kSquall), std::string::npos) << about;
  }
  ok({"review", "accept", s});
  EXPECT_NE(words_in_a_row(ok({"review", "list"}).out).find(kSquall), std::string::npos);
  const std::string undone = words_in_a_row(ok({"review", "undo", "R1", "--dry-run"}).out);
  EXPECT_NE(undone.find(kSquall), std::string::npos) << undone;
  EXPECT_NE(ok({"review", "correct", "--document", "a2", "--byline", "Mara Lind", "--dry-run"})
                .out.find("The Northern Post"),
            std::string::npos);
  EXPECT_NE(words_in_a_row(ok({"review", "correct", "--entity", "Anselm Okoro", "--party",
                               "Halden Port Authority", "--dry-run"})
                               .out)
                .find("Anselm Okoro in "),
            std::string::npos);
  ok({"review", "export", "mine.jsonl"});
  ok({"read", "story"}, "other.db");
  EXPECT_NE(words_in_a_row(ok({"review", "import", "mine.jsonl"}, "other.db").out).find(kSquall),
            std::string::npos);
}

TEST_F(ReviewTest, ContentRelaysAndTypesAreCorrectedPassedOnAndUndone) {
  const json before = whole();
  const std::string s = id(kSquall), document = statement(kSquall)["document"];
  const auto of_cue = [&](const std::string& ledger) {
    const json exported = whole(ledger);
    for (const json& one : exported["statements"]) {
      if (!one["content"].empty() && one["content"][0]["text"] == "knocked the crane over")
        return one;
    }
    return json();
  };
  const auto name_of = [&](const std::string& entity, const std::string& ledger) {
    const json exported = whole(ledger);
    for (const json& one : exported["entities"]) {
      if (one["id"] == entity) return one["name"].get<std::string>();
    }
    return std::string();
  };
  const std::string shown = ok({"review", "correct", s, "--content", "knocked the crane over"}).out;
  EXPECT_NE(shown.find("content"), std::string::npos) << shown;
  json made = of_cue("sayso.db");
  ASSERT_FALSE(made.is_null()) << shown;
  const std::string now = made["id"];
  ok({"review", "correct", now, "--via", "Kystradio", "--via", "Skerry"}, "sayso.db", "Ben");
  ok({"review", "correct", now, "--via", "The Slip", "--new", "outlet", "--dry-run"});
  ok({"review", "accept", now});
  ok({"review", "correct", "--entity", "Anselm Okoro", "--type", "organisation"});
  made = of_cue("sayso.db");
  ASSERT_EQ(made["via"].size(), 2u) << made;
  EXPECT_EQ(name_of(made["via"][0], "sayso.db"), "Kystradio");
  EXPECT_EQ(name_of(made["via"][1], "sayso.db"), "Skerry");
  const auto types = [&](const std::string& ledger) {
    std::string all;
    const json exported = whole(ledger);
    for (const json& one : exported["entities"]) {
      if (one["name"] == "Anselm Okoro") all += one["type"].get<std::string>() + " ";
    }
    return all;
  };
  EXPECT_EQ(types("sayso.db"), "organisation ");
  for (const json& one : reviews()) EXPECT_EQ(one["state"], "holds") << one;
  const json expected = whole();
  ok({"rebuild", "--reread"});
  EXPECT_EQ(whole(), expected);
  ok({"review", "export", "mine.jsonl"});
  ok({"read", "story"}, "other.db");
  ok({"review", "import", "mine.jsonl"}, "other.db");
  EXPECT_EQ(whole("other.db"), expected);
  for (int r = 1; r <= 4; ++r) ok({"review", "undo", "R" + std::to_string(r)});
  EXPECT_EQ(without_reviews(whole()), without_reviews(before));

  const struct {
    Words arguments;
    int status;
    const char* said;
  } cases[] = {
      {{s, "--content", "words that are not there"}, 1, "do not stand in"},
      {{s, id(kGusts), "--content", "crane"}, 2, "one statement at a time"},
      {{s, "--via", "Nobody Known"}, 1, "--new person"},
      {{s, "--type", "person"}, 2, "name it with --entity"},
      {{"--entity", "Anselm Okoro", "--type", "robot"}, 2, "robot"},
      {{"--entity", "Anselm Okoro", "--type", "person", "--party", "none"}, 2, "two reviews"},
  };
  for (const auto& one : cases) {
    Words arguments = {"review", "correct"};
    arguments.insert(arguments.end(), one.arguments.begin(), one.arguments.end());
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, one.status) << outcome.err;
    EXPECT_NE(outcome.err.find(one.said), std::string::npos) << one.said << "\n" << outcome.err;
  }
}

TEST_F(ReviewTest, ListingsFitATerminal) {
  decide();
  ok({"review", "correct", id(kSquall), "--stance", "denies"}, "sayso.db", "Ben");
  for (const Words& arguments : {Words{"review", "list"}, Words{"claim", claim(kSquall)},
                                 Words{"review", "reject", claim(kSquall), "--dry-run"},
                                 Words{"forget", "a1", "--dry-run"}}) {
    std::istringstream lines(ok(arguments).out);
    for (std::string line; std::getline(lines, line);) {
      const auto n = std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      });
      EXPECT_LE(n, 80) << line;
    }
  }
}

TEST_F(ReviewTest, WhatIsForgottenIsGone) {
  const json a6 = json::parse(ok({"article", "a6", "--json"}).out)["article"];
  const json page = [&] {
    const json exported = whole();
    for (const json& one : exported["statements"]) {
      if (one["document"] == "a6" && !one["content"].empty()) return one;
    }
    return json();
  }();
  ok({"review", "accept", page["id"], id(kSquall), "--note", "seen"});
  ok({"review", "note", page["id"].get<std::string>(), "odd wording"});
  const std::string tried = ok({"forget", "a6", "--dry-run"}).out;
  EXPECT_TRUE(whole()["documents"].size() == 9u);
  const std::string made = ok({"forget", "a6", "--why", "court order"}).out;
  EXPECT_EQ(after(tried, "What would change"), after(made, "What has changed"));
  EXPECT_EQ(whole()["documents"].size(), 8u);
  EXPECT_EQ(run({"article", "a6"}).status, 1);

  // No run of words of its text is left that another article has not.
  std::string others;
  for (const std::string& name : articles_) {
    if (name != "a6") others += box_.read("story/" + name + ".jsonl");
  }
  const std::string bytes = box_.read("sayso.db");
  const std::string text = a6["text"];
  std::size_t n_checked = 0;
  for (std::size_t at = 0; at + 24 <= text.size(); at += 8) {
    const std::string piece = text.substr(at, 24);
    if (others.find(piece) != std::string::npos) continue;
    ++n_checked;
    ASSERT_EQ(bytes.find(piece), std::string::npos) << piece;
  }
  EXPECT_GT(n_checked, 30u);
  EXPECT_EQ(bytes.find(a6["title"].get<std::string>()), std::string::npos);
  EXPECT_EQ(bytes.find("odd wording"), std::string::npos);

  const Outcome again = run({"read", "story"});
  EXPECT_NE(again.err.find("story/a6.jsonl, a6: this text was forgotten by Ada Lin on "),
            std::string::npos)
      << again.err;
  EXPECT_NE(again.err.find("(court order)"), std::string::npos);
  EXPECT_EQ(whole()["documents"].size(), 8u);
  EXPECT_NE(ok({"forget", "--list"}).out.find("court order"), std::string::npos);
  const json listed = json::parse(ok({"forget", "--list", "--json"}).out)["forgotten"];
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0]["name"], "a6");
  EXPECT_EQ(listed[0]["by"], "Ada Lin");
  EXPECT_EQ(listed[0]["why"], "court order");
  EXPECT_EQ(listed[0]["text_hash"].get<std::string>().size(), 64u);
  EXPECT_NE(ok({"forget", "a6"}).out.find("Nothing of it"), std::string::npos);
  ok({"rebuild", "--reread"});
  EXPECT_EQ(reviews()[0]["review"]["redacted"], true);
  EXPECT_EQ(reviews()[0]["state"], "holds");  // for the other statement
  EXPECT_EQ(reviews()[1]["state"], "orphaned");
  ok({"forget", "--undo", "a6"});
  ok({"read", "story"});
  EXPECT_EQ(whole()["documents"].size(), 9u);
  EXPECT_EQ(run({"forget", "--undo", "a6"}).status, 1);
  EXPECT_EQ(run({"forget", "a99"}).status, 1);
  EXPECT_EQ(run({"forget"}).status, 2);
}

// The words of a text that no other article has, in the ledger's file and in what lies beside it.
bool has_words_of(const Sandbox& box, const std::string& text, const std::string& others) {
  std::string bytes;
  for (const char* side : {"", "-journal", "-wal", "-shm"})
    bytes += box.read("sayso.db" + std::string(side));
  for (std::size_t at = 0; at + 24 <= text.size(); at += 12) {
    const std::string piece = text.substr(at, 24);
    if (others.find(piece) == std::string::npos && bytes.find(piece) != std::string::npos)
      return true;
  }
  return false;
}

TEST_F(ReviewTest, ForgettingThatIsKilledIsDoneOrNotBegun) {
  const std::string text = json::parse(ok({"article", "a6", "--json"}).out)["article"]["text"];
  std::string others;
  for (const std::string& name : articles_) {
    if (name != "a6") others += box_.read("story/" + name + ".jsonl");
  }
  ok({"review", "accept", id(kSquall), "--note", text.substr(0, 200)});
  const json before = whole();
  const std::string start = box_.read("sayso.db");
  const auto began = std::chrono::steady_clock::now();
  ok({"forget", "a6"});
  const auto took_us = std::chrono::duration_cast<std::chrono::microseconds>(
                           std::chrono::steady_clock::now() - began)
                           .count();
  const json after = whole();
  ASSERT_NE(before, after);
  ASSERT_FALSE(has_words_of(box_, text, others));
  std::mt19937 draw(20230313);
  std::uniform_int_distribution<long> pause_us(0, took_us * 5 / 4);
  int n_before = 0, n_after = 0;
  for (int i = 0; i < 20; ++i) {
    SCOPED_TRACE(i);
    for (const char* side : {"-journal", "-wal", "-shm"})
      std::filesystem::remove(box_.path("sayso.db" + std::string(side)));
    box_.write("sayso.db", start);
    const pid_t process = box_.start({"forget", "a6", "--ledger", "sayso.db"});
    ::usleep(static_cast<useconds_t>(pause_us(draw)));
    ::kill(process, SIGKILL);
    const bool ended = box_.finish(process).status == 0;
    json left = whole();
    const bool is_there = left["documents"].size() == before["documents"].size();
    EXPECT_FALSE(ended && is_there);
    EXPECT_EQ(is_there ? left : json(), is_there ? before : json());
    EXPECT_EQ(left["documents"], is_there ? before["documents"] : after["documents"]);
    EXPECT_EQ(left["claims"], is_there ? before["claims"] : after["claims"]);
    EXPECT_EQ(has_words_of(box_, text, others), is_there);
    ++(is_there ? n_before : n_after);
  }
  EXPECT_GT(n_before, 0);
  std::cout << n_before << " killed before, " << n_after << " after\n";
}

}  // namespace
}  // namespace sayso
