#pragma once
// The article's text in a page.

#include <string>
#include <vector>

#include "ingest/html_tree.h"

namespace sayso {

// What the page says elsewhere that helps to find its text; each may be "".
struct BodyHints {
  std::string title;
  std::string byline;       // names, separated by ", "
  std::string description;  // <meta name=description> or og:description
  std::string body;         // JSON-LD's articleBody
};

struct ArticleText {
  std::string text;
  std::string summary;                   // the standfirst, where it stands outside of the text
  std::vector<std::string> captions;     // of pictures within the article, in its order
  std::vector<std::string> corrections;  // those paragraphs of the text that are such
};

// Paragraphs separated by a blank line; headings inside the text are
// paragraphs of their own; list items are lines. What only repeats the title is left out. `text` is
// "" if none was found.
ArticleText article_text(const HtmlTree& tree, const BodyHints& hints);

// Of a piece of HTML that is an article and nothing else, as feeds have it.
ArticleText fragment_text(const HtmlTree& tree, const std::string& title);

}  // namespace sayso
