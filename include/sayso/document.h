#pragma once
// One version of one published text, as it was received.
//
// `key` is the document's identity: the same words in two outlets are two documents, and a changed
// text at one address is another version of the same article (see document_key in ingest.h).

#include <string>

namespace sayso {

struct Document {
  std::string key;          // SHA-256 over outlet, address, published and text, 64 hex digits
  std::string external_id;  // the id that the input gave ("a1"), or empty
  std::string file;         // the file that it came from, as it was named; "-" is standard input
  std::string outlet;       // who published it; empty if nothing says
  std::string address;      // its URL, or empty
  std::string title;
  std::string byline;
  std::string
      published;  // ISO 8601 as written, with its zone: "2023-03-13T13:20:00+01:00"; or empty
  std::string modified;  // the same form, or empty
  std::string captured;  // the same form: when the bytes were fetched, or empty
  std::string text;      // valid UTF-8; all spans point into it; constant once it is here
  std::string bytes;  // what was received for this document: the JSON line, the HTML page, the file
  std::string language = "en";  // a guess from the text, two letters; "" if nothing can be said
};

}  // namespace sayso
