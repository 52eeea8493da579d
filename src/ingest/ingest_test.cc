#include "sayso/ingest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace sayso {
namespace {

Document made(std::string outlet, std::string address, std::string published, std::string text) {
  Document document;
  document.outlet = std::move(outlet);
  document.address = std::move(address);
  document.published = std::move(published);
  document.text = std::move(text);
  return document;
}

TEST(DocumentKey, KeepsTheFieldsApart) {
  const std::string keys[] = {
      document_key(made("ab", "c", "", "x")), document_key(made("a", "bc", "", "x")),
      document_key(made("abc", "", "", "x")), document_key(made("", "abc", "", "x")),
      document_key(made("", "", "abc", "x")), document_key(made("", "", "ab", "cx")),
      document_key(made("a", "", "bc", "x")), document_key(made("1:a", "", "", "x")),
      document_key(made("", "", "", "1:ax")), document_key(made("a", "b", "c", "x ")),
      document_key(made("a", "b", "c", "x")),
  };
  EXPECT_EQ(std::set<std::string>(std::begin(keys), std::end(keys)).size(), std::size(keys));
  for (const std::string& key : keys) {
    EXPECT_EQ(key.size(), 64u);
    EXPECT_EQ(key.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
}

TEST(DocumentKey, IgnoresWhatIsNotIdentity) {
  const Document document = made("Skerry", "https://skerry.example/1", "2023-04-11", "It fell.");
  Document other = made(" Skerry\n", "\thttps://skerry.example/1 ", "2023-04-11 ", "It fell.");
  other.title = "another title";
  other.byline = "Mara Lind";
  other.external_id = "a7";
  other.file = "elsewhere.jsonl";
  other.captured = "2023-05-01";
  EXPECT_EQ(document_key(document), document_key(other));
}

TEST(DocumentKey, StaysTheSameAcrossReleases) {
  // sha256sum of "6:Skerry0:10:2023-04-118:It fell."; ledgers hold such keys.
  EXPECT_EQ(document_key(made("Skerry", "", "2023-04-11", "It fell.")),
            "620c512c8bfef3f6cd61d96ac97cafec6bf91462e8ef109216761ba7a6691b29");
}

TEST(Ingest, TheContentChoosesTheReaderWhereTheNameDoesNot) {
  const std::string page =
      "<!DOCTYPE html><title>T</title><p>The crane fell on Monday, the director of the port "
      "said.</p>";
  const std::string text = "The crane fell on Monday, the director of the port said.";
  for (const std::string name : {"-", "page", "page.txt", "page.HTML", "dir.d/page"}) {
    const Ingested out = ingest(page, name);
    ASSERT_EQ(out.documents.size(), 1u) << name;
    EXPECT_EQ(out.documents[0].text, text) << name;
  }
  const std::string plain = "<3 is not a tag, and {braces} are not JSON, she said.";
  EXPECT_EQ(ingest(plain, "-").documents.at(0).text, plain);
  const std::string bracket = "[Editor's note: this is text.] It fell, she said.";
  EXPECT_EQ(ingest(bracket, "a.txt").documents.at(0).text, bracket);
}

TEST(Ingest, OptionsFillOnlyWhatIsEmpty) {
  const IngestOptions options{
      .outlet = "Skerry", .published = "2020-01-01", .title = "From the user"};
  const Ingested out = ingest(
      "{\"outlet\":\"Meridian\",\"text\":\"It fell.\"}\n{\"title\":\"T\",\"text\":\"It fell.\"}",
      "a.jsonl", options);
  ASSERT_EQ(out.documents.size(), 2u);
  EXPECT_EQ(out.documents[0].outlet, "Meridian");
  EXPECT_EQ(out.documents[0].title, "From the user");
  EXPECT_EQ(out.documents[0].published, "2020-01-01");
  EXPECT_EQ(out.documents[1].outlet, "Skerry");
  EXPECT_EQ(out.documents[1].title, "T");
}

TEST(Ingest, ALongFileIsRefusedByName) {
  for (const std::string name : {"a.txt", "a.html"}) {
    const Ingested out = ingest(std::string(100, 'x'), name, {.max_document_bytes = 99});
    EXPECT_TRUE(out.documents.empty());
    ASSERT_EQ(out.errors.size(), 1u);
    EXPECT_EQ(
        to_string(out.errors[0]),
        name + ": the text has 100 bytes, more than the limit of 99; split it, or raise the limit");
  }
}

TEST(Ingest, TheExamplesAreReadInEnglish) {
  for (const std::string story : {"halden-crane", "river-spill", "vaccine-trial"}) {
    std::ifstream in("examples/" + story + "/articles.jsonl", std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const std::string lines = bytes.str();
    const Ingested out = ingest(lines, story);
    EXPECT_TRUE(out.errors.empty());
    EXPECT_EQ(out.documents.size(),
              static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')))
        << story;
    for (const Document& document : out.documents)
      EXPECT_EQ(document.language, "en") << document.title;
  }
}

TEST(Ingest, ErrorsSayWhatTheyAreAbout) {
  const std::pair<std::string, Cause> cases[] = {
      {"{\"id\":\"a1\"}", Cause::kNoText},
      {"[1]", Cause::kNotAnArticle},
      {"{\"text\":1}", Cause::kFailed},
      {"{\"text\":\"It fell.\",\"published\":\"soon\"}", Cause::kLeftOut}};
  for (const auto& [line, cause] : cases) {
    const Ingested out = ingest(line, "a.jsonl");
    ASSERT_EQ(out.errors.size(), 1u) << line;
    EXPECT_EQ(out.causes.contains(0) ? out.causes.at(0) : Cause::kFailed, cause) << line;
  }
}

TEST(Ingest, NotesStayWithTheirDocumentWhereALongOneIsRefused) {
  const std::string feed =
      "<rss><channel><item><description>" + std::string(900, 'x') +
      "</description></item><item><description>It fell.</description></item></channel></rss>";
  const Ingested out = ingest(feed, "a.rss", {.max_document_bytes = 500});
  ASSERT_EQ(out.documents.size(), 1u);
  EXPECT_EQ(out.documents[0].text, "It fell.");
  EXPECT_EQ(out.errors.size(), 1u);
  ASSERT_EQ(out.notes.size(), 1u);
  EXPECT_EQ(out.notes[0].document, 0u);
}

}  // namespace
}  // namespace sayso
