#include "base/date.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sayso {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Reads from the front of a string; every step says whether it fitted.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly `n_digits` digits.
  std::optional<int> number(std::size_t n_digits) {
    if (rest_.size() < n_digits) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, n_digits)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(n_digits);
    return value;
  }

  void skip_digits() {
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') rest_.remove_prefix(1);
  }

  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::optional<Day> read_day(Reader& reader) {
  const std::optional<int> year = reader.number(4);
  if (!year || !reader.take('-')) return std::nullopt;
  const std::optional<int> month = reader.number(2);
  if (!month || !reader.take('-')) return std::nullopt;
  const std::optional<int> day = reader.number(2);
  if (!day) return std::nullopt;
  return make_day(*year, *month, *day);
}

// Seconds of the day; a leap second (60) is counted as the first of the next minute.
std::optional<int> read_time(Reader& reader) {
  const std::optional<int> hour = reader.number(2);
  if (!hour || *hour > 23 || !reader.take(':')) return std::nullopt;
  const std::optional<int> minute = reader.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  int seconds = 0;
  if (reader.take(':')) {
    const std::optional<int> second = reader.number(2);
    if (!second || *second > 60) return std::nullopt;
    seconds = *second;
    if (reader.take('.') || reader.take(',')) {
      if (!reader.number(1)) return std::nullopt;
      reader.skip_digits();
    }
  }
  return *hour * 3600 + *minute * 60 + seconds;
}

// Minutes east of UTC: "Z", "+01:00", "-0530", "+01".
std::optional<int> read_zone(Reader& reader) {
  if (reader.take('Z') || reader.take('z')) return 0;
  const int sign = reader.take('-') ? -1 : 1;
  if (sign > 0 && !reader.take('+')) return std::nullopt;
  const std::optional<int> hour = reader.number(2);
  if (!hour || *hour > 18) return std::nullopt;
  int minutes = *hour * 60;
  if (!reader.at_end()) {
    reader.take(':');
    const std::optional<int> minute = reader.number(2);
    if (!minute || *minute > 59) return std::nullopt;
    minutes += *minute;
  }
  return sign * minutes;
}

std::int64_t seconds_of(const Day& day) {
  return std::int64_t{sys_days(day).time_since_epoch().count()} * 86400;
}

}  // namespace

std::optional<DateTime> parse_date_time(std::string_view written) {
  Reader reader(trim(written));
  const std::optional<Day> day = read_day(reader);
  if (!day) return std::nullopt;
  DateTime result{.day = to_string(*day), .utc_seconds = seconds_of(*day)};
  if (reader.at_end()) return result;

  if (!reader.take('T') && !reader.take('t') && !reader.take(' ')) return std::nullopt;
  const std::optional<int> time = read_time(reader);
  if (!time) return std::nullopt;
  result.has_time = true;
  result.utc_seconds += *time;
  if (reader.at_end()) return result;

  reader.take(' ');
  const std::optional<int> zone = read_zone(reader);
  if (!zone || !reader.at_end()) return std::nullopt;
  result.has_zone = true;
  result.zone_minutes = *zone;
  result.utc_seconds -= std::int64_t{*zone} * 60;
  return result;
}

std::optional<Day> parse_day(std::string_view written) {
  Reader reader(trim(written));
  const std::optional<Day> day = read_day(reader);
  return reader.at_end() ? day : std::nullopt;
}

std::string to_string(const Day& day) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text.data();
}

std::optional<Day> make_day(int year, int month, int day) {
  if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const Day result{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                   std::chrono::day(static_cast<unsigned>(day))};
  if (!result.ok()) return std::nullopt;
  return result;
}

Day add_days(const Day& day, int n_days) { return sys_days(day) + days(n_days); }

int days_between(const Day& from, const Day& to) {
  return static_cast<int>((sys_days(to) - sys_days(from)).count());
}

Day add_months(const Day& day, int months) {
  const Day moved = day + std::chrono::months(months);
  if (moved.ok()) return moved;
  return Day{moved.year() / moved.month() / std::chrono::last};
}

int days_in_month(int year, int month) {
  const auto last = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) /
                    std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

int weekday(const Day& day) {
  return static_cast<int>(std::chrono::weekday(sys_days(day)).iso_encoding());
}

}  // namespace sayso
