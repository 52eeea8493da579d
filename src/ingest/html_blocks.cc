#include "ingest/html_blocks.h"

// Problem. A page is an article within menus, share buttons, captions, boxes of other stories and
// comments, and only some of these are marked as what they are.
//
// Idea. Elements that say what they are (<nav>, class "related-links", role="search") are believed,
// unless they hold most of the page's prose: then the name is a mistake of the page. What menus and
// buttons hold is left out; what other asides hold stays, marked, since the page may say elsewhere
// that it belongs to the article (html_body.h). An element that holds a picture and little text is
// a figure, whatever its name.
//
// Example. <div class=story><p>One</p><div class=photo><img><p>The crane</p></div></div>: "One" is a
// paragraph, "The crane" a caption.
//
// Cost. Two passes over the tree.

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kProseBytes = 40;        // a shorter piece of text may be a label or a button
constexpr std::size_t kFigureBytes = 300;      // of text beside a picture; more is no caption
constexpr std::size_t kFigureLineBytes = 150;  // where it is one paragraph
constexpr double kMistakenShare = 0.5;         // of the page's prose: more than that is no side box
constexpr double kMistakenComments = 0.9;      // readers may write more than the paper

using Names = std::unordered_set<std::string_view>;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool is_block_tag(std::string_view tag) {
  static const Names kTags = {
      "address", "article", "aside",   "blockquote", "body",       "center", "dd",     "details",
      "div",     "dl",      "dt",      "fieldset",   "figcaption", "figure", "footer", "form",
      "h1",      "h2",      "h3",      "h4",         "h5",         "h6",     "header", "hr",
      "html",    "legend",  "li",      "main",       "menu",       "nav",    "ol",     "p",
      "pre",     "section", "summary", "table",      "tbody",      "td",     "tfoot",  "th",
      "thead",   "tr",      "ul"};
  return kTags.contains(tag);
}

bool is_heading(std::string_view tag) {
  return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
}

// Words in a class or id that name what is around an article.
bool is_side_word(const std::string& word) {
  static const Names kWords = {
      // ways to pass it on and to be kept
      "share", "sharing", "sharebar", "sharedaddy", "addthis", "social", "follow", "newsletter",
      "newsletters", "subscribe", "subscription", "signup", "login", "register", "donate",
      "donation", "feedback", "rating", "ratings", "poll", "quiz",
      // other stories
      "related", "recommended", "recommendation", "recommendations", "recirc", "recirculation",
      "popular", "trending", "mostread", "readmore", "teaser", "teasers", "outbrain", "taboola",
      "prevnext", "pagination", "pager",
      // what is sold
      "promo", "promos", "promotion", "advert", "adverts", "advertisement", "advertising", "ad",
      "ads", "sponsored", "sponsor", "affiliate", "disclaimer",
      // the site
      "cookie", "cookies", "consent", "gdpr", "breadcrumb", "breadcrumbs", "crumbs", "nav",
      "navbar", "navigation", "menu", "sidebar", "footer", "copyright", "masthead", "banner",
      "modal", "popup", "overlay", "toolbar", "tools", "skip", "invisible", "tooltip", "popover",
      "rollover", "dropdown",
      // what readers say
      "comment", "comments", "disqus",
      // pictures
      "caption", "captions", "credit", "credits", "player", "gallery", "carousel", "slideshow",
      "embed",
      // about the text
      "byline", "bylines", "author", "authors", "bio", "tags", "topics", "timestamp", "dateline",
      "pubdate", "published", "readtime", "pullquote", "infobox", "reflist", "toc", "mw", "jp"};
  return kWords.contains(word);
}

// "articleBody story-share" -> article, body, story, share.
template <typename Visit>
bool any_word(std::string_view name, Visit visit) {
  std::string word;
  char before = ' ';
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const char c = i < name.size() ? name[i] : ' ';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool hump = c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z';
    if ((!letter || hump) && !word.empty()) {
      if (visit(word)) return true;
      word.clear();
    }
    if (letter) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    before = c;
  }
  return false;
}

template <typename Visit>
bool any_name_word(const GumboNode& element, Visit visit) {
  return any_word(attribute(element, "class"), visit) || any_word(attribute(element, "id"), visit);
}

bool is_hidden(const GumboNode& element) {
  if (gumbo_get_attribute(&element.v.element.attributes, "hidden") != nullptr) return true;
  static const RE2 kHidden("(?i)(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)");
  const std::string_view style = attribute(element, "style");
  return !style.empty() && RE2::PartialMatch(piece(style), kHidden);
}

// Never an article's, whatever it is named.
bool is_furniture(const GumboNode& element) {
  static const Names kTags = {"nav", "footer", "form", "button", "menu", "label"};
  static const Names kRoles = {"navigation", "complementary", "contentinfo", "search", "banner",
                               "dialog",     "alert",         "alertdialog", "menu",   "menubar",
                               "toolbar",    "tablist",       "button"};
  return kTags.contains(tag_of(element)) || kRoles.contains(attribute(element, "role")) ||
         attribute(element, "aria-hidden") == "true";
}

bool is_side_by_name(const GumboNode& element) { return any_name_word(element, is_side_word); }

bool is_of_comments(const GumboNode& element) {
  return any_name_word(element, [](const std::string& word) {
    return word == "comment" || word == "comments" || word == "disqus";
  });
}

bool is_caption(const GumboNode& element) {
  const std::string_view tag = tag_of(element);
  if (tag == "figure" || tag == "figcaption") return true;
  return any_word(attribute(element, "class"), [](const std::string& word) {
    return word == "caption" || word == "captions" || word == "figcaption" || word == "credit" ||
           word == "credits";
  });
}

bool is_side_line(const GumboNode& element) {
  static const Names kWords = {"caption",   "credit",   "byline", "copyright",
                               "timestamp", "dateline", "advert", "advertisement"};
  return tag_of(element) == "h1" ||
         any_word(attribute(element, "class"),
                  [](const std::string& word) { return kWords.contains(word); });
}

bool is_summary(const GumboNode& element) {
  static const RE2 kSummary(
      "(?i)(?:^|[\\s_-])(?:standfirst|sub-?title|sub-?head(?:line|ing)?|deck?|summary|lead|lede|"
      "intro|excerpt|strapline|tagline|description|synopsis|abstract|leadin|teaser-?text)"
      "(?:[_-]{1,2}(?:text|content|body))?(?:$|[\\s])");
  for (const char* key : {"class", "itemprop"}) {
    const std::string_view name = attribute(element, key);
    if (!name.empty() && RE2::PartialMatch(piece(name), kSummary)) return true;
  }
  return tag_of(element) == "summary";
}

bool is_note(const GumboNode& element) {
  static const RE2 kNote(
      "(?i)(?:^|[\\s_-])(?:corrections?|clarifications?|editor'?s?[_-]?notes?|corrigendum)(?:$|["
      "\\s_-])");
  for (const char* key : {"class", "id"}) {
    const std::string_view name = attribute(element, key);
    if (!name.empty() && RE2::PartialMatch(piece(name), kNote)) return true;
  }
  return false;
}

// What each element holds.
struct Contents {
  std::size_t prose = 0;  // bytes of long pieces of text outside of links
  std::size_t text = 0;   // bytes of all text
  bool picture = false;
  bool heading = false;
};

class Measures {
 public:
  explicit Measures(const GumboNode& root) { total_ = measure(root).prose; }

  // Of the page's prose.
  double share(const GumboNode& element) const {
    return total_ == 0 ? 0 : static_cast<double>(of(element).prose) / static_cast<double>(total_);
  }

  const Contents& of(const GumboNode& element) const {
    static const Contents kNone;
    const auto found = contents_.find(&element);
    return found == contents_.end() ? kNone : found->second;
  }

 private:
  Contents measure(const GumboNode& node) {
    if (!is_element(node)) return measure_text(node);
    const std::string_view tag = tag_of(node);
    Contents sum;
    sum.picture = tag == "img" || tag == "picture";
    sum.heading = is_heading(tag);
    for (const GumboNode* child : children_of(node)) {
      const Contents inner = measure(*child);
      sum.prose += inner.prose;
      sum.text += inner.text;
      sum.picture = sum.picture || inner.picture;
      sum.heading = sum.heading || inner.heading;
    }
    if (tag == "a") sum.prose = 0;
    if (sum.text > 0 || sum.picture) contents_[&node] = sum;
    return sum;
  }

  static Contents measure_text(const GumboNode& node) {
    if (node.type != GUMBO_NODE_TEXT) return {};
    const std::size_t size = collapsed(node.v.text.text).size();
    return {size < kProseBytes ? 0 : size, size, false, false};
  }

  std::unordered_map<const GumboNode*, Contents> contents_;
  std::size_t total_ = 0;
};

enum class Part { kArticle, kAside, kCaption, kNote, kNothing };

class BlockReader {
 public:
  BlockReader(const GumboNode& root, NamesAre names) : measures_(root), names_(names) {
    read(root, false);
    flush();
  }

  Blocks take() { return std::move(blocks_); }

 private:
  Part part_of(const GumboNode& element, std::string_view tag) const {
    if (tag == "html" || tag == "body") return Part::kArticle;
    const Part named = named_part(element, tag);
    const double most = is_of_comments(element) ? kMistakenComments : kMistakenShare;
    return named == Part::kArticle || measures_.share(element) >= most ? Part::kArticle : named;
  }

  Part named_part(const GumboNode& element, std::string_view tag) const {
    if (names_ == NamesAre::kIgnored)
      return is_furniture(element) ? Part::kNothing : Part::kArticle;
    if (is_hidden(element)) return Part::kNothing;
    if (is_note(element)) return Part::kNote;
    // The names of single lines are often those of the box around them ("paywall"), seldom of a
    // side box.
    if (tag == "p" || is_heading(tag)) {
      if (is_caption(element)) return Part::kCaption;
      if (tag == "p" && is_figure(element, kFigureLineBytes) && !is_sentence(text_of(element)))
        return Part::kCaption;
      return is_side_line(element) ? Part::kAside : Part::kArticle;
    }
    if (is_furniture(element)) return Part::kNothing;
    if (tag == "article" || tag == "main") return Part::kArticle;
    if (is_caption(element) || (is_block_tag(tag) && is_figure(element, kFigureBytes)))
      return Part::kCaption;
    return tag == "aside" || is_side_by_name(element) ? Part::kAside : Part::kArticle;
  }

  static bool is_sentence(const std::string& text) {
    static const RE2 kEnd(".*[.!?…][\"'”’»)]*");
    return RE2::FullMatch(text, kEnd);
  }

  bool is_figure(const GumboNode& element, std::size_t most) const {
    const Contents& contents = measures_.of(element);
    return contents.picture && !contents.heading && contents.text > 0 && contents.text <= most;
  }

  void read(const GumboNode& node, bool in_link) {
    if (!is_element(node)) {
      if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) add(node, in_link);
      return;
    }
    const std::string_view tag = tag_of(node);
    if (tag == "br") return break_line();
    if (tag == "head" || tag == "title") return;
    const Part part = part_of(node, tag);
    const bool block = is_block_tag(tag);
    // A button within a line does not end the line.
    if (part == Part::kNothing || (part == Part::kAside && !block)) return;
    if (block || part == Part::kCaption) {
      read_block(node, tag, part, in_link);
    } else {
      read_children(node, in_link || tag == "a");
    }
  }

  void read_block(const GumboNode& element, std::string_view tag, Part part, bool in_link) {
    flush();
    const Block outer = state_;
    if (is_heading(tag)) state_.kind = BlockKind::kHeading;
    if (tag == "li") state_.kind = BlockKind::kItem;
    if (part == Part::kAside || part == Part::kCaption) state_.aside = true;
    if (part == Part::kCaption) state_.caption = true;
    if (part == Part::kNote) {
      state_.note = true;
      state_.aside = false;
    }
    if (is_summary(element)) state_.summary = true;
    const std::size_t begin = blocks_.list.size();
    read_children(element, in_link);
    flush();
    const bool aside = state_.aside;
    state_ = outer;
    if (!aside && blocks_.list.size() > begin)
      blocks_.regions.push_back({&element, begin, blocks_.list.size()});
  }

  void read_children(const GumboNode& element, bool in_link) {
    for (const GumboNode* child : children_of(element)) read(*child, in_link);
  }

  void add(const GumboNode& node, bool in_link) {
    const std::string_view text = node.v.text.text;
    if (line_.empty() && lines_.empty()) at_ = node.v.text.start_pos.offset;
    line_ += text;
    if (in_link) link_bytes_ += collapsed(text).size();
  }

  // One <br> is a new line, two are a new paragraph.
  void break_line() {
    const std::string line = collapsed(line_);
    line_.clear();
    if (line.empty()) return flush();
    if (!lines_.empty()) lines_ += '\n';
    lines_ += line;
  }

  void flush() {
    const std::string last = collapsed(line_);
    if (!last.empty() && !lines_.empty()) lines_ += '\n';
    lines_ += last;
    if (!lines_.empty()) {
      Block block = state_;
      block.text = std::move(lines_);
      block.link_bytes = link_bytes_;
      block.at = at_;
      blocks_.list.push_back(std::move(block));
    }
    lines_.clear();
    line_.clear();
    link_bytes_ = 0;
  }

  Measures measures_;
  NamesAre names_;
  Blocks blocks_;
  Block state_;        // what the open elements say; its text stays empty
  std::string lines_;  // of the block so far
  std::string line_;   // of the line so far, as written
  std::size_t link_bytes_ = 0;
  std::size_t at_ = 0;
};

}  // namespace

Blocks read_blocks(const GumboNode& root, NamesAre names) {
  return BlockReader(root, names).take();
}

}  // namespace sayso
