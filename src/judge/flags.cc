#include "judge/flags.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/date.h"

namespace sayso {
namespace {

class Flagger {
 public:
  Flagger(const Collection& collection, const ClaimOnDay& claim, const Claim& words)
      : collection_(collection), grouping_(*collection.grouping), claim_(claim), words_(words) {}

  std::vector<std::string> flags() const {
    std::vector<std::string> flags;
    if (is_acknowledged()) flags.push_back("acknowledged");
    if (is_anonymous_only()) flags.push_back("anonymous-only");
    if (is_circular()) flags.push_back("circular");
    if (is_corrected()) flags.push_back("corrected");
    if (has(Stance::kDeclines)) flags.push_back("declined");
    if (has_origin_outside()) flags.push_back("origin-outside-collection");
    if (has(Stance::kUnanswered)) flags.push_back("unanswered");
    return flags;
  }

 private:
  const GroupedStatement& at(std::uint32_t index) const { return grouping_.statements[index]; }

  bool has(Stance stance) const {
    return std::any_of(claim_.statements.begin(), claim_.statements.end(),
                       [&](std::uint32_t index) { return at(index).statement.stance == stance; });
  }

  // A denial taken back while somebody asserts it; or a confirmation by a party that was silent
  // before, whose own paper says it, or that the claim names beside somebody else who says so.
  bool is_acknowledged() const {
    return std::any_of(claim_.origins.begin(), claim_.origins.end(),
                       [&](const OriginOnDay& origin) {
                         if (origin.state.admitted)
                           return origin.state.asserts || others_say_so(origin);
                         return origin.state.asserts && confirms_of_itself(origin);
                       });
  }

  bool confirms_of_itself(const OriginOnDay& origin) const {
    const auto& statements = origin.folded.statements;
    return std::any_of(statements.begin(), statements.end(), [&](std::uint32_t index) {
      if (at(index).statement.stance != Stance::kConfirms || has_document_speaker(index))
        return false;
      const auto party = party_of(collection_, at(index));
      if (!party) return false;
      return was_silent(*party) || has_own_paper(origin) ||
             (is_named(*party) && others_say_so(origin));
    });
  }

  bool has_own_paper(const OriginOnDay& origin) const {
    const auto& statements = origin.folded.statements;
    return std::any_of(statements.begin(), statements.end(), [&](std::uint32_t index) {
      return at(index).statement.stance == Stance::kAsserts && has_document_speaker(index);
    });
  }

  bool has_document_speaker(std::uint32_t index) const {
    const auto& speaker = at(index).statement.speaker;
    return speaker && *speaker < grouping_.entities.size() &&
           grouping_.entities[*speaker].type == EntityType::kDocument;
  }

  bool was_silent(EntityIndex party) const {
    return std::any_of(claim_.statements.begin(), claim_.statements.end(),
                       [&](std::uint32_t index) {
                         const Stance stance = at(index).statement.stance;
                         return (stance == Stance::kDeclines || stance == Stance::kUnanswered) &&
                                party_of(collection_, at(index)) == party;
                       });
  }

  // Whether the words of the claim name the party or one of those who speak for it.
  bool is_named(EntityIndex party) const {
    const std::vector<EntityIndex>& members = collection_.members.at(party);
    return std::any_of(members.begin(), members.end(), [&](EntityIndex member) {
      const Entity& entity = grouping_.entities[member];
      return words_name(entity.name) ||
             std::any_of(entity.aliases.begin(), entity.aliases.end(),
                         [&](const std::string& alias) { return words_name(alias); });
    });
  }

  bool words_name(const std::string& name) const {
    if (name.empty()) return false;
    if (words_.text.find(name) != std::string::npos) return true;
    return std::any_of(
        claim_.statements.begin(), claim_.statements.end(), [&](std::uint32_t index) {
          return at(index).statement.proposition.text.find(name) != std::string::npos;
        });
  }

  bool others_say_so(const OriginOnDay& origin) const {
    return std::any_of(claim_.origins.begin(), claim_.origins.end(), [&](const OriginOnDay& other) {
      return &other != &origin && other.state.asserted;
    });
  }

  bool is_anonymous_only() const {
    int n_asserting = 0;
    for (const OriginOnDay& origin : claim_.origins) {
      if (!origin.state.asserted) continue;
      ++n_asserting;
      if (!is_unnamed_origin(origin)) return false;
    }
    return n_asserting > 0;
  }

  // Outlets that pass on what an unnamed source says do not lend it their name.
  bool is_unnamed_origin(const OriginOnDay& origin) const {
    bool has_unnamed = false;
    for (const std::uint32_t index : origin.folded.statements) {
      const GroupedStatement& grouped = at(index);
      if (!is_assertion(grouped.statement) || cited_outlet(collection_, grouped)) continue;
      const auto& speaker = grouped.statement.speaker;
      if (!speaker || *speaker >= grouping_.entities.size()) return false;
      if (grouped.statement.voice == Voice::kOwn ||
          grouping_.entities[*speaker].type != EntityType::kAnonymous)
        return false;
      has_unnamed = true;
    }
    return has_unnamed;
  }

  bool is_circular() const {
    std::set<std::uint32_t> articles;
    int n_asserting = 0;
    bool has_citation = false;
    for (const OriginOnDay& origin : claim_.origins) {
      if (!origin.state.asserted) continue;
      ++n_asserting;
      for (const std::uint32_t index : origin.folded.statements) {
        if (!is_assertion(at(index).statement)) continue;
        articles.insert(at(index).document);
        has_citation = has_citation || cites_another(at(index));
      }
    }
    return n_asserting == 1 && articles.size() >= 3 && has_citation;
  }

  bool cites_another(const GroupedStatement& grouped) const {
    const auto is_foreign = [&](EntityIndex outlet) {
      return !is_published_by(collection_, grouped, outlet) &&
             !is_original_of(grouped.document, outlet);
    };
    if (const auto outlet = cited_outlet(collection_, grouped)) return is_foreign(*outlet);
    return std::any_of(grouped.statement.via.begin(), grouped.statement.via.end(),
                       [&](EntityIndex relay) {
                         return relay < grouping_.entities.size() &&
                                grouping_.entities[relay].type == EntityType::kOutlet &&
                                is_foreign(collection_.party[relay]);
                       });
  }

  bool is_original_of(std::uint32_t document, EntityIndex outlet) const {
    const auto originals = collection_.originals_of.find(document);
    if (originals == collection_.originals_of.end()) return false;
    return std::any_of(
        originals->second.begin(), originals->second.end(), [&](std::uint32_t original) {
          const EntityIndex other = grouping_.documents[original].outlet_entity;
          return other < collection_.party.size() && collection_.party[other] == outlet;
        });
  }

  bool is_corrected() const {
    return std::any_of(claim_.statements.begin(), claim_.statements.end(),
                       [&](std::uint32_t index) {
                         const auto party = party_of(collection_, at(index));
                         return at(index).statement.stance == Stance::kRetracts && party &&
                                grouping_.entities[*party].type == EntityType::kOutlet;
                       });
  }

  bool has_origin_outside() const {
    return std::any_of(
        claim_.origins.begin(), claim_.origins.end(), [&](const OriginOnDay& origin) {
          return takes_part(origin) &&
                 std::all_of(origin.folded.statements.begin(), origin.folded.statements.end(),
                             [&](std::uint32_t index) { return comes_from_outside(at(index)); });
        });
  }

  bool takes_part(const OriginOnDay& origin) const {
    return std::any_of(origin.folded.statements.begin(), origin.folded.statements.end(),
                       [&](std::uint32_t index) { return takes_side(at(index).statement); });
  }

  // A report of another outlet that is cited for it; or a source quoted through an outlet that is
  // not here.
  bool comes_from_outside(const GroupedStatement& grouped) const {
    if (cited_outlet(collection_, grouped)) return true;
    return std::any_of(grouped.statement.via.begin(), grouped.statement.via.end(),
                       [&](EntityIndex relay) {
                         return relay < grouping_.entities.size() &&
                                grouping_.entities[relay].type == EntityType::kOutlet &&
                                !collection_.documents_of.contains(collection_.party[relay]);
                       });
  }

  const Collection& collection_;
  const Grouping& grouping_;
  const ClaimOnDay& claim_;
  const Claim& words_;
};

// The last day on which each party asserted the claim.
std::map<EntityIndex, std::string> last_asserted(const Collection& collection,
                                                 const ClaimOnDay& claim) {
  std::map<EntityIndex, std::string> last;
  for (const std::uint32_t index : claim.statements) {
    const GroupedStatement& grouped = collection.grouping->statements[index];
    const auto party = party_of(collection, grouped);
    if (!party || !is_assertion(grouped.statement) || is_unseen_voice(grouped.statement)) continue;
    const std::string& said_on = grouped.statement.said_on;
    std::string& day = last[*party];
    day = std::max(day, parse_day(said_on) ? said_on : collection.days[grouped.document].from);
  }
  return last;
}

bool is_superseded(const Collection& collection, const ClaimOnDay& claim, const ClaimOnDay& other) {
  const auto here = last_asserted(collection, claim);
  const auto there = last_asserted(collection, other);
  return std::any_of(here.begin(), here.end(), [&](const auto& entry) {
    const auto later = there.find(entry.first);
    return later != there.end() && later->second > entry.second;
  });
}

}  // namespace

std::vector<std::string> flags_of(const Collection& collection, std::uint32_t claim,
                                  const std::vector<ClaimOnDay>& all,
                                  const std::vector<std::vector<std::uint32_t>>& contradicting) {
  std::vector<std::string> flags =
      Flagger(collection, all[claim], collection.grouping->claims[claim]).flags();
  const auto& others = contradicting[claim];
  if (std::any_of(others.begin(), others.end(), [&](std::uint32_t other) {
        return is_superseded(collection, all[claim], all[other]);
      })) {
    flags.push_back("superseded");
  }
  std::sort(flags.begin(), flags.end());
  return flags;
}

}  // namespace sayso
