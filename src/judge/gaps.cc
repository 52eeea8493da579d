// What a collection does not tell: whom it cites without having him, who was asked and said nothing,
// and which claims stand on one source without a name.
//
// Example. "The Courier reported that ..." in three articles, and no article of the Courier: the
// Courier is cited outside, for the claims of these three statements.
//
// Cost: one pass over the statements, and one over the claims.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "judge/collection.h"
#include "judge/origins.h"
#include "sayso/judge.h"

namespace sayso {
namespace {

class GapFinder {
 public:
  GapFinder(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
            std::string_view day)
      : grouping_(grouping), standings_(standings), day_(day), collection_(look_at(grouping)) {}

  Gaps find() {
    find_cited_outside();
    for (std::uint32_t claim = 0; claim < grouping_.claims.size(); ++claim) {
      find_unanswered(claim);
      find_on_one_unnamed(claim);
    }
    for (std::uint32_t i = 0; i < grouping_.documents.size(); ++i) {
      if (collection_.days[i].from.empty()) gaps_.undated.push_back(i);
    }
    return std::move(gaps_);
  }

 private:
  bool counts(std::uint32_t document) const { return counts_on(collection_.days[document], day_); }

  struct Citing {
    std::set<std::uint32_t> documents, claims;
  };

  void find_cited_outside() {
    std::map<EntityIndex, Citing> cited;  // by the outlet's party
    std::map<EntityIndex, EntityIndex> named;
    const auto cite = [&](EntityIndex entity, std::uint32_t document) -> Citing* {
      if (entity >= grouping_.entities.size() ||
          grouping_.entities[entity].type != EntityType::kOutlet)
        return nullptr;
      const EntityIndex party = collection_.party[entity];
      if (has_article(party)) return nullptr;
      named.try_emplace(party, entity);
      cited[party].documents.insert(document);
      return &cited[party];
    };
    for (std::uint32_t i = 0; i < grouping_.documents.size(); ++i) {
      if (!counts(i)) continue;
      for (const EntityIndex outlet : grouping_.documents[i].cites) cite(outlet, i);
    }
    for (const GroupedStatement& grouped : grouping_.statements) {
      if (!counts(grouped.document)) continue;
      std::vector<EntityIndex> rungs = grouped.statement.via;
      if (cited_outlet(collection_, grouped)) rungs.push_back(*grouped.statement.speaker);
      for (const EntityIndex rung : rungs) {
        if (Citing* citing = cite(rung, grouped.document)) citing->claims.insert(grouped.claim);
      }
    }
    for (const auto& [party, citing] : cited) {
      gaps_.cited_outside.push_back({named[party],
                                     {citing.documents.begin(), citing.documents.end()},
                                     {citing.claims.begin(), citing.claims.end()}});
    }
    std::stable_sort(gaps_.cited_outside.begin(), gaps_.cited_outside.end(),
                     [](const CitedOutside& a, const CitedOutside& b) {
                       return std::pair(a.claims.size(), a.documents.size()) >
                              std::pair(b.claims.size(), b.documents.size());
                     });
  }

  // One of its articles is out by the day.
  bool has_article(EntityIndex party) const {
    const auto documents = collection_.documents_of.find(party);
    return documents != collection_.documents_of.end() &&
           std::any_of(documents->second.begin(), documents->second.end(),
                       [&](std::uint32_t document) { return counts(document); });
  }

  // Who has said something about the claim on the day on which he was asked or later has answered;
  // what he had said before is no answer.
  void find_unanswered(std::uint32_t claim) {
    std::map<std::pair<std::optional<EntityIndex>, Stance>, std::vector<std::uint32_t>> silent;
    std::map<EntityIndex, std::vector<std::string>> answers;  // days
    for (const std::uint32_t index : grouping_.claims[claim].statements) {
      const GroupedStatement& grouped = grouping_.statements[index];
      if (!counts(grouped.document)) continue;
      const auto party = party_of(collection_, grouped);
      if (is_silence(grouped.statement)) {
        silent[{grouped.statement.speaker ? party : std::nullopt, grouped.statement.stance}]
            .push_back(index);
      } else if (party && grouped.statement.stance != Stance::kUnverified &&
                 !is_unseen_voice(grouped.statement)) {
        answers[*party].push_back(day_of(grouped));
      }
    }
    for (auto& [who, statements] : silent) {
      if (who.first) drop_answered(answers[*who.first], statements);
      if (statements.empty()) continue;
      const auto& speaker = grouping_.statements[statements.front()].statement.speaker;
      gaps_.unanswered.push_back({claim, speaker, who.second, statements});
    }
  }

  static bool is_silence(const Statement& statement) {
    return statement.stance == Stance::kUnanswered || statement.stance == Stance::kDeclines;
  }

  // The day on which it was said, as far as the text tells, else that of the article.
  std::string day_of(const GroupedStatement& grouped) const {
    const std::string& said = grouped.statement.said_on;
    return said.empty() ? collection_.days[grouped.document].from : said;
  }

  void drop_answered(const std::vector<std::string>& answers,
                     std::vector<std::uint32_t>& statements) const {
    std::erase_if(statements, [&](std::uint32_t index) {
      const std::string asked = asked_on(index);
      return std::any_of(answers.begin(), answers.end(),
                         [&](const std::string& day) { return !is_before(day, asked); });
    });
  }

  // What a copy tells of a silence it has from its original.
  std::string asked_on(std::uint32_t index) const {
    const GroupedStatement& grouped = grouping_.statements[index];
    std::string day = day_of(grouped);
    for (const Copy& copy : grouping_.copies) {
      const std::string& first = collection_.days[copy.original].from;
      if (copy.copy == grouped.document && !first.empty() && is_before(first, day)) day = first;
    }
    return day;
  }

  // As far as both are known: a month is not before one of its days, nor is what has no date.
  static bool is_before(const std::string& a, const std::string& b) {
    const std::size_t n = std::min(a.size(), b.size());
    return a.compare(0, n, b, 0, n) < 0;
  }

  void find_on_one_unnamed(std::uint32_t claim) {
    const ClaimStanding& standing = standings_[claim];
    const bool anonymous = std::binary_search(standing.flags.begin(), standing.flags.end(),
                                              std::string("anonymous-only"));
    if (!anonymous || standing.origins_at_most != 1) return;
    for (const Origin& origin : standing.origins) {
      const bool asserts = std::any_of(
          origin.statements.begin(), origin.statements.end(),
          [&](std::uint32_t s) { return is_assertion(grouping_.statements[s].statement); });
      if (!asserts) continue;
      std::vector<EntityIndex> source;
      for (const EntityIndex speaker : origin.speakers) {
        if (grouping_.entities[speaker].type == EntityType::kAnonymous) source.push_back(speaker);
      }
      gaps_.on_one_unnamed.push_back({claim, std::move(source), standing.articles});
    }
  }

  const Grouping& grouping_;
  const std::vector<ClaimStanding>& standings_;
  std::string_view day_;
  Collection collection_;
  Gaps gaps_;
};

}  // namespace

Gaps find_gaps(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
               std::string_view day) {
  return GapFinder(grouping, standings, day).find();
}

}  // namespace sayso
