#pragma once
// In which language a text is, well enough to say "this is not English".
//
// The reading of attributions is made for English. A text in another language must be named, not
// read as nonsense. Half of a running text is function words, and they differ between languages:
//
//   "the of and to in that"  en        "der die und nicht ist"  de
//
// So the shares of each language's commonest words are compared; other scripts are told by their
// letters. Cost: one pass over the first 16 KB.

#include <string>
#include <string_view>

namespace sayso {

// ISO 639-1: "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "tr",
// "id", or by script "ru", "uk", "ar", "fa", "he", "el", "zh", "ja", "ko", "th"; "" if the text is
// too short (under ten words) or looks like none of them. Not UTF-8: "".
std::string guess_language(std::string_view text);

}  // namespace sayso
