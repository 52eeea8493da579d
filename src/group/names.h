#pragma once
// Names as they are compared: "Ms Ylva Dragsund" and "Ylva Dragsund", "The Courier" and "the
// Courier".

#include <string>
#include <string_view>
#include <vector>

namespace sayso {

// Plain words of a name without articles; of a person also without titles ("Mr", "Dr", "Minister").
std::vector<std::string> name_words(std::string_view name, bool person = false);
std::string joined(const std::vector<std::string>& words);  // with one space between

// Whether it looks like a name at all: a word that begins with a capital or a digit, beside the
// article.
bool is_proper(std::string_view name);

// Whether a word of a name tells whose name it is: "halden" does, "port", "ministry" and "new" don't.
bool is_telling(std::string_view word);

// "of", "the", "and".
bool is_small_word(std::string_view word);

// A noun for a post that one person holds: "director", "governor".
bool is_office(std::string_view word);
// Names that very many texts share, whatever they are about: nations, large cities, first names.
bool is_well_known(std::string_view word);
bool is_date_word(std::string_view word);  // a day of the week, a month, a feast

// "IDF" for "Israel Defense Forces", in lower case; words like "of" and "the" do not count. Empty
// for fewer than two words.
std::string acronym_of(std::string_view name);
// Whether a name is an acronym: two to six capitals and nothing else but dots.
bool is_acronym(std::string_view name);

}  // namespace sayso
