#include "extract/times.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/utf8.h"
#include "extract/time_phrases.h"

namespace sayso {
namespace {

using re2::RE2;
using re2::StringPiece;

// --- Tense ------------------------------------------------------------------------------------

enum class Tense : std::uint8_t { kUnknown, kPast, kPresent, kFuture };

// What a verb says of the times after it, and of those before it: in "he agreed to meet on Friday"
// Friday is ahead, in "on Friday he agreed to meet" it is not.
struct TenseCue {
  std::size_t at;  // in the text
  Tense after;
  Tense before;
};

// The alternatives are tried from the left, so what is put down as neutral or past here is not
// found again further on: "would not comment" is past although "would" is not.
const RE2& tense_pattern() {
  static const RE2 re(
      "(?i)\\b(?:"
      "(?:indeed|hundred|need|speed|feed|red|bed|united|so-called|seed|breed|greed|based|aged|"
      "limited|armed|"
      "planned economy|unexpected(?:ly)?)\\b"
      "|(would not (?:say|comment|be drawn|confirm|discuss|give|answer)|would have been|could "
      "not|couldn['’]t|"
      "(?:is|are|dates?) from|refused to [a-z]+|declined to [a-z]+|failed to [a-z]+|was due to|was "
      "(?:first|last) [a-z]+)\\b"
      "|((?:will|shall|won['’]t|going to|(?:is|are) to)(?: "
      "(?:not|be|have|also|now|then|soon|still|only|[a-z]+ly))*(?: [a-z]+)?"
      "|(?:is|are)(?: also| now)? "
      "(?:due|scheduled|slated|expected|planned|set)\\b|(?:(?-i:may)|must|should)(?: be)? [a-z]+"
      "|(?:plan|hope|intend|want|expect|aim|prepare)s?(?: to)(?: be)?(?: [a-z]+)?|plans for|"
      "takes "
      "effect|(?:begin|start|open|close|end|meet|resume|expire|reopen|return|convene|reconvene|"
      "launche|fall due)s|"
      "upcoming|forthcoming)\\b"
      "|((?:would|wouldn['’]t|(?:was|were) to)(?: "
      "(?:not|be|also|now|then|soon|still|only|[a-z]+ly))*(?: [a-z]+)?"
      "|due|scheduled|slated|expect(?:ed|ing)?(?: to)?(?: be)?(?: [a-z]+)?"
      "|(?:planned|planning)(?: to)?(?: be)?|set (?:for|to)(?: be)?|supposed to(?: be)?"
      "|(?:hoped?|intended|wanted|agreed?|promised?|vow(?:ed)?|pledged?|proposed?|aimed|prepared|"
      "threatened|decided?)"
      " to(?: be)? [a-z]+"
      "|deadline|expired?|expires|payable|effective|to be [a-z]+|postponed)\\b"
      "|(was|were|had|did|said|told|ago|since|came|went|saw|took|made|gave|found|left|held|met|"
      "spoke|wrote|"
      "began|broke|brought|built|bought|caught|chose|drew|drove|fell|felt|fought|flew|got|grew|"
      "heard|kept|knew|"
      "led|lost|meant|paid|ran|rose|sat|sent|shot|sold|spent|stood|struck|swore|thought|threw|"
      "withdrew|won|"
      "wore|put|hit|been|seen|known|become|became|[a-z]{2,}ed)\\b"
      "|((?:is|are)(?: being)?(?: [a-z]+)?|has|have|says|say)\\b"
      "|((?:could|might|can)(?: be)?(?: [a-z]+)?)\\b"
      "|(?:['’](ll) ))");
  return re;
}

std::vector<TenseCue> find_tenses(std::string_view text, const Span& sentence) {
  std::vector<TenseCue> cues;
  std::array<StringPiece, 8> found;
  std::size_t at = sentence.begin;
  const StringPiece piece(text.data(), sentence.end);
  while (at < sentence.end &&
         tense_pattern().Match(piece, at, sentence.end, RE2::UNANCHORED, found.data(), 8)) {
    const std::size_t begin = static_cast<std::size_t>(found[0].data() - text.data());
    const auto has = [&found](std::size_t group) { return found[group].data() != nullptr; };
    if (has(1) || has(4))
      cues.push_back({begin, Tense::kPast, Tense::kPast});
    else if (has(2) || has(7))
      cues.push_back({begin, Tense::kFuture, Tense::kFuture});
    else if (has(3))
      cues.push_back({begin, Tense::kFuture, Tense::kPast});
    else if (has(6))
      cues.push_back({begin, Tense::kUnknown, Tense::kUnknown});
    else if (has(5))
      cues.push_back({begin, Tense::kPresent, Tense::kPresent});
    at = begin + std::max<std::size_t>(found[0].size(), 1);
  }
  return cues;
}

// The tense of the verb nearest before `at`, else of the first after it.
Tense nearest_tense(const std::vector<TenseCue>& cues, std::size_t at) {
  if (cues.empty()) return Tense::kUnknown;
  const auto next = std::partition_point(cues.begin(), cues.end(),
                                         [at](const TenseCue& cue) { return cue.at < at; });
  return next == cues.begin() ? cues.front().before : std::prev(next)->after;
}

enum class Limit : std::uint8_t { kNone, kUntil, kBy };

// Whether "until", "by" or the like stands before the phrase.
Limit limit_before(std::string_view text, std::uint32_t at, std::uint32_t from) {
  static const RE2 pattern(
      "(?i)(?:.*\\W)?(?:(until|till)|by|before|starting|from|through|as soon as|as early as)(?: "
      "the)?\\s+");
  std::uint32_t begin = std::max(from, at > 24 ? at - 24 : 0);
  while (begin < at && !is_boundary(text, begin)) ++begin;
  StringPiece until;
  if (!RE2::FullMatch(StringPiece(text.data() + begin, at - begin), pattern, &until))
    return Limit::kNone;
  return until.empty() ? Limit::kBy : Limit::kUntil;
}

// --- Calendar ---------------------------------------------------------------------------------

// Days outside of these years are not counted from: no text that is read means them, and "90,000
// days later" said often enough would leave the calendar.
constexpr int kFirstYear = 1400, kLastYear = 2199;

bool is_countable(int year) { return year >= kFirstYear && year <= kLastYear; }

struct Point {  // 0 where it is not known
  int year = 0, month = 0, day = 0;
};

int year_of(const Day& day) { return static_cast<int>(day.year()); }
int month_of(const Day& day) { return static_cast<int>(static_cast<unsigned>(day.month())); }
int day_of(const Day& day) { return static_cast<int>(static_cast<unsigned>(day.day())); }
Point point_of(const Day& day) { return {year_of(day), month_of(day), day_of(day)}; }

std::string digits(int number, int width) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%0*d", width, number);
  return out.data();
}

std::string year_text(int year) { return year > 0 ? digits(year, 4) : "XXXX"; }

std::string to_value(const Point& p) {
  std::string value = year_text(p.year);
  if (p.month) value += "-" + digits(p.month, 2);
  if (p.day) value += "-" + digits(p.day, 2);
  return value;
}

std::string to_day(const Point& p) { return p.year > 0 ? to_value(p) : std::string(); }

// What two days have in common: "2023-03", "2023" or nothing.
std::string common_day(const Day& a, const Day& b) {
  if (year_of(a) != year_of(b) || year_of(a) < 1) return {};
  return month_of(a) == month_of(b) ? to_value({year_of(a), month_of(a), 0})
                                    : year_text(year_of(a));
}

Day monday_of(const Day& day) { return add_days(day, 1 - weekday(day)); }

// ISO 8601 weeks: the year of a week is that of its Thursday.
std::string week_value(const Day& day) {
  const Day thursday = add_days(monday_of(day), 3);
  const int year = year_of(thursday);
  const Day first{thursday.year(), std::chrono::month{1}, std::chrono::day{1}};
  const int number = days_between(first, thursday) / 7 + 1;
  return year_text(year) + "-W" + digits(number, 2);
}

// Whether a day lies in a month or year.
bool covers(const Point& period, const Point& day) {
  return period.year == day.year && (!period.month || period.month == day.month);
}

Point add_months(Point p, int months) {
  const int total = p.year * 12 + p.month - 1 + months;
  return {total / 12, total % 12 + 1, 0};
}

// --- Values -----------------------------------------------------------------------------------

TimeExpression date(std::string value, std::string day) {
  return {{}, TimeKind::kDate, std::move(value), std::move(day)};
}
TimeExpression only(TimeKind kind, std::string value) { return {{}, kind, std::move(value), {}}; }
TimeExpression date(const Point& p) {
  if (p.year > 9999) return only(TimeKind::kDate, "FUTURE_REF");
  return date(to_value(p), to_day(p));
}

TimeExpression week(const Day& day) {
  const Day monday = monday_of(day);
  return date(week_value(day), common_day(monday, add_days(monday, 6)));
}

TimeExpression weekend(const Day& day) {
  const Day saturday = add_days(monday_of(day), 5);
  return date(week_value(day) + "-WE", common_day(saturday, add_days(saturday, 1)));
}

TimeExpression with_part(TimeExpression expression, std::string_view part) {
  if (part.empty()) return expression;
  expression.kind = TimeKind::kTime;
  expression.value += "T" + std::string(part);
  return expression;
}

std::string clock_value(const TimePhrase& phrase) {
  return "T" + digits(phrase.hour, 2) + ":" + digits(std::max(phrase.minute, 0), 2);
}

std::string number_text(double count) {
  if (count == kVague) return "X";
  if (count == std::floor(count)) return std::to_string(static_cast<long>(count));
  std::string text = std::to_string(count);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

// "P3D", "PT2H", "P2Y6M", "PXW".
std::string duration_value(double count, TimeUnit unit) {
  const bool half = count > 1 && count - std::floor(count) == 0.5;
  const std::string whole = number_text(half ? std::floor(count) : count);
  switch (unit) {
    case TimeUnit::kSecond:
      return "PT" + number_text(count) + "S";
    case TimeUnit::kMinute:
      return "PT" + (half ? whole + "M30S" : number_text(count) + "M");
    case TimeUnit::kHour:
      return count == 0.5 ? "PT30M" : "PT" + (half ? whole + "H30M" : number_text(count) + "H");
    case TimeUnit::kDay:
      return count == 0.5 ? "PT12H" : "P" + number_text(count) + "D";
    case TimeUnit::kWeekend:
      return "P" + number_text(count) + "WE";
    case TimeUnit::kWeek:
      return "P" + number_text(count) + "W";
    case TimeUnit::kMonth:
      return "P" + number_text(count) + "M";
    case TimeUnit::kQuarter:
      return "P" + number_text(count) + "Q";
    case TimeUnit::kYear:
      return count == 0.5 ? "P6M" : "P" + (half ? whole + "Y6M" : number_text(count) + "Y");
    case TimeUnit::kDecade:
      return count == kVague ? "PXDE" : "P" + number_text(count * 10) + "Y";
    case TimeUnit::kCentury:
      return count == kVague ? "PXCE" : "P" + number_text(count * 100) + "Y";
    case TimeUnit::kNone:
      break;
  }
  return "PXX";
}

std::string_view season_value(int season) {
  constexpr std::array<std::string_view, 5> kNames = {"", "SP", "SU", "FA", "WI"};
  return kNames[static_cast<std::size_t>(season)];
}

// --- The narrator: what a phrase means where it stands ------------------------------------------

class Narrator {
 public:
  Narrator(std::string_view text, std::span<const Sentence> sentences, std::optional<Day> published)
      : text_(text), sentences_(sentences), published_(published) {}

  TimeExpression resolve(const TimePhrase& phrase);

 private:
  Tense tense_of(const TimePhrase& phrase);
  void remember(const TimePhrase& phrase, const TimeExpression& expression);
  TimeExpression meaning(const TimePhrase& phrase);

  int choose_year(const TimePhrase& phrase, int month, int day);
  TimeExpression day(const TimePhrase& phrase);
  TimeExpression numeric(const TimePhrase& phrase) const;
  TimeExpression month(const TimePhrase& phrase);
  TimeExpression quarter(const TimePhrase& phrase);
  TimeExpression same_quarter(const TimePhrase& phrase);
  TimeExpression half(const TimePhrase& phrase);
  TimeExpression season(const TimePhrase& phrase);
  TimeExpression holiday(const TimePhrase& phrase);
  TimeExpression of_weekday(const TimePhrase& phrase);
  TimeExpression unit(const TimePhrase& phrase);
  TimeExpression unit_around(const Day& day, TimeUnit unit, int shift) const;
  TimeExpression ago(const TimePhrase& phrase);
  TimeExpression later(const TimePhrase& phrase);
  TimeExpression moved(const Point& from, const TimePhrase& phrase, double count) const;
  TimeExpression following(const TimePhrase& phrase);
  TimeExpression clock(const TimePhrase& phrase) const;
  TimeExpression set(const TimePhrase& phrase) const;

  int year_written(const TimePhrase& phrase) const;  // 0: the phrase tells none
  Point told() const;  // the day told of last, else that of publication
  bool quarter_is_near(const TimePhrase& phrase) const;
  bool possessive(const TimePhrase& phrase) const;

  std::string_view text_;
  std::span<const Sentence> sentences_;
  std::optional<Day> published_;
  std::vector<TenseCue> cues_;  // of sentence cues_of_
  std::optional<std::uint32_t> cues_of_;
  Point last_;                          // mentioned last
  std::array<int, 13> years_{};         // of months whose year the text has told; 0: not told
  Point last_day_;                      // the same, but only days
  int quarter_year_ = 0, quarter_ = 0;  // mentioned last
  std::uint32_t quarter_sentence_ = 0;
};

Tense Narrator::tense_of(const TimePhrase& phrase) {
  const Span& sentence = sentences_[phrase.sentence].span;
  if (cues_of_ != phrase.sentence) cues_ = find_tenses(text_, sentence), cues_of_ = phrase.sentence;
  const Tense tense = nearest_tense(cues_, phrase.span.begin);
  const Limit limit = limit_before(text_, phrase.span.begin, sentence.begin);
  if (limit == Limit::kUntil && (phrase.form == TimeForm::kWeekday || tense != Tense::kPast))
    return Tense::kFuture;
  if (limit == Limit::kUntil) return Tense::kUnknown;
  return limit == Limit::kBy && tense != Tense::kPast ? Tense::kFuture : tense;
}

int Narrator::year_written(const TimePhrase& phrase) const {
  if (phrase.year) return phrase.year;
  if (phrase.year_told) return last_.year;
  return phrase.year_shifted && published_ ? year_of(*published_) + phrase.year_shift : 0;
}

Point Narrator::told() const {
  if (last_day_.year) return last_day_;
  return published_ ? point_of(*published_) : Point{};
}

// The year of a month (day 0) or day of the year that names none: the last one not after
// publication for the past, the next one for the future; where the tense is not plain, the nearest.
int Narrator::choose_year(const TimePhrase& phrase, int month, int day) {
  if (!published_) return 0;
  const int year = year_of(*published_);
  const int days = (month - month_of(*published_)) * 30 + (day ? day - day_of(*published_) : 0);
  if (phrase.shifted && phrase.shift < 0) return days >= 0 ? year - 1 : year;
  if (phrase.shifted && phrase.shift > 0) return days <= 0 ? year + 1 : year;
  if (phrase.shifted) return year;
  const Tense tense = tense_of(phrase);
  const int told = day ? 0 : years_[static_cast<std::size_t>(month)];
  if (told && (tense != Tense::kFuture || told > year)) return told;
  if (tense == Tense::kFuture)
    return days < (day ? -60 : -30) ? year + 1 : days > 300 ? year - 1 : year;
  if (tense == Tense::kPast)
    return days > (day ? 50 : 0) ? year - 1 : days < -330 ? year + 1 : year;
  return days > 182 ? year - 1 : days < -182 ? year + 1 : year;
}

TimeExpression Narrator::day(const TimePhrase& phrase) {
  Point p{year_written(phrase), phrase.month, phrase.day};
  if (!p.year) p.year = choose_year(phrase, p.month, p.day);
  if (p.year &&
      !make_day(p.year, p.month, p.day)) {  // "30 February", "29 February" of another year
    if (p.month == 2 && p.day == 29) p.year -= p.year % 4;
    if (!make_day(p.year, p.month, p.day)) p.day = 0;
  }
  return date(p);
}

// "03/04/2023" is the 3rd of April unless only the 4th of March is a day, or is not yet to come.
TimeExpression Narrator::numeric(const TimePhrase& phrase) const {
  const std::optional<Day> day_first = make_day(phrase.year, phrase.second_number, phrase.day);
  const std::optional<Day> month_first = make_day(phrase.year, phrase.day, phrase.second_number);
  if (!day_first && !month_first) return only(TimeKind::kDate, {});
  const bool later = day_first && month_first && published_ && *day_first > *published_ &&
                     *month_first <= *published_;
  return date(point_of(day_first && !later ? *day_first : *month_first));
}

TimeExpression Narrator::month(const TimePhrase& phrase) {
  const int year = year_written(phrase);
  const int chosen = year ? year : choose_year(phrase, phrase.month, 0);
  // "since last May ... the sticker is from May": a month keeps the year that the text gave it.
  const bool given = year || phrase.shifted;
  if (given && published_ && std::abs(year_of(*published_) - chosen) <= 1)
    years_[static_cast<std::size_t>(phrase.month)] = chosen;
  return date({chosen, phrase.month, 0});
}

TimeExpression quarter_of(int year, int number) {
  return date(year_text(year) + "-Q" + std::to_string(number),
              year > 0 ? year_text(year) : std::string());
}

TimeExpression Narrator::quarter(const TimePhrase& phrase) {
  int year = year_written(phrase);
  if (!year && published_) {
    year = year_of(*published_);
    const int current = (month_of(*published_) + 2) / 3;
    const Tense tense = tense_of(phrase);
    if (phrase.ordinal > current + 1)
      year -= 1;
    else if (phrase.ordinal < current && tense == Tense::kFuture && current - phrase.ordinal >= 2)
      year += 1;
  }
  quarter_year_ = year, quarter_ = phrase.ordinal, quarter_sentence_ = phrase.sentence;
  return quarter_of(year, phrase.ordinal);
}

// "the quarter", "the year-ago period": the quarter that was mentioned, else the last full one.
TimeExpression Narrator::same_quarter(const TimePhrase& phrase) {
  if (!quarter_year_ && published_) {
    const int before = year_of(*published_) * 4 + (month_of(*published_) - 1) / 3 - 1;
    quarter_year_ = before / 4, quarter_ = before % 4 + 1, quarter_sentence_ = phrase.sentence;
  }
  const bool to_come = published_ && quarter_year_ * 4 + quarter_ - 1 >=
                                         year_of(*published_) * 4 + (month_of(*published_) - 1) / 3;
  if (to_come && !phrase.year) {  // what is told of is the last full quarter, not the one expected
    const TimeExpression before = unit_around(*published_, TimeUnit::kQuarter, -1);
    return phrase.year_shifted ? unit_around(*published_, TimeUnit::kQuarter, -5) : before;
  }
  int year = phrase.year ? phrase.year : quarter_year_;
  if (!phrase.year && phrase.year_shifted && year) year += phrase.year_shift;
  return quarter_of(year, quarter_);
}

TimeExpression Narrator::half(const TimePhrase& phrase) {
  const int written = year_written(phrase);
  const int year = written ? written : published_ ? year_of(*published_) : 0;
  return date(year_text(year) + "-H" + std::to_string(phrase.ordinal),
              year ? year_text(year) : std::string());
}

TimeExpression Narrator::season(const TimePhrase& phrase) {
  int year = year_written(phrase);
  if (!year && published_) {
    year = year_of(*published_);
    const int begins = phrase.season * 3,
              now = month_of(*published_);  // March, June, September, December
    const Tense tense = phrase.shifted ? Tense::kUnknown : tense_of(phrase);
    if (phrase.shifted && phrase.shift < 0)
      year -= begins + 3 > now;
    else if (phrase.shifted && phrase.shift == 0)
      year -= phrase.season == 4 && now <= 5;
    else if (phrase.shifted && phrase.shift > 0)
      year += begins <= now;
    else if (tense == Tense::kPast)
      year -= begins > now;
    else if (tense == Tense::kFuture)
      year += begins + 3 <= now;
    else if (phrase.season == 4 && now <= 3)
      year -= 1;
  }
  return date(year_text(year) + "-" + std::string(season_value(phrase.season)),
              year ? year_text(year) : std::string());
}

TimeExpression Narrator::holiday(const TimePhrase& phrase) {
  int year = phrase.year;
  const MonthDay about = holiday_in(phrase.holiday, published_ ? year_of(*published_) : 2000);
  if (!year) year = choose_year(phrase, about.month, about.day);
  const MonthDay exact = holiday_in(phrase.holiday, year ? year : 2000);
  return date({year, exact.month, exact.day});
}

// "Wednesday's ruling" has been, whatever the verb before it says; "ahead of Monday's vote" has
// not.
bool Narrator::possessive(const TimePhrase& phrase) const {
  const std::string_view after = text_.substr(phrase.span.end, 4);
  const std::string_view before = text_.substr(0, phrase.span.begin);
  const bool owns = after.starts_with("'s") || after.starts_with("’s");
  return owns && !before.ends_with("ahead of ") && !before.ends_with("for ") &&
         !before.ends_with("at ");
}

TimeExpression Narrator::of_weekday(const TimePhrase& phrase) {
  if (!published_)
    return with_part(only(TimeKind::kDate, "XXXX-WXX-" + std::to_string(phrase.weekday)),
                     phrase.part);
  const int back =
      (weekday(*published_) - phrase.weekday + 7) % 7;  // 0: the day of publication is one
  const int on = (7 - back) % 7;
  int days = -back;
  const std::string words(slice(text_, phrase.span));
  if (phrase.from_told && last_day_.year) {
    const Day told = *make_day(last_day_.year, last_day_.month, last_day_.day);
    const int before = (weekday(told) - phrase.weekday + 7) % 7,
              after = (phrase.weekday - weekday(told) + 7) % 7;
    const int step = phrase.shift < 0   ? -(before ? before : 7)
                     : phrase.shift > 0 ? (after ? after : 7)
                                        : -before;
    return with_part(date(point_of(add_days(told, step))), phrase.part);
  }
  if (phrase.shifted && phrase.shift < 0)
    days = back ? -back : -7;
  else if (phrase.shifted && phrase.shift > 0)
    days = on ? on : 7;
  else if (tense_of(phrase) == Tense::kFuture && !possessive(phrase))
    days = on;
  else if (phrase.shifted && words.starts_with("this"))
    days = on <= 3 ? on : -back;
  return with_part(date(point_of(add_days(*published_, days))), phrase.part);
}

TimeExpression Narrator::unit_around(const Day& day, TimeUnit unit, int shift) const {
  switch (unit) {
    case TimeUnit::kDay:
      return date(point_of(add_days(day, shift)));
    case TimeUnit::kWeek:
      return week(add_days(day, 7 * shift));
    case TimeUnit::kWeekend:
      return weekend(add_days(day, 7 * shift));
    case TimeUnit::kMonth:
      return date(add_months(point_of(day), shift));
    case TimeUnit::kYear:
      return date({year_of(day) + shift, 0, 0});
    case TimeUnit::kQuarter: {
      const int number = year_of(day) * 4 + (month_of(day) - 1) / 3 + shift;
      return quarter_of(number / 4, number % 4 + 1);
    }
    case TimeUnit::kDecade:
      return date(digits(year_of(day) / 10 + shift, 3) + "X", {});
    case TimeUnit::kCentury:
      return date(digits(year_of(day) / 100 + shift, 2), {});
    default:
      return only(TimeKind::kDate, {});
  }
}

TimeExpression Narrator::unit(const TimePhrase& phrase) {
  if (phrase.month) {  // "the week of March 6"
    const TimeExpression from = day(phrase);
    const std::optional<Day> exact = parse_day(from.day);
    return exact ? week(*exact) : from;
  }
  if (!published_) return only(TimeKind::kDuration, duration_value(1, phrase.unit));
  if (phrase.unit != TimeUnit::kWeekend) return unit_around(*published_, phrase.unit, phrase.shift);
  // The weekend that is meant is the last one that has begun, or for the future the next.
  const bool begun = weekday(*published_) >= 6;
  const bool ahead = phrase.shifted ? phrase.shift == 0 && tense_of(phrase) != Tense::kPast
                                    : tense_of(phrase) == Tense::kFuture;
  if (phrase.shift > 0) return weekend(add_days(*published_, 7));
  return weekend(begun && phrase.shift == 0 ? *published_ : add_days(*published_, ahead ? 0 : -7));
}

// `count` units from a point that may know only its year or month.
TimeExpression Narrator::moved(const Point& from, const TimePhrase& phrase, double count) const {
  const int n = static_cast<int>(std::floor(std::abs(count))) * (count < 0 ? -1 : 1);
  const std::optional<Day> day =
      from.day ? make_day(from.year, from.month, from.day) : std::nullopt;
  if (std::abs(count) > 100000) return only(TimeKind::kDate, "PAST_REF");
  switch (phrase.unit) {
    case TimeUnit::kDay:
      return day ? date(point_of(add_days(*day, n)))
                 : only(TimeKind::kDuration, duration_value(phrase.count, phrase.unit));
    case TimeUnit::kWeek:
      return day ? week(add_days(*day, 7 * n))
                 : only(TimeKind::kDuration, duration_value(phrase.count, phrase.unit));
    case TimeUnit::kMonth:
      return from.month ? date(add_months(from, n))
                        : only(TimeKind::kDuration, duration_value(phrase.count, phrase.unit));
    case TimeUnit::kQuarter:
      return day ? unit_around(*day, TimeUnit::kQuarter, n)
                 : only(TimeKind::kDuration, duration_value(phrase.count, phrase.unit));
    case TimeUnit::kYear:
    case TimeUnit::kDecade:
    case TimeUnit::kCentury: {
      const double years = count * (phrase.unit == TimeUnit::kYear     ? 1
                                    : phrase.unit == TimeUnit::kDecade ? 10
                                                                       : 100);
      const int year = from.year + static_cast<int>(std::floor(years));
      return year > 0 && from.year ? date({year, 0, 0}) : only(TimeKind::kDate, "PAST_REF");
    }
    default:
      return only(TimeKind::kDuration, duration_value(phrase.count, phrase.unit));
  }
}

TimeExpression Narrator::ago(const TimePhrase& phrase) {
  if (phrase.count == kVague || phrase.count == 0 || !published_)
    return only(TimeKind::kDate, "PAST_REF");
  if (phrase.unit == TimeUnit::kYear && phrase.count == 1 && quarter_is_near(phrase))
    return quarter_of(quarter_year_ - 1, quarter_);
  return moved(point_of(*published_), phrase, -phrase.count);
}

bool Narrator::quarter_is_near(const TimePhrase& phrase) const {
  return quarter_year_ && phrase.sentence - quarter_sentence_ <= 6;
}

TimeExpression Narrator::later(const TimePhrase& phrase) {
  if (phrase.count == kVague)
    return only(TimeKind::kDate, phrase.shift < 0 ? "PAST_REF" : "FUTURE_REF");
  if (phrase.unit == TimeUnit::kYear && phrase.count == 1 && quarter_is_near(phrase))
    return quarter_of(quarter_year_ + phrase.shift, quarter_);
  const bool days = phrase.unit == TimeUnit::kDay || phrase.unit == TimeUnit::kWeek;
  if (days && last_.year && !last_.day && !covers(last_, told())) return date(last_);
  const Point from = days || !last_.year ? told() : last_;
  return moved(from, phrase, phrase.shift * phrase.count);
}

TimeExpression Narrator::following(const TimePhrase& phrase) {
  const bool days = phrase.unit == TimeUnit::kDay || phrase.unit == TimeUnit::kNone ||
                    phrase.unit == TimeUnit::kWeek;
  Point from = days || !last_.year ? told() : last_;
  const bool exact = from.day && make_day(from.year, from.month, from.day);
  TimePhrase step = phrase;
  if (step.unit == TimeUnit::kNone) step.unit = TimeUnit::kDay;
  if (!from.year) return only(TimeKind::kDate, {});
  const bool ahead = phrase.shift > 0 && tense_of(phrase) != Tense::kFuture;
  if (days && ahead && !last_day_.year)
    return with_part(only(TimeKind::kDate, "XXXX-XX-XX"), phrase.part);
  if (step.unit == TimeUnit::kWeekend && exact)
    return unit_around(*make_day(from.year, from.month, from.day), step.unit, step.shift);
  step.count = 1;
  return with_part(moved(from, step, phrase.shift), phrase.part);
}

TimeExpression Narrator::clock(const TimePhrase& phrase) const {
  const bool today = published_ && phrase.form == TimeForm::kPart && phrase.shifted;
  const Point p = today ? point_of(add_days(*published_, phrase.shift)) : told();
  TimeExpression expression = date(p);
  if (!p.year) expression.value = "XXXX-XX-XX";
  if (phrase.form == TimeForm::kPart) return with_part(std::move(expression), phrase.part);
  expression.kind = TimeKind::kTime;
  expression.value += clock_value(phrase);
  return expression;
}

TimeExpression Narrator::set(const TimePhrase& phrase) const {
  if (phrase.weekday)
    return only(
        TimeKind::kSet,
        with_part(only(TimeKind::kSet, "XXXX-WXX-" + std::to_string(phrase.weekday)), phrase.part)
            .value);
  if (phrase.month) return only(TimeKind::kSet, to_value({0, phrase.month, 0}));
  if (phrase.season)
    return only(TimeKind::kSet, "XXXX-" + std::string(season_value(phrase.season)));
  if (!phrase.part.empty()) return only(TimeKind::kSet, "XXXX-XX-XXT" + std::string(phrase.part));
  return only(TimeKind::kSet, duration_value(phrase.count == 0 ? 1 : phrase.count, phrase.unit));
}

TimeExpression Narrator::meaning(const TimePhrase& phrase) {
  switch (phrase.form) {
    case TimeForm::kDay:
      return day(phrase);
    case TimeForm::kNumeric:
      return numeric(phrase);
    case TimeForm::kMonth:
      return month(phrase);
    case TimeForm::kYear:
      return date({phrase.year, 0, 0});
    case TimeForm::kDecade:
      return date(digits(phrase.ordinal / 10, 3) + "X", {});
    case TimeForm::kCentury:
      return date(digits(phrase.ordinal - 1, 2), {});
    case TimeForm::kQuarter:
      return quarter(phrase);
    case TimeForm::kHalf:
      return half(phrase);
    case TimeForm::kSameQuarter:
      return same_quarter(phrase);
    case TimeForm::kSeason:
      return season(phrase);
    case TimeForm::kWeekday:
      return of_weekday(phrase);
    case TimeForm::kToday:
      if (!published_)
        return only(TimeKind::kDate,
                    phrase.shift ? phrase.shift < 0 ? "PAST_REF" : "FUTURE_REF" : "PRESENT_REF");
      return with_part(date(point_of(add_days(*published_, phrase.shift))), phrase.part);
    case TimeForm::kUnit:
      return unit(phrase);
    case TimeForm::kAgo:
      return ago(phrase);
    case TimeForm::kLater:
      return later(phrase);
    case TimeForm::kFollowing:
      return following(phrase);
    case TimeForm::kYearEnd: {
      const int year = choose_year(phrase, 12, 31);
      return date({year, 12, 31});
    }
    case TimeForm::kHoliday:
      return holiday(phrase);
    case TimeForm::kPart:
    case TimeForm::kClock:
      return clock(phrase);
    case TimeForm::kDuration:
      return only(TimeKind::kDuration,
                  duration_value(phrase.count == 0 ? (phrase.plural ? kVague : 1) : phrase.count,
                                 phrase.unit));
    case TimeForm::kSet:
      return set(phrase);
    case TimeForm::kPast:
      return only(TimeKind::kDate, "PAST_REF");
    case TimeForm::kPresent:
      return only(TimeKind::kDate, "PRESENT_REF");
    case TimeForm::kFuture:
      return only(TimeKind::kDate, "FUTURE_REF");
    case TimeForm::kNothing:
      break;
  }
  return {};
}

void Narrator::remember(const TimePhrase& phrase, const TimeExpression& expression) {
  if (phrase.form == TimeForm::kSet || expression.day.empty()) return;
  const auto part = [&expression](std::size_t at, std::size_t n) {
    return expression.day.size() >= at + n ? std::atoi(expression.day.substr(at, n).c_str()) : 0;
  };
  if (!is_countable(part(0, 4))) return;
  last_ = {part(0, 4), part(5, 2), part(8, 2)};
  if (last_.day) last_day_ = last_;
}

TimeExpression Narrator::resolve(const TimePhrase& phrase) {
  TimeExpression expression = meaning(phrase);
  expression.span = phrase.span;
  remember(phrase, expression);
  return expression;
}

// --- "10 p.m. Wednesday": a clock and a day are one time -----------------------------------------

bool is_clock(const TimePhrase& phrase) {
  return phrase.form == TimeForm::kClock || (phrase.form == TimeForm::kPart && !phrase.shifted);
}

bool is_day(const TimePhrase& phrase) {
  const bool day = phrase.form == TimeForm::kDay || phrase.form == TimeForm::kWeekday ||
                   phrase.form == TimeForm::kToday;
  return day && phrase.part.empty();
}

bool adjoin(std::string_view text, const TimePhrase& a, const TimePhrase& b) {
  static const RE2 glue(",?\\s*(?:(?:on|at|of|in)(?:\\s+the)?\\s+)?\\(?");
  if (a.sentence != b.sentence || b.span.begin - a.span.end > 12) return false;
  return RE2::FullMatch(StringPiece(text.data() + a.span.end, b.span.begin - a.span.end), glue);
}

TimeExpression joined(Narrator& narrator, const TimePhrase& day, const TimePhrase& clock) {
  TimeExpression expression = narrator.resolve(day);
  if (clock.form == TimeForm::kPart) {
    expression = with_part(std::move(expression), clock.part);
  } else {
    expression.kind = TimeKind::kTime;
    expression.value += clock_value(clock);
  }
  expression.span = {std::min(day.span.begin, clock.span.begin),
                     std::max(day.span.end, clock.span.end)};
  return expression;
}

}  // namespace

std::vector<TimeExpression> find_times(std::string_view text, std::span<const Sentence> sentences,
                                       std::string_view published) {
  const std::vector<TimePhrase> phrases = find_time_phrases(text, sentences);
  std::optional<Day> today = parse_day(published.substr(0, 10));
  if (today && !is_countable(year_of(*today))) today.reset();
  Narrator narrator(text, sentences, today);
  std::vector<TimeExpression> times;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const bool pair = i + 1 < phrases.size() && adjoin(text, phrases[i], phrases[i + 1]);
    if (pair && is_clock(phrases[i]) && is_day(phrases[i + 1])) {
      times.push_back(joined(narrator, phrases[i + 1], phrases[i]));
      ++i;
    } else if (pair && is_day(phrases[i]) && is_clock(phrases[i + 1])) {
      times.push_back(joined(narrator, phrases[i], phrases[i + 1]));
      ++i;
    } else {
      times.push_back(narrator.resolve(phrases[i]));
    }
    if (times.back().value.empty()) times.pop_back();
  }
  return times;
}

std::string_view to_string(TimeKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"DATE", "TIME", "DURATION", "SET"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace sayso
