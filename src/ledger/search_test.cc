#include "ledger/search.h"

#include <gtest/gtest.h>

#include <string>

#include "ledger/test_ledger.h"

namespace sayso {
namespace {

using test::Folder;
using test::kPin;

struct Article {
  std::string key;
  std::string title;
  std::string text;
};

Document document_of(const Article& article) {
  Document d;
  d.key = article.key;
  d.title = article.title;
  d.text = article.text;
  return d;
}

// Finds only what was in the ledger of these articles.
class Search : public ::testing::Test {
 protected:
  void read(const std::vector<Article>& articles) {
    std::vector<Document> documents;
    std::vector<Records> records;
    for (const Article& article : articles) {
      documents.push_back(document_of(article));
      records.emplace_back();
      records.back().document = article.key;
    }
    test::expect_done(ledger_.add(documents, records, kPin));
  }

  // "key: words | words; key: words", in the order of the hits.
  std::string found(std::string_view words, int limit = 100) {
    const auto hits = ledger_.search(words, limit);
    if (!hits) return "error: " + hits.error().what;
    std::string list;
    std::string last;
    for (const SearchHit& hit : *hits) {
      const std::string text = ledger_.document(hit.document)->text;
      list += hit.document == last ? " | " : (last.empty() ? "" : "; ") + hit.document + ": ";
      list += slice(text, hit.at);
      last = hit.document;
    }
    return list;
  }

  const Folder folder_;
  Ledger ledger_ = test::opened(folder_.file());
};

TEST_F(Search, AllWordsInOneDocumentAndTheShortestStretchFirst) {
  read({{"a", "", "The crane fell. Later an inspector saw the crane that fell on the port."},
        {"b", "", "A crane stood there; nothing came down."},
        {"c", "Crane in the news", "It fell at night."}});
  const std::pair<const char*, const char*> cases[] = {
      {"crane fell", "a: crane fell | crane that fell; c: fell"},
      {"CRANE Fell", "a: crane fell | crane that fell; c: fell"},
      {"inspector", "a: inspector"},
      {"nothing port", ""},
      {"news", "c: "},
      {"  nothing \t came\n", "b: nothing came"},
      {"", ""},
      {"zebra", ""},
  };
  for (const auto& [words, expected] : cases) EXPECT_EQ(found(words), expected) << words;
}

TEST_F(Search, WordsAreNeverAQueryLanguage) {
  read({{"a", "", "near not and or title text crane port \"quoted\" C++ 50% it's U.S. a-b"},
        {"b", "", "crane"}});
  const std::pair<const char*, const char*> cases[] = {
      {"\"quoted\"", "a: quoted"},
      {"NOT crane", "a: not and or title text crane"},
      {"crane OR zebra", ""},
      {"NEAR(crane port)", ""},
      {"title:crane", ""},
      {"title : crane", "a: title text crane"},
      {"cra*", ""},
      {"^crane", "b: crane; a: crane"},
      {"-crane", "b: crane; a: crane"},
      {"{title text}: crane", "a: title text crane"},
      {"U.S.", "a: U.S"},
      {"a-b", "a: a-b"},
      {"it's", "a: it's"},
      {"C++", "a: C"},
      {"\"", ""},
      {"\"\"\"", ""},
      {"'; DROP TABLE document; --", ""},
      {"( ) * : ^ + - !", ""},
      {"crane !!!", "b: crane; a: crane"},
      {"crane \xE2\x80\x94", "b: crane; a: crane"},  // a dash has no letters in any script
      {"\xE2\x80\x94", ""},
      {"crane\x01port", "a: crane port"},
  };
  for (const auto& [words, expected] : cases) EXPECT_EQ(found(words), expected) << words;
  EXPECT_EQ(found(std::string("crane\0port", 10)), "a: crane port");
}

TEST_F(Search, AnyBytesAreSafe) {
  read({{"a", "", "crane"}});
  test::Draw draw(3);
  for (int i = 0; i < 2000; ++i) {
    std::string words;
    for (std::uint32_t n = draw.below(30); n > 0; --n) {
      words += draw.coin() ? static_cast<char>(draw.below(256))
                           : "\"*():-^ ANDORNEAR{}+"[draw.below(20)];
    }
    const auto hits = ledger_.search(words, 10);
    EXPECT_TRUE(hits) << words << "\n" << (hits ? "" : to_string(hits.error()));
  }
}

TEST_F(Search, OffsetsAreThoseOfTheTextInAnyScript) {
  read({{"a", "",
         "\xF0\x9F\x98\x80 re\xCC\x81sume\xCC\x81 \xC2\xA0Ma\xC3\xB1"
         "ana\r\n"
         "\xD0\x9A\xD1\x80\xD0\xB0\xD0\xBD fell " +
             std::string(1, 0) + " after"}});
  EXPECT_EQ(found("manana"),
            "a: Ma\xC3\xB1"
            "ana");
  EXPECT_EQ(found("MA\xC3\x91"
                  "ANA"),
            "a: Ma\xC3\xB1"
            "ana");
  EXPECT_EQ(found("resume"), "a: re\xCC\x81sume\xCC\x81");
  EXPECT_EQ(found("\xD0\xBA\xD1\x80\xD0\xB0\xD0\xBD"), "a: \xD0\x9A\xD1\x80\xD0\xB0\xD0\xBD");
  EXPECT_EQ(found("after"), "a: after");
}

TEST_F(Search, AtMostThreePlacesOfADocumentAndAtMostLimit) {
  read({{"a", "", "crane one. crane two. crane three. crane four."},
        {"b", "", "a port and a crane"}});
  EXPECT_EQ(found("crane"), "a: crane | crane | crane; b: crane");
  EXPECT_EQ(found("crane", 2), "a: crane | crane");
  EXPECT_EQ(found("crane", 4), "a: crane | crane | crane; b: crane");
  EXPECT_EQ(found("crane", 0), "");
  EXPECT_EQ(found("crane", -1), "");
}

TEST_F(Search, WordsFarApartShowTheFirst) {
  read({{"a", "", "port " + std::string(3000, '.') + " crane"}});
  EXPECT_EQ(found("crane port"), "a: port");
}

TEST_F(Search, TiesAreInTheOrderOfKeys) {
  read({{"c", "", "crane"}, {"a", "", "crane"}});
  read({{"b", "", "crane"}});
  EXPECT_EQ(found("crane"), "a: crane; b: crane; c: crane");
}

TEST_F(Search, TooManyWordsAreAnError) {
  read({{"a", "", "crane"}});
  std::string many;
  for (int i = 0; i < 65; ++i) many += "crane ";
  EXPECT_EQ(found(many.substr(6)), "a: crane");
  EXPECT_NE(found(many).find("error: these are too many words"), std::string::npos);
  EXPECT_NE(found(std::string(5000, 'x')).find("error: these are too many"), std::string::npos);
}

TEST_F(Search, TheStatementAroundAPlaceIsNamed) {
  const std::string text = "She said that he said the crane fell. Nothing else about the port.";
  read({{"a", "", text}});
  const auto span = [&](std::string_view part) {
    const auto at = static_cast<std::uint32_t>(text.find(part));
    return Span{at, at + static_cast<std::uint32_t>(part.size())};
  };
  Grouping g;
  g.documents.resize(1);
  g.documents[0].key = "a";
  g.claims.resize(1);
  g.statements.resize(2);
  g.statements[0].id = "S-outer";
  g.statements[0].statement.source = span("She");
  g.statements[0].statement.content = {span("he said the crane fell")};
  g.statements[1].id = "S-inner";
  g.statements[1].statement.cue = span("said the");
  g.statements[1].statement.content = {span("the crane fell")};
  test::expect_done(ledger_.store(g));
  const auto statement_of = [&](std::string_view words) {
    return ledger_.search(words, 1)->front().statement;
  };
  EXPECT_EQ(statement_of("crane"), "S-inner");
  EXPECT_EQ(statement_of("she"), "S-outer");
  EXPECT_EQ(statement_of("port"), "");
  EXPECT_EQ(statement_of("crane nothing"), "");
}

}  // namespace
}  // namespace sayso
