#include "nn/wordpiece.h"

#include <gtest/gtest.h>

#include <string>

#include "base/utf8.h"

namespace sayso {
namespace {

const Vocabulary& small() {
  static const Vocabulary vocabulary(
      {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "cafe", "un",         "##lock", "##ed",
       "##l",   "##u",   "a",     "##b",   "don",  "'",          "t",      ",",
       ".",     "日",    "本",    "ж",     "##ж",  "\U00010428", "ss",     "i",
       "$",     "“",     "”",     "—",     "x",    "##x",        "##c"});
  return vocabulary;
}

// "piece[words of the text]" for each token; pieces inside of a word are joined by "+".
std::string shown(const std::string& text) {
  const std::vector<char> copy(text.begin(), text.end());  // of exact size, for the sanitizers
  const std::string_view view(copy.data(), copy.size());
  std::string result;
  for (const Token& token : tokenize(small(), view, {0, static_cast<std::uint32_t>(view.size())})) {
    EXPECT_TRUE(is_boundary(text, token.span.begin));
    EXPECT_TRUE(is_boundary(text, token.span.end));
    EXPECT_FALSE(token.span.empty());
    if (!result.empty()) result += token.first ? ' ' : '+';
    result += std::to_string(token.id) + "[" + std::string(slice(text, token.span)) + "]";
  }
  return result;
}

struct Case {
  const char* name;
  std::string text;
  std::string tokens;
};

TEST(WordpieceTest, SplitsAsTheOriginalDoes) {
  const Case cases[] = {
      {"nothing", "", ""},
      {"space alone", " \t\r\n\u00A0\u3000", ""},
      {"longest piece first", "unlocked", "5[un]+6[lock]+7[ed]"},
      {"lower case", "CAFE, Un", "4[CAFE] 15[,] 5[Un]"},
      {"no piece fits", "unq", "1[unq]"},
      {"one character is unknown", "q un", "1[q] 5[un]"},
      {"accents, composed", "Café", "4[Café]"},
      {"accents, combining", "Cafe\u0301 un\u0308locked",
       "4[Cafe\u0301] 5[un\u0308]+6[lock]+7[ed]"},
      {"a mark alone", "\u0301 a\u0301\u0302b", "10[a\u0301\u0302]+11[b]"},
      {"punctuation parts words", "don't.", "12[don] 13['] 14[t] 16[.]"},
      {"curly quotes", "“a”—a", "25[“] 10[a] 26[”] 27[—] 10[a]"},
      {"symbols are ASCII punctuation", "a$a", "10[a] 24[$] 10[a]"},
      {"other symbols are not", "a€", "1[a€]"},
      {"an equals sign with a mark", "a\u2260a", "10[a] 1[\u2260] 10[a]"},
      {"ideographs stand alone", "a日本b", "10[a] 17[日] 18[本] 1[b]"},
      {"NBSP and CRLF are spaces", "a\u00A0a\r\na", "10[a] 10[a] 10[a]"},
      {"controls are dropped", std::string("a\0b \u200Ba\u00ADb", 11), "10[a]+11[b] 10[a]+11[b]"},
      {"so is U+FFFD", "a\uFFFDb", "10[a]+11[b]"},
      {"lower case beyond the BMP", "\U00010400", "21[\U00010400]"},
      {"emoji", "a \U0001F600 a", "10[a] 1[\U0001F600] 10[a]"},
      {"emoji, joined", "\U0001F468\u200D\U0001F469", "1[\U0001F468\u200D\U0001F469]"},
      {"sharp s stays", "ß", "1[ß]"},
      {"dotted capital I", "İ", "23[İ]"},
      {"special tokens are text", "[SEP]", "1[[] 1[SEP] 1[]]"},
      {"Cyrillic", "ЖЖ", "19[Ж]+20[Ж]"},
      {"a hundred characters", std::string(100, 'x'), ""},
      {"one more", std::string(101, 'x'), "1[" + std::string(101, 'x') + "]"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    if (std::string_view(c.name) == "a hundred characters") {
      EXPECT_EQ(tokenize(small(), c.text, {0, 100}).size(), 100u);
    } else {
      EXPECT_EQ(shown(c.text), c.tokens);
    }
  }
}

TEST(WordpieceTest, KeepsToItsRange) {
  const std::vector<Token> tokens = tokenize(small(), "a cafe a", {2, 6});
  ASSERT_EQ(tokens.size(), 1u);
  EXPECT_EQ(tokens[0].span, (Span{2, 6}));
}

TEST(WordpieceTest, LongWordsTakeOnePass) {
  const std::string word(5 << 20, 'x');
  EXPECT_EQ(tokenize(small(), word, {0, static_cast<std::uint32_t>(word.size())}).size(), 1u);
  std::string marks = "a";
  for (int i = 0; i < 500000; ++i) marks += "\u0301";
  EXPECT_EQ(tokenize(small(), marks, {0, static_cast<std::uint32_t>(marks.size())}).size(), 1u);
}

TEST(WordpieceTest, AVocabularyNeedsItsSpecialPieces) {
  EXPECT_TRUE(small().is_complete());
  EXPECT_FALSE(Vocabulary({"a", "[UNK]", "[CLS]"}).is_complete());
  EXPECT_FALSE(Vocabulary().is_complete());
}

}  // namespace
}  // namespace sayso
