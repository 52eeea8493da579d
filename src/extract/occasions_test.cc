#include "extract/occasions.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

// Sayings of one article of Monday, 7 November 2022, each with words of the text that it stands at.
class OccasionsTest : public testing::Test {
 protected:
  void read(const std::string& text) {
    text_ = text;
    sentences_ = split_sentences(text_);
    times_ = find_times(text_, sentences_, kPublished);
  }

  EntityIndex add(EntityType type, std::optional<EntityIndex> party = std::nullopt) {
    Entity entity;
    entity.type = type;
    entity.party = party;
    entities_.all.push_back(entity);
    return static_cast<EntityIndex>(entities_.all.size() - 1);
  }

  Span span_of(const std::string& words) const {
    const auto begin = static_cast<std::uint32_t>(text_.find(words));
    return {begin, begin + static_cast<std::uint32_t>(words.size())};
  }

  Saying& says(EntityIndex speaker, const std::string& cue) {
    Attribution attribution;
    attribution.cue = span_of(cue);
    Saying saying;
    saying.speaker = speaker;
    saying.at = attribution.cue->begin;
    saying.dating =
        said_on(text_, sentences_, times_, attribution, {}, kPublished, false, std::nullopt);
    sayings_.push_back(saying);
    return sayings_.back();
  }

  std::vector<std::string> days() const {
    std::vector<std::string> days;
    for (const Dating& dating :
         settle_days(text_, sentences_, times_, entities_, sayings_, kPublished))
      days.push_back(dating.day);
    return days;
  }

  static constexpr const char* kPublished = "2022-11-07";
  std::string text_;
  std::vector<Sentence> sentences_;
  std::vector<TimeExpression> times_;
  Entities entities_;
  std::vector<Saying> sayings_;
};

TEST_F(OccasionsTest, OneVoiceGoesOnAtItsOccasion) {
  read(
      "A barge sank.\n\nHe accused them. It was gone, he told the station on Sunday. There were "
      "two, he added.");
  const EntityIndex he = add(EntityType::kPerson), other = add(EntityType::kPerson);
  says(he, "accused");
  says(he, "told");
  says(he, "added");
  says(other, "added");
  EXPECT_EQ(days(),
            (std::vector<std::string>{"2022-11-06", "2022-11-06", "2022-11-06", kPublished}));
}

TEST_F(OccasionsTest, WhatFollowsALeadOfTheDayBeforeIsOfThatDay) {
  read(
      "The weir is sound, the mill said on Sunday.\n\nIt is not, a keeper replied.\n\nThe bell is "
      "gone.\n\nNobody knows why.\n\nThe village protests.");
  says(add(EntityType::kOrganisation), "said");
  says(add(EntityType::kPerson), "replied");
  says(add(EntityType::kCollective), "protests");
  EXPECT_EQ(days(), (std::vector<std::string>{"2022-11-06", "2022-11-06", kPublished}));
  sayings_.clear();
  read("The weir is sound, the mill said on Friday.\n\nIt is not, a keeper replied.");
  says(add(EntityType::kOrganisation), "said");
  says(add(EntityType::kPerson), "replied");
  EXPECT_EQ(days(), (std::vector<std::string>{"2022-11-04", kPublished}));
}

TEST_F(OccasionsTest, AMouthpieceSharesTheDayOfItsBody) {
  read("The ministry denied it. Its spokesman said so on Thursday.");
  const EntityIndex ministry = add(EntityType::kOrganisation);
  const EntityIndex spokesman = add(EntityType::kPerson, ministry);
  says(ministry, "denied");
  says(spokesman, "said");
  EXPECT_EQ(days(), (std::vector<std::string>{"2022-11-03", "2022-11-03"}));
}

TEST_F(OccasionsTest, WhatWasSaidBeforeIsAnotherOccasion) {
  read("She had said on Sunday that it was safe. It was not, she said. In May she told us so.");
  const EntityIndex she = add(EntityType::kPerson);
  says(she, "had said").earlier = true;
  says(she, "she said");
  says(she, "told");
  EXPECT_EQ(days(), (std::vector<std::string>{"2022-11-06", kPublished, "2022-05"}));
}

TEST_F(OccasionsTest, ADocumentHasOneDate) {
  read("The note, dated 2 June, admits it. The toll was paid on Friday, the note adds.");
  const EntityIndex note = add(EntityType::kDocument);
  says(note, "admits").source = span_of("The note");
  says(note, "adds");
  EXPECT_EQ(days(), (std::vector<std::string>{"2022-06-02", "2022-06-02"}));
}

TEST_F(OccasionsTest, SilenceLastsUntilTheArticleIsOut) {
  read("The firm, asked on Friday, had not replied.");
  says(add(EntityType::kOrganisation), "had not replied").unanswered = true;
  EXPECT_EQ(days(), std::vector<std::string>{kPublished});
  sayings_.clear();
  read("As of Saturday night the firm had not replied.");
  says(add(EntityType::kOrganisation), "had not replied").unanswered = true;
  EXPECT_EQ(days(), std::vector<std::string>{"2022-11-05"});
}

}  // namespace
}  // namespace sayso
