#include "ingest/feed_json.h"

// JSON Feed, https://www.jsonfeed.org/version/1.1/
//
//   {"version": "https://jsonfeed.org/version/1.1", "title": "Skerry",
//    "items": [{"id": "1", "url": "https://...", "content_html": "<p>...", "date_published": "..."}]}
//
// Problem and idea as in feed_xml.cc, but that JSON which is cut off has no readable part: an item
// of a wrong form costs that item, a broken file is an error with its line (json.cc).
//
// Cost. One parse of the file, one reading of HTML for each item.

#include <algorithm>
#include <vector>

#include "ingest/feed.h"
#include "ingest/html_tree.h"
#include "ingest/names.h"

namespace sayso {
namespace {

namespace dom = simdjson::dom;

std::string text_at(const dom::object& object, const char* key) {
  std::string_view text;
  if (object.at_key(key).get(text)) return "";
  return std::string(text);
}

// An id may be a number (version 1).
std::string id_of(const dom::object& object) {
  std::int64_t number = 0;
  if (!object.at_key("id").get(number)) return std::to_string(number);
  return text_at(object, "id");
}

// "authors": [{"name"}] of version 1.1, "author": {"name"} of version 1.
std::string authors_of(const dom::object& object) {
  std::vector<std::string> names;
  dom::array authors;
  dom::object author;
  if (!object.at_key("authors").get(authors)) {
    for (const dom::element& one : authors) {
      if (!one.get(author)) names.push_back(text_at(author, "name"));
    }
  } else if (!object.at_key("author").get(author)) {
    names.push_back(text_at(author, "name"));
  }
  return byline_of(names);
}

std::string escaped(std::string_view text) {
  std::string html;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool paragraph = text.substr(i).starts_with("\n\n");
    if (text[i] == '<') {
      html += "&lt;";
    } else if (text[i] == '&') {
      html += "&amp;";
    } else {
      html += text[i];
    }
    if (paragraph) html += "<p>";
  }
  return html;
}

FeedItem read_item(const dom::object& object) {
  FeedItem item;
  item.id = id_of(object);
  item.address = text_at(object, "url");
  item.title = collapsed(text_at(object, "title"));
  item.byline = authors_of(object);
  item.published = feed_date(text_at(object, "date_published"));
  item.modified = feed_date(text_at(object, "date_modified"));
  item.content = text_at(object, "content_html");
  if (item.content.empty()) item.content = escaped(text_at(object, "content_text"));
  item.summary = escaped(text_at(object, "summary"));
  item.first_had = text_at(object, "external_url");
  return item;
}

}  // namespace

bool is_json_feed(const dom::element& value) {
  std::string_view version;
  return !value["version"].get(version) &&
         version.find("jsonfeed.org/version/") != std::string_view::npos;
}

Ingested read_json_feed(const ReaderInput& input, const dom::element& value) {
  Ingested out;
  dom::object feed;
  dom::array items;
  if (value.get(feed) || feed.at_key("items").get(items)) {
    add_error(out, {"the feed has no items", input.name, "check that it was saved whole"},
              Cause::kNotAnArticle);
    return out;
  }
  const FeedHead head = {collapsed(text_at(feed, "title")), authors_of(feed)};
  std::size_t n = 0;
  for (const dom::element& element : items) {
    const std::string where = input.name + ", item " + std::to_string(++n);
    dom::object object;
    if (element.get(object)) {
      out.errors.push_back(
          {"the item is no object", where, "write it as {\"id\", \"content_html\"}"});
      continue;
    }
    FeedItem item = read_item(object);
    const std::string written = simdjson::minify(element);
    item.bytes = written;
    add_item(head, item, where, input, out);
  }
  limit_errors(input.name, out);
  if (n == 0)
    add_error(out, {"the feed has no items", input.name, "check that it was saved whole"},
              Cause::kNotAnArticle);
  return out;
}

}  // namespace sayso
