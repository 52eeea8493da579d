#include "cli/find_entity.h"

#include <gtest/gtest.h>

#include "cli/test_story.h"

namespace sayso::cli {
namespace {

class FindEntity : public testing::Test {
 protected:
  FindEntity() {
    add("Zdenka Ámadi", {"Amadi", "the buyer"});
    add("Amadi Holding", {});
    add("Halden Port Authority", {"the port"});
    add("Tomas O’Neill", {"O’Neill"});
  }

  void add(const std::string& name, const std::vector<std::string>& aliases) {
    story_.grouping.entities[story_.add_entity(name, EntityType::kPerson)].aliases = aliases;
  }

  std::string found(const std::string& name) {
    std::string names;
    for (const EntityMatch& match : find_entities(story_.grouping, name)) {
      names += (names.empty() ? "" : ", ") + story_.grouping.entities[match.entity].name;
    }
    return names;
  }

  TestStory story_;
};

TEST_F(FindEntity, ByNameAliasAndSurname) {
  struct Case {
    const char *asked, *found;
  };
  const Case cases[] = {{"Zdenka Ámadi", "Zdenka Ámadi"},
                        {"zdenka amadi", "Zdenka Ámadi"},
                        {"Amadi", "Zdenka Ámadi, Amadi Holding"},  // the alias before the word
                        {"The Buyer", "Zdenka Ámadi"},
                        {"port authority", "Halden Port Authority"},
                        {"Tomas O'Neill", "Tomas O’Neill"},
                        {"hal auth", "Halden Port Authority"},
                        {"E2", "Amadi Holding"},
                        {"Nobody", ""},
                        {"", ""},
                        {"...", ""}};
  for (const Case& c : cases) EXPECT_EQ(found(c.asked), c.found) << c.asked;
}

TEST_F(FindEntity, IsCertainOnlyWithAWholeNameOrASingleMatch) {
  EXPECT_EQ(certain_match(find_entities(story_.grouping, "Amadi")), 2u);  // open
  EXPECT_EQ(certain_match(find_entities(story_.grouping, "Amadi Holding")), 0u);
  EXPECT_EQ(certain_match(find_entities(story_.grouping, "the port")), 0u);
}

TEST_F(FindEntity, SuggestsWhatIsWrittenNearly) {
  EXPECT_EQ(similar_names(story_.grouping, "Amady").front(), "Amadi Holding");
  EXPECT_EQ(similar_names(story_.grouping, "Zdenka Amady").front(), "Zdenka Ámadi");
  EXPECT_TRUE(similar_names(story_.grouping, "Xylophone Quartet").empty());
}

}  // namespace
}  // namespace sayso::cli
