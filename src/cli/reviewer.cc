#include "cli/reviewer.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "base/date.h"
#include "base/utf8.h"

namespace sayso::cli {
namespace {

constexpr std::int64_t kMicros = 1000000;
constexpr std::int64_t kDaySeconds = 86400;

std::string time_text(std::int64_t micros) {
  const std::int64_t seconds = micros / kMicros;
  const Day day = add_days(*make_day(1970, 1, 1), static_cast<int>(seconds / kDaySeconds));
  const auto of_day = static_cast<int>(seconds % kDaySeconds);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d.%06dZ", of_day / 3600, of_day / 60 % 60,
                of_day % 60, static_cast<int>(micros % kMicros));
  return to_string(day) + text.data();
}

// Of a time in the form of Review::when.
std::int64_t micros_of(const std::string& when) {
  const auto time = parse_date_time(when);
  if (!time) return 0;
  const std::size_t point = when.find('.');
  std::int64_t fraction = 0;
  if (point != std::string::npos) {
    std::string digits = when.substr(point + 1, 6);
    digits.resize(6, '0');
    fraction = std::atoll(digits.c_str());
  }
  return time->utc_seconds * kMicros + fraction;
}

}  // namespace

std::string reviewer_name(const std::string& asked) {
  std::string name = asked;
  if (const char* set = std::getenv("SAYSO_REVIEWER"); name.empty() && set != nullptr) name = set;
  if (name.empty()) {
    const struct passwd* user = ::getpwuid(::geteuid());
    if (user != nullptr && user->pw_name != nullptr) name = user->pw_name;
  }
  return name.empty() || find_invalid_utf8(name) ? "somebody" : name;
}

std::string time_after(const std::vector<Review>& reviews) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  std::int64_t micros = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  for (const Review& review : reviews) micros = std::max(micros, micros_of(review.when) + 1);
  return time_text(micros);
}

std::string review_time(std::string_view written) {
  const auto time = parse_date_time(written);
  if (!time || time->utc_seconds < 0) return "";
  return time_text(time->utc_seconds * kMicros);
}

}  // namespace sayso::cli
