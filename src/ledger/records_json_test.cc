#include "ledger/records_json.h"

#include <gtest/gtest.h>

#include <string>

#include "ledger/test_ledger.h"

namespace sayso {
namespace {

using test::Draw;

TEST(RecordsJson, EveryFieldComesBack) {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    Draw draw(seed);
    const Document document = test::made_document(draw);
    const Records records = test::made_records(draw, document);
    const std::string json = records_to_json(records);
    const Result<Records> back = records_from_json(json);
    ASSERT_TRUE(back) << "seed " << seed << ": " << to_string(back.error());
    EXPECT_TRUE(test::same(*back, records)) << "seed " << seed << "\n" << json;
    EXPECT_EQ(records_to_json(*back), json) << "seed " << seed;
  }
}

TEST(RecordsJson, ExtremesComeBack) {
  Records records;
  records.sketch = {0, 1, 0x8000000000000000u, 0xFFFFFFFFFFFFFFFFu};
  Statement statement;
  statement.sentence = {0, 0xFFFFFFFFu};
  for (int i = 0; i < 256; ++i) {
    statement.proposition.meaning[static_cast<std::size_t>(i)] = static_cast<std::int8_t>(i - 128);
  }
  records.statements = {statement};
  records.notes = {"", std::string(1, '\0'), "\xFF", "{\"hex\":\"00\"}"};
  const Result<Records> back = records_from_json(records_to_json(records));
  ASSERT_TRUE(back);
  EXPECT_TRUE(test::same(*back, records));
}

TEST(RecordsJson, OneTextForOneRecord) {
  Entity entity;
  entity.name = "Ylva Dragsund";
  entity.party = 3;
  entity.mentions = {{1, 2}};
  EXPECT_EQ(entity_to_json(entity),
            R"({"id":"","name":"Ylva Dragsund","type":"person","aliases":[],"roles":[],)"
            R"("party":3,"mentions":[[1,2]]})");
}

TEST(RecordsJson, WhatIsWrongIsAnError) {
  Draw draw(7);
  Document document = test::made_document(draw);
  Records records;
  records.document = "key";
  records.statements = {test::made_statement(draw, document.text, 1, 1)};
  records.entities = {test::made_entity(draw, document.text, 1)};
  const std::string good = records_to_json(records);
  ASSERT_TRUE(records_from_json(good));

  const std::string cases[] = {
      "", "{", "[]", "null", "3", "\"x\"", std::string(100000, '['), "{\"document\":3}"};
  for (const std::string& text : cases) EXPECT_FALSE(records_from_json(text)) << text.substr(0, 40);

  // Every field is needed, and of its kind.
  for (const char* field :
       {"document",    "external_id", "file",       "outlet",      "address", "title",  "byline",
        "published",   "entities",    "statements", "citations",   "credits", "sketch", "notes",
        "source",      "cue",         "content",    "sentence",    "speaker", "via",    "stance",
        "quoted",      "voice",       "said_on",    "happened_on", "carries", "inside", "answers",
        "proposition", "seen",        "rule",       "words",       "numbers", "names",  "meaning",
        "refers_back", "negated",     "context",    "text",        "id",      "name",   "type",
        "aliases",     "roles",       "party",      "mentions"}) {
    const std::string key = std::string("\"") + field + "\":";
    const std::size_t at = good.find(key);
    ASSERT_NE(at, std::string::npos) << field;
    std::string renamed = good;
    renamed.replace(at, key.size(), "\"other\":");
    EXPECT_FALSE(records_from_json(renamed)) << field;
    std::string other = good;
    other.insert(at + key.size(), "-1.5,\"other\":");
    EXPECT_FALSE(records_from_json(other)) << field;
  }
}

TEST(RecordsJson, NumbersThatDoNotFitAreErrors) {
  for (const char* text : {"[4294967296]", "[-1]", "[1.5]", "[1e3]", "[true]", "[null]", "{}",
                           "[18446744073709551616]"}) {
    EXPECT_FALSE(indexes_from_json(text)) << text;
  }
  const auto max = indexes_from_json("[4294967295]");
  ASSERT_TRUE(max);
  EXPECT_EQ(max->front(), 4294967295u);
}

}  // namespace
}  // namespace sayso
