#include "ingest/html_meta.h"

// Problem. A page says the same thing in several places, of different worth and in different words.
//
// Idea. One order of trust for each field: a field is taken from the first place that has it, and
// what is written for machines comes first. For the title the places are asked together, since
// each is now and then one for searchers or a shorter one for phones.
//
//   title      what most of these say, of equals the first: og:title, headline, the <h1> that is
//              like one of the others, twitter:title; else an <h1>; else <title>. The site's name
//              at its end goes
//   outlet     publisher, og:site_name, application-name
//   byline     author, meta author, rel=author, .byline
//   published  datePublished of an article, article:published_time and its kin, a day in the
//              address, a date that is marked as it or stands by the title, datePublished of the
//              page, any other date that the page shows (html_shown.h)
//   modified   dateModified, article:modified_time
//   address    canonical, og:url
//
// Example. og:title "Crane falls - Skerry", headline and <h1> "Crane falls at the port": the latter.
//
// Cost. Two passes over the tree, one over each script.

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "ingest/html_shown.h"
#include "ingest/names.h"
#include "ingest/shown_date.h"
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
constexpr double kLikeTitle = 0.5;  // of the shorter title's words

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

void set_if_empty(std::string& field, std::string value, std::size_t most_bytes) {
  if (field.empty() && value.size() <= most_bytes) field = std::move(value);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// What a page's JSON-LD says that is not said of an article.
struct JsonLd {
  std::string page_published;
};

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

template <typename IsIt>
std::optional<dom::object> find_object(const dom::element& value, IsIt is_it);

std::vector<std::string> names_in_one(const dom::element& value, const dom::element& script) {
  if (std::string name = name_in(value); !name.empty()) return {name};
  dom::object object;
  std::string_view id;
  if (value.get(object) || object.at_key("@id").get(id)) return {};
  const auto same = [&](const dom::object& other) {
    std::string_view other_id, name;
    return !other.at_key("@id").get(other_id) && other_id == id && !other.at_key("name").get(name);
  };
  const std::optional<dom::object> person = find_object(script, same);
  return person ? std::vector<std::string>{string_at(*person, "name")} : std::vector<std::string>();
}

bool has_type(const dom::object& object, const RE2& pattern) {
  dom::element type;
  if (object.at_key("@type").get(type)) return false;
  const auto fits = [&](const dom::element& one) {
    std::string_view text;
    return !one.get(text) && RE2::FullMatch(piece(text), pattern);
  };
  dom::array types;
  if (type.get(types)) return fits(type);
  return std::any_of(types.begin(), types.end(), fits);
}

bool is_article_type(const dom::object& object) {
  static const RE2 kArticle(
      "(?:https?://schema.org/)?(?:\\w*Article|BlogPosting|Report|LiveBlogPosting|"
      "\\w*NewsArticle|Review)");
  return has_type(object, kArticle);
}

// What may be the page's own, though it is no article; not its pictures and videos.
bool is_page_type(const dom::object& object) {
  static const RE2 kPage(
      "(?:https?://schema.org/)?(?:\\w*Page|\\w*Posting|Recipe|HowTo|CreativeWork|PodcastEpisode)");
  return has_type(object, kPage);
}

// The first object that `is_it` says is one in a JSON-LD value: in it, in its @graph, in its array,
// in what its page is about.
template <typename IsIt>
std::optional<dom::object> find_object(const dom::element& value, IsIt is_it) {
  dom::array array;
  if (!value.get(array)) {
    for (const dom::element& item : array) {
      if (auto found = find_object(item, is_it)) return found;
    }
    return std::nullopt;
  }
  dom::object object;
  if (value.get(object)) return std::nullopt;
  if (is_it(object)) return object;
  for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
    dom::element inner;
    if (object.at_key(key).get(inner)) continue;
    if (auto found = find_object(inner, is_it)) return found;
  }
  return std::nullopt;
}

// The names of people, where some are only named by their @id and written elsewhere in the script.
std::vector<std::string> names_in(const dom::element& value, const dom::element& script) {
  dom::array array;
  std::vector<std::string> names;
  if (!value.get(array)) {
    for (const dom::element& item : array) {
      if (names.size() >= kMostAuthors) break;
      for (std::string& name : names_in_one(item, script)) names.push_back(std::move(name));
    }
    return names;
  }
  return names_in_one(value, script);
}

void read_json_ld_article(const dom::object& article, const dom::element& script, HtmlMeta& meta) {
  set_if_empty(meta.title, string_at(article, "headline"), kTitleBytes);
  set_if_empty(meta.outlet, string_at(article, "publisher"), kNameBytes);
  set_if_empty(meta.published, to_iso_date(string_at(article, "datePublished")), kNameBytes);
  set_if_empty(meta.modified, to_iso_date(string_at(article, "dateModified")), kNameBytes);
  dom::element value;
  for (const char* key : {"author", "creator"}) {
    if (meta.byline.empty() && !article.at_key(key).get(value))
      meta.byline = byline_of(names_in(value, script));
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

// Scripts are sometimes wrapped for readers of XML, or end like a statement.
std::string_view without_wrapping(std::string_view json) {
  constexpr std::string_view kOpen = "<![CDATA[", kClose = "]]>";
  if (const std::size_t open = json.find(kOpen); open < json.find('{'))
    json.remove_prefix(open + kOpen.size());
  if (const std::size_t close = json.rfind(kClose); close != std::string_view::npos)
    json = json.substr(0, close);
  const std::size_t begin = json.find_first_of("{["), end = json.find_last_of("}]");
  return begin < end && end != std::string_view::npos ? json.substr(begin, end + 1 - begin) : "";
}

// Of a script that is no JSON at least the day.
void read_broken_json_ld(std::string_view json, JsonLd& found) {
  static const RE2 kPublished("\"datePublished\"\\s*:\\s*\"([^\"\\\\]{8,40})\"");
  std::string written;
  if (RE2::PartialMatch(piece(json), kPublished, &written))
    set_if_empty(found.page_published, to_iso_date(written), kNameBytes);
}

void read_json_ld(std::string_view json, int max_depth, HtmlMeta& meta, JsonLd& found) {
  if (json.size() > kJsonLdBytes) return;
  const std::string_view inner = without_wrapping(json);
  dom::parser parser;
  if (parser.allocate(json.size() + 1, static_cast<std::size_t>(std::max(max_depth, 1)))) return;
  dom::element value;
  if (parser.parse(inner.data(), inner.size()).get(value) &&
      parser.parse(without_controls(inner)).get(value)) {
    return read_broken_json_ld(json, found);
  }
  if (const auto article = find_object(value, is_article_type))
    read_json_ld_article(*article, value, meta);
  if (const auto page = find_object(value, is_page_type)) {
    for (const char* key : {"datePublished", "dateCreated", "uploadDate"})
      set_if_empty(found.page_published, to_iso_date(string_at(*page, key)), kNameBytes);
  }
}

// ---- titles

std::vector<std::string> words_of(std::string_view title) {
  static const RE2 kWord("([\\pL\\pN]+)");
  re2::StringPiece rest = piece(title);
  std::vector<std::string> words;
  std::string word;
  while (RE2::FindAndConsume(&rest, kWord, &word)) words.push_back(lower(word));
  return words;
}

// The share of the shorter title's words that the other has, too; titles of one or two words must
// be the same.
double likeness(std::string_view a, std::string_view b) {
  const std::vector<std::string> first = words_of(a), second = words_of(b);
  if (first == second) return first.empty() ? 0 : 1;
  const std::set<std::string> known(first.begin(), first.end());
  const std::set<std::string> asked(second.begin(), second.end());
  const std::size_t least = std::min(known.size(), asked.size());
  if (least < 3) return 0;
  const auto n = std::count_if(asked.begin(), asked.end(),
                               [&](const std::string& word) { return known.contains(word); });
  return static_cast<double>(n) / static_cast<double>(least);
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const std::string& word : words_of(text)) letters += word;
  return letters;
}

// Whether the end of a title names the site: as the page names its outlet, or as its host does.
bool names_the_site(const std::string& tail, const std::string& outlet, const std::string& host) {
  const std::string letters = letters_of(tail);
  if (letters.size() < 2) return false;
  const std::string of_outlet = letters_of(outlet), of_host = letters_of(host);
  return letters == of_outlet || letters == "the" + of_outlet || "the" + letters == of_outlet ||
         (letters.size() >= 4 && of_host.find(letters) != std::string::npos);
}

// "Crane falls | World | Meridian" -> "Crane falls | World", if the page says that it is Meridian.
std::string without_site(std::string title, const std::string& outlet, const std::string& host) {
  static const RE2 kTail("^(.+)\\s+(?:\\||-|–|—|·|•|»|:|::)\\s+(.+?)\\s*$");
  std::string head, tail;
  if (RE2::FullMatch(title, kTail, &head, &tail) && names_the_site(tail, outlet, host)) return head;
  return title;
}

struct Title {
  std::string text;
  const GumboNode* element = nullptr;  // the heading that shows it or is most like it
};

bool is_plain(const GumboNode& element) {
  const auto children = children_of(element);
  return std::none_of(children.begin(), children.end(),
                      [](const GumboNode* child) { return is_element(*child); });
}

// The <h1> that is like one of the titles that are written for machines: another may be the site's
// name. `written` may be empty texts.
const Heading* shown_title(const std::vector<Heading>& headings,
                           const std::vector<std::string>& written) {
  const Heading* best = nullptr;
  double best_likeness = kLikeTitle;
  for (const Heading& heading : headings) {
    for (const std::string& title : written) {
      const double found = likeness(heading.text, title);
      if (found < best_likeness || (best != nullptr && found == best_likeness)) continue;
      best_likeness = found;
      best = &heading;
    }
  }
  return best;
}

// "Crane falls - National | Skerry" with the heading "Crane falls" is that heading.
std::string without_more(const std::string& title, const std::string& heading) {
  static const RE2 kBreak("\\s+(?:\\||-|–|—|·|•|»|\\*|::)\\s.*");
  const bool goes_on = !heading.empty() && title.starts_with(heading) &&
                       RE2::FullMatch(piece(title).substr(heading.size()), kBreak);
  return goes_on ? heading : title;
}

// A heading with a kicker inside ("Opinion Crane falls") is shortened to the title.
std::string without_kicker(const Heading& heading, const std::vector<std::string>& written) {
  if (is_plain(*heading.element)) return heading.text;
  for (const std::string& title : written) {
    if (title.size() < heading.text.size() && words_of(title).size() >= 3 &&
        heading.text.find(title) != std::string::npos)
      return title;
  }
  return heading.text;
}

// What most of them are, as words; of equals the first.
std::string most_common(const std::vector<std::string>& titles) {
  std::size_t most = 0;
  std::string chosen;
  for (const std::string& title : titles) {
    if (title.empty()) continue;
    const auto words = words_of(title);
    const auto n = static_cast<std::size_t>(std::count_if(
        titles.begin(), titles.end(), [&](const auto& other) { return words_of(other) == words; }));
    if (n > most) {
      most = n;
      chosen = title;
    }
  }
  return chosen;
}

// ---- what the page's elements say

std::string first_of(const ShownPage& shown, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = shown.meta.find(name);
    if (found != shown.meta.end() && !found->second.empty()) return found->second;
  }
  return "";
}

// Long before any page, and what a form has when it was left empty.
bool is_plausible(const std::string& iso) { return iso >= "1990"; }

std::string meta_date(const ShownPage& shown, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const std::string written = first_of(shown, {name});
    std::string iso = to_iso_date(written);
    if (iso.empty() && written.size() <= kNameBytes) iso = find_shown_day(written, shown.language);
    if (is_plausible(iso)) return iso;
  }
  return "";
}

// "/2023/03/14/" or "/2023-03-14-" in an address is the day of publishing.
std::string day_in(const std::string& address) {
  static const RE2 kDay(
      "[/_-]((?:19|20)\\d{2})(?:[/_-](\\d{1,2})[/_-](\\d{1,2})|(\\d{2})(\\d{2}))(?:[/_.-]|$)");
  static const RE2 kDayFirst("[/_-](\\d{2})[_-](\\d{2})[_-](20\\d{2})(?:[/_.-]|$)");
  std::string year, month, day, month2, day2;
  if (RE2::PartialMatch(address, kDay, &year, &month, &day, &month2, &day2)) {
    if (month.empty()) month = month2, day = day2;
  } else if (!RE2::PartialMatch(address, kDayFirst, &day, &month, &year)) {
    return "";
  }
  if (month.size() == 1) month.insert(0, 1, '0');
  if (day.size() == 1) day.insert(0, 1, '0');
  return to_iso_date(year + "-" + month + "-" + day);
}

void fill_title(const ShownPage& shown, HtmlMeta& meta, Title& title) {
  const std::string host = host_of(meta.address);
  std::vector<std::string> written = {first_of(shown, {"og:title"}), meta.title,
                                      first_of(shown, {"twitter:title"}), shown.window_title};
  for (std::string& one : written) {
    for (int n = 0; n < 2; ++n) one = without_site(std::move(one), meta.outlet, host);
    if (one.size() > kTitleBytes) one.clear();
  }
  const Heading* const heading = shown_title(shown.headings, written);
  if (heading != nullptr) {
    const std::string text = without_kicker(*heading, written);
    for (std::string& one : written) one = without_more(one, text);
    written.insert(written.begin() + 2, text);
    title.element = heading->element;
  }
  const std::string window = written.back();
  written.pop_back();
  title.text = most_common(written);
  if (title.element == nullptr && !shown.headings.empty()) {
    title.element = shown.headings[0].element;
    if (title.text.empty()) title.text = shown.headings[0].text;
  }
  if (title.text.empty()) title.text = window;
  meta.title = title.text;
}

void fill_dates(const ShownPage& shown, const GumboNode& root, const Title& title,
                const JsonLd& json_ld, HtmlMeta& meta) {
  if (!is_plausible(meta.published)) meta.published.clear();
  const auto fill = [&](const std::string& iso) {
    if (is_plausible(iso)) set_if_empty(meta.published, iso, kNameBytes);
  };
  fill(meta_date(shown, {"article:published_time",
                         "og:published_time",
                         "og:article:published_time",
                         "datepublished",
                         "article:published",
                         "article.published",
                         "parsely-pub-date",
                         "sailthru.date",
                         "dc.date.issued",
                         "dcterms.issued",
                         "dcterms.created",
                         "dc.date.created",
                         "dc.date",
                         "dcterms.date",
                         "pubdate",
                         "pub_date",
                         "publishdate",
                         "publish-date",
                         "publish_date",
                         "publication_date",
                         "publication-date",
                         "date_published",
                         "publisheddate",
                         "published_at",
                         "published_date",
                         "published_time",
                         "rnews:datepublished",
                         "bt:pubdate",
                         "citation_publication_date",
                         "citation_online_date",
                         "prism.publicationdate",
                         "cxenseparse:recs:publishtime",
                         "originalpublicationdate",
                         "article_date_original",
                         "date",
                         "created",
                         "datecreated",
                         "article:created_time"}));
  if (!meta.published.empty() && !meta.modified.empty()) return;
  const ShownDate date = find_shown_date(root, title.element, shown.language);
  const std::string of_address = day_in(meta.address);
  if (!of_address.empty() && date.iso.starts_with(of_address)) fill(date.iso);  // has the hour, too
  fill(of_address);
  if (date.score >= kGoodDate) fill(date.iso);
  fill(json_ld.page_published);
  if (date.score >= kPoorDate) fill(date.iso);
  set_if_empty(meta.modified,
               meta_date(shown, {"article:modified_time", "og:updated_time", "og:modified_time",
                                 "datemodified", "dcterms.modified"}),
               kNameBytes);
}

void fill_byline(const ShownPage& shown, HtmlMeta& meta) {
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
  JsonLd found;
  for (std::string_view json : json_ld) read_json_ld(json, max_depth, meta, found);

  const ShownPage shown = read_shown(tree.root());
  for (const std::string& address : {shown.canonical, first_of(shown, {"og:url"})}) {
    if (meta.address.empty() && is_web_address(address)) meta.address = address;
  }
  set_if_empty(meta.outlet, first_of(shown, {"og:site_name", "application-name"}), kNameBytes);
  Title title;
  fill_title(shown, meta, title);
  fill_byline(shown, meta);
  meta.description = first_of(shown, {"og:description", "description", "twitter:description"});
  fill_dates(shown, tree.root(), title, found, meta);
  return meta;
}

std::string host_of(std::string_view address) {
  static const RE2 kHost("(?i)https?://(?:[^/@]*@)?(?:www\\.)?([^/:?#]+).*");
  std::string host;
  RE2::FullMatch(piece(address), kHost, &host);
  return lower(host);
}

}  // namespace sayso
