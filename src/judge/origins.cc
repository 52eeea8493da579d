#include "judge/origins.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace sayso {
namespace {

// Collectives that are outlets without their names: "local media", "press reports".
constexpr std::array<std::string_view, 8> kPressWords{
    "broadcasters", "media", "newspapers", "outlets", "papers", "press", "reports", "websites"};

bool names_the_press(const std::string& name) {
  std::istringstream words(name);
  for (std::string word; words >> word;) {
    if (std::find(kPressWords.begin(), kPressWords.end(), word) != kPressWords.end()) return true;
  }
  return false;
}

class Folder {
 public:
  Folder(const Collection& collection, const std::vector<std::uint32_t>& statements)
      : collection_(collection),
        grouping_(*collection.grouping),
        members_(members_of(statements)),
        forest_(members_.size()) {
    for (std::uint32_t i = 0; i < members_.size(); ++i) in_document_[at(i).document].push_back(i);
  }

  std::vector<FoldedOrigin> fold() {
    fold_decided();
    fold_speakers();
    fold_parties();
    fold_seen_documents();
    fold_copies();
    for (std::uint32_t i = 0; i < members_.size(); ++i) {
      if (at(i).statement.stance == Stance::kRetracts) continue;
      fold_cited_article(i);
      fold_unnamed(i);
      fold_personal_relay(i);
      fold_press(i);
    }
    return groups();
  }

 private:
  std::vector<std::uint32_t> members_of(const std::vector<std::uint32_t>& statements) const {
    std::vector<std::uint32_t> members;
    for (const std::uint32_t index : statements) {
      const Statement& statement = grouping_.statements[index].statement;
      const bool counts = takes_side(statement) && !is_unseen_voice(statement);
      if (counts || statement.stance == Stance::kRetracts) members.push_back(index);
    }
    return members;
  }

  const GroupedStatement& at(std::uint32_t member) const {
    return grouping_.statements[members_[member]];
  }

  const Entity* speaker_of(std::uint32_t member) const {
    const auto& speaker = at(member).statement.speaker;
    return speaker && *speaker < grouping_.entities.size() ? &grouping_.entities[*speaker]
                                                           : nullptr;
  }

  bool same_side(std::uint32_t a, std::uint32_t b) const {
    return takes_side(at(a).statement) && takes_side(at(b).statement) &&
           is_assertion(at(a).statement) == is_assertion(at(b).statement);
  }

  void fold(std::uint32_t a, std::uint32_t b, const char* rule, std::string detail) {
    forest_.fold(a, b, {rule, std::move(detail)});
  }

  std::optional<std::uint32_t> member(std::uint32_t statement) const {
    const auto found = std::lower_bound(members_.begin(), members_.end(), statement);
    if (found == members_.end() || *found != statement) return std::nullopt;
    return static_cast<std::uint32_t>(found - members_.begin());
  }

  // What is kept apart is so before anything is folded.
  void fold_decided() {
    for (const bool together : {false, true}) {
      for (const OriginTie& tie : grouping_.origin_ties) {
        const auto a = member(tie.a), b = member(tie.b);
        if (!a || !b || tie.together != together) continue;
        if (together) {
          fold(*a, *b, "review", tie.by);
        } else {
          forest_.keep_apart(*a, *b);
        }
      }
    }
  }

  void fold_speakers() {
    std::map<EntityIndex, std::uint32_t> first;
    for (std::uint32_t i = 0; i < members_.size(); ++i) {
      const Entity* speaker = speaker_of(i);
      if (!speaker) continue;
      const auto [it, is_new] = first.try_emplace(*at(i).statement.speaker, i);
      if (!is_new) fold(it->second, i, "same speaker", speaker->name);
    }
  }

  void fold_parties() {
    std::map<EntityIndex, std::uint32_t> first;
    for (std::uint32_t i = 0; i < members_.size(); ++i) {
      const auto party = party_of(collection_, at(i));
      if (!party) continue;
      const auto [it, is_new] = first.try_emplace(*party, i);
      if (!is_new)
        fold(it->second, i, "same party", "both speak for " + grouping_.entities[*party].name);
    }
  }

  void fold_seen_documents() {
    for (std::uint32_t i = 0; i < members_.size(); ++i) {
      if (at(i).statement.voice != Voice::kOwn) continue;
      for (const std::uint32_t other : in_document_[at(i).document]) {
        const Entity* speaker = speaker_of(other);
        const bool quoted =
            speaker && speaker->type == EntityType::kDocument && same_side(i, other);
        if (quoted)
          fold(i, other, "same document", outlet_name(i) + " has seen it: " + speaker->name);
      }
    }
  }

  void fold_copies() {
    for (const auto& [document, members] : in_document_) {
      const auto originals = collection_.originals_of.find(document);
      if (originals == collection_.originals_of.end()) continue;
      for (const std::uint32_t original : originals->second) fold_copied(members, original);
    }
  }

  void fold_copied(const std::vector<std::uint32_t>& members, std::uint32_t document) {
    const auto original = in_document_.find(document);
    if (original == in_document_.end()) return;
    for (const std::uint32_t member : members) {
      const auto source = counterpart(member, original->second);
      if (source)
        fold(*source, member, "copy",
             outlet_name(member) + " has the same text as " + outlet_name(*source));
    }
  }

  // The original's statement with the most words in common, if that is at least half of them.
  std::optional<std::uint32_t> counterpart(std::uint32_t copied,
                                           const std::vector<std::uint32_t>& originals) const {
    std::optional<std::uint32_t> best;
    double best_share = kSameWords;
    for (const std::uint32_t original : originals) {
      if (!same_side(copied, original)) continue;
      const double share = common_share(at(copied).statement, at(original).statement);
      if (share < best_share || (best && share == best_share)) continue;
      best = original;
      best_share = share;
    }
    return best;
  }

  // "The Gazette reported that P": what the Gazette's own article has it from; or what it has from
  // a third, whom it cites; if the collection has neither, what others have from the Gazette.
  void fold_cited_article(std::uint32_t i) {
    const auto outlet = cited_outlet(collection_, at(i));
    if (!outlet) return;
    const std::string detail = outlet_name(i) + " cites " + grouping_.entities[*outlet].name;
    if (const auto source = first_in_articles_of(*outlet, i)) {
      fold(*source, i, "cites the article", detail);
    } else if (const auto third = first_cited_by(*outlet, i)) {
      fold(*third, i, "cites the article", detail + ", which cites " + outlet_name(*third));
    } else if (const auto other = first_via(*outlet, i)) {
      fold(*other, i, "same report", "both have it from " + grouping_.entities[*outlet].name);
    }
  }

  std::optional<std::uint32_t> first_cited_by(EntityIndex outlet, std::uint32_t citing) const {
    const auto documents = collection_.documents_of.find(outlet);
    if (documents == collection_.documents_of.end()) return std::nullopt;
    for (const std::uint32_t document : documents->second) {
      if (document > at(citing).document) break;
      for (const EntityIndex third : grouping_.documents[document].cites) {
        if (third >= collection_.party.size() || collection_.party[third] == outlet) continue;
        if (const auto source = first_in_articles_of(collection_.party[third], citing))
          return source;
      }
    }
    return std::nullopt;
  }

  // The outlet's own eyes before those whom it quotes; earlier articles before later ones.
  std::optional<std::uint32_t> first_in_articles_of(EntityIndex outlet,
                                                    std::uint32_t citing) const {
    std::optional<std::uint32_t> quoted;
    for (const std::uint32_t other : in_articles_of(outlet)) {
      if (other == citing || at(other).document == at(citing).document || !same_side(other, citing))
        continue;
      if (at(other).statement.voice == Voice::kOwn) return other;
      if (!quoted) quoted = other;
    }
    return quoted;
  }

  std::vector<std::uint32_t> in_articles_of(EntityIndex outlet) const {
    std::vector<std::uint32_t> found;
    const auto documents = collection_.documents_of.find(outlet);
    if (documents == collection_.documents_of.end()) return found;
    for (const std::uint32_t document : documents->second) {
      const auto here = in_document_.find(document);
      if (here != in_document_.end())
        found.insert(found.end(), here->second.begin(), here->second.end());
    }
    return found;
  }

  std::optional<std::uint32_t> first_via(EntityIndex outlet, std::uint32_t citing) const {
    for (std::uint32_t other = 0; other < members_.size(); ++other) {
      if (other != citing && same_side(other, citing) &&
          is_via(collection_, at(other).statement, outlet))
        return other;
    }
    return std::nullopt;
  }

  // An unnamed or unknown source in an article that has it from another outlet: the unnamed source
  // of that outlet's article, if it has only one; else the unnamed source that others have from it.
  void fold_unnamed(std::uint32_t i) {
    if (is_known(i)) return;
    for (const EntityIndex outlet : has_it_from(i)) {
      const std::string& name = grouping_.entities[outlet].name;
      if (const auto source = only_unnamed_of(outlet, i)) {
        const bool own = is_published_by(collection_, at(i), outlet);
        fold(*source, i, "same unnamed source",
             own ? "both in articles of " + name : outlet_name(i) + " has it from " + name);
        return;
      }
    }
    for (const EntityIndex relay : at(i).statement.via) {
      if (relay >= collection_.party.size()) continue;
      const auto other = first_unnamed_via(collection_.party[relay], i);
      if (other)
        fold(*other, i, "same report",
             "an unnamed source, both from " + grouping_.entities[relay].name);
    }
  }

  bool is_known(std::uint32_t member) const {
    const Entity* speaker = speaker_of(member);
    return at(member).statement.voice == Voice::kOwn || (speaker && !is_unnamed(*speaker));
  }

  std::vector<EntityIndex> has_it_from(std::uint32_t member) const {
    std::set<EntityIndex> outlets;
    const auto add = [&](EntityIndex entity) {
      if (entity < collection_.party.size()) outlets.insert(collection_.party[entity]);
    };
    const Statement& statement = at(member).statement;
    std::for_each(statement.via.begin(), statement.via.end(), add);
    const auto& credits = grouping_.documents[at(member).document].credits;
    std::for_each(credits.begin(), credits.end(), add);
    return {outlets.begin(), outlets.end()};
  }

  std::optional<std::uint32_t> only_unnamed_of(EntityIndex outlet, std::uint32_t citing) const {
    std::optional<std::uint32_t> found;
    for (const std::uint32_t other : in_articles_of(outlet)) {
      if (at(other).document == at(citing).document || !same_side(other, citing) || is_known(other))
        continue;
      if (found && !forest_.together(*found, other)) return std::nullopt;
      if (!found) found = other;
    }
    return found;
  }

  std::optional<std::uint32_t> first_unnamed_via(EntityIndex outlet, std::uint32_t citing) const {
    for (std::uint32_t other = 0; other < citing; ++other) {
      if (same_side(other, citing) && !is_known(other) &&
          is_via(collection_, at(other).statement, outlet))
        return other;
    }
    return std::nullopt;
  }

  // "a former clerk, according to Marsh": what Marsh says of it himself is the clerk's word.
  void fold_personal_relay(std::uint32_t i) {
    for (const EntityIndex relay : at(i).statement.via) {
      if (relay >= grouping_.entities.size() ||
          grouping_.entities[relay].type == EntityType::kOutlet)
        continue;
      for (std::uint32_t other = 0; other < members_.size(); ++other) {
        if (!same_side(i, other) || at(other).statement.speaker != relay) continue;
        fold(i, other, "relays it", grouping_.entities[relay].name + " has it from somebody else");
        break;
      }
    }
  }

  // "The press reports that P": whoever had it before.
  void fold_press(std::uint32_t i) {
    const Entity* speaker = speaker_of(i);
    if (!speaker || speaker->type != EntityType::kCollective || !names_the_press(speaker->name))
      return;
    for (std::uint32_t other = 0; other < i; ++other) {
      if (!same_side(i, other) || at(other).document == at(i).document) continue;
      fold(other, i, "the press",
           outlet_name(other) + " had it before; \"" + speaker->name + "\" names nobody else");
      return;
    }
  }

  const std::string& outlet_name(std::uint32_t member) const {
    return grouping_.documents[at(member).document].outlet;
  }

  std::vector<FoldedOrigin> groups() const {
    std::map<std::uint32_t, FoldedOrigin> by_root;
    for (std::uint32_t i = 0; i < members_.size(); ++i)
      by_root[forest_.root(i)].statements.push_back(members_[i]);
    for (const ClaimLink& fold : forest_.folds()) {
      by_root[forest_.root(fold.a)].folds.push_back(
          {members_[fold.a], members_[fold.b], fold.reason});
    }
    std::vector<FoldedOrigin> origins;
    for (auto& [root, origin] : by_root) origins.push_back(std::move(origin));
    return origins;
  }

  const Collection& collection_;
  const Grouping& grouping_;
  std::vector<std::uint32_t> members_;  // into Grouping::statements, rising
  FoldForest forest_;                   // over members
  std::map<std::uint32_t, std::vector<std::uint32_t>> in_document_;  // members by document
};

}  // namespace

double common_share(const Statement& one, const Statement& other) {
  const std::vector<std::string>&a = one.proposition.words, &b = other.proposition.words;
  std::vector<std::string> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  const std::size_t n_all = a.size() + b.size() - common.size();
  return n_all == 0 ? 0.0 : static_cast<double>(common.size()) / static_cast<double>(n_all);
}

std::string stated_independent(const Grouping& grouping, const std::vector<std::uint32_t>& a,
                               const std::vector<std::uint32_t>& b) {
  const auto has = [](const std::vector<std::uint32_t>& statements, std::uint32_t one) {
    return std::find(statements.begin(), statements.end(), one) != statements.end();
  };
  for (const OriginTie& tie : grouping.origin_ties) {
    if (tie.together) continue;
    if ((has(a, tie.a) && has(b, tie.b)) || (has(a, tie.b) && has(b, tie.a))) return tie.by;
  }
  return {};
}

bool is_assertion(const Statement& statement) {
  return statement.stance == Stance::kAsserts || statement.stance == Stance::kConfirms;
}

bool takes_side(const Statement& statement) {
  return is_assertion(statement) || statement.stance == Stance::kDenies;
}

bool is_unseen_voice(const Statement& statement) {
  return statement.voice == Voice::kOwn && !statement.seen;
}

std::optional<EntityIndex> cited_outlet(const Collection& collection,
                                        const GroupedStatement& grouped) {
  const Statement& statement = grouped.statement;
  const auto& entities = collection.grouping->entities;
  if (statement.voice == Voice::kOwn || !statement.speaker || *statement.speaker >= entities.size())
    return std::nullopt;
  if (entities[*statement.speaker].type != EntityType::kOutlet) return std::nullopt;
  const EntityIndex party = collection.party[*statement.speaker];
  return is_published_by(collection, grouped, party) ? std::nullopt : std::optional(party);
}

bool is_published_by(const Collection& collection, const GroupedStatement& grouped,
                     EntityIndex outlet_party) {
  const EntityIndex outlet = collection.grouping->documents[grouped.document].outlet_entity;
  return outlet < collection.party.size() && collection.party[outlet] == outlet_party;
}

std::vector<FoldedOrigin> fold_origins(const Collection& collection,
                                       const std::vector<std::uint32_t>& statements) {
  return Folder(collection, statements).fold();
}

}  // namespace sayso
