#include "sayso/statement.h"

namespace sayso {

Span first_span(const Statement& statement) {
  if (!statement.content.empty()) return statement.content.front();
  if (statement.cue) return *statement.cue;
  return statement.source.value_or(Span{});
}

}  // namespace sayso
