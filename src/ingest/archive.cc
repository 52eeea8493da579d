// Pages in web archives: WARC 0.18 to 1.1, plain or compressed by record with gzip, zstd or lz4.
//
// Problem. Of an archive's records few are pages, and a page stands in its record as it was sent:
// with the server's headers, in chunks, compressed.
//
// Idea. Each response of status 200 that is HTML, and each resource that is, becomes a document, by
// the reader of pages. It keeps the record's id as its own, the day of the record as the day of
// capture, and the address that was asked for where the page names none. Records that are no pages
// (requests, pictures, redirects, revisits) are counted in one message.
//
// Example. A response of <https://skerry.example/1> captured 2023-04-12T09:00:00Z.
//
// Cost. One pass over the archive; memory of the longest record, and of the documents.

#include <string>
#include <vector>

#include "base/utf8.h"
#include "ingest/encoding.h"
#include "ingest/feed.h"
#include "ingest/reader.h"
#include "ingest/warc.h"
#include "ingest/written_date.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kRecordBytes = 64u << 20;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string header_of(const Headers& headers, std::string_view name) {
  return WarcRecord{.headers = headers}.header(name);
}

struct Page {
  std::string bytes;
  std::string charset;  // as the server says
};

bool is_html(const std::string& content_type) {
  static const RE2 kHtml("(?i)\\s*(?:text/html|application/xhtml\\+xml)\\b.*");
  return RE2::FullMatch(content_type, kHtml);
}

std::string charset_of(const std::string& content_type) {
  static const RE2 kCharset("(?i)charset\\s*=\\s*\"?([\\w.:-]{1,40})");
  std::string charset;
  RE2::PartialMatch(content_type, kCharset, &charset);
  return charset;
}

// The body as it was before it was sent. Some crawlers undo that and leave the headers.
std::string body_of(const Headers& headers, std::string_view sent, std::size_t most_bytes) {
  std::string body(sent);
  static const RE2 kChunked("(?i).*chunked.*"), kGzip("(?i)\\s*(?:x-)?(?:gzip|deflate)\\s*");
  if (RE2::FullMatch(header_of(headers, "transfer-encoding"), kChunked)) {
    if (std::optional<std::string> whole = from_chunks(body)) body = *std::move(whole);
  }
  if (RE2::FullMatch(header_of(headers, "content-encoding"), kGzip)) {
    if (Inflated inflated = inflate_body(body, most_bytes); inflated.ok)
      body = std::move(inflated.bytes);
  }
  return body;
}

// A response of status 200 with HTML: head and body are those of an HTTP message.
std::optional<Page> page_in_response(const WarcRecord& record, std::size_t most_bytes) {
  std::string_view rest = record.block;
  static const RE2 kStatus("(?i)HTTP/[\\d.]+ +200\\b");
  re2::StringPiece status = piece(rest.substr(0, rest.find('\n')));
  if (!RE2::Consume(&status, kStatus)) return std::nullopt;
  rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  const Headers headers = take_headers(rest);
  const std::string type = header_of(headers, "content-type");
  if (!is_html(type)) return std::nullopt;
  return Page{body_of(headers, rest, most_bytes), charset_of(type)};
}

std::optional<Page> page_in(const WarcRecord& record, std::size_t most_bytes) {
  const std::string kind = record.header("warc-type");
  if (kind == "response") return page_in_response(record, most_bytes);
  const std::string type = record.header("content-type");
  if (kind != "resource" || !is_html(type)) return std::nullopt;
  return Page{record.block, charset_of(type)};
}

std::string without_brackets(std::string id) {
  if (id.starts_with('<') && id.ends_with('>') && id.size() > 2) id = id.substr(1, id.size() - 2);
  return id;
}

// The payload is what the server sent as the body; some crawlers take the whole block for it.
bool digests_fit(const WarcRecord& record) {
  const std::string_view block = record.block;
  const std::size_t head = std::min(block.find("\r\n\r\n"), block.size());
  const std::string_view payload = block.substr(std::min(head + 4, block.size()));
  const std::string of_payload = record.header("warc-payload-digest");
  return has_digest(block, record.header("warc-block-digest")) &&
         (has_digest(payload, of_payload) || has_digest(block, of_payload));
}

std::string where_of(const ReaderInput& input, std::size_t number, std::size_t offset) {
  return input.name + ", record " + std::to_string(number) + ", byte " + std::to_string(offset);
}

void read_page(const WarcRecord& record, const Page& page, const ReaderInput& input,
               Ingested& out) {
  const std::string where = where_of(input, record.number, record.offset);
  if (page.bytes.size() > input.options.max_document_bytes) {
    add_error(
        out,
        {"the page has " + std::to_string(page.bytes.size()) + " bytes, more than the limit of " +
             std::to_string(input.options.max_document_bytes),
         where, "raise the limit"},
        Cause::kFailed);
    return;
  }
  const std::string html = text_in_utf8(page.bytes, page.charset, html_encoding(page.bytes));
  Ingested read = read_html({html, 0, where, input.options});
  for (std::size_t i = 0; i < read.errors.size(); ++i) {
    const auto cause = read.causes.find(i);
    add_error(out, read.errors[i], cause == read.causes.end() ? Cause::kFailed : cause->second);
  }
  for (Note& note : read.notes) {
    note.document += out.documents.size();
    out.notes.push_back(std::move(note));
  }
  for (Document& document : read.documents) {
    const std::string address = record.header("warc-target-uri");
    if (document.address.empty()) document.address = without_brackets(address);
    document.external_id = without_brackets(record.header("warc-record-id"));
    document.captured = to_iso_date(record.header("warc-date"));
    document.bytes = page.bytes;
    if (find_invalid_utf8(document.address)) document.address.clear();
    if (find_invalid_utf8(document.external_id)) document.external_id.clear();
    out.documents.push_back(std::move(document));
  }
  if (!digests_fit(record)) {
    add_error(out,
              {"the record's digest is not that of its bytes; it was read", where,
               "get the archive again if it matters"},
              Cause::kLeftOut);
  }
}

}  // namespace

Ingested read_warc(const ReaderInput& input) {
  Ingested out;
  WarcReader reader(input.bytes, kRecordBytes);
  std::size_t n_others = 0, n_records = 0;
  while (const std::optional<WarcRecord> record = reader.next()) {
    ++n_records;
    if (record->cut_off) continue;  // half of an article is another article
    if (const std::optional<Page> page = page_in(*record, input.options.max_document_bytes)) {
      read_page(*record, *page, input, out);
    } else {
      ++n_others;
    }
  }
  for (const WarcTrouble& trouble : reader.troubles()) {
    add_error(out,
              {trouble.what, input.name + ", byte " + std::to_string(trouble.offset),
               "get the archive again; its other records were read"},
              Cause::kFailed);
  }
  if (n_records == n_others && out.errors.empty()) {
    add_error(out,
              {"of " + std::to_string(n_records) + " records none is a page", input.name,
               "give an archive that holds responses with HTML"},
              Cause::kNotAnArticle);
  }
  limit_errors(input.name, out);
  return out;
}

}  // namespace sayso
