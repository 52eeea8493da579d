#include <gtest/gtest.h>

#include "ingest/reader.h"

namespace sayso {
namespace {

struct Case {
  std::string_view text;
  std::string title, byline, published, modified;
};

void check(const Case& c) {
  const PlainHead head = plain_head(c.text);
  EXPECT_EQ(head.title, c.title) << c.text;
  EXPECT_EQ(head.byline, c.byline) << c.text;
  EXPECT_EQ(head.published, c.published) << c.text;
  EXPECT_EQ(head.modified, c.modified) << c.text;
}

TEST(PlainHead, TakesOnlyWhatIsClear) {
  const Case cases[] = {
      {"Dredger aground off Halden\n\nDecember 22, 2021 by Mara Lind\n\nA dredger ran aground.\n",
       "Dredger aground off Halden", "Mara Lind", "2021-12-22", ""},
      {"Dredger aground\n22 December 2021\nA dredger ran aground.\n", "Dredger aground", "",
       "2021-12-22", ""},
      {"Dredger aground\r\n\r\nBy Mara Lind\r\nPublished: 3 May 2021\r\nUpdated: 4 May "
       "2021\r\n\r\nText.\r\n",
       "Dredger aground", "Mara Lind", "2021-05-03", "2021-05-04"},
      {"“It was there,” director says\n\nBy Mara Lind and Ama Teller | 3 May 2021, 10:05\n\nText.",
       "“It was there,” director says", "Mara Lind and Ama Teller", "2021-05-03T10:05:00", ""},
      {"Dredger aground\n\nBy Zdenka Müller-O’Neill, May 3, 2021\n\nText.", "Dredger aground",
       "Zdenka Müller-O’Neill", "2021-05-03", ""},
      // A first line that is a sentence, or that goes on, is no title.
      {"A dredger ran aground.\n\nMore text.", "", "", "", ""},
      {"A dredger ran aground\nnear the port on Tuesday.\n", "", "", "", ""},
      {"December 22, 2021\n\nA dredger ran aground.\n", "", "", "2021-12-22", ""},
      // Two dates are no date; a date within a sentence is not the article's.
      {"Dredger aground\n\n3 May 2021\n\n4 May 2021\n\nText.", "Dredger aground", "", "", ""},
      {"Dredger aground\n\nOn 3 May 2021 a dredger ran aground.\n", "Dredger aground", "", "", ""},
      {"Dredger aground\n\n03/04/2021\n\nText.", "Dredger aground", "", "", ""},
      {"Dredger aground\n\nBy then it was night\n\nText.", "Dredger aground", "", "", ""},
      {"", "", "", "", ""},
      {"\n\n\n", "", "", "", ""}};
  for (const Case& c : cases) check(c);
}

TEST(PlainHead, LooksAtTheHeadOnly) {
  std::string text = "Dredger aground\n\n" + std::string(300, 'x') + "\n\n3 May 2021\n";
  EXPECT_EQ(plain_head(text).published, "");
}

TEST(ReadPlain, KeepsTheTextAsItIs) {
  const std::string text =
      "\xef\xbb\xbf"
      "Title\r\n\r\n e\xcc\x81\xc2\xa0\xf0\x9f\x98\x80 \r\n\r\n";
  const Ingested out = ingest(text, "a.txt");
  ASSERT_EQ(out.documents.size(), 1u);
  EXPECT_EQ(out.documents[0].text, text.substr(3));
  EXPECT_EQ(out.documents[0].bytes, text);
}

TEST(ReadPlain, OptionsComeBeforeGuesses) {
  const std::string text = "Dredger aground\n\nDecember 22, 2021 by Mara Lind\n\nText.\n";
  const Ingested out = ingest(
      text, "a.txt", {.outlet = "Skerry", .published = "2022-01-01", .title = "Another title"});
  ASSERT_EQ(out.documents.size(), 1u);
  EXPECT_EQ(out.documents[0].outlet, "Skerry");
  EXPECT_EQ(out.documents[0].published, "2022-01-01");
  EXPECT_EQ(out.documents[0].title, "Another title");
  EXPECT_EQ(out.documents[0].byline, "Mara Lind");
}

}  // namespace
}  // namespace sayso
