// From bytes to documents: which reader, which encoding, and what is the same for every format.
//
//   bytes -> binary? -> encoding -> reader of the format -> limits, options, language, key
//
// One bad piece costs that piece: each reader returns what it could read beside what it could not.

#include "sayso/ingest.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "base/utf8.h"
#include "ingest/encoding.h"
#include "ingest/feed.h"
#include "ingest/language.h"
#include "ingest/reader.h"
#include "re2/re2.h"

namespace sayso {
namespace {

enum class Format {
  kJsonLines,
  kJson,
  kHtml,
  kFeed,
  kMail,
  kMailbox,
  kSavedPage,
  kCsv,
  kMarkdown,
  kWarc,
  kPlain
};

struct Ending {
  std::string_view name;
  Format format;
};

constexpr std::array kEndings = {
    Ending{".txt", Format::kPlain},         Ending{".html", Format::kHtml},
    Ending{".htm", Format::kHtml},          Ending{".xhtml", Format::kHtml},
    Ending{".jsonl", Format::kJsonLines},   Ending{".ndjson", Format::kJsonLines},
    Ending{".json", Format::kJson},         Ending{".rss", Format::kFeed},
    Ending{".atom", Format::kFeed},         Ending{".rdf", Format::kFeed},
    Ending{".xml", Format::kFeed},          Ending{".eml", Format::kMail},
    Ending{".mbox", Format::kMailbox},      Ending{".mht", Format::kSavedPage},
    Ending{".mhtml", Format::kSavedPage},   Ending{".csv", Format::kCsv},
    Ending{".tsv", Format::kCsv},           Ending{".md", Format::kMarkdown},
    Ending{".markdown", Format::kMarkdown}, Ending{".warc", Format::kWarc},
    Ending{".warc.gz", Format::kWarc},      Ending{".warc.zst", Format::kWarc},
    Ending{".warc.lz4", Format::kWarc}};

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

const Ending* ending_of(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto* const known = std::find_if(kEndings.begin(), kEndings.end(), [&](const Ending& one) {
    return name.ends_with(one.name);
  });
  return known == kEndings.end() ? nullptr : known;
}

// What the content looks like: the first thing after white space.
Format sniff(std::string_view text) {
  static const RE2 kJson("\\s*(?:\\{\\s*\"|\\[\\s*\\{\\s*\")");
  static const RE2 kHtml(
      "(?i)\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--|<!doctype\\s+html|<(?:html|head|body|meta|title|"
      "article|main|div|section|p|h1)[\\s/>])");
  if (is_xml_feed(text)) return Format::kFeed;
  re2::StringPiece head = piece(text.substr(0, 4096));
  if (RE2::Consume(&head, kJson)) return Format::kJson;
  return RE2::Consume(&head, kHtml) ? Format::kHtml : Format::kPlain;
}

Format format_of(const std::string& name, std::string_view text) {
  const Ending* const known = ending_of(name);
  if (known == nullptr || known->format == Format::kPlain) return sniff(text);
  // XML is a feed or a page; what is neither is refused by the reader of feeds.
  if (known->name == ".xml" && sniff(text) == Format::kHtml) return Format::kHtml;
  return known->format;
}

Ingested failed(Error error, Cause cause = Cause::kFailed) {
  Ingested out;
  add_error(out, std::move(error), cause);
  return out;
}

bool is_wide(const ByteOrderMark& mark) {
  return !mark.encoding.empty() && mark.encoding != "UTF-8";
}

bool is_archive(const std::string& name) {
  const Ending* const ending = ending_of(name);
  return ending != nullptr && ending->format == Format::kWarc;
}

std::optional<Error> check_file(std::string_view bytes, const ByteOrderMark& mark,
                                const std::string& name) {
  if (bytes.substr(mark.size).find_first_not_of(" \t\r\n\f\v") == std::string_view::npos) {
    return Error{
        .what = bytes.empty() ? "the file is empty" : "the file holds nothing but white space",
        .where = name,
        .remedy = "check that the download or export was complete"};
  }
  if (is_wide(mark) || is_archive(name)) return std::nullopt;
  if (const std::optional<NotText> found = not_text(bytes)) {
    return Error{.what = "the file " + found->what, .where = name, .remedy = found->remedy};
  }
  return std::nullopt;
}

std::optional<Error> check_size(std::size_t size, const std::string& where,
                                const IngestOptions& options) {
  if (size <= options.max_document_bytes) return std::nullopt;
  return Error{.what = "the text has " + std::to_string(size) + " bytes, more than the limit of " +
                       std::to_string(options.max_document_bytes),
               .where = where,
               .remedy = "split it, or raise the limit"};
}

// A feed is as long as its items are many; what is bounded is each item.
Ingested read_xml(const ReaderInput& input) {
  if (!is_xml_feed(input.bytes)) {
    return failed({"the file is no RSS or Atom feed", input.name,
                   "check what was saved; a page must be named .html"},
                  Cause::kNotAnArticle);
  }
  const std::string encoding = xml_encoding(input.bytes);
  if (encoding == "UTF-8" && !find_invalid_utf8(input.bytes)) return read_feed(input);
  const Result<std::string> feed = to_utf8(input.bytes, encoding, Broken::kReplace);
  if (!feed) return failed({feed.error().what, input.name, feed.error().remedy});
  return read_feed({*feed, 0, input.name, input.options});
}

// What a file marked as UTF-16 or UTF-32 says, in UTF-8.
Result<std::string> decode_wide(std::string_view bytes, const ByteOrderMark& mark,
                                const std::string& name) {
  Result<std::string> text = to_utf8(bytes.substr(mark.size), mark.encoding, Broken::kRefuse);
  if (text) return text;
  return Error{.what = "the file begins like " + mark.encoding + " but is not valid as that",
               .where = name,
               .remedy = text.error().remedy};
}

// A page in an old encoding, or with a few broken bytes, is read as a browser reads it.
Ingested read_page(const ReaderInput& input, bool marked) {
  if (auto error = check_size(input.bytes.size(), input.name, input.options)) return failed(*error);
  const std::string encoding = marked ? "UTF-8" : html_encoding(input.bytes);
  const Result<std::string> page = to_utf8(input.bytes, encoding, Broken::kReplace);
  if (!page) return failed({page.error().what, input.name, page.error().remedy});
  return read_html({*page, 0, input.name, input.options});
}

Ingested read_text(const ReaderInput& input, Ingested (*read_as)(const ReaderInput&)) {
  const bool table = read_as == read_csv;  // what is bounded is each row
  if (auto error = check_size(table ? 0 : input.bytes.size(), input.name, input.options))
    return failed(*error);
  const std::optional<std::size_t> bad = find_invalid_utf8(input.bytes);
  if (!bad) return read_as(input);
  return failed(
      {.what = "the text is not valid UTF-8",
       .where = input.name + ", byte " + std::to_string(input.bytes_before + *bad),
       .remedy = "convert it to UTF-8, for instance with iconv -f WINDOWS-1252 -t UTF-8"});
}

Ingested read(const ReaderInput& input, bool marked) {
  switch (format_of(input.name, input.bytes)) {
    case Format::kJsonLines:
      return read_json_lines(input);
    case Format::kJson:
      return read_json_file(input);
    case Format::kHtml:
      return read_page(input, marked);
    case Format::kFeed:
      return read_xml(input);
    case Format::kMail:
      return read_mail(input);
    case Format::kMailbox:
      return read_mailbox(input);
    case Format::kSavedPage:
      return read_saved_page(input);
    case Format::kCsv:
      return read_text(input, read_csv);
    case Format::kMarkdown:
      return read_text(input, read_markdown);
    case Format::kWarc:
      return read_warc(input);
    case Format::kPlain:
      break;
  }
  return read_text(input, read_plain);
}

void fill(std::string& field, const std::string& value) {
  if (field.empty()) field = value;
}

// What is the same for all formats. A reader has filled what the input itself says.
void finish(Document& document, std::string_view bytes, const std::string& name,
            const IngestOptions& options) {
  fill(document.outlet, options.outlet);
  fill(document.published, options.published);
  fill(document.title, options.title);
  document.file = name;
  if (document.bytes.empty()) document.bytes = std::string(bytes);
  document.language = guess_language(document.text);
  document.key = document_key(document);
}

// Takes out the documents that are longer than allowed, with an error for each.
void refuse_long_documents(Ingested& read, const std::string& name, const IngestOptions& options) {
  std::vector<Document> kept;
  std::vector<std::size_t> places(read.documents.size(), read.documents.size());  // in `kept`
  for (std::size_t i = 0; i < read.documents.size(); ++i) {
    Document& document = read.documents[i];
    const std::string id = document.external_id.empty() ? "" : ", article " + document.external_id;
    if (std::optional<Error> error = check_size(document.text.size(), name + id, options)) {
      read.errors.push_back(std::move(*error));
    } else {
      places[i] = kept.size();
      kept.push_back(std::move(document));
    }
  }
  std::erase_if(read.notes, [&](const Note& note) { return places[note.document] >= kept.size(); });
  for (Note& note : read.notes) note.document = places[note.document];
  read.documents = std::move(kept);
}

std::string without_blank_ends(const std::string& text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace

Ingested ingest(std::string_view bytes, const std::string& name, const IngestOptions& options) {
  const ByteOrderMark mark = is_archive(name) ? ByteOrderMark() : byte_order_mark(bytes);
  if (auto error = check_file(bytes, mark, name)) return failed(*error);

  std::string_view text = bytes.substr(mark.size);
  Result<std::string> decoded = std::string();
  if (is_wide(mark)) {
    decoded = decode_wide(bytes, mark, name);
    if (!decoded) return failed(decoded.error());
    text = *decoded;
  }
  const std::size_t bytes_before = is_wide(mark) ? 0 : mark.size;
  Ingested out = read({text, bytes_before, name, options}, !mark.encoding.empty());
  if (out.documents.empty() && out.errors.empty()) {
    return failed(
        {"there is no article in the file", name, "give at least one article with its text"});
  }
  refuse_long_documents(out, name, options);
  for (Document& document : out.documents) finish(document, bytes, name, options);
  return out;
}

std::span<const std::string_view> known_endings() {
  static constexpr auto kNames = [] {
    std::array<std::string_view, kEndings.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = kEndings[i].name;
    return names;
  }();
  return kNames;
}

std::string document_key(const Document& document) {
  std::string keyed;
  const std::array fields = {without_blank_ends(document.outlet),
                             without_blank_ends(document.address),
                             without_blank_ends(document.published), document.text};
  for (const std::string& field : fields) keyed += std::to_string(field.size()) + ":" + field;
  return sha256_hex(keyed);
}

}  // namespace sayso
