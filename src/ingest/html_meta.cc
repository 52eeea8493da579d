#include "ingest/html_meta.h"

// A page says the same thing in several places, of different worth. JSON-LD is written for machines
// and comes first, then Open Graph and other <meta>, then what the page shows:
//
//   title      headline, og:title, <h1>, <title>
//   outlet     publisher, og:site_name
//   byline     author, meta author, rel=author, .byline
//   published  datePublished, article:published_time, <time datetime>, the address, a shown date
//   address    canonical, og:url
//
// Cost: one pass over the tree, one over each script.

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "ingest/written_date.h"
#include "re2/re2.h"
#include "simdjson.h"

namespace sayso {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kNameBytes = 200;  // a longer by-line or outlet is a text
constexpr std::size_t kTitleBytes = 500;
constexpr std::size_t kMostAuthors = 20;
constexpr std::size_t kJsonLdBytes = 4u << 20;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

void set_if_empty(std::string& field, std::string value, std::size_t most_bytes) {
  if (field.empty() && value.size() <= most_bytes) field = std::move(value);
}

bool is_web_address(std::string_view text) {
  static const RE2 kAddress("(?i)https?://[^\\s/?#]+\\.[^\\s]*");
  return text.size() <= 2000 && RE2::FullMatch(piece(text), kAddress);
}

// ---- JSON-LD (schema.org)

// A string, the name of an object, or the first of an array that has one.
std::string name_in(const dom::element& value, const char* key = "name") {
  std::string_view text;
  if (!value.get(text)) return markup_text(text);
  dom::object object;
  dom::element inner;
  if (!value.get(object) && !object.at_key(key).get(inner) && !inner.get(text))
    return markup_text(text);
  dom::array array;
  if (!value.get(array)) {
    for (const dom::element& item : array) {
      if (std::string name = name_in(item, key); !name.empty()) return name;
    }
  }
  return "";
}

std::string string_at(const dom::object& object, const char* key) {
  dom::element value;
  return object.at_key(key).get(value) ? "" : name_in(value);
}

std::vector<std::string> names_in(const dom::element& value) {
  dom::array array;
  std::vector<std::string> names;
  if (value.get(array)) {
    names.push_back(name_in(value));
  } else {
    for (const dom::element& item : array) names.push_back(name_in(item));
  }
  return names;
}

bool is_article_type(const dom::object& object) {
  dom::element type;
  if (object.at_key("@type").get(type)) return false;
  static const RE2 kArticle(
      "(?:http://schema.org/|https://schema.org/"
      ")?(?:\\w*Article|BlogPosting|Report|LiveBlogPosting|"
      "\\w*NewsArticle|ReviewNewsArticle|Review)");
  const auto fits = [](const dom::element& one) {
    std::string_view text;
    return !one.get(text) && RE2::FullMatch(piece(text), kArticle);
  };
  dom::array types;
  if (type.get(types)) return fits(type);
  for (const dom::element& one : types) {
    if (fits(one)) return true;
  }
  return false;
}

// The first article in a JSON-LD value: in it, in its @graph, in its array, in what its page is
// about.
std::optional<dom::object> find_article(const dom::element& value) {
  dom::array array;
  if (!value.get(array)) {
    for (const dom::element& item : array) {
      if (auto found = find_article(item)) return found;
    }
    return std::nullopt;
  }
  dom::object object;
  if (value.get(object)) return std::nullopt;
  if (is_article_type(object)) return object;
  for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
    dom::element inner;
    if (object.at_key(key).get(inner)) continue;
    if (auto found = find_article(inner)) return found;
  }
  return std::nullopt;
}

std::string byline_of(const std::vector<std::string>& names);

void read_json_ld_article(const dom::object& article, HtmlMeta& meta) {
  set_if_empty(meta.title, string_at(article, "headline"), kTitleBytes);
  set_if_empty(meta.outlet, string_at(article, "publisher"), kNameBytes);
  set_if_empty(meta.published, to_iso_date(string_at(article, "datePublished")), kNameBytes);
  set_if_empty(meta.modified, to_iso_date(string_at(article, "dateModified")), kNameBytes);
  dom::element value;
  for (const char* key : {"author", "creator"}) {
    if (meta.byline.empty() && !article.at_key(key).get(value))
      meta.byline = byline_of(names_in(value));
  }
  std::string_view body;
  if (meta.body.empty() && !article.at_key("articleBody").get(body)) meta.body = std::string(body);
}

// Many sites leave line breaks and tabs unescaped in strings; outside of strings a blank does as
// well.
std::string without_controls(std::string_view json) {
  std::string out(json);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return out;
}

void read_json_ld(std::string_view json, int max_depth, HtmlMeta& meta) {
  if (json.size() > kJsonLdBytes) return;
  dom::parser parser;
  if (parser.allocate(json.size() + 1, static_cast<std::size_t>(std::max(max_depth, 1)))) return;
  dom::element value;
  if (parser.parse(json.data(), json.size()).get(value) &&
      parser.parse(without_controls(json)).get(value))
    return;
  if (const auto article = find_article(value)) read_json_ld_article(*article, meta);
}

// ---- names

bool is_author(const std::string& name) {
  return !name.empty() && name.size() <= 100 && !is_web_address(name) &&
         name.find('@') == std::string::npos;
}

// "By Mara Lind, Reporter | Meridian" -> "Mara Lind, Reporter"
std::string author_name(const std::string& written) {
  static const RE2 kBy("(?i)^(?:(?:written|reported|posted|published|words)\\s+)?by[:\\s]+");
  static const RE2 kTail("\\s*(?:\\||•|·).*$");
  std::string name = written;
  RE2::Replace(&name, kBy, "");
  RE2::Replace(&name, kTail, "");
  return collapsed(name);
}

std::string byline_of(const std::vector<std::string>& names) {
  std::vector<std::string> kept;
  for (const std::string& written : names) {
    const std::string name = author_name(written);
    const bool again = std::find(kept.begin(), kept.end(), name) != kept.end();
    if (is_author(name) && !again && kept.size() < kMostAuthors) kept.push_back(name);
  }
  std::string byline;
  for (const std::string& name : kept) byline += (byline.empty() ? "" : ", ") + name;
  return byline;
}

// ---- <meta>, <link> and what is shown

struct Shown {
  std::map<std::string, std::string> meta;  // by lower-case name; the first of each
  std::vector<std::string> meta_authors;
  std::vector<std::string> rel_authors;
  const GumboNode* author_links = nullptr;  // what the first link to an author stands in
  std::string canonical, h1, title, time, byline, date_text;
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

void read_meta_element(const GumboNode& element, Shown& shown) {
  for (const char* key : {"property", "name", "itemprop"}) {
    const std::string name = lower(attribute(element, key));
    if (name.empty()) continue;
    const std::string content = collapsed(attribute(element, "content"));
    shown.meta.try_emplace(name, content);
    const bool itemprop = std::string_view(key) == "itemprop";  // may be a picture's
    if (!itemprop && (name == "author" || name == "parsely-author" || name == "dc.creator")) {
      shown.meta_authors.push_back(content);
    }
  }
}

bool class_matches(const GumboNode& element, const RE2& pattern) {
  const std::string_view name = attribute(element, "class");
  return !name.empty() && RE2::PartialMatch(piece(name), pattern);
}

// Of all links to authors those that stand beside the first: others are of other stories.
void read_author_link(const GumboNode& link, Shown& shown) {
  if (shown.author_links == nullptr) shown.author_links = link.parent;
  if (shown.author_links == link.parent) shown.rel_authors.push_back(text_of(link));
}

void read_shown_element(const GumboNode& element, Shown& shown) {
  static const RE2 kByline("(?i)(?:^|[\\s_-])(?:byline|author)(?:[\\s_-]*name)?(?:$|[\\s_-])");
  static const RE2 kDate("(?i)(?:date|time(?:stamp)?|published|posted)(?:$|[\\s_-])");
  const std::string_view tag = tag_of(element);
  const std::string_view item = attribute(element, "itemprop");
  if (tag == "h1") set_if_empty(shown.h1, text_of(element), kTitleBytes);
  if (tag == "title") set_if_empty(shown.title, text_of(element), kTitleBytes);
  if (tag == "time" || item == "datePublished")
    set_if_empty(shown.time, to_iso_date(attribute(element, "datetime")), kNameBytes);
  if (tag == "link" && lower(attribute(element, "rel")) == "canonical") {
    set_if_empty(shown.canonical, std::string(attribute(element, "href")), 2000);
  }
  if (attribute(element, "rel") == "author" && tag == "a") read_author_link(element, shown);
  if (class_matches(element, kByline) || item == "author")
    set_if_empty(shown.byline, text_of(element), kNameBytes);
  if (shown.date_text.empty() && class_matches(element, kDate)) {
    const std::string text = text_of(element);
    if (text.size() <= kNameBytes) shown.date_text = find_iso_day(text);
  }
}

Shown read_shown(const GumboNode& root) {
  Shown shown;
  for_each_element(root, [&](const GumboNode& element) {
    if (tag_of(element) == "meta") read_meta_element(element, shown);
    read_shown_element(element, shown);
    return true;
  });
  return shown;
}

std::string first_of(const Shown& shown, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = shown.meta.find(name);
    if (found != shown.meta.end() && !found->second.empty()) return found->second;
  }
  return "";
}

std::string first_date(const Shown& shown, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string iso = to_iso_date(first_of(shown, {name})); !iso.empty()) return iso;
  }
  return "";
}

// "Crane falls - Meridian" -> "Crane falls", if the page says that it is Meridian.
std::string without_outlet(std::string title, const std::string& outlet) {
  if (outlet.empty()) return title;
  const RE2 tail("(?i)\\s+(?:\\||-|–|—|·|»|:)\\s+(?:the )?" + RE2::QuoteMeta(outlet) + "\\s*$");
  RE2::Replace(&title, tail, "");
  return title;
}

// "/2023/03/14/" or "/2023-03-14-" in an address is the day of publishing.
std::string day_in(const std::string& address) {
  static const RE2 kDay("[/_-](\\d{4})[/_-](\\d{1,2})[/_-](\\d{1,2})(?:[/_-]|$)");
  std::string year, month, day;
  if (!RE2::PartialMatch(address, kDay, &year, &month, &day)) return "";
  if (month.size() == 1) month.insert(0, 1, '0');
  if (day.size() == 1) day.insert(0, 1, '0');
  return to_iso_date(year + "-" + month + "-" + day);
}

void fill_dates(const Shown& shown, HtmlMeta& meta) {
  set_if_empty(meta.published,
               first_date(shown, {"article:published_time", "og:published_time", "datepublished",
                                  "article:published", "parsely-pub-date", "sailthru.date",
                                  "dc.date.issued", "dcterms.created", "dc.date", "pubdate",
                                  "publishdate", "publish-date", "publish_date", "publication_date",
                                  "article.published", "cxenseparse:recs:publishtime", "date",
                                  "dcterms.date", "originalpublicationdate"}),
               kNameBytes);
  set_if_empty(meta.published, shown.time, kNameBytes);
  set_if_empty(meta.published, day_in(meta.address), kNameBytes);
  set_if_empty(meta.published, shown.date_text, kNameBytes);
  set_if_empty(meta.modified,
               first_date(shown, {"article:modified_time", "og:updated_time", "datemodified",
                                  "dcterms.modified"}),
               kNameBytes);
}

void fill_byline(const Shown& shown, HtmlMeta& meta) {
  const std::vector<std::string> article_author = {first_of(shown, {"article:author"})};
  for (const auto& names :
       {shown.meta_authors, shown.rel_authors, {shown.byline}, article_author}) {
    if (meta.byline.empty()) meta.byline = byline_of(names);
  }
}

}  // namespace

HtmlMeta html_meta(const HtmlTree& tree, const std::vector<std::string_view>& json_ld,
                   int max_depth) {
  HtmlMeta meta;
  for (std::string_view json : json_ld) read_json_ld(json, max_depth, meta);

  const Shown shown = read_shown(tree.root());
  for (const std::string& address : {shown.canonical, first_of(shown, {"og:url"})}) {
    if (meta.address.empty() && is_web_address(address)) meta.address = address;
  }
  set_if_empty(meta.outlet, first_of(shown, {"og:site_name", "application-name"}), kNameBytes);
  set_if_empty(meta.title,
               without_outlet(first_of(shown, {"og:title", "twitter:title"}), meta.outlet),
               kTitleBytes);
  set_if_empty(meta.title, shown.h1, kTitleBytes);
  set_if_empty(meta.title, without_outlet(shown.title, meta.outlet), kTitleBytes);
  fill_byline(shown, meta);
  fill_dates(shown, meta);
  return meta;
}

std::string host_of(std::string_view address) {
  static const RE2 kHost("(?i)https?://(?:[^/@]*@)?(?:www\\.)?([^/:?#]+).*");
  std::string host;
  RE2::FullMatch(piece(address), kHost, &host);
  return lower(host);
}

}  // namespace sayso
