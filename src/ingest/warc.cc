#include "ingest/warc.h"

// Problem. Archives are large, compressed record by record, cut off in the middle, and written by
// crawlers that count wrongly.
//
// Idea. Records are read from a stream (inflate.h), one in memory at a time. What should be the
// beginning of a record and is not is passed over up to the next line that begins one, and named.
//
// Example. A record that says 100 bytes and has 90: its block ends in the head of the next, which is
// then no record; the one after that is read.
//
// Cost. One pass over the content; memory of the longest record.

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace sayso {
namespace {

constexpr std::size_t kHeadBytes = 1u << 16;  // of a record's headers
constexpr std::size_t kMostTroubles = 1000;
constexpr std::size_t kReadBytes = 1u << 20;  // of the buffer that are read, before they are let go

// RFC 4648, 6.
std::string base32(const unsigned char* bytes, std::size_t n) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned bits = 0;
  int n_bits = 0;
  for (std::size_t i = 0; i < n; ++i) {
    bits = (bits << 8 | bytes[i]) & 0xffff;
    n_bits += 8;
    while (n_bits >= 5) {
      n_bits -= 5;
      out += kAlphabet[bits >> n_bits & 31];
    }
  }
  return out;
}

std::size_t end_of_head(std::string_view text) {
  const std::size_t crlf = text.find("\r\n\r\n"), lf = text.find("\n\n");
  if (crlf == std::string_view::npos && lf == std::string_view::npos) return crlf;
  return crlf < lf ? crlf + 4 : lf + 2;
}

}  // namespace

std::string WarcRecord::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key != name) continue;
    const std::size_t begin = value.find_first_not_of(" \t");
    if (begin == std::string::npos) return "";
    return value.substr(begin, value.find_last_not_of(" \t") - begin + 1);
  }
  return "";
}

WarcReader::WarcReader(std::string_view file, std::size_t most_bytes)
    : stream_(file), most_bytes_(most_bytes) {}

void WarcReader::trouble(std::string what) {
  trouble(std::move(what), stream_.offset_of(content_));
}

void WarcReader::trouble(std::string what, std::size_t offset) {
  if (troubles_.size() < kMostTroubles) troubles_.push_back({std::move(what), offset});
}

// Whether there are so many bytes to read.
bool WarcReader::fill(std::size_t n_bytes) {
  if (begin_ > kReadBytes) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  while (buffer_.size() - begin_ < n_bytes) {
    if (!stream_.more(buffer_)) return false;
  }
  return true;
}

void WarcReader::drop(std::size_t n_bytes) {
  begin_ += n_bytes;
  content_ += n_bytes;
}

void WarcReader::skip(std::size_t n_bytes) {
  while (n_bytes > 0 && fill(1)) {
    const std::size_t n = std::min(n_bytes, buffer_.size() - begin_);
    drop(n);
    n_bytes -= n;
  }
}

// Goes to where a record begins; false at the end.
bool WarcReader::find_record() {
  while (fill(1) && (buffer_[begin_] == '\r' || buffer_[begin_] == '\n')) drop(1);
  if (!fill(5)) {
    if (fill(1)) trouble("the record is cut off");
    skip(5);
    return false;
  }
  if (buffer_.compare(begin_, 5, "WARC/") == 0) return true;
  trouble("no record begins here; the bytes up to the next one were passed over");
  while (fill(6)) {
    const std::size_t found = buffer_.find("\nWARC/", begin_);
    if (found != std::string::npos) {
      drop(found + 1 - begin_);
      return true;
    }
    drop(buffer_.size() - begin_ - 5);
  }
  return false;
}

// A record without its block; nullopt, and a trouble, if the head is none.
std::optional<WarcRecord> WarcReader::read_head() {
  std::size_t end = std::string::npos;
  std::size_t asked = 4096;
  while (end == std::string::npos) {
    const bool more = fill(asked);
    end = end_of_head(std::string_view(buffer_).substr(begin_, kHeadBytes));
    if (end != std::string::npos) break;
    if (!more || asked >= kHeadBytes) {
      trouble(more ? "the record's head has no end" : "the record is cut off");
      return std::nullopt;
    }
    asked *= 2;
  }
  WarcRecord record;
  record.number = ++n_records_;
  record.offset = stream_.offset_of(content_);
  std::string_view head = std::string_view(buffer_).substr(begin_, end);
  head.remove_prefix(head.find('\n') + 1);
  record.headers = take_headers(head);
  drop(end);
  return record;
}

std::optional<WarcRecord> WarcReader::next() {
  while (find_record()) {
    std::optional<WarcRecord> record = read_head();
    if (!record) {
      drop(5);  // "WARC/": the search goes on behind it
      continue;
    }
    const std::string length = record->header("content-length");
    std::size_t n_bytes = 0;
    const char* const end = length.data() + length.size();
    if (const auto [at, error] = std::from_chars(length.data(), end, n_bytes);
        error != std::errc() || at != end) {
      trouble("the record does not say how long it is", record->offset);
      continue;
    }
    if (n_bytes > most_bytes_) {
      trouble("the record has " + length + " bytes, more than the limit of " +
                  std::to_string(most_bytes_),
              record->offset);
      skip(n_bytes);
      continue;
    }
    record->cut_off = !fill(n_bytes);
    if (record->cut_off) {
      trouble("the record is cut off", record->offset);
      n_bytes = buffer_.size() - begin_;
    }
    record->block = buffer_.substr(begin_, n_bytes);
    drop(n_bytes);
    return record;
  }
  if (!stream_.problem().empty()) trouble(stream_.problem());
  return std::nullopt;
}

bool has_digest(std::string_view bytes, const std::string& named) {
  if (named.size() < 5 || (!named.starts_with("sha1:") && !named.starts_with("SHA1:"))) return true;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1)
    return true;
  std::string expected = named.substr(5);
  std::transform(expected.begin(), expected.end(), expected.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c; });
  if (expected.size() != 40) return expected == base32(digest.data(), size);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += "0123456789ABCDEF"[digest[i] >> 4];
    hex += "0123456789ABCDEF"[digest[i] & 15];
  }
  return expected == hex;
}

std::optional<std::string> from_chunks(std::string_view body) {
  std::string out;
  while (true) {
    const std::size_t line = body.find('\n');
    if (line == std::string_view::npos) return std::nullopt;
    std::size_t n = 0;
    const auto [at, error] = std::from_chars(body.data(), body.data() + line, n, 16);
    if (error != std::errc()) return std::nullopt;
    const char behind = *at;
    if (behind != '\r' && behind != '\n' && behind != ';' && behind != ' ') return std::nullopt;
    body.remove_prefix(line + 1);
    if (n == 0) return out;
    if (n > body.size()) return std::nullopt;
    out += body.substr(0, n);
    body.remove_prefix(n);
    if (body.starts_with("\r\n")) body.remove_prefix(2);
  }
}

}  // namespace sayso
