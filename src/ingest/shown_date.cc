#include "ingest/shown_date.h"

// Problem. Half of the pages of the world say their day in words that no English table has.
//
// Idea. CLDR has the names of the months of all languages, and ICU has CLDR: the words of the
// languages below become one table from word to month. A date is then a day, a word of that table
// and a year, in one of three orders, with little between them; which language it is need not be
// known. Words are compared without case and without a full stop; digits of other scripts become
// ASCII first. Dates of the Persian calendar, which Iranian pages show, are told by its months.
//
// Example. "Miércoles, 15 de Abril de 2020": day 15, word "abril" = 4, year 2020.
//
// Cost. The table is made once (some 10 ms, 2,000 words); a text is searched by four patterns in
// linear time.

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/smpdtfmt.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <unordered_map>

#include "base/date.h"
#include "base/utf8.h"
#include "ingest/written_date.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kTextBytes = 4000;  // a date line has less
constexpr int kAmbiguous = -1;
constexpr int kPersian = 100;  // month 1 of the Persian calendar is 101

constexpr std::array kLanguages = {
    "en", "es", "pt", "fr", "it", "ca", "gl", "ro", "de", "nl", "da", "sv", "nb", "nn", "is", "pl",
    "cs", "sk", "sl", "hu", "fi", "et", "lv", "lt", "ru", "uk", "be", "bg", "sr", "mk", "el", "tr",
    "az", "id", "ms", "sw", "af", "zu", "vi", "ar", "he", "hi", "bn", "sq", "eu", "fil"};

using Months = std::unordered_map<std::string, int>;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string folded(icu::UnicodeString word) {
  word.foldCase();
  // Persian is often typed with Arabic's yeh and kaf.
  word.findAndReplace(u"\u064a", u"\u06cc").findAndReplace(u"\u0643", u"\u06a9");
  std::string out;
  word.toUTF8String(out);
  if (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

std::string folded(std::string_view word) {
  return folded(icu::UnicodeString::fromUTF8({word.data(), static_cast<int>(word.size())}));
}

void add_word(Months& months, const icu::UnicodeString& name, int month) {
  const std::string word = folded(name);
  // "5月" and "M05" are numbers, and one letter ("J") is no name.
  if (word.size() < 3 ||
      std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return;
  const auto [place, added] = months.try_emplace(word, month);
  if (!added && place->second != month) place->second = kAmbiguous;
}

void add_language(Months& months, const char* language, int first_month) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::SimpleDateFormat format(u"MMMM", icu::Locale(language), status);
  if (U_FAILURE(status)) return;
  const icu::DateFormatSymbols& symbols = *format.getDateFormatSymbols();
  using Symbols = icu::DateFormatSymbols;
  for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
    for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
      int n = 0;
      const icu::UnicodeString* const names = symbols.getMonths(n, context, width);
      for (int i = 0; i < std::min(n, 12); ++i) add_word(months, names[i], first_month + i);
    }
  }
}

Months make_months() {
  Months months;
  for (const char* language : kLanguages) add_language(months, language, 1);
  add_language(months, "fa@calendar=persian", kPersian + 1);
  add_language(months, "fa@calendar=gregorian", 1);
  months.try_emplace("sept", 9);
  return months;
}

// 1 to 12; 101 to 112 in the Persian calendar; 0 for a word that names no month.
int month_of(std::string_view word) {
  static const Months kMonths = make_months();
  const auto found = kMonths.find(folded(word));
  return found == kMonths.end() || found->second == kAmbiguous ? 0 : found->second;
}

// By the Persian calendar's cycle of 33 years, of which 1, 5, 9, 13, 17, 22, 26 and 30 are leap
// years; it agrees with the calendar from 1206 to 1497 (1827 to 2119).
std::string from_persian(int year, int month, int day) {
  if (year < 1206 || year > 1497 || day > 31) return "";
  constexpr std::array kLeap = {1, 5, 9, 13, 17, 22, 26, 30};
  const auto leap_days = [&](int before) {
    int n = before / 33 * static_cast<int>(kLeap.size());
    for (int leap : kLeap) n += leap < before % 33 ? 1 : 0;
    return n;
  };
  const auto days = [&](int y, int m, int d) {
    return 365 * y + leap_days(y) + (m <= 7 ? 31 * (m - 1) : 30 * (m - 1) + 6) + d;
  };
  // 1 Farvardin 1399 was 20 March 2020.
  const std::optional<Day> first = make_day(2020, 3, 20);
  return to_string(add_days(*first, days(year, month, day) - days(1399, 1, 1)));
}

std::string iso_day(int year, int month, int day) {
  if (month > kPersian) return from_persian(year, month - kPersian, day);
  const std::optional<Day> date = make_day(year, month, day);
  return date && year >= 1400 && year <= 2199 ? to_string(*date) : "";
}

// Digits of all scripts as ASCII, and blanks of all kinds as one.
std::string plain_digits(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = next_code_point(text, at);
    const std::size_t n = std::max<std::size_t>(c.bytes, 1);
    const auto value = static_cast<UChar32>(c.value);
    if (const int digit = u_charDigitValue(value); n > 1 && digit >= 0) {
      out += static_cast<char>('0' + digit);
    } else if (u_isUWhiteSpace(value) != 0) {
      out += ' ';
    } else {
      out.append(text.substr(at, n));
    }
    at += n;
  }
  return out;
}

struct Match {
  const char* at = nullptr;
  std::string iso;
};

// Calls read(match) for what the pattern's first group finds, until one is a date.
template <typename Read>
void search(std::string_view text, const RE2& pattern, Read read, Match& best) {
  std::array<re2::StringPiece, 5> groups;
  std::size_t begin = 0;
  while (begin <= text.size() && pattern.Match(piece(text), begin, text.size(), RE2::UNANCHORED,
                                               groups.data(), static_cast<int>(groups.size()))) {
    const char* const at = groups[1].data();
    if (best.at != nullptr && at >= best.at) return;
    std::string iso = read(groups);
    if (!iso.empty()) {
      best = {at, std::move(iso)};
      return;
    }
    begin = static_cast<std::size_t>(at - text.data()) + 1;
    while (begin < text.size() && !is_boundary(text, begin)) ++begin;
  }
}

int number(const re2::StringPiece& digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::string_view view(const re2::StringPiece& text) { return {text.data(), text.size()}; }

using Groups = std::array<re2::StringPiece, 5>;

#define SAYSO_WORD "([\\pL\\pM]+)"
// "15th", "1er", "15.", "15º", then "of", "de", "den", a comma or a dash.
#define SAYSO_AFTER_DAY \
  "(?:st|nd|rd|th|er|[.ºª°])?[\\s,/-]{0,3}(?:(?:of|de|di|d|del|dels|den|ng|na)[\\s'’]\\s?)?"
#define SAYSO_BEFORE_YEAR "[.,]?[\\s,/-]{0,3}(?:(?:de|del|of)\\s)?"

// Where numbers alone are ambiguous: the month is first only in English, and not in all of it.
bool month_may_be_first(std::string_view language) {
  return language.empty() || language.starts_with("en") || language.starts_with("EN");
}

std::string from_numbers(int first, int second, int year, std::string_view language) {
  if (second > 12) return iso_day(year, first, second);
  if (first <= 12 && first != second && month_may_be_first(language)) return "";
  return iso_day(year, second, first);
}

}  // namespace

std::string find_shown_day(std::string_view text, std::string_view language) {
  static const RE2 kDayFirst(
      "(?i)(?:^|[^\\d.,:/-])((\\d{1,2})" SAYSO_AFTER_DAY SAYSO_WORD SAYSO_BEFORE_YEAR
      "(\\d{4}))(?:\\D|$)");
  static const RE2 kMonthFirst(
      "(?i)(?:^|[^\\pL])(" SAYSO_WORD
      "\\.?\\s{0,3}(\\d{1,2})(?:st|nd|rd|th)?,?\\s{1,3}(\\d{4}))(?:\\D|$)");
  // "2020. június 4.", "2020 m. birželio 4 d.", "2020-06-04", "2020/6/4", "2020年6月4日".
  static const RE2 kYearFirst("(?i)(?:^|\\D)((\\d{4})(?:\\.?\\s|\\s?m\\.\\s?)" SAYSO_WORD
                              "\\.?\\s(\\d{1,2}))(?:\\D|$)");
  static const RE2 kYearNumbers(
      "(?:^|\\D)((\\d{4})(?:[-/.]|\\.\\s|\\s?[年년]\\s?)(\\d{1,2})(?:[-/.]|\\.\\s|\\s?[月월]\\s?)"
      "(\\d{1,2}))(?:\\D|$)");
  static const RE2 kDots(
      "(?:^|[^\\d.])((\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4}))(?:[^\\d.]|\\.\\D|\\.?$)");
  static const RE2 kSlashes("(?:^|[^\\d/-])((\\d{1,2})[/-](\\d{1,2})[/-](\\d{4}))(?:\\D|$)");

  std::size_t n_bytes = std::min(text.size(), kTextBytes);
  while (!is_boundary(text, n_bytes)) --n_bytes;
  const std::string plain = plain_digits(text.substr(0, n_bytes));
  Match best;
  search(
      plain, kDayFirst,
      [](const Groups& g) {
        const int month = month_of(view(g[3]));
        return month == 0 ? "" : iso_day(number(g[4]), month, number(g[2]));
      },
      best);
  search(
      plain, kMonthFirst,
      [](const Groups& g) {
        const int month = month_of(view(g[2]));
        return month == 0 ? "" : iso_day(number(g[4]), month, number(g[3]));
      },
      best);
  search(
      plain, kYearFirst,
      [](const Groups& g) {
        const int month = month_of(view(g[3]));
        return month == 0 ? "" : iso_day(number(g[2]), month, number(g[4]));
      },
      best);
  search(
      plain, kYearNumbers,
      [](const Groups& g) { return iso_day(number(g[2]), number(g[3]), number(g[4])); }, best);
  search(
      plain, kDots,
      [](const Groups& g) { return iso_day(number(g[4]), number(g[3]), number(g[2])); }, best);
  search(
      plain, kSlashes,
      [&](const Groups& g) {
        return from_numbers(number(g[2]), number(g[3]), number(g[4]), language);
      },
      best);
  return best.iso;
}

}  // namespace sayso
