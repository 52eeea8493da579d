#pragma once
// A place in a document's text.
//
// Every answer that sayso gives must lead back to words that somebody published. A Span is that
// lead: a half-open range of bytes of Document::text, always on code-point boundaries, so that
//
//   text_of(document, span) == the quotation, byte for byte
//
// Offsets in code points or UTF-16 units exist only where text leaves the program (export).

#include <compare>
#include <cstdint>
#include <string_view>

namespace sayso {

struct Span {
  std::uint32_t begin = 0;  // bytes from the start of the text
  std::uint32_t end = 0;    // bytes, exclusive; never before begin

  auto operator<=>(const Span&) const = default;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(const Span& other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(const Span& other) const { return begin < other.end && other.begin < end; }
};

inline std::string_view slice(std::string_view text, const Span& span) {
  return text.substr(span.begin, span.size());
}

}  // namespace sayso
