#include <gtest/gtest.h>

#include "sayso/ingest.h"

namespace sayso {
namespace {

TEST(Csv, RowsAreArticles) {
  const Ingested out = ingest(
      "id,title,published,other,text\r\na1,Crane,11 April 2023,x,\"It fell, \"\"she\"\" "
      "said.\n\nIt stood.\"\r\n\r\na2,Two,,,It stood.",
      "a.csv");
  EXPECT_TRUE(out.errors.empty());
  ASSERT_EQ(out.documents.size(), 2u);
  EXPECT_EQ(out.documents[0].external_id, "a1");
  EXPECT_EQ(out.documents[0].title, "Crane");
  EXPECT_EQ(out.documents[0].published, "2023-04-11");
  EXPECT_EQ(out.documents[0].text, "It fell, \"she\" said.\n\nIt stood.");
  EXPECT_EQ(out.documents[1].text, "It stood.");
  EXPECT_EQ(out.documents[1].bytes, "a2,Two,,,It stood.");
}

TEST(Csv, OtherSeparatorsAndNames) {
  for (const std::string separator : {";", "\t", ","}) {
    const std::string table = "paper" + separator + "body\nSkerry" + separator + "It fell.\n";
    const Ingested out = ingest(table, "a.csv", {.map = {{"text", "body"}, {"outlet", "paper"}}});
    ASSERT_EQ(out.documents.size(), 1u) << separator;
    EXPECT_EQ(out.documents[0].outlet, "Skerry");
    EXPECT_EQ(out.documents[0].text, "It fell.");
  }
}

TEST(Csv, WhatIsWrongIsNamed) {
  const std::pair<std::string, std::string> cases[] = {
      {"id,body\na1,It fell.\n", "a.csv, line 1: no column is the text"},
      {"id,text\n", "a.csv: the table has no rows"},
      {"id,text\na1,\n", "a.csv, line 2, byte 8: the article has no text"},
      {"id,text\na1,It fell, she said.\n",
       "a.csv, line 2, byte 8: the row has more cells than the first one"},
      {"id,text\na1,\"It fell.\n", "a.csv, line 2, byte 8: a quotation mark is not closed"},
      {"published,text\nsoon,It fell.\n",
       "a.csv, line 2, byte 15: \"soon\" is not a date and was left out"}};
  for (const auto& [table, error] : cases) {
    const Ingested out = ingest(table, "a.csv");
    ASSERT_EQ(out.errors.size(), 1u) << table;
    EXPECT_EQ(out.errors[0].where + ": " + out.errors[0].what, error);
  }
}

TEST(Csv, CutAnywhereItReadsTheWholeRows) {
  std::string table = "id,text\n";
  const std::string row = "a,\"It fell, \"\"she\"\" said.\nIt stood.\"\n";
  for (int i = 0; i < 20; ++i) table += row;
  for (std::size_t n = 9; n < table.size(); n += 97) {
    const Ingested out = ingest(table.substr(0, n), "a.csv");
    EXPECT_GE(out.documents.size(), (n - 8) / row.size()) << n;
    EXPECT_LE(out.documents.size() + out.errors.size(), (n - 8) / row.size() + 1) << n;
  }
}

TEST(JsonMap, FieldsUnderOtherNames) {
  const IngestOptions options = {
      .map = {
          {"text", "body"}, {"outlet", "source.name"}, {"title", "a.b"}, {"url", "none.at.all"}}};
  const Ingested out =
      ingest(R"({"body":"It fell.","source":{"name":"Skerry"},"a.b":"Crane","text":1,"url":2})",
             "a.jsonl", options);
  ASSERT_EQ(out.documents.size(), 1u) << to_string(out.errors.at(0));
  EXPECT_EQ(out.documents[0].text, "It fell.");
  EXPECT_EQ(out.documents[0].outlet, "Skerry");
  EXPECT_EQ(out.documents[0].title, "Crane");
  EXPECT_EQ(out.documents[0].address, "");
}

}  // namespace
}  // namespace sayso
