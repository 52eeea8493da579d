#include "group/names.h"

#include <algorithm>
#include <array>

#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr std::array<std::string_view, 3> kArticles{"the", "a", "an"};
constexpr std::array<std::string_view, 29> kTitles{
    "mr",        "mrs",      "ms",    "miss",      "dr",    "prof",    "professor", "sir",
    "dame",      "lord",     "lady",  "rev",       "gen",   "general", "col",       "colonel",
    "capt",      "captain",  "lt",    "sgt",       "judge", "justice", "senator",   "sen",
    "president", "minister", "mayor", "inspector", "chief",
};
constexpr std::array<std::string_view, 9> kSmallWords{"of", "the", "and", "for", "in",
                                                      "on", "a",   "to",  "at"};
constexpr std::array kOffices = std::to_array<std::string_view>({
    "ambassador", "archbishop", "bishop",    "chair",     "chairman",     "chairwoman",
    "chancellor", "chief",      "coach",     "commander", "commissioner", "dean",
    "director",   "executive",  "governor",  "head",      "manager",      "mayor",
    "minister",   "premier",    "president", "principal", "prosecutor",   "rector",
    "secretary",  "treasurer",
});

// Words that stand in the names of many bodies and places.
constexpr std::array kCommonInNames = std::to_array<std::string_view>({
    "agency",     "association", "authority",  "bank",         "board",        "centre",
    "center",     "city",        "college",    "commission",   "committee",    "company",
    "council",    "county",      "court",      "department",   "directorate",  "district",
    "east",       "federal",     "federation", "first",        "foundation",   "general",
    "government", "group",       "hospital",   "house",        "institute",    "international",
    "labour",     "ministry",    "museum",     "national",     "new",          "news",
    "north",      "northern",    "office",     "organisation", "organization", "parliament",
    "party",      "police",      "port",       "post",         "public",       "regional",
    "republic",   "royal",       "saint",      "school",       "service",      "south",
    "southern",   "state",       "states",     "times",        "town",         "trade",
    "union",      "united",      "university", "west",         "western",
});

// Names that very many texts have and that tell little of what a text is about: nations and whose
// they are, large cities, and first names, which stand for persons where a text has no more.
constexpr std::array kWellKnown = std::to_array<std::string_view>({
    "adam",        "africa",      "african",   "alan",       "alex",        "alexander",
    "america",     "american",    "americans", "andrew",     "andy",        "anna",
    "anne",        "anthony",     "asia",      "asian",      "athens",      "australia",
    "australian",  "austria",     "austrian",  "baghdad",    "barcelona",   "barry",
    "beijing",     "belgian",     "belgium",   "ben",        "berlin",      "bill",
    "birmingham",  "bob",         "boston",    "brazil",     "brian",       "britain",
    "british",     "britons",     "brussels",  "bulgaria",   "california",  "canada",
    "canadian",    "charles",     "chicago",   "china",      "chinese",     "chris",
    "christian",   "christopher", "colin",     "cuba",       "cup",         "czech",
    "daniel",      "dave",        "david",     "denmark",    "dublin",      "dutch",
    "edinburgh",   "egypt",       "england",   "english",    "eric",        "eu",
    "euro",        "europe",      "european",  "europeans",  "finland",     "finnish",
    "florida",     "france",      "frank",     "french",     "gary",        "geneva",
    "george",      "german",      "germans",   "germany",    "glasgow",     "gordon",
    "graham",      "greece",      "greek",     "greg",       "gulf",        "hague",
    "henry",       "hollywood",   "hungarian", "hungary",    "ian",         "imf",
    "india",       "indian",      "indians",   "indonesia",  "internet",    "iran",
    "iranian",     "iraq",        "iraqi",     "ireland",    "irish",       "islam",
    "islamic",     "israel",      "israeli",   "italian",    "italy",       "jack",
    "jacques",     "james",       "japan",     "japanese",   "jason",       "jean",
    "jerusalem",   "jewish",      "jim",       "joe",        "john",        "jonathan",
    "joseph",      "karen",       "keith",     "kevin",      "kong",        "korea",
    "korean",      "larry",       "lebanon",   "leeds",      "lisbon",      "liverpool",
    "london",      "los",         "madrid",    "manchester", "mark",        "martin",
    "mary",        "matt",        "matthew",   "mexico",     "michael",     "mike",
    "milan",       "moscow",      "mps",       "munich",     "muslim",      "nato",
    "netherlands", "nick",        "nigeria",   "nordic",     "norway",      "norwegian",
    "olympic",     "olympics",    "opec",      "pakistan",   "palestinian", "paris",
    "patrick",     "paul",        "peter",     "phil",       "philip",      "poland",
    "polish",      "portugal",    "richard",   "rob",        "robert",      "robin",
    "roger",       "rome",        "russia",    "russian",    "russians",    "sam",
    "sarah",       "saudi",       "scotland",  "scott",      "scottish",    "sean",
    "shanghai",    "simon",       "singapore", "spain",      "spanish",     "stephen",
    "steve",       "steven",      "stuart",    "susan",      "sweden",      "swedish",
    "swiss",       "switzerland", "syria",     "ted",        "terry",       "texas",
    "thomas",      "tim",         "tokyo",     "tom",        "tony",        "toronto",
    "turkey",      "turkish",     "tv",        "uk",         "ukraine",     "un",
    "us",          "usa",         "vienna",    "vietnam",    "wales",       "washington",
    "web",         "welsh",       "william",   "world",      "york",        "zealand",
});

constexpr std::array kDateWords = std::to_array<std::string_view>({
    "april",   "august",   "christmas", "december", "easter",   "february", "friday",
    "january", "july",     "june",      "march",    "may",      "monday",   "november",
    "october", "saturday", "september", "sunday",   "thursday", "tuesday",  "wednesday",
});

template <std::size_t N>
bool among(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

std::vector<PlainWord> all_words(std::string_view name) {
  return plain_words(name, {0, static_cast<std::uint32_t>(name.size())}, 40);
}

}  // namespace

std::vector<std::string> name_words(std::string_view name, bool person) {
  std::vector<std::string> all;
  for (const PlainWord& word : all_words(name)) all.push_back(word.word);
  const auto first = std::find_if_not(all.begin(), all.end(), [&](const std::string& word) {
    return among(kArticles, word) || (person && among(kTitles, word));
  });
  return first == all.end() ? all : std::vector<std::string>(first, all.end());
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

bool is_proper(std::string_view name) {
  const std::vector<PlainWord> words = all_words(name);
  return std::any_of(words.begin(), words.end(), [](const PlainWord& word) {
    const bool digit = word.word[0] >= '0' && word.word[0] <= '9';
    return (word.capital || digit) && word.word != "the" && word.word != "a" && word.word != "an";
  });
}

bool is_small_word(std::string_view word) { return among(kSmallWords, word); }

bool is_office(std::string_view word) { return among(kOffices, word); }
bool is_well_known(std::string_view word) {
  return std::binary_search(kWellKnown.begin(), kWellKnown.end(), word);
}

bool is_date_word(std::string_view word) { return among(kDateWords, word); }

bool is_telling(std::string_view word) { return word.size() > 2 && !among(kCommonInNames, word); }

std::string acronym_of(std::string_view name) {
  std::string letters;
  for (const PlainWord& word : all_words(name)) {
    if (among(kSmallWords, word.word)) continue;
    if (!word.capital) return {};
    letters += word.word[0];
  }
  return letters.size() < 2 ? std::string{} : letters;
}

bool is_acronym(std::string_view name) {
  const auto n_capitals =
      std::count_if(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const auto n_dots = std::count(name.begin(), name.end(), '.');
  return n_capitals >= 2 && n_capitals <= 6 &&
         static_cast<std::size_t>(n_capitals + n_dots) == name.size();
}

}  // namespace sayso
