#include "nn/shapes.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

// A token for each run of letters and digits and for each mark, whole words only.
std::vector<Token> words_of(const std::string& text) {
  std::vector<Token> words;
  const auto is_word = [](unsigned char c) {
    return std::isalnum(c) || c >= 0xC0 || (c & 0xC0) == 0x80;
  };
  for (std::uint32_t i = 0; i < text.size();) {
    std::uint32_t end = i + 1;
    if (is_word(static_cast<unsigned char>(text[i]))) {
      while (end < text.size() && is_word(static_cast<unsigned char>(text[end]))) ++end;
    }
    if (!std::isspace(static_cast<unsigned char>(text[i]))) words.push_back({{i, end}, 0, true});
    i = end;
  }
  return words;
}

std::vector<int> shapes(const std::string& text) {
  std::vector<int> numbers;
  for (const std::uint8_t shape : shapes_of(text, words_of(text))) numbers.push_back(shape);
  return numbers;
}

TEST(ShapesTest, LettersAreTold) {
  EXPECT_EQ(shapes("x so Mara IDF McKay iPad A 12th Élan ÉLAN"),
            (std::vector<int>{9, 0, 1, 2, 3, 3, 1, 8, 1, 2}));
}

TEST(ShapesTest, MarksTellWhereTheSpaceIs) {
  EXPECT_EQ(shapes("x \"so,\" a-b - ("), (std::vector<int>{9, 5, 0, 4, 6, 0, 4, 0, 7, 7}));
}

TEST(ShapesTest, ParagraphsBeginAfterALineEnd) {
  EXPECT_EQ(shapes("A b.\n\n  C d"), (std::vector<int>{10, 0, 6, 10, 0}));
}

TEST(ShapesTest, AllPiecesOfAWordHaveItsShape) {
  const std::vector<Token> pieces = {{{0, 2}, 0, true}, {{2, 6}, 0, false}, {{7, 9}, 0, true}};
  EXPECT_EQ(shapes_of("Lindqv st", pieces), (std::vector<std::uint8_t>{10, 10, 0}));
}

}  // namespace
}  // namespace sayso
