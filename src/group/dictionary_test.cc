#include "group/dictionary.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

TEST(Dictionary, NumbersFollowTheAlphabetOnceItIsSorted) {
  Dictionary dictionary;
  const std::vector<WordId> ids{dictionary.id("crane"), dictionary.id("berth"),
                                dictionary.id("crane"), dictionary.id("say")};
  EXPECT_EQ(ids, (std::vector<WordId>{0, 1, 0, 2}));
  EXPECT_EQ(dictionary.sort(), (std::vector<WordId>{1, 0, 2}));
  EXPECT_EQ(dictionary.word(0), "berth");
  EXPECT_EQ(dictionary.id("crane"), 1u);
  EXPECT_EQ(dictionary.find("dock"), std::nullopt);
  EXPECT_LT(dictionary.weight(2), dictionary.weight(0));
}

}  // namespace
}  // namespace sayso
