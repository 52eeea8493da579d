// One document in, its records out.
//
// The passes, in the order in which they need each other; each returns a value and knows nothing of
// the ones after it:
//
//   sentences      paragraphs and sentences, those worth reading
//   quotes         where quotation marks open and close
//   times          dates and times, resolved against the day of publication
//   reading        the model: attributions, with `attitudes` those within others, too; names, what a
//                  pronoun may mean
//   silences       who did not answer, what could not be verified
//   entities       who is meant by each source
//   ladders        on whose word the article has it
//   statements     all of it put together, with stance, days and what each says
//   decisions      for explain(): what each of the passes chose, and over what
//
// Example. "Ylva Dragsund told the magazine Skerry that Crane 4 was last inspected in May 2022"
// becomes one statement: speaker Dragsund, via Skerry, asserts, content "Crane 4 was last inspected
// in May 2022".
//
// Cost. The encoder takes nearly all of it, about 0.2 s for an article of 800 words on one core;
// the rest is linear.

#include "sayso/extract.h"

#include "extract/assemble.h"
#include "extract/decisions.h"
#include "extract/entities.h"
#include "extract/quotations.h"
#include "extract/readable.h"
#include "extract/reading.h"
#include "extract/relays.h"
#include "extract/silences.h"
#include "extract/times.h"
#include "text/sentences.h"

namespace sayso {

std::string rules_of(const ExtractOptions& options) {
  return std::string(kRulesVersion) + (options.attitudes ? "+attitudes" : "") +
         (options.given ? "+given" : "");
}

namespace {

// All passes: extract() and explain() are one, but for what is kept.
Explained run_passes(const Document& document, const Model& model, Scratch& scratch,
                     const ExtractOptions& options, bool explains) {
  if (!document.language.empty() && document.language != "en") return {unread(document), {}};
  const auto [sentences, notes] = find_readable(document.text, split_sentences(document.text));
  const std::vector<QuotePair> quotes = find_quote_pairs(document.text, sentences);
  const std::vector<TimeExpression> times =
      find_times(document.text, sentences, document.published);
  const Breadth breadth = options.attitudes ? Breadth::kAttitudes : Breadth::kReports;
  Reading reading = read_text(document.text, sentences, quotes, breadth, model, scratch, explains);
  reading = with_silences(document.text, sentences, quotes, std::move(reading),
                          find_silences(document.text, sentences, quotes));
  const Entities entities = resolve_entities(document, sentences, quotes, reading);
  const std::vector<Ladder> ladders = find_ladders(document.text, sentences, reading, entities);
  const Findings findings{sentences, quotes, times, reading, entities, ladders};
  Assembled assembled = assemble(document, findings);
  Explained explained;
  if (explains) explained.decisions = find_decisions(document, findings, assembled);
  explained.records = std::move(assembled.records);
  explained.records.notes.insert(explained.records.notes.end(), notes.begin(), notes.end());
  return explained;
}

}  // namespace

Records extract(const Document& document, const Model& model, Scratch& scratch,
                const ExtractOptions& options) {
  return run_passes(document, model, scratch, options, false).records;
}

Explained explain(const Document& document, const Model& model, Scratch& scratch,
                  const ExtractOptions& options) {
  return run_passes(document, model, scratch, options, true);
}

}  // namespace sayso
