#include "group/claims.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "group/candidates.h"
#include "group/claim_words.h"
#include "group/components.h"
#include "group/twins.h"

namespace sayso {
namespace {

// Log odds above which two groups are joined, an own-voice sentence joins a claim, and two claims
// contradict: what was best on the training stories, cross-validated (evaluation/fit_grouping.py);
// the second by what the program reads.
constexpr double kJoinThreshold = -0.75;
constexpr double kOwnVoiceThreshold = 2.5;
constexpr double kContradictThreshold = -0.75;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

bool is_own(const Item& item) {
  return item.held->voice == Voice::kOwn && item.held->stance == Stance::kAsserts;
}

// A reaction without words of its own, of which the document says that it answers something else.
bool answers_another(const Item& reaction, const Item& other) {
  const std::uint32_t answers = reaction.held->answers;
  if (answers == HeldStatement::kNone || !reaction.refers_back || answers == other.statement)
    return false;
  return other.held->answers != answers;
}

// A reaction without words of its own ("denied this", "did not reply") belongs to what the document
// says it answers, and to nothing else.
double by_answers(const Item& a, const Item& b, double odds) {
  constexpr double kAnswersIt = 1.5;
  const auto answers = [](const Item& reaction, const Item& other) {
    return reaction.refers_back && reaction.held->answers == other.statement;
  };
  if (answers(a, b) || answers(b, a)) return std::max(odds, kAnswersIt);
  const bool elsewhere = answers_another(a, b) || answers_another(b, a);
  return elsewhere ? std::min<double>(odds, kNotCompared) : odds;
}

struct Scores {
  std::vector<ScoredPair> attributed;   // between attributed items
  std::vector<ScoredPair> own;          // a is attributed, b is own voice
  std::vector<ScoredPair> contradicts;  // log odds that they exclude each other
};

double odds_of(const std::vector<Item>& items, const CandidatePair& pair, const Features& f) {
  const double odds = log_odds(f);
  return pair.documents.same ? by_answers(items[pair.a], items[pair.b], odds) : odds;
}

// Pairs above the thresholds. Of very many articles most pairs are below, and only those of one
// component will be asked for.
Scores score(const Prepared& prepared, const std::vector<Item>& items, const Twins& twins) {
  Rooms rooms(items.size(), 0);
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (twins[i] != i) rooms[i] = kNoRoom;
  }
  Scores scores;
  for_each_candidate(prepared, items, rooms, [&](const CandidatePair& pair) {
    const bool own_a = is_own(items[pair.a]), own_b = is_own(items[pair.b]);
    if ((own_a && own_b) || ((own_a || own_b) && pair.documents.same)) return;
    const Features f = features(items[pair.a], items[pair.b], pair.documents);
    const double odds = odds_of(items, pair, f);
    if (own_a || own_b) {
      if (odds > kOwnVoiceThreshold)
        scores.own.push_back({own_a ? pair.b : pair.a, own_a ? pair.a : pair.b, odds});
      return;
    }
    if (odds > kJoinThreshold) scores.attributed.push_back({pair.a, pair.b, odds});
    const double excluded = contradiction_log_odds(f);
    if (excluded > kContradictThreshold) scores.contradicts.push_back({pair.a, pair.b, excluded});
  });
  return scores;
}

// And those below that are within a component of somebody's statements, each of which is a room.
void add_lower_pairs(const Prepared& prepared, const std::vector<Item>& items, const Twins& twins,
                     Forest& components, std::vector<ScoredPair>& pairs) {
  std::vector<std::uint32_t> sizes(items.size(), 0);
  for (std::uint32_t i = 0; i < items.size(); ++i) ++sizes[components.root(i)];
  Rooms rooms(items.size(), kNoRoom);
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    const std::uint32_t root = components.root(i);
    if (sizes[root] >= 3 && twins[i] == i && !is_own(items[i])) rooms[i] = root;
  }
  for_each_candidate(prepared, items, rooms, [&](const CandidatePair& pair) {
    const double odds =
        odds_of(items, pair, features(items[pair.a], items[pair.b], pair.documents));
    if (odds <= kJoinThreshold) pairs.push_back({pair.a, pair.b, odds});
  });
}

// Whether a person keeps the groups of two items apart.
bool kept_apart(const std::vector<Tie>& apart, const Clusters& clusters, std::uint32_t a,
                std::uint32_t b) {
  const std::uint32_t group_a = clusters.of_item[a], group_b = clusters.of_item[b];
  return std::any_of(apart.begin(), apart.end(), [&](const Tie& tie) {
    const std::uint32_t x = clusters.of_item[tie.a], y = clusters.of_item[tie.b];
    return (x == group_a && y == group_b) || (x == group_b && y == group_a);
  });
}

// Each twin goes where the statement of the original is.
void join_twins(const Twins& twins, Clusters& clusters) {
  for (std::uint32_t i = 0; i < twins.size(); ++i) {
    if (twins[i] == i) continue;
    clusters.of_item[i] = clusters.of_item[twins[i]];
    clusters.merges.push_back({twins[i], i, 0});
  }
}

// Each own-voice item joins the group of the attributed item that it fits best, if no person has
// put it into one.
void join_own(const std::vector<ScoredPair>& pairs, const std::vector<Tie>& together,
              const std::vector<Tie>& apart, Clusters& clusters) {
  std::map<std::uint32_t, ScoredPair> best;
  std::set<std::uint32_t> placed;
  for (const Tie& tie : together) placed.insert({tie.a, tie.b});
  for (const ScoredPair& pair : pairs) {
    if (placed.contains(pair.b) || kept_apart(apart, clusters, pair.a, pair.b)) continue;
    const auto [it, is_new] = best.try_emplace(pair.b, pair);
    if (!is_new &&
        std::tuple(-pair.log_odds, pair.a) < std::tuple(-it->second.log_odds, it->second.a))
      it->second = pair;
  }
  for (const auto& [own, pair] : best) {
    if (kept_apart(apart, clusters, pair.a, own)) continue;  // from another that joined before it
    clusters.of_item[own] = clusters.of_item[pair.a];
    clusters.merges.push_back({pair.a, own, pair.log_odds});
  }
}

// What was freed document by document lies in pieces between what is still in use, and glibc keeps
// it: a third of all memory at 100,000 articles, just before it is needed for larger pieces.
void give_back_memory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

class ClaimMaker {
 public:
  ClaimMaker(Prepared& prepared, const ClaimTies& ties)
      : prepared_(prepared),
        grouping_(prepared.grouping),
        ties_(ties),
        made_(make_items(prepared)),
        items_(made_.list) {}

  void make() {
    const std::vector<Tie> together = between_items(ties_.together);
    const std::vector<Tie> apart = between_items(ties_.apart);
    const Twins twins = twins_but(together, apart);
    Scores scores = score(prepared_, items_, twins);
    Forest components = connect(items_.size(), scores.attributed, kJoinThreshold, together);
    add_lower_pairs(prepared_, items_, twins, components, scores.attributed);
    Clusters clusters = cluster_components(items_.size(), std::move(scores.attributed),
                                           std::move(components), kJoinThreshold, together, apart);
    join_own(scores.own, together, apart, clusters);
    join_twins(twins, clusters);
    collect(clusters);
    add_links(clusters, together);
    add_contradictions(scores.contradicts, clusters);
    keep_claimed();
    for (Claim& claim : grouping_.claims) complete(claim);
  }

 private:
  std::vector<Tie> between_items(const std::vector<Tie>& ties) const {
    std::map<std::uint32_t, std::uint32_t> item;
    for (std::uint32_t i = 0; i < items_.size(); ++i) item[items_[i].statement] = i;
    std::vector<Tie> between;
    for (const Tie& tie : ties) {
      const auto a = item.find(tie.a), b = item.find(tie.b);
      if (a != item.end() && b != item.end()) between.push_back({a->second, b->second, tie.by});
    }
    return between;
  }

  // What persons decided of a statement holds of it and not of another that has its words: it is
  // compared for itself.
  Twins twins_but(const std::vector<Tie>& together, const std::vector<Tie>& apart) const {
    Twins twins = find_twins(prepared_, items_);
    for (const std::vector<Tie>* ties : {&together, &apart}) {
      for (const Tie& tie : *ties) {
        twins[tie.a] = tie.a;
        twins[tie.b] = tie.b;
      }
    }
    return twins;
  }

  // Groups in order of their first statement; an own-voice candidate alone makes none, unless a
  // person has kept it.
  void collect(const Clusters& clusters) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> members;  // group and item
    for (std::uint32_t i = 0; i < items_.size(); ++i) members.emplace_back(clusters.of_item[i], i);
    std::sort(members.begin(), members.end());
    std::vector<std::vector<std::uint32_t>> groups;
    for (std::size_t first = 0, end = 0; first < members.size(); first = end) {
      std::vector<std::uint32_t> group;
      bool attributed = false;
      for (; end < members.size() && members[end].first == members[first].first; ++end) {
        group.push_back(members[end].second);
        attributed = attributed || !is_own(items_[group.back()]) ||
                     ties_.kept.contains(items_[group.back()].statement);
      }
      if (attributed) groups.push_back(std::move(group));
    }
    std::sort(groups.begin(), groups.end());
    claim_of_item_.assign(items_.size(), kNone);
    for (const auto& group : groups) add_claim(group);
  }

  void add_claim(const std::vector<std::uint32_t>& group) {
    Claim claim;
    for (const std::uint32_t item : group) {
      claim.statements.push_back(items_[item].statement);
      claim_of_item_[item] = static_cast<std::uint32_t>(grouping_.claims.size());
    }
    claim.id = "C" + id_of(prepared_.held.list[claim.statements.front()]).substr(1);
    grouping_.claims.push_back(std::move(claim));
  }

  void add_links(const Clusters& clusters, const std::vector<Tie>& together) {
    for (const Merge& merge : clusters.merges) {
      if (claim_of_item_[merge.a] == kNone) continue;  // twins in nobody's claim
      const Item& a = items_[std::min(merge.a, merge.b)];
      const Item& b = items_[std::max(merge.a, merge.b)];
      Claim& claim = grouping_.claims[claim_of_item_[merge.a]];
      claim.links.push_back({a.statement, b.statement,
                             merge.decided
                                 ? Reason{"joined by review", who_joined(merge, together)}
                                 : reason(a, b, document_pair(prepared_, a.document, b.document))});
    }
  }

  std::string who_joined(const Merge& merge, const std::vector<Tie>& together) const {
    const auto found = std::find_if(together.begin(), together.end(), [&](const Tie& tie) {
      return tie.a == merge.a && tie.b == merge.b;
    });
    return found == together.end() ? std::string() : ties_.by[found->by];
  }

  void add_contradictions(const std::vector<ScoredPair>& pairs, const Clusters&) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> found;
    for (const ScoredPair& pair : pairs) {
      const auto [a, b] = std::minmax(claim_of_item_[pair.a], claim_of_item_[pair.b]);
      if (a != b) found.insert({a, b});
    }
    grouping_.contradicts.assign(found.begin(), found.end());
  }

  void complete(Claim& claim) {
    std::sort(claim.links.begin(), claim.links.end(), [](const ClaimLink& a, const ClaimLink& b) {
      return std::pair(a.a, a.b) < std::pair(b.a, b.b);
    });
    claim.text = claim_text(claim);
    claim.happened_on = happened_on(claim);
  }

  const Statement& statement(std::uint32_t index) const {
    return grouping_.statements[index].statement;
  }

  std::string claim_text(const Claim& claim) const {
    return statement(plainest_statement(grouping_, claim.statements)).proposition.text;
  }

  // The most precise of the times that most others agree with; of equals the first.
  std::string happened_on(const Claim& claim) const {
    std::vector<std::string> times;
    for (const std::uint32_t index : claim.statements) {
      if (!statement(index).happened_on.empty()) times.push_back(statement(index).happened_on);
    }
    const auto n_agree = [&](const std::string& time) {
      return std::count_if(times.begin(), times.end(), [&](const std::string& other) {
        return time.starts_with(other) || other.starts_with(time);
      });
    };
    const auto best = std::max_element(
        times.begin(), times.end(), [&](const std::string& a, const std::string& b) {
          return std::pair(n_agree(a), a.size()) < std::pair(n_agree(b), b.size());
        });
    return best == times.end() ? std::string{} : *best;
  }

  // Drops own-voice candidates in no claim, and brings all indexes into the shorter list.
  void keep_claimed() {
    HeldStatements& held = prepared_.held;
    std::vector<bool> keep(held.list.size(), true);
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      if (claim_of_item_[i] == kNone) keep[items_[i].statement] = false;
    }
    made_ = {};  // the strings need their room
    give_back_memory();
    std::vector<std::uint32_t> place(keep.size(), kNone);
    const auto n_kept = std::count(keep.begin(), keep.end(), true);
    grouping_.statements.reserve(static_cast<std::size_t>(n_kept));
    for (std::uint32_t i = 0; i < keep.size(); ++i) {
      if (!keep[i]) continue;
      place[i] = static_cast<std::uint32_t>(grouping_.statements.size());
      GroupedStatement& one = grouping_.statements.emplace_back(held.released(i));
      held.wordings[i].restore(one.statement.proposition, prepared_.dictionary);
    }
    held = {};
    for (GroupedStatement& one : grouping_.statements) remap(one.statement, place);
    for (std::uint32_t c = 0; c < grouping_.claims.size(); ++c) remap(c, place);
    for (GroupedStatement& one : grouping_.statements) {
      if (!one.statement.carries.empty()) one.claim = grouping_.statements[innermost(one)].claim;
    }
  }

  static void remap(Statement& one, const std::vector<std::uint32_t>& place) {
    const auto moved = [&](std::optional<std::uint32_t>& index) {
      if (index) index = place[*index] == kNone ? std::nullopt : std::optional(place[*index]);
    };
    for (std::uint32_t& index : one.carries) index = place[index];
    std::erase(one.carries, kNone);
    moved(one.inside);
    moved(one.answers);
  }

  void remap(std::uint32_t claim_index, const std::vector<std::uint32_t>& place) {
    Claim& claim = grouping_.claims[claim_index];
    for (std::uint32_t& index : claim.statements) {
      index = place[index];
      grouping_.statements[index].claim = claim_index;
    }
    for (ClaimLink& link : claim.links) {
      link.a = place[link.a];
      link.b = place[link.b];
    }
  }

  // Records are input: a ring of statements that carry each other ends after as many steps.
  std::uint32_t innermost(const GroupedStatement& one) const {
    std::uint32_t index = one.statement.carries.front();
    for (std::size_t step = 0; step < grouping_.statements.size(); ++step) {
      const auto& carries = grouping_.statements[index].statement.carries;
      if (carries.empty()) break;
      index = carries.front();
    }
    return index;
  }

  Prepared& prepared_;
  Grouping& grouping_;
  const ClaimTies& ties_;
  Items made_;  // point into the statements
  std::vector<Item>& items_;
  std::vector<std::uint32_t> claim_of_item_;
};

}  // namespace

void make_claims(Prepared& prepared, const ClaimTies& ties) {
  let_go(prepared.entities.of_record);
  let_go(prepared.entities.merges);
  give_back_memory();
  ClaimMaker(prepared, ties).make();
}

}  // namespace sayso
