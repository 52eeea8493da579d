// libFuzzer over statements from elsewhere: the file's bytes, placed in a document whose text has
// code points of every length. What is accepted must stand on code-point boundaries of the text.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "sayso/given.h"

namespace {

void check(const std::optional<sayso::Span>& span, std::string_view text) {
  if (!span) return;
  const bool fits = span->begin < span->end && span->end <= text.size() &&
                    sayso::is_boundary(text, span->begin) && sayso::is_boundary(text, span->end);
  if (!fits) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto given =
      sayso::read_given({reinterpret_cast<const char*>(data), size}, "statements.json");
  if (!given) {
    if (given.error().what.empty() || given.error().where.empty()) std::abort();
    return 0;
  }
  sayso::Document document;
  document.key = "k";
  document.external_id = "a1";
  document.text = "“Ça brûle,” said Lind. It burned 😀 for a day.";
  const std::vector<sayso::Document> documents{document};
  const auto parts = sayso::given_of(*given, documents);
  if (!parts) return 0;
  const sayso::GivenRecords& part = parts->front();
  for (const sayso::GivenStatement& one : part.statements) {
    check(one.statement.source, document.text);
    check(one.statement.cue, document.text);
    for (const sayso::Span& piece : one.statement.content) check(piece, document.text);
    if (one.statement.speaker && *one.statement.speaker >= part.entities.size()) std::abort();
    if (one.statement.inside && *one.statement.inside >= part.statements.size()) std::abort();
  }
  return 0;
}
