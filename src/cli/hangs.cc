#include "cli/hangs.h"

#include <algorithm>
#include <optional>
#include <set>

#include "cli/day.h"
#include "cli/phrase.h"
#include "sayso/judge.h"

namespace sayso::cli {
namespace {

constexpr std::size_t kMostOrigins = 20;

Grouping without(const Grouping& grouping, std::uint32_t claim, const Origin& origin) {
  Grouping rest = grouping;
  const std::set<std::uint32_t> gone(origin.statements.begin(), origin.statements.end());
  Claim& changed = rest.claims[claim];
  std::erase_if(changed.statements, [&](std::uint32_t s) { return gone.contains(s); });
  std::erase_if(changed.links, [&](const ClaimLink& link) {
    return gone.contains(link.a) || gone.contains(link.b);
  });
  return rest;
}

using History = std::vector<Standing>;

std::optional<StandingKind> standing_on(const History& history, const std::string& day) {
  std::optional<StandingKind> is;
  for (const Standing& entry : history) {
    if (entry.as_of <= day) is = entry.is;
  }
  return is;
}

std::string words_of(const std::optional<StandingKind>& is) {
  return is ? std::string(standing_words(*is)) : "nothing";
}

std::set<std::string> days_of_change(const History& a, const History& b) {
  std::set<std::string> days;
  for (const Standing& entry : a) days.insert(entry.as_of);
  for (const Standing& entry : b) days.insert(entry.as_of);
  return days;
}

// "disputed until 20 April": the first time in which the other history had another standing.
std::string first_difference(const View& view, const History& real, const History& other) {
  std::string words;
  for (const std::string& day : days_of_change(real, other)) {
    const auto was = standing_on(real, day);
    const auto would_be = standing_on(other, day);
    if (words.empty() && was != would_be) {
      words = words_of(would_be) + " from " + short_day(day, view.with_years);
    } else if (!words.empty() && was == would_be) {
      return words + " until " + short_day(day, view.with_years);
    }
  }
  return words;
}

std::string difference(const View& view, const History& real, const History& other) {
  const auto now = standing_on(real, "9999-12-31");
  const auto would_be = standing_on(other, "9999-12-31");
  return now == would_be ? first_difference(view, real, other) : words_of(would_be);
}

}  // namespace

std::vector<Hang> hangs_on(const View& view, std::uint32_t claim) {
  const ClaimStanding& standing = view.standings[claim];
  std::vector<Hang> hangs;
  if (standing.origins.size() > kMostOrigins || standing.history.empty()) return hangs;
  for (std::size_t i = 0; i < standing.origins.size(); ++i) {
    const Grouping rest = without(view.grouping, claim, standing.origins[i]);
    History other;
    if (!rest.claims[claim].statements.empty()) other = judge(rest, view.as_of)[claim].history;
    const std::string words = difference(view, standing.history, other);
    if (!words.empty()) hangs.push_back({i, words});
  }
  return hangs;
}

std::vector<std::string> hang_sentences(const View& view, std::uint32_t claim) {
  const ClaimStanding& standing = view.standings[claim];
  std::vector<std::string> sentences;
  if (standing.origins.size() == 1 && !standing.history.empty()) {
    return {"one origin alone: " + origin_name(view, standing.origins.front(), false)};
  }
  for (const Hang& hang : hangs_on(view, claim)) {
    sentences.push_back("without " + origin_name(view, standing.origins[hang.origin], false) +
                        ": " + hang.would_be);
  }
  return sentences;
}

}  // namespace sayso::cli
