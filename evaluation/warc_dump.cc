// The records of web archives, one JSON a record, to be compared with other readers.
//
//   warc_dump ARCHIVE > records.jsonl
//
// Problem. A reader of archives is right if it finds the records that others find.
//
// Idea. The program's own WarcReader; for each record its type, id, place, and a hash of its block.
//
// Example. {"type": "response", "id": "<urn:uuid:...>", "offset": 1234, "length": 36578, "sha256":
// "..."}; troubles go to stderr.
//
// Cost. That of the reader and of the hash.

#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "base/hash.h"
#include "ingest/warc.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "warc_dump ARCHIVE\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  sayso::WarcReader reader(bytes, 64u << 20);
  while (const auto record = reader.next()) {
    const nlohmann::json line = {{"type", record->header("warc-type")},
                                 {"id", record->header("warc-record-id")},
                                 {"offset", record->offset},
                                 {"length", record->block.size()},
                                 {"sha256", sayso::sha256_hex(record->block)}};
    std::cout << line.dump() << '\n';
  }
  for (const sayso::WarcTrouble& trouble : reader.troubles())
    std::cerr << argv[1] << ", byte " << trouble.offset << ": " << trouble.what << '\n';
  return 0;
}
