#include "base/date.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

struct Case {
  const char* written;
  const char* day;  // nullptr: not a date
  std::int64_t utc_seconds = 0;
};

TEST(DateTest, ReadsWhatArticlesWrite) {
  const Case cases[] = {
      {"1970-01-01", "1970-01-01", 0},
      {"2023-03-14", "2023-03-14", 1678752000},
      {" 2023-03-14\n", "2023-03-14", 1678752000},
      {"2023-03-13T13:20:00+01:00", "2023-03-13", 1678710000},
      {"2023-03-14T00:20:00+01:00", "2023-03-14", 1678749600},
      {"2023-03-13T12:20:00Z", "2023-03-13", 1678710000},
      {"2023-03-13 12:20:00Z", "2023-03-13", 1678710000},
      {"2023-03-13T12:20:00.123456Z", "2023-03-13", 1678710000},
      {"2023-03-13T12:20", "2023-03-13", 1678710000},
      {"2023-03-13T06:50:00-0530", "2023-03-13", 1678710000},
      {"2023-03-13T13:20:00+01", "2023-03-13", 1678710000},
      {"1969-12-31T23:59:59Z", "1969-12-31", -1},
      {"2024-02-29", "2024-02-29", 1709164800},
      {"2023-02-29", nullptr},
      {"2023-13-01", nullptr},
      {"2023-00-10", nullptr},
      {"2023-04-31", nullptr},
      {"2023-03-14T24:00:00Z", nullptr},
      {"2023-03-14T12:60:00Z", nullptr},
      {"2023-03-14T12:00:00.Z", nullptr},
      {"2023-03-14T12:00:00+1", nullptr},
      {"2023-03-14T12:00:00+99:00", nullptr},
      {"2023-03-14T", nullptr},
      {"2023-03-14x", nullptr},
      {"14 March 2023", nullptr},
      {"2023-3-14", nullptr},
      {"", nullptr},
      {"-023-03-14", nullptr},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.written);
    const std::optional<DateTime> read = parse_date_time(c.written);
    ASSERT_EQ(read.has_value(), c.day != nullptr);
    if (!read) continue;
    EXPECT_EQ(read->day, c.day);
    EXPECT_EQ(read->utc_seconds, c.utc_seconds);
  }
}

TEST(DateTest, KeepsTheZone) {
  const std::optional<DateTime> read = parse_date_time("2023-03-13T06:50:00-05:30");
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->has_time);
  EXPECT_TRUE(read->has_zone);
  EXPECT_EQ(read->zone_minutes, -330);
  EXPECT_FALSE(parse_date_time("2023-03-13T06:50")->has_zone);
  EXPECT_FALSE(parse_date_time("2023-03-13")->has_time);
}

TEST(DateTest, DaysOfTheCalendar) {
  const Day day = *make_day(2023, 3, 14);
  EXPECT_EQ(weekday(day), 2);  // a Tuesday
  EXPECT_EQ(weekday(add_days(day, 5)), 7);
  EXPECT_EQ(to_string(add_days(day, -14)), "2023-02-28");
  EXPECT_EQ(to_string(add_days(*make_day(2024, 2, 28), 1)), "2024-02-29");
  EXPECT_EQ(to_string(add_days(*make_day(2022, 12, 31), 1)), "2023-01-01");
  EXPECT_EQ(days_between(*make_day(2023, 3, 14), *make_day(2023, 4, 20)), 37);
  EXPECT_EQ(to_string(add_months(*make_day(2023, 1, 31), 1)), "2023-02-28");
  EXPECT_EQ(to_string(add_months(*make_day(2023, 1, 31), -2)), "2022-11-30");
  EXPECT_EQ(days_in_month(2024, 2), 29);
  EXPECT_EQ(days_in_month(2100, 2), 28);
  EXPECT_EQ(days_in_month(2023, 4), 30);
  EXPECT_FALSE(make_day(2023, 2, 30));
  EXPECT_FALSE(make_day(2023, -1, 3));
  EXPECT_FALSE(make_day(10000, 1, 3));
  EXPECT_EQ(parse_day("2023-03-14"), day);
  EXPECT_FALSE(parse_day("2023-03-14T10:00"));
}

}  // namespace
}  // namespace sayso
