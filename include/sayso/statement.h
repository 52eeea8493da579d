#pragma once
// One attribution in a document: who says what, on whose word the article has it, and with what
// stance. Records is everything that extract() finds in one document.
//
//   "Ylva Dragsund told the magazine Skerry that Crane 4 was last inspected in May 2022."
//    source = "Ylva Dragsund", cue = "told", content = "Crane 4 was last inspected in May 2022",
//    speaker = Dragsund, via = [Skerry], stance = asserts, quoted = indirect

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/entity.h"
#include "sayso/span.h"

namespace sayso {

enum class Stance : std::uint8_t {
  kAsserts,
  kConfirms,  // one who could know says that another's assertion is right, or a party admits it
  kDenies,
  kQuestions,   // doubts, without denying
  kDeclines,    // was asked and refuses to say
  kUnanswered,  // was asked and has not replied
  kRetracts,    // takes an own earlier assertion back
  kUnverified,  // says that it could not be, or has not been, confirmed
};
inline constexpr int kStances = 8;

enum class Quoted : std::uint8_t { kDirect, kIndirect, kMixed };
enum class Voice : std::uint8_t { kAttributed, kOwn };  // kOwn: the outlet itself says it

// What group() compares to tell whether two statements mean the same proposition.
struct Proposition {
  std::vector<std::string> words;          // stems of the content words, sorted, without repeats
  std::vector<std::string> numbers;        // "5", "19", "1.5e6": figures in digits or words, sorted
  std::vector<std::string> names;          // lower-case names in it, sorted
  std::array<std::int8_t, 256> meaning{};  // unit vector times 127; all zero: no model was there
  bool refers_back =
      false;  // the content is only "this", "the claim", "it": it has no words of its own
  bool negated = false;  // "not", "no", "never", "nobody" among its words
  std::vector<std::string>
      context;       // stems of the words just around the content, sorted: what it refers to
  std::string text;  // the content as it stands, pieces joined by " ... ", at most 400 bytes: a
                     // claim's text is that of one of its statements
};

struct Statement {
  std::optional<Span> source;
  std::optional<Span> cue;
  std::vector<Span> content;  // in order, without overlap; empty for a silence without a topic
  Span sentence;              // the sentence or paragraph to show it in
  std::optional<EntityIndex> speaker;
  std::vector<EntityIndex>
      via;  // from the relay nearest to the reader to the one nearest to the speaker
  Stance stance = Stance::kAsserts;
  Quoted quoted = Quoted::kIndirect;
  Voice voice = Voice::kAttributed;
  std::string said_on;      // "2023-03-14", "2023-03", "2023"; empty: the text does not tell
  std::string happened_on;  // when the thing said happened, the same forms
  std::vector<std::uint32_t> carries;    // indexes into Records::statements
  std::optional<std::uint32_t> inside;   // the same, the other way round
  std::optional<std::uint32_t> answers;  // of a denial, confirmation or silence: the statement that
                                         // it is about, where the document says so
  Proposition proposition;
  bool seen = false;  // own voice only: the outlet says that it saw, obtained or verified the thing
  std::string rule;   // the pass and rule that decided, for `explain`
};

// One outlet that the text cites, by an entity of the same Records.
struct Citation {
  EntityIndex outlet = 0;
  Span at;
};

struct Records {
  std::string document;  // Document::key
  std::string external_id;
  std::string file;
  std::string outlet;
  std::string address;
  std::string title;
  std::string byline;
  std::string published;
  std::vector<Entity> entities;
  std::vector<Statement> statements;  // in order of (first span, content, cue)
  std::vector<Citation> citations;    // outlets on whose word the article has something
  std::vector<std::string> credits;   // agencies in byline or dateline: "Meridian"
  std::vector<std::uint64_t> sketch;  // hashes of word runs, sorted: tells copies (see sketch.h)
  std::vector<std::string> notes;     // oddities: "language not read: fr"
};

std::string_view to_string(Stance stance);
std::string_view to_string(Quoted quoted);
std::string_view to_string(Voice voice);
std::optional<Stance> stance_from(std::string_view name);
std::optional<Quoted> quoted_from(std::string_view name);

// The span that a statement begins with in reading order: its content, or the cue of a silence.
Span first_span(const Statement& statement);

}  // namespace sayso
