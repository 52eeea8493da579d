#pragma once
// What a page says about its article: in JSON-LD, <meta>, and what it shows.

#include <string>
#include <string_view>
#include <vector>

#include "ingest/html_tree.h"

namespace sayso {

struct HtmlMeta {
  std::string title;
  std::string outlet;     // as the page names it; "" if it does not
  std::string address;    // canonical, http or https
  std::string byline;     // names, separated by ", "
  std::string published;  // ISO 8601
  std::string modified;   // ISO 8601
  std::string description;
  std::string body;  // JSON-LD's articleBody, for pages that show none; paragraphs as they are
};

// `json_ld`: the contents of the page's JSON-LD scripts.
HtmlMeta html_meta(const HtmlTree& tree, const std::vector<std::string_view>& json_ld,
                   int max_depth);

// "https://www.meridian.example/a" -> "meridian.example"; "" if it is no web address.
std::string host_of(std::string_view address);

}  // namespace sayso
