#include "ingest/html_body.h"

// A page is an article within menus, share buttons, captions, boxes of other stories and comments.
// What tells them apart: an article is a run of long paragraphs with few links, in one element of
// the page.
//
//   1. Elements that say what they are (<nav>, class "related-links", role="search") are left out,
//      unless they hold most of the page's paragraphs: then the name is a mistake of the page.
//   2. What remains becomes a list of blocks (paragraph, heading, item); an element is a range of
//      it.
//   3. The article's element is the one that is marked as it (itemprop="articleBody", <article>,
//      <main>) or all of the page, and in there the smallest that still holds nearly all of the
//      weight, where a block weighs what it has of words outside of links.
//   4. In its range, blocks that are mostly links or that say "Read more" are left out.
//
// Cost: a few passes over the tree.

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kWeightyBytes = 40;  // a shorter paragraph may be a label or a button
constexpr std::size_t kLabelBytes = 40;
constexpr double kMarkedShare = 0.4;     // of the page's weight that a marked body must hold
constexpr double kNarrowShare = 0.85;    // of the weight that the smaller element must still hold
constexpr double kMistakenShare = 0.5;   // of the page's paragraphs: more than that is no side box
constexpr double kLinkBlockShare = 0.5;  // a block with more of its text in links is navigation

enum class Kind { kParagraph, kHeading, kItem };

struct Block {
  std::string text;
  std::size_t link_bytes = 0;
  Kind kind = Kind::kParagraph;
};

// An element and the blocks inside of it.
struct Region {
  const GumboNode* element = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Blocks {
  std::vector<Block> list;
  std::vector<Region> regions;  // inner before outer
};

using Names = std::unordered_set<std::string_view>;

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
  static const Names kWords = {"share",
                               "sharing",
                               "sharebar",
                               "social",
                               "related",
                               "recommended",
                               "recommendation",
                               "recommendations",
                               "recirc",
                               "recirculation",
                               "newsletter",
                               "newsletters",
                               "subscribe",
                               "subscription",
                               "signup",
                               "promo",
                               "promos",
                               "promotion",
                               "advert",
                               "adverts",
                               "advertisement",
                               "advertising",
                               "ad",
                               "ads",
                               "sponsored",
                               "sponsor",
                               "cookie",
                               "cookies",
                               "consent",
                               "gdpr",
                               "comment",
                               "comments",
                               "disqus",
                               "breadcrumb",
                               "breadcrumbs",
                               "nav",
                               "navbar",
                               "navigation",
                               "menu",
                               "sidebar",
                               "caption",
                               "captions",
                               "credit",
                               "credits",
                               "byline",
                               "bylines",
                               "author",
                               "authors",
                               "bio",
                               "tags",
                               "topics",
                               "timestamp",
                               "outbrain",
                               "taboola",
                               "footer",
                               "copyright",
                               "popular",
                               "trending",
                               "player",
                               "gallery",
                               "carousel",
                               "slideshow",
                               "toolbar",
                               "tools",
                               "invisible",
                               "modal",
                               "popup",
                               "overlay",
                               "banner",
                               "masthead",
                               "skip",
                               "login",
                               "register",
                               "readmore",
                               "mostread",
                               "pullquote",
                               "teaser",
                               "teasers",
                               "poll",
                               "quiz",
                               "donate",
                               "donation",
                               "follow",
                               "feedback",
                               "rating",
                               "ratings",
                               "disclaimer",
                               "affiliate",
                               "infobox",
                               "mw",
                               "reflist",
                               "toc",
                               "jp",
                               "sharedaddy",
                               "addthis",
                               "pagination",
                               "pager",
                               "prevnext",
                               "crumbs",
                               "dateline",
                               "pubdate",
                               "published",
                               "readtime",
                               "embed"};
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

bool is_hidden(const GumboNode& element) {
  if (gumbo_get_attribute(&element.v.element.attributes, "hidden") != nullptr) return true;
  static const RE2 kHidden("(?i)(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)");
  const std::string_view style = attribute(element, "style");
  return !style.empty() && RE2::PartialMatch(re2::StringPiece(style.data(), style.size()), kHidden);
}

bool is_side_by_tag(const GumboNode& element) {
  static const Names kTags = {"nav",  "aside",  "footer", "figure", "figcaption",
                              "form", "button", "menu",   "label"};
  static const Names kRoles = {"navigation", "complementary", "contentinfo", "search", "banner",
                               "dialog",     "alert",         "alertdialog", "menu",   "menubar",
                               "toolbar",    "tablist",       "button"};
  return kTags.contains(tag_of(element)) || kRoles.contains(attribute(element, "role")) ||
         attribute(element, "aria-hidden") == "true";
}

bool is_side_by_name(const GumboNode& element) {
  return any_word(attribute(element, "class"), is_side_word) ||
         any_word(attribute(element, "id"), is_side_word);
}

bool is_side_line(const GumboNode& element) {
  static const Names kWords = {"caption",   "credit",   "byline", "copyright",
                               "timestamp", "dateline", "advert", "advertisement"};
  return tag_of(element) == "h1" ||
         any_word(attribute(element, "class"),
                  [](const std::string& word) { return kWords.contains(word); });
}

// Bytes of prose below each element that has some: pieces of text outside of links that are long
// enough.
class ProseSizes {
 public:
  explicit ProseSizes(const GumboNode& root) { total_ = measure(root); }

  double share(const GumboNode& element) const {
    const auto found = sizes_.find(&element);
    return found == sizes_.end() || total_ == 0
               ? 0
               : static_cast<double>(found->second) / static_cast<double>(total_);
  }

 private:
  std::size_t measure(const GumboNode& node) {
    if (!is_element(node)) return measure_text(node);
    if (tag_of(node) == "a") return 0;
    std::size_t size = 0;
    for (const GumboNode* child : children_of(node)) size += measure(*child);
    if (size > 0) sizes_[&node] = size;
    return size;
  }

  static std::size_t measure_text(const GumboNode& node) {
    if (node.type != GUMBO_NODE_TEXT) return 0;
    const std::size_t size = collapsed(node.v.text.text).size();
    return size < kWeightyBytes ? 0 : size;
  }

  std::unordered_map<const GumboNode*, std::size_t> sizes_;
  std::size_t total_ = 0;
};

class BlockReader {
 public:
  explicit BlockReader(const GumboNode& root) : sizes_(root) {
    read(root, false);
    flush();
  }

  Blocks take() { return std::move(blocks_); }

 private:
  bool is_side(const GumboNode& element) const {
    const std::string_view tag = tag_of(element);
    if (tag == "html" || tag == "body") return false;
    // The names of single lines are often those of the box around them ("paywall"), seldom of a
    // side box.
    const bool line = tag == "p" || is_heading(tag);
    const bool box = tag != "article" && tag != "main";
    const bool named =
        line ? is_side_line(element) : is_side_by_tag(element) || (box && is_side_by_name(element));
    if (!named && !is_hidden(element)) return false;
    return sizes_.share(element) < kMistakenShare;
  }

  void read(const GumboNode& node, bool in_link) {
    if (!is_element(node)) {
      if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE)
        add(node.v.text.text, in_link);
      return;
    }
    const std::string_view tag = tag_of(node);
    if (tag == "br") return break_line();
    if (tag == "head" || tag == "title" || is_side(node)) return;
    if (is_block_tag(tag)) {
      read_block(node, tag, in_link);
    } else {
      read_children(node, in_link || tag == "a");
    }
  }

  void read_block(const GumboNode& element, std::string_view tag, bool in_link) {
    flush();
    const Kind outer = kind_;
    if (is_heading(tag)) kind_ = Kind::kHeading;
    if (tag == "li") kind_ = Kind::kItem;
    const std::size_t begin = blocks_.list.size();
    read_children(element, in_link);
    flush();
    kind_ = outer;
    if (blocks_.list.size() > begin)
      blocks_.regions.push_back({&element, begin, blocks_.list.size()});
  }

  void read_children(const GumboNode& element, bool in_link) {
    for (const GumboNode* child : children_of(element)) read(*child, in_link);
  }

  void add(std::string_view text, bool in_link) {
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
    if (!lines_.empty()) blocks_.list.push_back({std::move(lines_), link_bytes_, kind_});
    lines_.clear();
    line_.clear();
    link_bytes_ = 0;
  }

  ProseSizes sizes_;
  Blocks blocks_;
  Kind kind_ = Kind::kParagraph;
  std::string lines_;  // of the block so far
  std::string line_;   // of the line so far, as written
  std::size_t link_bytes_ = 0;
};

// Words outside of links, where there are enough of them to be somebody's prose.
std::size_t weight_of(const Block& block) {
  const std::size_t bytes = block.text.size() - std::min(block.link_bytes, block.text.size());
  if (block.kind == Kind::kHeading || bytes < kWeightyBytes) return 0;
  return block.kind == Kind::kItem ? bytes / 2 : bytes;
}

class Weights {
 public:
  explicit Weights(const std::vector<Block>& blocks) : sums_(blocks.size() + 1) {
    for (std::size_t i = 0; i < blocks.size(); ++i) sums_[i + 1] = sums_[i] + weight_of(blocks[i]);
  }
  double of(const Region& region) const {
    return static_cast<double>(sums_[region.end] - sums_[region.begin]);
  }

 private:
  std::vector<std::size_t> sums_;  // of the blocks before
};

bool is_marked_body(const GumboNode& element) {
  if (attribute(element, "itemprop").find("articleBody") != std::string_view::npos) return true;
  static const RE2 kBody(
      "(?i)(?:^|[\\s_-])(?:article|story|entry|post|news|main)[_-]{0,2}(?:body|content|text)"
      "(?:[_-]{0,2}(?:text|content|inner|wrapper|main))?(?:$|\\s)");
  for (const char* name : {"class", "id"}) {
    const std::string_view value = attribute(element, name);
    if (RE2::PartialMatch(re2::StringPiece(value.data(), value.size()), kBody)) return true;
  }
  return false;
}

bool is_tag(const GumboNode& element, std::string_view tag) { return tag_of(element) == tag; }
bool is_article(const GumboNode& element) { return is_tag(element, "article"); }
bool is_main(const GumboNode& element) {
  return is_tag(element, "main") || attribute(element, "role") == "main";
}

// The heaviest region that `is_it` says is one; none if it does not hold enough of the page.
const Region* heaviest(const Blocks& blocks, const Weights& weights, double least,
                       bool (*is_it)(const GumboNode&)) {
  const Region* best = nullptr;
  for (const Region& region : blocks.regions) {
    if (!is_it(*region.element) || weights.of(region) < least) continue;
    if (best == nullptr || weights.of(region) > weights.of(*best)) best = &region;
  }
  return best;
}

bool is_within(const Region& inner, const Region& outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

Region article_region(const Blocks& blocks) {
  const Weights weights(blocks.list);
  const Region page{nullptr, 0, blocks.list.size()};
  Region chosen = page;
  for (const auto& is_it : {is_marked_body, is_article, is_main}) {
    const Region* found = heaviest(blocks, weights, kMarkedShare * weights.of(page), is_it);
    if (found != nullptr) {
      chosen = *found;
      break;
    }
  }
  const double enough = kNarrowShare * weights.of(chosen);
  const Region outer = chosen;
  for (const Region& region : blocks.regions) {
    const bool smaller = region.end - region.begin < chosen.end - chosen.begin;
    if (smaller && is_within(region, outer) && weights.of(region) >= enough) chosen = region;
  }
  return chosen;
}

bool is_boilerplate(const std::string& text) {
  static const RE2 kLine(
      "(?i)\\W*(?:advertisement|advertising|ad feedback|read "
      "(?:more|also|next)\\b.{0,120}|(?:see|watch|listen|more) (?:also|more|now)\\b.{0,100}|"
      "related(?: (?:articles?|stories|topics|content|news|links))?|recommended(?: "
      "(?:stories|reading))?|share(?: this| on| via)?\\b.{0,60}|"
      "(?:most|more) (?:read|popular|on this story|from)\\b.{0,80}|sign "
      "up\\b.{0,160}|subscribe\\b.{0,160}|follow (?:us|me)\\b.{0,120}|"
      "click here\\b.{0,120}|loading\\W*|(?:image|photo|picture|video)(?: "
      "(?:credit|source|by))?\\s*:.{0,120}|copy link|print|comments?|"
      "skip (?:to|ad)\\b.{0,60}|(?:©|copyright\\b).{0,160}|all rights "
      "reserved.{0,80}|published|updated|"
      "(?:this )?article continues (?:below|after)\\b.{0,60}|story continues\\b.{0,60}|back to "
      "top|getty images|.{0,60}/getty images)\\W*");
  return text.size() < 220 && RE2::FullMatch(text, kLine);
}

bool is_link_block(const Block& block) {
  const auto links = static_cast<double>(block.link_bytes);
  const double share = links / static_cast<double>(block.text.size());
  return block.kind == Kind::kItem || block.text.size() < 200 ? share > kLinkBlockShare
                                                              : share > 0.8;
}

bool belongs(const Block& block, const std::string& title) {
  return block.text != title && !is_link_block(block) && !is_boilerplate(block.text);
}

// A short line that stands in a text three times is a label of the page ("Article content").
std::unordered_set<std::string_view> repeated_lines(const Blocks& blocks, const Region& region) {
  std::unordered_map<std::string_view, int> counts;
  std::unordered_set<std::string_view> repeated;
  for (std::size_t i = region.begin; i < region.end; ++i) {
    const std::string& text = blocks.list[i].text;
    const bool line = blocks.list[i].kind == Kind::kParagraph && text.size() < kLabelBytes;
    if (line && ++counts[text] == 3) repeated.insert(text);
  }
  return repeated;
}

// Headings that stand over nothing announce what was left out.
void drop_last_headings(std::vector<const Block*>& blocks) {
  while (!blocks.empty() && blocks.back()->kind == Kind::kHeading) blocks.pop_back();
}

std::string joined(const std::vector<const Block*>& blocks) {
  std::string text;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const bool list = i > 0 && blocks[i]->kind == Kind::kItem && blocks[i - 1]->kind == Kind::kItem;
    if (i > 0) text += list ? "\n" : "\n\n";
    text += blocks[i]->text;
  }
  return text;
}

}  // namespace

std::string article_text(const HtmlTree& tree, const std::string& title) {
  const Blocks blocks = BlockReader(tree.root()).take();
  const Region region = article_region(blocks);
  const std::unordered_set<std::string_view> labels = repeated_lines(blocks, region);
  std::vector<const Block*> kept;
  for (std::size_t i = region.begin; i < region.end; ++i) {
    const Block& block = blocks.list[i];
    if (belongs(block, title) && !labels.contains(block.text)) kept.push_back(&block);
  }
  drop_last_headings(kept);
  return joined(kept);
}

}  // namespace sayso
