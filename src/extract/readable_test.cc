#include "extract/readable.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

std::string times(const std::string& words, int n) {
  std::string text;
  for (int i = 0; i < n; ++i) text += words;
  return text;
}

Readable readable(const std::string& text) { return find_readable(text, split_sentences(text)); }

TEST(ReadableTest, AnArticleIsReadWhole) {
  const std::string text = "Mara Vale said so.\n\nNobody answered her.";
  EXPECT_EQ(readable(text).sentences.size(), 2u);
  EXPECT_TRUE(readable(text).notes.empty());
}

TEST(ReadableTest, OneWordRepeatedIsNotRead) {
  const Readable found = readable("Mara Vale said so.\n\n" + times("buffalo ", 5000));
  ASSERT_EQ(found.sentences.size(), 1u);
  EXPECT_EQ(found.sentences.front().span.end, 18u);
  ASSERT_EQ(found.notes.size(), 1u);
  EXPECT_EQ(found.notes.front(), "bytes 20 to 40019 repeat a few words: not read");
}

TEST(ReadableTest, ARefrainIsRead) {
  EXPECT_FALSE(readable(times("No, no, she said. ", 30)).sentences.empty());
}

TEST(ReadableTest, WhatIsLongerThanAnArticleIsReadUpToABound) {
  std::string text;
  for (int i = 0; text.size() < 2 * std::size_t{kReadBytesAtMost}; ++i)
    text += "Clerk " + std::to_string(i) + " signed the form.\n\n";
  const Readable found = readable(text);
  ASSERT_FALSE(found.sentences.empty());
  EXPECT_LE(found.sentences.back().span.end, kReadBytesAtMost);
  EXPECT_GT(found.sentences.back().span.end, kReadBytesAtMost - 100);
  ASSERT_EQ(found.notes.size(), 1u);
  EXPECT_NE(found.notes.front().find("1000000"), std::string::npos);
}

TEST(ReadableTest, OneEndlessSentenceIsCut) {
  std::string text;
  for (int i = 0; text.size() < 2 * std::size_t{kReadBytesAtMost}; ++i)
    text += "é" + std::to_string(i) + " ";
  const Readable found = readable(text);
  ASSERT_EQ(found.sentences.size(), 1u);
  EXPECT_LE(found.sentences.back().span.end, kReadBytesAtMost);
  EXPECT_EQ(text[found.sentences.back().span.end], ' ');
  EXPECT_EQ(readable(times("so ", 1'000'000)).notes.size(), 2u);
}

TEST(ReadableTest, NotesStayFew) {
  EXPECT_EQ(readable(times(times("so ", 500) + "\n\n", 50)).notes.size(), 6u);
}

}  // namespace
}  // namespace sayso
