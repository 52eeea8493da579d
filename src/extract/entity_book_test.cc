#include "extract/entity_book.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

EntityIndex add(EntityBook& book, const char* name, EntityType type, std::uint32_t at,
                Gender gender = Gender::kUnknown) {
  const std::string text = name;
  Draft draft;
  draft.entity.name = name;
  draft.entity.type = type;
  draft.named = true;
  draft.gender = gender;
  draft.words =
      read_name(text, {0, static_cast<std::uint32_t>(text.size())}, type == EntityType::kPerson)
          .words;
  const EntityIndex entity = book.add(std::move(draft));
  book.mention({at, at + 1}, entity);
  return entity;
}

std::optional<EntityIndex> find(const EntityBook& book, const char* name, bool person,
                                std::uint32_t at = 1000,
                                EntityType type = EntityType::kOrganisation) {
  const std::string text = name;
  const NameWords words = read_name(text, {0, static_cast<std::uint32_t>(text.size())}, person);
  return person ? book.find_person(words.words, words.gender, at)
                : book.find_group(words.words, type, words.acronym);
}

TEST(EntityBook, SurnamesTitlesAndNamesakes) {
  EntityBook book;
  const EntityIndex ada = add(book, "Ada Quist", EntityType::kPerson, 10, Gender::kFemale);
  const EntityIndex bo = add(book, "Bo Quist", EntityType::kPerson, 50, Gender::kMale);
  EXPECT_EQ(find(book, "Ada Quist", true), ada);
  EXPECT_EQ(find(book, "Mrs Quist", true), ada);
  EXPECT_EQ(find(book, "Mr. Quist", true), bo);
  EXPECT_EQ(find(book, "Quist", true), bo) << "the last one mentioned";
  EXPECT_EQ(find(book, "Quist", true, 30), ada);
  EXPECT_EQ(find(book, "Bo", true), bo);
  EXPECT_EQ(find(book, "Cy Quist", true), std::nullopt);
}

TEST(EntityBook, AcronymsAndShortForms) {
  EntityBook book;
  const EntityIndex board = add(book, "Lowland Dyke Board", EntityType::kOrganisation, 10);
  const EntityIndex courier = add(book, "The Lowland Courier", EntityType::kOutlet, 20);
  EXPECT_EQ(find(book, "LDB", false), board);
  EXPECT_EQ(find(book, "the Courier", false), courier);
  EXPECT_EQ(find(book, "Lowland", false, 1000, EntityType::kPlace), std::nullopt)
      << "a place is no short form";
  EXPECT_EQ(find(book, "Dyke Board", false), board);
  EXPECT_EQ(find(book, "Highland Courier", false), std::nullopt);
}

TEST(EntityBook, MergingMovesMentionsAndParties) {
  EntityBook book;
  const EntityIndex named = add(book, "Ada Quist", EntityType::kPerson, 50);
  const EntityIndex described = add(book, "a former keeper", EntityType::kAnonymous, 10);
  book.merge(described, named);
  EXPECT_EQ(book.mentions().at(Span{10, 11}), named);
  EXPECT_EQ(book.drafts()[named].entity.aliases, std::vector<std::string>{"a former keeper"});
  EXPECT_TRUE(book.drafts()[described].entity.name.empty());
}

}  // namespace
}  // namespace sayso
