#pragma once
// Figures of two people in one clause: the one that a speaker gives, and the one that he sets it
// against.
//
// Problem. "Eleven people, not the fourteen that the mayor had named, were hurt, she said" says three
// things: eleven were hurt; not fourteen were; and the mayor said fourteen. A tagger sees one content.
// Left whole, it has both figures and agrees with everybody.
//
// Idea. What stands behind a figure, a comma and "not" is cut out if it is another figure; what goes
// on behind it belongs to both. And a figure that says whose it is ("the fourteen that the mayor had
// named", "the 46,000 claimed by the union", "more than the 1,400 of which the paper wrote") is a
// report of its own, in whatever sentence it stands.
//
//   Eleven people, not the fourteen that the mayor had named, were hurt, she said
//     she        said    Eleven people | were hurt
//     she        said    not the fourteen | were hurt
//     the mayor  named   the fourteen
//
// Cost. Linear in the sentences of the attributions.

#include <span>
#include <string_view>
#include <vector>

#include "extract/reading.h"
#include "text/sentences.h"

namespace sayso {

// The attributions of a segment with those that this makes of them, in order of their first span.
// `sentences` are those of the text.
std::vector<Attribution> with_other_figures(std::string_view text,
                                            std::span<const Sentence> sentences,
                                            std::vector<Attribution> attributions);

}  // namespace sayso
