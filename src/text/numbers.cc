#include "text/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace sayso {
namespace {

using Words = std::vector<PlainWord>;
using Named = std::pair<std::string_view, double>;

constexpr std::array<Named, 30> kSmall{{
    {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
    {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
    {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},
    {"seventy", 70}, {"eighty", 80},  {"ninety", 90},    {"dozen", 12},    {"twice", 2},
}};
constexpr std::array<Named, 11> kScales{{
    {"hundred", 1e2},
    {"thousand", 1e3},
    {"million", 1e6},
    {"billion", 1e9},
    {"trillion", 1e12},
    {"m", 1e6},
    {"mn", 1e6},
    {"bn", 1e9},
    {"tn", 1e12},
    {"dozen", 12},
    {"k", 1e3},
}};
constexpr std::array<Named, 23> kMonths{{
    {"january", 1},   {"february", 2},  {"march", 3},  {"april", 4},     {"may", 5},
    {"june", 6},      {"july", 7},      {"august", 8}, {"september", 9}, {"october", 10},
    {"november", 11}, {"december", 12}, {"jan", 1},    {"feb", 2},       {"mar", 3},
    {"apr", 4},       {"jun", 6},       {"jul", 7},    {"aug", 8},       {"sep", 9},
    {"sept", 9},      {"oct", 10},      {"nov", 11},
}};
constexpr std::array<Named, 20> kOrdinals{{
    {"first", 1},        {"second", 2},      {"third", 3},       {"fourth", 4},
    {"fifth", 5},        {"sixth", 6},       {"seventh", 7},     {"eighth", 8},
    {"ninth", 9},        {"tenth", 10},      {"eleventh", 11},   {"twelfth", 12},
    {"thirteenth", 13},  {"fourteenth", 14}, {"fifteenth", 15},  {"sixteenth", 16},
    {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
}};

template <std::size_t N>
std::optional<double> look_up(const std::array<Named, N>& table, std::string_view word) {
  const auto it = std::find_if(table.begin(), table.end(),
                               [&](const Named& named) { return named.first == word; });
  if (it == table.end()) return std::nullopt;
  return it->second;
}

std::optional<double> month(const Words& words, std::size_t at) {
  if (at >= words.size() || !words[at].capital) return std::nullopt;
  if (words[at].word == "dec") return 12;
  return look_up(kMonths, words[at].word);
}

std::optional<double> digits(std::string_view word) {
  if (word.empty() || word[0] < '0' || word[0] > '9') return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return value;
}

bool is(const Words& words, std::size_t at, std::string_view word) {
  return at < words.size() && words[at].word == word;
}

// Whole numbers below a million as they are, others as the shortest scientific form: "1.8e6".
std::string canonical(double value) {
  std::array<char, 40> text{};
  const bool plain = value < 1e6;
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto done = std::to_chars(text.data(), text.data() + text.size(), value, format);
  std::string form(text.data(), done.ptr);
  if (const auto exponent = form.find("e+"); exponent != std::string::npos) {
    form.erase(exponent + 1, form[exponent + 2] == '0' ? 2 : 1);
  }
  return form;
}

std::string two_digits(double value) {
  const int whole = static_cast<int>(value);
  return {static_cast<char>('0' + whole / 10), static_cast<char>('0' + whole % 10)};
}

// A day of the month: "3", "3rd", "third"; its end is after the suffix.
std::optional<std::pair<double, std::size_t>> day_at(const Words& words, std::size_t at) {
  if (at >= words.size()) return std::nullopt;
  if (const auto named = look_up(kOrdinals, words[at].word)) return {{*named, at + 1}};
  const auto value = digits(words[at].word);
  if (!value || *value < 1 || *value > 31 || *value != std::floor(*value)) return std::nullopt;
  const bool suffix = at + 1 < words.size() && words[at + 1].joined &&
                      (is(words, at + 1, "st") || is(words, at + 1, "nd") ||
                       is(words, at + 1, "rd") || is(words, at + 1, "th"));
  return {{*value, at + (suffix ? 2 : 1)}};
}

std::optional<Figure> date_at(const Words& words, std::size_t at) {
  if (const auto named = month(words, at)) {
    if (const auto day = day_at(words, at + 1)) {
      return Figure{two_digits(*named) + "-" + two_digits(day->first), at, day->second};
    }
    return std::nullopt;
  }
  const auto day = day_at(words, at);
  if (!day) return std::nullopt;
  const std::size_t next = day->second + (is(words, day->second, "of") ? 1 : 0);
  const auto named = month(words, next);
  if (!named) return std::nullopt;
  return Figure{two_digits(*named) + "-" + two_digits(day->first), at, next + 1};
}

// Tens and units, "forty-seven", or digits.
std::optional<std::pair<double, std::size_t>> small_at(const Words& words, std::size_t at) {
  if (const auto value = digits(words[at].word)) return {{*value, at + 1}};
  const auto value = look_up(kSmall, words[at].word);
  if (!value) return std::nullopt;
  if (*value >= 20 && *value <= 90 && at + 1 < words.size() && words[at + 1].joined) {
    const auto unit = look_up(kSmall, words[at + 1].word);
    if (unit && *unit > 0 && *unit < 10) return {{*value + *unit, at + 2}};
  }
  return {{*value, at + 1}};
}

// "two hundred and forty thousand": scales multiply what stands before, parts add up.
std::optional<Figure> number_at(const Words& words, std::size_t at) {
  auto part = small_at(words, at);
  const bool article =
      is(words, at, "a") && (is(words, at + 1, "hundred") || is(words, at + 1, "thousand") ||
                             is(words, at + 1, "million") || is(words, at + 1, "dozen"));
  if (article) part = {{1, at + 1}};
  if (!part) return std::nullopt;
  double total = 0, value = part->first;
  std::size_t next = part->second;
  while (next < words.size()) {
    const auto scale = look_up(kScales, words[next].word);
    const bool letter = words[next].word.size() <= 2;
    if (scale && (!letter || words[next].joined)) {
      value *= *scale;
      ++next;
      if (*scale >= 1e3) total += std::exchange(value, 0);
      continue;
    }
    const std::size_t after = next + (is(words, next, "and") ? 1 : 0);
    const bool may_add = next > part->second && after < words.size() && after > next;
    const auto more = may_add && !digits(words[after].word) ? small_at(words, after) : std::nullopt;
    if (!more) break;
    value += more->first;
    next = more->second;
  }
  total += value;
  const bool lone_one = next == at + 1 && words[at].word == "one";
  if (lone_one) return std::nullopt;
  Figure figure{canonical(total), at, next};
  const bool two_words = is(words, next, "per") && is(words, next + 1, "cent");
  if (is(words, next, "%") || is(words, next, "percent") || two_words) {
    figure.value += '%';
    figure.end += two_words ? 2 : 1;
  }
  return figure;
}

}  // namespace

std::vector<Figure> find_figures(const std::vector<PlainWord>& words) {
  std::vector<Figure> figures;
  for (std::size_t at = 0; at < words.size();) {
    std::optional<Figure> figure = date_at(words, at);
    if (!figure) figure = number_at(words, at);
    at = figure ? figure->end : at + 1;
    if (figure) figures.push_back(std::move(*figure));
  }
  return figures;
}

}  // namespace sayso
