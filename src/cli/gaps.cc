// sayso gaps: what the collection does not tell.

#include <algorithm>
#include <set>

#include "cli/commands.h"
#include "cli/dates.h"
#include "cli/day.h"
#include "cli/listing.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

constexpr std::size_t kMostNamed = 6;

std::vector<std::string> numbers_of(const View& view, std::vector<std::uint32_t> claims) {
  std::sort(claims.begin(), claims.end(),
            [&](std::uint32_t a, std::uint32_t b) { return view.numbers[a] < view.numbers[b]; });
  std::vector<std::string> numbers;
  for (const std::uint32_t claim : claims) numbers.push_back(claim_number(view, claim));
  return numbers;
}

std::vector<std::string> articles_of(const View& view,
                                     const std::vector<std::uint32_t>& documents) {
  std::vector<std::string> names;
  for (const std::uint32_t document : documents) names.push_back(article_name(view, document));
  return names;
}

std::string heading(const Look& look, std::string_view words) {
  return "\n " + ink(look, Ink::kStrong, words) + "\n";
}

std::string cited_outside(const View& view, const Gaps& gaps, const Look& look) {
  std::string out;
  for (const CitedOutside& one : gaps.cited_outside) {
    const std::string cited_in =
        "cited in " + list_words(articles_of(view, one.documents), kMostNamed);
    const std::string claims =
        one.claims.empty() ? "" : ", for " + list_words(numbers_of(view, one.claims), kMostNamed);
    out += hang("   ", entity_name(view, one.outlet) + ": " + cited_in + claims, look.width);
  }
  return out.empty() ? out : heading(look, "Cited, and not in the collection") + out;
}

std::string unanswered(const View& view, const Gaps& gaps, const Look& look) {
  std::string out;
  for (const Unanswered& one : gaps.unanswered) {
    const std::uint32_t document = view.grouping.statements[one.statements.front()].document;
    const std::string who = one.who ? entity_name(view, *one.who) : "somebody who is not named";
    out += hang("   ",
                ink(look, Ink::kNumber, claim_number(view, one.claim)) + "  " + who + " " +
                    said_by_it(view, one.statements.front()) + " (" + outlet_name(view, document) +
                    ", " + short_day(published_day(view, document), view.with_years) +
                    "): " + shorten(printable(view.grouping.claims[one.claim].text), 90),
                look.width);
  }
  return out.empty() ? out : heading(look, "Asked, and no answer here") + out;
}

std::string on_one_unnamed(const View& view, const Gaps& gaps, const Look& look) {
  std::string out;
  for (const OnOneUnnamed& one : gaps.on_one_unnamed) {
    std::vector<std::string> names;
    for (const EntityIndex source : one.source) names.push_back(entity_name(view, source));
    out += hang(
        "   ",
        ink(look, Ink::kNumber, claim_number(view, one.claim)) + "  " +
            (names.empty() ? "a source that is not described" : list_words(names, 2)) + ", " +
            count_of(static_cast<std::size_t>(std::max(0, one.articles)), "article", "articles") +
            ": " + shorten(printable(view.grouping.claims[one.claim].text), 90),
        look.width);
  }
  return out.empty() ? out : heading(look, "On one unnamed source alone") + out;
}

std::string undated(const View& view, const Gaps& gaps, const Look& look) {
  if (gaps.undated.empty()) return "";
  return heading(look, "Without a date") + hang("   ",
                                                list_words(articles_of(view, gaps.undated), 20) +
                                                    ": taken to have been out on every day",
                                                look.width);
}

std::string dates_that_do_not_fit(const View& view, const Look& look) {
  std::string out;
  for (std::uint32_t i = 0; i < view.grouping.documents.size(); ++i) {
    if (!document_shown(view, i)) continue;
    for (const std::string& sentence : odd_dates(view, i))
      out += hang("   ", article_name(view, i) + ": " + sentence, look.width);
  }
  return out.empty() ? out : heading(look, "Dates that do not fit") + out;
}

int run_gaps(const Options& options) {
  const Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading.value().view;
  return print(options.json ? gaps_json(view) : gaps_text(view, look_of_output()));
}

}  // namespace

std::string gaps_text(const View& view, const Look& look) {
  const Gaps gaps = find_gaps(view.grouping, view.standings, view.as_of);
  std::string out =
      hang(" ",
           "What is not told by " +
               count_of(static_cast<std::size_t>(count_articles(view)), "article", "articles") +
               (view.last_day.empty() ? "" : ", as of " + long_day(view.last_day)),
           look.width);
  const std::string found = cited_outside(view, gaps, look) + unanswered(view, gaps, look) +
                            on_one_unnamed(view, gaps, look) + undated(view, gaps, look) +
                            dates_that_do_not_fit(view, look);
  return out + (found.empty() ? "\n   nothing was found missing\n" : found);
}

void add_gaps(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "gaps", "Who is cited and not here, who never answered, what hangs on one unnamed source");
  add_listing_options(*command, commands.options);
  command->callback(
      [&commands] { commands.chosen = [&commands] { return run_gaps(commands.options); }; });
}

}  // namespace sayso::cli
