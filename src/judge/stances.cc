#include "judge/stances.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "base/date.h"

namespace sayso {
namespace {

enum class Side { kNone, kAsserts, kDenies };

Side opposite(Side side) { return side == Side::kAsserts ? Side::kDenies : Side::kAsserts; }

// Who speaks, as far as one person's latest word replaces his earlier one; nothing: the text does
// not tell.
using SpeakerKey = std::optional<EntityIndex>;

struct Word {
  Side side = Side::kNone;
  Side before = Side::kNone;   // what the speaker turned from
  bool is_answer = false;      // "confirms": presupposes that somebody else said it
  std::uint32_t first_in = 0;  // the document of its first word on this side
  std::uint32_t at = 0;        // when its latest word was heard, counted
  bool settled = false;        // the speaker has changed his mind, or has taken something back
  std::string since;           // the latest day on which the speaker is known to have spoken
};

// An origin's words, one after the other.
class Listener {
 public:
  explicit Listener(const Collection& collection) : collection_(collection) {}

  void hear(const SpeakerKey& speaker, const GroupedStatement& grouped) {
    const Statement& statement = grouped.statement;
    ++n_heard_;
    if (statement.stance == Stance::kRetracts) {
      retract(words_[speaker], grouped);
    } else {
      say(words_[speaker], statement, grouped.document);
    }
    if (parse_day(statement.said_on))
      words_[speaker].since = std::max(words_[speaker].since, statement.said_on);
  }

  OriginState state() const {
    OriginState state = state_;
    state.asserts = has(Side::kAsserts);
    state.denies = has(Side::kDenies);
    state.withdrawn = withdrawn_ && !state.asserts;
    return state;
  }

 private:
  bool has(Side side) const {
    return std::any_of(words_.begin(), words_.end(),
                       [&](const auto& entry) { return entry.second.side == side; });
  }

  void say(Word& word, const Statement& statement, std::uint32_t document) {
    const Side side = is_assertion(statement) ? Side::kAsserts : Side::kDenies;
    if (is_of_what_was_taken_back(side, statement)) return;
    const bool is_change = side != word.side && (word.side != Side::kNone || word.settled);
    if (is_change && is_retelling(word, statement)) return;
    if (is_change && word.side != Side::kNone) word.before = word.side;
    if (is_change) word.settled = true;
    if (side == Side::kAsserts) {
      state_.asserted = true;
      state_.admitted = state_.admitted || word.before == Side::kDenies;
    }
    withdrawn_ = withdrawn_ || (side == Side::kDenies && word.side == Side::kAsserts);
    if (side != word.side) word.first_in = document;
    word.side = side;
    word.is_answer = word.is_answer || statement.stance == Stance::kConfirms;
    word.at = n_heard_;
  }

  // An old word of the party, told again after its retraction.
  bool is_of_what_was_taken_back(Side side, const Statement& statement) const {
    const auto day = taken_back_on_.find(side);
    if (day == taken_back_on_.end()) return false;
    return parse_day(statement.said_on) ? statement.said_on < day->second
                                        : statement.stance != Stance::kConfirms;
  }

  static bool is_retelling(const Word& word, const Statement& statement) {
    if (parse_day(statement.said_on)) return statement.said_on < word.since;
    return word.settled && statement.stance != Stance::kConfirms;
  }

  void retract(Word& word, const GroupedStatement& grouped) {
    const Side side = side_taken_back(word, grouped.document);
    const std::string& said_on = grouped.statement.said_on;
    taken_back_on_[side] = parse_day(said_on) ? said_on : collection_.days[grouped.document].from;
    if (side == Side::kNone) {
      withdrawn_ = withdrawn_ || words_.size() == 1;  // the party has said nothing that is here
    } else if (side == Side::kAsserts) {
      withdrawn_ = withdrawn_ || has(side) || word.before == side;
    } else {
      state_.admitted = true;
    }
    for (auto& [speaker, other] : words_) {
      if (other.side != side || side == Side::kNone) continue;
      other.before = side;
      other.side = Side::kNone;
      other.settled = true;
    }
    word.settled = true;
  }

  // After a change of mind, what the speaker said before it. Else what he says, unless he says it
  // in answer or only now, and his party said the opposite. Else what the party says; of two things
  // the older one.
  Side side_taken_back(const Word& word, std::uint32_t document) const {
    if (word.before != Side::kNone) return word.before;
    if (word.side != Side::kNone) {
      const bool is_new = word.is_answer || word.first_in == document;
      return is_new && has(opposite(word.side)) ? opposite(word.side) : word.side;
    }
    if (has(Side::kAsserts) && has(Side::kDenies)) {
      return latest(Side::kAsserts) < latest(Side::kDenies) ? Side::kAsserts : Side::kDenies;
    }
    if (has(Side::kAsserts)) return Side::kAsserts;
    return has(Side::kDenies) ? Side::kDenies : Side::kNone;
  }

  std::uint32_t latest(Side side) const {
    std::uint32_t at = 0;
    for (const auto& [speaker, word] : words_) {
      if (word.side == side) at = std::max(at, word.at);
    }
    return at;
  }

  const Collection& collection_;
  std::map<SpeakerKey, Word> words_;
  std::map<Side, std::string> taken_back_on_;  // the day of the latest retraction
  std::uint32_t n_heard_ = 0;
  OriginState state_;
  bool withdrawn_ = false;
};

SpeakerKey speaker_key(const Collection& collection, const GroupedStatement& grouped) {
  return grouped.statement.speaker ? grouped.statement.speaker : party_of(collection, grouped);
}

// What the party's words reach beyond itself: the outlet's articles and what is cited from them;
// what is quoted through it.
bool comes_through(const Collection& collection, const GroupedStatement& grouped,
                   EntityIndex party) {
  const bool is_outlet = collection.grouping->entities[party].type == EntityType::kOutlet;
  if (is_via(collection, grouped.statement, party)) return true;
  return is_outlet && (is_published_by(collection, grouped, party) ||
                       cited_outlet(collection, grouped) == party);
}

}  // namespace

std::set<std::uint32_t> taken_back(const Collection& collection,
                                   const std::vector<std::uint32_t>& statements) {
  const Grouping& grouping = *collection.grouping;
  std::set<std::uint32_t> gone;
  std::set<EntityIndex>
      seen;  // a party's later retractions take back at least what its earlier ones did
  // Later words that come through the party are retellings, unless they are dated after the
  // retraction.
  const auto is_covered = [&](std::uint32_t other, std::uint32_t retraction) {
    if (other < retraction) return true;
    const std::string& said_on = grouping.statements[other].statement.said_on;
    return !parse_day(said_on) ||
           said_on < collection.days[grouping.statements[retraction].document].from;
  };
  for (auto it = statements.rbegin(); it != statements.rend(); ++it) {
    const GroupedStatement& retraction = grouping.statements[*it];
    if (retraction.statement.stance != Stance::kRetracts) continue;
    const auto party = party_of(collection, retraction);
    if (!party || !seen.insert(*party).second) continue;
    for (const std::uint32_t other : statements) {
      const GroupedStatement& grouped = grouping.statements[other];
      if (!is_assertion(grouped.statement) || !is_covered(other, *it)) continue;
      if (comes_through(collection, grouped, *party)) gone.insert(other);
    }
  }
  return gone;
}

OriginState state_of(const Collection& collection, const std::vector<std::uint32_t>& statements,
                     const std::set<std::uint32_t>& gone) {
  const Grouping& grouping = *collection.grouping;
  const auto is_citation = [&](std::uint32_t index) {
    return cited_outlet(collection, grouping.statements[index]).has_value();
  };
  // A citation only repeats what the cited say, where they are heard themselves.
  const bool has_source =
      !std::all_of(statements.begin(), statements.end(), [&](std::uint32_t index) {
        return is_citation(index) || !is_assertion(grouping.statements[index].statement);
      });
  Listener listener(collection);
  bool is_left = false;
  for (const std::uint32_t index : statements) {
    const GroupedStatement& grouped = grouping.statements[index];
    is_left = is_left || (is_assertion(grouped.statement) && !gone.contains(index));
    if (has_source && takes_side(grouped.statement) && is_citation(index)) continue;
    listener.hear(speaker_key(collection, grouped), grouped);
  }
  OriginState state = listener.state();
  if (state.asserts && !is_left) {
    state.asserts = false;
    state.withdrawn = true;
  }
  return state;
}

}  // namespace sayso
