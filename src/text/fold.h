#pragma once
// Forms of a word to compare words by. They are keys, never text that is shown.

#include <string>
#include <string_view>

namespace sayso {

// Lower case by full Unicode case folding: "ΣΑΣ" -> "σασ", "Straße" -> "strasse". Valid UTF-8 in
// and out.
std::string fold_case(std::string_view text);

// The same without accents: "Société Générale" -> "societe generale"; curly apostrophes become "'".
std::string fold_case_and_accents(std::string_view text);

}  // namespace sayso
