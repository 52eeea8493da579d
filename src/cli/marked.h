#pragma once
// Words of an article with spans marked in place: "[S12 Crane 4 had not been inspected]".

#include <string>
#include <vector>

#include "cli/layout.h"
#include "cli/view.h"

namespace sayso::cli {

// The part `range` of a document's text, with marks around the content of each of `statements`
// (around the cue where there is no content). Fit for a terminal; line breaks of the text are kept.
std::string marked_text(const View& view, std::uint32_t document, const Span& range,
                        const std::vector<std::uint32_t>& statements, const Look& look);

// The same around any spans; a span is marked with its label. Of equal spans the first is outside.
struct LabelledSpan {
  Span span;
  std::string label;
};
std::string marked_spans(const View& view, std::uint32_t document, const Span& range,
                         const std::vector<LabelledSpan>& spans, const Look& look);

}  // namespace sayso::cli
