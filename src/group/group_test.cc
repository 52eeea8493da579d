#include "sayso/group.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include "group/test_records.h"

namespace sayso {
namespace {

using testing_records::affair;
using testing_records::Article;
using testing_records::crane;

// Everything of a grouping as text: two are the same if this is.
std::string dump(const Grouping& grouping) {
  std::string out;
  const auto add = [&](const auto&... parts) { ((out.append(parts).append(" ")), ...); };
  for (const DocumentHead& head : grouping.documents) {
    add("D", head.key, head.id, head.current ? "current" : "old",
        std::to_string(head.outlet_entity));
    for (const EntityIndex cited : head.cites) add("cites", std::to_string(cited));
  }
  for (const Entity& entity : grouping.entities) {
    add("\nE", entity.id, entity.name, std::to_string(entity.party.value_or(9999)));
    for (const std::string& alias : entity.aliases) add(alias);
  }
  for (const GroupedStatement& one : grouping.statements) {
    add("\nS", one.id, std::to_string(one.document), std::to_string(one.claim),
        one.statement.proposition.text, std::to_string(one.statement.speaker.value_or(9999)));
  }
  for (const Claim& claim : grouping.claims) {
    add("\nC", claim.id, claim.text, claim.happened_on);
    for (const std::uint32_t index : claim.statements) add(std::to_string(index));
    for (const ClaimLink& link : claim.links) {
      add(std::to_string(link.a), std::to_string(link.b), link.reason.rule, link.reason.detail);
    }
  }
  for (const auto& [a, b] : grouping.contradicts) add("\nX", std::to_string(a), std::to_string(b));
  for (const Copy& copy : grouping.copies)
    add("\nY", std::to_string(copy.original), std::to_string(copy.copy));
  return out;
}

// Claims as sets of the ids of their statements.
std::set<std::set<std::string>> membership(const Grouping& grouping) {
  std::set<std::set<std::string>> claims;
  for (const Claim& claim : grouping.claims) {
    std::set<std::string> ids;
    for (const std::uint32_t index : claim.statements) ids.insert(grouping.statements[index].id);
    claims.insert(ids);
  }
  return claims;
}

std::uint32_t claim_of(const Grouping& grouping, const std::string& text) {
  for (const GroupedStatement& one : grouping.statements) {
    if (one.statement.proposition.text == text) return one.claim;
  }
  ADD_FAILURE() << text;
  return 0;
}

TEST(Group, JoinsWhatMeansTheSame) {
  const Grouping grouping = group(affair());
  const auto same = [&](const char* a, const char* b) {
    return claim_of(grouping, a) == claim_of(grouping, b);
  };
  EXPECT_TRUE(same("the tower crane had not been inspected since May",
                   "the tower crane was last inspected in May"));
  EXPECT_TRUE(same("three dockers were injured when the crane collapsed",
                   "three dockers were injured in the collapse of the crane"));
  EXPECT_TRUE(same("this", "five dockers were injured when the crane collapsed"));
  EXPECT_FALSE(same("three dockers were injured when the crane collapsed",
                    "five dockers were injured when the crane collapsed"));
  EXPECT_FALSE(same("its cover of the eastern quay would end in April",
                    "the tower crane was last inspected in May"));
}

TEST(Group, AnotherFigureContradicts) {
  const Grouping grouping = group(affair());
  const std::uint32_t three =
      claim_of(grouping, "three dockers were injured when the crane collapsed");
  const std::uint32_t five =
      claim_of(grouping, "five dockers were injured when the crane collapsed");
  ASSERT_EQ(grouping.contradicts.size(), 1u);
  EXPECT_EQ(grouping.contradicts[0], std::pair(std::min(three, five), std::max(three, five)));
}

TEST(Group, AnotherFigureIsAnotherClaim) {
  Article first = crane("a1", "Lodestar", "2024-05-01");
  first.says("Ylva Dragsund",
             "the eastern quay handled 4,300 containers of grain and timber in March");
  Article second = crane("a2", "The Strand Post", "2024-05-02");
  second.says("Ylva Dragsund",
              "the eastern quay handled 5,100 containers of grain and timber in March");
  EXPECT_EQ(group(std::vector<Records>{first.records(), second.records()}).claims.size(), 2u);
}

TEST(Group, WhatAnswersOneClaimIsKeptFromAnother) {
  Article article = crane("a1", "Lodestar", "2024-05-01");
  article.says("Ylva Dragsund", "the chain of the harbour lock had been cut on Sunday");
  article.says("Bo Tamm", "the chain of the harbour bell had been sold on Sunday");
  for (const std::uint32_t answered : {0u, 1u}) {
    article.says("Lodestar", "these claims", Stance::kUnverified, EntityType::kOutlet);
    article.last().answers = answered;
  }
  const Grouping grouping = group(std::vector<Records>{article.records()});
  ASSERT_EQ(grouping.claims.size(), 2u);
  for (const Claim& claim : grouping.claims) EXPECT_EQ(claim.statements.size(), 2u);
}

TEST(Group, IsWellFormed) {
  const Grouping grouping = group(affair());
  std::set<std::string> ids;
  std::size_t n_statements = 0;
  for (const GroupedStatement& one : grouping.statements) EXPECT_TRUE(ids.insert(one.id).second);
  for (std::uint32_t c = 0; c < grouping.claims.size(); ++c) {
    const Claim& claim = grouping.claims[c];
    ASSERT_FALSE(claim.statements.empty());
    EXPECT_EQ(claim.links.size() + 1, claim.statements.size());
    EXPECT_EQ(claim.id.substr(1), grouping.statements[claim.statements.front()].id.substr(1));
    EXPECT_NE(claim.text, "this");
    EXPECT_FALSE(claim.text.empty());
    for (const std::uint32_t index : claim.statements)
      EXPECT_EQ(grouping.statements[index].claim, c);
    for (const ClaimLink& link : claim.links) EXPECT_FALSE(link.reason.rule.empty());
    n_statements += claim.statements.size();
  }
  EXPECT_EQ(n_statements, grouping.statements.size());
  EXPECT_EQ(grouping.statements.size(), 7u);  // the sentence about ferries joins nothing
}

TEST(Group, DoesNotDependOnTheOrderOfRecords) {
  std::vector<Records> records = affair();
  const std::string expected = dump(group(records));
  std::mt19937 random(11);
  for (int round = 0; round < 6; ++round) {
    std::shuffle(records.begin(), records.end(), random);
    EXPECT_EQ(dump(group(records)), expected);
  }
}

TEST(Group, ADocumentReadTwiceChangesNothing) {
  std::vector<Records> records = affair();
  const std::string expected = dump(group(records));
  records.push_back(records[1]);
  EXPECT_EQ(dump(group(records)), expected);
}

TEST(Group, AnUnrelatedDocumentLeavesClaimsAsTheyAre) {
  std::vector<Records> records = affair();
  const auto before = membership(group(records));
  Article other = Article("b1", "Upland Echo", "2024-05-02").names({"Quill", "Marrow"});
  other.says("Orla Finch", "the tower crane had not been inspected since May");
  other.says("Orla Finch", "five dockers were injured when the crane collapsed");
  other.text(
      "The hill road to Quill stays closed until the thaw, and Marrow has had no bread since the "
      "mill stopped. "
      "Nobody in either village had seen a crane before, or a docker, and the school wrote a poem "
      "about both.");
  records.push_back(other.records());
  const auto after = membership(group(records));
  EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
  EXPECT_GT(after.size(),
            before.size());  // nor does it join theirs: nothing says that it is one crane
}

TEST(Group, OfNothingIsNothing) {
  const Grouping grouping = group({});
  EXPECT_TRUE(grouping.documents.empty());
  EXPECT_TRUE(grouping.claims.empty());
}

TEST(Group, CopiesAreOfTheFirstThatHasTheText) {
  const std::string text =
      "The tower crane that fell across the quay on Sunday evening had been due for an overhaul in "
      "April. Nobody at the "
      "harbour board could say on Monday who had signed the last entry in its log, or when.";
  Article first = crane("a1", "Lodestar", "2024-05-01"),
          second = crane("a2", "The Strand Post", "2024-05-02");
  Article third = crane("a3", "Quay Notes", "2024-05-03");
  first.text(text);
  second.text(text).text("Ferries ran normally.");
  third.text(text);
  const Grouping grouping =
      group(std::vector<Records>{third.records(), second.records(), first.records()});
  ASSERT_EQ(grouping.copies.size(), 2u);
  for (const Copy& copy : grouping.copies) {
    EXPECT_EQ(grouping.documents[copy.original].id, "a1");
    EXPECT_GT(copy.share, 0.8);
  }
}

TEST(Group, VersionsAreNoCopiesAndTheLastIsCurrent) {
  const std::string text =
      "The tower crane that fell across the quay on Sunday evening had been due for an overhaul.";
  Article first = crane("a1", "Lodestar", "2024-05-01").at("https://lodestar.example/crane");
  Article second = crane("a1", "Lodestar", "2024-05-02").at("https://lodestar.example/crane");
  first.text(text);
  second.text(text).text("Corrected.");
  const Grouping grouping = group(std::vector<Records>{second.records(), first.records()});
  EXPECT_TRUE(grouping.copies.empty());
  EXPECT_FALSE(grouping.documents[0].current);
  EXPECT_TRUE(grouping.documents[1].current);
  EXPECT_NE(grouping.documents[0].id, grouping.documents[1].id);
}

TEST(Group, OwnVoiceJoinsAnotherDocumentsClaim) {
  std::vector<Records> records = affair();
  Article fourth = crane("a4", "Brel Weekly", "2024-05-04");
  fourth.own("Three dockers were injured when the crane collapsed");
  records.push_back(fourth.records());
  const Grouping grouping = group(records);
  EXPECT_EQ(claim_of(grouping, "Three dockers were injured when the crane collapsed"),
            claim_of(grouping, "three dockers were injured when the crane collapsed"));
}

TEST(Group, OnlyOutletsAreCited) {
  Article article = crane("a1", "Lodestar", "2024-05-01");
  article.says("Ylva Dragsund", "the crane fell");
  const EntityIndex lawyer = article.entity("Ada Quist");
  const EntityIndex outlet = article.entity("Courier", EntityType::kOutlet);
  Records records = article.records();
  records.statements[0].via = {outlet, lawyer};
  const Grouping grouping = group(std::vector<Records>{records});
  ASSERT_EQ(grouping.documents[0].cites.size(), 1u);
  EXPECT_EQ(grouping.entities[grouping.documents[0].cites[0]].name, "Courier");
}

TEST(Group, IndexesOfBrokenRecordsLeadNowhere) {
  Article article = crane("a1", "Lodestar", "2024-05-01");
  article.says("Ylva Dragsund", "the crane fell");
  Records records = article.records();
  records.statements[0].speaker = 77;
  records.statements[0].via = {1, 99};
  records.statements[0].carries = {55};
  records.statements[0].inside = 0;
  records.statements[0].answers = 44;
  records.entities[0].party = 88;
  records.citations.push_back({66, {}});
  const Grouping grouping = group(std::vector<Records>{records});
  ASSERT_EQ(grouping.statements.size(), 1u);
  EXPECT_FALSE(grouping.statements[0].statement.speaker.has_value());
  EXPECT_EQ(grouping.statements[0].statement.via.size(), 1u);
}

TEST(Group, CarryingStatementsAreInNoClaim) {
  Article article = crane("a1", "Lodestar", "2024-05-01");
  article.says("The Courier", "Dragsund had told it that the crane fell at night", Stance::kAsserts,
               EntityType::kOutlet);
  article.says("Ylva Dragsund", "the crane fell at night");
  Records records = article.records();
  records.statements[0].carries = {1};
  records.statements[1].inside = 0;
  const Grouping grouping = group(std::vector<Records>{records});
  ASSERT_EQ(grouping.claims.size(), 1u);
  EXPECT_EQ(grouping.claims[0].statements, std::vector<std::uint32_t>{1});
  EXPECT_EQ(grouping.statements[0].claim, 0u);
}

// 125 affairs of two documents with eight statements each. Slow code would show as a test that
// hangs: the number of comparisons is that of related documents, not of all.
TEST(Group, OfManyAffairsKeepsThemApart) {
  std::vector<Records> records;
  for (int affair_number = 0; affair_number < 125; ++affair_number) {
    for (int part = 0; part < 2; ++part) {
      const std::string number = std::to_string(affair_number);
      constexpr std::string_view kConsonants = "bcdfghjklmnp";  // a sketch sees no vowels
      const std::string tag = {'T', kConsonants[affair_number / 12],
                               kConsonants[affair_number % 12], 'x'};
      Article article("d" + number + std::to_string(part), "Outlet" + std::to_string(part),
                      "2024-05-01");
      article.names({tag, "Port " + tag, "Hill " + tag});
      for (int i = 0; i < 8; ++i) {
        article.says(std::string("Speaker ") + static_cast<char>('A' + i) + tag,
                     "the boiler number " + std::to_string(100 + i) + " burst in " + tag);
      }
      records.push_back(article.records());
    }
  }
  const Grouping grouping = group(records);
  EXPECT_EQ(grouping.statements.size(), 2000u);
  EXPECT_GE(grouping.claims.size(), 1000u);
  for (const Claim& claim : grouping.claims) {
    std::set<std::string> affairs;
    for (const std::uint32_t index : claim.statements) {
      std::string id = grouping.documents[grouping.statements[index].document].id;
      id.pop_back();
      affairs.insert(id);
    }
    EXPECT_EQ(affairs.size(), 1u);
  }
}

}  // namespace
}  // namespace sayso
