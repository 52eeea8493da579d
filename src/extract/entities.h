#pragma once
// Who is meant: one entity for "Tamir Heyman", "Heyman", "He" and "a recently retired Israeli
// general".
//
// Problem. An article names its people once and then calls them by surname, role, title or pronoun;
// a description may come before the name, two people may share a surname, and some sources stay
// without a name on purpose.
//
// Idea. Names come first: they are clustered by rules that can be checked (same name, surname,
// acronym, a short form of a longer name). Then the sources of attributions are resolved in reading
// order: a name in the phrase; else the antecedent, by the most specific evidence there is (role,
// same noun, short form, then the model's choice among phrases of a fitting type). Last, a
// description without a name is joined with the one person whose own description shares its words,
// unless the text says that the source wants no name.
//
// Cost. Sources times entities of one article.

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "extract/quotations.h"
#include "extract/reading.h"
#include "sayso/document.h"
#include "sayso/entity.h"
#include "text/sentences.h"

namespace sayso {

// How the speaker of an attribution was found.
struct SpeakerChoice {
  const char* rule = "";  // "the name in the phrase"
  // What the model thinks that the phrase takes up, likeliest first, with probabilities; only where
  // the reading keeps its evidence.
  std::vector<std::pair<EntityIndex, float>> candidates;
  std::string joined;  // the description that turned out to be the speaker: "a port official"
};

struct Entities {
  std::vector<Entity> all;  // the first is the document's own outlet, if it has one
  bool has_outlet = false;  // whether all[0] is the outlet
  std::vector<std::optional<EntityIndex>> speakers;  // one for each attribution
  std::vector<SpeakerChoice> choices;                // of each of the speakers
  std::map<Span, EntityIndex> mentions;              // names and resolved phrases
};

// The quotations are those of find_quote_pairs() over the document's text.
Entities resolve_entities(const Document& document, std::span<const Sentence> sentences,
                          std::span<const QuotePair> quotes, const Reading& reading);

// The entity whose mention overlaps `span`, the first such; nullopt if there is none.
std::optional<EntityIndex> entity_in(const Entities& entities, const Span& span);

}  // namespace sayso
