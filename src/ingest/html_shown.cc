#include "ingest/html_shown.h"

// Problem. A page without metadata still shows its title, its authors and its day, among the dates
// of other stories, of comments, of today and of the last change.
//
// Idea. One pass collects what is marked. For dates each short element that holds one is scored:
// for being machine-readable, for saying "published" or "date", for standing by the title; against
// it that it is a change, a comment, or stands in a box of other stories. The best wins, of equals
// the first.
//
// Example. <h1>Crane falls</h1> <span class=meta>Halden, 3 May 2021</span>: no name, but right after
// the title: 35 points, and 10 because there is little else in the element.
//
// Cost. Two passes over the tree; only elements of less than 2,000 bytes of markup are read.

#include <algorithm>
#include <cstdlib>

#include "ingest/shown_date.h"
#include "ingest/written_date.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kNameBytes = 200;  // a longer by-line is a text
constexpr std::size_t kTitleBytes = 500;
constexpr std::size_t kMostHeadings = 50;
constexpr std::size_t kDateLineBytes = 200;
constexpr std::ptrdiff_t kDateMarkup = 2000;  // of an element that is a date line
constexpr std::ptrdiff_t kJustAfter = 3000;   // of markup, between the title and its date line
constexpr std::ptrdiff_t kJustBefore = 1500;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

void set_if_empty(std::string& field, std::string value, std::size_t most_bytes) {
  if (field.empty() && value.size() <= most_bytes) field = std::move(value);
}

bool matches(std::string_view name, const RE2& pattern) {
  return !name.empty() && RE2::PartialMatch(piece(name), pattern);
}

void read_meta_element(const GumboNode& element, ShownPage& shown) {
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
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

// Of all links to authors those that stand beside the first: others are of other stories.
void read_author_link(const GumboNode& link, const GumboNode*& place, ShownPage& shown) {
  if (place == nullptr) place = link.parent;
  if (place == link.parent) shown.rel_authors.push_back(text_of(link));
}

// ---- dates

std::ptrdiff_t begin_of(const GumboNode& element) {
  return static_cast<std::ptrdiff_t>(element.v.element.start_pos.offset);
}
std::ptrdiff_t end_of(const GumboNode& element) {
  return static_cast<std::ptrdiff_t>(element.v.element.end_pos.offset);
}

// What an element calls itself.
std::string names_of(const GumboNode& element) {
  std::string names;
  for (const char* key : {"class", "id", "itemprop"}) {
    names += std::string(attribute(element, key)) + ' ';
  }
  return names;
}

bool is_elsewhere(const GumboNode& element) {
  static const RE2 kElsewhere(
      "(?i)(?:comment|related|recommend|sidebar|popular|trending|most-?read|latest|footer|widget|"
      "teaser|more-|copyright|upcoming|event|forecast|weather)");
  const std::string_view tag = tag_of(element);
  return tag == "aside" || tag == "footer" || tag == "nav" ||
         matches(names_of(element), kElsewhere);
}

int score_of_names(const std::string& names) {
  static const RE2 kPublished(
      "(?i)(?:published|pubdate|pub-date|publish|entry-date|post-?date|posted|date-?published|"
      "release)");
  static const RE2 kModified("(?i)(?:modif|updated|update|changed|edited|last)");
  static const RE2 kDate(
      "(?i)(?:date|time|fecha|datum|dateline|byline|(?:^|[\\s_-])(?:data|dato|day|when|info|meta)"
      "(?:$|[\\s_-]))");
  int score = matches(names, kDate) ? 20 : 0;
  if (matches(names, kPublished)) {
    score += 30;
  } else if (matches(names, kModified)) {
    score -= 30;
  }
  return score;
}

int score_of_words(const std::string& text) {
  static const RE2 kPublished(
      "(?i)\\b(?:published|posted|veröffentlicht|publicad[oa]|publié|pubblicato|опубликовано|"
      "geplaatst|gepubliceerd|erstellt|created|first published)\\b");
  static const RE2 kModified(
      "(?i)^\\W*(?:last |zuletzt )?(?:updated|modified|aktualisiert|actualizad[oa]|atualizad[oa]|"
      "mis à jour|aggiornato|обновлено|edited|reviewed)");
  static const RE2 kOther("(?i)(?:©|copyright|all rights|since|joined|born|expires|registered)");
  if (RE2::PartialMatch(text, kOther)) return -40;
  if (RE2::PartialMatch(text, kPublished)) return 15;
  return RE2::PartialMatch(text, kModified) ? -25 : 0;
}

class DateSearch {
 public:
  DateSearch(const GumboNode* title, const std::string& language)
      : title_(title), language_(language) {}

  void visit(const GumboNode& element, int depth_of_elsewhere) {
    if (!is_element(element)) return;
    const int elsewhere = depth_of_elsewhere + (is_elsewhere(element) ? 1 : 0);
    const std::ptrdiff_t size = end_of(element) - begin_of(element);
    if (size > 0 && size < kDateMarkup) read(element, elsewhere > 0);
    for (const GumboNode* child : children_of(element)) visit(*child, elsewhere);
  }

  ShownDate best() const { return best_; }

 private:
  void read(const GumboNode& element, bool elsewhere) {
    const std::string text = text_of(element);
    int score = score_of_names(names_of(element)) + (elsewhere ? -40 : 0);
    std::string iso = to_iso_date(attribute(element, "datetime"));
    const bool item = attribute(element, "itemprop") == "datePublished";
    if (iso.empty() && item) iso = to_iso_date(attribute(element, "content"));
    if (!iso.empty()) {
      score += item || tag_of(element) == "time" ? 30 : 10;
    } else if (text.size() >= 6 && text.size() <= kDateLineBytes) {
      iso = find_shown_day(text, language_);
      if (text.size() < 40) score += 10;
    }
    // Nothing on the web is older; an older day is what a story is about.
    if (iso.size() < 10 || iso < "1995") return;
    if (text.size() <= kDateLineBytes) score += score_of_words(text);
    const std::string_view tag = tag_of(element);
    if (tag == "a" || tag == "li" || tag.starts_with("h")) score -= 5;
    offer({std::move(iso), score + score_of_place(element)});
  }

  int score_of_place(const GumboNode& element) const {
    if (title_ == nullptr) return 0;
    const std::ptrdiff_t after = begin_of(element) - end_of(*title_);
    const std::ptrdiff_t before = begin_of(*title_) - end_of(element);
    if (after >= 0 && after < kJustAfter) return after < kJustAfter / 3 ? 35 : 30;
    if (before >= 0 && before < kJustBefore) return 25;
    return 0;
  }

  void offer(ShownDate date) {
    if (best_.iso.empty() || date.score > best_.score) best_ = std::move(date);
  }

  const GumboNode* title_;
  const std::string& language_;
  ShownDate best_;
};

}  // namespace

ShownPage read_shown(const GumboNode& root) {
  static const RE2 kByline("(?i)(?:^|[\\s_-])(?:byline|author)s?(?:[\\s_-]*names?)?(?:$|[\\s_-])");
  ShownPage shown;
  const GumboNode* author_links = nullptr;
  for_each_element(root, [&](const GumboNode& element) {
    const std::string_view tag = tag_of(element);
    const std::string rel = lower(attribute(element, "rel"));
    if (tag == "meta") read_meta_element(element, shown);
    if (tag == "html") shown.language = attribute(element, "lang");
    if (tag == "title") set_if_empty(shown.window_title, text_of(element), kTitleBytes);
    if (tag == "link" && rel == "canonical")
      set_if_empty(shown.canonical, std::string(attribute(element, "href")), 2000);
    if (tag == "a" && rel.find("author") != std::string::npos)
      read_author_link(element, author_links, shown);
    if (tag == "h1" && shown.headings.size() < kMostHeadings) {
      std::string text = text_of(element);
      if (!text.empty() && text.size() <= kTitleBytes)
        shown.headings.push_back({&element, std::move(text)});
    }
    if (matches(attribute(element, "class"), kByline) || attribute(element, "itemprop") == "author")
      set_if_empty(shown.byline, text_of(element), kNameBytes);
    return true;
  });
  return shown;
}

ShownDate find_shown_date(const GumboNode& root, const GumboNode* title,
                          const std::string& language) {
  DateSearch search(title, language);
  search.visit(root, 0);
  return search.best();
}

}  // namespace sayso
