#include "group/which_way.h"

#include <algorithm>

#include "base/date.h"
#include "group/names.h"

namespace sayso {
namespace {

bool credits_outlet(const Printed& one, const Printed& other) {
  const std::vector<std::string> outlet = name_words(other.outlet);
  if (outlet.empty() || outlet == name_words(one.outlet)) return false;
  return std::any_of(one.credits.begin(), one.credits.end(),
                     [&](const std::string& credit) { return name_words(credit) == outlet; });
}

}  // namespace

Way which_way(const Printed& a, const Printed& b) {
  const bool a_credits = credits_outlet(a, b), b_credits = credits_outlet(b, a);
  if (a_credits != b_credits) return {b_credits, WayRule::kCredits};
  const auto when_a = parse_date_time(a.published), when_b = parse_date_time(b.published);
  if (when_a && when_b) {
    if (when_a->has_time && when_b->has_time) {
      if (when_a->utc_seconds != when_b->utc_seconds)
        return {when_a->utc_seconds < when_b->utc_seconds, WayRule::kDates};
    } else if (when_a->day != when_b->day) {
      return {when_a->day < when_b->day, WayRule::kDates};
    }
  }
  if (a.size != b.size) return {a.size > b.size, WayRule::kCompleteness};
  return {true, WayRule::kOrder};
}

std::string way_words(WayRule rule) {
  switch (rule) {
    case WayRule::kCredits:
      return "the other one is credited for it";
    case WayRule::kDates:
      return "it came out first";
    case WayRule::kCompleteness:
      return "dates do not tell, and it has more of the text";
    case WayRule::kOrder:
      return "nothing tells which had it first";
  }
  return {};
}

}  // namespace sayso
