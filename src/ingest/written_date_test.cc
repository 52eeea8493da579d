#include "ingest/written_date.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

TEST(ToIsoDate, ReadsWhatIsClear) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"2023-03-13", "2023-03-13"},
      {"2023-03-13T13:20:00+01:00", "2023-03-13T13:20:00+01:00"},
      {"2023-03-13 13:20:00+0100", "2023-03-13T13:20:00+01:00"},
      {"2023-03-13T13:20:00.000Z", "2023-03-13T13:20:00Z"},
      {"20230313T132000Z", "2023-03-13T13:20:00Z"},
      {"2023-03-13T13:20", "2023-03-13T13:20:00"},
      {"December 22, 2021", "2021-12-22"},
      {"Dec. 2, 2021", "2021-12-02"},
      {"22 December 2021", "2021-12-22"},
      {"22nd of December, 2021", "2021-12-22"},
      {"Wednesday, December 22, 2021", "2021-12-22"},
      {"Wed, 22 Dec 2021 10:05:00 GMT", "2021-12-22T10:05:00Z"},
      {"Wed, 22 Dec 2021 10:05:00 -0500", "2021-12-22T10:05:00-05:00"},
      {"December 22, 2021 at 1:05 p.m.", "2021-12-22T13:05:00"},
      {"December 22, 2021 12:05 am EST", "2021-12-22T00:05:00"},
      {"22-Dec-2021", "2021-12-22"},
      {"22/12/2021", "2021-12-22"},
      {"12/22/2021", "2021-12-22"},
      {"04/04/2021", "2021-04-04"},
      {"3.4.2021", "2021-04-03"},
      {" \n2021-12-22\t", "2021-12-22"},
      // What is not clear, or is no date:
      {"03/04/2021", ""},
      {"2021-02-30", ""},
      {"February 30, 2021", ""},
      {"31 April 2021", ""},
      {"December 2021", ""},
      {"December 22", ""},
      {"0000-00-00", ""},
      {"9999-12-31", ""},
      {"yesterday", ""},
      {"", ""},
      {"2021-12-22 and more", ""},
      {"May you live 100 years", ""}};
  for (const auto& [written, iso] : cases) EXPECT_EQ(to_iso_date(written), iso) << written;
}

TEST(FindIsoDay, TakesTheFirstWholeDate) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"Published on December 22, 2021 at noon", "2021-12-22"},
      {"Updated: 3 May 2021 (first 1 May 2021)", "2021-05-03"},
      {"2021-12-22T10:00:00Z", "2021-12-22"},
      {"on 30 February 2021, no: 2 March 2021", "2021-03-02"},
      {"in 2021", ""},
      {"", ""}};
  for (const auto& [text, iso] : cases) EXPECT_EQ(find_iso_day(text), iso) << text;
}

}  // namespace
}  // namespace sayso
