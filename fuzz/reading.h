#pragma once
// What holds for whatever any reader of ingest() makes of any bytes.

#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "sayso/ingest.h"

inline void check_reading(std::string_view bytes, const char* name) {
  const sayso::Ingested out = sayso::ingest(bytes, name);
  if (out.documents.empty() && out.errors.empty()) std::abort();  // nothing is dropped in silence
  for (const sayso::Document& document : out.documents) {
    for (const auto* field : {&document.text, &document.title, &document.byline, &document.outlet,
                              &document.address, &document.external_id, &document.published}) {
      if (sayso::find_invalid_utf8(*field)) std::abort();
    }
    if (document.text.empty() || document.key != sayso::document_key(document)) std::abort();
  }
  for (const sayso::Note& note : out.notes) {
    if (note.document >= out.documents.size() || sayso::find_invalid_utf8(note.text)) std::abort();
  }
  for (const auto& [place, cause] : out.causes) {
    if (place >= out.errors.size()) std::abort();
  }
}
