// Articles in JSON. One object is one article:
//
//   {"id":"a1","url":"https://...","outlet":"Meridian","title":"...","byline":null,
//    "published":"2023-03-13T13:20:00+01:00","text":"..."}
//
// The text is what the string's escapes stand for and nothing else: no trimming, no normal forms,
// no line-end repair, so that an offset into it is an offset into what the sender has. A field of a
// wrong type is an error and not a guess. simdjson checks the grammar; two things it leaves are
// checked here: lone surrogates, which no UTF-8 can hold, and where in the file the trouble is.
//
// A parser in this file is given one article at a time, so one broken line costs that line.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/date.h"
#include "base/utf8.h"
#include "ingest/encoding.h"
#include "ingest/feed_json.h"
#include "ingest/reader.h"
#include "ingest/written_date.h"
#include "simdjson.h"

namespace sayso {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::size_t kMostErrors = 1000;  // listed for a file
// Every character of a text may be written as an escape of six bytes.
constexpr std::size_t kEscapeBytes = 6;

// One article's JSON and where it stands.
struct Piece {
  std::string_view json;
  std::size_t byte = 0;  // its place in the file
  std::string where;     // "a.jsonl, line 3"
};

constexpr std::array kDates = {NamedField{"published", &Document::published},
                               NamedField{"modified", &Document::modified},
                               NamedField{"captured", &Document::captured}};

std::string quoted(std::string_view name) {
  std::string out(1, '"');
  return out.append(name).append(1, '"');
}

std::string at_byte(const Piece& piece, std::size_t byte) {
  return piece.where + ", byte " + std::to_string(piece.byte + byte);
}

std::optional<Error> check_bytes(const Piece& piece) {
  const std::optional<std::size_t> bad = find_invalid_utf8(piece.json);
  if (!bad) return std::nullopt;
  return Error{.what = "the line is not valid UTF-8",
               .where = at_byte(piece, *bad),
               .remedy = "convert the file to UTF-8, with iconv for instance"};
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The code unit of "\uXXXX" at `at`, or -1 if none is written there.
int code_unit(std::string_view json, std::size_t at) {
  if (json.size() - std::min(at, json.size()) < 6 || json[at] != '\\' || json[at + 1] != 'u')
    return -1;
  int unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(json[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool is_high(int unit) { return unit >= 0xd800 && unit <= 0xdbff; }
bool is_low(int unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

// The first escaped surrogate that is not half of a pair. Backslashes stand only inside of strings.
std::optional<std::size_t> find_lone_surrogate(std::string_view json) {
  for (std::size_t i = json.find('\\'); i != std::string_view::npos; i = json.find('\\', i)) {
    const int unit = code_unit(json, i);
    if (is_high(unit) && is_low(code_unit(json, i + 6))) {
      i += 12;
    } else if (is_high(unit) || is_low(unit)) {
      return i;
    } else {
      i += 2;
    }
  }
  return std::nullopt;
}

std::optional<Error> check_surrogates(const Piece& piece) {
  const std::optional<std::size_t> lone = find_lone_surrogate(piece.json);
  if (!lone) return std::nullopt;
  return Error{.what = "half of a surrogate pair stands alone (" +
                       std::string(piece.json.substr(*lone, 6)) + ")",
               .where = at_byte(piece, *lone),
               .remedy = "write the character as a pair of escapes or as UTF-8"};
}

// Whether the JSON stops before its brackets and strings are closed.
bool is_unfinished(std::string_view json) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '\\' && in_string) {
      ++i;
    } else if (json[i] == '"') {
      in_string = !in_string;
    } else if (!in_string && (json[i] == '{' || json[i] == '[')) {
      ++depth;
    } else if (!in_string && (json[i] == '}' || json[i] == ']')) {
      --depth;
    }
  }
  return in_string || depth > 0;
}

Error grammar_error(const Piece& piece, simdjson::error_code code) {
  if (code == simdjson::DEPTH_ERROR) {
    return {.what = "the JSON is nested too deeply",
            .where = piece.where,
            .remedy = "give one flat object an article"};
  }
  if (is_unfinished(piece.json)) {
    return {
        .what = "the JSON is cut off: a string or a bracket is not closed",
        .where = piece.where,
        .remedy =
            "get the file again; each article must be complete and, in JSON Lines, on one line"};
  }
  return {.what = std::string("this is not JSON (") + simdjson::error_message(code) + ")",
          .where = piece.where,
          .remedy = "check the line with a JSON tool such as jq"};
}

const char* type_name(dom::element_type type) {
  switch (type) {
    case dom::element_type::ARRAY:
      return "an array";
    case dom::element_type::OBJECT:
      return "an object";
    case dom::element_type::BOOL:
      return "true or false";
    case dom::element_type::STRING:
      return "a string";
    case dom::element_type::NULL_VALUE:
      return "null";
    default:
      return "a number";
  }
}

// A string, or nothing for null. An id may be a whole number: many archives number their articles.
std::optional<Error> read_field(const dom::element& value, const NamedField& field,
                                const Piece& piece, Document& document) {
  const bool whole =
      value.type() == dom::element_type::INT64 || value.type() == dom::element_type::UINT64;
  if (value.is_string()) {
    document.*field.value = std::string(value.get_string().value_unsafe());
  } else if (field.name == "id" && whole) {
    document.*field.value = simdjson::minify(value);
  } else if (!value.is_null()) {
    return Error{.what = quoted(field.name) + " is " + type_name(value.type()) + ", not a string",
                 .where = piece.where,
                 .remedy = "write it as a string, or leave it out"};
  }
  return std::nullopt;
}

std::optional<Error> check_text(const Document& document, const Piece& piece) {
  if (document.text.find_first_not_of(" \t\r\n\f\v") == std::string::npos) {
    return Error{.what = "the article has no text",
                 .where = piece.where,
                 .remedy = "put the body of the article into \"text\""};
  }
  if (document.text.find('\0') != std::string::npos) {
    return Error{.what = "the text holds a NUL character (\\u0000)",
                 .where = piece.where,
                 .remedy = "take it out; a text with NULs was most often read in a wrong encoding"};
  }
  return std::nullopt;
}

class ArticleParser {
 public:
  explicit ArticleParser(const IngestOptions& options) : options_(options) {}

  void read(const Piece& piece, Ingested& out) {
    Document document;
    cause_ = Cause::kFailed;
    if (std::optional<Error> error = read_document(piece, document)) {
      report(std::move(*error), cause_, out);
      return;
    }
    settle_dates(piece, document, out);
    document.bytes = std::string(piece.json);
    out.documents.push_back(std::move(document));
  }

  // After the last piece: what read() did not list any more.
  void finish(const std::string& name, Ingested& out) const {
    if (n_unlisted_ == 0) return;
    out.errors.push_back({.what = std::to_string(n_unlisted_).append(" more errors are not listed"),
                          .where = name,
                          .remedy = "see to the first ones; most often all have one cause"});
  }

  // The grammar of one JSON value; the element lives until the next call.
  simdjson::error_code parse(std::string_view json, dom::element& value) {
    const auto depth = static_cast<std::size_t>(std::max(options_.max_depth, 1));
    if (parser_.capacity() < json.size() || parser_.max_depth() != depth) {
      if (const simdjson::error_code code = parser_.allocate(json.size(), depth)) return code;
    }
    return parser_.parse(json.data(), json.size()).get(value);
  }

 private:
  void report(Error error, Cause cause, Ingested& out) {
    if (out.errors.size() < kMostErrors) {
      add_error(out, std::move(error), cause);
    } else {
      ++n_unlisted_;
    }
  }

  // Dates in another form than ISO 8601 are brought to it; what is no date at all is left out and
  // named.
  void settle_dates(const Piece& piece, Document& document, Ingested& out) {
    for (const NamedField& date : kDates) {
      std::string& value = document.*date.value;
      if (value.empty() || parse_date_time(value)) continue;
      const std::string iso = to_iso_date(value);
      if (iso.empty()) {
        report({.what = quoted(date.name) + " is not a date and was left out; the article was read",
                .where = piece.where,
                .remedy = "write it as in 2023-03-14 or 2023-03-14T13:20:00+01:00"},
               Cause::kLeftOut, out);
      }
      value = iso;
    }
  }

  std::optional<Error> read_document(const Piece& piece, Document& document) {
    if (piece.json.size() / kEscapeBytes > options_.max_document_bytes) {
      return Error{.what = "the line is longer than a text may be (" +
                           std::to_string(options_.max_document_bytes) + " bytes)",
                   .where = piece.where,
                   .remedy = "split the text, or raise the limit"};
    }
    if (auto error = check_bytes(piece)) return error;
    if (auto error = check_surrogates(piece)) return error;
    dom::element value;
    if (const simdjson::error_code code = parse(piece.json, value))
      return grammar_error(piece, code);
    dom::object object;
    if (value.get(object)) {
      cause_ = Cause::kNotAnArticle;
      return Error{.what = std::string("this is ") + type_name(value.type()) + ", not an article",
                   .where = piece.where,
                   .remedy = "write each article as an object with a \"text\""};
    }
    return read_fields(object, piece, document);
  }

  // Where the field is, by its name or by the path that the options map it to ("source.name").
  bool find_value(const dom::object& object, std::string_view field, dom::element& value) const {
    const auto mapped = options_.map.find(std::string(field));
    if (mapped == options_.map.end()) return !object.at_key(field).get(value);
    std::string_view path = mapped->second;
    if (!object.at_key(path).get(value)) return true;  // a name that has a full stop in it
    dom::object at = object;
    while (true) {
      const std::size_t stop = std::min(path.find('.'), path.size());
      if (at.at_key(path.substr(0, stop)).get(value)) return false;
      if (stop == path.size()) return true;
      if (value.get(at)) return false;
      path.remove_prefix(stop + 1);
    }
  }

  std::optional<Error> read_fields(const dom::object& object, const Piece& piece,
                                   Document& document) {
    for (const NamedField& field : kDocumentFields) {
      dom::element value;
      if (!find_value(object, field.name, value)) continue;
      if (auto error = read_field(value, field, piece, document)) return error;
    }
    if (document.text.find_first_not_of(" \t\r\n\f\v") == std::string::npos)
      cause_ = Cause::kNoText;
    return check_text(document, piece);
  }

  const IngestOptions& options_;
  dom::parser parser_;
  Cause cause_ = Cause::kFailed;  // of the error that is being returned
  std::size_t n_unlisted_ = 0;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return text.substr(text.size());
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// The elements of a valid JSON array as they are written: cut at the commas of its own level.
std::vector<std::string_view> array_elements(std::string_view array) {
  std::vector<std::string_view> elements;
  const std::string_view inner = array.substr(1, array.size() - 2);
  std::size_t begin = 0;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i <= inner.size(); ++i) {
    if (i == inner.size() || (inner[i] == ',' && depth == 0 && !in_string)) {
      const std::string_view element = trimmed(inner.substr(begin, i - begin));
      if (!element.empty()) elements.push_back(element);
      begin = i + 1;
    } else if (inner[i] == '\\') {
      ++i;
    } else if (inner[i] == '"') {
      in_string = !in_string;
    } else if (!in_string) {
      depth += (inner[i] == '{' || inner[i] == '[') - (inner[i] == '}' || inner[i] == ']');
    }
  }
  return elements;
}

std::size_t line_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::size_t>(
             std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n')) +
         1;
}

std::string where_line(const std::string& name, std::size_t line) {
  return name + ", line " + std::to_string(line);
}

void read_array(const ReaderInput& input, std::string_view array, ArticleParser& parser,
                Ingested& out) {
  std::size_t n_lines = 1;
  const char* counted = input.bytes.data();
  for (const std::string_view element : array_elements(array)) {
    n_lines += static_cast<std::size_t>(std::count(counted, element.data(), '\n'));
    counted = element.data();
    const auto at = static_cast<std::size_t>(element.data() - input.bytes.data());
    parser.read({element, input.bytes_before + at, where_line(input.name, n_lines)}, out);
  }
}

bool first_line_is_an_article(std::string_view bytes, ArticleParser& parser) {
  const std::string_view text = trimmed(bytes);
  const std::string_view line = text.substr(0, text.find('\n'));
  dom::element value;
  return line.size() < text.size() && !parser.parse(line, value) && value.is_object();
}

}  // namespace

Ingested read_json_lines(const ReaderInput& input) {
  Ingested out;
  ArticleParser parser(input.options);
  std::size_t n_lines = 0;
  for (std::size_t begin = 0; begin < input.bytes.size();) {
    const std::size_t end = std::min(input.bytes.find('\n', begin), input.bytes.size());
    const std::string_view line = trimmed(input.bytes.substr(begin, end - begin));
    ++n_lines;
    if (!line.empty()) {
      const auto at = static_cast<std::size_t>(line.data() - input.bytes.data());
      parser.read({line, input.bytes_before + at, where_line(input.name, n_lines)}, out);
    }
    begin = end + 1;
  }
  parser.finish(input.name, out);
  return out;
}

Ingested read_json_file(const ReaderInput& input) {
  ArticleParser parser(input.options);
  if (first_line_is_an_article(input.bytes, parser)) return read_json_lines(input);
  const std::string_view whole = trimmed(input.bytes);
  const auto at = static_cast<std::size_t>(whole.data() - input.bytes.data());
  Piece piece{whole, input.bytes_before + at, where_line(input.name, line_at(input.bytes, at))};

  Ingested out;
  dom::element value;
  const bool is_array =
      !find_invalid_utf8(whole) && !parser.parse(whole, value) && value.is_array();
  if (is_array) {
    read_array(input, whole, parser, out);
    parser.finish(input.name, out);
    return out;
  }
  if (!find_invalid_utf8(whole) && !find_lone_surrogate(whole) && !parser.parse(whole, value) &&
      is_json_feed(value)) {
    return read_json_feed(input, value);
  }
  if (is_unfinished(whole))
    piece.where = where_line(input.name, line_at(input.bytes, at + whole.size()));
  parser.read(piece, out);
  return out;
}

}  // namespace sayso
