#include "text/sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace sayso {
namespace {

const std::string kOriginal =
    "PORT BREL, March 13 (Lodestar) - A crane that toppled onto a quay on Sunday had not been "
    "inspected since last May, "
    "an official said.\n\n\"Everyone who works on the quay has walked past it,\" the official told "
    "Lodestar shortly before "
    "10 p.m. because he was not authorized to speak to reporters.\n\nGusts reached 31 meters per "
    "second near the harbor "
    "at about that time, according to the weather mast, and a ship that was alongside left under "
    "its own power.";
const std::string kCopy =
    "PORT BREL (Lodestar) – A crane that toppled onto a quay on Sunday had not been inspected "
    "since last May, "
    "an official said.\n\n“Everyone who works on the quay has walked past it,” the official told "
    "Lodestar shortly before "
    "10pm because he was not authorised to speak to reporters.\n\nGusts reached 31 metres per "
    "second near the harbour "
    "at about that time, according to the weather mast.";
const std::string kOther =
    "The director rejected claims that the crane which fell on Sunday had gone ten months without "
    "an inspection. She told "
    "a news conference that it had been inspected in January. “Everyone who works on the quay has "
    "walked past it,” an "
    "official had told Lodestar.";

TEST(Sketch, SeesACopyThroughLightEdits) {
  EXPECT_GT(contained(sketch(kCopy), sketch(kOriginal)), 0.9);
  EXPECT_LT(contained(sketch(kOther), sketch(kOriginal)), 0.35);
  EXPECT_DOUBLE_EQ(contained(sketch(kOriginal), sketch(kOriginal)), 1.0);
}

TEST(Sketch, IsSortedAndBounded) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "word" + std::to_string(i * 7919 % 10007) + ' ';
  const auto hashes = sketch(text);
  EXPECT_EQ(hashes.size(), kSketchHashes);
  EXPECT_TRUE(std::is_sorted(hashes.begin(), hashes.end()));
  // A sample of a long text still gives the share: half of it is half contained.
  const auto half = sketch(std::string_view(text).substr(0, text.size() / 4));
  EXPECT_NEAR(contained(half, hashes), 1.0, 0.02);
}

TEST(Sketch, OfTooFewWordsIsEmpty) {
  EXPECT_TRUE(sketch("only four words here").empty());
  EXPECT_EQ(contained(sketch(""), sketch(kOriginal)), 0);
  EXPECT_EQ(contained(sketch(kOriginal), sketch("")), 0);
}

}  // namespace
}  // namespace sayso
