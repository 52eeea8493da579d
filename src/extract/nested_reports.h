#pragma once
// Reports within reports as attributions: "what the agency says that the magazine says that the
// general said".
//
// Problem. The taggers give a word one role, so they find the outermost reports or the innermost
// ones, and none that lie between or within. The heads of nn/nested.h find cues of all depths with
// their sources and the cue that each is told within, but no contents.
//
// Idea. A cue that a tagger has found, too, is its attribution, and the article's own. Any other one
// that is told within another, and at last within one of these, becomes an attribution: its content
// is what the tagger of reports links to the cue, else what is left of the content around it on the
// side of the cue that its source does not stand on. It keeps the cue that it is told within.
//
//   Polaris reported that Bo Tamm had been warned by engineers that the chain would break
//   reported: Bo Tamm had been ... break;   warned, within `reported`: the chain would break
//
// Cost. Reports times attributions of a segment; the heads are paid for by nn/nested.h.

#include <span>
#include <string_view>
#include <vector>

#include "extract/evidence.h"
#include "extract/quotations.h"
#include "extract/reading.h"
#include "nn/encode.h"
#include "nn/nested.h"
#include "text/sentences.h"

namespace sayso {

// Attribution::rule of what only the heads found.
inline constexpr const char* kNestedRule = "a report within a report";

// What the pass is told of a segment, borrowed for the call.
struct NestedSegment {
  std::string_view text;
  std::span<const Sentence> sentences;
  std::span<const QuotePair> quotes;
  const Encoding& encoding;
  const NestedReading& found;
  std::span<const Attribution> reports;  // by the narrower tagger
};

// `attributions`, each with the cue that it is told within, and after them the ones that only the
// heads found.
std::vector<Attribution> with_nested_reports(const NestedSegment& segment,
                                             std::vector<Attribution> attributions);

// What the choices of sources and parents were made from: one row a report, twice.
std::vector<LinkRow> source_rows_of(const NestedSegment& segment);
std::vector<LinkRow> parent_rows_of(const NestedSegment& segment);

}  // namespace sayso
