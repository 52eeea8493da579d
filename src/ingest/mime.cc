#include "ingest/mime.h"

// Problem. A mail is text in lines of 76 characters, in parts within parts, each in its own
// transfer encoding and character set, most of them of no use here.
//
// Idea. One pass finds the leaves; only the one that is wanted is decoded. Multiparts are cut at the
// lines that begin with their boundary, so a message that is cut off has the parts that it has.
//
// Example. multipart/alternative with text/plain and text/html: two parts.
//
// Cost. A pass for each level of multiparts, at most `max_depth`.

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "ingest/encoding.h"
#include "ingest/html_tree.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kMostHeaders = 1000;
constexpr std::size_t kMostParts = 1000;
constexpr std::size_t kHeaderBytes = 10'000;  // of one that is looked at

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// The line at the beginning of `rest` without its end; `rest` begins behind it afterwards.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  const std::string_view name = line.substr(0, colon);
  return std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

std::string raw_header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value.substr(0, kHeaderBytes);
  }
  return "";
}

// RFC 2045, 5.1: "text/html; charset=\"utf-8\"" -> utf-8.
std::string parameter(const std::string& header, const std::string& name) {
  const RE2 pattern("(?i);\\s*" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))");
  std::string quoted, bare;
  RE2::PartialMatch(header, pattern, &quoted, &bare);
  return quoted.empty() ? bare : quoted;
}

std::string type_of(const Headers& headers) {
  const std::string written = raw_header(headers, "content-type");
  const std::string type = lower(collapsed(written.substr(0, written.find(';'))));
  return type.empty() ? "text/plain" : type;
}

// What stands between the lines of a boundary (RFC 2046, 5.1.1).
std::vector<std::string_view> split_parts(std::string_view body, const std::string& boundary) {
  const std::string mark = "--" + boundary;
  std::vector<std::string_view> parts;
  const char* begin = nullptr;
  for (std::string_view rest = body; !rest.empty() && parts.size() < kMostParts;) {
    const char* const line_begin = rest.data();
    const std::string_view line = take_line(rest);
    if (!line.starts_with(mark)) continue;
    if (begin != nullptr) parts.emplace_back(begin, static_cast<std::size_t>(line_begin - begin));
    begin = line.substr(mark.size()).starts_with("--") ? nullptr : rest.data();
    if (begin == nullptr) return parts;
  }
  const char* const end = body.data() + body.size();
  if (begin != nullptr && begin < end)
    parts.emplace_back(begin, static_cast<std::size_t>(end - begin));
  return parts;
}

void add_parts(Headers headers, std::string_view body, int depth, Message& message) {
  const std::string content_type = raw_header(headers, "content-type");
  const std::string boundary = parameter(content_type, "boundary");
  const std::string type = type_of(headers);
  if (message.parts.size() >= kMostParts) return;
  if (type.starts_with("multipart/") && !boundary.empty()) {
    if (depth <= 0) {
      message.too_deep = true;
      return;
    }
    for (std::string_view part : split_parts(body, boundary)) {
      Headers inner = take_headers(part);
      add_parts(std::move(inner), part, depth - 1, message);
    }
    return;
  }
  const std::string disposition = lower(raw_header(headers, "content-disposition"));
  if (collapsed(disposition).starts_with("attachment")) return;
  MimePart part;
  part.type = type.starts_with("multipart/") ? "text/plain" : type;
  part.charset = parameter(content_type, "charset");
  part.headers = std::move(headers);
  part.body = body;
  message.parts.push_back(std::move(part));
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// RFC 2045, 6.7; "=" that escapes nothing stands for itself. In headers "_" is a blank (RFC 2047).
std::string from_quoted_printable(std::string_view text, std::size_t most_bytes, bool header) {
  std::string out;
  for (std::size_t i = 0; i < text.size() && out.size() < most_bytes; ++i) {
    if (text[i] != '=') {
      out += header && text[i] == '_' ? ' ' : text[i];
      continue;
    }
    const std::size_t end = text.find_first_not_of(" \t\r", i + 1);
    if (end == std::string_view::npos || text[end] == '\n') {  // a soft line break
      i = std::min(end, text.size());
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      out += '=';
    } else {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

// RFC 2045, 6.8: what is not of the alphabet is passed over, "=" ends it.
std::string from_base64(std::string_view text, std::size_t most_bytes) {
  std::string out;
  unsigned bits = 0;
  int n_bits = 0;
  for (char c : text) {
    if (c == '=' || out.size() >= most_bytes) break;
    const int value = base64_value(c);
    if (value < 0) continue;
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xffffff;
    n_bits += 6;
    if (n_bits < 8) continue;
    n_bits -= 8;
    out += static_cast<char>(bits >> n_bits & 0xff);
  }
  return out;
}

std::string decoded_word(const std::string& charset, const std::string& form,
                         const std::string& text) {
  const std::string bytes = form == "B" || form == "b"
                                ? from_base64(text, kHeaderBytes)
                                : from_quoted_printable(text, kHeaderBytes, true);
  const Result<std::string> utf8 = to_utf8(bytes, charset, Broken::kReplace);
  return utf8 ? *utf8 : "=?" + charset + "?" + form + "?" + text + "?=";
}

}  // namespace

Headers take_headers(std::string_view& rest) {
  Headers headers;
  while (!rest.empty()) {
    std::string_view behind = rest;
    const std::string_view line = take_line(behind);
    const bool goes_on = !headers.empty() && (line.starts_with(' ') || line.starts_with('\t'));
    if (line.empty()) {
      rest = behind;
      break;
    }
    if (!goes_on && !is_header(line)) break;
    rest = behind;
    if (headers.size() > kMostHeaders) continue;
    if (goes_on) {
      headers.back().second += line;
    } else {
      const std::size_t colon = line.find(':');
      headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 1));
    }
  }
  return headers;
}

std::string decoded_words(std::string_view header) {
  static const RE2 kWord("=\\?([^?\\s*]{1,40})(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");
  std::string out;
  std::size_t at = 0;
  bool behind_word = false;
  std::array<re2::StringPiece, 4> groups;
  while (kWord.Match(piece(header), at, header.size(), RE2::UNANCHORED, groups.data(), 4)) {
    const auto begin = static_cast<std::size_t>(groups[0].data() - header.data());
    const std::string_view between = header.substr(at, begin - at);
    // White space between two encoded words is not shown (RFC 2047, 6.2).
    if (!behind_word || between.find_first_not_of(" \t\r\n") != std::string_view::npos)
      out += between;
    out += decoded_word(std::string(groups[1]), std::string(groups[2]), std::string(groups[3]));
    at = begin + groups[0].size();
    behind_word = true;
  }
  out += header.substr(at);
  if (find_invalid_utf8(out)) out = *to_utf8(out, "windows-1252", Broken::kReplace);
  return collapsed(out);
}

std::string Message::header(std::string_view name) const {
  return decoded_words(raw_header(headers, name));
}

Message read_message(std::string_view bytes, int max_depth) {
  Message message;
  message.headers = take_headers(bytes);
  add_parts(message.headers, bytes, max_depth, message);
  return message;
}

const MimePart* find_part(const Message& message, std::string_view type) {
  const auto found = std::find_if(message.parts.begin(), message.parts.end(),
                                  [&](const MimePart& part) { return part.type == type; });
  return found == message.parts.end() ? nullptr : &*found;
}

std::string bytes_of_part(const MimePart& part, std::size_t most_bytes) {
  const std::string encoding =
      lower(collapsed(raw_header(part.headers, "content-transfer-encoding")));
  if (encoding == "base64") return from_base64(part.body, most_bytes);
  if (encoding == "quoted-printable") return from_quoted_printable(part.body, most_bytes, false);
  return std::string(part.body.substr(0, most_bytes));
}

}  // namespace sayso
