#include "extract/entities.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace sayso {
namespace {

Span span_of(std::string_view text, std::string_view words) {
  const auto at = static_cast<std::uint32_t>(text.find(words));
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

// Who is meant by `source`, where the model is sure that it takes up the body's name.
std::string speaker(const std::string& text, const std::string& name, const std::string& source) {
  Document document;
  document.text = text;
  Reading reading;
  reading.names.push_back({span_of(text, name), NameLabel::kOrganisation, 0.9F});
  Attribution attribution;
  attribution.source = span_of(text, source);
  attribution.cue = span_of(text, "said");
  reading.attributions.push_back(attribution);
  Antecedents antecedents;
  antecedents.anaphor = *attribution.source;
  antecedents.candidates = {{span_of(text, name), std::log(0.95F)}};
  antecedents.none = std::log(0.05F);
  reading.antecedents.push_back(antecedents);
  const std::vector<Sentence> sentences = split_sentences(text);
  const Entities entities =
      resolve_entities(document, sentences, find_quote_pairs(text, sentences), reading);
  return entities.speakers[0] ? entities.all[*entities.speakers[0]].name : "nobody";
}

TEST(Entities, ADescriptionTakesUpABodyOfItsKindOnly) {
  const std::string text = "Brel Ferries kept its boats in port. The union said that it was over.";
  EXPECT_EQ(speaker(text, "Brel Ferries", "The union"), "The union");
  const std::string fitting =
      "Brel Ferries kept its boats in port. The operator said that it was over.";
  EXPECT_EQ(speaker(fitting, "Brel Ferries", "The operator"), "Brel Ferries");
  const std::string unknown = "Meridian kept its boats in port. The union said that it was over.";
  EXPECT_EQ(speaker(unknown, "Meridian", "The union"), "Meridian") << "nothing speaks against it";
}

// Who is meant by `source`, and whom that one speaks for, where the model would take the person who
// is named within it.
std::string speaker_and_party(const std::string& text, const std::string& name,
                              const std::string& source) {
  Document document;
  document.text = text;
  Reading reading;
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const auto begin = static_cast<std::uint32_t>(at);
    const Span span{begin, begin + static_cast<std::uint32_t>(name.size())};
    reading.names.push_back({span, NameLabel::kPerson, 0.9F});
  }
  Attribution attribution;
  attribution.source = span_of(text, source);
  attribution.cue = span_of(text, " said ");
  reading.attributions.push_back(attribution);
  Antecedents antecedents;
  antecedents.anaphor = *attribution.source;
  for (const NameMention& mention : reading.names)
    antecedents.candidates.emplace_back(mention.span, std::log(0.45F));
  antecedents.none = std::log(0.05F);
  reading.antecedents.push_back(antecedents);
  const std::vector<Sentence> sentences = split_sentences(text);
  const Entities entities =
      resolve_entities(document, sentences, find_quote_pairs(text, sentences), reading);
  if (!entities.speakers[0]) return "nobody";
  const Entity& speaker = entities.all[*entities.speakers[0]];
  return speaker.name + (speaker.party ? " for " + entities.all[*speaker.party].name : "");
}

TEST(Entities, WhoIsNamedInADescriptionIsSomebodyElse) {
  const std::string before = "Bo Tamm has left. ";
  EXPECT_EQ(speaker_and_party(before + "The widow of Bo Tamm said so.", "Bo Tamm",
                              "The widow of Bo Tamm"),
            "The widow of Bo Tamm");
  EXPECT_EQ(speaker_and_party(before + "Bo Tamm's official spokesman said so.", "Bo Tamm",
                              "Bo Tamm's official spokesman"),
            "Bo Tamm's official spokesman for Bo Tamm");
  EXPECT_EQ(speaker_and_party(before + "The former rower said so.", "Bo Tamm", "The former rower"),
            "Bo Tamm");
}

// The roles of the one person that a text names, joined by "; ".
std::string roles(const std::string& text, const std::string& name) {
  Document document;
  document.text = text;
  Reading reading;
  reading.names.push_back({span_of(text, name), NameLabel::kPerson, 0.9F});
  const std::vector<Sentence> sentences = split_sentences(text);
  const Entities entities =
      resolve_entities(document, sentences, find_quote_pairs(text, sentences), reading);
  std::string all;
  for (const Entity& entity : entities.all) {
    for (const std::string& role : entity.roles) all += (all.empty() ? "" : "; ") + role;
  }
  return all;
}

TEST(Entities, ARoleIsNoClause) {
  EXPECT_EQ(roles("Bo Tamm, former minister of ports, stayed.", "Bo Tamm"),
            "former minister of ports");
  EXPECT_EQ(roles("The firm's boss, Ada Quist, drove past our man, unsmiling.", "Ada Quist"),
            "The firm's boss");
  EXPECT_EQ(roles("Ada Quist, driving past our man, waved.", "Ada Quist"), "");
}

}  // namespace
}  // namespace sayso
