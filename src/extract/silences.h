#pragma once
// Silence and doubt: those who were asked and would not say, or have not replied, and what an
// outlet says it could not verify.
//
// Problem. Annotated corpora hardly mark "did not respond to a request for comment", so that the
// model misses it; yet it is what a reader asks first: was the other side asked?
//
// Idea. The words are a closed, formulaic class, so patterns find them: a cue, the words before it
// in the clause as who was asked, and the topic if the text names one ("on the talks", "about the
// figure").
//
//   "Fennimore did not respond to two e-mails about the figure."
//    source "Fennimore", cue "did not respond", content "the figure", unanswered
//
// Cost. A few regular expressions (RE2, linear) over each sentence.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "extract/quotations.h"
#include "sayso/span.h"
#include "sayso/statement.h"
#include "text/sentences.h"

namespace sayso {

struct Silence {
  std::optional<Span> source;  // nullopt: the text does not say who ("there was no reply")
  Span cue;
  std::optional<Span> topic;
  Stance stance;  // declines, unanswered or unverified
};

// In order of the cue. What stands inside of a quotation is left out: there somebody is quoted.
std::vector<Silence> find_silences(std::string_view text, std::span<const Sentence> sentences,
                                   std::span<const QuotePair> quotes);

// What somebody was asked who then kept silent, where it stands before: "Asked whether the wall was
// dry, the mill would not say", "On the costs, she won't be drawn", "We asked the mill why. It has
// not replied". `silence` runs from the source to the end of the cue; nullopt: it is not told.
std::optional<Span> what_was_asked(std::string_view text, std::span<const Sentence> sentences,
                                   std::span<const QuotePair> quotes, const Span& silence);

// Whether the words name no thing that one can be asked, but a message or a day: "an e-mail", "Sunday".
bool is_no_topic(std::string_view topic);

// Whether the words can tell that somebody kept silent ("gave no answer", "hung up", "No reply"), and
// not that he answered ("answered in a line") or did something else ("does not look up").
bool tells_of_silence(std::string_view words);

}  // namespace sayso
