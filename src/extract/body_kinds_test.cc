#include "extract/body_kinds.h"

#include <gtest/gtest.h>

#include <vector>

namespace sayso {
namespace {

bool differ(const char* noun, std::vector<std::string> name) {
  return kinds_differ(body_kinds(noun), body_kinds(name));
}

TEST(BodyKinds, ANounFitsANameOfItsKind) {
  EXPECT_TRUE(differ("union", {"sundreth", "ferries"}));
  EXPECT_TRUE(differ("company", {"league", "of", "deck", "hands"}));
  EXPECT_TRUE(differ("ministry", {"court", "of", "audit"}));
  EXPECT_FALSE(differ("union", {"league", "of", "deck", "hands"}));
  EXPECT_FALSE(differ("club", {"brel", "football", "league"}));
  EXPECT_FALSE(differ("employer", {"brel", "hospital"}));
}

TEST(BodyKinds, WithoutAKindNothingIsSaid) {
  EXPECT_FALSE(differ("union", {"meridian"}));
  EXPECT_FALSE(differ("body", {"brel", "hospital"}));
  EXPECT_FALSE(differ("", {}));
}

}  // namespace
}  // namespace sayso
