#include "base/utf8.h"

#include <algorithm>
#include <cassert>

namespace sayso {
namespace {

constexpr std::size_t kBlock = 256;

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool is_continuation(unsigned byte) { return (byte & 0xC0) == 0x80; }

struct LeadByte {
  std::size_t length;     // of the whole code point; 0: this byte can't begin one
  unsigned second_least;  // the second byte's range says what the first can't: no overlong forms,
  unsigned second_most;   // no surrogates, nothing above U+10FFFF
};

// RFC 3629, section 4: the table of well-formed sequences.
LeadByte lead_byte(unsigned byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// The length of the valid code point at `at`; 0 if there is none.
std::size_t valid_length(std::string_view bytes, std::size_t at) {
  const LeadByte lead = lead_byte(byte_at(bytes, at));
  if (lead.length < 2) return lead.length;
  if (lead.length > bytes.size() - at) return 0;
  const unsigned second = byte_at(bytes, at + 1);
  if (second < lead.second_least || second > lead.second_most) return 0;
  for (std::size_t i = 2; i < lead.length; ++i) {
    if (!is_continuation(byte_at(bytes, at + i))) return 0;
  }
  return lead.length;
}

std::uint32_t count_code_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return !is_continuation(static_cast<unsigned char>(c));
  }));
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t length = valid_length(bytes, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

bool is_boundary(std::string_view text, std::size_t at) {
  if (at >= text.size()) return at == text.size();
  return !is_continuation(byte_at(text, at));
}

CodePoint next_code_point(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const unsigned first = byte_at(text, at);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (length > text.size() - at) return {};
  char32_t value = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) value = (value << 6) | (byte_at(text, at + i) & 0x3F);
  return {value, static_cast<std::uint32_t>(length)};
}

CodePoint previous_code_point(std::string_view text, std::size_t at) {
  if (at == 0 || at > text.size()) return {};
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && is_continuation(byte_at(text, begin))) --begin;
  return next_code_point(text, begin);
}

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  before_.reserve(text.size() / kBlock + 1);
  for (std::size_t block = 0; block <= text.size(); block += kBlock) {
    before_.push_back(size_);
    size_ += count_code_points(text.substr(block, kBlock));
  }
}

std::uint32_t CodePointIndex::at(std::size_t byte) const {
  assert(is_boundary(text_, byte));
  const std::size_t block = byte / kBlock;
  return before_[block] + count_code_points(text_.substr(block * kBlock, byte % kBlock));
}

std::size_t CodePointIndex::byte_at(std::uint32_t code_point) const {
  if (code_point >= size_) return text_.size();
  // The last block that begins with at most that many code points before it holds it.
  const auto after = std::upper_bound(before_.begin(), before_.end(), code_point);
  const auto block = static_cast<std::size_t>(after - before_.begin()) - 1;
  std::uint32_t left = code_point - before_[block];
  std::size_t at = block * kBlock;
  while (!is_boundary(text_, at)) ++at;
  for (; left > 0; --left) at += next_code_point(text_, at).bytes;
  return at;
}

}  // namespace sayso
