#pragma once
// Which characters the bytes of a file stand for.
//
// Everything behind ingest is UTF-8. A byte order mark is believed; a page says its encoding in a
// <meta> or is windows-1252 where it is not UTF-8 (as browsers have it); plain text and JSON
// without a mark must be UTF-8, since guessing between the old one-byte encodings would change
// words without anybody seeing.
//
//   "\xFF\xFEh\0i\0"  ->  "hi"
//
// Cost: one pass, and a second in memory where something is converted.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sayso/result.h"

namespace sayso {

struct ByteOrderMark {
  std::string encoding;  // ICU's name: "UTF-8", "UTF-16LE", ...; empty if there is none
  std::size_t size = 0;  // bytes
};
ByteOrderMark byte_order_mark(std::string_view bytes);

enum class Broken { kRefuse, kReplace };

// To UTF-8. An unknown encoding is an error, as are broken bytes under kRefuse; under kReplace each
// becomes U+FFFD.
Result<std::string> to_utf8(std::string_view bytes, const std::string& encoding, Broken broken);

// The page's encoding: what a <meta> in its first 1,024 bytes says, if ICU knows it; else UTF-8 if
// it is that, else windows-1252 (HTML Living Standard, 13.2.3.2, without its frequency analysis).
std::string html_encoding(std::string_view bytes);

// What a file that is not text is: "a PDF", "a ZIP archive (or .docx, .odt, .epub)", "compressed
// with gzip", ..., with what to do about it. Nothing if it may be text.
struct NotText {
  std::string what;
  std::string remedy;
};
std::optional<NotText> not_text(std::string_view bytes);

// A text in UTF-8: as it is if it is that, else from the first of the two encodings that is known,
// read as browsers read it; what is broken becomes U+FFFD. "" if neither is known.
std::string text_in_utf8(std::string_view bytes, const std::string& declared,
                         const std::string& guess);

}  // namespace sayso
