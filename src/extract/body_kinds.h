#pragma once
// What kind of body a noun or a name speaks of, so far as its words tell.
//
// "The union" in an article about the League of Deck Hands and Sundreth Ferries is the League: a
// ferry line is a company. Nouns and words of names share a kind, and two that have a kind each but
// none in common are never taken for one body. A word can have several ("league": a union, or a
// club); most have none, and then nothing is said.
//
// Cost: a search in a sorted table for each word.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sayso {

// A set of kinds, one bit each; 0: nothing is known.
using BodyKinds = std::uint32_t;

BodyKinds body_kinds(std::string_view plain_word);
// Of all the words of a name together.
BodyKinds body_kinds(std::span<const std::string> plain_words);

inline bool kinds_differ(BodyKinds a, BodyKinds b) { return a != 0 && b != 0 && (a & b) == 0; }

}  // namespace sayso
