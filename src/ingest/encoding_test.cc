#include "ingest/encoding.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

using namespace std::string_view_literals;

TEST(ByteOrderMark, IsFoundAndMeasured) {
  struct Case {
    std::string_view bytes;
    std::string encoding;
    std::size_t size;
  };
  const Case cases[] = {{"\xef\xbb\xbfx"sv, "UTF-8", 3},
                        {"\xff\xfex\0"sv, "UTF-16LE", 2},
                        {"\xfe\xff\0x"sv, "UTF-16BE", 2},
                        {"\xff\xfe\0\0x\0\0\0"sv, "UTF-32LE", 4},
                        {"\0\0\xfe\xff\0\0\0x"sv, "UTF-32BE", 4},
                        {"plain"sv, "", 0},
                        {""sv, "", 0},
                        {"\xef\xbb"sv, "", 0}};
  for (const Case& c : cases) {
    const ByteOrderMark mark = byte_order_mark(c.bytes);
    EXPECT_EQ(mark.encoding, c.encoding);
    EXPECT_EQ(mark.size, c.size);
  }
}

TEST(ToUtf8, ConvertsOrRefuses) {
  EXPECT_EQ(*to_utf8("caf\xe9", "windows-1252", Broken::kRefuse), "café");
  EXPECT_EQ(*to_utf8("\x93yes\x94", "windows-1252", Broken::kRefuse), "“yes”");
  EXPECT_EQ(*to_utf8("\x3d\xd8\x00\xde"sv, "UTF-16LE", Broken::kRefuse), "😀");
  EXPECT_FALSE(to_utf8("\x3d\xd8"sv, "UTF-16LE", Broken::kRefuse));  // half of a pair
  EXPECT_FALSE(to_utf8("x"sv, "UTF-16LE", Broken::kRefuse));         // half of a unit
  EXPECT_EQ(*to_utf8("a\xff"
                     "b",
                     "UTF-8", Broken::kReplace),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_FALSE(to_utf8("x", "no such encoding", Broken::kReplace));
  EXPECT_EQ(*to_utf8("", "UTF-8", Broken::kRefuse), "");
}

TEST(ToUtf8, LongInputPassesThroughTheBuffers) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += i % 7 == 0 ? "😀" : "é-";
  EXPECT_EQ(*to_utf8(text, "UTF-8", Broken::kRefuse), text);
}

TEST(HtmlEncoding, IsDeclaredOrGuessed) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"<meta charset=utf-8>", "utf-8"},
      {"<META CHARSET='ISO-8859-1'>", "windows-1252"},
      {"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">",
       "windows-1251"},
      {"<meta charset=utf-16>", "UTF-8"},
      {"<meta charset=klingon>caf\xc3\xa9", "UTF-8"},
      {"<p>caf\xc3\xa9", "UTF-8"},
      {"<p>caf\xe9", "windows-1252"}};
  for (const auto& [page, encoding] : cases) EXPECT_EQ(html_encoding(page), encoding) << page;
}

TEST(NotText, NamesWhatItIs) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"%PDF-1.7"sv, "is a PDF"},
      {"PK\x03\x04zz"sv, "is a ZIP archive or an office document"},
      {"\x1f\x8b\x08"sv, "is compressed with gzip"},
      {"\x89PNG\r\n"sv, "is a picture (PNG)"},
      {"a\0b"sv, "is not text but binary data"},
      {"\x01\x02\x03xyz"sv, "is not text but binary data"}};
  for (const auto& [bytes, what] : cases) {
    const std::optional<NotText> found = not_text(bytes);
    ASSERT_TRUE(found) << what;
    EXPECT_EQ(found->what, what);
    EXPECT_FALSE(found->remedy.empty());
  }
  EXPECT_FALSE(not_text("plain text\twith\r\nlines\f"));
  EXPECT_FALSE(not_text("caf\xe9 in an old encoding is text still"));
}

}  // namespace
}  // namespace sayso
