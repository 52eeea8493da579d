#include "extract/settle_names.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "text/plain_words.h"

namespace sayso {
namespace {

struct Marked {
  std::string words;
  NameLabel label;
};

// Each name at its next place in the text.
std::vector<NameMention> marked(std::string_view text, const std::vector<Marked>& names) {
  std::vector<NameMention> out;
  std::size_t from = 0;
  for (const Marked& name : names) {
    const std::size_t begin = text.find(name.words, from);
    from = begin + name.words.size();
    out.push_back(
        {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(from)}, name.label, 0.9F});
  }
  return out;
}

NameLabel label_of(std::string_view text, const std::vector<NameMention>& names,
                   std::string_view words) {
  for (const NameMention& name : names) {
    if (slice(text, name.span) == words) return name.label;
  }
  ADD_FAILURE() << "no name " << words;
  return NameLabel::kOther;
}

TEST(SettleNames, AnOwnersNounIsNoKind) {
  const std::string text = "Ada Quist, the agency's spokeswoman, spoke. Sluice, the agency, wrote.";
  const auto names = settle_names(
      text, marked(text, {{"Ada Quist", NameLabel::kPerson}, {"Sluice", NameLabel::kPerson}}),
      {0, static_cast<std::uint32_t>(text.size())});
  EXPECT_EQ(label_of(text, names, "Ada Quist"), NameLabel::kPerson);
  EXPECT_EQ(label_of(text, names, "Sluice"), NameLabel::kOutlet);
}

TEST(SettleNames, AnAcronymInThePluralIsNoOutlet) {
  const std::string text = "She told MPs that KPR had asked the CEOs.";
  const auto names = settle_names(text,
                                  marked(text, {{"MPs", NameLabel::kOutlet},
                                                {"KPR", NameLabel::kOutlet},
                                                {"CEOs", NameLabel::kOrganisation}}),
                                  {0, static_cast<std::uint32_t>(text.size())});
  EXPECT_EQ(label_of(text, names, "MPs"), NameLabel::kOther);
  EXPECT_EQ(label_of(text, names, "KPR"), NameLabel::kOutlet);
  EXPECT_EQ(label_of(text, names, "CEOs"), NameLabel::kOther);
}

TEST(SettleNames, WhereSomebodyIsFromIsNoPartOfTheName) {
  const std::string text = "Britta Roe of Halvek met Iosif Lind, of Upper Sarnu, and Joan of Arc.";
  const auto names = settle_names(text,
                                  marked(text, {{"Britta Roe of Halvek", NameLabel::kPerson},
                                                {"Iosif Lind, of Upper Sarnu", NameLabel::kPerson},
                                                {"Joan of Arc", NameLabel::kPerson}}),
                                  {0, static_cast<std::uint32_t>(text.size())});
  EXPECT_EQ(slice(text, names[0].span), "Britta Roe");
  EXPECT_EQ(slice(text, names[1].span), "Iosif Lind");
  EXPECT_EQ(slice(text, names[2].span), "Joan of Arc");
}

TEST(SettleNames, AnOfficeIsNoPartOfTheName) {
  const std::string text =
      "Karskian Prime Minister Bo Lind met Police Commissioner Sir Ivo Tamm, Ambassador Ada Roe "
      "and "
      "the Reverend Joan Bishop.";
  const auto names =
      settle_names(text,
                   marked(text, {{"Karskian Prime Minister Bo Lind", NameLabel::kPerson},
                                 {"Police Commissioner Sir Ivo Tamm", NameLabel::kPerson},
                                 {"Ambassador Ada Roe", NameLabel::kPerson},
                                 {"Joan Bishop", NameLabel::kPerson}}),
                   {0, static_cast<std::uint32_t>(text.size())});
  ASSERT_EQ(names.size(), 4u);
  EXPECT_EQ(slice(text, names[0].span), "Bo Lind");
  EXPECT_EQ(slice(text, names[1].span), "Sir Ivo Tamm");
  EXPECT_EQ(slice(text, names[2].span), "Ada Roe");
  EXPECT_EQ(slice(text, names[3].span), "Joan Bishop");
}

TEST(SettleNames, AnOutletInApposition) {
  const std::string text =
      "Karsk's news agency, Polaris, wrote so. He told the newspaper, Lind said. In the magazine, "
      "Ada "
      "Quist, a pilot, spoke.";
  const auto names = settle_names(text,
                                  marked(text, {{"Polaris", NameLabel::kPerson},
                                                {"Lind", NameLabel::kPerson},
                                                {"Ada Quist", NameLabel::kPerson}}),
                                  {0, static_cast<std::uint32_t>(text.size())});
  EXPECT_EQ(label_of(text, names, "Polaris"), NameLabel::kOutlet);
  EXPECT_EQ(label_of(text, names, "Lind"), NameLabel::kPerson);
  EXPECT_EQ(label_of(text, names, "Ada Quist"), NameLabel::kPerson);
}

TEST(SettleNames, AShortFormIsOfTheLongersKind) {
  const std::string text =
      "Castell Estates owns it. Castell denied it. Ada Stroud saw it. Stroud left. "
      "Weir Mill met Bo Weir. Weir spoke.";
  const auto names =
      agree_on_kinds(text, marked(text, {{"Castell Estates", NameLabel::kOrganisation},
                                         {"Castell", NameLabel::kPerson},
                                         {"Ada Stroud", NameLabel::kPerson},
                                         {"Stroud", NameLabel::kOrganisation},
                                         {"Weir Mill", NameLabel::kOrganisation},
                                         {"Bo Weir", NameLabel::kPerson},
                                         {"Weir", NameLabel::kPerson}}));
  EXPECT_EQ(names[1].label, NameLabel::kOrganisation);
  EXPECT_EQ(names[3].label, NameLabel::kPerson);
  EXPECT_EQ(names[6].label, NameLabel::kPerson) << "both are called so";
}

TEST(SettleNames, ATitleMakesAPerson) {
  const std::string text = "Mr Castell said so. Castell Estates denied it.";
  const auto names =
      agree_on_kinds(text, marked(text, {{"Castell", NameLabel::kPerson},
                                         {"Castell Estates", NameLabel::kOrganisation}}));
  EXPECT_EQ(names[0].label, NameLabel::kPerson);
}

TEST(SettleNames, ASourceOfCapitalsIsOneName) {
  const std::string text =
      "The Regional Audit Board said so. Chairman Bo Lind of Weir Mill agreed.";
  std::vector<Attribution> attributions(2);
  attributions[0].source = Span{0, 24};
  attributions[1].source = Span{34, 64};
  const auto names = widen_to_sources(text,
                                      marked(text, {{"Audit Board", NameLabel::kOrganisation},
                                                    {"Bo Lind", NameLabel::kPerson},
                                                    {"Weir Mill", NameLabel::kOrganisation}}),
                                      attributions);
  EXPECT_EQ(slice(text, names[0].span), "Regional Audit Board");
  EXPECT_EQ(slice(text, names[1].span), "Bo Lind");
  EXPECT_EQ(slice(text, names[2].span), "Weir Mill");
}

// What settle_names() makes of one name, as "words: kind".
std::string settled(const std::string& text, const std::string& words, NameLabel label) {
  const auto names = settle_names(text, marked(text, {{words, label}}),
                                  {0, static_cast<std::uint32_t>(text.size())});
  static constexpr const char* kKinds[] = {"person", "organisation", "outlet", "place", "other"};
  std::string all;
  for (const NameMention& name : names) {
    all += (all.empty() ? "" : "; ") + std::string(slice(text, name.span)) + ": " +
           kKinds[static_cast<std::size_t>(name.label)];
  }
  return all;
}

TEST(SettleNames, BoundsAndKindsThatTheWordsTell) {
  struct Case {
    const char *text, *words;
    NameLabel label;
    const char* settled;
  };
  constexpr NameLabel kPerson = NameLabel::kPerson, kBody = NameLabel::kOrganisation,
                      kPlace = NameLabel::kPlace, kOther = NameLabel::kOther;
  for (const Case& c : std::initializer_list<Case>{
           {"Then Vellmar Dredging paid.", "Vellmar Dredging", kPerson,
            "Vellmar Dredging: organisation"},
           {"Then Ottoline Steel wrote.", "Ottoline Steel", kPerson, "Ottoline Steel: person"},
           {"It lies in Grey County now.", "Grey County", kBody, "Grey County: place"},
           {"It lies in the UK now.", "UK", kOther, "UK: place"},
           {"Then Israel answered.", "Israel", kBody, "Israel: place"},
           {"At the Battle of Karsk, he fell.", "Battle of Karsk", kPlace,
            "Battle of Karsk: other"},
           {"The South Korean team lost.", "South Korean", kPlace, "South Korean: other"},
           {"He spoke Danish and Ostish.", "Ostish", kOther, "Danish: other; Ostish: other"},
           {"Then Sheriff Bo Lind left.", "Sheriff Bo Lind", kPerson, "Bo Lind: person"},
           {"It is in East Karsk now.", "Karsk", kPlace, "East Karsk: place"},
           {"The City of Karsk paid.", "Karsk", kPlace, "City of Karsk: place"},
           {"The University of Karsk paid.", "Karsk", kPlace, "University of Karsk: organisation"},
           {"The Karsk District Council met.", "Karsk", kPlace,
            "Karsk District Council: organisation"},
           {"He took Karsk Quarry Road home.", "Karsk", kPlace, "Karsk Quarry Road: place"},
           {"It was Ostby Gas, Inc., that paid.", "Ostby Gas", kBody,
            "Ostby Gas, Inc.: organisation"},
           {"i am from lower karsk now", "lower karsk", kPlace, "lower karsk: place"},
           {"the ministry said so", "ministry", kBody, ""}}) {
    EXPECT_EQ(settled(c.text, c.words, c.label), c.settled) << c.text;
  }
}

TEST(SettleNames, AnAcronymIsWhatItStandsFor) {
  const std::string text = "The Regional Audit Board met. RAB denied it.";
  const auto names =
      agree_on_kinds(text, marked(text, {{"Regional Audit Board", NameLabel::kOrganisation},
                                         {"RAB", NameLabel::kOther}}));
  EXPECT_EQ(names[1].label, NameLabel::kOrganisation);
}

}  // namespace
}  // namespace sayso
