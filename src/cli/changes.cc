// sayso changes --since 2023-03-15: what the articles since then changed, and what was decided.

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "cli/commands.h"
#include "cli/day.h"
#include "cli/listing.h"
#include "cli/phrase.h"
#include "cli/review_text.h"

namespace sayso::cli {
namespace {

// The day on which the listing ends, for what has no later one.
std::vector<Change> changes_of(const View& view, std::string_view since,
                               const std::vector<ClaimStanding>& before) {
  std::vector<Change> changes =
      changes_between(view.grouping, before, day_before(since), view.standings, view.as_of);
  std::sort(changes.begin(), changes.end(), [&](const Change& a, const Change& b) {
    return view.numbers[a.claim] < view.numbers[b.claim];
  });
  return changes;
}

std::string standing_of(const ClaimStanding& standing) {
  return standing.history.empty() ? "nothing" : std::string(standing_words(current(standing)));
}

std::string what_changed(const View& view, const Change& change, const ClaimStanding& before) {
  const ClaimStanding& after = view.standings[change.claim];
  const std::string was = standing_of(before), is = standing_of(after);
  std::vector<std::string> parts;
  if (change.is_new) {
    parts.push_back("new: " + is);
  } else {
    parts.push_back(was == is ? "still " + is : is + ", was " + was);
    if (origins_words(before) != origins_words(after))
      parts.push_back(origins_words(after) + ", was " + origins_words(before));
  }
  for (const std::string& flag : change.flags_gained) parts.push_back("now " + flag_words(flag));
  for (const std::string& flag : change.flags_lost)
    parts.push_back("no longer " + flag_words(flag));
  std::string words;
  for (const std::string& part : parts) words += (words.empty() ? "" : "; ") + part;
  return words;
}

// "Ylva Dragsund denies it (Kystradio, 14 Mar)", each speaker and stance once.
std::vector<std::string> said_since(const View& view, const Change& change) {
  std::vector<std::string> sentences;
  std::set<std::pair<std::string, Stance>> named;
  for (const std::uint32_t s : change.statements) {
    const GroupedStatement& grouped = view.grouping.statements[s];
    const std::string name = speaker_name(view, s);
    if (!named.emplace(name, grouped.statement.stance).second) continue;
    sentences.push_back(name + " " + said_by_it(view, s) + " (" +
                        outlet_name(view, grouped.document) + ", " +
                        short_day(published_day(view, grouped.document), view.with_years) + ")");
  }
  return sentences;
}

std::string change_lines(const View& view, const Change& change, const ClaimStanding& before,
                         const Look& look) {
  const std::string number = " " + pad(claim_number(view, change.claim), 4) + " ";
  const std::string blank(static_cast<std::size_t>(display_width(number)), ' ');
  const std::string text = printable(view.grouping.claims[change.claim].text);
  std::string out = hang(ink(look, Ink::kNumber, number),
                         ink(look, Ink::kStrong, shorten(text, 2 * look.width)), look.width);
  out += hang(blank, what_changed(view, change, before), look.width);
  const std::vector<std::string> said = said_since(view, change);
  if (!said.empty()) out += hang(blank, ink(look, Ink::kDim, list_words(said, 4)), look.width);
  return out;
}

// What persons decided since then is a change, too.
std::vector<std::string> decided_since(const View& view, std::string_view since) {
  std::vector<std::string> lines;
  for (const Review& review : view.reviews) {
    const std::string day = review.when.substr(0, 10);
    if (day < since || (!view.as_of.empty() && day > view.as_of)) continue;
    lines.push_back(reviewer_words(review) + ": " + review_words(view, review));
  }
  return lines;
}

// Nothing says that they came out since then, so they are no change; they are listed apart.
std::string undated_text(const View& view, const Look& look) {
  std::vector<std::string> names;
  for (const std::uint32_t document : undated_articles(view))
    names.push_back(article_name(view, document));
  if (names.empty()) return "";
  return "\n " + ink(look, Ink::kStrong, "Without a date") + "\n" +
         hang(
             "   ",
             list_words(names, 20) +
                 (names.size() == 1 ? ": taken to have been there before, since nothing tells when "
                                      "it came out"
                                    : ": taken to have been there before, since nothing tells when "
                                      "they came out"),
             look.width);
}

int run_changes(const Options& options, const std::string& since) {
  if (!options.as_of.empty() && options.as_of < since)
    return complain({"--as-of lies before --since", "", "ask for an earlier or a later day"});
  const Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading.value().view;
  const std::vector<ClaimStanding> before = judge(view.grouping, day_before(since));
  return print(options.json ? changes_json(view, since, before)
                            : changes_text(view, since, before, look_of_output()));
}

}  // namespace

std::string changes_text(const View& view, std::string_view since,
                         const std::vector<ClaimStanding>& before, const Look& look) {
  const std::vector<Change> changes = changes_of(view, since, before);
  std::size_t n_new = 0, n_articles = 0;
  for (const Change& change : changes) n_new += change.is_new ? 1 : 0;
  for (std::uint32_t i = 0; i < view.grouping.documents.size(); ++i) {
    const std::string day = published_day(view, i);
    if (!day.empty() && day >= since && document_shown(view, i)) ++n_articles;
  }
  std::string out =
      hang(" ",
           "since " + long_day(since) + ": " + count_of(n_articles, "article", "articles") + ", " +
               count_of(n_new, "new claim", "new claims") + ", " +
               count_of(changes.size() - n_new, "other", "others") + " changed" +
               (view.last_day.empty() ? "" : ", as of " + long_day(view.last_day)),
           look.width);
  for (const Change& change : changes)
    out += "\n" + change_lines(view, change, before[change.claim], look);
  std::string decided;
  for (const std::string& line : decided_since(view, since))
    decided += hang("   ", line, look.width);
  out += undated_text(view, look);
  if (!decided.empty()) out += "\n " + ink(look, Ink::kStrong, "Decided since") + "\n" + decided;
  return out;
}

void add_changes(CLI::App& app, Commands& commands) {
  CLI::App* command = app.add_subcommand(
      "changes", "What the articles of a day and after it changed, and what was decided");
  const auto since = std::make_shared<std::string>();
  command->add_option("--since", *since, "The first day that counts (2023-03-14)")
      ->required()
      ->type_name("DAY")
      ->check([](const std::string& text) {
        return is_day(text) ? "" : "\"" + printable(text) + "\" is no day; write it as 2023-03-14";
      });
  add_listing_options(*command, commands.options);
  command->callback([&commands, since] {
    commands.chosen = [&commands, since] { return run_changes(commands.options, *since); };
  });
}

}  // namespace sayso::cli
