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

// "IDF" for "Israel Defense Forces", in lower case; words like "of" and "the" do not count. Empty
// for fewer than two words.
std::string acronym_of(std::string_view name);
// Whether a name is an acronym: two to six capitals and nothing else but dots.
bool is_acronym(std::string_view name);

}  // namespace sayso
