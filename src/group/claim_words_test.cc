#include "group/claim_words.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "text/proposition.h"

namespace sayso {
namespace {

struct Words {
  std::string text;
  Quoted quoted = Quoted::kIndirect;
  Stance stance = Stance::kAsserts;
};

std::string plainest(const std::vector<Words>& all) {
  Grouping grouping;
  for (const Words& words : all) {
    GroupedStatement grouped;
    const Span whole{0, static_cast<std::uint32_t>(words.text.size())};
    grouped.statement.content = {whole};
    grouped.statement.quoted = words.quoted;
    grouped.statement.stance = words.stance;
    grouped.statement.proposition = make_proposition(words.text, grouped.statement.content);
    grouping.statements.push_back(grouped);
  }
  std::vector<std::uint32_t> statements(all.size());
  std::iota(statements.begin(), statements.end(), 0u);
  return all[plainest_statement(grouping, statements)].text;
}

TEST(ClaimWords, TheMostCompletePlainStatementStandsForAll) {
  EXPECT_EQ(plainest({{"the number as five"},
                      {"“We counted five people who were hurt on the quay,”", Quoted::kDirect},
                      {"Five people were hurt when the crane came down on the quay"},
                      {"five were hurt"}}),
            "Five people were hurt when the crane came down on the quay");
}

TEST(ClaimWords, ADenialOrAPointerStandsForItOnlyAlone) {
  EXPECT_EQ(plainest({{"it had been inspected in the spring of that year", Quoted::kIndirect,
                       Stance::kDenies},
                      {"the crane had gone uninspected since May"}}),
            "the crane had gone uninspected since May");
  EXPECT_EQ(plainest({{"that"}, {"the crane fell"}}), "the crane fell");
  EXPECT_EQ(plainest({{"that"}}), "that");
}

TEST(ClaimWords, WhatTheOthersSayTooGoesBeforeWhatComesFirst) {
  EXPECT_EQ(plainest({{"the harbour stayed closed to ferries until Tuesday"},
                      {"five dockers were hurt when the crane fell"},
                      {"the falling crane hurt five dockers on the quay"}}),
            "the falling crane hurt five dockers on the quay");
}

TEST(ClaimWords, OfEqualsTheFirst) {
  EXPECT_EQ(plainest({{"The crane fell on Sunday night"}, {"the crane fell on Sunday night"}}),
            "The crane fell on Sunday night");
}

}  // namespace
}  // namespace sayso
