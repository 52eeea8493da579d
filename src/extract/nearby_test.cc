#include "extract/nearby.h"

#include <gtest/gtest.h>

#include <string>

#include "extract/spans.h"
#include "text/sentences.h"

namespace sayso {
namespace {

class NearbyTest : public testing::Test {
 protected:
  void read(std::string text) {
    text_ = std::move(text);
    sentences_ = split_sentences(text_);
    quotes_ = find_quote_pairs(text_, sentences_);
  }
  Span find(std::string_view words) const {
    const auto begin = static_cast<std::uint32_t>(text_.find(words));
    return {begin, begin + static_cast<std::uint32_t>(words.size())};
  }
  EntityIndex add(std::string_view words, EntityType type, bool named) {
    Draft draft;
    draft.entity.name = std::string(words);
    draft.entity.type = type;
    draft.named = named;
    const EntityIndex entity = book_.add(std::move(draft));
    book_.mention(find(words), entity);
    return entity;
  }
  std::optional<EntityIndex> only() const {
    const Narration narration(text_, sentences_, quotes_);
    const Span all{0, static_cast<std::uint32_t>(text_.size())};
    return Nearby(text_, narration, book_).only_person_in(all);
  }

  std::string text_;
  std::vector<Sentence> sentences_;
  std::vector<QuotePair> quotes_;
  EntityBook book_;
};

TEST_F(NearbyTest, OnePersonIsAnAnswerTwoAreNone) {
  read("Ada Quist ran Weir Mill, “like Bo Tarn”. Ina Roe did not.");
  const EntityIndex ada = add("Ada Quist", EntityType::kPerson, true);
  add("Weir Mill", EntityType::kOrganisation, true);
  add("Bo Tarn", EntityType::kPerson, true);  // in a quotation: others' words
  EXPECT_EQ(only(), ada);
  add("Ina Roe", EntityType::kPerson, true);
  EXPECT_EQ(only(), std::nullopt);
}

TEST_F(NearbyTest, SomebodyWithoutAMentionIsAnother) {
  for (const char* text : {"Ada Quist sat. A neighbour came.", "The judge told Ada Quist to sit.",
                           "Ada Quist was found. His neighbour was heard."}) {
    book_ = {};
    read(text);
    add("Ada Quist", EntityType::kPerson, true);
    EXPECT_EQ(only(), std::nullopt) << text;
  }
  for (const char* text : {"Ada Quist, the engineer, sat.", "The engineer Ada Quist sat."}) {
    book_ = {};
    read(text);
    const EntityIndex ada = add("Ada Quist", EntityType::kPerson, true);
    EXPECT_EQ(only(), ada) << text;
  }
}

TEST_F(NearbyTest, WhoOnlyOwnsIsNotMeant) {
  read("Ada Quist's flat was empty.");
  add("Ada Quist", EntityType::kPerson, true);
  EXPECT_EQ(only(), std::nullopt);
}

TEST_F(NearbyTest, TheLastDocument) {
  read("The mill sent a short report on Monday, and he read the final memo of it there.");
  const Narration narration(text_, sentences_, quotes_);
  const Nearby nearby(text_, narration, book_);
  const Span all{0, static_cast<std::uint32_t>(text_.size())};
  EXPECT_EQ(slice(text_, nearby.last_document_in(all).value_or(Span{})), "the final memo");
  const std::uint32_t monday = find("Monday").begin;
  EXPECT_EQ(slice(text_, nearby.last_document_in({0, monday}).value_or(Span{})), "a short report");
  EXPECT_EQ(nearby.last_document_in({0, find("sent").begin}), std::nullopt);
}

}  // namespace
}  // namespace sayso
