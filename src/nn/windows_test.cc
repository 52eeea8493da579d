#include "nn/windows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace sayso {
namespace {

std::vector<std::uint32_t> sentences_of(const std::vector<std::uint32_t>& lengths) {
  std::vector<std::uint32_t> begins = {0};
  for (const std::uint32_t length : lengths) begins.push_back(begins.back() + length);
  return begins;
}

TEST(WindowsTest, AShortTextIsOneWindow) {
  EXPECT_TRUE(plan_windows({}, 100).empty());
  EXPECT_TRUE(plan_windows(sentences_of({}), 100).empty());
  EXPECT_TRUE(plan_windows(sentences_of({0, 0}), 100).empty());
  const std::vector<Window> one = {{0, 100, 0, 100}};
  EXPECT_EQ(plan_windows(sentences_of({60, 40}), 100), one);
}

TEST(WindowsTest, WindowsGrowToSentences) {
  // 300 tokens in sentences of 20: two windows of 174 would do, and 190 cost the same.
  const std::vector<Window> two =
      plan_windows(sentences_of(std::vector<std::uint32_t>(15, 20)), 254);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0], (Window{0, 180, 0, 150}));
  EXPECT_EQ(two[1], (Window{120, 300, 150, 300}));
}

// Whatever the sentences are, the windows tile the text, fit, and give context on both sides.
TEST(WindowsTest, KeepsItsPromises) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    const std::uint32_t capacity = round % 2 == 0 ? 254 : 14 + random() % 300;
    std::vector<std::uint32_t> lengths(random() % 60);
    for (std::uint32_t& length : lengths) length = random() % (round % 3 == 0 ? 400 : 40);
    const std::vector<std::uint32_t> begins = sentences_of(lengths);
    std::uint32_t kept = 0;
    for (const Window& window : plan_windows(begins, capacity)) {
      EXPECT_EQ(window.keep_begin, kept);
      EXPECT_LE(window.begin, window.keep_begin);
      EXPECT_LT(window.keep_begin, window.keep_end);
      EXPECT_LE(window.keep_end, window.end);
      EXPECT_LE(window.end - window.begin, capacity);
      const std::uint32_t context = std::min(kContextTokens, capacity / 4);
      if (window.begin > 0) {
        EXPECT_GE(window.keep_begin - window.begin + 1, context);
      }
      if (window.end < begins.back()) {
        EXPECT_GE(window.end - window.keep_end + 1, context);
      }
      kept = window.keep_end;
    }
    EXPECT_EQ(kept, begins.back());
  }
}

}  // namespace
}  // namespace sayso
