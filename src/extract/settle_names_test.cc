#include "extract/settle_names.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace sayso
