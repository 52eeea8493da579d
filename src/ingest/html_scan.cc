#include "ingest/html_scan.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "re2/re2.h"

namespace sayso {
namespace {

// Left out with all that they hold.
constexpr std::array<std::string_view, 23> kDropped = {
    "applet",   "audio",    "canvas", "dialog",    "embed",   "iframe", "math",    "noembed",
    "noframes", "noscript", "object", "plaintext", "script",  "select", "style",   "svg",
    "template", "textarea", "video",  "xmp",       "marquee", "map",    "datalist"};

// Only the tags are left out: what they hold is text like the text around it.
constexpr std::array<std::string_view, 24> kUnwrapped = {
    "b",    "big",  "body", "code",    "em",    "font",   "frame",  "frameset",
    "head", "i",    "nobr", "s",       "small", "strike", "strong", "tt",
    "u",    "mark", "abbr", "acronym", "sup",   "sub",    "ins",    "bdi"};

// Have no end tag and say nothing about an article.
constexpr std::array<std::string_view, 11> kVoidDropped = {"area",   "base",  "basefont", "bgsound",
                                                           "col",    "input", "keygen",   "param",
                                                           "source", "track", "wbr"};
constexpr std::size_t kReferenceBytes = 40;  // HTML's longest name of a character has 32

constexpr std::array<std::string_view, 5> kVoid = {"br", "hr", "img", "link", "meta"};

constexpr std::array<std::string_view, 17> kAttributes = {
    "aria-hidden", "class", "content",  "datetime", "hidden", "href",
    "http-equiv",  "id",    "itemprop", "itemtype", "lang",   "name",
    "property",    "rel",   "role",     "style",    "type"};

// A <p> that is open ends where one of these begins (HTML 13.2.6.4.7).
constexpr std::array<std::string_view, 32> kEndsParagraph = {
    "address", "article",  "aside",      "blockquote", "center",  "details", "dir",   "div",
    "dl",      "fieldset", "figcaption", "figure",     "footer",  "form",    "h1",    "h2",
    "h3",      "h4",       "h5",         "h6",         "header",  "hr",      "main",  "menu",
    "nav",     "ol",       "p",          "pre",        "section", "summary", "table", "ul"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

struct Attribute {
  std::string name;
  std::string_view value;  // as written, entities and all
};

struct Tag {
  std::string name;
  std::vector<Attribute> attributes;  // those of kAttributes, each once
  bool is_end = false;
};

// One pass over the page; what is understood is written, in order and closed, to `out_`.
class Scanner {
 public:
  Scanner(std::string_view page, int max_depth)
      : page_(page), max_depth_(static_cast<std::size_t>(std::max(max_depth, 1))) {
    out_.markup.reserve(page.size() / 2);
    out_.markup = "<!DOCTYPE html>";
  }

  ScannedHtml run() {
    while (at_ < page_.size() && !out_.too_many_tags) step();
    close_above(0);
    return std::move(out_);
  }

 private:
  void step() {
    const std::size_t open = std::min(page_.find('<', at_), page_.size());
    append_text(page_.substr(at_, open - at_));
    at_ = open;
    if (at_ == page_.size()) return;
    const char next = peek(1);
    if (is_letter(next) || (next == '/' && is_letter(peek(2)))) {
      const std::size_t before = out_.markup.size();
      read_tag();
      if (out_.markup.size() == before) end_reference();
    } else if (next == '!' || next == '?' || next == '/') {
      skip_comment();
      end_reference();
    } else {
      out_.markup += "&lt;";
      ++at_;
    }
  }

  // A number that stands for no character is U+FFFD; gumbo would add up digits until they overflow.
  void append_text(std::string_view text) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t open = std::min(text.find("&#", begin), text.size());
      out_.markup.append(text.substr(begin, open - begin));
      begin = open + append_number(text.substr(open));
    }
  }

  // Writes the numeric reference that `text` begins with, and returns how many bytes it takes.
  std::size_t append_number(std::string_view text) {
    static const RE2 kNumber("&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?");
    re2::StringPiece rest(text.data(), text.size());
    std::string hex, decimal;
    if (!RE2::Consume(&rest, kNumber, &hex, &decimal)) {
      const std::size_t n = std::min<std::size_t>(text.size(), 2);
      out_.markup.append(text.substr(0, n));
      return n;
    }
    const std::size_t n = text.size() - rest.size();
    const std::string& digits = hex.empty() ? decimal : hex;
    const unsigned long value =
        digits.size() > 7 ? 0 : std::stoul(digits, nullptr, hex.empty() ? 10 : 16);
    const bool character = value > 0 && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
    out_.markup.append(character ? text.substr(0, n) : std::string_view("&#xfffd;"));
    if (out_.markup.back() != ';') out_.markup += ';';
    return n;
  }

  // Text before and after something that was left out: "&am" and "p;" don't become "&amp;".
  void end_reference() {
    const std::string_view markup = out_.markup;
    const std::string_view tail =
        markup.substr(markup.size() - std::min(markup.size(), kReferenceBytes));
    static const RE2 kUnfinished("&#?[0-9a-zA-Z]*$");
    if (RE2::PartialMatch(re2::StringPiece(tail.data(), tail.size()), kUnfinished))
      out_.markup += "<!---->";
  }

  char peek(std::size_t ahead) const {
    return at_ + ahead < page_.size() ? page_[at_ + ahead] : '\0';
  }

  // "<!-- ... -->", of which "<!-->" is the shortest; all else that begins so ends at the next ">".
  void skip_comment() {
    const bool comment = page_.substr(at_).starts_with("<!--");
    const std::size_t end = comment ? page_.find("-->", at_ + 2) : page_.find('>', at_);
    at_ = end == std::string_view::npos ? page_.size() : end + (comment ? 3 : 1);
  }

  void read_tag() {
    Tag tag;
    if (!parse_tag(tag)) return;
    if (++n_tags_ > kMaxTags) {
      out_.too_many_tags = true;
    } else if (is_one_of(tag.name, kDropped)) {
      if (!tag.is_end) drop_content(tag);
    } else if (is_one_of(tag.name, kUnwrapped) || is_one_of(tag.name, kVoidDropped)) {
      return;
    } else if (tag.name == "title") {
      if (!tag.is_end) write_title();
    } else if (tag.is_end) {
      end(tag.name);
    } else {
      start(tag);
    }
  }

  // From "<" to behind ">"; false, at the end of the page, if the tag is not finished.
  bool parse_tag(Tag& tag) {
    ++at_;
    tag.is_end = page_[at_] == '/';
    if (tag.is_end) ++at_;
    tag.name = lower(take_until([](char c) { return is_blank(c) || c == '/' || c == '>'; }));
    while (true) {
      take_until([](char c) { return !is_blank(c) && c != '/'; });
      if (at_ == page_.size()) return false;
      if (page_[at_] == '>') return ++at_, true;
      parse_attribute(tag);
    }
  }

  void parse_attribute(Tag& tag) {
    const std::size_t begin = at_++;  // "=" may be the first character of a name
    take_until([](char c) { return is_blank(c) || c == '/' || c == '>' || c == '='; });
    const std::string_view name = page_.substr(begin, at_ - begin);
    const std::size_t behind = at_;
    take_until([](char c) { return !is_blank(c); });
    std::string_view value;
    if (peek(0) == '=') {
      value = parse_value();
    } else {
      at_ = behind;
    }
    if (name.size() <= 11 && is_one_of(lower(name), kAttributes))
      keep_attribute(tag, lower(name), value);
  }

  static void keep_attribute(Tag& tag, std::string name, std::string_view value) {
    for (const Attribute& attribute : tag.attributes) {
      if (attribute.name == name) return;
    }
    tag.attributes.push_back({std::move(name), value});
  }

  std::string_view parse_value() {
    ++at_;
    take_until([](char c) { return !is_blank(c); });
    const char quote = peek(0);
    if (quote != '"' && quote != '\'') {
      return take_until([](char c) { return is_blank(c) || c == '>'; });
    }
    ++at_;
    const std::string_view value = take_until([quote](char c) { return c == quote; });
    if (at_ < page_.size()) ++at_;
    return value;
  }

  template <typename Stop>
  std::string_view take_until(Stop stop) {
    const std::size_t begin = at_;
    while (at_ < page_.size() && !stop(page_[at_])) ++at_;
    return page_.substr(begin, at_ - begin);
  }

  // What stands before the end tag of `name`. Without one: nothing, and nothing is skipped.
  std::string_view take_content(const std::string& name) {
    if (unclosed_.contains(name)) return "";
    for (std::size_t i = page_.find("</", at_); i != std::string_view::npos;
         i = page_.find("</", i + 2)) {
      const std::size_t behind = i + 2 + name.size();
      if (behind > page_.size() || lower(page_.substr(i + 2, name.size())) != name) continue;
      if (behind < page_.size() && is_letter(page_[behind])) continue;
      const std::string_view content = page_.substr(at_, i - at_);
      at_ = std::min(page_.find('>', behind), page_.size() - 1) + 1;
      return content;
    }
    unclosed_.insert(name);
    return "";
  }

  void drop_content(const Tag& tag) {
    if (tag.name == "embed") return;
    const std::string_view content = take_content(tag.name);
    if (tag.name != "script") return;
    for (const Attribute& attribute : tag.attributes) {
      if (attribute.name == "type" && lower(attribute.value).find("ld+json") != std::string::npos) {
        out_.json_ld.push_back(content);
      }
    }
  }

  void write_title() {
    out_.markup += "<title>";
    append_escaped(take_content("title"));
    out_.markup += "</title>";
  }

  void append_escaped(std::string_view text) {
    std::string escaped;
    for (char c : text) {
      if (c == '<') {
        escaped += "&lt;";
      } else if (c == '"') {
        escaped += "&quot;";
      } else {
        escaped += c;
      }
    }
    append_text(escaped);
  }

  void write_start(const Tag& tag) {
    out_.markup += "<" + tag.name;
    for (const Attribute& attribute : tag.attributes) {
      out_.markup += " " + attribute.name + "=\"";
      append_escaped(attribute.value);
      out_.markup += '"';
    }
    out_.markup += '>';
  }

  void start(const Tag& tag) {
    if (is_one_of(tag.name, kVoid)) {
      write_start(tag);
      return;
    }
    close_implied(tag.name);
    if (open_.size() >= max_depth_) {
      flattened_.push_back(tag.name);
      out_.markup += ' ';
      return;
    }
    open_.push_back(tag.name);
    write_start(tag);
  }

  // An end tag closes what is open inside of its element; one that closes nothing is left out.
  void end(const std::string& name) {
    if (!flattened_.empty()) {
      if (flattened_.back() == name) flattened_.pop_back();
      return;
    }
    for (std::size_t i = open_.size(); i > 0; --i) {
      if (open_[i - 1] == name) {
        close_above(i - 1);
        return;
      }
      // A cell's content can't close what is outside of its table (13.2.6.4.7, "in scope").
      if (open_[i - 1] == "table" && name != "table") return;
    }
  }

  // Elements whose end tags may be left out, so that a page that does so isn't taken for a deep
  // one.
  void close_implied(const std::string& name) {
    if (!open_.empty() && open_.back() == "p" && is_one_of(name, kEndsParagraph))
      close_above(open_.size() - 1);
    if (name == "li") close_innermost({"li"}, {"ul", "ol", "menu", "dir"});
    if (name == "dt" || name == "dd") close_innermost({"dt", "dd"}, {"dl"});
    if (name == "td" || name == "th") close_innermost({"td", "th"}, {"tr", "table"});
    if (name == "tr") close_innermost({"tr"}, {"table"});
    if (name == "tbody" || name == "tfoot") close_innermost({"thead", "tbody", "tfoot"}, {"table"});
  }

  void close_innermost(std::initializer_list<std::string_view> names,
                       std::initializer_list<std::string_view> within) {
    for (std::size_t i = open_.size(); i > 0; --i) {
      const std::string& name = open_[i - 1];
      if (std::find(within.begin(), within.end(), name) != within.end()) return;
      if (std::find(names.begin(), names.end(), name) != names.end()) return close_above(i - 1);
    }
  }

  void close_above(std::size_t depth) {
    while (open_.size() > depth) {
      out_.markup += "</" + open_.back() + ">";
      open_.pop_back();
    }
  }

  std::string_view page_;
  std::size_t max_depth_;
  std::size_t at_ = 0;
  std::size_t n_tags_ = 0;
  std::vector<std::string> open_;       // what was written and not closed, outermost first
  std::vector<std::string> flattened_;  // what was opened below max_depth_
  std::set<std::string> unclosed_;      // names that have no end tag from here on: searched once
  ScannedHtml out_;
};

}  // namespace

ScannedHtml scan_html(std::string_view page, int max_depth) {
  return Scanner(page, max_depth).run();
}

}  // namespace sayso
