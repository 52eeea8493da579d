// `sayso claims`: every claim in two lines, and at the foot what the words mean that occurred.
//
//  C1  Crane 4 had not been inspected since May 2022.        multiple origins
//      7 articles, 2 to 3 origins; acknowledged; was disputed 14 Mar to 19 Apr

#include <algorithm>
#include <set>

#include "cli/day.h"
#include "cli/listing.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

constexpr int kStandingWidth = 16;  // "multiple origins"

bool is_remarkable(StandingKind kind) {
  return kind == StandingKind::kDisputed || kind == StandingKind::kDenied ||
         kind == StandingKind::kWithdrawn || kind == StandingKind::kCorroborated;
}

// "was disputed 14 Mar to 19 Apr": earlier standings that more origins alone do not explain.
std::vector<std::string> earlier_standings(const View& view, const ClaimStanding& standing) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i + 1 < standing.history.size(); ++i) {
    const Standing& entry = standing.history[i];
    if (!is_remarkable(entry.is)) continue;
    const std::string from = short_day(entry.as_of, view.with_years);
    const std::string to = short_day(day_before(standing.history[i + 1].as_of), view.with_years);
    const std::string when = from == to ? "on " + from : from + " to " + to;
    words.push_back("was " + std::string(standing_words(entry.is)) + " " + when);
  }
  return words;
}

// Who says otherwise: "denied by A and B", "taken back by C".
std::string other_side(const View& view, std::uint32_t claim) {
  const StandingKind is = current(view.standings[claim]);
  const bool withdrawn = is == StandingKind::kWithdrawn;
  if (!withdrawn && is != StandingKind::kDisputed && is != StandingKind::kDenied) return "";
  std::vector<std::string> names;
  for (const std::uint32_t s : view.grouping.claims[claim].statements) {
    const Stance stance = view.grouping.statements[s].statement.stance;
    if (!statement_shown(view, s)) continue;
    if (stance != (withdrawn ? Stance::kRetracts : Stance::kDenies)) continue;
    const std::string name = speaker_name(view, s);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (names.empty()) return "";
  return (withdrawn ? "; taken back by " : "; denied by ") + list_words(names, 3);
}

// "disputed since 14 Mar"
std::string since(const View& view, const ClaimStanding& standing) {
  const Standing& last = standing.history.back();
  return std::string(standing_words(last.is)) + " since " + short_day(last.as_of, view.with_years);
}

std::string second_line(const View& view, std::uint32_t claim) {
  const ClaimStanding& standing = view.standings[claim];
  std::string line =
      count_of(static_cast<std::size_t>(std::max(0, standing.articles)), "article", "articles");
  line += ", " + origins_words(standing);
  for (const std::string& flag : standing.flags) line += "; " + flag_words(flag);
  for (const std::string& words : earlier_standings(view, standing)) line += "; " + words;
  if (standing.history.size() > 1 && is_remarkable(current(standing))) {
    line += "; " + since(view, standing);
  }
  return line + other_side(view, claim);
}

std::string claim_lines(const View& view, std::uint32_t claim, int number_width, const Look& look) {
  const StandingKind is = current(view.standings[claim]);
  const int lead_width = number_width + 3;
  const int text_width = look.width - lead_width - kStandingWidth - 2;
  const std::vector<std::string> lines =
      wrap(printable(view.grouping.claims[claim].text), text_width);
  const std::string number = pad(claim_number(view, claim), number_width);
  const std::string blank(static_cast<std::size_t>(lead_width), ' ');
  const std::string words(standing_words(is));
  const std::string gap(static_cast<std::size_t>(kStandingWidth - display_width(words)), ' ');
  std::string out = " " + ink(look, Ink::kNumber, number) + "  " +
                    pad(ink(look, Ink::kStrong, lines.front()), text_width) + "  " + gap +
                    standing_inked(look, is, words) + "\n";
  for (std::size_t i = 1; i < lines.size(); ++i)
    out += blank + ink(look, Ink::kStrong, lines[i]) + "\n";
  return out + hang(blank, second_line(view, claim), look.width);
}

struct Meaning {
  std::string words;
  std::string_view meaning;
};

// The words that stand in this listing, with what they mean.
std::vector<Meaning> meanings(const View& view, const std::vector<std::uint32_t>& claims) {
  std::set<StandingKind> kinds;
  std::set<std::string> flags;
  for (const std::uint32_t claim : claims) {
    kinds.insert(current(view.standings[claim]));
    flags.insert(view.standings[claim].flags.begin(), view.standings[claim].flags.end());
  }
  std::vector<Meaning> found = {
      {"origin", "statements that go back to one source, however many articles repeat them"}};
  for (const StandingKind kind : kinds) {
    found.push_back({std::string(standing_words(kind)), standing_meaning(kind)});
  }
  for (const std::string& flag : flags) {
    if (!flag_meaning(flag).empty()) found.push_back({flag_words(flag), flag_meaning(flag)});
  }
  return found;
}

std::string key_to_words(const View& view, const std::vector<std::uint32_t>& claims,
                         const Look& look) {
  const std::vector<Meaning> found = meanings(view, claims);
  int widest = 0;
  for (const Meaning& one : found) widest = std::max(widest, display_width(one.words));
  std::string out = "\n What the words mean\n";
  for (const Meaning& one : found) {
    out +=
        hang("   " + pad(one.words, widest) + "  ", ink(look, Ink::kDim, one.meaning), look.width);
  }
  return out + "\n `sayso claim C1` shows who says so, on whose word, and what moved it.\n";
}

}  // namespace

std::string claims_text(const View& view, const Look& look) {
  std::vector<std::uint32_t> shown;
  for (const std::uint32_t claim : view.order) {
    if (claim_shown(view, claim)) shown.push_back(claim);
  }
  const auto n_articles = static_cast<std::size_t>(count_articles(view));
  std::string out = hang(" ",
                         count_of(shown.size(), "claim", "claims") + " in " +
                             count_of(n_articles, "article", "articles") +
                             (view.last_day.empty() ? "" : ", as of " + long_day(view.last_day)),
                         look.width);
  if (shown.empty()) return out;
  const int number_width = static_cast<int>(std::to_string(view.order.size()).size()) + 1;
  for (const std::uint32_t claim : shown) out += claim_lines(view, claim, number_width, look);
  return out + key_to_words(view, shown, look);
}

}  // namespace sayso::cli
