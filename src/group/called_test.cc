#include "group/called.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "group/candidates.h"
#include "group/test_records.h"

namespace sayso {
namespace {

using testing_records::crane;
using testing_records::prepared_of;
using Strings = std::vector<std::string>;

Strings words_of(std::span<const WordId> numbers, const Dictionary& dictionary) {
  Strings words;
  for (const WordId number : numbers) words.emplace_back(dictionary.word(number));
  return words;
}

TEST(SpeakerWords, AreOfNamesAndRolesOfTheSpeakerAndItsParty) {
  Entity speaker, party;
  speaker.name = "Ylva Dragsund";
  speaker.aliases = {"Ms Dragsund", "the director"};
  speaker.roles = {"director of Port Halden"};
  party.name = "Halden Harbours";
  Dictionary dictionary;
  Store store;
  SpeakerWords called = speaker_words(speaker, party, dictionary, store);
  called.renumber(dictionary.sort());
  EXPECT_EQ(words_of(called.names, dictionary), (Strings{"dragsund", "ylva"}));
  EXPECT_EQ(words_of(called.stems_of_names, dictionary), (Strings{"dragsund", "ylva"}));
  EXPECT_EQ(words_of(called.stems, dictionary),
            (Strings{"director", "dragsund", "halden", "harbour", "port", "the", "ylva"}));
}

// The log odds of all pairs of two documents, by their statements' places.
std::map<std::pair<std::uint32_t, std::uint32_t>, double> odds_between(
    const std::vector<Records>& records) {
  const Prepared prepared = prepared_of(records);
  const Items items = make_items(prepared);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> odds;
  for (const Item& a : items.list) {
    for (const Item& b : items.list) {
      if (a.document == 0 && b.document == 1)
        odds[{a.place, b.place}] = log_odds(features(a, b, document_pair(prepared, 0, 1)));
    }
  }
  return odds;
}

TEST(SpeakerWords, WhatAThirdArticleCallsASpeakerChangesNoScore) {
  auto first = crane("a1", "Lodestar", "2024-05-01T10:00:00Z");
  first.says("Ylva Dragsund", "the tower crane had not been inspected since May");
  first.says("Brel Harbour Board", "this", Stance::kDenies, EntityType::kOrganisation);
  auto second = crane("a2", "The Strand Post", "2024-05-02T10:00:00Z");
  second.says("Ylva Dragsund", "the inspector of the tower crane came in May", Stance::kDenies);
  second.says("Tarn Mutual", "the crane collapsed onto the quay", Stance::kAsserts,
              EntityType::kOrganisation);
  auto third = crane("a3", "Quay Notes", "2024-05-03");
  third.role("Ylva Dragsund", "crane inspector of the eastern quay");
  third.says("Ylva Dragsund", "the tower had been painted");
  const auto without = odds_between({first.records(), second.records()});
  EXPECT_EQ(without.size(), 4u);
  EXPECT_EQ(odds_between({first.records(), second.records(), third.records()}), without);
}

}  // namespace
}  // namespace sayso
