#pragma once
// The article's text in a page.

#include <string>

#include "ingest/html_tree.h"

namespace sayso {

// Paragraphs separated by a blank line; headings inside the text are paragraphs of their own; list
// items are lines. A paragraph that only repeats `title` is left out. "" if no text was found.
std::string article_text(const HtmlTree& tree, const std::string& title);

}  // namespace sayso
