// libFuzzer over every reader of ingest. The first byte chooses the file's ending, the rest is the
// file.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "sayso/ingest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const std::string kNames[] = {"a.jsonl", "a.json", "a.html", "a.txt", "a.rss", "-"};
  const std::string& name = kNames[data[0] % std::size(kNames)];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const sayso::Ingested out = sayso::ingest(bytes, name);
  if (out.documents.empty() && out.errors.empty()) std::abort();  // nothing is dropped in silence
  for (const sayso::Document& document : out.documents) {
    if (sayso::find_invalid_utf8(document.text) || document.key != sayso::document_key(document))
      std::abort();
  }
  return 0;
}
