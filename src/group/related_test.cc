#include "group/related.h"

#include <gtest/gtest.h>

#include "group/test_records.h"

namespace sayso {
namespace {

using testing_records::Article;
using testing_records::prepared_of;

bool are_related(const Article& a, const Article& b) {
  return prepared_of({a.records(), b.records()}).relations.are_related(0, 1);
}

Article article(const std::string& number, const std::vector<std::string>& places) {
  return Article(number, "The " + number + " Courier", "2024-05-0" + number).names(places);
}

TEST(Related, TwoNamesAreShared) {
  EXPECT_TRUE(are_related(article("1", {"Brel", "Strand"}), article("2", {"Brel", "Strand"})));
  EXPECT_FALSE(are_related(article("1", {"Brel", "Strand"}), article("2", {"Brel", "Marrow"})));
  EXPECT_FALSE(are_related(article("1", {}), article("2", {})));
}

TEST(Related, NamesAreSharedByTheWordThatTells) {
  const Article port = article("1", {"Port Halden", "Crane 4"});
  EXPECT_TRUE(are_related(port, article("2", {"Halden Port Authority", "Crane"})));
  EXPECT_FALSE(are_related(port, article("2", {"Port Strand", "Crane"})))
      << "many places are ports";
}

TEST(Related, OneNameInTwoFormsIsOneName) {
  EXPECT_FALSE(are_related(article("1", {"Port Halden", "Halden"}),
                           article("2", {"Halden", "Halden Port Authority"})));
}

TEST(Related, APersonIsSharedByTheSurname) {
  Article first = article("1", {"Brel"}), second = article("2", {"Brel"});
  first.entity("Ylva Dragsund");
  second.entity("Dragsund");
  EXPECT_TRUE(are_related(first, second));
}

TEST(Related, SourcesWithoutNamesAndTheOwnOutletTellNothing) {
  Article first = article("1", {"Brel"}), second = article("1", {"Brel"});
  first.entity("a Senior official", EntityType::kAnonymous);
  second.entity("a Senior official", EntityType::kAnonymous);
  first.entity("Courier", EntityType::kOutlet);
  second.entity("Courier", EntityType::kOutlet);
  EXPECT_FALSE(are_related(first, second.at("https://other.example/")));
}

}  // namespace
}  // namespace sayso
