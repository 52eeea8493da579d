#include <gtest/gtest.h>

#include "sayso/ingest.h"

namespace sayso {
namespace {

Document only(const std::string& text) {
  const Ingested out = ingest(text, "a.md");
  for (const Error& error : out.errors) ADD_FAILURE() << to_string(error);
  return out.documents.empty() ? Document() : out.documents[0];
}

TEST(Markdown, TheFrontBlockSaysWhatItIs) {
  for (const std::string block :
       {"---\ntitle: \"Crane: it falls\"\nOutlet: Skerry\nauthors: [Mara Lind, 'Bo Ek']\ndate: "
        "2023-04-11 "
        "08:00\nurl: https://skerry.example/1\ntags: [a, b]\n---\n",
        "+++\r\ntitle = 'Crane: it falls'\r\noutlet = \"Skerry\"\r\nauthors = [\"Mara Lind\", \"Bo "
        "Ek\"]\r\ndate = 2023-04-11T08:00\r\nurl = \"https://skerry.example/1\"\r\n+++\r\n",
        "---\ntitle: 'Crane: it falls'\nsource: Skerry\nauthors:\n  - Mara Lind\n  - Bo "
        "Ek\npublished: "
        "2023-04-11T08:00\nlink: https://skerry.example/1\n---\n"}) {
    const Document document = only(block + "\nIt fell.\n");
    EXPECT_EQ(document.title, "Crane: it falls") << block;
    EXPECT_EQ(document.outlet, "Skerry") << block;
    EXPECT_EQ(document.byline, "Mara Lind, Bo Ek") << block;
    EXPECT_EQ(document.published, "2023-04-11T08:00:00") << block;
    EXPECT_EQ(document.address, "https://skerry.example/1") << block;
    EXPECT_EQ(document.text, "It fell.") << block;
  }
}

TEST(Markdown, MarksGoAndWordsStay) {
  const std::pair<std::string, std::string> cases[] = {
      {"It **fell**, [she](https://x.example) said\non _Monday_.\n",
       "It fell, she said on Monday."},
      {"One.\n\nTwo.", "One.\n\nTwo."},
      {"One.\n\n## Crane ##\nTwo.\nThree\n-----\nFour.", "One.\n\nCrane\n\nTwo. Three\n\nFour."},
      {"- One\n- Two\n  goes on\n\nThree.", "One\nTwo goes on\n\nThree."},
      {"> “It fell,”\n> she said.", "“It fell,” she said."},
      {"One.\n```\ncode **x**\n```\nTwo. ![crane](x.png)\n\n<!-- note -->\n[1]: https://x.example",
       "One.\n\nTwo."},
      {"2 * 3 * 4 and snake_case_word \\*kept\\*", "2 * 3 * 4 and snake_case_word *kept*"},
      {"---\nnot closed: x\n\nIt fell.", "not closed: x\n\nIt fell."}};
  for (const auto& [markdown, text] : cases) EXPECT_EQ(only(markdown).text, text) << markdown;
}

TEST(Markdown, TheFirstHeadingIsTheTitle) {
  EXPECT_EQ(only("# Crane *falls*\n\nIt fell.").title, "Crane falls");
  EXPECT_EQ(only("# Crane *falls*\n\nIt fell.").text, "It fell.");
}

TEST(Markdown, WithoutTextItIsAnError) {
  const Ingested out = ingest("---\ntitle: x\n---\n\n# x\n", "a.md");
  ASSERT_EQ(out.errors.size(), 1u);
  EXPECT_EQ(out.causes.at(0), Cause::kNoText);
}

}  // namespace
}  // namespace sayso
