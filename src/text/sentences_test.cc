#include "text/sentences.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

// Sentences joined by " | ", paragraphs by " || ".
std::string shown(std::string_view text) {
  std::string result;
  std::uint32_t paragraph = 0;
  for (const Sentence& sentence : split_sentences(text)) {
    if (!result.empty()) result += sentence.paragraph == paragraph ? " | " : " || ";
    paragraph = sentence.paragraph;
    result += slice(text, sentence.span);
  }
  return result;
}

// The text is given with its breaks marked; taking the marks out must put them back.
void check(const std::string& marked) {
  SCOPED_TRACE(marked);
  std::string text;
  for (std::size_t at = 0; at < marked.size(); ++at) {
    if (marked.compare(at, 6, " || ") == 0) continue;
    if (marked.compare(at, 3, " | ") == 0) {
      text += ' ';
      at += 2;
    } else {
      text += marked[at];
    }
  }
  EXPECT_EQ(shown(text), marked);
}

TEST(SentencesTest, BreaksAsNewsNeedsThem) {
  for (const char* marked : {
           "He left. | She stayed.",
           "Mr. Vale met Mrs. Oakes and Dr. Lind. | They spoke.",
           "Gen. Ruiz, Sen. Oakes, Rep. Lind and Gov. Vale agreed. | So did St. Anne's.",
           "It was on Jan. 5 at No. 10. | No. | He said no.",
           "J. R. Smith came. | George W. Vale did not.",
           "The U.S. Army left the U.S. | The rest stayed.",
           "The U.S. said so. | He lives in Washington, D.C. | He is old.",
           "At 5 p.m. he left. | At 9 a.m. Monday it ended at 6 p.m. | Vale stayed.",
           "Acme Inc. Chief Executive Vale left Acme Inc. | He said so.",
           "It cost 3.5 million. | Sales rose 2.1 percent... and fell.",
           "“It was wrong. | It was late.” | She left.",
           "“It was wrong,” she said. | “It was late.”",
           "\"It was wrong. | It was late.\" | She left.",
           "'It was wrong.' | She left.",
           "‘It was wrong.’ | She left.",
           "« C'est vrai. » | Il part.",
           "«It was wrong.» | She left.",
           "(It was wrong.) | She left. | [It was late.] | He stayed.",
           "\"Was it wrong?\" he asked. | \"Yes!\" she cried.",
           "\"Was it wrong?\" Mr. Vale asked. | Nobody answered.",
           "\"Was it wrong?\" | Nobody answered.",
           "\"It was wrong.\" he said.",
           "1. First this. | 2. Then that.",
           "See example.org for it. | Or not.",
           "日本。 | 東京。",
           "Is it so?! | No... | Yes.",
           "",
           "no stop",
           "...",
           "\"",
       }) {
    check(marked);
  }
}

TEST(SentencesTest, OpeningQuotesGoWithWhatTheyOpen) {
  EXPECT_EQ(shown("He left.“It was late.” She stayed."), "He left. | “It was late.” | She stayed.");
}

TEST(SentencesTest, LinesAndParagraphs) {
  EXPECT_EQ(shown("A headline\nThe text.\n\nNext."), "A headline | The text. || Next.");
  EXPECT_EQ(shown("One.\r\nTwo.\r\n\r\nThree."), "One. | Two. || Three.");
  EXPECT_EQ(shown("\n\n One. \n \t\n\n\n Two. \n\n"), "One. || Two.");
  EXPECT_EQ(shown("One.\u2029Two.\u00A0\n\u00A0\nThree."), "One. | Two. || Three.");
  EXPECT_EQ(split_sentences("\n\nOne.").front().paragraph, 0u);
  EXPECT_TRUE(split_sentences(" \n\t\r\n\u00A0").empty());
}

TEST(SentencesTest, HostileTextsTakeOnePass) {
  const std::string quotes(10000, '"');
  EXPECT_EQ(split_sentences(quotes).size(), 1u);
  EXPECT_EQ(split_sentences(std::string(5 << 20, 'x')).size(), 1u);
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "?\" ";
  EXPECT_FALSE(split_sentences(text).empty());
  text.clear();
  for (int i = 0; i < 200000; ++i) text += "U.S. A. ";
  EXPECT_EQ(split_sentences(text).size(), 200001u);
  text.clear();
  for (int i = 0; i < 200000; ++i) text += ". ”“ 1";
  EXPECT_FALSE(split_sentences(text).empty());
}

TEST(SentencesTest, SpansCoverAllButSpace) {
  const std::string text = " “One.” Two\u00A0three.\n\n\U0001F600 Four? é!  ";
  std::uint32_t at = 0;
  std::string between;
  for (const Sentence& sentence : split_sentences(text)) {
    ASSERT_LE(at, sentence.span.begin);
    between += text.substr(at, sentence.span.begin - at);
    at = sentence.span.end;
  }
  between += text.substr(at);
  EXPECT_EQ(between.find_first_not_of(" \n"), std::string::npos);
}

}  // namespace
}  // namespace sayso
