#include "extract/times.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/sentences.h"

namespace sayso {
namespace {

struct Case {
  std::string_view published;
  std::string_view text;
  // "words | KIND value | day", one for each expected expression, in order.
  std::vector<std::string> expected;
};

std::vector<std::string> read(std::string_view text, std::string_view published) {
  std::vector<std::string> out;
  for (const TimeExpression& t : find_times(text, split_sentences(text), published))
    out.push_back(std::string(slice(text, t.span)) + " | " + std::string(to_string(t.kind)) + " " +
                  t.value + " | " + t.day);
  return out;
}

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases)
    EXPECT_EQ(read(c.text, c.published), c.expected) << c.published << ": " << c.text;
}

TEST(Times, TheMonthMayIsNoVerb) {
  check({
      {"2022-11-07", "In May she told us so.", {"May | DATE 2022-05 | 2022-05"}},
      {"2022-11-07", "It may reopen in April.", {"April | DATE 2023-04 | 2023-04"}},
  });
}

TEST(Times, FullDates) {
  check({
      {"2023-03-14",
       "The order is of 9 January 2019.",
       {"9 January 2019 | DATE 2019-01-09 | 2019-01-09"}},
      {"2023-03-14",
       "It was signed on March 3rd, 2021.",
       {"March 3rd, 2021 | DATE 2021-03-03 | 2021-03-03"}},
      {"2023-03-14",
       "It opened on Friday, Sept. 30, 2022.",
       {"Friday, Sept. 30, 2022 | DATE 2022-09-30 | 2022-09-30"}},
      {"2023-03-14",
       "The file is dated 2022-11-05.",
       {"2022-11-05 | DATE 2022-11-05 | 2022-11-05"}},
      {"2023-03-14",
       "The file is dated 25/12/2022.",
       {"25/12/2022 | DATE 2022-12-25 | 2022-12-25"}},
      {"2023-03-14",
       "The file is dated 12/25/2022.",
       {"12/25/2022 | DATE 2022-12-25 | 2022-12-25"}},
      {"2023-03-14",
       "The file is dated 03/04/2022.",
       {"03/04/2022 | DATE 2022-04-03 | 2022-04-03"}},
      {"2023-03-14",
       "The file is dated 03/04/2023.",
       {"03/04/2023 | DATE 2023-03-04 | 2023-03-04"}},
      {"2023-03-14",
       "We met on 28 February, a Tuesday.",
       {"28 February, a Tuesday | DATE 2023-02-28 | 2023-02-28"}},
      {"2023-05-02",
       "Nobody forgot the twelfth of March.",
       {"the twelfth of March | DATE 2023-03-12 | 2023-03-12"}},
      {"", "She was born on 2 June 1980.", {"2 June 1980 | DATE 1980-06-02 | 1980-06-02"}},
      {"2023-03-14",
       "It began on 30 February 2020.",
       {"30 February 2020 | DATE 2020-02 | 2020-02"}},
  });
}

TEST(Times, DatesWithoutYear) {
  check({
      {"2023-01-10",
       "The bridge closed on 20 December.",
       {"20 December | DATE 2022-12-20 | 2022-12-20"}},
      {"2023-03-13",
       "The gate was inspected on 14 May.",
       {"14 May | DATE 2022-05-14 | 2022-05-14"}},
      {"2022-12-02",
       "A second train will leave on Jan. 10.",
       {"Jan. 10 | DATE 2023-01-10 | 2023-01-10"}},
      {"2022-12-02",
       "The permit runs until 10 January.",
       {"10 January | DATE 2023-01-10 | 2023-01-10"}},
      {"2023-03-14",
       "The talks of April 24 and 25 will be open.",
       {"April 24 | DATE 2023-04-24 | 2023-04-24", "25 | DATE 2023-04-25 | 2023-04-25"}},
      {"", "The bridge closed on 20 December.", {"20 December | DATE XXXX-12-20 | "}},
  });
}

TEST(Times, MonthsAndYears) {
  check({
      {"2023-03-14", "The lift failed in January.", {"January | DATE 2023-01 | 2023-01"}},
      {"2023-03-14", "The lift failed in November.", {"November | DATE 2022-11 | 2022-11"}},
      {"2023-03-14", "The lift failed last March.", {"last March | DATE 2022-03 | 2022-03"}},
      {"2023-03-14",
       "The lift was new in late September.",
       {"late September | DATE 2022-09 | 2022-09"}},
      {"2023-03-14", "The council will vote in January.", {"January | DATE 2024-01 | 2024-01"}},
      {"2023-03-14", "The vote is due by May.", {"May | DATE 2023-05 | 2023-05"}},
      {"2023-11-14",
       "The vote came in October of this year.",
       {"October of this year | DATE 2023-10 | 2023-10"}},
      {"2023-11-14",
       "The vote came in June last year.",
       {"June last year | DATE 2022-06 | 2022-06"}},
      {"2023-03-14",
       "They met in 2009. They parted in June of that year.",
       {"2009 | DATE 2009 | 2009", "June of that year | DATE 2009-06 | 2009-06"}},
      {"2023-03-13",
       "It had been idle since last May. The seal is from May.",
       {"last May | DATE 2022-05 | 2022-05", "May | DATE 2022-05 | 2022-05"}},
      {"2023-03-14", "Work began in early 2024.", {"early 2024 | DATE 2024 | 2024"}},
      {"2023-03-14", "Work began in the 1990s.", {"the 1990s | DATE 199X | "}},
      {"2023-03-14", "It was built in the 19th century.", {"the 19th century | DATE 18 | "}},
      {"2023-03-14",
       "It was sold in January nineteen ninety-seven.",
       {"January nineteen ninety-seven | DATE 1997-01 | 1997-01"}},
  });
}

TEST(Times, NamesAndNumbersAreNoDates) {
  check({
      {"2023-03-14", "Theresa May and Mrs May spoke to April Hulse.", {}},
      {"2023-03-14", "May said no.", {}},
      {"2023-03-14", "The town put up 2000 tents.", {}},
      {"2023-03-14", "It cost $1998 or €2015.", {}},
      {"2023-03-14", "Flight 418 carried 1,995 kilos.", {}},
      {"2023-03-14", "The pilot, 45 years old, has a six-year-old boy.", {}},
      {"2023-03-14", "Wait a second, said the prime minister.", {}},
      {"2023-03-14", "Three-quarters of the town may march.", {}},
  });
}

TEST(Times, Weekdays) {
  check({
      // 2023-03-14 is a Tuesday
      {"2023-03-14", "Sykes resigned on Monday.", {"Monday | DATE 2023-03-13 | 2023-03-13"}},
      {"2023-03-14", "Sykes resigned on Tuesday.", {"Tuesday | DATE 2023-03-14 | 2023-03-14"}},
      {"2023-03-14", "Sykes resigned on Wednesday.", {"Wednesday | DATE 2023-03-08 | 2023-03-08"}},
      {"2023-03-14",
       "Sykes resigned last Tuesday.",
       {"last Tuesday | DATE 2023-03-07 | 2023-03-07"}},
      {"2023-03-14", "The board will meet on Monday.", {"Monday | DATE 2023-03-20 | 2023-03-20"}},
      {"2023-03-14", "On Friday the board will meet.", {"Friday | DATE 2023-03-17 | 2023-03-17"}},
      {"2023-03-14", "They agreed to meet on Friday.", {"Friday | DATE 2023-03-17 | 2023-03-17"}},
      {"2023-03-14", "On Friday they agreed to meet.", {"Friday | DATE 2023-03-10 | 2023-03-10"}},
      {"2023-03-14", "He would not comment on Friday.", {"Friday | DATE 2023-03-10 | 2023-03-10"}},
      {"2023-03-14",
       "Members have until Friday to object.",
       {"Friday | DATE 2023-03-17 | 2023-03-17"}},
      {"2023-03-14",
       "She said on Monday that he would resign on Thursday.",
       {"Monday | DATE 2023-03-13 | 2023-03-13", "Thursday | DATE 2023-03-16 | 2023-03-16"}},
      {"2023-03-14",
       "It fell late on Sunday night.",
       {"late on Sunday night | TIME 2023-03-12TNI | 2023-03-12"}},
      {"2023-03-14",
       "It fell on 3 March. The previous Monday it had creaked.",
       {"3 March | DATE 2023-03-03 | 2023-03-03",
        "The previous Monday | DATE 2023-02-27 | 2023-02-27"}},
      {"2023-03-14T00:20:00+01:00",
       "Sykes resigned on Monday.",
       {"Monday | DATE 2023-03-13 | 2023-03-13"}},
      {"", "Sykes resigned on Monday.", {"Monday | DATE XXXX-WXX-1 | "}},
  });
}

TEST(Times, AroundToday) {
  check({
      {"2023-03-01", "She left yesterday.", {"yesterday | DATE 2023-02-28 | 2023-02-28"}},
      {"2023-03-01", "She leaves today.", {"today | DATE 2023-03-01 | 2023-03-01"}},
      {"2023-03-01",
       "She leaves tomorrow evening.",
       {"tomorrow evening | TIME 2023-03-02TEV | 2023-03-02"}},
      {"2023-03-01",
       "She left the day before yesterday.",
       {"the day before yesterday | DATE 2023-02-27 | 2023-02-27"}},
      {"2023-03-01", "She left last night.", {"last night | TIME 2023-02-28TNI | 2023-02-28"}},
      {"2023-03-01", "She leaves tonight.", {"tonight | TIME 2023-03-01TNI | 2023-03-01"}},
      {"2023-03-01", "She left this morning.", {"this morning | TIME 2023-03-01TMO | 2023-03-01"}},
      {"2023-03-14", "She left this week.", {"this week | DATE 2023-W11 | 2023-03"}},
      {"2023-03-02", "She left this week.", {"this week | DATE 2023-W09 | 2023"}},
      {"2023-01-03", "She left last week.", {"last week | DATE 2022-W52 | "}},
      {"2023-01-03", "She left last month.", {"last month | DATE 2022-12 | 2022-12"}},
      {"2023-01-03", "She left last year.", {"last year | DATE 2022 | 2022"}},
      {"2023-03-14", "She left at the weekend.", {"the weekend | DATE 2023-W10-WE | 2023-03"}},
      {"2023-03-14", "She left two weeks ago.", {"two weeks ago | DATE 2023-W09 | 2023"}},
      {"2023-03-14", "She left ten days ago.", {"ten days ago | DATE 2023-03-04 | 2023-03-04"}},
      {"2023-03-14", "She left three months ago.", {"three months ago | DATE 2022-12 | 2022-12"}},
      {"2023-03-14", "She left a decade ago.", {"a decade ago | DATE 2013 | 2013"}},
      {"2023-03-14", "She left a few years ago.", {"a few years ago | DATE PAST_REF | "}},
      {"2023-03-14", "She now rests.", {"now | DATE PRESENT_REF | "}},
      {"2023-03-14", "She recently left.", {"recently | DATE PAST_REF | "}},
  });
}

TEST(Times, Narrative) {
  check({
      {"2023-03-14",
       "The wall fell on 5 March. A day later the roof went.",
       {"5 March | DATE 2023-03-05 | 2023-03-05", "A day later | DATE 2023-03-06 | 2023-03-06"}},
      {"2023-03-14",
       "The wall fell on 5 March. The following day the roof went.",
       {"5 March | DATE 2023-03-05 | 2023-03-05",
        "The following day | DATE 2023-03-06 | 2023-03-06"}},
      {"2023-03-14",
       "The wall fell on 5 March. The next morning the roof went.",
       {"5 March | DATE 2023-03-05 | 2023-03-05",
        "The next morning | TIME 2023-03-06TMO | 2023-03-06"}},
      {"2023-03-14",
       "The wall fell on 5 March. That day it rained.",
       {"5 March | DATE 2023-03-05 | 2023-03-05", "That day | DATE 2023-03-05 | 2023-03-05"}},
      {"2023-03-14",
       "The wall fell in 1987. Two years earlier it had cracked.",
       {"1987 | DATE 1987 | 1987", "Two years earlier | DATE 1985 | 1985"}},
      {"2023-03-14",
       "The wall fell last month. Four days later it was up again.",
       {"last month | DATE 2023-02 | 2023-02", "Four days later | DATE 2023-02 | 2023-02"}},
      {"2023-03-14",
       "He ran the story and the next day it was gone.",
       {"the next day | DATE XXXX-XX-XX | "}},
      {"2023-03-14", "They had fled the day before the fire.", {}},
  });
}

TEST(Times, QuartersSeasonsHolidays) {
  check({
      {"2023-05-14",
       "Sales fell in the first quarter.",
       {"the first quarter | DATE 2023-Q1 | 2023"}},
      {"2023-02-14", "Fourth-quarter sales fell.", {"Fourth-quarter | DATE 2022-Q4 | 2022"}},
      {"2023-05-14", "Sales fell in Q3 2021.", {"Q3 2021 | DATE 2021-Q3 | 2021"}},
      {"2023-05-14",
       "Sales fell in the first quarter from a year earlier.",
       {"the first quarter | DATE 2023-Q1 | 2023", "a year earlier | DATE 2022-Q1 | 2022"}},
      {"2023-05-14",
       "Sales fell in the first half of 1998.",
       {"the first half of 1998 | DATE 1998-H1 | 1998"}},
      {"2023-05-14", "Sales fell in fiscal 2021.", {"fiscal 2021 | DATE 2021 | 2021"}},
      {"2023-03-14", "The truce of last spring held.", {"last spring | DATE 2022-SP | 2022"}},
      {"2023-03-14", "The truce of last autumn held.", {"last autumn | DATE 2022-FA | 2022"}},
      {"2023-03-14",
       "It froze in the winter of 1994.",
       {"the winter of 1994 | DATE 1994-WI | 1994"}},
      {"2024-02-06", "She knew before Christmas.", {"Christmas | DATE 2023-12-25 | 2023-12-25"}},
      {"2024-06-06",
       "She left on Easter Monday.",
       {"Easter Monday | DATE 2024-04-01 | 2024-04-01"}},
  });
}

TEST(Times, TimesOfDay) {
  check({
      {"2023-03-14",
       "It fell at 10 p.m. on Sunday.",
       {"10 p.m. on Sunday | TIME 2023-03-12T22:00 | 2023-03-12"}},
      {"2023-03-14",
       "It fell on Monday at 9.15am.",
       {"Monday at 9.15am | TIME 2023-03-13T09:15 | 2023-03-13"}},
      {"2023-03-14",
       "It fell on Monday. The call came at 7:40 a.m.",
       {"Monday | DATE 2023-03-13 | 2023-03-13", "7:40 a.m. | TIME 2023-03-13T07:40 | 2023-03-13"}},
      {"2023-03-14", "It fell at 14:05 GMT.", {"14:05 GMT | TIME 2023-03-14T14:05 | 2023-03-14"}},
      {"2023-03-14",
       "It fell at noon on 3 March.",
       {"noon on 3 March | TIME 2023-03-03T12:00 | 2023-03-03"}},
      {"2023-03-14",
       "It fell at four in the morning.",
       {"four in the morning | TIME 2023-03-14T04:00 | 2023-03-14"}},
      {"2023-03-14",
       "It fell at nine o’clock.",
       {"nine o’clock | TIME 2023-03-14T09:00 | 2023-03-14"}},
      {"2023-03-14", "They offered 14.50 a share.", {}},
  });
}

TEST(Times, DurationsAndSets) {
  check({
      {"2023-03-14", "They waited for three days.", {"three days | DURATION P3D | "}},
      {"2023-03-14", "They waited for twenty-six years.", {"twenty-six years | DURATION P26Y | "}},
      {"2023-03-14", "They waited 2 1/2 years.", {"2 1/2 years | DURATION P2Y6M | "}},
      {"2023-03-14",
       "They waited a minute and a half.",
       {"a minute and a half | DURATION PT1M30S | "}},
      {"2023-03-14", "They waited half an hour.", {"half an hour | DURATION PT30M | "}},
      {"2023-03-14", "They waited two decades.", {"two decades | DURATION P20Y | "}},
      {"2023-03-14", "They waited for weeks.", {"weeks | DURATION PXW | "}},
      {"2023-03-14", "After a two-hour meeting they left.", {"a two-hour | DURATION PT2H | "}},
      {"2023-03-14",
       "They argued over the past few months.",
       {"the past few months | DURATION PXM | "}},
      {"2023-03-14", "They meet every Monday.", {"every Monday | SET XXXX-WXX-1 | "}},
      {"2023-03-14", "They meet each July.", {"each July | SET XXXX-07 | "}},
      {"2023-03-14", "They meet twice a week.", {"twice a week | SET P1W | "}},
      {"2023-03-14",
       "They meet on the first Sunday of each month.",
       {"the first Sunday of each month | SET XXXX-WXX-7 | "}},
      {"2023-03-14", "They fly daily.", {"daily | SET P1D | "}},
  });
}

// Whatever comes in, the spans are in order, apart and inside, and there are not more than the text
// has room for.
void check_shape(std::string_view text, std::string_view published = "2023-03-14") {
  const std::vector<TimeExpression> times = find_times(text, split_sentences(text), published);
  EXPECT_LE(times.size(), text.size() / 3 + 1);
  std::uint32_t end = 0;
  for (const TimeExpression& t : times) {
    ASSERT_GE(t.span.begin, end);
    ASSERT_GT(t.span.end, t.span.begin);
    ASSERT_LE(t.span.end, text.size());
    EXPECT_FALSE(t.value.empty());
    EXPECT_TRUE(t.day.empty() || t.day.size() == 4 || t.day.size() == 7 || t.day.size() == 10)
        << t.day;
    EXPECT_EQ(t.day.find_first_not_of("0123456789-"), std::string::npos) << t.day;
    end = t.span.end;
  }
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

TEST(Times, HostileText) {
  for (std::string_view piece : {"1",
                                 "1 ",
                                 "Monday ",
                                 "May,",
                                 "a year ",
                                 "the ",
                                 "last ",
                                 "two hundred ",
                                 "12:",
                                 "1/1/",
                                 "\xE2\x80\x99"
                                 "90",
                                 "99999999 years ago ",
                                 "one hundred thousand thousand centuries ago ",
                                 "that day ",
                                 " \n",
                                 "was will ",
                                 "9999-12-31 a day later ",
                                 "24:59 hours ",
                                 "31 February 2100 ",
                                 "0 a.m. ",
                                 "99999 days later ",
                                 "99999 weeks earlier ",
                                 "99999 months later on Monday ",
                                 "99999 weeks ago ",
                                 "90 centuries later "})
    check_shape(repeated(piece, 100'000));
  for (std::string_view published : {"0000-01-01", "0001-01-01", "9999-12-31", "2024-02-29", "x"})
    check_shape(
        "Next week, last week, tomorrow, yesterday, Monday, two weeks ago, 90000 years ago, the "
        "weekend, "
        "next weekend, a year later, the following week, next year, last spring, last decade, "
        "Christmas, "
        "Easter, the third quarter, the quarter, last quarter, next month, 9999-12-31, a day "
        "later, a week later.",
        published);
  EXPECT_TRUE(find_times("", {}, "2023-03-14").empty());
  EXPECT_TRUE(read("Nothing here.", "yesterday").empty());
}

}  // namespace
}  // namespace sayso
