#include "cli/layout.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace sayso::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// One code point with its bytes, or a byte that is no UTF-8 (then `value` is negative).
struct Point {
  UChar32 value = 0;
  std::string_view bytes;
};

Point next_point(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  std::int64_t i = static_cast<std::int64_t>(at);
  const auto length = static_cast<std::int64_t>(text.size());
  UChar32 value = 0;
  U8_NEXT(text.data(), i, length, value);
  at = static_cast<std::size_t>(i);
  return {value, text.substr(begin, at - begin)};
}

// The length of an escape sequence that ink() wrote, at `at`; 0 if none is there.
std::size_t sequence_bytes(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\x1b[") return 0;
  const std::size_t end = text.find('m', at);
  return end == std::string_view::npos ? 0 : end + 1 - at;
}

int cells(UChar32 c) {
  const int type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

// Marks that reorder what a reader sees: words could be shown in another order than they are
// written.
bool turns_direction(UChar32 c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool may_be_printed(UChar32 c) {
  return c >= 0x20 && !(c >= 0x7F && c < 0xA0) && !turns_direction(c) &&
         u_charType(c) != U_SURROGATE;
}

bool is_space(UChar32 c) { return c == 0x85 || u_isUWhiteSpace(c) != 0; }

// One piece of a line that is never parted: a code point with its marks, or an escape sequence.
struct Piece {
  std::string_view bytes;
  int width = 0;
};

Piece next_piece(std::string_view text, std::size_t& at) {
  if (const std::size_t sequence = sequence_bytes(text, at); sequence > 0) {
    at += sequence;
    return {text.substr(at - sequence, sequence), 0};
  }
  const Point point = next_point(text, at);
  return {point.bytes, point.value < 0 ? 1 : cells(point.value)};
}

// Puts a word that is longer than a line on as many lines as it needs.
void break_word(std::string_view word, int width, std::vector<std::string>& lines) {
  int used = display_width(lines.back());
  for (std::size_t at = 0; at < word.size();) {
    const Piece piece = next_piece(word, at);
    if (used > 0 && used + piece.width > width) {
      lines.emplace_back();
      used = 0;
    }
    lines.back() += piece.bytes;
    used += piece.width;
  }
}

std::string without_trailing_spaces(std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string_view sequence_of(Ink kind) {
  switch (kind) {
    case Ink::kStrong:
      return "\x1b[1m";
    case Ink::kDim:
      return "\x1b[2m";
    case Ink::kNumber:
      return "\x1b[36m";
    case Ink::kMark:
      return "\x1b[32m";
    case Ink::kWarn:
      return "\x1b[33m";
  }
  return "";
}

}  // namespace

std::string ink(const Look& look, Ink kind, std::string_view text) {
  if (!look.colour || text.empty()) return std::string(text);
  return std::string(sequence_of(kind)) + std::string(text) + "\x1b[0m";
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) width += next_piece(text, at).width;
  return width;
}

std::string printable(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const Point point = next_point(text, at);
    if (point.value >= 0 && is_space(point.value)) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += point.value >= 0 && may_be_printed(point.value) ? point.bytes : kReplacement;
  }
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Point point = next_point(text, at);
    if (point.value == '\r' && text.substr(at, 1) == "\n") continue;
    if (point.value == '\n' || point.value == '\r' || point.value == 0x85 ||
        point.value == 0x2028 || point.value == 0x2029) {
      out += '\n';
    } else if (point.value == '\t') {
      out += ' ';
    } else {
      out += point.value >= 0 && may_be_printed(point.value) ? point.bytes : kReplacement;
    }
  }
  return out;
}

std::vector<std::string> wrap(std::string_view text, int width) {
  width = std::max(width, 4);
  std::vector<std::string> lines(1);
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const int needs = display_width(word);
    at = end;
    if (used > 0 && used + 1 + needs > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) lines.back() += ' ';
    if (needs > width) {
      break_word(word, width, lines);
    } else {
      lines.back() += word;
    }
    used = display_width(lines.back());
  }
  return lines;
}

std::string pad(std::string_view text, int width) {
  const int missing = std::max(0, width - display_width(text));
  return std::string(text) + std::string(static_cast<std::size_t>(missing), ' ');
}

std::string shorten(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  std::string out;
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Piece piece = next_piece(text, at);
    if (used + piece.width > width - 3) break;
    out += piece.bytes;
    used += piece.width;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + "...";
}

std::string two_ends(std::string_view left, std::string_view right, int width) {
  const int room = width - 3 - display_width(right);
  if (display_width(left) <= room) return " " + pad(left, room) + "  " + std::string(right) + "\n";
  return hang(" ", left, width) + hang(" ", right, width);
}

std::string hang(std::string_view first, std::string_view text, int width) {
  const int indent = display_width(first);
  const std::string rest(static_cast<std::size_t>(indent), ' ');
  std::string out;
  for (const std::string& line : wrap(text, width - indent)) {
    out += without_trailing_spaces((out.empty() ? std::string(first) : rest) + line) + "\n";
  }
  return out;
}

}  // namespace sayso::cli
