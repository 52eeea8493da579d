#include "text/numbers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sayso {
namespace {

std::string figures(std::string_view text) {
  std::string values;
  for (const Figure& figure :
       find_figures(plain_words(text, {0, static_cast<std::uint32_t>(text.size())}))) {
    if (!values.empty()) values += ' ';
    values += figure.value;
  }
  return values;
}

struct Case {
  const char* text;
  const char* values;
};

class Numbers : public testing::TestWithParam<Case> {};

TEST_P(Numbers, HaveOneForm) {
  EXPECT_EQ(figures(GetParam().text), GetParam().values) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, Numbers,
    testing::Values(Case{"eleven people, not 14", "11 14"}, Case{"forty-seven", "47"},
                    Case{"forty seven", "40 7"}, Case{"1.8 million and 1.8m", "1.8e6 1.8e6"},
                    Case{"£4.2bn", "4.2e9"}, Case{"4,310 and 4310", "4310 4310"},
                    Case{"two hundred and forty thousand", "240000"},
                    Case{"three hundred and five", "305"}, Case{"a dozen eggs", "12"},
                    Case{"a hundred and twenty names", "120"}, Case{"5 per cent", "5%"},
                    Case{"5% or five percent", "5% 5%"}, Case{"47 km/h", "47"}, Case{"47kph", "47"},
                    Case{"twice", "2"}, Case{"one of them", ""}, Case{"one million", "1e6"},
                    Case{"3 July 2019", "07-03 2019"}, Case{"July 3", "07-03"},
                    Case{"the third of July", "07-03"}, Case{"Jan. 28", "01-28"},
                    Case{"on 1st May", "05-01"}, Case{"it may be 5", "5"},
                    Case{"a third of them", ""}, Case{"6 m deep", "6"},
                    Case{"99999999999999999999999", "1e23"}, Case{"", ""}));

}  // namespace
}  // namespace sayso
