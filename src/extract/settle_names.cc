#include "extract/settle_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "extract/body_kinds.h"
#include "extract/lexicon.h"
#include "extract/pronouns.h"
#include "text/fold.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr int kLabels = 5;
constexpr std::uint32_t kContextBytes = 40;
constexpr float kStated = 2.0F;  // a statement of the text outweighs two guesses of the model

// Words that outlets have in their names; the last word decides, and "radio", "channel" as the
// first.
constexpr std::string_view kOutletWords[] = {
    "times",    "post",      "herald",       "courier",     "gazette",  "tribune",    "journal",
    "news",     "radio",     "tv",           "television",  "mail",     "telegraph",  "observer",
    "examiner", "chronicle", "mirror",       "press",       "newswire", "wire",       "echo",
    "sentinel", "argus",     "mercury",      "tidings",     "courant",  "dispatch",   "bulletin",
    "weekly",   "daily",     "broadcasting", "broadcaster", "magazine", "advertiser", "inquirer",
    "guardian", "monitor",   "reporter",     "newspaper",   "globe",    "whistle",    "recorder",
    "newsroom"};

// Last words of names of places. Neither "park" nor "square" nor "station", which clubs, companies
// and outlets are called by.
constexpr std::string_view kPlaceWords[] = {
    "airport", "avenue", "bay",       "beach",     "boulevard", "canal",     "city",  "county",
    "creek",   "desert", "district",  "highway",   "island",    "islands",   "lake",  "mountain",
    "ocean",   "parish", "mountains", "peninsula", "province",  "reservoir", "river", "road",
    "sea",     "street", "town",      "township",  "valley",    "village"};

// Words that are a name of a body as the last of several, but as well one of a building or a land:
// the model decides.
constexpr std::string_view kBodyOrPlace[] = {"house", "port", "state", "country", "works", "body"};

// Last words of companies and ensembles that are no nouns for them.
constexpr std::string_view kCompanies[] = {"entertainment",   "exchange", "orchestra",
                                           "pharmaceuticals", "pictures", "publishing",
                                           "records"};

// Words that people, too, have for a surname; the other words of bodies make no person's name.
constexpr std::string_view kSurnames[] = {"bank",   "builder", "club",   "company", "court",
                                          "dairy",  "energy",  "lender", "maker",   "office",
                                          "police", "school",  "steel",  "union",   "workers"};

// States that are written as an acronym.
constexpr std::string_view kPlaceAcronyms[] = {"uae", "uk", "us", "usa", "ussr"};

// Titles that tell an office or a rank and not a gender; nobody has them for a first name.
constexpr std::string_view kRanks[] = {
    "capt",     "captain",   "chancellor", "cllr",       "col",      "colonel",  "councillor",
    "count",    "detective", "dr",         "fr",         "gen",      "general",  "gov",
    "governor", "inspector", "judge",      "lieutenant", "lt",       "minister", "president",
    "prof",     "professor", "rep",        "rev",        "reverend", "sen",      "senator",
    "sergeant", "sgt",       "sheikh",     "sheriff"};

// Titles that no name has within it, so that what stands before them is none either: "Home
// Secretary", "Metropolitan Police Commissioner".
constexpr std::string_view kOffices[] = {
    "ambassador",   "archbishop",     "chairman",      "chairwoman",
    "commissioner", "congressman",    "congresswoman", "minister",
    "president",    "secretary",      "senator",       "spokesman",
    "spokeswoman",  "superintendent", "chancellor",    "attorney-general"};

// Who or what is from a land, and its language.
constexpr std::string_view kFromALand[] = {
    "afghan",      "african",   "albanian",   "algerian",   "american",    "arab",
    "argentine",   "asian",     "australian", "austrian",   "bangladeshi", "belgian",
    "bosnian",     "brazilian", "british",    "bulgarian",  "canadian",    "chilean",
    "chinese",     "colombian", "croatian",   "cuban",      "czech",       "danish",
    "dutch",       "egyptian",  "english",    "estonian",   "ethiopian",   "european",
    "filipino",    "finnish",   "french",     "georgian",   "german",      "greek",
    "hungarian",   "icelandic", "indian",     "indonesian", "iranian",     "iraqi",
    "irish",       "israeli",   "italian",    "jamaican",   "japanese",    "kenyan",
    "korean",      "kurdish",   "latvian",    "lebanese",   "libyan",      "lithuanian",
    "malaysian",   "mexican",   "moroccan",   "nigerian",   "norwegian",   "pakistani",
    "palestinian", "peruvian",  "polish",     "portuguese", "romanian",    "russian",
    "saudi",       "scottish",  "serbian",    "slovak",     "slovenian",   "somali",
    "spanish",     "sudanese",  "swedish",    "swiss",      "syrian",      "taiwanese",
    "thai",        "tunisian",  "turkish",    "ukrainian",  "venezuelan",  "vietnamese",
    "welsh"};

// "City of Karsk", "Republic of Ostland".
constexpr std::string_view kLands[] = {"city",    "county", "duchy",    "gulf",     "isle",
                                       "kingdom", "port",   "province", "republic", "state",
                                       "strait",  "town",   "village"};

// Lands that the news speak of as of someone who acts; a place all the same.
constexpr std::string_view kCountries[] = {
    "afghanistan", "algeria",   "argentina", "australia", "austria",   "bangladesh", "belarus",
    "belgium",     "brazil",    "britain",   "bulgaria",  "cambodia",  "canada",     "chile",
    "china",       "colombia",  "croatia",   "cuba",      "denmark",   "egypt",      "england",
    "estonia",     "ethiopia",  "finland",   "france",    "germany",   "ghana",      "greece",
    "hungary",     "iceland",   "india",     "indonesia", "iran",      "iraq",       "ireland",
    "israel",      "italy",     "japan",     "kenya",     "kuwait",    "latvia",     "lebanon",
    "libya",       "lithuania", "malaysia",  "mexico",    "morocco",   "myanmar",    "nepal",
    "netherlands", "nigeria",   "norway",    "pakistan",  "palestine", "peru",       "philippines",
    "poland",      "portugal",  "qatar",     "romania",   "russia",    "scotland",   "serbia",
    "singapore",   "slovakia",  "slovenia",  "somalia",   "spain",     "sudan",      "sweden",
    "switzerland", "syria",     "taiwan",    "thailand",  "tunisia",   "turkey",     "ukraine",
    "venezuela",   "vietnam",   "wales",     "yemen",     "zimbabwe"};

// Last words of names of what happens.
constexpr std::string_view kEvents[] = {"campaign",   "championship", "championships", "cup",
                                        "day",        "festival",     "games",         "olympics",
                                        "revolution", "tour",         "trophy",        "war"};

// What stands before the name of a place and belongs to it: "East Karsk".
constexpr std::string_view kBeforePlaces[] = {
    "east", "eastern", "fort", "great", "los",      "lower", "mount",  "new",  "north",  "northern",
    "old",  "port",    "san",  "south", "southern", "upper", "united", "west", "western"};

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::vector<PlainWord> words_before(std::string_view text, std::uint32_t at) {
  std::uint32_t begin = at > kContextBytes ? at - kContextBytes : 0;
  while (begin < at && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  const std::size_t stop = text.substr(begin, at - begin).find_last_of(".;:\n\"");
  if (stop != std::string_view::npos) begin += static_cast<std::uint32_t>(stop) + 1;
  return plain_words(text, {begin, at});
}

// "the magazine Sluice", "news agency Polaris": nothing stands between the noun and the name; or one
// word in apposition, "the land's news agency, Polaris, said". "Lind Air Station, Karsk," is a place.
bool follows_outlet_noun(std::string_view text, const Span& name,
                         const std::vector<PlainWord>& before) {
  if (before.empty() || noun_class(before.back().word) != NounClass::kOutlet) return false;
  const std::string_view gap =
      text.substr(before.back().span.end, name.begin - before.back().span.end);
  const bool apposition = before.back().word != "station" && gap == ", " &&
                          text.substr(name.end, 1) == "," && plain_words(text, name, 2).size() == 1;
  return gap == " " || apposition;
}

// "Sluice, the quarterly magazine of the keepers".
bool outlet_noun_follows(std::string_view text, const Span& name) {
  const std::string_view after = text.substr(name.end, kContextBytes);
  if (!after.starts_with(", the ") && !after.starts_with(", a ") && !after.starts_with(", an "))
    return false;
  std::uint32_t end = name.end + static_cast<std::uint32_t>(after.size());
  while (end > name.end && end < text.size() &&
         (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  const std::vector<PlainWord> words = plain_words(text, {name.end, end}, 6);
  for (const PlainWord& word : words) {
    if (is_preposition(word.word)) return false;
    const bool owns = slice(text, word.span).ends_with("s") && !word.word.ends_with('s');
    if (owns) return false;  // ", the agency's spokesman" is none
    if (noun_class(word.word) == NounClass::kOutlet) return true;
  }
  return false;
}

// "MPs", "CEOs": an acronym in the plural is people, whatever else it may look like.
bool is_plural_acronym(std::string_view words) {
  return words.size() >= 3 && words.size() <= 6 && words.ends_with('s') &&
         std::all_of(words.begin(), words.end() - 1, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "Vellmar Dredging", "Ostby Holdings": whatever it looks like, it is nobody.
bool is_no_person(const std::string& last) {
  return body_kinds(last) != 0 && !is_one_of(kSurnames, last);
}

// "Grey County", "UK", "the West Bank". A school district is a body.
bool is_place(std::string_view text, const NameMention& name, const std::vector<PlainWord>& words,
              bool many) {
  const std::string_view written = slice(text, name.span);
  const bool small = std::any_of(written.begin(), written.end(),
                                 [](unsigned char c) { return c >= 'a' && c <= 'z'; });
  const std::string& last = words.back().word;
  if (words.size() == 1 && is_one_of(kCountries, last))
    return name.label == NameLabel::kOrganisation || name.label == NameLabel::kOther;
  if (words.size() == 1) return !small && is_one_of(kPlaceAcronyms, last);
  if (!many || name.label == NameLabel::kOutlet || !words.back().capital) return false;
  const std::string& before_last = words[words.size() - 2].word;
  if (before_last == "west" && last == "bank") return true;
  return is_one_of(kPlaceWords, last) && before_last != "school";
}

// "Danish", "South Korean": no land and no body.
bool is_from_a_land(const std::vector<PlainWord>& words) {
  return words.size() <= 2 && is_one_of(kFromALand, words.back().word) &&
         (words.size() == 1 || is_one_of(kBeforePlaces, words.front().word));
}

// "the Battle of Karsk", "the Winter Games".
bool is_event(const std::vector<PlainWord>& words, bool many) {
  const bool fight = words.size() >= 3 && words[1].word == "of" &&
                     (words[0].word == "battle" || words[0].word == "siege");
  return fight || (many && is_one_of(kEvents, words.back().word));
}

// The kind that the text states; nullopt where it says nothing.
std::optional<NameLabel> stated_label(std::string_view text, const NameMention& name) {
  const std::vector<PlainWord> words = plain_words(text, name.span);
  const std::vector<PlainWord> before = words_before(text, name.span.begin);
  if (words.empty()) return std::nullopt;
  if (is_plural_acronym(slice(text, name.span))) return NameLabel::kOther;
  const bool titled = gender_of_title(words.front().word) != Gender::kUnknown ||
                      (!before.empty() && gender_of_title(before.back().word) != Gender::kUnknown);
  if (titled) return NameLabel::kPerson;
  if (follows_outlet_noun(text, name.span, before) || outlet_noun_follows(text, name.span))
    return NameLabel::kOutlet;
  const bool with_article =
      words.front().word == "the" || (!before.empty() && before.back().word == "the");
  const bool many = words.size() - (words.front().word == "the" ? 1 : 0) >= 2;
  const std::string& last = words.back().word;
  if (name.label == NameLabel::kPerson && !with_article && many)
    return is_no_person(last) ? std::optional(NameLabel::kOrganisation) : std::nullopt;
  if (is_from_a_land(words) || is_event(words, many)) return NameLabel::kOther;
  if (is_place(text, name, words, many)) return NameLabel::kPlace;
  if (is_outlet_word(last) && (many || with_article)) return NameLabel::kOutlet;
  if (many && (words.front().word == "radio" || words.front().word == "channel"))
    return NameLabel::kOutlet;
  const bool body = is_one_of(kCompanies, last) || (noun_class(last) == NounClass::kOrganisation &&
                                                    !is_one_of(kBodyOrPlace, last));
  if (many && body && name.label != NameLabel::kOutlet) {
    return NameLabel::kOrganisation;
  }
  return std::nullopt;
}

bool has_capital(std::string_view word) {
  return std::any_of(word.begin(), word.end(),
                     [](unsigned char c) { return c >= 'A' && c <= 'Z'; });
}

// Who writes without capitals still names: "in karsk", "ada lind". But "coalition forces" and "the
// ministry" are descriptions, and of those the model marks some, too.
bool is_small_name(const NameMention& name, const std::vector<PlainWord>& words) {
  constexpr float kSure = 0.6F;
  const bool describes = std::any_of(words.begin(), words.end(), [](const PlainWord& word) {
    return noun_class(word.word).has_value() || is_function_word(word.word) ||
           is_title(word.word) || is_outlet_word(word.word);
  });
  return !words.empty() && !describes && name.label != NameLabel::kOther &&
         name.probability >= kSure;
}

// "broadcaster KPR", "the Harbour Voice station": the small words around a name only say what it is.
bool cut_small_words(std::string_view text, NameMention& name) {
  const std::vector<PlainWord> words = plain_words(text, name.span);
  const auto is_part = [&](const PlainWord& word) {
    const std::string_view written = slice(text, word.span);
    return word.capital || word.joined || has_capital(written) ||
           (written.front() >= '0' && written.front() <= '9') ||
           static_cast<unsigned char>(written.front()) >= 0x80;
  };
  const auto first = std::find_if(words.begin(), words.end(), is_part);
  if (first == words.end()) return is_small_name(name, words);
  const auto last = std::find_if(words.rbegin(), words.rend(), is_part);
  const bool article = first != words.begin() && (first - 1)->word == "the";
  name.span.begin = article                  ? (first - 1)->span.begin
                    : first == words.begin() ? name.span.begin
                                             : first->span.begin;
  if (last != words.rbegin()) name.span.end = last->span.end;
  return true;
}

// "Colonel Ruta Vask", "Karskian Prime Minister Bo Lind" are called Ruta Vask and Bo Lind; "Mr Lind"
// keeps what tells whether he or she is meant.
void cut_titles(NameMention& name, const std::vector<PlainWord>& words) {
  std::size_t n_titles = 0;
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {  // a surname alone may be a place's name
    if (is_one_of(kOffices, words[i].word)) n_titles = i + 1;
  }
  while (n_titles < words.size() && is_one_of(kRanks, words[n_titles].word)) ++n_titles;
  if (n_titles > 0 && n_titles < words.size() && words[n_titles].capital)
    name.span.begin = words[n_titles].span.begin;
}

// "American president" is no name of a person, and of "Yusuf Tamm of" the last word is none: it
// ends with a capital.
bool cut_to_name(std::string_view text, NameMention& name) {
  if (!cut_small_words(text, name)) return false;
  if (name.label != NameLabel::kPerson || !has_capital(slice(text, name.span))) return true;
  std::vector<PlainWord> words = plain_words(text, name.span);
  // "Iosif Lind, of Upper Sarnu", "Britta Roe of Halvek": where somebody is from is none of it.
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view gap =
        text.substr(words[i - 1].span.end, words[i].span.begin - words[i - 1].span.end);
    const bool from = i >= 2 && (words[i].word == "of" || words[i].word == "from");
    if (gap.find(',') != std::string_view::npos || from) {
      words.resize(i);
      name.span.end = words.back().span.end;
      break;
    }
  }
  while (!words.empty() && !words.back().capital && is_preposition(words.back().word))
    words.pop_back();
  if (words.empty() || (!words.back().capital && !words.back().joined)) return false;
  if (std::all_of(words.begin(), words.end(),
                  [](const PlainWord& word) { return is_title(word.word); }))
    return false;
  cut_titles(name, words);
  if (words.back().span.end < name.span.end && words.size() < plain_words(text, name.span).size()) {
    name.span.end = words.back().span.end;
  }
  return true;
}

// Whether nothing but one blank stands between a and b.
bool side_by_side(std::string_view text, const Span& a, const Span& b) {
  return b.begin == a.end + 1 && text[a.end] == ' ';
}

bool is_free(const std::vector<NameMention>& names, const Span& span) {
  const auto near = std::partition_point(names.begin(), names.end(), [&](const NameMention& name) {
    return name.span.end <= span.begin;
  });
  return near == names.end() || !near->span.overlaps(span);
}

// Runs of capitalised words that end with an outlet word: two or more, or one after "the".
void add_outlets(std::string_view text, const Span& range, std::vector<NameMention>& names) {
  constexpr float kFound = 0.6F;  // counts less than what the model is sure of
  const std::vector<PlainWord> words = plain_words(text, range);
  std::vector<NameMention> more;
  std::size_t first = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool joined = i > 0 && text.substr(words[i - 1].span.end,
                                             words[i].span.begin - words[i - 1].span.end) == " ";
    if (!words[i].capital || !joined || !words[i - 1].capital || words[i - 1].word == "the")
      first = i;
    if (!words[i].capital || !is_outlet_word(words[i].word)) continue;
    const bool after_the = first > 0 && words[first - 1].word == "the";
    const bool goes_on =
        i + 1 < words.size() && words[i + 1].capital &&
        text.substr(words[i].span.end, words[i + 1].span.begin - words[i].span.end) == " ";
    const Span span{words[first].span.begin, words[i].span.end};
    if (goes_on || (first == i && !after_the) || !is_free(names, span)) continue;
    more.push_back({span, NameLabel::kOutlet, kFound});
  }
  names.insert(names.end(), more.begin(), more.end());
  std::sort(names.begin(), names.end(),
            [](const NameMention& a, const NameMention& b) { return a.span < b.span; });
}

// "Danish" and "British" that the model passed over. Before another capitalised word they are a part
// of some longer name.
void add_peoples(std::string_view text, const Span& range, std::vector<NameMention>& names) {
  constexpr float kFound = 0.6F;
  const std::vector<PlainWord> words = plain_words(text, range);
  std::vector<NameMention> more;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].capital || !is_one_of(kFromALand, words[i].word)) continue;
    const bool goes_on = i + 1 < words.size() && words[i + 1].capital &&
                         side_by_side(text, words[i].span, words[i + 1].span);
    const bool goes_back =
        i > 0 && words[i - 1].capital && side_by_side(text, words[i - 1].span, words[i].span);
    if (!goes_on && !goes_back && is_free(names, words[i].span))
      more.push_back({words[i].span, NameLabel::kOther, kFound});
  }
  names.insert(names.end(), more.begin(), more.end());
  std::sort(names.begin(), names.end(),
            [](const NameMention& a, const NameMention& b) { return a.span < b.span; });
}

// How much speaks for each label.
struct Votes {
  std::array<float, kLabels> weight{};
  NameLabel best() const {
    return static_cast<NameLabel>(std::max_element(weight.begin(), weight.end()) - weight.begin());
  }
};

// The name's plain words, each with a blank behind it, without "the".
std::string key_of(std::string_view text, const Span& span) {
  std::string key;
  for (const PlainWord& word : plain_words(text, span)) {
    if (!key.empty() || word.word != "the") key += word.word + " ";
  }
  return key;
}

// "Korea" in "South Korea" and "Brampton" in "City of Brampton" are a part of the name.
void widen_before(std::string_view text, NameMention& name) {
  const std::vector<PlainWord> before = words_before(text, name.span.begin);
  if (name.label != NameLabel::kPlace || before.empty()) return;
  const PlainWord& last = before.back();
  if (last.capital && side_by_side(text, last.span, name.span) &&
      is_one_of(kBeforePlaces, last.word))
    name.span.begin = last.span.begin;
  if (before.size() < 2 || last.word != "of" || !before[before.size() - 2].capital) return;
  const PlainWord& noun = before[before.size() - 2];
  const bool body = body_kinds(noun.word) != 0;
  if (!side_by_side(text, last.span, name.span) || !(body || is_one_of(kLands, noun.word))) return;
  name.span.begin = noun.span.begin;
  if (body) name.label = NameLabel::kOrganisation;
}

// The last of the capitalised words right after a name that make it longer and tell a kind:
// "Road" of "Karsk Quarry Road", "Council" of "Karsk District Council".
std::optional<PlainWord> last_of_longer(std::string_view text, const Span& name) {
  constexpr std::size_t kMostWords = 3;
  std::uint32_t end = name.end + kContextBytes;
  end = std::min(end, static_cast<std::uint32_t>(text.size()));
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  std::optional<PlainWord> found;
  Span last = name;
  for (const PlainWord& word : plain_words(text, {name.end, end}, kMostWords)) {
    if (!word.capital || !side_by_side(text, last, word.span)) break;
    last = word.span;
    const bool body = noun_class(word.word) == NounClass::kOrganisation || body_kinds(word.word);
    if (body || is_one_of(kPlaceWords, word.word)) found = word;
  }
  return found;
}

// The model marks the place alone in "Karsk District Council" and in "Karsk Road".
void widen_after(std::string_view text, std::vector<NameMention>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    NameMention& name = names[i];
    if (name.label != NameLabel::kPlace && name.label != NameLabel::kOrganisation) continue;
    const auto last = last_of_longer(text, name.span);
    if (!last || (i + 1 < names.size() && names[i + 1].span.begin < last->span.end)) continue;
    name.span.end = last->span.end;
    const bool place = is_one_of(kPlaceWords, last->word);
    name.label = place ? NameLabel::kPlace : NameLabel::kOrganisation;
  }
}

// "Ostby Gas, Inc.": the comma does not end it.
void widen_to_legal_form(std::string_view text, NameMention& name) {
  if (name.label != NameLabel::kOrganisation) return;
  for (const std::string_view form : {"Inc", "Ltd", "LLC", "L.P", "Corp", "Co"}) {
    std::uint32_t at = name.span.end;
    for (const char c : {' ', ',', ' '}) at += at < text.size() && text[at] == c ? 1 : 0;
    const std::string_view after = text.substr(at);
    if (!after.starts_with(form) || at == name.span.end) continue;
    const bool dot = form != "LLC" && after.substr(form.size()).starts_with(".");
    const std::string_view rest = after.substr(form.size() + (dot ? 1 : 0));
    if (!rest.empty() && has_capital(rest.substr(0, 1))) continue;
    if (!rest.empty() && rest.front() >= 'a' && rest.front() <= 'z') continue;
    name.span.end = at + static_cast<std::uint32_t>(form.size() + (dot ? 1 : 0));
    return;
  }
}

// "University of Karsk", of which the model may have seen two names.
void join_of(std::string_view text, std::vector<NameMention>& names) {
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    NameMention& body = names[i];
    const NameMention& place = names[i + 1];
    if (body.label != NameLabel::kOrganisation || place.label != NameLabel::kPlace) continue;
    if (text.substr(body.span.end, place.span.begin - body.span.end) != " of ") continue;
    const std::vector<PlainWord> words = plain_words(text, body.span);
    if (words.size() != 1 || !body_kinds(words.front().word)) continue;
    body.span.end = place.span.end;
    names.erase(names.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

// The first letters of the capitalised words of a name: "rab" of "the Regional Audit Board".
std::string initials_of(std::string_view text, const Span& span) {
  std::string letters;
  for (const PlainWord& word : plain_words(text, span)) {
    if (word.capital && word.word != "the") letters += word.word.front();
  }
  return letters;
}

// "RAB" is what the Regional Audit Board is, if the model had no better idea than "other".
void give_acronyms_their_kind(std::string_view text, std::vector<NameMention>& names) {
  std::map<std::string, NameLabel> kinds;  // by initials, with the blank that a key ends with
  for (const NameMention& name : names) {
    const std::string initials = initials_of(text, name.span);
    if (initials.size() >= 3 && name.label != NameLabel::kOther)
      kinds.emplace(initials + " ", name.label);
  }
  for (NameMention& name : names) {
    const std::string_view written = slice(text, name.span);
    const bool capitals =
        std::all_of(written.begin(), written.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (name.label != NameLabel::kOther || !capitals) continue;
    const auto found = kinds.find(key_of(text, name.span));
    if (found != kinds.end() && found->second != NameLabel::kPerson) name.label = found->second;
  }
}

}  // namespace

bool is_outlet_word(std::string_view plain_word) {
  return std::find(std::begin(kOutletWords), std::end(kOutletWords), plain_word) !=
         std::end(kOutletWords);
}

std::vector<NameMention> settle_names(std::string_view text, std::vector<NameMention> names,
                                      const Span& range) {
  std::erase_if(names, [&](NameMention& name) { return !cut_to_name(text, name); });
  join_of(text, names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::uint32_t from = i == 0 ? 0 : names[i - 1].span.end;
    const Span before = names[i].span;
    widen_before(text, names[i]);
    if (names[i].span.begin < from) names[i].span = before;
  }
  widen_after(text, names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Span before = names[i].span;
    widen_to_legal_form(text, names[i]);
    if (i + 1 < names.size() && names[i + 1].span.begin < names[i].span.end) names[i].span = before;
  }
  add_outlets(text, range, names);
  add_peoples(text, range, names);
  std::map<std::string, Votes> votes;
  for (const NameMention& name : names) {
    Votes& of_name = votes[key_of(text, name.span)];
    of_name.weight[static_cast<std::size_t>(name.label)] += name.probability;
    if (const auto stated = stated_label(text, name))
      of_name.weight[static_cast<std::size_t>(*stated)] += kStated;
  }
  for (NameMention& name : names) name.label = votes[key_of(text, name.span)].best();
  return names;
}

std::vector<NameMention> widen_to_sources(std::string_view text, std::vector<NameMention> names,
                                          const std::vector<Attribution>& attributions) {
  for (const Attribution& attribution : attributions) {
    if (!attribution.source) continue;
    std::vector<PlainWord> words = plain_words(text, *attribution.source);
    if (!words.empty() && is_definite(words.front().word)) words.erase(words.begin());
    const bool is_name =
        words.size() >= 2 && words.front().capital && words.back().capital &&
        std::all_of(words.begin(), words.end(), [](const PlainWord& word) {
          return (word.capital && !is_title(word.word)) || word.word == "of" || word.word == "for";
        });
    if (!is_name) continue;
    const Span whole{words.front().span.begin, words.back().span.end};
    if (slice(text, whole).find_first_of(",.;:()\n") != std::string_view::npos) continue;
    const auto first =
        std::partition_point(names.begin(), names.end(),
                             [&](const NameMention& name) { return name.span.end <= whole.begin; });
    const auto last = std::partition_point(
        first, names.end(), [&](const NameMention& name) { return name.span.begin < whole.end; });
    const bool body = last - first == 1 && (first->label == NameLabel::kOrganisation ||
                                            first->label == NameLabel::kOutlet);
    if (!body) continue;
    first->span.begin = std::min(first->span.begin, whole.begin);
    first->span.end = std::max(first->span.end, whole.end);
  }
  return names;
}

std::vector<NameMention> agree_on_kinds(std::string_view text, std::vector<NameMention> names) {
  std::map<std::string, Votes> votes;
  std::map<std::string, bool> titled;  // "Mr Castell": a person, whatever is called Castell Estates
  for (const NameMention& name : names) {
    const std::string key = key_of(text, name.span);
    const auto stated = stated_label(text, name);
    votes[key].weight[static_cast<std::size_t>(name.label)] += name.probability;
    if (stated) votes[key].weight[static_cast<std::size_t>(*stated)] += kStated;
    titled[key] = titled[key] || stated == NameLabel::kPerson;
  }
  std::map<std::string, std::array<bool, kLabels>> longer;  // by the first and the last word
  for (const auto& [key, of_name] : votes) {
    const std::size_t first = key.find(' ');
    if (first + 1 >= key.size()) continue;  // one word
    const std::size_t last = key.rfind(' ', key.size() - 2) + 1;
    for (const std::string& word : {key.substr(0, first + 1), key.substr(last)})
      longer[word][static_cast<std::size_t>(of_name.best())] = true;
  }
  for (NameMention& name : names) {
    const std::string key = key_of(text, name.span);
    name.label = votes[key].best();
    const auto found = longer.find(key);
    if (found == longer.end()) continue;
    const auto is = [&](NameLabel label) { return found->second[static_cast<std::size_t>(label)]; };
    const bool body = is(NameLabel::kOrganisation) || is(NameLabel::kOutlet);
    if (name.label == NameLabel::kPerson && body && !is(NameLabel::kPerson) && !titled[key]) {
      name.label = is(NameLabel::kOrganisation) ? NameLabel::kOrganisation : NameLabel::kOutlet;
    } else if (name.label == NameLabel::kOrganisation && is(NameLabel::kPerson) && !body) {
      name.label = NameLabel::kPerson;
    }
  }
  give_acronyms_their_kind(text, names);
  return names;
}

}  // namespace sayso
