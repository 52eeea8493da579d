#pragma once
// Which passages two texts have in common: what one may have taken from the other.
//
// Problem. Papers take two paragraphs of an agency's story into their own, change a spelling, drop a
// clause. Two reporters at one press conference have a quotation in common and took nothing from
// each other; and the lines at the foot ("Reporting by ...") are in everything.
//
// Idea. Words are compared by their consonants (bones.h). Every run of five words that both have is
// a seed; a seed grows as far as the words agree, and neighbours with a few other words between
// them are one, which is then cut at the paragraphs of the second text. A passage of which nearly all stands in quotation marks is a common
// quotation; one made of formulas of the trade is boilerplate; the others count as taken.
//
// Example.
//   a  "The crane had not been inspected since May, the official told Meridian on Monday."
//   b  "An official says the crane had not been inspected since May, the official told Meridian."
//   one passage, "the crane had ... told Meridian", 13 words
//
// Cost: linear in the texts; a run that stands in `a` more than eight times is looked up at eight
// places only, so that a word repeated a million times costs no more.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sayso/span.h"

namespace sayso {

enum class PassageKind : std::uint8_t { kTaken, kQuotation, kBoilerplate };

struct Passage {
  Span a, b;                // where it stands in the two texts
  std::uint32_t words = 0;  // that are in both
  PassageKind kind = PassageKind::kTaken;
};

inline constexpr std::size_t kPassageWords = 9;  // in both, at least, before it is cut

// In the order of `b`, without overlap there. `quotations` are spans of `b` in quotation marks, in
// order and without overlap.
std::vector<Passage> shared_passages(std::string_view a, std::string_view b,
                                     std::span<const Span> quotations);

// Words of the text, as passages count them.
std::uint32_t count_words(std::string_view text);

}  // namespace sayso
