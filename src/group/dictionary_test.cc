#include "group/dictionary.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

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

TEST(Dictionary, KnowsWhichWordsBeginOrEndAlike) {
  Dictionary words;
  const WordId phone = words.id("phone"), telephone = words.id("telephone"),
               phonetic = words.id("phonetic"), hone = words.id("hone"), one = words.id("one");
  EXPECT_TRUE(words.are_alike_at_an_end(phone, telephone));
  EXPECT_TRUE(words.are_alike_at_an_end(phonetic, phone));
  EXPECT_TRUE(words.are_alike_at_an_end(hone, phone));
  EXPECT_FALSE(words.are_alike_at_an_end(telephone, phonetic));
  EXPECT_FALSE(words.are_alike_at_an_end(one, phone));
  EXPECT_FALSE(words.are_alike_at_an_end(one, words.id("two")));
  words.sort();  // hone, one, phone, phonetic, telephone, two
  EXPECT_TRUE(words.are_alike_at_an_end(2, 4));
  EXPECT_FALSE(words.are_alike_at_an_end(3, 4));
}

TEST(Dictionary, FindsEachOfManyWords) {
  Dictionary dictionary;
  EXPECT_EQ(dictionary.find("0"), std::nullopt);
  for (int i = 0; i < 5000; ++i)
    ASSERT_EQ(dictionary.id(std::to_string(i)), static_cast<WordId>(i));
  const std::vector<WordId> moved = dictionary.sort();
  EXPECT_EQ(dictionary.id("new"), 5000u);
  for (int i = 0; i < 5000; ++i) {
    const auto id = dictionary.find(std::to_string(i));
    ASSERT_EQ(id, moved[static_cast<std::size_t>(i)]);
    ASSERT_EQ(dictionary.word(*id), std::to_string(i));
  }
  const Dictionary moved_away = std::move(dictionary);
  EXPECT_EQ(moved_away.word(0), "0");
  EXPECT_EQ(moved_away.size(), 5001u);
}

}  // namespace
}  // namespace sayso
