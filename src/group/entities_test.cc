#include "group/entities.h"

#include <gtest/gtest.h>

#include "group/prepare.h"
#include "group/test_records.h"
#include "sayso/group.h"

namespace sayso {
namespace {

using testing_records::Article;
using testing_records::prepared_of;

// Whether the two names, one of each document, have become one entity.
bool become_one(const Article& first, const std::string& a, const Article& second,
                const std::string& b) {
  const std::vector<Records> records{first.records(), second.records()};
  const Prepared prepared = prepared_of(records);
  const auto find = [&](std::size_t i, const std::string& name) {
    const bool swapped = prepared.grouping.documents[0].key != records[0].document;
    const auto& entities = records[i].entities;
    for (std::size_t n = 0; n < entities.size(); ++n) {
      if (entities[n].name == name) return prepared.entities.of_record[swapped ? 1 - i : i][n];
    }
    ADD_FAILURE() << name;
    return EntityIndex{0};
  };
  return find(0, a) == find(1, b);
}

Article about(const std::string& id) {
  return Article(id, "The " + id + " Courier", "2024-05-0" + id).names({"Port Brel", "Strand"});
}

struct Case {
  const char* what;
  const char* a;
  EntityType type_a;
  const char* b;
  EntityType type_b;
  bool one;
};

class Names : public testing::TestWithParam<Case> {};

TEST_P(Names, AreJoinedOnlyWithEvidence) {
  const Case& c = GetParam();
  Article first = about("1"), second = about("2");
  first.entity(c.a, c.type_a);
  second.entity(c.b, c.type_b);
  EXPECT_EQ(become_one(first, c.a, second, c.b), c.one) << c.what;
}

constexpr auto kP = EntityType::kPerson;
constexpr auto kO = EntityType::kOrganisation;
constexpr auto kA = EntityType::kAnonymous;

INSTANTIATE_TEST_SUITE_P(
    All, Names,
    testing::Values(
        Case{"the same", "Ylva Dragsund", kP, "Ylva Dragsund", kP, true},
        Case{"title, case and accent", "Dr Renée Oday", kP, "RENEE ODAY", kP, true},
        Case{"a middle initial", "Ylva K. Dragsund", kP, "Ylva Dragsund", kP, true},
        Case{"a surname", "Ylva Dragsund", kP, "Ms Dragsund", kP, true},
        Case{"another first name", "Ylva Dragsund", kP, "Dominic Dragsund", kP, false},
        Case{"an article", "The Harbour Board", kO, "Harbour Board", kO, true},
        Case{"an acronym", "Brel Harbour Board", kO, "BHB", kO, true},
        Case{"the beginning of a name", "Sundreth Ferries", kO, "Sundreth", kO, true},
        Case{"a beginning that many have", "National Harbour Board", kO, "National", kO, false},
        Case{"another organisation", "Brel Harbour Board", kO, "Strand Harbour Board", kO, false},
        Case{"an agency or an outlet", "Lodestar", kO, "Lodestar", EntityType::kOutlet, true},
        Case{"a place is no person", "Strand Brel", kP, "Strand Brel", EntityType::kPlace, false},
        Case{"unnamed, and nothing ties the texts", "a customs official", kA, "a customs official",
             kA, false}));

TEST(Entities, OneSurnameOfTwoPersonsIsNobody) {
  Article first = about("1"), second = about("2");
  first.entity("Ylva Dragsund");
  first.entity("Dominic Dragsund");
  second.entity("Dragsund");
  EXPECT_FALSE(become_one(first, "Ylva Dragsund", second, "Dragsund"));
  EXPECT_FALSE(become_one(first, "Dominic Dragsund", second, "Dragsund"));
}

TEST(Entities, ASurnameInAnotherAffairIsSomebodyElse) {
  Article first = about("1");
  Article second = Article("2", "The Other", "2024-05-02").names({"Quill", "Marrow"});
  first.entity("Ylva Dragsund");
  second.entity("Dragsund");
  EXPECT_FALSE(become_one(first, "Ylva Dragsund", second, "Dragsund"));
}

TEST(Entities, AnUnnamedSourceIsOneIfTheTextCitesTheOther) {
  Article first = about("1"), second = about("2");
  first.entity("a senior customs official", kA);
  second.entity("a customs official", kA);
  second.cites("The 1 Courier");
  EXPECT_TRUE(become_one(first, "a senior customs official", second, "a customs official"));
}

TEST(Entities, TwoThatFitAreNotGuessed) {
  Article first = about("1"), second = about("2");
  first.entity("a senior customs official", kA);
  first.entity("a junior customs official", kA);
  second.entity("a customs official", kA);
  second.cites("The 1 Courier");
  EXPECT_FALSE(become_one(first, "a senior customs official", second, "a customs official"));
  EXPECT_FALSE(become_one(first, "a junior customs official", second, "a customs official"));
}

TEST(Entities, AnOfficeIsOfTheOneWhoHoldsIt) {
  struct Office {
    const char* called;
    bool one;
  };
  for (const Office& office :
       {Office{"The director of Port Brel", true}, Office{"the director", false},  // of what?
        Office{"a director of Port Brel", false},                                  // one of several
        Office{"the director of Port Strand", false},
        Office{"the clerk of Port Brel", false}}) {  // no office
    Article first = about("1"), second = about("2");
    first.entity("Ylva Dragsund");
    first.role("Ylva Dragsund", "director of Port Brel");
    second.entity(office.called, kA);
    EXPECT_EQ(become_one(first, "Ylva Dragsund", second, office.called), office.one)
        << office.called;
  }
  Article first = about("1"), second = about("2");
  for (const char* name : {"Ylva Dragsund", "Bo Ekdahl"}) {
    first.entity(name);
    first.role(name, "director of Port Brel");
  }
  second.entity("the director of Port Brel", kA);
  EXPECT_FALSE(become_one(first, "Ylva Dragsund", second, "the director of Port Brel"))
      << "two held it";
}

TEST(Entities, AShortFormOfTheLongestNameIsNoRiddle) {
  Article first = about("1"), second = about("2");
  first.entity("League of Deck and Engine Hands", kO);
  second.entity("League of Deck", kO);
  second.entity("League", kO);
  EXPECT_TRUE(become_one(first, "League of Deck and Engine Hands", second, "League"));
}

TEST(Entities, KeepPartyNamesAndRoles) {
  Article first = about("1"), second = about("2");
  const EntityIndex board = first.entity("Brel Harbour Board", kO);
  first.entity("Dragsund", kP, board);
  second.entity("Ylva Dragsund");
  const Grouping grouping = group(std::vector<Records>{second.records(), first.records()});
  const auto ylva =
      std::find_if(grouping.entities.begin(), grouping.entities.end(),
                   [](const Entity& entity) { return entity.name == "Ylva Dragsund"; });
  ASSERT_NE(ylva, grouping.entities.end());
  EXPECT_EQ(ylva->aliases, std::vector<std::string>{"Dragsund"});
  ASSERT_TRUE(ylva->party.has_value());
  EXPECT_EQ(grouping.entities[*ylva->party].name, "Brel Harbour Board");
  EXPECT_EQ(grouping.entities[0].id, "E1");
}

TEST(Entities, OutletsAndCitationsAreOne) {
  Article first = about("1"), second = about("2");
  second.cites("the 1 Courier");
  const Grouping grouping = group(std::vector<Records>{first.records(), second.records()});
  ASSERT_EQ(grouping.documents[1].cites.size(), 1u);
  EXPECT_EQ(grouping.documents[1].cites[0], grouping.documents[0].outlet_entity);
}

// Whoever gave the ids (given.h) knows better than names do.
TEST(GivenIds, OneIdIsOneEntityAndTwoOfOneFileAreTwo) {
  const auto one = [](const char* a, const char* id_a, const char* b, const char* id_b) {
    Article first = about("1"), second = about("2");
    first.entity(a, EntityType::kPerson, {}, id_a);
    second.entity(b, EntityType::kPerson, {}, id_b);
    return become_one(first, a, second, b);
  };
  EXPECT_TRUE(one("Mara Lind", "f1#E1", "the mayor", "f1#E1"));
  EXPECT_FALSE(one("Mara Lind", "f1#E1", "Mara Lind", "f1#E2"));
  EXPECT_TRUE(one("Mara Lind", "f1#E1", "Mara Lind", "f2#E2")) << "two files";
  EXPECT_TRUE(one("Mara Lind", "f1#E1", "Mara Lind", ""));
  EXPECT_FALSE(one("Mara Lind", "f1#E1", "Lind", "f1#E2"));
  EXPECT_TRUE(one("Mara Lind", "f1#E1", "Lind", ""));
}

}  // namespace
}  // namespace sayso
