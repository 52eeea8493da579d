// libFuzzer over the readers of feeds: XML, or JSON if the input begins so.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "sayso/ingest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const sayso::Ingested out = sayso::ingest(bytes, bytes.starts_with('{') ? "a.json" : "a.rss");
  if (out.documents.empty() && out.errors.empty()) std::abort();  // nothing is dropped in silence
  for (const sayso::Document& document : out.documents) {
    if (sayso::find_invalid_utf8(document.text) || sayso::find_invalid_utf8(document.title) ||
        sayso::find_invalid_utf8(document.byline) || sayso::find_invalid_utf8(document.address))
      std::abort();
  }
  for (const sayso::Note& note : out.notes) {
    if (note.document >= out.documents.size() || sayso::find_invalid_utf8(note.text)) std::abort();
  }
  return 0;
}
