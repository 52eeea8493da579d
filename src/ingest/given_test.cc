#include "sayso/given.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sayso {
namespace {

Document document(std::string id, std::string text) {
  Document one;
  one.external_id = std::move(id);
  one.file = "a.jsonl";
  one.key = one.external_id + "-key";
  one.text = std::move(text);
  return one;
}

std::string file_of(const std::string& statements) {
  return R"({"entities":[{"id":"E1","name":"Mara Lind","type":"person","aliases":["Lind","Mayor Lind"],"party":"E2"},)"
         R"({"id":"E2","name":"Tarn Port","type":"organisation"},)"
         R"({"id":"E3","name":"Bo Ek","type":"person"}],"statements":[)" +
         statements + "]}";
}

GivenRecords part_of(const std::string& statements, const Document& one) {
  const Result<Given> given = read_given(file_of(statements), "gold.json");
  EXPECT_TRUE(given) << to_string(given.error());
  if (!given) return {};
  const std::vector<Document> documents{one};
  Result<std::vector<GivenRecords>> parts = given_of(*given, documents);
  EXPECT_TRUE(parts) << to_string(parts.error());
  return parts ? std::move(parts->front()) : GivenRecords{};
}

TEST(Given, SpansCountCodePointsAndBecomeBytes) {
  const Document one = document("a1", "“Ça brûle,” said Lind. It burned.");
  const GivenRecords part = part_of(
      R"({"id":"R1","document":"a1","source":{"start":17,"end":21,"text":"Lind"},"cue":{"start":12,"end":16},)"
      R"("content":[{"start":0,"end":11,"text":"“Ça brûle,”"}],"speaker":"E1","stance":"denies","quoted":"direct","said_on":"2023-03"})",
      one);
  ASSERT_EQ(part.statements.size(), 1u);
  const Statement& statement = part.statements[0].statement;
  const auto words = [&](const Span& span) { return one.text.substr(span.begin, span.size()); };
  EXPECT_EQ(words(*statement.source), "Lind");
  EXPECT_EQ(words(*statement.cue), "said");
  EXPECT_EQ(words(statement.content.at(0)), "“Ça brûle,”");
  EXPECT_EQ(statement.stance, Stance::kDenies);
  EXPECT_EQ(statement.quoted, Quoted::kDirect);
  EXPECT_EQ(statement.said_on, "2023-03");
  EXPECT_FALSE(part.statements[0].tells_happened);
}

TEST(Given, ADocumentHasTheEntitiesThatItNamesOrNeeds) {
  const GivenRecords part =
      part_of(R"({"document":"a1","content":[{"start":0,"end":2}],"speaker":"E1"})",
              document("a1", "It burned, said Lind, not Blinder."));
  ASSERT_EQ(part.entities.size(), 2u);  // and nobody is called Bo Ek here
  EXPECT_EQ(part.entities[0].name, "Mara Lind");
  EXPECT_EQ(part.entities[0].aliases, std::vector<std::string>{"Lind"});
  EXPECT_EQ(part.entities[0].mentions.size(), 1u);
  EXPECT_TRUE(part.entities[0].id.ends_with("#E1"));
  ASSERT_TRUE(part.entities[0].party);
  EXPECT_EQ(part.entities[*part.entities[0].party].name, "Tarn Port");
}

TEST(Given, WhatTheFileSaysOfNestingHoldsBothWays) {
  const GivenRecords part =
      part_of(R"({"id":"S1","document":"a1","content":[{"start":0,"end":20}],"carries":["S2"]},)"
              R"({"id":"S2","document":"a1","content":[{"start":5,"end":9}]},)"
              R"({"id":"S3","document":"a1","content":[{"start":10,"end":12}],"inside":"S4"},)"
              R"({"id":"S4","document":"a1","content":[{"start":10,"end":12}],"inside":"S3"})",
              document("a1", "It burned for a day, they said."));
  ASSERT_EQ(part.statements.size(), 4u);
  EXPECT_EQ(part.statements[1].statement.inside, 0u);
  EXPECT_EQ(part.statements[0].statement.carries, std::vector<std::uint32_t>{1});
  const auto open = [&](int i) { return !part.statements[i].statement.inside; };
  EXPECT_TRUE(open(2) || open(3)) << "a ring of two must not stay closed";
}

struct Fault {
  std::string statement, what;
};

TEST(Given, FaultsNameTheStatementAndWhatIsWrong) {
  const Document one = document("a1", "It burned, said Lind.");
  const Fault faults[] = {
      {R"({"id":"R1","document":"a9","content":[{"start":0,"end":2}]})", "no article"},
      {R"({"id":"R1","content":[{"start":0,"end":2}]})", "\"document\" is missing"},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":99}]})", "has 21 characters"},
      {R"({"id":"R1","document":"a1","content":[{"start":5,"end":5}]})", "ends where it begins"},
      {R"({"id":"R1","document":"a1","content":[{"start":-1,"end":5}]})", "is no span"},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":2,"text":"Is"}]})", "other words"},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":2}],"speaker":"E9"})", "\"E9\""},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":2}],"stance":"doubts"})",
       "doubts"},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":2}],"said_on":"May"})", "no day"},
      {R"({"id":"R1","document":"a1","content":[]})", "nothing to stand on"},
      {R"({"id":"R1","document":"a1","content":"It"})", "is not a list"},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":2}],"voice":"loud"})", "loud"},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":2,"text":5}]})", "not a string"},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":5},{"start":3,"end":9}]})",
       "overlap"},
      {R"({"id":"R1","document":"a1","content":[{"start":0,"end":2}],"inside":"R7"})", "\"R7\""},
      {R"({"id":"R1","document":"a1","cue":{"start":0,"end":2}},{"id":"R1","document":"a1","cue":{"start":0,"end":2}})",
       "twice"}};
  for (const Fault& fault : faults) {
    const Result<Given> given = read_given(file_of(fault.statement), "gold.json");
    const std::vector<Document> documents{one};
    const Error error = given ? given_of(*given, documents).error() : given.error();
    EXPECT_NE(error.what.find(fault.what), std::string::npos) << error.what;
    EXPECT_NE(error.where.find("gold.json, statement R1"), std::string::npos) << error.where;
    EXPECT_FALSE(error.remedy.empty());
  }
}

TEST(Given, WhatIsNoExportIsRefused) {
  for (const char* bytes : {"", "{", "[]", "{}", "null", R"({"statements":3})", "\xff"}) {
    const Result<Given> given = read_given(bytes, "gold.json");
    ASSERT_FALSE(given) << bytes;
    EXPECT_EQ(given.error().where, "gold.json") << bytes;
  }
}

TEST(Given, StatementsOfKnownDocumentsArePassedOver) {
  const Result<Given> given =
      read_given(file_of(R"({"document":"a1","content":[{"start":0,"end":2}]})"), "gold.json");
  ASSERT_TRUE(given);
  const std::vector<Document> documents{document("a2", "It burned.")};
  EXPECT_FALSE(given_of(*given, documents));
  const auto parts = given_of(*given, documents, {"a1"});
  ASSERT_TRUE(parts) << to_string(parts.error());
  EXPECT_TRUE(parts->front().statements.empty());
}

TEST(Given, AnIdThatTwoArticlesShareNeedsMore) {
  Document first = document("a1", "It burned."), second = document("a1", "It drowned.");
  second.file = "b.jsonl";
  second.key = "other-key";
  const std::vector<Document> documents{first, second};
  const Result<Given> shared =
      read_given(file_of(R"({"document":"a1","content":[{"start":0,"end":2}]})"), "gold.json");
  EXPECT_FALSE(given_of(*shared, documents));
  const Result<Given> full = read_given(
      file_of(R"({"document":"b.jsonl:a1","content":[{"start":0,"end":2}]})"), "gold.json");
  const auto parts = given_of(*full, documents);
  ASSERT_TRUE(parts) << to_string(parts.error());
  EXPECT_EQ((*parts)[1].statements.size(), 1u);
}

TEST(Given, AChainOfPartiesMayBeLong) {
  std::string entities;
  constexpr int kMany = 100000;
  for (int i = 0; i < kMany; ++i)
    entities += R"({"id":"E)" + std::to_string(i) + R"(","name":"N)" + std::to_string(i) +
                R"(","party":"E)" + std::to_string((i + 1) % kMany) + "\"}" +
                (i + 1 < kMany ? "," : "");
  const Result<Given> given = read_given(
      R"({"entities":[)" + entities +
          R"(],"statements":[{"document":"a1","content":[{"start":0,"end":2}],"speaker":"E0"}]})",
      "gold.json");
  ASSERT_TRUE(given) << to_string(given.error());
  const std::vector<Document> documents{document("a1", "It burned.")};
  const auto parts = given_of(*given, documents);
  ASSERT_TRUE(parts) << to_string(parts.error());
  EXPECT_EQ(parts->front().entities.size(), static_cast<std::size_t>(kMany));
  EXPECT_EQ(parts->front().entities[1].name, "N1");
  EXPECT_EQ(parts->front().entities[0].party, 1u);
  EXPECT_EQ(parts->front().entities[kMany - 1].party, 0u);
}

}  // namespace
}  // namespace sayso
