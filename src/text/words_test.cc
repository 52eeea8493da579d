#include "text/words.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <memory>
#include <random>
#include <string>

#include "base/utf8.h"

namespace sayso {
namespace {

std::string shown(std::string_view text) {
  std::string result;
  for (const Span& word : split_words(text)) {
    if (!result.empty()) result += '|';
    result += slice(text, word);
  }
  return result;
}

struct Case {
  const char* text;
  const char* words;
};

TEST(WordsTest, Splits) {
  const Case cases[] = {
      {"", ""},
      {" - ", ""},
      {"The official can't say.", "The|official|can't|say"},
      {"the well-known U.S. don’t", "the|well|known|U.S|don’t"},
      {"3.5 million, 1,200; 12:30", "3.5|million|1,200|12|30"},
      {"“Wrong,” she\u00A0said…", "Wrong|she|said"},
      {"snake_case __ _x", "snake_case|_x"},
      {"Société\nGénérale", "Société|Générale"},
      {"e\u0301tat \U0001F600 ok", "e\u0301tat|ok"},
      {"日本", "日本"},
      {"a@b.example @é", "a|b.example|é"},
      {"a.b.c x. .y 'tis o'clock'", "a.b.c|x|y|tis|o'clock"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text), c.words) << c.text;
}

TEST(WordsTest, KeepsToItsRange) {
  const std::string text = "one two-three four";
  const std::vector<Span> words = split_words(text, {4, 11});
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(slice(text, words[0]), "two");
  EXPECT_EQ(slice(text, words[1]), "thr");
}

// The slow way: ICU over the whole text in UTF-16.
std::vector<Span> words_by_icu(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createWordInstance(icu::Locale::getEnglish(), status));
  const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(text);
  const auto bytes = [&utf16](std::int32_t at) {
    std::string before;
    utf16.tempSubString(0, at).toUTF8String(before);
    return static_cast<std::uint32_t>(before.size());
  };
  iterator->setText(utf16);
  std::vector<Span> words;
  std::int32_t begin = iterator->first();
  for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE;
       end = iterator->next()) {
    const Span word{bytes(begin), bytes(end)};
    const bool bare = slice(text, word).find_first_not_of('_') == std::string_view::npos;
    if (iterator->getRuleStatus() >= UBRK_WORD_NONE_LIMIT && !bare) words.push_back(word);
    begin = end;
  }
  return words;
}

TEST(WordsTest, AgreesWithIcu) {
  const std::u32string alphabet = U"ab Z09.,;:'_\"-()/ é×\u00A0‘’“”–…ж\u0301日\U0001F600\n\t";
  std::mt19937 random(7);
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 24; ++i) append_utf8(text, alphabet[pick(random)]);
    EXPECT_EQ(split_words(text), words_by_icu(text)) << text;
  }
}

TEST(WordsTest, LongWordsTakeOnePass) {
  EXPECT_EQ(split_words(std::string(5 << 20, 'x')).size(), 1u);
  std::string foreign;
  for (int i = 0; i < 300000; ++i) foreign += "ж";
  EXPECT_FALSE(split_words(foreign).empty());
}

}  // namespace
}  // namespace sayso
