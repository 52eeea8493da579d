// A bare text: what it says of itself in its first lines.
//
//   Dredger aground off Halden           title: short, no full stop, then a blank line or a date
//                                        line
//
//   March 13, 2023 by Mara Lind          published and byline
//
//   A dredger ran aground ...            the text begins; nothing below is looked at
//
// A guess must be worth more than nothing: a line counts as a date or by-line only if all of it is
// that, and two different dates are none. The text itself stays as it is, these lines included, so
// that offsets are those of the file (less its byte order mark).

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "ingest/reader.h"
#include "ingest/written_date.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kHeadLines = 12;       // of the file, blank ones included
constexpr std::size_t kNameBytes = 100;      // of a by-line
constexpr std::size_t kHeadLineBytes = 200;  // a longer line is the text

struct Line {
  std::string_view text;  // without white space at its ends
  bool before_blank = false;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// The lines that are not blank, up to the first that is too long for a head.
std::vector<Line> head_lines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0, n = 0; begin < text.size() && n < kHeadLines; ++n) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trimmed(text.substr(begin, end - begin));
    if (line.size() > kHeadLineBytes) break;
    if (!line.empty()) {
      lines.push_back({line});
    } else if (!lines.empty()) {
      lines.back().before_blank = true;
    }
    begin = end + 1;
  }
  return lines;
}

// What one line says, if all of it is a date, a by-line or both.
struct DateLine {
  std::string date;
  std::string byline;
  bool updated = false;
  bool empty() const { return date.empty() && byline.empty(); }
};

bool is_particle(std::string_view word) {
  static const RE2 kParticle(
      "(?:and|und|et|y|of|for|in|the|de|da|do|dos|del|della|di|der|den|du|la|le|van|von|zu|ten|ter|"
      "bin|al|el)");
  return RE2::FullMatch(re2::StringPiece(word.data(), word.size()), kParticle);
}

// "Lind", "O’Neill,", "J.": letters, from a capital on (or from a letter of a script that has
// none).
bool is_name_word(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint c = next_code_point(word, at);
    const auto value = static_cast<UChar32>(c.value);
    const bool letter = u_isalpha(value) != 0 || u_getCombiningClass(value) != 0;
    const bool mark = c.value == U'\'' || c.value == U'’' || c.value == U'.' || c.value == U'-' ||
                      c.value == U',';
    if (at == 0 && (!letter || u_islower(value) != 0)) return false;
    if (!letter && !mark) return false;
    at += std::max<std::size_t>(c.bytes, 1);
  }
  return true;
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kNameBytes) return false;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find(' ', begin), name.size());
    const std::string_view word = name.substr(begin, end - begin);
    if (!is_name_word(word) && !(begin > 0 && (word == "&" || is_particle(word)))) return false;
    begin = end + 1;
  }
  return true;
}

// "by X, 3 May 2021" and "3 May 2021 by X": what stands between them is a comma, a bar or a dash.
DateLine read_date_line(std::string_view line) {
  static const RE2 kLabel(
      "(?i)(?:(published|posted|updated|last updated|modified|date|first published)"
      "(?:\\s*:\\s*|\\s+)(?:on\\s+)?)?(.*)");
  static const RE2 kByFirst(
      "(?i:(?:written |reported )?by:?)\\s+(.+?)(?:\\s*(?:,|\\||·|•|/|\\s[-–—]\\s|\\son\\s)\\s*"
      "((?:\\S+\\s+){0,2}.*\\d{4}.*))?");
  static const RE2 kDateFirst("(.*?\\d.*?)(?:\\s*[,|·•/–—-])?\\s+(?i:by:?)\\s+(\\D+)");
  DateLine found;
  std::string label, rest, date, name;
  RE2::FullMatch(re2::StringPiece(line.data(), line.size()), kLabel, &label, &rest);
  if (found.date = to_iso_date(rest); found.date.empty()) {
    if (!RE2::FullMatch(rest, kByFirst, &name, &date) &&
        !RE2::FullMatch(rest, kDateFirst, &date, &name)) {
      return {};
    }
    found.date = to_iso_date(date);
    if (!is_name(name) || (found.date.empty() && !date.empty())) return {};
    found.byline = name;
  }
  found.updated = label.starts_with("u") || label.starts_with("U") || label.starts_with("l") ||
                  label.starts_with("L") || label.starts_with("m") || label.starts_with("M");
  return found;
}

bool ends_like_a_sentence(std::string_view line) {
  const CodePoint last = previous_code_point(line, line.size());
  return last.value == U'.' || last.value == U',' || last.value == U';' || last.value == U':';
}

bool is_title(const std::vector<Line>& lines) {
  if (lines.empty() || ends_like_a_sentence(lines[0].text)) return false;
  if (!read_date_line(lines[0].text).empty()) return false;
  const bool date_follows = lines.size() > 1 && !read_date_line(lines[1].text).empty();
  return lines[0].before_blank || date_follows;
}

// Two lines that say different things are no answer.
class OneValue {
 public:
  void add(const std::string& value) {
    if (value.empty()) return;
    if (!value_.empty() && value != value_) clash_ = true;
    value_ = value;
  }
  std::string get() const { return clash_ ? "" : value_; }

 private:
  std::string value_;
  bool clash_ = false;
};

}  // namespace

PlainHead plain_head(std::string_view text) {
  const std::vector<Line> lines = head_lines(text);
  PlainHead head;
  if (is_title(lines)) head.title = std::string(lines[0].text);
  OneValue published, modified, byline;
  for (const Line& line : lines) {
    const DateLine found = read_date_line(line.text);
    (found.updated ? modified : published).add(found.date);
    byline.add(found.byline);
  }
  head.published = published.get();
  head.modified = modified.get();
  head.byline = byline.get();
  return head;
}

Ingested read_plain(const ReaderInput& input) {
  const PlainHead head = plain_head(input.bytes);
  Document document;
  document.text = std::string(input.bytes);
  document.title = input.options.title.empty() ? head.title : input.options.title;
  document.published = input.options.published.empty() ? head.published : input.options.published;
  document.modified = head.modified;
  document.byline = head.byline;
  Ingested out;
  out.documents.push_back(std::move(document));
  return out;
}

}  // namespace sayso
