#include "ingest/written_date.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/date.h"
#include "re2/re2.h"

namespace sayso {
namespace {

#define SAYSO_MONTH                                                                        \
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:" \
  "ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?"
#define SAYSO_WEEKDAY \
  "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?"
// "10:05", "10.05 pm", "at 10:05:00 GMT"; the groups are hour, minute, second, am or pm, zone.
#define SAYSO_TIME                                                                   \
  "(?:,?\\s+(?:at\\s+)?(\\d{1,2})[:.](\\d{2})(?::(\\d{2}))?(?:\\s*([ap])\\.?m\\.?)?" \
  "(?:\\s*\\(?(z|utc|gmt|[+-]\\d{2}:?\\d{2}|[a-z]{2,5})\\)?)?)?"

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

int month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  std::string start(name.substr(0, 3));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto found = std::find(kMonths.begin(), kMonths.end(), start);
  return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

std::string iso_day(int year, int month, int day) {
  const std::optional<Day> date = make_day(year, month, day);
  return date && year >= 1400 && year <= 2199 ? to_string(*date) : "";
}

// "Z", "utc", "+0100", "+01:00" -> "Z", "Z", "+01:00", "+01:00"; other names -> "".
std::string iso_zone(std::string zone) {
  std::transform(zone.begin(), zone.end(), zone.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (zone == "Z" || zone == "UTC" || zone == "GMT") return std::string(1, 'Z');
  if (zone.empty() || (zone[0] != '+' && zone[0] != '-')) return "";
  if (zone.size() == 3) zone.append(":00");
  if (zone.size() == 5) zone.insert(3, 1, ':');
  return zone;
}

std::string two_digits(int n) {
  return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

struct Clock {
  std::string hour, minute, second, half, zone;
};

// "T10:05:00Z", or "" where there is no time that a clock can show.
std::string iso_time(const Clock& clock) {
  if (clock.hour.empty()) return "";
  int hour = std::stoi(clock.hour);
  const int minute = std::stoi(clock.minute);
  const int second = clock.second.empty() ? 0 : std::stoi(clock.second);
  if (!clock.half.empty()) {
    if (hour < 1 || hour > 12) return "";
    hour = hour % 12 + (clock.half == "p" || clock.half == "P" ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 60) return "";
  std::string time(1, 'T');
  time.append(two_digits(hour))
      .append(1, ':')
      .append(two_digits(minute))
      .append(1, ':')
      .append(two_digits(second));
  return time.append(iso_zone(clock.zone));
}

std::string with_time(const std::string& day, const Clock& clock) {
  return day.empty() ? "" : day + iso_time(clock);
}

// ISO 8601 and its near relatives: a blank for the T, no colons in the zone, fractions of a second.
std::string from_iso(std::string_view text) {
  static const RE2 kIso(
      "(\\d{4})-?(\\d{2})-?(\\d{2})(?:(?:[Tt]|\\s+|\\s+[Tt]\\s*)(\\d{2}):?(\\d{2})(?::?(\\d{2})(?:["
      ".,]\\d+)?)?"
      "\\s*((?i:z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?|[a-z]{2,5})?))?");
  int year = 0, month = 0, day = 0;
  Clock clock;
  if (!RE2::FullMatch(piece(text), kIso, &year, &month, &day, &clock.hour, &clock.minute,
                      &clock.second, &clock.zone)) {
    return "";
  }
  return with_time(iso_day(year, month, day), clock);
}

std::string from_month_first(std::string_view text) {
  static const RE2 kPattern("(?i)" SAYSO_WEEKDAY SAYSO_MONTH
                            "\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})" SAYSO_TIME);
  std::string month;
  int day = 0, year = 0;
  Clock clock;
  if (!RE2::FullMatch(piece(text), kPattern, &month, &day, &year, &clock.hour, &clock.minute,
                      &clock.second, &clock.half, &clock.zone)) {
    return "";
  }
  return with_time(iso_day(year, month_of(month), day), clock);
}

std::string from_day_first(std::string_view text) {
  static const RE2 kPattern("(?i)" SAYSO_WEEKDAY
                            "(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+" SAYSO_MONTH
                            ",?[\\s-]+(\\d{4})" SAYSO_TIME);
  std::string month;
  int day = 0, year = 0;
  Clock clock;
  if (!RE2::FullMatch(piece(text), kPattern, &day, &month, &year, &clock.hour, &clock.minute,
                      &clock.second, &clock.half, &clock.zone)) {
    return "";
  }
  return with_time(iso_day(year, month_of(month), day), clock);
}

// "22/12/2021" can only be one day; "03/04/2021" is two, so it is none. With dots, the day is
// first.
std::string from_numbers(std::string_view text) {
  static const RE2 kPattern("(\\d{1,2})([/.-])(\\d{1,2})([/.-])(\\d{4})" SAYSO_TIME);
  int first = 0, second = 0, year = 0;
  std::string mark, other_mark;
  Clock clock;
  if (!RE2::FullMatch(piece(text), kPattern, &first, &mark, &second, &other_mark, &year,
                      &clock.hour, &clock.minute, &clock.second, &clock.half, &clock.zone) ||
      mark != other_mark) {
    return "";
  }
  if (mark == "." || first > 12 || first == second)
    return with_time(iso_day(year, second, first), clock);
  if (second > 12) return with_time(iso_day(year, first, second), clock);
  return "";
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace

std::string to_iso_date(std::string_view text) {
  const std::string_view inner = trimmed(text);
  if (inner.size() > 80) return "";
  for (const auto& read : {from_iso, from_month_first, from_day_first, from_numbers}) {
    if (std::string iso = read(inner); !iso.empty()) return iso;
  }
  return "";
}

std::string find_iso_day(std::string_view text) {
  static const RE2 kAny("(?i)\\b(" SAYSO_MONTH
                        "\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|"
                        "\\d{1,2}(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+" SAYSO_MONTH
                        ",?[\\s-]+\\d{4}|"
                        "\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{4})(?:\\b|[tT])");
  re2::StringPiece rest = piece(text);
  std::string found;
  while (RE2::FindAndConsume(&rest, kAny, &found)) {
    if (std::string iso = to_iso_date(found); !iso.empty()) return iso.substr(0, 10);
  }
  return "";
}

}  // namespace sayso
