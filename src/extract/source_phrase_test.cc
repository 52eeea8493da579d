#include "extract/source_phrase.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

struct Case {
  const char* source;
  std::vector<std::pair<const char*, NameLabel>> names;  // that stand in it
  const char* speaker;                                   // the name it is about, or ""
  const char* organisation;                              // another name in it, or ""
  const char* head;
};

void check(const Case& c) {
  const std::string text = std::string(c.source) + " said so.";
  std::vector<NameMention> names;
  for (const auto& [name, label] : c.names) {
    const auto begin = static_cast<std::uint32_t>(text.find(name));
    names.push_back(
        {{begin, begin + static_cast<std::uint32_t>(std::string(name).size())}, label, 1.0F});
  }
  const Span source{0, static_cast<std::uint32_t>(std::string(c.source).size())};
  const SourcePhrase phrase = read_source_phrase(text, source, names);
  EXPECT_EQ(phrase.name ? slice(text, names[*phrase.name].span) : "", c.speaker) << c.source;
  EXPECT_EQ(phrase.organisation ? slice(text, names[*phrase.organisation].span) : "",
            c.organisation)
      << c.source;
  EXPECT_EQ(phrase.head, c.head) << c.source;
}

TEST(SourcePhrase, NamesAndRoles) {
  const NameLabel person = NameLabel::kPerson;
  const NameLabel body = NameLabel::kOrganisation;
  const Case cases[] = {
      {"Weirbank spokesman Lyle Anders",
       {{"Weirbank", body}, {"Lyle Anders", person}},
       "Lyle Anders",
       "Weirbank",
       "spokesman"},
      {"the mill's director, Ada Quist, 54", {{"Ada Quist", person}}, "Ada Quist", "", "director"},
      {"Ada Quist, director of Weirbank Mill",
       {{"Ada Quist", person}, {"Weirbank Mill", body}},
       "Ada Quist",
       "Weirbank Mill",
       "quist"},
      {"a spokeswoman for Weirbank Mill",
       {{"Weirbank Mill", body}},
       "",
       "Weirbank Mill",
       "spokeswoman"},
      {"the Weirbank Mill", {{"Weirbank Mill", body}}, "Weirbank Mill", "", "mill"},
      {"Ada Quist's lawyer", {{"Ada Quist", person}}, "", "", "lawyer"},
      {"Karsk's news agency, Polaris",
       {{"Karsk", NameLabel::kPlace}, {"Polaris", NameLabel::kOutlet}},
       "Polaris",
       "Karsk",
       "agency"},
      {"Ada Quist's", {{"Ada Quist", person}}, "Ada Quist", "", "quist"},
      {"the family of sound engineer Ada Quist", {{"Ada Quist", person}}, "", "", "family"},
      {"the head of research Ada Quist", {{"Ada Quist", person}}, "Ada Quist", "", "head"},
      {"two people familiar with the policy", {}, "", "", "people"},
      {"a senior customs official", {}, "", "", "official"},
      {"Weirbank Mill on Thursday", {{"Weirbank Mill", body}}, "Weirbank Mill", "", "mill"},
      {"an internal memo seen by the Courier",
       {{"Courier", NameLabel::kOutlet}},
       "",
       "Courier",
       "memo"},
      {"the mill's librarian, Brother Bo Lind", {{"Bo Lind", person}}, "Bo Lind", "", "librarian"},
      {"their caretaker, a Mr Lind", {{"Lind", person}}, "Lind", "", "caretaker"},
      {"the organiser, the Weirbank Fund",
       {{"Weirbank Fund", body}},
       "Weirbank Fund",
       "",
       "organiser"},
      {"a spokesman for the mill, Ada Quist",
       {{"Ada Quist", person}},
       "Ada Quist",
       "",
       "spokesman"},
      {"a curt memo from foreman Ada Quist", {{"Ada Quist", person}}, "", "", "memo"},
      {"a survey by the firm Weirbank Roe", {{"Weirbank Roe", body}}, "", "Weirbank Roe", "survey"},
      {"a hospital in northern Weirbank",
       {{"Weirbank", NameLabel::kPlace}},
       "",
       "Weirbank",
       "hospital"},
      {"a reader at the trade magazine Sluice & Lock",
       {{"Sluice & Lock", NameLabel::kOutlet}},
       "",
       "Sluice & Lock",
       "reader"},
      {"the Weirbank Star on March 23", {{"Weirbank Star", body}}, "Weirbank Star", "", "star"},
      {"the letter of March 23", {}, "", "", "letter"},
      {"At the mill", {}, "", "", "mill"},
      {"12.30 The mill", {}, "", "", "mill"},
      {"On Friday they", {}, "", "", "they"},
      {"a Weirbank technician", {{"Weirbank", body}}, "", "Weirbank", "technician"},
  };
  for (const Case& c : cases) check(c);
}

}  // namespace
}  // namespace sayso
