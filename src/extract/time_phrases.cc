#include "extract/time_phrases.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

namespace sayso {
namespace {

using re2::RE2;
using re2::StringPiece;

// --- Words and their numbers ------------------------------------------------------------------

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

struct Word {
  std::string_view word;
  int value;
};

template <std::size_t N>
int look_up(const std::array<Word, N>& words, std::string_view word, int otherwise) {
  for (const Word& w : words)
    if (w.word == word) return w.value;
  return otherwise;
}

constexpr std::array<Word, 12> kMonths = {{{"jan", 1},
                                           {"feb", 2},
                                           {"mar", 3},
                                           {"apr", 4},
                                           {"may", 5},
                                           {"jun", 6},
                                           {"jul", 7},
                                           {"aug", 8},
                                           {"sep", 9},
                                           {"oct", 10},
                                           {"nov", 11},
                                           {"dec", 12}}};
constexpr std::array<Word, 7> kWeekdays = {
    {{"mon", 1}, {"tue", 2}, {"wed", 3}, {"thu", 4}, {"fri", 5}, {"sat", 6}, {"sun", 7}}};
constexpr std::array<Word, 5> kSeasons = {
    {{"spring", 1}, {"summer", 2}, {"autumn", 3}, {"fall", 3}, {"winter", 4}}};
constexpr std::array<Word, 13> kOrdinals = {{{"first", 1},
                                             {"second", 2},
                                             {"third", 3},
                                             {"fourth", 4},
                                             {"last", 2},
                                             {"latter", 2},
                                             {"opening", 1},
                                             {"final", 4},
                                             {"1st", 1},
                                             {"2nd", 2},
                                             {"3rd", 3},
                                             {"4th", 4},
                                             {"closing", 2}}};
constexpr std::array<Word, 21> kDayOrdinals = {
    {{"first", 1},        {"second", 2},      {"third", 3},       {"fourth", 4},
     {"fifth", 5},        {"sixth", 6},       {"seventh", 7},     {"eighth", 8},
     {"ninth", 9},        {"tenth", 10},      {"eleventh", 11},   {"twelfth", 12},
     {"thirteenth", 13},  {"fourteenth", 14}, {"fifteenth", 15},  {"sixteenth", 16},
     {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
     {"thirtieth", 30}}};
constexpr std::array<Word, 8> kDecades = {{{"twenties", 1920},
                                           {"thirties", 1930},
                                           {"forties", 1940},
                                           {"fifties", 1950},
                                           {"sixties", 1960},
                                           {"seventies", 1970},
                                           {"eighties", 1980},
                                           {"nineties", 1990}}};
constexpr std::array<Word, 7> kCenturies = {{{"fifteenth", 15},
                                             {"sixteenth", 16},
                                             {"seventeenth", 17},
                                             {"eighteenth", 18},
                                             {"nineteenth", 19},
                                             {"twentieth", 20},
                                             {"twenty-first", 21}}};
// Words that move a time: "last" is one back, "next" one on.
constexpr std::array<Word, 17> kShifts = {{{"last", -1},
                                           {"past", -1},
                                           {"this past", -1},
                                           {"previous", -1},
                                           {"preceding", -1},
                                           {"this", 0},
                                           {"current", 0},
                                           {"same", 0},
                                           {"that", 0},
                                           {"that same", 0},
                                           {"next", 1},
                                           {"coming", 1},
                                           {"this coming", 1},
                                           {"following", 1},
                                           {"before", -1},
                                           {"earlier", -1},
                                           {"later", 1}}};
constexpr std::array<Word, 5> kDayWords = {{{"today", 0},
                                            {"yesterday", -1},
                                            {"tomorrow", 1},
                                            {"the day before yesterday", -2},
                                            {"the day after tomorrow", 2}}};
constexpr std::array<Word, 30> kNumbers = {
    {{"a", 1},         {"an", 1},        {"one", 1},      {"another", 1},  {"two", 2},
     {"three", 3},     {"four", 4},      {"five", 5},     {"six", 6},      {"seven", 7},
     {"eight", 8},     {"nine", 9},      {"ten", 10},     {"eleven", 11},  {"twelve", 12},
     {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
     {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},  {"thirty", 30},  {"forty", 40},
     {"fifty", 50},    {"sixty", 60},    {"seventy", 70}, {"eighty", 80},  {"ninety", 90}}};

struct UnitWord {
  std::string_view stem;
  TimeUnit unit;
};
constexpr std::array<UnitWord, 12> kUnits = {{{"second", TimeUnit::kSecond},
                                              {"minute", TimeUnit::kMinute},
                                              {"hour", TimeUnit::kHour},
                                              {"day", TimeUnit::kDay},
                                              {"weekend", TimeUnit::kWeekend},
                                              {"week", TimeUnit::kWeek},
                                              {"fortnight", TimeUnit::kWeek},
                                              {"month", TimeUnit::kMonth},
                                              {"quarter", TimeUnit::kQuarter},
                                              {"year", TimeUnit::kYear},
                                              {"decade", TimeUnit::kDecade},
                                              {"centur", TimeUnit::kCentury}}};

TimeUnit unit_of(std::string_view word) {
  for (const UnitWord& u : kUnits)
    if (word.substr(0, u.stem.size()) == u.stem) return u.unit;
  return TimeUnit::kNone;
}

std::string_view part_of_day(std::string_view word) {
  if (word.find("morning") != word.npos || word == "dawn") return "MO";
  if (word.find("afternoon") != word.npos) return "AF";
  if (word.find("evening") != word.npos || word == "dusk") return "EV";
  if (word.find("night") != word.npos) return "NI";
  return {};
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (char c : text) {
    const bool inside = std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == ',' ||
                        c == '/' || static_cast<unsigned char>(c) >= 0xC3;
    if (inside)
      words.back().push_back(c);
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// "twenty four" 24, "2 1/2" 2.5, "a couple of" 2, "several" kVague, "1,200" 1200, "half an" 0.5.
double count_of(std::string_view text) {
  static const RE2 vague(
      "(?i).*\\b(?:few|several|many|some|number|dozens|hundreds|recent|various|countless|numerous)"
      "\\b.*");
  if (RE2::FullMatch(StringPiece(text.data(), text.size()), vague)) return kVague;
  double total = 0, group = 0;
  bool any = false;
  const std::vector<std::string> words = words_of(lower(text));
  for (std::string word : words) {
    std::erase(word, ',');
    const int number = look_up(kNumbers, word, -1);
    if (word == "a" || word == "an") {
      if (words.size() > 1) continue;  // "a hundred", "half an"
      group = 1;
    } else if (number >= 0) {
      group += number;
    } else if (word == "hundred") {
      group = std::max(group, 1.0) * 100;
    } else if (word == "thousand") {
      total += std::max(group, 1.0) * 1000, group = 0;
    } else if (word == "couple") {
      group = 2;
    } else if (word == "dozen") {
      group = std::max(group, 1.0) * 12;
    } else if (word == "half" || word == "1/2") {
      group = word == "half" && !any ? 0.5 : group + 0.5;
    } else if (std::isdigit(static_cast<unsigned char>(word[0]))) {
      group += std::strtod(word.c_str(), nullptr);
    } else {
      continue;  // "and", "of"
    }
    any = true;
  }
  return any ? total + group : kVague;
}

// --- The table --------------------------------------------------------------------------------

// Parts of patterns. In patterns and here a blank stands for white space and ~ for that or a
// hyphen. A named group becomes the part of its name (see set_part); <x> is the span where that is
// not the whole find.
struct Macro {
  std::string_view name, pattern;
};
constexpr Macro kMacros[] = {
    {"wd", "(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day"},
    {"month",
     "(?-i:(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
     "December|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|"
     "DECEMBER|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\b\\.?))"},
    {"longmonth",
     "(?-i:(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
     "December|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
     "(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\\.))"},
    {"d", "(?P<day>3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?\\b"},
    {"ordinals",
     "(?:twenty~(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty~first|first|"
     "second|third|"
     "fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
     "fifteenth|sixteenth|"
     "seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"},
    {"y", "(?P<year>(?:1[4-9]|20|21)\\d\\d)\\b"},
    {"yw",
     "(?P<yearword>nineteen (?:hundred|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
     "(?:~(?:one|two|three|four|five|six|seven|eight|nine))?)\\b"},
    {"ys", "(?:of )?(?:(?P<yearshift>last|this|next)|(?P<yeartold>that|the same)) year\\b"},
    {"edge",
     "(?:(?:(?:very )?(?:early|late|earlier|later|mid|sometime)~(?:in )?(?:the )?|"
     "(?:the )?(?:very )?(?:start|beginning|middle|end|close|rest|remainder) of (?:the )?))?"},
    {"when", "(?:(?:early|late|later|earlier|mid)~(?:on )?)?"},
    {"part", "(?P<part>morning|afternoon|evening|night)\\b"},
    {"season", "(?P<season>spring|summer|autumn|winter|fall)\\b"},
    {"coldseason", "(?P<season>spring|summer|autumn|winter)\\b"},
    {"ord", "(?P<ordinal>first|second|third|fourth|final|1st|2nd|3rd|4th)"},
    {"small",
     "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
     "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
     "hundred|thousand)"},
    {"num",
     "(?:\\d{1,3}(?:,\\d\\d\\d){1,2}|\\d{1,5}(?:\\.\\d{1,2})?(?:~1/2)?|"
     "(?:a )?{small}(?:~(?:and )?{small}){0,3}(?: and a half)?|(?:a |the )?couple(?: of)?|"
     "(?:a |two )?dozen|half(?: an?)?|an?|another)"},
    {"vague",
     "(?:(?:a |the |these )?(?:few|several|many|some|numerous|a number of|dozens of|hundreds of|"
     "recent|various|countless))"},
    {"n", "(?P<count>{num}|{vague})"},
    {"u",
     "(?P<unit>seconds?|minutes?|hours?|days?|weekends?|weeks?|fortnights?|months?|quarters?|"
     "years?|decades?|century|centuries)\\b"},
    {"us", "(?P<unit>hours|days|weeks|fortnights|months|years|decades|centuries)\\b"},
    {"kind",
     "(?:~(?:more|full|whole|consecutive|straight|additional|further|extra|trading|business|"
     "working|calendar|fiscal|long|solid|successive|tumultuous))?"},
    {"about",
     "(?:(?:about|around|nearly|almost|roughly|some|over|well over|just over|just under|under|"
     "more than|less than|fewer than|at least|at most|up to|as many as|as much as|as little as|"
     "only|just|just about|approximately|no more than|no less than|within|fully|another|"
     "an additional|an extra|close to|nearer) )?"},
    {"tz", "(?:(?-i:GMT|UTC|BST|CET|CEST|[ECMP][SD]?T)\\b|local time)"},
    {"hourword",
     "(?P<hour>\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"},
    {"back", "(?:the )?(?P<shift>last|past|this past|previous|preceding)"},
};

struct Rule {
  TimeForm form;
  std::string_view pattern;
};

// Higher up wins where two finds are equally long.
constexpr Rule kRules[] = {
    // What only looks like a time.
    {TimeForm::kNothing,
     "(?:the |an? |{about}){num}~(?:and a half~)?(?:years?|months?|weeks?|days?)~olds?\\b"},
    {TimeForm::kNothing, "(?:aged?|ages?) (?:of )?{num}(?:~(?:years?|months?|weeks?))?\\b"},
    {TimeForm::kNothing, "(?-i:This Week|Today|Tonight) (?-i:[A-Z])"},
    {TimeForm::kNothing,
     "(?:opening|office|working|business|visiting|rush|small|sunny|dog|school) (?:hours|days)\\b"},
    {TimeForm::kNothing, "{num} years of age\\b"},
    {TimeForm::kNothing, "{about}(?:an?|one|two|three)~quarters?(?: (?:of|full))?\\b"},
    {TimeForm::kNothing, "{about}(?:an?|one|two|three)~quarters? of\\b"},
    {TimeForm::kNothing, "(?:an?|the|every|each|split) second\\b"},
    {TimeForm::kNothing,
     "(?:day|night|hour|week|month|year|time)~(?:by|after|to|in)~"
     "(?:day|night|hour|week|month|year|time)\\b"},
    {TimeForm::kNothing,
     "(?:prime|defen[cs]e|foreign|finance|interior|health|home|justice) minutes"},
    {TimeForm::kNothing, "day~to~day\\b|year~on~year\\b|24/7|9/11\\b|same~day\\b"},
    {TimeForm::kNothing,
     "(?:the )?(?:good|bad|old|early|final|last|first) (?:old )?(?:days|years)\\b"},
    {TimeForm::kNothing,
     "(?:black|bloody|ash|palm|super) (?:mon|tues|wednes|thurs|fri|satur|sun)day"},

    // Days.
    {TimeForm::kDay,
     "{y}-(?P<monthnumber>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\\d|3[01])"
     "(?:T\\d\\d:?\\d\\d(?::?\\d\\d)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?\\b"},
    {TimeForm::kDay,
     "{when}(?:{wd},? (?:the )?)?(?:(?P<shift>last|this|next) )?{month} {d}"
     "(?:,? {y}|,? {ys})?"},
    {TimeForm::kDay,
     "{when}(?:{wd},? (?:the )?)?{d} (?:of )?{month}(?:,? {y}|,? {ys}|,? (?P<shift>last|next))?"},
    {TimeForm::kDay, "{month} {d}(?:,? {y})?,? (?:an? )?{wd}"},
    {TimeForm::kDay, "{d} {month}(?:,? {y})?,? (?:an? )?{wd}"},
    {TimeForm::kDay, "(?:{wd},? )?(?:the )?(?P<dayword>{ordinals}) (?:of )?{month}(?:,? {y})?"},
    {TimeForm::kDay, "(?:{wd},? )?{month} (?:the )?(?P<dayword>{ordinals})\\b(?:,? {y})?"},
    {TimeForm::kDay,
     "{month} \\d\\d?(?:st|nd|rd|th)?(?: (?:and|or|to|through|until) |-|–)(?P<x>{d}(?:, {y})?)"},
    {TimeForm::kDay,
     "(?P<x>{d})(?: (?:and|or|to) |-|–)\\d\\d?(?:st|nd|rd|th)? (?:of )?{month}(?:,? {y})?"},
    {TimeForm::kNumeric,
     "(?P<day>\\d\\d?)/(?P<second>\\d\\d?)/(?P<year>(?:1[4-9]|20|21)\\d\\d|\\d\\d)\\b"},
    {TimeForm::kNumeric,
     "(?P<day>\\d\\d?)(?:\\.|-)(?P<second>\\d\\d?)(?:\\.|-)(?P<year>(?:19|20)\\d\\d)\\b"},

    // Months and years.
    {TimeForm::kMonth, "{edge}{month},?(?: of)? (?:{y}|{yw}|(?:of )?{ys})"},
    {TimeForm::kMonth, "{edge}(?:the month of )?{longmonth}"},
    {TimeForm::kMonth,
     "{edge}(?:the )?(?P<shift>last|next|this|this past|this coming|the previous|"
     "the following|past) {longmonth}"},
    {TimeForm::kYear, "{edge}(?:(?:fiscal(?: year)?|calendar|the year)~)?{y}"},
    {TimeForm::kYear,
     "(?:the year )(?P<yearword>two thousand(?: (?:and )?{small}(?:~{small})?)?)\\b"},
    {TimeForm::kYear, "{yw}"},
    {TimeForm::kYear,
     "(?:in|of|since|from|until|by|summer|spring|winter|class of) (?P<x>['’](?P<year>\\d\\d))\\b"},
    {TimeForm::kDecade, "(?:the )?{edge}(?P<decade>(?:1[5-9]|20)\\d0|['’][1-9]0)['’]?s\\b"},
    {TimeForm::kDecade,
     "(?:the )(?:(?:early|late|mid)~)?(?P<decade>twenties|thirties|forties|fifties|"
     "sixties|seventies|eighties|nineties)\\b"},
    {TimeForm::kCentury,
     "(?:the )?{edge}(?:(?P<century>\\d\\d?)(?:st|nd|rd|th)|(?P<centuryword>fifteenth|"
     "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first))~century\\b"},

    // Quarters and halves.
    {TimeForm::kQuarter,
     "{edge}(?:the |its |their |a )?(?:flat )?(?:fiscal~)?{ord}~quarter\\b"
     "(?:(?: of|,)? (?:fiscal )?{y}|,? {ys})?"},
    {TimeForm::kQuarter, "(?:the )?{y}(?:['’]s)? (?:fiscal )?{ord}~quarter\\b"},
    {TimeForm::kQuarter, "(?P<yearshift>this|last|next) year['’]s (?:fiscal )?{ord}~quarter\\b"},
    {TimeForm::kQuarter,
     "(?:the )?(?:comparable |corresponding )?(?P<yearago>year)~(?:ago|earlier) {ord}~quarter\\b"},
    {TimeForm::kQuarter, "(?-i:Q(?P<ordinal>[1-4])|(?P<ordinaltwo>[1-4])Q)\\b(?:,? (?:of )?{y})?"},
    {TimeForm::kSameQuarter, "(?:the |that )(?:latest |same |full |most recent )?quarter\\b"},
    {TimeForm::kSameQuarter, "the latest period\\b|the latest three months\\b"},
    {TimeForm::kSameQuarter,
     "(?:the |an? )?(?:comparable |corresponding )?(?P<yearago>year)~(?:ago|earlier)"
     "(?: (?:quarter|period))?\\b"},
    {TimeForm::kSameQuarter,
     "(?:the )(?:corresponding |comparable |same )(?:quarter|period)(?: of)?,? (?:{y}|{ys})"},
    {TimeForm::kSameQuarter, "(?P<yearshift>last) year['’]s (?:quarter|period)\\b"},
    {TimeForm::kSameQuarter, "(?:the )?{y} (?:quarter|period)\\b"},
    {TimeForm::kHalf,
     "(?:the )?(?P<ordinal>first|second|last|latter|opening|closing) half of "
     "(?:the |fiscal )?(?:{y}|{ys}|year\\b)"},
    {TimeForm::kHalf, "(?-i:H(?P<ordinal>[12]))\\b,? (?:of )?{y}"},

    // Seasons and holidays.
    {TimeForm::kSeason,
     "{edge}(?:the )?(?P<shift>last|next|this|this past|this "
     "coming|past|coming|previous|following) "
     "{season}"},
    {TimeForm::kSeason, "{edge}(?:the )?{season}(?: of|,)? (?:{y}|{yw}|{ys})"},
    {TimeForm::kSeason,
     "(?:in|into|during|since|until|till|by|over|through|throughout|before|after|for|from|of) "
     "(?:the )?(?P<x>{edge}(?:the )?{coldseason})"},
    {TimeForm::kHoliday,
     "{when}(?:(?P<shift>last|next|this) )?(?P<holiday>christmas eve|christmas(?: day)?|"
     "boxing day|new year['’]s eve|new year['’]s day|the new year|halloween|"
     "valentine['’]s day|thanksgiving(?: day)?|easter monday|good friday|"
     "easter(?: sunday)?|may day)\\b(?:,? {y})?"},

    // Days of the week and from today.
    {TimeForm::kWeekday,
     "{when}(?:(?:the )?(?P<shift>last|next|this coming|this past|this|previous|"
     "following|preceding|that|coming|past) )?{wd}(?:(?:['’]s)? (?:early |late )?{part})?"},
    {TimeForm::kWeekday, "{wd} (?P<shift>last|next) week"},
    {TimeForm::kToday,
     "{when}(?P<today>today|yesterday|tomorrow|the day before yesterday|the day after tomorrow)"
     "\\b(?:(?:['’]s)? (?:early |late )?{part})?"},
    {TimeForm::kToday, "{when}(?P<today>today|yesterday|tomorrow)\\b"},
    {TimeForm::kPart, "{when}(?P<shift>this|last) {part}"},
    {TimeForm::kPart, "(?:mid|early|late)~{part}|tonight\\b|overnight\\b"},
    {TimeForm::kPart, "(?:in|during|on) (?P<x>the (?:early )?{part})"},
    {TimeForm::kPart,
     "(?P<x>the {part}) of "
     "(?:mon|tues|wednes|thurs|fri|satur|sun|jan|feb|march|apr|may|june?|july?|aug|"
     "sep|oct|nov|dec|\\d)"},

    // Units around now.
    {TimeForm::kUnit,
     "{edge}(?:the )?(?P<shift>last|next|this|previous|coming|current|past|preceding) "
     "(?:fiscal |calendar |financial |school "
     ")?(?P<unit>week|weekend|month|quarter|year|decade|century|fortnight)\\b"},
    {TimeForm::kUnit,
     "{edge}the (?:(?:latest|full|fiscal|whole|entire|financial) "
     ")?(?-i:(?P<unit>week|weekend|month|year))\\b"},
    {TimeForm::kUnit, "(?:the )?week (?:of|beginning|starting|ending) {month} {d}"},
    {TimeForm::kYearEnd, "(?:around )?year~end\\b|(?:the )?year['’]s end\\b"},

    // Distances.
    {TimeForm::kAgo, "{about}{n}{kind}~{u}(?: (?:and a half|or (?:so|two|more|longer)))? ago\\b"},
    {TimeForm::kAgo, "(?P<unit>hours|days|weeks|months|years|decades|centuries) ago\\b"},
    {TimeForm::kAgo, "(?P<unit>quarter|week|month|year) (?P<count>a) year ago\\b"},
    {TimeForm::kLater, "{about}{n} {u} (?P<shift>later|earlier|before)\\b"},
    {TimeForm::kFollowing,
     "{edge}the (?:very )?(?P<shift>next|following|previous|preceding|same) "
     "(?:(?P<unit>day|week|weekend|month|year)|{part})\\b"},
    {TimeForm::kFollowing,
     "{edge}(?P<shift>that same|that) (?:(?P<unit>day|week|weekend|month|year)|{part})\\b"},
    {TimeForm::kFollowing, "the (?:(?P<unit>day|week|month|year)|{part}) (?P<shift>before)\\b"},

    // Times of day.
    {TimeForm::kClock,
     "{about}(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\\d))?(?:~)?"
     "(?P<half>[ap])(?:\\.m\\.|\\.m\\b|m\\b)(?:,? \\(?{tz}\\)?)?"},
    {TimeForm::kClock,
     "{about}(?P<hour>[01]\\d|2[0-4]|\\d):(?P<minute>[0-5]\\d)(?:,? ?(?:hours|hrs|{tz}))?\\b"},
    {TimeForm::kClock,
     "{about}(?P<hour>[01]\\d|2[0-3])[:.]?(?P<minute>[0-5]\\d)(?:,? )?(?:hours\\b|hrs\\b|{tz})"},
    {TimeForm::kClock, "{about}{hourword} o['’]clock(?: (?:in the|at) {part})?"},
    {TimeForm::kClock,
     "{about}{hourword} (?:in the (?P<part>morning|afternoon|evening)|at (?P<parttwo>night))\\b"},
    {TimeForm::kClock, "{about}(?P<clockword>noon|midday|midnight)\\b"},

    // Durations.
    {TimeForm::kDuration,
     "{about}{n}{kind}~{u}(?: and a half)?(?:~(?:long\\b|period\\b|term\\b))?"},
    {TimeForm::kDuration, "{about}{n}(?: (?:to|or|and)|-to-|-|–)~?{num}{kind}~{u}"},
    {TimeForm::kDuration,
     "(?:at least )?(?:the |each of the |his |her |its |their "
     ")?(?:past|last|next|first|coming|final|latest|"
     "previous|recent|preceding|following|ensuing|opening|remaining|intervening) {n}{kind}~{u}(?: "
     "or so\\b)?"},
    {TimeForm::kDuration, "(?:the )(?:year~(?:ago|earlier) )?{n}{kind}~{u}"},
    {TimeForm::kDuration,
     "(?:(?:the |in )?(?:past|last|coming|recent) )?{us}(?: (?:or|and) (?:weeks|months|years))?"},
    {TimeForm::kDuration,
     "(?:the |an? )?(?P<unit>hour|day|week|month|year|decade|century)s?-long\\b"},
    {TimeForm::kDuration,
     "an? (?P<unit>second|minute|hour|day|week|month|year) and (?P<andhalf>a half)\\b"},
    {TimeForm::kDuration,
     "(?:the |this )?(?P<shift>past|last) (?P<unit>hour|day|week|month|decade|century)\\b"},

    {TimeForm::kDuration,
     "(?P<x>(?:the|a) (?:fiscal |financial )?(?P<unit>week|month|year)) (?:ended|ending|to)\\b"},

    // Repetitions.
    {TimeForm::kSet, "(?:every|each)(?: (?:other|single|passing))? (?:{n}{kind} )?{u}"},
    {TimeForm::kSet, "(?:every|each)(?: other| single)? {wd}(?: {part})?"},
    {TimeForm::kSet,
     "(?:the )?(?:first|second|third|fourth|last) {wd} (?:of|in) (?:each|every|the) "
     "(?:month|year)"},
    {TimeForm::kSet, "(?:every|each)(?: single)? {longmonth}"},
    {TimeForm::kSet, "(?:every|each) {season}"},
    {TimeForm::kSet, "(?:every|each) {part}"},
    {TimeForm::kSet, "{wd}(?:s| mornings| afternoons| evenings| nights)\\b"},
    {TimeForm::kSet, "(?-i:(?P<often>daily|nightly|weekly|monthly|annually|yearly|hourly))\\b"},
    {TimeForm::kSet, "(?:once|twice|{small} times|{num} times) (?:an?|every|each|per) {u}"},
    {TimeForm::kSet, "per (?P<unit>hour|day|week|month|year)\\b"},
    {TimeForm::kSet, "an? (?P<rate>hour|day|week|month|quarter|year)\\b"},

    // Only before, at or after the present.
    {TimeForm::kPast, "(?:more )?recently\\b|lately\\b|(?:in )(?P<x>the (?:recent )?past)\\b"},
    {TimeForm::kPast,
     "(?:some|many|several) time ago\\b|(?:a )?long time ago\\b|(?P<x>recent "
     "(?:days|weeks|months|years))\\b"},
    {TimeForm::kPresent,
     "(?:right |just |even )?now\\b|currently\\b|current\\b|nowadays\\b|these days\\b|at "
     "present\\b|"
     "at the moment\\b|(?:at )?(?:the )?present time\\b"},
    {TimeForm::kFuture,
     "the (?:near |foreseeable |immediate |distant )?future\\b|the near~term\\b|"
     "(?:in the )?(?:coming) (?:days|weeks|months|years|quarters)\\b|as soon as possible\\b"},
};

// A sentence without any of these holds no time.
constexpr std::string_view kTrigger =
    "(?i)[12]\\d\\d\\d|['’]\\d\\d|\\d[/"
    ".:-]\\d|day|week|month|year|hour|minute|second|quarter|decade|"
    "centur|night|noon|morning|evening|\\bjan|\\bfeb|\\bmar|\\bapr|\\bmay|\\bjun|\\bjul|\\baug|"
    "\\bsep|"
    "\\boct|\\bnov|\\bdec|spring|summer|autumn|winter|fall|[ap]\\.? "
    "?m\\b|now|current|recent|lately|"
    "past|future|daily|morrow|christmas|easter|halloween|thanksgiving|clock|nineteen|thousand|"
    "term|time|period|present|ties\\b|soon|annually|\\bq[1-4]|[1-4]q|\\bh[12]|gmt|utc|hrs";

std::string expand(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == ' ') {
      out += "[\\s\\x{A0}\\x{202F}]{1,2}";
    } else if (pattern[i] == '~') {
      out += "(?:-|‑|[\\s\\x{A0}\\x{202F}]{1,2})";
    } else if (pattern[i] == '{' && std::islower(static_cast<unsigned char>(pattern[i + 1]))) {
      const std::size_t close = pattern.find('}', i);
      const std::string_view name = pattern.substr(i + 1, close - i - 1);
      for (const Macro& macro : kMacros)
        if (macro.name == name) out += expand(macro.pattern);
      i = close;
    } else {
      out.push_back(pattern[i]);
    }
  }
  return out;
}

RE2::Options options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(32 << 20);
  return options;
}

struct Compiled {
  TimeForm form;
  std::unique_ptr<RE2> pattern;
  std::vector<std::pair<std::string, int>> groups;  // name and number
};

Compiled compile(const Rule& rule) {
  Compiled compiled{
      rule.form,
      std::make_unique<RE2>("\\b" + expand(std::string("(?:") + std::string(rule.pattern) + ")"),
                            options()),
      {}};
  for (const auto& [name, number] : compiled.pattern->NamedCapturingGroups())
    compiled.groups.emplace_back(name, number);
  return compiled;
}

const std::vector<Compiled>& rules() {
  static const std::vector<Compiled> compiled = [] {
    std::vector<Compiled> all;
    for (const Rule& rule : kRules) all.push_back(compile(rule));
    return all;
  }();
  return compiled;
}

// --- From a find to parts ---------------------------------------------------------------------

constexpr std::array<Word, 12> kHolidays = {{{"christmas eve", 1},
                                             {"christmas", 2},
                                             {"christmas day", 2},
                                             {"boxing day", 3},
                                             {"new year's eve", 4},
                                             {"new year's day", 5},
                                             {"the new year", 5},
                                             {"halloween", 6},
                                             {"valentine's day", 7},
                                             {"may day", 8},
                                             {"thanksgiving", 9},
                                             {"thanksgiving day", 9}}};
constexpr std::array<Word, 4> kEasters = {
    {{"easter", 10}, {"easter sunday", 10}, {"easter monday", 11}, {"good friday", 12}}};

int holiday_number(std::string word) {
  RE2::GlobalReplace(&word, "’", "'");
  return look_up(kHolidays, word, look_up(kEasters, word, 0));
}

// "nineteen ninety-six" 1996, "two thousand and five" 2005, "nineteen hundred" 1900.
int year_in_words(const std::string& words) {
  if (words.starts_with("two thousand")) return static_cast<int>(count_of(words));
  const double rest = count_of(std::string_view(words).substr(9));
  return 1900 + (rest == 100 ? 0 : static_cast<int>(rest));
}

// '96 is 1996 and '23 is 2023.
int full_year(int written) {
  if (written >= 100) return written;
  return written < 50 ? 2000 + written : 1900 + written;
}

// "twelfth" 12, "twenty-first" 21.
int day_in_words(std::string_view word) {
  const bool twenty = word.starts_with("twenty"), thirty = word.starts_with("thirty");
  if (!twenty && !thirty) return look_up(kDayOrdinals, word, 0);
  return (twenty ? 20 : 30) +
         look_up(kDayOrdinals, word.substr(std::min<std::size_t>(7, word.size())), 0);
}

void set_hour(TimePhrase& phrase, std::string_view word) {
  phrase.hour = static_cast<int>(count_of(word));
}

void set_clock_word(TimePhrase& phrase, std::string_view word) {
  phrase.hour = word == "midnight" ? 24 : 12;
  phrase.minute = 0;
}

void set_half_of_day(TimePhrase& phrase, bool afternoon) {
  if (afternoon && phrase.hour >= 1 && phrase.hour < 12) phrase.hour += 12;
  if (!afternoon && phrase.hour == 12) phrase.hour = 0;
}

void set_decade(TimePhrase& phrase, const std::string& word) {
  const std::size_t digit = word.find_first_of("0123456789");
  phrase.ordinal = digit == word.npos ? look_up(kDecades, word, 0) : std::atoi(&word[digit]);
  if (phrase.ordinal < 100) phrase.ordinal += 1900;
}

void set_often(TimePhrase& phrase, const std::string& word) {
  phrase.count = 1;
  phrase.unit = word == "daily" || word == "nightly" ? TimeUnit::kDay
                : word == "annually"                 ? TimeUnit::kYear
                                                     : unit_of(word);
}

// `value` is the lower-cased text of the group.
void set_part(TimePhrase& phrase, std::string_view name, const std::string& value) {
  const int number = std::atoi(value.c_str());
  if (name == "month") phrase.month = look_up(kMonths, std::string_view(value).substr(0, 3), 0);
  if (name == "monthnumber") phrase.month = number;
  if (name == "day") phrase.day = number;
  if (name == "second") phrase.second_number = number;
  if (name == "year")
    phrase.year = full_year(std::atoi(value.c_str() + value.find_first_of("0123456789")));
  if (name == "yearword") phrase.year = year_in_words(value);
  if (name == "weekday")
    phrase.weekday = look_up(kWeekdays, std::string_view(value).substr(0, 3), 0);
  if (name == "season") phrase.season = look_up(kSeasons, value, 0);
  if (name == "ordinal" || name == "ordinaltwo")
    phrase.ordinal = number > 0 && value.size() == 1 ? number : look_up(kOrdinals, value, 0);
  if (name == "decade") set_decade(phrase, value);
  if (name == "century") phrase.ordinal = number;
  if (name == "centuryword") phrase.ordinal = look_up(kCenturies, value, 0);
  if (name == "holiday") phrase.holiday = holiday_number(value);
  if (name == "unit" || name == "rate")
    phrase.unit = unit_of(value), phrase.plural = value.ends_with('s');
  if (name == "unit" && value.starts_with("fortnight") && phrase.count >= 0)
    phrase.count = 2 * std::max(phrase.count, 1.0);
  if (name == "count") phrase.count = count_of(value);
  if (name == "often") set_often(phrase, value);
  if (name == "part" || name == "parttwo") phrase.part = part_of_day(value);
  if (name == "hour") set_hour(phrase, value);
  if (name == "minute") phrase.minute = number;
  if (name == "clockword") set_clock_word(phrase, value);
  if (name == "today") phrase.shift = look_up(kDayWords, value, 0);
  if (name == "yearago") phrase.year_shift = -1, phrase.year_shifted = true;
  if (name == "yeartold") phrase.year_told = true;
  if (name == "dayword") phrase.day = day_in_words(value);
  if (name == "yearshift")
    phrase.year_shift = look_up(kShifts, value, 0), phrase.year_shifted = true;
  if (name == "shift") {
    const std::string_view word =
        value.starts_with("the ") ? std::string_view(value).substr(4) : value;
    phrase.shift = look_up(kShifts, word, 0), phrase.shifted = true;
    phrase.from_told = word == "previous" || word == "preceding" || word == "following" ||
                       word.starts_with("that") || value == "the next";
  }
}

std::string_view view(StringPiece piece) { return {piece.data(), piece.size()}; }

TimePhrase read_phrase(const Compiled& rule, std::string_view text,
                       std::span<const StringPiece> found) {
  TimePhrase phrase;
  phrase.form = rule.form;
  StringPiece whole = found[0];
  bool half_of_day = false, afternoon = false, and_half = false, rate = false;
  for (const auto& [name, number] : rule.groups) {
    const StringPiece group = found[static_cast<std::size_t>(number)];
    if (group.data() == nullptr) continue;
    if (name == "x")
      whole = group;
    else if (name == "half")
      half_of_day = true, afternoon = group[0] == 'p' || group[0] == 'P';
    else if (name == "andhalf")
      and_half = true;
    else
      set_part(phrase, name, lower(view(group)));
    if (name == "rate") rate = true;
  }
  if (half_of_day) set_half_of_day(phrase, afternoon);
  if (and_half) phrase.count = 1.5;
  if (rate) phrase.count = 1;
  const auto begin = static_cast<std::uint32_t>(whole.data() - text.data());
  phrase.span = {begin, begin + static_cast<std::uint32_t>(whole.size())};
  return phrase;
}

// What the words alone do not give: halves after the unit, parts of day of the bare words, clock
// halves.
void complete(TimePhrase& phrase, std::string_view words) {
  const std::string text = lower(words);
  const bool has_half = text.find("and a half") != text.npos;
  if ((phrase.form == TimeForm::kDuration || phrase.form == TimeForm::kAgo) && has_half &&
      phrase.count >= 1 && phrase.count == static_cast<int>(phrase.count))
    phrase.count += 0.5;
  if (phrase.form == TimeForm::kPart && phrase.part.empty()) phrase.part = "NI";
  if (text == "tonight") phrase.shifted = true;
  if (text == "overnight") phrase.shifted = true, phrase.shift = -1;
  if (phrase.form == TimeForm::kClock && !phrase.part.empty())
    set_half_of_day(phrase, phrase.part != "MO" && !(phrase.part == "NI" && phrase.hour < 5));
  if (phrase.form == TimeForm::kSet && phrase.weekday && phrase.part.empty() &&
      !text.starts_with("e"))
    phrase.part = part_of_day(text);
}

// --- What stands around a find ----------------------------------------------------------------

std::string word_before(std::string_view text, std::size_t at, std::size_t from) {
  std::size_t end = at;
  while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
  std::size_t begin = end;
  while (begin > from && end - begin < 40 &&
         !std::isspace(static_cast<unsigned char>(text[begin - 1])))
    --begin;
  return std::string(text.substr(begin, end - begin));
}

std::string word_after(std::string_view text, std::size_t at, std::size_t to) {
  std::size_t begin = at;
  while (begin < to && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
  std::size_t end = begin;
  while (end < to && end - begin < 40 && std::isalpha(static_cast<unsigned char>(text[end]))) ++end;
  return std::string(text.substr(begin, end - begin));
}

char char_before(std::string_view text, const Span& span) {
  return span.begin ? text[span.begin - 1] : ' ';
}
char char_after(std::string_view text, const Span& span) {
  return span.end < text.size() ? text[span.end] : ' ';
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool matches(const RE2& re, const std::string& word) { return RE2::FullMatch(word, re); }

const RE2& time_preposition() {
  static const RE2 re(
      "(?i)in|since|by|until|till|from|last|next|this|late|early|mid|and|or|to|on|during|before|"
      "after|for|of|the|through|throughout|between|around|about|a|an|its|is|was|as|end|that|"
      "than|over|at|\\(|[-–—(]+|through|each|every|past|late-|mid-|beginning|start|effective");
  return re;
}

// "Theresa May", "April Jones", "Mrs May said": a month that is a name.
bool is_name(std::string_view text, const TimePhrase& phrase, const Span& sentence) {
  const std::string words(slice(text, phrase.span));
  static const RE2 names("May|March|April|June|August");
  if (!RE2::FullMatch(words, names)) return false;
  const std::string before = word_before(text, phrase.span.begin, sentence.begin);
  const std::string after = word_after(text, phrase.span.end, sentence.end);
  const bool surname_follows = after.size() > 1 &&
                               std::isupper(static_cast<unsigned char>(after[0])) &&
                               std::islower(static_cast<unsigned char>(after[1])) &&
                               char_after(text, phrase.span) == ' ' && words != "March";
  if (matches(time_preposition(), before))
    return before.empty() || (surname_follows && before != "In" && before != "in" &&
                              before != "Since" && before != "last");
  if (before.empty()) return words == "May" || words == "March" || surname_follows;
  if (std::isupper(static_cast<unsigned char>(before[0]))) return true;
  return words == "May" || words == "March"
             ? !std::ispunct(static_cast<unsigned char>(before.back()))
             : false;
}

// "2000 tents", "$1998", "1995.5": four digits that count something.
bool is_quantity(std::string_view text, const TimePhrase& phrase, const Span& sentence) {
  const char before = char_before(text, phrase.span);
  const char after = char_after(text, phrase.span);
  if (before == '$' || before == '#' || before == '.' || before == ',' || before == '/' ||
      is_digit(before) || before == '\xA3' || before == '\xAC' || before == '+')
    return true;
  const bool more = phrase.span.end + 1 < text.size() && is_digit(text[phrase.span.end + 1]);
  if (after == '%' || after == '/' || ((after == '.' || after == ',') && more)) return true;
  if (!is_digit(text[phrase.span.begin])) return false;
  const std::string left = word_before(text, phrase.span.begin, sentence.begin);
  if (matches(time_preposition(), left) && left != "a" && left != "about" && left != "than" &&
      left != "around" && left != "over")
    return false;
  static const RE2 counted(
      "[a-z]{3,}s|people|percent|per|feet|men|women|children|[kc]m|kg|miles|metres|meters|mph|hp|"
      "cc");
  static const RE2 dated(
      "(?:was|is|has|as|does|this|elections?|games|its|his|sales|earnings|results|talks)");
  const std::string right = word_after(text, phrase.span.end, sentence.end);
  return after == ' ' && matches(counted, right) && !matches(dated, right);
}

// "crowns a month", "three times a week", "$5 a share a year": a rate, not a duration.
bool is_rate(std::string_view text, const TimePhrase& phrase, const Span& sentence) {
  static const RE2 counted(
      "(?i).*\\d.*|percent|share|barrel|once|twice|times|more|million|billion|thousand|"
      "hundred|[a-z]*(?:people|dollars|pounds|euros|crowns|dinars|tons|tonnes|barrels|"
      "cents|guests|visitors|cases|cars|trips|flights|passengers|hours|units|gallons|litres|"
      "bottles|pages)");
  return matches(counted, word_before(text, phrase.span.begin, sentence.begin));
}

bool bad_clock(std::string_view text, const TimePhrase& phrase) {
  const char before = char_before(text, phrase.span), after = char_after(text, phrase.span);
  const bool more = phrase.span.end + 1 < text.size() && is_digit(text[phrase.span.end + 1]);
  return phrase.hour > 24 || before == ':' || before == '$' || before == '.' || is_digit(after) ||
         ((after == ':' || after == '.') && more);
}

// Whether the find means a time where it stands.
bool holds(std::string_view text, const TimePhrase& phrase, const Span& sentence) {
  const char before = char_before(text, phrase.span);
  const char after = char_after(text, phrase.span);
  switch (phrase.form) {
    case TimeForm::kMonth:
      return phrase.year || phrase.year_shifted || phrase.shifted ||
             !is_name(text, phrase, sentence);
    case TimeForm::kYear:
      return !is_quantity(text, phrase, sentence);
    case TimeForm::kClock:
      return !bad_clock(text, phrase);
    case TimeForm::kNumeric:
    case TimeForm::kDay:
      return before != '/' && before != '.' && before != '$' && after != '/' && after != '%';
    case TimeForm::kSet:
      return phrase.unit == TimeUnit::kNone || phrase.count != 1 ||
             lower(slice(text, phrase.span))[0] != 'a' || is_rate(text, phrase, sentence);
    case TimeForm::kLater:
    case TimeForm::kFollowing: {
      const bool open = slice(text, phrase.span).ends_with("before");  // "the day before the fire"
      return !open || after != ' ' || phrase.span.end == sentence.end;
    }
    case TimeForm::kDuration:
      return before != '.' && before != '$' && before != ',' && before != '/';
    default:
      return true;
  }
}

// --- All finds of a sentence ------------------------------------------------------------------

struct Find {
  TimePhrase phrase;
  std::size_t rule;
};

void find_by_rule(std::size_t number, std::string_view text, const Span& sentence,
                  std::uint32_t index, std::vector<Find>& finds) {
  const Compiled& rule = rules()[number];
  std::array<StringPiece, 16> found;
  const int n_groups = std::min(15, rule.pattern->NumberOfCapturingGroups()) + 1;
  std::size_t at = sentence.begin;
  const StringPiece piece(text.data(), sentence.end);
  while (at < sentence.end &&
         rule.pattern->Match(piece, at, sentence.end, RE2::UNANCHORED, found.data(), n_groups)) {
    TimePhrase phrase = read_phrase(rule, text, found);
    phrase.sentence = index;
    complete(phrase, slice(text, phrase.span));
    at = static_cast<std::size_t>(found[0].data() - text.data()) +
         std::max<std::size_t>(found[0].size(), 1);
    if (holds(text, phrase, sentence)) finds.push_back({phrase, number});
  }
}

bool earlier(const Find& a, const Find& b) {
  const auto key = [](const Find& f) {
    return std::make_tuple(f.phrase.span.begin, ~f.phrase.span.end, f.rule);
  };
  return key(a) < key(b);
}

void keep_first_longest(std::vector<Find>& finds, std::vector<TimePhrase>& phrases) {
  std::sort(finds.begin(), finds.end(), earlier);
  std::uint32_t end = 0;
  for (const Find& find : finds) {
    if (find.phrase.span.begin < end) continue;
    end = find.phrase.span.end;
    if (find.phrase.form != TimeForm::kNothing) phrases.push_back(find.phrase);
  }
}

MonthDay easter_sunday(int year) {  // Gregorian computus, after Meeus, Jones and Butcher
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
  const int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  return {(h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1};
}

MonthDay moved(MonthDay from, int year, int days) {
  using std::chrono::sys_days, std::chrono::year_month_day;
  const year_month_day day{std::chrono::year{year},
                           std::chrono::month{static_cast<unsigned>(from.month)},
                           std::chrono::day{static_cast<unsigned>(from.day)}};
  const year_month_day to{sys_days{day} + std::chrono::days{days}};
  return {static_cast<int>(static_cast<unsigned>(to.month())),
          static_cast<int>(static_cast<unsigned>(to.day()))};
}

MonthDay thanksgiving(int year) {  // the fourth Thursday of November
  using namespace std::chrono;
  const year_month_weekday day{std::chrono::year{year}, November, weekday_indexed{Thursday, 4}};
  const year_month_day date{sys_days{day}};
  return {11, static_cast<int>(static_cast<unsigned>(date.day()))};
}

}  // namespace

std::vector<TimePhrase> find_time_phrases(std::string_view text,
                                          std::span<const Sentence> sentences) {
  static const RE2 trigger{StringPiece(kTrigger.data(), kTrigger.size())};
  std::vector<TimePhrase> phrases;
  std::vector<Find> finds;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Span& span = sentences[i].span;
    if (!RE2::PartialMatch(StringPiece(text.data() + span.begin, span.size()), trigger)) continue;
    finds.clear();
    for (std::size_t rule = 0; rule < rules().size(); ++rule)
      find_by_rule(rule, text, span, static_cast<std::uint32_t>(i), finds);
    keep_first_longest(finds, phrases);
  }
  return phrases;
}

MonthDay holiday_in(int holiday, int year) {
  constexpr std::array<MonthDay, 9> kFixed = {
      {{0, 0}, {12, 24}, {12, 25}, {12, 26}, {12, 31}, {1, 1}, {10, 31}, {2, 14}, {5, 1}}};
  if (holiday >= 1 && holiday <= 8) return kFixed[static_cast<std::size_t>(holiday)];
  if (holiday == 9) return thanksgiving(year);
  if (holiday >= 10 && holiday <= 12)
    return moved(easter_sunday(year), year, holiday == 10 ? 0 : holiday == 11 ? 1 : -2);
  return {};
}

}  // namespace sayso
