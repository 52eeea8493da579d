#include "cli/hangs.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "cli/day.h"
#include "cli/find_entity.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

constexpr std::size_t kMostOrigins = 20;

using History = std::vector<Standing>;

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

// Outlets that publish the claim or pass it on, each once, in order.
std::vector<EntityIndex> outlets_of(const View& view, std::uint32_t claim) {
  std::vector<EntityIndex> outlets;
  const auto add = [&](EntityIndex entity) {
    const bool is_outlet = view.grouping.entities[entity].type == EntityType::kOutlet;
    if (is_outlet && std::find(outlets.begin(), outlets.end(), entity) == outlets.end())
      outlets.push_back(entity);
  };
  for (const std::uint32_t s : view.grouping.claims[claim].statements) {
    if (!statement_shown(view, s)) continue;
    const GroupedStatement& grouped = view.grouping.statements[s];
    add(view.grouping.documents[grouped.document].outlet_entity);
    for (const EntityIndex relay : grouped.statement.via) add(relay);
    if (grouped.statement.speaker) add(*grouped.statement.speaker);
  }
  return outlets;
}

std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> values) {
  std::sort(values.begin(), values.end());
  return values;
}

class Links {
 public:
  Links(const View& view, std::uint32_t claim)
      : view_(view), claim_(claim), standing_(view.standings[claim]), judge_(view.grouping) {}

  std::vector<Hang> critical() {
    for (std::size_t i = 0; i < standing_.origins.size(); ++i)
      add({i, std::nullopt, sorted(standing_.origins[i].statements), {}});
    for (const EntityIndex outlet : outlets_of(view_, claim_)) {
      const std::vector<std::uint32_t> links = judge_.through(claim_, outlet);
      add({std::nullopt, outlet, judge_.falls_with(claim_, links), {}});
    }
    return std::move(hangs_);
  }

 private:
  // Taking everything away says nothing of one link.
  void add(Hang hang) {
    if (hang.outlet && hang.falling.size() == view_.grouping.claims[claim_].statements.size())
      return;
    if (!tried_.insert(hang.falling).second) return;
    const ClaimStanding left = judge_.of(claim_, view_.as_of, hang.falling);
    hang.would_be = difference(view_, standing_.history, left.history);
    const bool known = std::any_of(hangs_.begin(), hangs_.end(), [&](const Hang& other) {
      return hang.outlet && other.would_be == hang.would_be &&
             std::includes(hang.falling.begin(), hang.falling.end(), other.falling.begin(),
                           other.falling.end());
    });
    // That the first article was the first is nothing that hangs on it.
    const bool only_later = hang.outlet && hang.would_be.starts_with("nothing from ");
    if (!hang.would_be.empty() && !known && !only_later) hangs_.push_back(std::move(hang));
  }

  const View& view_;
  std::uint32_t claim_;
  const ClaimStanding& standing_;
  Judge judge_;
  std::vector<Hang> hangs_;
  std::set<std::vector<std::uint32_t>> tried_;
};

bool is_statement_name(const View& view, const std::string& name) {
  return find_statement(view, name).has_value();
}

Error nothing_of(const View& view, std::uint32_t claim, const std::string& name,
                 const std::string& why) {
  return {"\"" + printable(name) + "\" " + why, claim_number(view, claim),
          "`sayso claim " + claim_number(view, claim) +
              " --quotes` shows through whom it came; `sayso article` numbers its statements"};
}

// The statements of the claim that the name stands for.
Result<std::vector<std::uint32_t>> links_named(const View& view, std::uint32_t claim,
                                               const Judge& judge, const std::string& name) {
  if (is_statement_name(view, name)) {
    const std::uint32_t statement = *find_statement(view, name);
    if (view.grouping.statements[statement].claim != claim)
      return nothing_of(view, claim, name, "is about another claim");
    return std::vector<std::uint32_t>{statement};
  }
  const std::vector<EntityMatch> matches = find_entities(view.grouping, name);
  if (matches.empty()) return nothing_of(view, claim, name, "is nobody in this ledger");
  std::vector<std::uint32_t> links;
  std::size_t n_meant = 0;
  const std::size_t certain = certain_match(matches);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (certain < matches.size() && i != certain) continue;
    const std::vector<std::uint32_t> some = judge.through(claim, matches[i].entity);
    if (some.empty()) continue;
    ++n_meant;
    links.insert(links.end(), some.begin(), some.end());
  }
  if (n_meant == 0) return nothing_of(view, claim, name, "has no part in this claim");
  if (n_meant > 1) return nothing_of(view, claim, name, "can mean several here");
  return links;
}

}  // namespace

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

std::string difference(const View& view, const History& real, const History& other) {
  const auto now = standing_on(real, "9999-12-31");
  const auto would_be = standing_on(other, "9999-12-31");
  return now == would_be ? first_difference(view, real, other) : words_of(would_be);
}

std::vector<Hang> hangs_on(const View& view, std::uint32_t claim) {
  const ClaimStanding& standing = view.standings[claim];
  if (standing.origins.size() > kMostOrigins || standing.history.empty()) return {};
  return Links(view, claim).critical();
}

std::vector<std::string> hang_sentences(const View& view, std::uint32_t claim) {
  const ClaimStanding& standing = view.standings[claim];
  std::vector<std::string> sentences;
  if (standing.origins.size() == 1 && !standing.history.empty())
    sentences.push_back("one origin alone: " + origin_name(view, standing.origins.front(), false));
  for (const Hang& hang : hangs_on(view, claim)) {
    if (hang.origin && standing.origins.size() == 1) continue;
    const std::string link = hang.origin ? origin_name(view, standing.origins[*hang.origin], false)
                                         : "what " + entity_name(view, *hang.outlet) + " has";
    sentences.push_back("without " + link + ": " + hang.would_be);
  }
  return sentences;
}

Result<Without> take_away(const View& view, std::uint32_t claim,
                          const std::vector<std::string>& names) {
  const Judge judge(view.grouping);
  Without without;
  std::set<std::uint32_t> links;
  for (const std::string& name : names) {
    const Result<std::vector<std::uint32_t>> some = links_named(view, claim, judge, name);
    if (!some) return some.error();
    std::copy_if(some->begin(), some->end(), std::inserter(links, links.end()),
                 [&](std::uint32_t s) { return statement_shown(view, s); });
    without.asked.push_back(printable(name));
  }
  without.links.assign(links.begin(), links.end());
  std::vector<std::uint32_t> gone = judge.falls_with(claim, without.links);
  std::erase_if(gone, [&](std::uint32_t s) { return !statement_shown(view, s); });
  std::set_difference(gone.begin(), gone.end(), links.begin(), links.end(),
                      std::back_inserter(without.falling));
  without.left = judge.of(claim, view.as_of, gone);
  return without;
}

}  // namespace sayso::cli
