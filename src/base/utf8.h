#pragma once
// UTF-8 as it is needed here: checked once when a text comes in, then walked and indexed.
//
//   std::optional<std::size_t> bad = find_invalid_utf8(bytes);   // nullopt: all of it is valid
//   CodePointIndex index(document.text);                          // for exports, in code points
//   index.at(span.begin)

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sayso {

// The offset of the first byte that is not part of valid UTF-8 (RFC 3629: no surrogates, no
// overlong forms, nothing above U+10FFFF), or nullopt.
std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

// Whether `at` is the start of a code point or the end of the text. `text` is valid UTF-8.
bool is_boundary(std::string_view text, std::size_t at);

struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 0;  // its length, 1 to 4; 0: there is none
};

// The code point that begins at `at`, or the one that ends there. `text` is valid UTF-8 and `at` a
// boundary; bytes == 0 at the end (for next) or at the start (for previous).
CodePoint next_code_point(std::string_view text, std::size_t at);
CodePoint previous_code_point(std::string_view text, std::size_t at);

// Adds the UTF-8 of a code point (no surrogate, at most U+10FFFF) to `out`.
template <typename String>
void append_utf8(String& out, char32_t c) {
  const auto push = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    push(c);
  } else if (c < 0x800) {
    push(0xC0 | (c >> 6));
    push(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    push(0xE0 | (c >> 12));
    push(0x80 | ((c >> 6) & 0x3F));
    push(0x80 | (c & 0x3F));
  } else {
    push(0xF0 | (c >> 18));
    push(0x80 | ((c >> 12) & 0x3F));
    push(0x80 | ((c >> 6) & 0x3F));
    push(0x80 | (c & 0x3F));
  }
}

// Byte offsets to code points, in constant time after one pass; keeps a view of the text, and one
// count for each 256 bytes of it.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);

  // How many code points begin before byte `at` (at most the text's size; on a boundary).
  std::uint32_t at(std::size_t byte) const;
  // The way back: the byte where code point number `code_point` begins; the size of the text for
  // the number of all code points or more.
  std::size_t byte_at(std::uint32_t code_point) const;
  std::uint32_t size() const { return size_; }  // code points in the text

 private:
  std::string_view text_;
  std::vector<std::uint32_t> before_;  // code points that begin before byte 256 * i
  std::uint32_t size_ = 0;
};

}  // namespace sayso
