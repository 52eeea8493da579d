#pragma once
// The last passes of extract(): what the others found, put together as records.

#include <span>
#include <vector>

#include "extract/dating.h"
#include "extract/entities.h"
#include "extract/quotations.h"
#include "extract/reading.h"
#include "extract/relays.h"
#include "extract/silences.h"
#include "extract/stance.h"
#include "extract/times.h"
#include "sayso/document.h"
#include "sayso/given.h"
#include "sayso/statement.h"
#include "text/sentences.h"

namespace sayso {

// What the passes before found, borrowed for the call.
struct Findings {
  const std::vector<Sentence>& sentences;
  const std::vector<QuotePair>& quotes;
  const std::vector<TimeExpression>& times;
  const Reading& reading;
  const Entities& entities;
  const std::vector<Ladder>& ladders;
};

// Attribution::rule of what a formula of silence found (silences.h).
inline constexpr const char* kSilenceRule = "formula of silence";

// Statement::rule of what was given, where the giver says none.
inline constexpr const char* kGivenRule = "given";

// What makes a relay of whom the report around a statement is by.
inline constexpr const char* kRelayedRule = "told within another's report";

// Who speaks where "I" or "we" is the source of what is told within another's report.
inline constexpr const char* kFirstPersonRule = "whoever says \"I\" or \"we\"";

// The reading with an attribution for each silence, and with what was asked as the content of those
// that tell no more. One that was tagged at the same cue gives way to it, and leaves it its content;
// what was tagged without a content and tells of no silence goes.
Reading with_silences(std::string_view text, std::span<const Sentence> sentences,
                      std::span<const QuotePair> quotes, Reading reading,
                      std::vector<Silence> silences);

// What a statement was made from, for those who ask why it says what it says.
struct Grounds {
  std::optional<std::size_t> attribution;  // into the reading's; none: the outlet's own voice
  StanceDecision stance;
  Dating said, happened;
};

struct Assembled {
  Records records;
  std::vector<Grounds> grounds;  // of each statement
};

Assembled assemble(const Document& document, const Findings& findings);

// The records with these statements and no others. Of the findings only sentences, times, quotations,
// names and entities count. `given` is in any order; its entities are those of the findings.
Records assemble_given(const Document& document, const Findings& findings,
                       std::vector<GivenStatement> given);

// The records of a text in a language that is not read: its head, a note, and nothing else.
Records unread(const Document& document);

}  // namespace sayso
