#include "text/fold.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

struct Case {
  const char* text;
  const char* folded;
  const char* without_accents;
};

TEST(FoldTest, Folds) {
  const Case cases[] = {
      {"", "", ""},
      {"Port HALDEN 4", "port halden 4", "port halden 4"},
      {"Société Générale", "société générale", "societe generale"},
      {"Cafe\u0301", "cafe\u0301", "cafe"},
      {"Straße", "strasse", "strasse"},
      {"ΣΑΣ", "σασ", "σασ"},
      {"Łódź", "łódź", "łodz"},
      {"Vale’s", "vale’s", "vale's"},
      {"한국 \U0001F600", "한국 \U0001F600", "한국 \U0001F600"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(fold_case(c.text), c.folded);
    EXPECT_EQ(fold_case_and_accents(c.text), c.without_accents);
  }
}

}  // namespace
}  // namespace sayso
