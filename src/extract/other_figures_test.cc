#include "extract/other_figures.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

Span find(std::string_view text, std::string_view words) {
  const auto at = text.find(words);
  EXPECT_NE(at, std::string_view::npos) << words;
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

// "source/cue: content | content" a line.
std::string read(const std::string& text, const std::string& source, const std::string& cue,
                 const std::string& content) {
  Attribution one;
  if (!source.empty()) one.source = find(text, source);
  if (!cue.empty()) one.cue = find(text, cue);
  if (!content.empty()) one.content = {find(text, content)};
  std::vector<Attribution> all;
  if (!content.empty() || !cue.empty()) all.push_back(one);
  std::string out;
  for (const Attribution& made : with_other_figures(text, split_sentences(text), all)) {
    out += "\n";
    if (made.source) out += slice(text, *made.source);
    out += "/";
    if (made.cue) out += slice(text, *made.cue);
    out += ":";
    for (std::size_t i = 0; i < made.content.size(); ++i)
      out.append(i == 0 ? " " : " | ").append(slice(text, made.content[i]));
  }
  return out;
}

TEST(OtherFigures, ARejectedFigureIsAStatementOfItsOwn) {
  EXPECT_EQ(read("Eleven bins were out of order, not fourteen, she said.", "she", "said",
                 "Eleven bins were out of order, not fourteen"),
            "\nshe/said: Eleven bins were out of order\nshe/said: not fourteen");
}

TEST(OtherFigures, WhatGoesOnBelongsToBoth) {
  EXPECT_EQ(read("He said that four clerks, not two, had been involved.", "He", "said",
                 "four clerks, not two, had been involved"),
            "\nHe/said: four clerks | had been involved\nHe/said: not two | had been involved");
}

TEST(OtherFigures, ASecondClauseIsAStatement) {
  EXPECT_EQ(
      read("\"There were eleven fires, not fourteen, and in nine of them a charger was used,\" "
           "said Rey.",
           "Rey", "said",
           "\"There were eleven fires, not fourteen, and in nine of them a charger was used,\""),
      "\nRey/said: \"There were eleven fires\nRey/said: not fourteen"
      "\nRey/said: and in nine of them a charger was used,\"");
}

TEST(OtherFigures, AFigureWithItsOwnerIsTheOwners) {
  EXPECT_EQ(
      read("The board put it at 62,000, not the 48,000 that the firm had named on Monday.",
           "The board", "put", "it at 62,000, not the 48,000 that the firm had named on Monday"),
      "\nThe board/put: it at 62,000\nThe board/put: not the 48,000"
      "\nthe firm/had named: the 48,000");
  EXPECT_EQ(read("It found 38,500 unpaid, not the 46,000 claimed by installers.", "It", "found",
                 "38,500 unpaid, not the 46,000 claimed by installers"),
            "\nIt/found: 38,500 unpaid\nIt/found: not the 46,000\ninstallers/claimed: the 46,000");
  EXPECT_EQ(read("That is well below the 4.6 million that the council has published.", "", "", ""),
            "\nthe council/has published: the 4.6 million");
  EXPECT_EQ(read("Of the 34 damaged pieces he spoke of in May nothing is left.", "", "", ""),
            "\nhe/spoke of: the 34");
  EXPECT_EQ(read("That is above the 8 to 12 tons that the Water Agency gave in June.", "", "", ""),
            "\nthe Water Agency/gave: the 8 to 12");
}

TEST(OtherFigures, WhatTheTaggerLeftOutsideIsRejectedToo) {
  EXPECT_EQ(read("It put the cost at 40,000 crowns, not the 60,000 that the office had named.",
                 "It", "put", "the cost at 40,000 crowns"),
            "\nIt/put: the cost at 40,000 crowns\nIt/put: not the 60,000\nthe office/had named: "
            "the 60,000");
}

TEST(OtherFigures, OthersStayAsTheyAre) {
  for (const std::string content :
       {"Eleven bins were out of order", "not one of the eleven bins was full, not even the first",
        "Four badges are not four people", "the 12 boats that the storm had damaged were sold",
        "the 3,000 cases mentioned last week were many", "of the 300 people, not all had paid",
        "the three who came were not two of us"}) {
    const std::string text = "She said that " + content + ".";
    EXPECT_EQ(read(text, "She", "said", content), "\nShe/said: " + content);
  }
}

}  // namespace
}  // namespace sayso
