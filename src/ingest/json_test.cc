#include <gtest/gtest.h>

#include <string>

#include "sayso/ingest.h"

namespace sayso {
namespace {

std::vector<std::string> ids(const Ingested& out) {
  std::vector<std::string> found;
  for (const Document& document : out.documents) found.push_back(document.external_id);
  return found;
}

TEST(Json, ReadsEveryField) {
  const std::string line =
      R"({"id":"a1","url":"https://skerry.example/1","outlet":"Skerry","title":"T","byline":"Mara Lind",)"
      R"("published":"2023-03-13T13:20:00+01:00","modified":"2023-03-14","captured":"2023-03-15T00:00:00Z",)"
      R"("text":"It fell.","unknown":{"deep":[1]}})";
  const Ingested out = ingest(line + "\n", "a.jsonl");
  ASSERT_TRUE(out.errors.empty()) << to_string(out.errors[0]);
  ASSERT_EQ(out.documents.size(), 1u);
  const Document& document = out.documents[0];
  EXPECT_EQ(document.external_id, "a1");
  EXPECT_EQ(document.address, "https://skerry.example/1");
  EXPECT_EQ(document.outlet, "Skerry");
  EXPECT_EQ(document.title, "T");
  EXPECT_EQ(document.byline, "Mara Lind");
  EXPECT_EQ(document.published, "2023-03-13T13:20:00+01:00");
  EXPECT_EQ(document.modified, "2023-03-14");
  EXPECT_EQ(document.captured, "2023-03-15T00:00:00Z");
  EXPECT_EQ(document.text, "It fell.");
  EXPECT_EQ(document.bytes, line);
  EXPECT_EQ(document.file, "a.jsonl");
  EXPECT_EQ(document.key, document_key(document));
}

TEST(Json, TextIsVerbatim) {
  const std::pair<std::string, std::string> cases[] = {
      {R"( two  blanks and a tab\t)", " two  blanks and a tab\t"},
      {R"(a\r\nb\n\nc)", "a\r\nb\n\nc"},
      {R"(\ud83d\ude00 and 😀)", "😀 and 😀"},
      {R"(e\u0301 is not é)", "e\xcc\x81 is not é"},
      {R"(10\u00a0000)",
       "10\xc2\xa0"
       "000"},
      {R"(\ufeffmark)", "\xef\xbb\xbfmark"},
      {R"(\\ud83d is text)", "\\ud83d is text"},
      {R"(\\\\ \/ \")", "\\\\ / \""}};
  for (const auto& [written, text] : cases) {
    const Ingested out = ingest("{\"text\":\"" + written + "\"}", "a.jsonl");
    ASSERT_EQ(out.documents.size(), 1u)
        << written << (out.errors.empty() ? "" : to_string(out.errors[0]));
    EXPECT_EQ(out.documents[0].text, text);
  }
}

TEST(Json, FormsOfAFile) {
  struct Case {
    std::string name, bytes;
    std::vector<std::string> ids;
  };
  const std::string a = R"({"id":"a","text":"It fell."})",
                    b = R"({"id":"b","text":"He said, \"[it], {did}.\""})";
  const Case cases[] = {{"x.jsonl", a + "\n" + b + "\n", {"a", "b"}},
                        {"x.jsonl", a + "\r\n\r\n" + b, {"a", "b"}},
                        {"x.ndjson", "\xef\xbb\xbf" + a + "\n", {"a"}},
                        {"x.json", a, {"a"}},
                        {"x.json", "[" + a + ",\n " + b + "]\n", {"a", "b"}},
                        {"x.json", "{\n \"id\": \"a\",\n \"text\": \"It fell.\"\n}\n", {"a"}},
                        {"x.json", a + "\n" + b + "\n", {"a", "b"}},
                        {"-", a + "\n" + b + "\n", {"a", "b"}},
                        {"articles", "\n[ " + a + "]", {"a"}},
                        {"x.txt", a + "\n", {"a"}}};
  for (const Case& c : cases) {
    const Ingested out = ingest(c.bytes, c.name);
    EXPECT_TRUE(out.errors.empty()) << c.name << ": " << to_string(out.errors[0]);
    EXPECT_EQ(ids(out), c.ids) << c.bytes;
  }
}

TEST(Json, ElementsOfAnArrayKeepTheirBytesAndLines) {
  const std::string element = R"({"id": "b",  "text": "It fell."})";
  const Ingested out = ingest("[\n{\"id\": \"a\"},\n" + element + "\n]", "x.json");
  ASSERT_EQ(out.documents.size(), 1u);
  EXPECT_EQ(out.documents[0].bytes, element);
  ASSERT_EQ(out.errors.size(), 1u);
  EXPECT_EQ(out.errors[0].where, "x.json, line 2");
}

TEST(Json, DatesAreBroughtToIsoOrNamed) {
  const Ingested out =
      ingest(R"({"published":"Wed, 22 Dec 2021 10:05:00 GMT","modified":"soon","text":"It fell."})",
             "a.jsonl");
  ASSERT_EQ(out.documents.size(), 1u);
  EXPECT_EQ(out.documents[0].published, "2021-12-22T10:05:00Z");
  EXPECT_EQ(out.documents[0].modified, "");
  ASSERT_EQ(out.errors.size(), 1u);
  EXPECT_NE(out.errors[0].what.find("\"modified\" is not a date"), std::string::npos);
}

TEST(Json, BoundsAreKept) {
  const Ingested longer = ingest(R"({"text":"123456789"})"
                                 "\n"
                                 R"({"text":"12345678"})",
                                 "a.jsonl", {.max_document_bytes = 8});
  ASSERT_EQ(longer.documents.size(), 1u);
  EXPECT_EQ(longer.documents[0].text, "12345678");
  ASSERT_EQ(longer.errors.size(), 1u);
  EXPECT_NE(longer.errors[0].what.find("more than the limit of 8"), std::string::npos);

  const std::string deep =
      R"({"text":"It fell.","x":)" + std::string(2000, '[') + std::string(2000, ']') + "}";
  const Ingested nested = ingest(deep, "a.jsonl");
  ASSERT_EQ(nested.errors.size(), 1u);
  EXPECT_EQ(nested.errors[0].what, "the JSON is nested too deeply");
}

TEST(Json, NulInATextIsRefused) {
  const Ingested out = ingest(R"({"text":"It \u0000 fell."})", "a.jsonl");
  EXPECT_TRUE(out.documents.empty());
  ASSERT_EQ(out.errors.size(), 1u);
  EXPECT_NE(out.errors[0].what.find("NUL"), std::string::npos);
}

TEST(Json, AThousandErrorsAreListedAndTheRestCounted) {
  std::string lines;
  for (int i = 0; i < 1500; ++i) lines += "{}\n";
  const Ingested out = ingest(lines + R"({"id":"last","text":"It fell."})", "a.jsonl");
  EXPECT_EQ(ids(out), std::vector<std::string>{"last"});
  ASSERT_EQ(out.errors.size(), 1001u);
  EXPECT_EQ(out.errors.back().what, "500 more errors are not listed");
}

TEST(Json, AnEmptyArrayIsNoArticle) {
  const Ingested out = ingest("[ ]", "a.json");
  ASSERT_EQ(out.errors.size(), 1u);
  EXPECT_EQ(out.errors[0].what, "there is no article in the file");
}

}  // namespace
}  // namespace sayso
