#pragma once
// Records of a web archive (WARC, ISO 28500), whole or compressed by member.
//
//   WarcReader reader(file, 64u << 20);
//   while (std::optional<WarcRecord> record = reader.next()) use(*record);
//   for (const WarcTrouble& trouble : reader.troubles()) ...    what could not be read, and where

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/inflate.h"
#include "ingest/mime.h"

namespace sayso {

struct WarcRecord {
  std::size_t number = 0;  // from 1, as it stands in the file
  std::size_t offset = 0;  // of the file: the record's first byte, or that of its compressed member
  Headers headers;         // as written; names in lower case
  std::string block;
  bool cut_off = false;  // the file ends within the block; a trouble says so, too

  std::string header(std::string_view name) const;  // without white space at its ends; "" if none
};

struct WarcTrouble {
  std::string what;
  std::size_t offset = 0;
};

class WarcReader {
 public:
  // A block of more than `most_bytes` is passed over, with a trouble.
  WarcReader(std::string_view file, std::size_t most_bytes);

  std::optional<WarcRecord> next();
  const std::vector<WarcTrouble>& troubles() const { return troubles_; }

 private:
  bool fill(std::size_t n_bytes);
  void drop(std::size_t n_bytes);
  void skip(std::size_t n_bytes);
  bool find_record();
  std::optional<WarcRecord> read_head();
  void trouble(std::string what);  // where the reader is
  void trouble(std::string what, std::size_t offset);

  Inflater stream_;
  std::size_t most_bytes_;
  std::string buffer_;
  std::size_t begin_ = 0;    // of what is not read, in the buffer
  std::size_t content_ = 0;  // where that is in the content
  std::size_t n_records_ = 0;
  std::vector<WarcTrouble> troubles_;
};

// Whether the digest that a header names ("sha1:<base32>") is that of `bytes`; true for what is not
// named or of another kind.
bool has_digest(std::string_view bytes, const std::string& named);

// The body of an HTTP message that was sent in chunks (RFC 9112, 7.1); nullopt if it is none.
std::optional<std::string> from_chunks(std::string_view body);

}  // namespace sayso
