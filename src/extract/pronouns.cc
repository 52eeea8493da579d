#include "extract/pronouns.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/fold.h"

namespace sayso {
namespace {

constexpr std::array<std::pair<std::string_view, Pronoun>, 22> kPronouns = {{
    {"he", Pronoun::kHe},          {"him", Pronoun::kHe},        {"his", Pronoun::kHe},
    {"himself", Pronoun::kHe},     {"she", Pronoun::kShe},       {"her", Pronoun::kShe},
    {"hers", Pronoun::kShe},       {"herself", Pronoun::kShe},   {"it", Pronoun::kIt},
    {"they", Pronoun::kThey},      {"them", Pronoun::kThey},     {"their", Pronoun::kThey},
    {"this", Pronoun::kIt},        {"i", Pronoun::kFirst},       {"we", Pronoun::kFirst},
    {"me", Pronoun::kFirst},       {"us", Pronoun::kFirst},      {"who", Pronoun::kRelative},
    {"which", Pronoun::kRelative}, {"that", Pronoun::kRelative}, {"whom", Pronoun::kRelative},
    {"you", Pronoun::kSecond},
}};

constexpr std::array<std::string_view, 54> kTitles = {
    "mr",         "mrs",        "ms",        "miss",      "dr",
    "prof",       "professor",  "sir",       "dame",      "lord",
    "lady",       "madam",      "rev",       "reverend",  "father",
    "sister",     "senator",    "sen",       "rep",       "representative",
    "gov",        "governor",   "president", "vice",      "minister",
    "chancellor", "judge",      "justice",   "sheriff",   "gen",
    "general",    "major",      "maj",       "col",       "colonel",
    "lt",         "lieutenant", "captain",   "capt",      "admiral",
    "sgt",        "sergeant",   "inspector", "detective", "councillor",
    "cllr",       "mayor",      "prime",     "secretary", "king",
    "queen",      "prince",     "princess",  "pope"};

}  // namespace

Pronoun pronoun_of(std::string_view phrase) {
  const std::string word = fold_case(phrase);
  for (const auto& [name, pronoun] : kPronouns) {
    if (name == word) return pronoun;
  }
  return Pronoun::kNone;
}

Gender gender_of_title(std::string_view lower_word) {
  if (lower_word == "mr" || lower_word == "sir" || lower_word == "lord") return Gender::kMale;
  for (const std::string_view title : {"mrs", "ms", "miss", "dame", "lady"}) {
    if (lower_word == title) return Gender::kFemale;
  }
  return Gender::kUnknown;
}

Gender gender_of_noun(std::string_view lower_word) {
  for (const std::string_view noun :
       {"wife", "mother", "sister", "daughter", "widow", "spokeswoman", "chairwoman",
        "councilwoman", "congresswoman", "businesswoman", "woman", "queen", "aunt"}) {
    if (lower_word == noun) return Gender::kFemale;
  }
  for (const std::string_view noun :
       {"husband", "father", "brother", "son", "widower", "spokesman", "chairman", "councilman",
        "congressman", "businessman", "man", "king", "uncle"}) {
    if (lower_word == noun) return Gender::kMale;
  }
  return gender_of_title(lower_word);
}

bool is_title(std::string_view lower_word) {
  return std::find(kTitles.begin(), kTitles.end(), lower_word) != kTitles.end();
}

}  // namespace sayso
