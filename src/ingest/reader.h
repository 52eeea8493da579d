#pragma once
// What every reader of a format takes and gives. A reader fills the fields that its format has;
// ingest() does what is the same for all of them: encodings before it, limits, options, language
// and key after it.

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "sayso/ingest.h"

namespace sayso {

struct ReaderInput {
  std::string_view bytes;  // without a byte order mark
  std::size_t bytes_before =
      0;                    // the mark's length, so that offsets in messages are those of the file
  const std::string& name;  // the file's name, for messages
  const IngestOptions& options;
};

// A field that formats with named fields have ("text": in JSON, in the first row of a table).
struct NamedField {
  std::string_view name;
  std::string Document::* value;
};

inline constexpr std::array kDocumentFields = {
    NamedField{"id", &Document::external_id},    NamedField{"url", &Document::address},
    NamedField{"outlet", &Document::outlet},     NamedField{"title", &Document::title},
    NamedField{"byline", &Document::byline},     NamedField{"published", &Document::published},
    NamedField{"modified", &Document::modified}, NamedField{"captured", &Document::captured},
    NamedField{"text", &Document::text},
};

inline void add_error(Ingested& out, Error error, Cause cause) {
  if (cause != Cause::kFailed) out.causes[out.errors.size()] = cause;
  out.errors.push_back(std::move(error));
}

// JSON Lines: one article a line. A line that can't be read is one error; the others are read.
Ingested read_json_lines(const ReaderInput& input);

// A file of one JSON value, an article or an array of articles; and JSON Lines, if it is that after
// all.
Ingested read_json_file(const ReaderInput& input);

// A page in UTF-8: its article. `bytes` of the document is left empty: only the caller has them.
Ingested read_html(const ReaderInput& input);

// RSS or Atom in UTF-8: one document an item.
Ingested read_feed(const ReaderInput& input);

// A mail with its article; a box of mails; a page that was saved as a mail (MHTML). Of any encoding.
Ingested read_mail(const ReaderInput& input);
Ingested read_mailbox(const ReaderInput& input);
Ingested read_saved_page(const ReaderInput& input);

// A table in UTF-8, one article a row.
Ingested read_csv(const ReaderInput& input);

// Markdown in UTF-8.
Ingested read_markdown(const ReaderInput& input);

// A web archive: its pages. Compressed by member or plain.
Ingested read_warc(const ReaderInput& input);

// A text in UTF-8, as it is.
Ingested read_plain(const ReaderInput& input);

// What the plain reader takes from the first lines; each is empty if nothing is said clearly.
struct PlainHead {
  std::string title;
  std::string byline;
  std::string published;  // ISO 8601
  std::string modified;   // ISO 8601, from "Updated ..."
};
PlainHead plain_head(std::string_view text);

}  // namespace sayso
