#pragma once
// What the sayings of one article tell about each other's days.
//
// Problem. An article dates an occasion once ("he told the station on Sunday night") and then goes
// on ("there were eleven vehicles, the governor said"). Alone, the second sentence looks like fresh
// speech of the article's own day. A document has one date, wherever it is quoted.
//
// Idea. A saying that names no day takes that of the nearest saying of the same voice that does,
// first of those before it: a voice is a speaker, or the body that several speak for. Not taken are
// what was "had said", what came through a relay, and days more than a week back: those are other
// occasions. Where the first paragraph tells of the day before, so do the sayings after it that nothing
// else dates. A document's day is the one in its own description ("dated 9 November", "published on
// Wednesday"), and all that it says has that day.
//
// Example. "These bandits carried away the flour," he told the station on Sunday night. There were
// eleven vehicles, the governor said. -> both on Sunday.
//
// Cost. Sayings times sayings of one voice.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "extract/dating.h"
#include "extract/entities.h"
#include "extract/times.h"
#include "text/sentences.h"

namespace sayso {

struct Saying {
  std::optional<EntityIndex> speaker;
  std::optional<Span> source;
  std::uint32_t at = 0;     // where it stands
  Dating dating;            // by its own sentence
  bool earlier = false;     // "had said"
  bool retold = false;      // came through a relay
  bool unanswered = false;  // a silence: it lasts until the article comes out
};

// One for each saying, in their order. `published`: of the article, ISO 8601.
std::vector<Dating> settle_days(std::string_view text, std::span<const Sentence> sentences,
                                std::span<const TimeExpression> times, const Entities& entities,
                                std::span<const Saying> sayings, std::string_view published);

}  // namespace sayso
