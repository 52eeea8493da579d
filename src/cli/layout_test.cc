#include "cli/layout.h"

#include <gtest/gtest.h>

namespace sayso::cli {
namespace {

TEST(Layout, CountsCells) {
  struct Case {
    const char* text;
    int width;
  };
  const Case cases[] = {
      {"", 0},
      {"crane", 5},
      {"Ōsaka", 5},
      {"大阪", 4},
      {"e\u0301t", 2},  // a combining accent takes no cell
      {"\u200B", 0},    // nor does a zero width space
      {"\x1b[1mab\x1b[0m", 2},
      {"\xF0\x9F\x9A\xA2", 2},  // a ship, beyond the BMP
  };
  for (const Case& c : cases) EXPECT_EQ(display_width(c.text), c.width) << c.text;
}

TEST(Layout, LetsNoControlCharacterThrough) {
  struct Case {
    std::string text, printable;
  };
  const Case cases[] = {
      {"a\x1b[31mb", "a\uFFFD[31mb"},
      {"a\x07\x08", "a\uFFFD\uFFFD"},
      {"a\u009B31m", "a\uFFFD31m"},        // CSI of one code point
      {"a\u202Egnirts", "a\uFFFDgnirts"},  // turns the direction of writing
      {"  a \r\n\t b\u00A0c ", "a b c"},
      {"a\x7F", "a\uFFFD"},
      {"a\xFFz", "a\uFFFDz"},
      {std::string("a\0b", 3), "a\uFFFDb"},
      {"e\u0301 大阪 \xF0\x9F\x9A\xA2", "e\u0301 大阪 \xF0\x9F\x9A\xA2"},
  };
  for (const Case& c : cases) EXPECT_EQ(printable(c.text), c.printable);
  EXPECT_EQ(printable_lines("a\r\nb\x1b\rc\td"), "a\nb\uFFFD\nc d");
}

TEST(Layout, WrapsByCells) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("one two three", 8), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("one  two ", 80), (Lines{"one two"}));
  EXPECT_EQ(wrap("", 10), (Lines{""}));
  EXPECT_EQ(wrap("abcdefghij k", 4), (Lines{"abcd", "efgh", "ij k"}));
  EXPECT_EQ(wrap("大阪大阪大阪", 5), (Lines{"大阪", "大阪", "大阪"}));
  EXPECT_EQ(wrap("abce\u0301f", 4), (Lines{"abce\u0301", "f"}));  // never before a combining mark
}

TEST(Layout, HangsShortensAndPads) {
  EXPECT_EQ(hang(" C1  ", "one two three", 13), " C1  one two\n     three\n");
  EXPECT_EQ(hang(" a ", "", 20), " a\n");
  EXPECT_EQ(shorten("The Northern Post", 10), "The Nor...");
  EXPECT_EQ(shorten("Skerry", 10), "Skerry");
  EXPECT_EQ(pad("大阪", 6), "大阪  ");
}

TEST(Layout, PutsTwoEndsOnALineThatHoldsThem) {
  EXPECT_EQ(two_ends("read it", "a.db", 16), " read it    a.db\n");
  EXPECT_EQ(two_ends("read it", "a-long-name.db", 16), " read it\n a-long-name.db\n");
}

TEST(Layout, InkNeedsColour) {
  EXPECT_EQ(ink({.colour = false}, Ink::kStrong, "a"), "a");
  EXPECT_EQ(ink({.colour = true}, Ink::kStrong, "a"), "\x1b[1ma\x1b[0m");
}

}  // namespace
}  // namespace sayso::cli
