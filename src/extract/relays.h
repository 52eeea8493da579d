#pragma once
// On whose word the article has a statement: the relays between the outlet and the speaker.
//
// Problem. "X told the Courier", "the agency quoted X as saying", "according to the Courier, which
// cites X": the words name those who stand in between, in a handful of grammatical places around
// the cue.
//
// Idea. Each place is a rule over the words of the sentence outside of the content: who is told, in
// whose interview it was said, who quotes, who is named by an "according to" beside another source,
// and who is "citing" whom. Only outlets and people or documents that the text names as such can be
// relays, never the article's own outlet. What a speaker goes on to say in the same paragraph has
// the same relay.
//
// Cost. Linear in the attributions, each looking at its own sentence.

#include <span>
#include <string_view>
#include <vector>

#include "extract/entities.h"
#include "extract/quotations.h"
#include "extract/reading.h"
#include "text/sentences.h"

namespace sayso {

struct Ladder {
  std::optional<EntityIndex>
      speaker;  // may differ from the source's entity: "the agency, citing a clerk"
  std::vector<EntityIndex> via;  // from the relay nearest to the reader
  std::string rule;              // empty: no relay
  std::optional<Span>
      occasion;  // the sentence that tells of the interview, where that is another one
};

// One for each attribution, in their order.
std::vector<Ladder> find_ladders(std::string_view text, std::span<const Sentence> sentences,
                                 const Reading& reading, const Entities& entities);

}  // namespace sayso
