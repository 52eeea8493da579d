#pragma once
// ingest: bytes to documents. One reader a format; each has bounds on size and depth, and each
// names the file, the line or byte, and a remedy when it can't read something. The rest is still
// read.
//
//   .jsonl  one article a line, {"id","url","outlet","title","byline","published","text"}
//   .html   a page: the article's body, title, outlet, byline and date
//   .txt    the text as it is

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/document.h"
#include "sayso/result.h"

namespace sayso {

struct IngestOptions {
  std::string outlet{};     // what a bare file does not say; fills only what the input leaves empty
  std::string published{};  // ISO 8601
  std::string title{};
  std::size_t max_document_bytes = 16u << 20;  // a longer text is refused with an error
  int max_depth = 512;                         // of HTML or JSON nesting
};

struct Ingested {
  std::vector<Document> documents;  // in the order of the input
  std::vector<Error> errors;        // one for each piece that could not be read
};

// `name` is the file's name (or "-") and is used in messages, in Document::file and, by its ending,
// to choose the reader; the ending ".txt" or none with content that begins like JSON or HTML is
// read as what it looks like. Never throws on any input.
Ingested ingest(std::string_view bytes, const std::string& name, const IngestOptions& options = {});

// The identity of a document: SHA-256 in hex over outlet, address, published and text, each
// preceded by its length, after trimming white space at the ends of the first three.
std::string document_key(const Document& document);

}  // namespace sayso
