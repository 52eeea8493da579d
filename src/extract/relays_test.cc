#include "extract/relays.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "text/sentences.h"

namespace sayso {
namespace {

class RelaysTest : public testing::Test {
 protected:
  void read(std::string text) {
    text_ = std::move(text);
    sentences_ = split_sentences(text_);
    reading_ = {};
    entities_ = {};
    add("the Herald's own", EntityType::kOutlet);
    entities_.has_outlet = true;
  }

  Span find(std::string_view words) const {
    const std::size_t at = text_.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    const auto begin = static_cast<std::uint32_t>(at);
    return {begin, begin + static_cast<std::uint32_t>(words.size())};
  }

  EntityIndex add(std::string_view name, EntityType type) {
    Entity entity;
    entity.name = std::string(name);
    entity.type = type;
    entities_.all.push_back(entity);
    return static_cast<EntityIndex>(entities_.all.size() - 1);
  }

  // With a mention at each place where the text has its name.
  EntityIndex named(std::string_view name, EntityType type = EntityType::kOutlet) {
    const EntityIndex entity = add(name, type);
    for (std::size_t at = text_.find(name); at != std::string::npos;
         at = text_.find(name, at + 1)) {
      const auto begin = static_cast<std::uint32_t>(at);
      entities_.mentions.emplace(Span{begin, begin + static_cast<std::uint32_t>(name.size())},
                                 entity);
    }
    return entity;
  }

  void report(std::string_view source, std::string_view cue, std::string_view content,
              EntityIndex speaker) {
    Attribution attribution;
    attribution.source = find(source);
    attribution.cue = find(cue);
    attribution.content.push_back(find(content));
    reading_.attributions.push_back(attribution);
    entities_.speakers.emplace_back(speaker);
  }

  std::vector<std::string> relays(std::size_t i = 0) const {
    const std::vector<Ladder> ladders = find_ladders(text_, sentences_, reading_, entities_);
    std::vector<std::string> names;
    for (const EntityIndex entity : ladders[i].via) names.push_back(entities_.all[entity].name);
    return names;
  }

  using Names = std::vector<std::string>;

  std::string text_;
  std::vector<Sentence> sentences_;
  Reading reading_;
  Entities entities_;
};

TEST_F(RelaysTest, EachWhoQuotesAnotherIsARelay) {
  read(
      "Radio Ost, quoting Miravel, quoting Skerry, quoting a clerk, had it that the lock was "
      "open.");
  named("Radio Ost"), named("Miravel"), named("Skerry");
  report("a clerk", "quoting a", "the lock was open", add("a clerk", EntityType::kAnonymous));
  EXPECT_EQ(relays(), (Names{"Radio Ost", "Miravel", "Skerry"}));
}

TEST_F(RelaysTest, WhoHadItFromWhom) {
  read(
      "The Post, which had it from Miravel, which had it from the owner, says that the lock was "
      "open.");
  named("Post"), named("Miravel");
  report("the owner", "had it from the", "the lock was open",
         add("the owner", EntityType::kPerson));
  EXPECT_EQ(relays(), (Names{"Post", "Miravel"}));
}

TEST_F(RelaysTest, OtherWordsBetweenEndTheChain) {
  read("The Post rang Miravel before quoting the owner as saying that the lock was open.");
  named("Post"), named("Miravel");
  report("the owner", "as saying", "the lock was open", add("the owner", EntityType::kPerson));
  EXPECT_EQ(relays(), Names{"Post"});
}

TEST_F(RelaysTest, AnOutletThatTheSourceCameBy) {
  for (const char* source : {"a memo seen by Skerry", "a memo leaked to Skerry",
                             "a memo that Skerry dug out", "a memo that was obtained by Skerry"}) {
    read("The lock was open, according to " + std::string(source) + ".");
    named("Skerry");
    report(source, "according to", "The lock was open", add("a memo", EntityType::kDocument));
    EXPECT_EQ(relays(), Names{"Skerry"}) << source;
  }
  read("The lock was open, according to a memo sent to Skerry.");
  named("Skerry");
  report("a memo sent to Skerry", "according to", "The lock was open",
         add("a memo", EntityType::kDocument));
  EXPECT_EQ(relays(), Names{});
}

TEST_F(RelaysTest, WhoReportsWhatAnotherWasToldIsNearerToTheReader) {
  read("The memo seen by Skerry says, the Post reports, that the lock was open.");
  named("Skerry"), named("Post");
  report("The memo seen by Skerry", "says", "the lock was open",
         add("memo", EntityType::kDocument));
  EXPECT_EQ(relays(), (Names{"Post", "Skerry"}));
}

TEST_F(RelaysTest, AnOutletWithoutItsName) {
  for (const char* quoting : {"It quoted", "It also quoted", "The newspaper cited",
                              "The news agency quoted", "The agency quoted"}) {
    read("Skerry printed a memo.\n\n" + std::string(quoting) +
         " a clerk as saying that the lock was open.");
    named("Skerry");
    report("a clerk", "as saying", "the lock was open", add("a clerk", EntityType::kAnonymous));
    EXPECT_EQ(relays(), Names{"Skerry"}) << quoting;
  }
}

TEST_F(RelaysTest, AnAgencyCanBeOneThatPublishesNoNews) {
  read(
      "Skerry printed a memo. The Water Agency was silent. The agency quoted a clerk as saying "
      "that the lock was open.");
  named("Skerry"), named("Water Agency", EntityType::kOrganisation);
  report("a clerk", "as saying", "the lock was open", add("a clerk", EntityType::kAnonymous));
  EXPECT_EQ(relays(), Names{});
}

TEST_F(RelaysTest, TheNewspaperIsNotOneOfTheSameSentence) {
  read(
      "Skerry wrote of it. The Post says the newspaper quoted a clerk as saying that the lock was "
      "open.");
  named("Skerry"), named("Post");
  report("a clerk", "as saying", "the lock was open", add("a clerk", EntityType::kAnonymous));
  EXPECT_EQ(relays(), (Names{"Post", "Skerry"}));
}

}  // namespace
}  // namespace sayso
