// `sayso who "Tamir Heyman"`: what somebody said, in the order in which it was said.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "cli/day.h"
#include "cli/listing.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

enum class Part { kSaid, kSaidForIt, kPassedOn };

bool speaks_for(const View& view, EntityIndex speaker, EntityIndex entity) {
  return view.grouping.entities[speaker].party == entity;
}

bool contains(const std::vector<EntityIndex>& all, EntityIndex one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// What a statement is to an entity; false if it is nothing to it.
bool part_of(const View& view, std::uint32_t index, EntityIndex entity, Part& part) {
  const Statement& statement = view.grouping.statements[index].statement;
  if (statement.speaker == entity) {
    part = Part::kSaid;
  } else if (statement.speaker && speaks_for(view, *statement.speaker, entity)) {
    part = Part::kSaidForIt;
  } else if (contains(statement.via, entity)) {
    part = Part::kPassedOn;
  } else {
    return false;
  }
  return true;
}

std::string said_day(const View& view, std::uint32_t index) {
  const GroupedStatement& grouped = view.grouping.statements[index];
  return grouped.statement.said_on.empty() ? published_day(view, grouped.document)
                                           : grouped.statement.said_on;
}

// One thing said: the same claim, stance and day, in however many articles.
struct Row {
  Part part = Part::kSaid;
  std::string day;
  std::vector<std::uint32_t> statements;
};

std::vector<Row> rows_of(const View& view, EntityIndex entity) {
  using Key = std::tuple<Part, std::string, std::uint32_t, Stance, std::optional<EntityIndex>>;
  std::map<Key, std::size_t> known;
  std::vector<Row> rows;
  for (const std::uint32_t s : statements_of(view, entity)) {
    Part part = Part::kSaid;
    part_of(view, s, entity, part);
    const GroupedStatement& grouped = view.grouping.statements[s];
    const Key key{part, said_day(view, s), grouped.claim, grouped.statement.stance,
                  grouped.statement.speaker};
    const auto [entry, added] = known.try_emplace(key, rows.size());
    if (added) rows.push_back({part, said_day(view, s), {}});
    rows[entry->second].statements.push_back(s);
  }
  return rows;
}

std::string where_it_stands(const View& view, const Row& row) {
  const std::uint32_t first = row.statements.front();
  const GroupedStatement& grouped = view.grouping.statements[first];
  std::string words = statement_number(first) + ", " + article_name(view, grouped.document) + " " +
                      outlet_name(view, grouped.document) + citing(view, first);
  std::vector<std::string> others;
  std::set<std::uint32_t> named = {grouped.document};
  for (const std::uint32_t s : row.statements) {
    const std::uint32_t document = view.grouping.statements[s].document;
    if (named.insert(document).second) others.push_back(article_name(view, document));
  }
  return others.empty() ? words : words + "; also in " + list_words(others, 8);
}

// "this", "I take that back": words that say nothing without the claim that they are about.
bool needs_its_claim(const Statement& statement, const std::string& words) {
  if (words.empty()) return false;  // then the claim is shown in their place
  return statement.stance != Stance::kAsserts || statement.proposition.refers_back ||
         std::count(words.begin(), words.end(), ' ') < 3;
}

std::string row_text(const View& view, const Row& row, const Look& look) {
  const std::uint32_t first = row.statements.front();
  const GroupedStatement& grouped = view.grouping.statements[first];
  const int day_width = view.with_years ? 13 : 10;
  const std::string lead =
      "   " + pad(row.day.empty() ? "no date" : short_day(row.day, view.with_years), day_width) +
      pad(short_verb(grouped.statement.stance), kShortVerbWidth);
  const std::string blank(static_cast<std::size_t>(display_width(lead)), ' ');
  const std::string number = claim_number(view, grouped.claim);
  const std::string claim = printable(view.grouping.claims[grouped.claim].text);
  const std::string words = printable(content_words(view, first));
  std::string place = where_it_stands(view, row);
  if (row.part != Part::kSaid) place = speaker_name(view, first) + "; " + place;
  const std::string shown = ink(look, Ink::kStrong, words.empty() ? claim : words) + " ";
  std::string out = hang(lead, shown + ink(look, Ink::kNumber, number), look.width);
  if (words != claim && needs_its_claim(grouped.statement, words)) {
    out += hang(blank, number + " is: " + claim, look.width);
  }
  return out + hang(blank, ink(look, Ink::kDim, place), look.width);
}

std::string part_text(const View& view, const std::vector<Row>& rows, Part part,
                      std::string_view title, const Look& look) {
  std::string out;
  for (const Row& row : rows) {
    if (row.part == part) out += row_text(view, row, look);
  }
  return out.empty() ? out : "\n " + ink(look, Ink::kStrong, title) + "\n" + out;
}

std::string card(const View& view, EntityIndex index, const Look& look) {
  const Entity& entity = view.grouping.entities[index];
  std::string about(to_string(entity.type));
  for (const std::string& role : entity.roles) about += "; " + printable(role);
  if (entity.party) about += "; speaks for " + entity_name(view, *entity.party);
  std::string out = hang(" ", ink(look, Ink::kStrong, entity_name(view, index)), look.width);
  out += hang("   ", about + " (" + printable(entity.id) + ")", look.width);
  std::vector<std::string> aliases;
  for (const std::string& alias : entity.aliases) aliases.push_back(printable(alias));
  if (!aliases.empty()) out += hang("   also called ", list_words(aliases, 8), look.width);
  return out;
}

std::string coverage(const View& view, const std::vector<Row>& rows, const Look& look) {
  std::set<std::uint32_t> claims;
  std::size_t n_statements = 0;
  for (const Row& row : rows) {
    n_statements += row.statements.size();
    for (const std::uint32_t s : row.statements) claims.insert(view.grouping.statements[s].claim);
  }
  const auto n_articles = static_cast<std::size_t>(count_articles(view));
  return hang("   ",
              count_of(n_statements, "statement", "statements") + " on " +
                  count_of(claims.size(), "claim", "claims") + ", in a collection of " +
                  count_of(n_articles, "article", "articles") +
                  (view.last_day.empty() ? "" : " as of " + long_day(view.last_day)),
              look.width);
}

}  // namespace

std::vector<std::uint32_t> statements_of(const View& view, EntityIndex entity) {
  std::vector<std::uint32_t> found;
  Part part = Part::kSaid;
  for (std::uint32_t s = 0; s < view.grouping.statements.size(); ++s) {
    if (statement_shown(view, s) && part_of(view, s, entity, part)) found.push_back(s);
  }
  std::stable_sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
    return said_day(view, a) < said_day(view, b);
  });
  return found;
}

std::string who_text(const View& view, EntityIndex entity, const Look& look) {
  const std::vector<Row> rows = rows_of(view, entity);
  std::string out = card(view, entity, look) + coverage(view, rows, look);
  out += part_text(view, rows, Part::kSaid, "Said", look);
  out += part_text(view, rows, Part::kSaidForIt, "Said by those who speak for it", look);
  out += part_text(view, rows, Part::kPassedOn, "Passed on", look);
  if (rows.empty()) return out;
  return out + "\n" +
         hang(" ",
              ink(look, Ink::kDim,
                  "`sayso claim " +
                      claim_number(
                          view, view.grouping.statements[rows.front().statements.front()].claim) +
                      "` shows where a claim stands and who else says so."),
              look.width);
}

std::string who_choices_text(const View& view, std::string_view name,
                             const std::vector<EntityIndex>& entities, const Look& look) {
  std::string out =
      hang(" ",
           "\"" + printable(name) + "\" can be " + count_of(entities.size(), "entry", "entries") +
               "; ask again with the whole name or the number:",
           look.width);
  for (const EntityIndex index : entities) {
    const Entity& entity = view.grouping.entities[index];
    std::string words =
        entity_name(view, index) + "  " + ink(look, Ink::kDim, to_string(entity.type));
    if (!entity.roles.empty())
      words += ink(look, Ink::kDim, "; " + printable(entity.roles.front()));
    words += ink(look, Ink::kDim,
                 "; " + count_of(statements_of(view, index).size(), "statement", "statements"));
    out += hang("   " + ink(look, Ink::kNumber, pad(printable(entity.id), 5)) + " ", words,
                look.width);
  }
  return out;
}

}  // namespace sayso::cli
