// Each file in tests/faults: what is reported, and what is read all the same.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "sayso/ingest.h"

namespace sayso {
namespace {

struct Case {
  std::string file;
  std::size_t n_documents;
  std::vector<std::string> errors;  // "where: what", each with a remedy
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void check(const Case& c) {
  const Ingested out = ingest(read_file("tests/faults/" + c.file), c.file);
  EXPECT_EQ(out.documents.size(), c.n_documents) << c.file;
  std::vector<std::string> errors;
  for (const Error& error : out.errors) {
    errors.push_back(error.where + ": " + error.what);
    EXPECT_FALSE(error.remedy.empty()) << c.file;
  }
  EXPECT_EQ(errors, c.errors) << c.file;
}

TEST(Faults, AreNamedAndTheRestIsRead) {
  const Case cases[] = {
      {"empty.txt", 0, {"empty.txt: the file is empty"}},
      {"blank.txt", 0, {"blank.txt: the file holds nothing but white space"}},
      {"binary.txt", 0, {"binary.txt: the file is not text but binary data"}},
      {"picture.txt", 0, {"picture.txt: the file is a picture (PNG)"}},
      {"compressed.jsonl", 0, {"compressed.jsonl: the file is compressed with gzip"}},
      {"document.pdf", 0, {"document.pdf: the file is a PDF"}},
      {"latin1.txt", 0, {"latin1.txt, byte 7: the text is not valid UTF-8"}},
      {"utf16.txt", 1, {}},
      {"utf16-cut.txt",
       0,
       {"utf16-cut.txt: the file begins like UTF-16LE but is not valid as that"}},
      {"truncated.json",
       0,
       {"truncated.json, line 3: the JSON is cut off: a string or a bracket is not closed"}},
      {"truncated.jsonl",
       1,
       {"truncated.jsonl, line 2: the JSON is cut off: a string or a bracket is not closed"}},
      {"no-text.jsonl",
       2,
       {"no-text.jsonl, line 2: the article has no text",
        "no-text.jsonl, line 3: the article has no text"}},
      {"wrong-types.jsonl",
       1,
       {"wrong-types.jsonl, line 2: \"text\" is an array, not a string",
        "wrong-types.jsonl, line 3: \"byline\" is an object, not a string",
        "wrong-types.jsonl, line 4: this is an array, not an article",
        "wrong-types.jsonl, line 5: this is a string, not an article"}},
      {"lone-surrogate.jsonl",
       1,
       {"lone-surrogate.jsonl, line 1, byte 30: half of a surrogate pair stands alone (\\ud83d)",
        "lone-surrogate.jsonl, line 3, byte 136: half of a surrogate pair stands alone (\\ude00)"}},
      {"not-utf8.jsonl", 2, {"not-utf8.jsonl, line 2, byte 133: the line is not valid UTF-8"}},
      {"not-json.jsonl",
       1,
       {"not-json.jsonl, line 1: this is not JSON (The JSON document has an improper structure: "
        "missing or superfluous commas, braces, missing keys, etc.)"}},
      {"bad-date.jsonl",
       1,
       {"bad-date.jsonl, line 1: \"published\" is not a date and was left out; the article was "
        "read"}},
      {"no-article.html", 0, {"no-article.html: no text of an article was found in the page"}},
  };
  for (const Case& c : cases) check(c);
}

TEST(Faults, MarkedUtf16IsRead) {
  const Ingested out = ingest(read_file("tests/faults/utf16.txt"), "utf16.txt");
  ASSERT_EQ(out.documents.size(), 1u);
  EXPECT_EQ(out.documents[0].text, "The crane fell, said Mara Lind – 🏗.\n");
}

}  // namespace
}  // namespace sayso
