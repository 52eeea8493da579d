#pragma once
// ingest: bytes to documents. One reader a format; each has bounds on size and depth, and each
// names the file, the line or byte, and a remedy when it can't read something. The rest is still
// read.
//
//   .jsonl  one article a line, {"id","url","outlet","title","byline","published","text"}
//   .html   a page: the article's body, title, outlet, byline and date
//   .rss    a feed (RSS, Atom, JSON Feed): an article an item
//   .csv    one article a row, with a row of names first
//   .eml    a newsletter; .mbox many of them; .mhtml a saved page
//   .md     Markdown, with or without a front block
//   .txt    the text as it is

#include <cstddef>
#include <map>
#include <span>
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
  // Where JSON Lines, JSON and CSV have a field under another name: {"outlet", "source.name"}. Full
  // stops lead into objects.
  std::map<std::string, std::string> map{};
  std::size_t max_document_bytes = 16u << 20;  // a longer text is refused with an error
  int max_depth = 512;                         // of HTML or JSON nesting
};

// What stands with a document and is none of its text, or is marked in it.
enum class NoteKind {
  kStandfirst,  // the lines under the title, where they stand outside of the text
  kCaption,     // of a picture
  kCorrection,  // a correction or an editor's note; a paragraph of the text, too
  kFirstHad,    // who had it first, as a feed says: a name, an address, or both
  kSummary,     // the text is only a summary: the feed has no more
};

struct Note {
  std::size_t document = 0;  // its place in Ingested::documents
  NoteKind kind = NoteKind::kCaption;
  std::string text;  // as the input has it, markup taken out; valid UTF-8
};

// What an error is about.
enum class Cause {
  kFailed,        // a piece could not be read
  kNoText,        // there is an article, but no text of it
  kNotAnArticle,  // the piece is something else
  kLeftOut,       // the article was read, but for one field
};

struct Ingested {
  std::vector<Document> documents;  // in the order of the input
  std::vector<Error> errors;        // one for each piece that could not be read
  std::map<std::size_t, Cause>
      causes;               // of errors, by their place; those that are not here are kFailed
  std::vector<Note> notes;  // in the order of the documents
};

// `name` is the file's name (or "-") and is used in messages, in Document::file and, by its ending,
// to choose the reader; the ending ".txt" or none with content that begins like JSON or HTML is
// read as what it looks like. Never throws on any input.
Ingested ingest(std::string_view bytes, const std::string& name, const IngestOptions& options = {});

// The endings by which names choose a reader, with their dot and in lower case; of a folder's files
// those that have one are articles.
std::span<const std::string_view> known_endings();

// The identity of a document: SHA-256 in hex over outlet, address, published and text, each
// preceded by its length, after trimming white space at the ends of the first three.
std::string document_key(const Document& document);

}  // namespace sayso
