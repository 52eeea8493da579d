#include "cli/day.h"

#include <gtest/gtest.h>

namespace sayso::cli {
namespace {

TEST(Day, IsTheOneThatTheDocumentWrites) {
  struct Case {
    const char *date, *day;
  };
  const Case cases[] = {{"2023-03-13T00:20:00+01:00", "2023-03-13"},
                        {"2023-03-13", "2023-03-13"},
                        {"2023-03", "2023-03"},
                        {"2023", "2023"},
                        {"2023-02-30", ""},
                        {"2023-13", ""},
                        {"yesterday", ""},
                        {"", ""}};
  for (const Case& c : cases) EXPECT_EQ(day_of(c.date), c.day) << c.date;
}

TEST(Day, IsCheckedAgainstTheCalendar) {
  for (const char* day : {"2023-03-14", "2024-02-29"}) EXPECT_TRUE(is_day(day)) << day;
  for (const char* day : {"2023-02-29", "2023-3-14", "14 March", "", "2023-03-14T10:00"}) {
    EXPECT_FALSE(is_day(day)) << day;
  }
}

TEST(Day, IsWrittenForPeople) {
  EXPECT_EQ(long_day("2023-03-04"), "4 March 2023");
  EXPECT_EQ(long_day("2023-03"), "March 2023");
  EXPECT_EQ(long_day(""), "undated");
  EXPECT_EQ(short_day("2023-03-04", false), "4 Mar");
  EXPECT_EQ(short_day("2023-03-04", true), "4 Mar 2023");
  EXPECT_EQ(short_day("2023", false), "2023");
  EXPECT_EQ(day_before("2023-03-01"), "2023-02-28");
}

}  // namespace
}  // namespace sayso::cli
