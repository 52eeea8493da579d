#include "ingest/names.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

TEST(NamesInByline, OnlyNamesAreLeft) {
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {"Mara Lind", {"Mara Lind"}},
      {"By Mara Lind and Ama Teller, Skerry News | 3 May",
       {"Mara Lind", "Ama Teller", "Skerry News"}},
      {"By Mara Lind, Ama Teller, and Bo Ek", {"Mara Lind", "Ama Teller", "Bo Ek"}},
      {"Written by: Mara van der Lind & J. O’Neill", {"Mara van der Lind", "J. O’Neill"}},
      {"Mara Lind, Senior Reporter", {"Mara Lind"}},
      {"Mara Lind, in Halden", {"Mara Lind"}},
      {"Mara Lind, Halden", {"Mara Lind"}},
      {"Von Mara Lind und Ama Teller", {"Mara Lind", "Ama Teller"}},
      {"Мара Линд", {"Мара Линд"}},
      {"MARA LIND • UPDATED 3 May 2021", {"MARA LIND"}},
      {"Mara Lind; Ama Teller", {"Mara Lind", "Ama Teller"}},
      {"Skerry", {"Skerry"}},
      {"the harbour desk", {"the harbour desk"}},
      {"https://skerry.example/ml", {}},
      {"ml@skerry.example", {}},
      {"admin", {}},
      {"3 May 2021", {}},
      {"", {}}};
  for (const auto& [byline, names] : cases) EXPECT_EQ(names_in_byline(byline), names) << byline;
}

TEST(BylineOf, EachNameOnce) {
  EXPECT_EQ(byline_of({"By Mara Lind", "Mara Lind and Bo Ek"}), "Mara Lind, Bo Ek");
  EXPECT_EQ(byline_of({}), "");
}

}  // namespace
}  // namespace sayso
