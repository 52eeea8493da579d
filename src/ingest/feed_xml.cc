// RSS 0.9x, 1.0 and 2.0, and Atom (RFC 4287).
//
// Problem. Feeds in the wild are cut off, hold one broken item among forty, and mix the words of
// three standards.
//
// Idea. The feed is not parsed as a whole. A scan over its tags finds where items begin and end, and
// each item is parsed by itself: one that is broken costs that one, an offset in the file comes for
// free, and memory does not grow with the feed. Names are compared without their prefix: what
// "content:encoded" is called does not depend on how the feed spells the prefix. What the feed says
// of itself stands before its first item, where the parser stops at the end without harm.
//
// Example. <rss><channel><title>Skerry</title><item>A</item><item>B <broken</item><item>C</item>:
// two documents, and an error for item 2 with its byte.
//
// Cost. One pass for the scan, one for each item. pugixml resolves no entities but the five of XML
// and numbers, so there is nothing to explode; its tree is walked only along the item's children.

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "ingest/encoding.h"
#include "ingest/feed.h"
#include "ingest/html_tree.h"
#include "ingest/names.h"
#include "pugixml.hpp"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kMostItems = 100'000;  // of a feed; real ones have some hundred
constexpr std::size_t kNameBytes = 500;      // of a title or name

// Where an item stands in the feed: [begin, end) with its tags.
struct ItemPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool closed = false;
};

struct Tag {
  std::string_view name;  // without its prefix
  bool is_end = false;
};

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// Walks over the tags of a feed; what comments and CDATA sections hold is no tag.
class TagWalk {
 public:
  explicit TagWalk(std::string_view feed) : feed_(feed) {}

  // The next tag; nullopt at the end. Then begin() and end() are its place.
  std::optional<Tag> next() {
    while ((begin_ = feed_.find('<', end_)) != std::string_view::npos) {
      const std::string_view rest = feed_.substr(begin_);
      if (rest.starts_with("<!--")) {
        skip("-->");
      } else if (rest.starts_with("<![CDATA[")) {
        skip("]]>");
      } else {
        return tag(rest);
      }
    }
    return std::nullopt;
  }

  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }

 private:
  void skip(std::string_view close) {
    const std::size_t found = feed_.find(close, begin_);
    end_ = found == std::string_view::npos ? feed_.size() : found + close.size();
  }

  Tag tag(std::string_view rest) {
    Tag found;
    std::size_t at = 1;
    found.is_end = rest.size() > 1 && rest[1] == '/';
    if (found.is_end) ++at;
    const std::size_t name = at;
    while (at < rest.size() && is_name_byte(rest[at])) ++at;
    found.name = without_prefix(rest.substr(name, at - name));
    const std::size_t close = rest.find_first_of("<>", at);
    const bool closed = close != std::string_view::npos && rest[close] == '>';
    end_ = begin_ + (closed ? close + 1 : std::max<std::size_t>(at, 1));
    return found;
  }

  std::string_view feed_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

// An item that another begins in was never closed.
std::vector<ItemPlace> find_items(std::string_view feed) {
  std::vector<ItemPlace> items;
  std::string_view open;  // the name of the open item
  TagWalk walk(feed);
  while (const std::optional<Tag> tag = walk.next()) {
    const bool item = tag->name == "item" || tag->name == "entry";
    if (!item) continue;
    if (!tag->is_end) {
      if (!open.empty()) items.back().end = walk.begin();
      if (items.size() > kMostItems) break;
      items.push_back({walk.begin(), feed.size(), false});
      open = tag->name;
    } else if (tag->name == open) {
      items.back().end = walk.end();
      items.back().closed = true;
      open = "";
    }
  }
  return items;
}

// How deep tags are nested in a piece of a feed.
int depth_of(std::string_view piece) {
  int depth = 0, most = 0;
  TagWalk walk(piece);
  while (const std::optional<Tag> tag = walk.next()) {
    const bool empty = walk.end() >= 2 && piece[walk.end() - 2] == '/';
    if (tag->name.empty() || empty) continue;
    depth += tag->is_end ? -1 : 1;
    most = std::max(most, depth);
  }
  return most;
}

std::string_view local_name(const pugi::xml_node& node) { return without_prefix(node.name()); }

std::string_view prefix_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(0, name.size() - std::min(name.size(), local_name(node).size() + 1));
}

// The characters inside of a node; elements inside (XHTML) as they are written.
std::string inner(const pugi::xml_node& node) {
  std::ostringstream out;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_element) {
      child.print(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    } else {
      out << child.value();
    }
  }
  std::string text = out.str();
  // A number may stand for half of a surrogate pair, which no UTF-8 can hold.
  if (find_invalid_utf8(text)) text = *to_utf8(text, "UTF-8", Broken::kReplace);
  return text;
}

std::string line_of(const pugi::xml_node& node) {
  std::string text = markup_text(inner(node));
  return text.size() <= kNameBytes ? text : "";
}

std::string address_of(std::string text) {
  text = collapsed(text);
  static const RE2 kAddress("(?i)https?://[^\\s]+");
  return text.size() <= 2000 && RE2::FullMatch(text, kAddress) ? text : "";
}

void set_if_empty(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

// RSS: "desk@skerry.example (Mara Lind)".
std::string name_of(const std::string& author) {
  static const RE2 kMail("\\S+@\\S+\\s*(?:\\(([^)]*)\\))?");
  std::string name;
  return RE2::FullMatch(author, kMail, &name) ? name : author;
}

// Atom: <author><name>; RSS: <author> or <dc:creator> with text.
std::string author_of(const pugi::xml_node& node) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == "name") return line_of(child);
  }
  return name_of(line_of(node));
}

// Atom's link has its address in an attribute, and says what it leads to.
void read_link(const pugi::xml_node& node, std::string& address) {
  const std::string_view href = node.attribute("href").value();
  const std::string_view rel = node.attribute("rel").value();
  if (href.empty()) return set_if_empty(address, address_of(inner(node)));
  if (rel.empty() || rel == "alternate") set_if_empty(address, address_of(std::string(href)));
}

// RSS: <source url="...">Meridian</source>; Atom: <source> with <title> and <link>.
std::string source_of(const pugi::xml_node& node) {
  std::string name, address = address_of(node.attribute("url").value());
  bool is_atom = false;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    is_atom = true;
    if (local_name(child) == "title") name = line_of(child);
    if (local_name(child) == "link") read_link(child, address);
  }
  if (!is_atom) name = line_of(node);
  if (name.empty() || address.empty()) return name + address;
  return name + ", " + address;
}

void read_identifier(const pugi::xml_node& node, FeedItem& item) {
  set_if_empty(item.id, line_of(node));
  // RSS 2.0: a guid is an address unless it says that it is none.
  if (local_name(node) == "guid" &&
      std::string_view(node.attribute("isPermaLink").value()) != "false")
    set_if_empty(item.address, address_of(inner(node)));
}

struct Field {
  std::string_view name;
  void (*read)(const pugi::xml_node& node, FeedItem& item);
};

constexpr std::array kFields = {
    Field{"title", [](const pugi::xml_node& n, FeedItem& i) { set_if_empty(i.title, line_of(n)); }},
    Field{"link", [](const pugi::xml_node& n, FeedItem& i) { read_link(n, i.address); }},
    Field{"guid", read_identifier},
    Field{"id", read_identifier},
    Field{"pubDate", [](const pugi::xml_node& n,
                        FeedItem& i) { set_if_empty(i.published, feed_date(inner(n))); }},
    Field{"published", [](const pugi::xml_node& n,
                          FeedItem& i) { set_if_empty(i.published, feed_date(inner(n))); }},
    Field{"issued",  // Atom 0.3
          [](const pugi::xml_node& n, FeedItem& i) {
            set_if_empty(i.published, feed_date(inner(n)));
          }},
    Field{"date",  // Dublin Core, in RSS 1.0
          [](const pugi::xml_node& n, FeedItem& i) {
            set_if_empty(i.published, feed_date(inner(n)));
          }},
    Field{"updated", [](const pugi::xml_node& n,
                        FeedItem& i) { set_if_empty(i.modified, feed_date(inner(n))); }},
    Field{"modified", [](const pugi::xml_node& n,
                         FeedItem& i) { set_if_empty(i.modified, feed_date(inner(n))); }},
    Field{"encoded",
          [](const pugi::xml_node& n, FeedItem& i) { set_if_empty(i.content, inner(n)); }},
    Field{"content",
          [](const pugi::xml_node& n, FeedItem& i) { set_if_empty(i.content, inner(n)); }},
    Field{"description",
          [](const pugi::xml_node& n, FeedItem& i) { set_if_empty(i.summary, inner(n)); }},
    Field{"summary",
          [](const pugi::xml_node& n, FeedItem& i) { set_if_empty(i.summary, inner(n)); }},
    Field{"source",
          [](const pugi::xml_node& n, FeedItem& i) { set_if_empty(i.first_had, source_of(n)); }},
};

// media:title and itunes:summary are of a picture or a recording.
bool is_of_media(const pugi::xml_node& node) {
  const std::string_view prefix = prefix_of(node);
  return prefix == "media" || prefix == "itunes" || prefix == "googleplay" || prefix == "slash";
}

FeedItem read_item(const pugi::xml_node& node) {
  FeedItem item;
  std::vector<std::string> authors;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element || is_of_media(child)) continue;
    const std::string_view name = local_name(child);
    if (name == "author" || name == "creator") authors.push_back(author_of(child));
    const auto* const field = std::find_if(kFields.begin(), kFields.end(),
                                           [&](const Field& one) { return one.name == name; });
    if (field != kFields.end()) field->read(child, item);
  }
  item.byline = byline_of(authors);
  return item;
}

// The head ends within open elements; what stands before is in the tree all the same.
FeedHead read_head(std::string_view head) {
  pugi::xml_document document;
  document.load_buffer(head.data(), head.size(), pugi::parse_default | pugi::parse_fragment,
                       pugi::encoding_utf8);
  pugi::xml_node node;
  for (const pugi::xml_node& root : document.children()) {
    if (root.type() == pugi::node_element) node = root;
  }
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == "channel") node = child;
  }
  FeedHead found;
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == "title") set_if_empty(found.title, line_of(child));
    if (local_name(child) == "author") set_if_empty(found.byline, byline_of({author_of(child)}));
  }
  return found;
}

std::string at_byte(const ReaderInput& input, std::size_t n, std::size_t byte) {
  return input.name + ", item " + std::to_string(n) + ", byte " +
         std::to_string(input.bytes_before + byte);
}

void read_one(const ReaderInput& input, const FeedHead& head, const ItemPlace& place, std::size_t n,
              Ingested& out) {
  const std::string_view bytes = input.bytes.substr(place.begin, place.end - place.begin);
  const std::string where = at_byte(input, n, place.begin);
  if (!place.closed) {
    out.errors.push_back(
        {"the item is cut off", where, "get the feed again; its other items were read"});
    return;
  }
  if (depth_of(bytes) > input.options.max_depth) {
    out.errors.push_back({"the item is nested too deeply", where, "save its page and give that"});
    return;
  }
  pugi::xml_document document;
  const pugi::xml_parse_result parsed =
      document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0));
    out.errors.push_back(
        {std::string("the item is not well-formed XML (") + parsed.description() + ")",
         at_byte(input, n, place.begin + offset),
         "the feed's maker must see to that; its other items were read"});
    return;
  }
  FeedItem item = read_item(document.document_element());
  item.bytes = bytes;
  add_item(head, item, where, input, out);
}

}  // namespace

Ingested read_feed(const ReaderInput& input) {
  Ingested out;
  const std::vector<ItemPlace> items = find_items(input.bytes);
  const FeedHead head =
      read_head(items.empty() ? input.bytes : input.bytes.substr(0, items[0].begin));
  for (std::size_t i = 0; i < std::min(items.size(), kMostItems); ++i)
    read_one(input, head, items[i], i + 1, out);
  limit_errors(input.name, out);
  if (items.size() > kMostItems) {
    out.errors.push_back({"the feed has more than " + std::to_string(kMostItems) + " items",
                          input.name, "split it; the first ones were read"});
  }
  if (items.empty()) {
    add_error(out, {"the feed has no items", input.name, "check that it was saved whole"},
              Cause::kNotAnArticle);
  }
  return out;
}

}  // namespace sayso
