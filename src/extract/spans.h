#pragma once
// Small questions about spans of a text, shared by the passes.

#include <optional>
#include <span>
#include <string_view>

#include "sayso/span.h"
#include "text/sentences.h"

namespace sayso {

// Without white space (and no-break space) at its edges.
Span trim(std::string_view text, Span span);

// Index of the sentence that holds `at`, or of the last one that begins before it.
std::size_t sentence_at(std::span<const Sentence> sentences, std::uint32_t at);

// Whether `text` begins with the lower-case word `word`, in any case, and the word ends there.
bool starts_with_word(std::string_view text, std::string_view word);

}  // namespace sayso
