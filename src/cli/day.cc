#include "cli/day.h"

#include <array>

#include "base/date.h"

namespace sayso::cli {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// Whether `text` has digits where `form` has 0, and what `form` has elsewhere.
bool has_form(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !digit : text[i] != form[i]) return false;
  }
  return true;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_month(std::string_view text) {
  if (!has_form(text, "0000-00")) return false;
  const int month = number(text.substr(5));
  return month >= 1 && month <= 12;
}

std::string month_name(std::string_view month, std::size_t letters) {
  const std::size_t index = static_cast<std::size_t>(number(month.substr(5, 2))) - 1;
  return std::string(kMonths.at(index).substr(0, letters));
}

// "13 March 2023" with at most `letters` of the name of the month.
std::string written(std::string_view day, std::size_t letters, bool with_year) {
  if (day.empty()) return "undated";
  const std::string year(day.substr(0, 4));
  if (is_month(day)) return month_name(day, letters) + " " + year;
  if (!is_day(day)) return std::string(day);
  return std::to_string(number(day.substr(8))) + " " + month_name(day, letters) +
         (with_year ? " " + year : "");
}

}  // namespace

std::string day_of(std::string_view date) {
  if (const auto parsed = parse_date_time(date)) return parsed->day;
  return is_month(date) || has_form(date, "0000") ? std::string(date) : "";
}

bool is_day(std::string_view text) {
  return has_form(text, "0000-00-00") && parse_day(text).has_value();
}

std::string long_day(std::string_view day) { return written(day, std::string_view::npos, true); }

std::string short_day(std::string_view day, bool with_year) { return written(day, 3, with_year); }

std::string day_before(std::string_view day) {
  const auto parsed = parse_day(day);
  return parsed ? to_string(add_days(*parsed, -1)) : std::string(day);
}

}  // namespace sayso::cli
