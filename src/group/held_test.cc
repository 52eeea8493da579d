#include "group/held.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace sayso {
namespace {

Statement full_statement() {
  Statement s;
  s.source = Span{1, 5};
  s.cue = Span{6, 10};
  s.content = {{11, 20}, {25, 30}};
  s.sentence = {0, 31};
  s.speaker = 3;
  s.via = {1, 2};
  s.stance = Stance::kDenies;
  s.quoted = Quoted::kMixed;
  s.voice = Voice::kOwn;
  s.said_on = "2024-05-01";
  s.happened_on = "2024-04";
  s.carries = {7};
  s.inside = 0;
  s.answers = 5;
  s.seen = true;
  s.rule = "verb before the content";
  s.proposition.words = {"crane", "inspect"};
  s.proposition.numbers = {"05-17"};
  s.proposition.names = {"port brel"};
  s.proposition.context = {"independ"};
  s.proposition.meaning[255] = -4;
  s.proposition.refers_back = true;
  s.proposition.negated = true;
  s.proposition.text = "the crane had ... since 17 May";
  return s;
}

// What comes back of a statement; of the meaning only that it is held.
void check_comes_back(const Statement& statement) {
  HeldStatements held;
  Dictionary dictionary;
  held.add({full_statement(), statement}, {}, dictionary);
  held.list[1].id = 0xABCDEF;
  held.list[1].document = 9;
  const GroupedStatement grouped = held.released(1);
  EXPECT_EQ(grouped.id, "S000000abcdef");
  EXPECT_EQ(grouped.document, 9u);
  Proposition words;
  held.wordings[1].restore(words, dictionary);
  const Statement& s = grouped.statement;
  EXPECT_EQ(s.source, statement.source);
  EXPECT_EQ(s.cue, statement.cue);
  EXPECT_EQ(s.content, statement.content);
  EXPECT_EQ(s.sentence, statement.sentence);
  EXPECT_EQ(s.speaker, statement.speaker);
  EXPECT_EQ(s.via, statement.via);
  EXPECT_EQ(s.stance, statement.stance);
  EXPECT_EQ(s.quoted, statement.quoted);
  EXPECT_EQ(s.voice, statement.voice);
  EXPECT_EQ(s.said_on, statement.said_on);
  EXPECT_EQ(s.happened_on, statement.happened_on);
  EXPECT_EQ(s.carries, statement.carries);
  EXPECT_EQ(s.inside, statement.inside);
  EXPECT_EQ(s.answers, statement.answers);
  EXPECT_EQ(s.seen, statement.seen);
  EXPECT_EQ(s.rule, statement.rule);
  EXPECT_EQ(s.proposition.refers_back, statement.proposition.refers_back);
  EXPECT_EQ(s.proposition.negated, statement.proposition.negated);
  EXPECT_EQ(s.proposition.text, statement.proposition.text);
  EXPECT_EQ(words.words, statement.proposition.words);
  EXPECT_EQ(words.numbers, statement.proposition.numbers);
  EXPECT_EQ(words.names, statement.proposition.names);
  EXPECT_EQ(words.context, statement.proposition.context);
  EXPECT_EQ(first_span(held.list[1]), first_span(statement));
}

TEST(HeldStatements, GiveBackWhatTheyTook) {
  check_comes_back(full_statement());
  check_comes_back({});
  Statement silence;  // without content
  silence.cue = Span{3, 4};
  check_comes_back(silence);
  silence.cue = std::nullopt;
  silence.source = Span{1, 2};
  check_comes_back(silence);
}

TEST(HeldStatements, AMeaningIsHeldWhereThereIsOne) {
  HeldStatements held;
  Dictionary dictionary;
  held.add({Statement{}, full_statement()}, {}, dictionary);
  EXPECT_EQ(held.list[0].meaning, nullptr);
  ASSERT_NE(held.list[1].meaning, nullptr);
  EXPECT_EQ(held.list[1].meaning[0], 0);
  EXPECT_EQ(held.list[1].meaning[255], -4);
}

// Of all sizes, so that pieces are filled, begun anew and passed by.
TEST(Store, PiecesStayWhereTheyAre) {
  Store store;
  std::vector<std::pair<std::string, std::string_view>> kept;
  for (std::size_t i = 0; i < 3000; ++i) {
    const std::size_t bytes = i % 100 == 0 ? 400000 : i * 7 % 5000;
    std::string text(bytes, static_cast<char>('a' + i % 26));
    const std::string_view there = store.keep(text);
    kept.emplace_back(std::move(text), there);
  }
  Store moved = std::move(store);
  for (const auto& [text, there] : kept) ASSERT_EQ(text, there);
  EXPECT_TRUE(moved.keep(std::string_view()).empty());
}

}  // namespace
}  // namespace sayso
