#include "ingest/shown_date.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

struct Case {
  std::string_view text, language, day;
};

TEST(FindShownDay, ReadsManyLanguages) {
  const Case cases[] = {{"Published on December 22, 2021 at noon", "", "2021-12-22"},
                        {"Updated: 3 May 2021 (first 1 May 2021)", "", "2021-05-03"},
                        {"2021-12-22T10:00:00Z", "", "2021-12-22"},
                        {"Miércoles, 15 de Abril de 2020", "", "2020-04-15"},
                        {"Skerry - MT, 22 de novembro de 2020. 18:20", "", "2020-11-22"},
                        {"Domenica 06 Dicembre 2020 | 00:36", "", "2020-12-06"},
                        {"9 oktober 2020 11:12", "", "2020-10-09"},
                        {"duminică, 20 septembrie 2020", "", "2020-09-20"},
                        {"1er août 2019", "", "2019-08-01"},
                        {"3. März 2021, 10:05 Uhr", "", "2021-03-03"},
                        {"4 лютого 2020, 11:00", "", "2020-02-04"},
                        {"2020. június 4., csütörtök", "", "2020-06-04"},
                        {"2020年6月4日 10:00", "", "2020-06-04"},
                        {"2020년 6월 4일", "", "2020-06-04"},
                        {"2020/6/4", "", "2020-06-04"},
                        {"2 تير 1399 - 12:09", "fa", "2020-06-22"},
                        {"۱۲ تیر ۱۳۹۹", "fa", "2020-07-02"},
                        {"5.10.2020", "", "2020-10-05"},
                        {"22/11/2020 - 04:30", "", "2020-11-22"},
                        {"11/22/2020", "pt", "2020-11-22"},
                        {"03/04/2020", "pt-BR", "2020-04-03"},
                        {"03/04/2020", "en-GB", ""},
                        {"03/04/2020", "", ""},
                        {"on 30 February 2021, no: 2 March 2021", "", "2021-03-02"},
                        // Not a date:
                        {"in 2021", "", ""},
                        {"call 12 345 2020", "", ""},
                        {"15 people in 2020", "", ""},
                        {"version 1.2.2020.4", "", ""},
                        {"", "", ""}};
  for (const Case& c : cases) EXPECT_EQ(find_shown_day(c.text, c.language), c.day) << c.text;
}

TEST(FindShownDay, EndsOnLongText) {
  EXPECT_EQ(find_shown_day(std::string(1'000'000, '1'), ""), "");
  std::string words;
  for (int i = 0; i < 50'000; ++i) words += "1 may ";
  EXPECT_EQ(find_shown_day(words, ""), "");
}

}  // namespace
}  // namespace sayso
