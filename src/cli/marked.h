#pragma once
// Words of an article with the statements marked in place: "[S12 Crane 4 had not been inspected]".

#include <string>
#include <vector>

#include "cli/layout.h"
#include "cli/view.h"

namespace sayso::cli {

// The part `range` of a document's text, with marks around the content of each of `statements`
// (around the cue where there is no content). Fit for a terminal; line breaks of the text are kept.
std::string marked_text(const View& view, std::uint32_t document, const Span& range,
                        const std::vector<std::uint32_t>& statements, const Look& look);

}  // namespace sayso::cli
