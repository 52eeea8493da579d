#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

struct Case {
  const char* name;
  std::string bytes;
  std::optional<std::size_t> bad;
};

TEST(Utf8Test, FindsTheFirstBadByte) {
  const Case cases[] = {
      {"empty", "", std::nullopt},
      {"ascii", "plain", std::nullopt},
      {"two, three and four bytes", "é€\U0001F600", std::nullopt},
      {"NUL is a character", std::string("a\0b", 3), std::nullopt},
      {"the last code point", "\xF4\x8F\xBF\xBF", std::nullopt},
      {"above it", "\xF4\x90\x80\x80", 0},
      {"a continuation alone", "ab\x80", 2},
      {"cut short", "ab\xE2\x82", 2},
      {"cut by ascii", "\xE2\x82z", 0},
      {"overlong slash", "x\xC0\xAF", 1},
      {"overlong, three bytes", "\xE0\x80\xAF", 0},
      {"overlong, four bytes", "\xF0\x80\x80\xAF", 0},
      {"a surrogate", "\xED\xA0\x80", 0},
      {"just before the surrogates", "\xED\x9F\xBF", std::nullopt},
      {"Latin-1", "caf\xE9 au lait", 3},
      {"five bytes", "\xF8\x88\x80\x80\x80", 0},
      {"FF", "\xFF", 0},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    // An exact-size copy, so that a sanitizer sees a read past the end.
    const std::vector<char> copy(c.bytes.begin(), c.bytes.end());
    EXPECT_EQ(find_invalid_utf8({copy.data(), copy.size()}), c.bad);
  }
}

TEST(Utf8Test, WalksBothWays) {
  const std::string text = "aé€\U0001F600z";
  const char32_t expected[] = {U'a', U'é', U'€', U'\U0001F600', U'z'};
  std::size_t at = 0;
  for (const char32_t value : expected) {
    EXPECT_TRUE(is_boundary(text, at));
    const CodePoint next = next_code_point(text, at);
    EXPECT_EQ(next.value, value);
    at += next.bytes;
    EXPECT_EQ(previous_code_point(text, at).value, value);
    EXPECT_EQ(previous_code_point(text, at).bytes, next.bytes);
  }
  EXPECT_EQ(at, text.size());
  EXPECT_TRUE(is_boundary(text, at));
  EXPECT_FALSE(is_boundary(text, 2));
  EXPECT_FALSE(is_boundary(text, at + 1));
  EXPECT_EQ(next_code_point(text, at).bytes, 0u);
  EXPECT_EQ(previous_code_point(text, 0).bytes, 0u);
}

TEST(Utf8Test, AppendIsTheWayBack) {
  std::string text;
  for (const char32_t c : {U'a', U'é', U'€', U'\U0001F600', U'\U0010FFFF'}) append_utf8(text, c);
  EXPECT_EQ(text, "aé€\U0001F600\U0010FFFF");
}

// Against the slow way, over texts that cross the index's blocks at every phase.
TEST(Utf8Test, IndexCountsCodePoints) {
  for (std::size_t n_before = 0; n_before < 9; ++n_before) {
    std::string text(n_before, 'x');
    for (int i = 0; i < 150; ++i) text += "aé€\U0001F600";
    const CodePointIndex index(text);
    std::uint32_t count = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      if (!is_boundary(text, at)) continue;
      EXPECT_EQ(index.at(at), count);
      EXPECT_EQ(index.byte_at(count), at);
      ++count;
    }
    EXPECT_EQ(index.size(), count - 1);
    EXPECT_EQ(index.byte_at(count + 100), text.size());
  }
  EXPECT_EQ(CodePointIndex("").at(0), 0u);
  EXPECT_EQ(CodePointIndex("").byte_at(0), 0u);
  EXPECT_EQ(CodePointIndex(std::string(256, 'a')).at(256), 256u);
}

}  // namespace
}  // namespace sayso
