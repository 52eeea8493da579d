// Markdown, with or without a front block.
//
//   ---
//   title: Crane falls
//   outlet: Skerry
//   date: 2023-04-11
//   ---
//
//   It **fell**, [she](https://...) said
//   on Monday.                                ->  "It fell, she said on Monday."
//
// Problem. Notes and static sites keep articles in Markdown; its marks stand between words that are
// quoted, and its lines end where the editor was narrow.
//
// Idea. The front block is read line by line, `key: value` as in YAML's simplest form, `key = value`
// as in TOML's; keys that are no field are passed over. In the text, marks go and what they mark
// stays, lines of a paragraph become one, and fenced code, pictures and comments go.
//
// Cost. A few passes over the text.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ingest/html_tree.h"
#include "ingest/names.h"
#include "ingest/reader.h"
#include "ingest/written_date.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kFrontLines = 200;
constexpr std::size_t kValueBytes = 2000;

struct Key {
  std::string_view name;
  std::string Document::* field;
};

constexpr std::array kKeys = {
    Key{"title", &Document::title},       Key{"outlet", &Document::outlet},
    Key{"publisher", &Document::outlet},  Key{"source", &Document::outlet},
    Key{"site", &Document::outlet},       Key{"author", &Document::byline},
    Key{"authors", &Document::byline},    Key{"byline", &Document::byline},
    Key{"date", &Document::published},    Key{"published", &Document::published},
    Key{"updated", &Document::modified},  Key{"modified", &Document::modified},
    Key{"lastmod", &Document::modified},  Key{"captured", &Document::captured},
    Key{"url", &Document::address},       Key{"link", &Document::address},
    Key{"canonical", &Document::address}, Key{"id", &Document::external_id}};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string unquoted(std::string value) {
  value = collapsed(value);
  if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
    value = value.substr(1, value.size() - 2);
  return value;
}

// "[Mara Lind, \"Bo Ek\"]" -> "Mara Lind, Bo Ek".
std::string listed(const std::string& value) {
  if (!value.starts_with('[') || !value.ends_with(']')) return unquoted(value);
  std::string out;
  std::string inner = value.substr(1, value.size() - 2) + ",";
  for (std::size_t begin = 0, end; (end = inner.find(',', begin)) != std::string::npos;
       begin = end + 1) {
    const std::string item = unquoted(inner.substr(begin, end - begin));
    if (!item.empty()) out += (out.empty() ? "" : ", ") + item;
  }
  return out;
}

void set_field(const std::string& key, const std::string& value, Document& document) {
  for (const Key& known : kKeys) {
    if (key == known.name && (document.*known.field).empty()) document.*known.field = listed(value);
  }
}

// How many lines the front block takes, its marks included; 0 if there is none or it has no end.
std::size_t read_front(const std::vector<std::string_view>& lines, Document& document) {
  if (lines.empty() || (lines[0] != "---" && lines[0] != "+++")) return 0;
  std::size_t end = 1;
  while (end < std::min(lines.size(), kFrontLines) && lines[end] != lines[0]) ++end;
  if (end == std::min(lines.size(), kFrontLines)) return 0;
  static const RE2 kLine("(?i)([a-z_-]+)\\s*[:=]\\s*(.*?)\\s*");
  static const RE2 kItem("\\s+-\\s+(.*?)\\s*|-\\s+(.*?)\\s*");
  std::string key, value, other, list_key, list;
  for (std::size_t i = 1; i <= end; ++i) {
    if (RE2::FullMatch(piece(lines[i]), kItem, &value, &other)) {
      list += (list.empty() ? "[" : ", ") + value + other;
      continue;
    }
    if (!list.empty()) set_field(list_key, list + "]", document);
    list.clear();
    if (!RE2::FullMatch(piece(lines[i].substr(0, kValueBytes)), kLine, &key, &value)) continue;
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    list_key = key;
    if (!value.empty()) set_field(key, value, document);
  }
  return end + 1;
}

// Marks within a line: what they mark stays.
std::string without_marks(std::string line) {
  static const std::pair<RE2, const char*> kMarks[] = {
      {"!\\[[^\\]]*\\](?:\\([^)]*\\)|\\[[^\\]]*\\])", ""},      // a picture
      {"\\[([^\\]]+)\\](?:\\([^)]*\\)|\\[[^\\]]*\\])", "\\1"},  // a link
      {"<(https?://[^>\\s]+)>", "\\1"},
      {"\\[\\^[^\\]]+\\]", ""},  // a footnote's mark
      {"`+([^`]+)`+", "\\1"},
      {"(\\*\\*|__)([^*_\\s](?:[^*_]*[^*_\\s])?)(?:\\*\\*|__)", "\\2"},
      {"(^|[^\\w*\\\\])\\*([^*\\s](?:[^*]*[^*\\s])?)\\*", "\\1\\2"},
      {"(^|\\W)_([^_\\s](?:[^_]*[^_\\s])?)_($|\\W)", "\\1\\2\\3"},
      {"\\\\([\\\\`*_{}\\[\\]()#+.!>-])", "\\1"}};  // an escaped mark
  for (const auto& [mark, kept] : kMarks) RE2::GlobalReplace(&line, mark, kept);
  return line;
}

// One block of the text: a paragraph, a heading, an item.
class Text {
 public:
  void add(std::string_view line) {
    static const RE2 kFence("\\s{0,3}(?:```|~~~).*");
    static const RE2 kRule(
        "\\s{0,3}(?:[-*_]\\s*){3,}|\\s*<!--.*-->\\s*|\\s{0,3}\\[[^\\]]+\\]:\\s.*");
    static const RE2 kUnderline("\\s{0,3}(?:=+|-+)\\s*");
    static const RE2 kHeading("\\s{0,3}#{1,6}\\s+(.*?)(?:\\s+#+)?\\s*");
    static const RE2 kItem("\\s*(?:[-*+]|\\d{1,9}[.)])\\s+(.*)");
    static const RE2 kQuote("\\s{0,3}(?:>\\s?)+(.*)");
    std::string inner;
    if (RE2::FullMatch(piece(line), kFence)) {
      flush();
      fenced_ = !fenced_;
    } else if (fenced_) {
      return;
    } else if (line.find_first_not_of(" \t") == std::string_view::npos) {
      flush();
    } else if (!block_.empty() && RE2::FullMatch(piece(line), kUnderline)) {
      flush();  // the line above was a heading
    } else if (RE2::FullMatch(piece(line), kRule)) {
      flush();
    } else if (RE2::FullMatch(piece(line), kHeading, &inner)) {
      flush();
      block_ = inner;
      flush();
    } else if (RE2::FullMatch(piece(line), kItem, &inner)) {
      flush();
      block_ = inner;
      item_ = true;
    } else {
      if (RE2::FullMatch(piece(line), kQuote, &inner)) line = inner;
      if (line.find_first_not_of(" \t") == std::string_view::npos) return flush();
      if (!block_.empty()) block_ += ' ';
      block_ += line;
    }
  }

  std::string take() {
    flush();
    return std::move(text_);
  }

 private:
  void flush() {
    const std::string block = collapsed(without_marks(std::move(block_)));
    block_.clear();
    if (!block.empty()) {
      if (!text_.empty()) text_ += item_ && after_item_ ? "\n" : "\n\n";
      text_ += block;
      after_item_ = item_;
    }
    item_ = false;
  }

  std::string text_, block_;
  bool fenced_ = false;
  bool item_ = false;
  bool after_item_ = false;
};

// "# Crane falls" at the beginning is the title, whether or not the front block says so, too.
std::size_t read_title(const std::vector<std::string_view>& lines, std::size_t at,
                       Document& document) {
  static const RE2 kTitle("#\\s+(.*?)(?:\\s+#+)?\\s*");
  while (at < lines.size() && lines[at].find_first_not_of(" \t") == std::string_view::npos) ++at;
  std::string title;
  if (at == lines.size() || !RE2::FullMatch(piece(lines[at]), kTitle, &title)) return at;
  if (document.title.empty()) document.title = collapsed(without_marks(title));
  return at + 1;
}

}  // namespace

Ingested read_markdown(const ReaderInput& input) {
  Document document;
  const std::vector<std::string_view> lines = lines_of(input.bytes);
  const std::size_t begin = read_title(lines, read_front(lines, document), document);
  Text text;
  for (std::size_t i = begin; i < lines.size(); ++i) text.add(lines[i]);
  document.text = text.take();
  document.byline = byline_of({document.byline});
  for (std::string Document::* date :
       {&Document::published, &Document::modified, &Document::captured})
    document.*date = to_iso_date(document.*date);
  Ingested out;
  if (document.text.empty()) {
    add_error(out, {"the article has no text", input.name, "write it below the front block"},
              Cause::kNoText);
    return out;
  }
  out.documents.push_back(std::move(document));
  return out;
}

}  // namespace sayso
