#pragma once
// What a statement says, in the form in which two statements are compared.
//
//   content "the crane had not been inspected since 17 May"
//     words    crane inspect            (stems; without words that every sentence has)
//     numbers  05-17
//     names    (none; "Crane 4" or "Ylva Dragsund" would be)
//     negated  true
//
// A content may have no words of its own ("this", "the allegation", "it"): refers_back. What it is
// about then stands just before, so the words around the content are kept too, as `context`.
//
// Cost: linear in the content and about 400 bytes around it.

#include <span>
#include <string_view>

#include "sayso/span.h"
#include "sayso/statement.h"

namespace sayso {

// Fills everything of a Proposition but `meaning`. `content` are spans of `text` in order, may be
// empty; `around` is where to look for the context if it is (the cue of a silence). `names` are
// spans of names in the text, in any order; capitals are used besides. At most 400 words are read.
Proposition make_proposition(std::string_view text, std::span<const Span> content,
                             std::span<const Span> names = {}, const Span& around = {});

}  // namespace sayso
