#pragma once
// The words in which listings say who spoke, how, and where a claim stands. The program never says
// that something is true or false: a standing says who says so, and how many.

#include <string>
#include <string_view>
#include <vector>

#include "cli/layout.h"
#include "cli/view.h"

namespace sayso::cli {

// "Tamir Heyman", or "the customs official (unnamed)", as it stands within a sentence. Fit for a
// terminal.
std::string entity_name(const View& view, EntityIndex entity);
// With the fullest of its roles: "Ylva Dragsund, director of Port Halden".
std::string introduced(const View& view, EntityIndex entity);
// The speakers of an origin, those first who are no outlets; a single one with its role if
// `with_role`.
std::string origin_name(const View& view, const Origin& origin, bool with_role);
// The speaker of a statement, the outlet for its own voice, or "somebody the article does not
// name".
std::string speaker_name(const View& view, std::uint32_t statement);

std::string outlet_name(const View& view, std::uint32_t document);

// "A", "A and B", "A, B and C"; more than `most` become "A, B and 3 more".
std::string list_words(const std::vector<std::string>& words, std::size_t most = 5);

std::string_view standing_words(StandingKind kind);    // "single origin"
std::string_view standing_meaning(StandingKind kind);  // "one origin says so, none denies it"
std::string flag_words(std::string_view flag);         // "anonymous only"
std::string_view flag_meaning(std::string_view flag);  // empty for a flag that is not known
std::string standing_inked(const Look& look, StandingKind kind, std::string_view words);

std::string_view verb(Stance stance);  // "denies it", after a name
// The same for the speaker of a statement: "deny it", after "two officials".
std::string said_by_it(const View& view, std::uint32_t statement);
std::string_view short_verb(Stance stance);  // "denies", for a column
constexpr int kShortVerbWidth = 12;

// ", citing Skerry" or "".
std::string citing(const View& view, std::uint32_t statement);

// The standing on the day, or kUndetermined if nothing was said yet.
StandingKind current(const ClaimStanding& standing);

std::string count_of(std::size_t n, std::string_view singular, std::string_view plural);
// "2 to 3 origins", "1 origin", "no origin".
std::string origins_words(const ClaimStanding& standing);

// What moved a claim that day, as a sentence: "Ylva Dragsund denies it (Kystradio)".
std::string moved_words(const View& view, const Standing& standing);

}  // namespace sayso::cli
