#include "base/hash.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

TEST(HashTest, Sha256OfTheStandardsExamples) {  // FIPS 180-2, appendix B
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(HashTest, Hash64IsXxh3) {
  EXPECT_EQ(hash64(""), 0x2D06800538D394C2u);  // XXH3's published value for no bytes, seed 0
  EXPECT_NE(hash64("a"), hash64("b"));
  EXPECT_NE(hash64("a", 1), hash64("a", 2));
  EXPECT_EQ(hash64("a", 7), hash64("a", 7));
}

}  // namespace
}  // namespace sayso
