#include "cli/dates.h"

#include <algorithm>

#include "base/date.h"
#include "cli/day.h"
#include "cli/layout.h"

namespace sayso::cli {
namespace {

constexpr std::int64_t kDaySeconds = 24 * 60 * 60;

std::string utc_day(const DateTime& time) {
  // 1 January 1970 and so many days; rounded down, also before it.
  std::int64_t days = time.utc_seconds / kDaySeconds;
  if (time.utc_seconds % kDaySeconds < 0) --days;
  return to_string(add_days(*parse_day("1970-01-01"), static_cast<int>(days)));
}

}  // namespace

std::string published_words(const View& view, std::uint32_t document) {
  const std::string& written = view.grouping.documents[document].published;
  const auto time = parse_date_time(written);
  if (!time) {
    return written.empty()
               ? "no date: it counts on every day"
               : "\"" + printable(written) + "\", which is no date: it counts on every day";
  }
  std::string words = long_day(time->day);
  if (!time->has_time) return words;
  if (!time->has_zone) return words + " (its time has no zone and is taken for UTC)";
  if (const std::string utc = utc_day(*time); utc != time->day)
    words += " (its own day; in UTC it was " + long_day(utc) + ")";
  return words;
}

std::vector<std::string> odd_dates(const View& view, std::uint32_t document) {
  std::vector<std::string> sentences;
  const std::string day = published_day(view, document);
  if (day.empty()) return sentences;
  if (!view.today.empty() && day > view.today)
    sentences.push_back("published " + long_day(day) + ", which lies in the future");
  std::string latest;
  std::uint32_t which = 0;
  for (std::uint32_t s = 0; s < view.grouping.statements.size(); ++s) {
    const GroupedStatement& grouped = view.grouping.statements[s];
    const std::string& said = grouped.statement.said_on;
    if (grouped.document != document || !is_day(said) || said <= std::max(day, latest)) continue;
    latest = said;
    which = s;
  }
  if (!latest.empty())
    sentences.push_back("published " + long_day(day) + ", and tells of what was said on " +
                        long_day(latest) + " (" + statement_number(which) + ")");
  return sentences;
}

}  // namespace sayso::cli
