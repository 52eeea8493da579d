#pragma once
// What the phrases of an article may take up, by the mentions that coreference found in it.
//
// Problem. Coreference (nn/coreference.h) links mentions of its own, of every kind; the entities of
// an article are built on names, sources and pronouns, whose edges other heads drew.
//
// Idea. Each phrase is stood for by the mention of the same words, or the one whose head it holds.
// Two phrases are one entity with the chance of their mentions, over all chains of choices; it may
// be that of a name after the pronoun, too. entities.cc weighs it beside the link of the segment.
//
// Cost. Linear in the mentions.

#include <span>
#include <string_view>
#include <vector>

#include "extract/reading.h"
#include "nn/coreference.h"
#include "sayso/span.h"

namespace sayso {

// Phrases that somebody is meant by, and of these the ones that are asked whom they mean: sources
// and "he", "her" and the like; of these in turn the pronouns that are no sources. In order, each
// once.
struct Phrases {
  std::vector<Span> all, anaphors, pronouns;
};

// `range`: the part of the text that was read.
Phrases find_phrases(std::string_view text, const Span& range, const Reading& reading);

// The chains of the mentions, without those of one mention; in order of their first one.
std::vector<std::vector<Span>> find_chains(const CoreferenceWeights& weights,
                                           std::span<const Mention> mentions,
                                           std::span<const std::vector<Antecedent>> choices);

// Adds to the row of each pronoun that is no source, or to a new one, with what it is together; rows
// stay in order. A source is left to the link, which has been trained on news: with coreference
// `said` of the stories falls from 0.657 to 0.656 for pronouns and 0.651 for all sources.
void add_together(const Phrases& phrases, std::span<const Mention> mentions,
                  std::span<const std::vector<Antecedent>> choices,
                  std::vector<Antecedents>& antecedents);

}  // namespace sayso
