#pragma once
// A page's markup, bounded: the same page, but safe to give to a tree builder.
//
// A hostile page can cost a tree builder more than it is long: a million open tags overflow the
// stack of whoever walks the tree, unclosed <b> and <font> are opened again in every paragraph, a
// tag with a million attributes is compared with itself. So the page is first rewritten by one pass
// over its tokens:
//
//   - scripts, styles, comments, drawings, templates, lists of options and <noscript> go;
//   - <b>, <i>, <font> and the like go, their text stays: they mean nothing for an article's words;
//   - only the attributes that say what an element is are kept, each once;
//   - what is opened is closed in order, and nesting deeper than `max_depth` is flattened;
//   - a "<" that opens no tag becomes "&lt;", so that nobody downstream can read it as one.
//
//   "<div onclick=x class=a><b>1 < 2</div>"  ->  "<div class=\"a\">1 &lt; 2</div>"
//
// JSON-LD, which stands in scripts, is handed out beside. Tokens are as in the HTML Living
// Standard, 13.2.5. Cost: one pass, memory of the page's size.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sayso {

inline constexpr std::size_t kMaxTags = 250'000;  // of a page; big news pages have 5,000 to 30,000

struct ScannedHtml {
  std::string markup;
  std::vector<std::string_view> json_ld;  // views into the page that was given
  bool too_many_tags = false;             // then the rest of the page was not read
};

// `page` is UTF-8.
ScannedHtml scan_html(std::string_view page, int max_depth);

}  // namespace sayso
