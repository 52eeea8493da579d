#include "cli/found.h"

#include <gtest/gtest.h>

namespace sayso::cli {
namespace {

struct Case {
  std::string address, published, captured, only, since;
  bool wanted;
};

TEST(IsWanted, ByAddressAndDay) {
  const std::string page = "https://www.skerry.example/2023/crane";
  const Case cases[] = {{page, "", "", "", "", true},
                        {page, "", "", "skerry.example/*", "", true},
                        {page, "", "", "*/2023/*", "", true},
                        {page, "", "", "skerry.example/2023/crane", "", true},
                        {page, "", "", "*e/*e", "", true},
                        {page, "", "", "skerry.example", "", false},
                        {page, "", "", "meridian.example/*", "", false},
                        {"", "", "", "skerry.example/*", "", false},
                        {"", "", "", "*", "", true},
                        {page, "2023-03-01T00:10:00+01:00", "", "", "2023-03-01", true},
                        {page, "2023-02-28", "2023-03-05", "", "2023-03-01", false},
                        {page, "", "2023-03-05T00:00:00Z", "", "2023-03-01", true},
                        {page, "", "2023-02-05T00:00:00Z", "", "2023-03-01", false},
                        {page, "", "", "", "2023-03-01", true}};
  for (const Case& c : cases) {
    Document document;
    document.address = c.address;
    document.published = c.published;
    document.captured = c.captured;
    EXPECT_EQ(is_wanted(document, {c.only, c.since}), c.wanted)
        << c.address << " " << c.published << " " << c.captured << " " << c.only << " " << c.since;
  }
}

TEST(ClosingTable, OnlyWhatIsWorthSaying) {
  Found found;
  found.fates = {{"a", Fate::kRead, "", false}};
  EXPECT_EQ(closing_table(found), "");
  found.fates.push_back({"b", Fate::kRead, "", true});
  found.fates.push_back({"c", Fate::kNoText, "", false});
  EXPECT_EQ(closing_table(found),
            "   read            2\n     with no date  1\n   no text         1\n");
}

}  // namespace
}  // namespace sayso::cli
