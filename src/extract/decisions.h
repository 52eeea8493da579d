#pragma once
// What was decided about each statement, by which pass, and over what.
//
// Problem. A statement is the end of a chain: a tagger, two links, a name, a pronoun, a relay, a
// word that carries a stance, a day. Whoever doubts it needs the link that broke, and how close the
// second choice was.
//
// Idea. The passes are run as ever; what they chose from is kept beside their answers (Evidence,
// SpeakerChoice, Grounds). Here it is only put into words, after everything was decided, so asking
// why can't change an answer.
//
//   cue of the content   "told", 97%   link of contents to cues   next: "said" 2%
//   stance               denies, 31%   cue: denied                next: asserts 66%
//
// A probability is always the model's for what was chosen, also where a rule decided against it.
//
// Cost. Linear in the statements, each looking at the spans and links near it.

#include <vector>

#include "extract/assemble.h"
#include "sayso/document.h"
#include "sayso/extract.h"

namespace sayso {

// Of each statement of `assembled`, in the order in which the passes decided. `findings` must hold
// a reading with its evidence.
std::vector<std::vector<Decision>> find_decisions(const Document& document,
                                                  const Findings& findings,
                                                  const Assembled& assembled);

}  // namespace sayso
