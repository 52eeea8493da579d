#pragma once
// What the model's answers were chosen from, kept only where somebody asks why (explain()).
//
// read_text() needs the best span and the best link and drops the rest. A decision can only be seen
// beside what it was chosen over, so the rest is kept here: every tagged span as the tagger gave
// it, before rules moved its edges, and every row of the links between spans. The words in which
// that is told are decisions.cc's.
//
// Cost. A few numbers a span, and only in explain().

#include <optional>
#include <utility>
#include <vector>

#include "nn/heads.h"
#include "sayso/span.h"

namespace sayso {

struct TaggedSpan {
  Breadth breadth = Breadth::kReports;  // which of the two taggers
  Role role = Role::kSource;
  Span span;
  float probability = 0;  // mean over its words, 0 to 1
};

// One span that chose among others: a content its cue, a source its cue, a content its source.
struct LinkRow {
  Breadth breadth = Breadth::kReports;
  LinkKind kind = LinkKind::kSourceCue;
  Span chooser;
  std::optional<Span> chosen;  // of the candidates; none: none was likely enough
  std::vector<std::pair<Span, float>> candidates;  // near enough to be chosen, with probabilities
  float none = 0;                                  // probability of "none of them"
};

// Both in order of the text within one breadth and role or kind.
struct Evidence {
  std::vector<TaggedSpan> tagged;
  std::vector<LinkRow> links;
  // Of cues of all depths: their sources, and the cues that they are told within. `kind` says
  // nothing here.
  std::vector<LinkRow> nested_sources, parents;
};

}  // namespace sayso
