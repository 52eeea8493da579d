// What a review changes: the claims before and after, side by side.
//
// Problem. "C3 and C7 mean one thing" is easily said, and may turn a single origin into three, or a
// standing into its opposite. Idea. Nothing is predicted: the collection is grouped and judged
// twice, without the review and with it, and what differs is shown. A claim is the same before and
// after if each has most of its statements from the other; else it went into another or is new.
//
//   C4   the report said nobody looked at it
//        statements   4 -> 5: S31, from C9
//        stands       single origin -> disputed
//
// Cost: a grouping of the collection.

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "cli/json_text.h"
#include "cli/phrase.h"
#include "cli/review_text.h"

namespace sayso::cli {
namespace {

constexpr int kLabelWidth = 12;

struct Field {
  std::string name, before, after;
};

struct Change {
  std::string number;  // "C3", "S12", "E4", "a1"
  std::string text;
  std::string what;  // "is gone", "goes into C3"; empty: see the fields
  std::vector<Field> fields;
  std::string now;  // the number after, where it is another
};

using Ids = std::set<std::string>;

Ids ids_of(const View& view, std::uint32_t claim) {
  Ids ids;
  for (const std::uint32_t s : view.grouping.claims[claim].statements)
    ids.insert(view.grouping.statements[s].id);
  return ids;
}

// Statements by id.
std::map<std::string, std::uint32_t> places_of(const View& view) {
  std::map<std::string, std::uint32_t> places;
  for (std::uint32_t i = 0; i < view.grouping.statements.size(); ++i)
    places[view.grouping.statements[i].id] = i;
  return places;
}

// Of each claim of `from` the claim of `to` that has most of its statements.
std::vector<std::optional<std::uint32_t>> heirs(const View& from, const View& to) {
  const std::map<std::string, std::uint32_t> places = places_of(to);
  std::vector<std::optional<std::uint32_t>> heirs;
  for (const Claim& claim : from.grouping.claims) {
    std::map<std::uint32_t, int> votes;
    for (const std::uint32_t s : claim.statements) {
      const auto found = places.find(from.grouping.statements[s].id);
      if (found != places.end()) ++votes[to.grouping.statements[found->second].claim];
    }
    std::optional<std::uint32_t> best;
    for (const auto& [heir, n] : votes) {
      const bool same_id = to.grouping.claims[heir].id == claim.id;
      if (!best || n > votes[*best] || (n == votes[*best] && same_id)) best = heir;
    }
    heirs.push_back(best);
  }
  return heirs;
}

std::string flags_of(const ClaimStanding& standing) {
  std::vector<std::string> words;
  for (const std::string& flag : standing.flags) words.push_back(flag_words(flag));
  return words.empty() ? "none" : list_words(words, 9);
}

std::string stands(const ClaimStanding& standing) {
  return standing.history.empty() ? "nowhere yet" : std::string(standing_words(current(standing)));
}

// "single origin 13 Mar, disputed 14 Mar"
std::string history_of(const ClaimStanding& standing) {
  std::string words;
  for (const Standing& entry : standing.history) {
    words += (words.empty() ? "" : ", ") + std::string(standing_words(entry.is)) +
             (entry.as_of.empty() ? "" : " " + entry.as_of);
  }
  return words.empty() ? "none" : words;
}

std::string conflicts_of(const View& view, std::uint32_t claim) {
  std::vector<std::string> others;
  for (const auto& [a, b] : view.grouping.contradicts) {
    if (a != claim && b != claim) continue;
    others.push_back("\"" + shorten(printable(view.grouping.claims[a == claim ? b : a].text), 40) +
                     "\"");
  }
  return others.empty() ? "none" : list_words(others, 6);
}

class Comparison {
 public:
  Comparison(const View& before, const View& after)
      : before_(before),
        after_(after),
        place_before_(places_of(before)),
        place_after_(places_of(after)),
        heir_(heirs(before, after)),
        ancestor_(heirs(after, before)) {}

  std::vector<Change> claims() const {
    std::vector<Change> changes;
    for (const std::uint32_t claim : before_.order) {
      Change change = of_claim(claim);
      if (!change.what.empty() || !change.fields.empty()) changes.push_back(std::move(change));
    }
    for (const std::uint32_t claim : after_.order) {
      if (is_same_after(claim)) continue;
      Change change{claim_number(after_, claim),
                    printable(after_.grouping.claims[claim].text),
                    "is new: " + members(after_, claim) + "; " + stands(after_.standings[claim]) +
                        ", " + origins_words(after_.standings[claim]),
                    {},
                    {}};
      changes.push_back(std::move(change));
    }
    return changes;
  }

  std::vector<Change> statements() const {
    std::vector<Change> changes;
    std::set<std::uint32_t> same;  // of after, those that were there before
    for (const auto& [id, place] : place_before_) {
      const auto now = place_now(id, place);
      Change change{statement_number(place), words_of(before_, place), {}, {}, {}};
      if (now) {
        compare(place, *now, change);
        same.insert(*now);
      } else {
        change.what = "is taken out";
      }
      if (!change.what.empty() || !change.fields.empty()) changes.push_back(std::move(change));
    }
    for (const auto& [id, place] : place_after_) {
      if (same.contains(place)) continue;
      changes.push_back(
          {statement_number(place),
           words_of(after_, place),
           "comes in, at " + claim_number(after_, after_.grouping.statements[place].claim),
           {},
           {}});
    }
    std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
      return std::pair(a.number.size(), a.number) < std::pair(b.number.size(), b.number);
    });
    return changes;
  }

  // Entities have no ids that stay: they are compared by how many go by which name.
  std::vector<Change> entities() const {
    std::map<std::string, std::pair<std::vector<EntityIndex>, std::vector<EntityIndex>>> by_name;
    for (EntityIndex i = 0; i < before_.grouping.entities.size(); ++i)
      by_name[before_.grouping.entities[i].name].first.push_back(i);
    for (EntityIndex i = 0; i < after_.grouping.entities.size(); ++i)
      by_name[after_.grouping.entities[i].name].second.push_back(i);
    std::vector<Change> changes;
    for (const auto& [name, found] : by_name) {
      if (name.empty()) continue;
      Change change{"", printable(name), {}, {}, {}};
      const auto& [old, now] = found;
      add(change, "entities", std::to_string(old.size()), std::to_string(now.size()));
      if (old.size() == 1 && now.size() == 1) {
        add(change, "type", type(before_, old[0]), type(after_, now[0]));
        add(change, "also called", aliases(before_, old[0]), aliases(after_, now[0]));
        add(change, "speaks for", party(before_, old[0]), party(after_, now[0]));
      }
      if (!change.fields.empty()) changes.push_back(std::move(change));
    }
    return changes;
  }

  std::vector<Change> articles() const {
    std::map<std::string_view, const DocumentHead*> after;
    for (const DocumentHead& head : after_.grouping.documents) after[head.key] = &head;
    std::vector<Change> changes;
    for (std::uint32_t i = 0; i < before_.grouping.documents.size(); ++i) {
      const DocumentHead& old = before_.grouping.documents[i];
      Change change{article_name(before_, i), "", {}, {}, {}};
      const auto found = after.find(old.key);
      if (found == after.end()) {
        change.what = "is gone";
      } else {
        const DocumentHead& now = *found->second;
        add(change, "outlet", printable(old.outlet), printable(now.outlet));
        add(change, "title", printable(old.title), printable(now.title));
        add(change, "byline", printable(old.byline), printable(now.byline));
        add(change, "published", printable(old.published), printable(now.published));
        add(change, "counts", old.current ? "yes" : "an older version",
            now.current ? "yes" : "an older version");
      }
      if (!change.what.empty() || !change.fields.empty()) changes.push_back(std::move(change));
    }
    return changes;
  }

 private:
  static void add(Change& change, const char* name, std::string before, std::string after) {
    if (before == after) return;
    change.fields.push_back({name, before.empty() ? "none" : std::move(before),
                             after.empty() ? "none" : std::move(after)});
  }

  static std::string words_of(const View& view, std::uint32_t statement) {
    return printable(view.grouping.statements[statement].statement.proposition.text);
  }

  static std::string speaker(const View& view, std::uint32_t statement) {
    return speaker_name(view, statement);
  }

  static std::string relays(const View& view, const Statement& statement) {
    std::vector<std::string> names;
    for (const EntityIndex relay : statement.via) names.push_back(entity_name(view, relay));
    return list_words(names, 6);
  }

  static std::string aliases(const View& view, EntityIndex entity) {
    std::vector<std::string> names;
    for (const std::string& alias : view.grouping.entities[entity].aliases)
      names.push_back(printable(alias));
    return list_words(names, 6);
  }

  static std::string type(const View& view, EntityIndex entity) {
    return std::string(to_string(view.grouping.entities[entity].type));
  }

  static std::string party(const View& view, EntityIndex entity) {
    const auto& party = view.grouping.entities[entity].party;
    return party ? entity_name(view, *party) : "";
  }

  static std::set<std::uint32_t> conflicts(const View& view, std::uint32_t claim) {
    std::set<std::uint32_t> others;
    for (const auto& [a, b] : view.grouping.contradicts) {
      if (a == claim) others.insert(b);
      if (b == claim) others.insert(a);
    }
    return others;
  }

  // As the claims of after that they are now.
  std::set<std::uint32_t> conflicts_before(std::uint32_t claim) const {
    std::set<std::uint32_t> others;
    for (const std::uint32_t other : conflicts(before_, claim)) {
      if (heir_[other]) others.insert(*heir_[other]);
    }
    return others;
  }

  // With another content it has another id, and the cue or source that it had.
  std::optional<std::uint32_t> place_now(const std::string& id, std::uint32_t before) const {
    if (const auto found = place_after_.find(id); found != place_after_.end()) return found->second;
    const GroupedStatement& old = before_.grouping.statements[before];
    const std::string& key = before_.grouping.documents[old.document].key;
    for (const auto& [other, place] : place_after_) {
      const GroupedStatement& now = after_.grouping.statements[place];
      if (place_before_.contains(other) || !(old.statement.cue || old.statement.source)) continue;
      if (now.statement.cue == old.statement.cue && now.statement.source == old.statement.source &&
          after_.grouping.documents[now.document].key == key)
        return place;
    }
    return std::nullopt;
  }

  bool is_same_after(std::uint32_t after) const {
    return ancestor_[after] && heir_[*ancestor_[after]] == after;
  }

  Change of_claim(std::uint32_t claim) const {
    Change change{
        claim_number(before_, claim), printable(before_.grouping.claims[claim].text), {}, {}, {}};
    const auto heir = heir_[claim];
    if (!heir) {
      change.what = "is gone: none of its statements is left";
    } else if (ancestor_[*heir] != claim) {
      change.what = "goes into " + claim_number(before_, *ancestor_[*heir]);
    } else {
      compare_claims(claim, *heir, change);
    }
    return change;
  }

  void compare_claims(std::uint32_t old, std::uint32_t now, Change& change) const {
    const Claim& a = before_.grouping.claims[old];
    const Claim& b = after_.grouping.claims[now];
    const ClaimStanding& before = before_.standings[old];
    const ClaimStanding& after = after_.standings[now];
    add(change, "text", printable(a.text), printable(b.text));
    const Ids ids_before = ids_of(before_, old), ids_after = ids_of(after_, now);
    if (ids_before != ids_after) {
      change.fields.push_back({"statements", std::to_string(ids_before.size()),
                               std::to_string(ids_after.size()) + moves(ids_before, ids_after)});
    }
    add(change, "happened on", a.happened_on, b.happened_on);
    add(change, "stands", stands(before), stands(after));
    if (stands(before) == stands(after))
      add(change, "stood", history_of(before), history_of(after));
    add(change, "articles", std::to_string(before.articles), std::to_string(after.articles));
    add(change, "origins", origins_words(before), origins_words(after));
    add(change, "flags", flags_of(before), flags_of(after));
    if (conflicts_before(old) != conflicts(after_, now))
      add(change, "conflicts", conflicts_of(before_, old), conflicts_of(after_, now));
    if (!change.fields.empty() && claim_number(after_, now) != change.number)
      change.now = claim_number(after_, now);
  }

  // ": S31 and S32 come from C9; S4 goes to C30"
  std::string moves(const Ids& before, const Ids& after) const {
    std::map<std::string, std::set<std::uint32_t>> coming, going;  // by what is said of them
    for (const std::string& id : after) {
      if (before.contains(id)) continue;
      const auto was = place_before_.find(id);
      if (was == place_before_.end()) {
        coming[" in"].insert(place_after_.at(id));
      } else {
        const std::uint32_t claim = before_.grouping.statements[was->second].claim;
        coming[" from " + claim_number(before_, claim)].insert(was->second);
      }
    }
    for (const std::string& id : before) {
      if (after.contains(id)) continue;
      const auto now = place_after_.find(id);
      going[now == place_after_.end() ? " out" : " to " + after_words(now->second)].insert(
          place_before_.at(id));
    }
    std::string words;
    const auto add_moves = [&](const auto& moving, const char* one, const char* many) {
      for (const auto& [whither, statements] : moving) {
        words += words.empty() ? ": " : "; ";
        words += numbers(statements) + (statements.size() == 1 ? one : many) + whither;
      }
    };
    add_moves(coming, " comes", " come");
    add_moves(going, " goes", " go");
    return words;
  }

  static std::string numbers(const std::set<std::uint32_t>& statements) {
    std::vector<std::string> words;
    for (const std::uint32_t s : statements) words.push_back(statement_number(s));
    return list_words(words, 9);
  }

  // The claim of a statement after, by its number before if it was there.
  std::string after_words(std::uint32_t statement) const {
    const std::uint32_t claim = after_.grouping.statements[statement].claim;
    return is_same_after(claim) ? claim_number(before_, *ancestor_[claim])
                                : claim_number(after_, claim) + " (new)";
  }

  std::string members(const View& view, std::uint32_t claim) const {
    std::vector<std::string> numbers;
    for (const std::uint32_t s : view.grouping.claims[claim].statements) {
      const auto before = place_before_.find(view.grouping.statements[s].id);
      numbers.push_back(statement_number(before == place_before_.end() ? s : before->second));
    }
    return list_words(numbers, 6);
  }

  void compare(std::uint32_t old, std::uint32_t now, Change& change) const {
    const Statement& a = before_.grouping.statements[old].statement;
    const Statement& b = after_.grouping.statements[now].statement;
    add(change, "speaker", speaker(before_, old), speaker(after_, now));
    add(change, "via", relays(before_, a), relays(after_, b));
    add(change, "stance", std::string(to_string(a.stance)), std::string(to_string(b.stance)));
    if (a.content != b.content)
      add(change, "content", words_of(before_, old), words_of(after_, now));
    add(change, "said on", a.said_on, b.said_on);
    add(change, "happened on", a.happened_on, b.happened_on);
  }

  const View& before_;
  const View& after_;
  std::map<std::string, std::uint32_t> place_before_, place_after_;
  std::vector<std::optional<std::uint32_t>> heir_, ancestor_;
};

std::string text_of(const std::vector<Change>& changes, const Look& look) {
  std::string out;
  for (const Change& change : changes) {
    std::string head = change.text;
    if (!change.now.empty()) head += (head.empty() ? "" : "  ") + ("(now " + change.now + ")");
    std::string number = change.number.empty() ? " " : pad(" " + change.number, 5) + " ";
    const std::string blank = "      ";
    out += hang(ink(look, Ink::kNumber, number), head, look.width);
    if (!change.what.empty()) out += hang(blank, change.what, look.width);
    for (const Field& field : change.fields) {
      out += hang(blank + ink(look, Ink::kDim, pad(field.name, kLabelWidth)) + " ",
                  field.before + " -> " + field.after, look.width);
    }
  }
  return out;
}

nlohmann::ordered_json json_of(const std::vector<Change>& changes) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Change& change : changes) {
    nlohmann::ordered_json one = {{"number", change.number}, {"text", change.text}};
    one["what"] =
        change.what.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(change.what);
    one["fields"] = nlohmann::ordered_json::array();
    for (const Field& field : change.fields) {
      one["fields"].push_back(
          {{"field", field.name}, {"before", field.before}, {"after", field.after}});
    }
    list.push_back(std::move(one));
  }
  return list;
}

nlohmann::ordered_json about_json(const View& view, const Review& review) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [number, head, words] : about(view, review))
    list.push_back({{"number", number}, {"head", head}, {"words", words}});
  return list;
}

}  // namespace

std::string changes_text(const View& before, const View& after, const Look& look) {
  const Comparison comparison(before, after);
  std::string out;
  for (const auto& changes :
       {comparison.articles(), comparison.entities(), comparison.statements(), comparison.claims()})
    out += text_of(changes, look);
  if (out.empty()) return " no claim, statement, name or article is otherwise than before\n";
  return out;
}

std::string changes_json(const View& before, const View& after,
                         const std::vector<std::uint32_t>& made, bool is_made) {
  const Comparison comparison(before, after);
  nlohmann::ordered_json json = {{"made", is_made}};
  json["reviews"] = nlohmann::ordered_json::array();
  for (const std::uint32_t r : made) {
    const ReviewOutcome& outcome = after.grouping.reviews[r];
    json["reviews"].push_back({{"number", review_number(r)},
                               {"id", outcome.review},
                               {"words", review_words(before, after.reviews[r])},
                               {"about", about_json(before, after.reviews[r])},
                               {"state", to_string(outcome.state)},
                               {"why", outcome.why},
                               {"other", outcome.other},
                               {"conflict", outcome.conflict}});
  }
  json["articles"] = json_of(comparison.articles());
  json["entities"] = json_of(comparison.entities());
  json["statements"] = json_of(comparison.statements());
  json["claims"] = json_of(comparison.claims());
  return json_text(json);
}

std::string effects_text(const View& before, const View& after,
                         const std::vector<std::uint32_t>& made, const Look& look) {
  std::map<std::string, ReviewState> was;
  for (const ReviewOutcome& outcome : before.grouping.reviews) was[outcome.review] = outcome.state;
  std::string out;
  for (std::uint32_t r = 0; r < after.grouping.reviews.size(); ++r) {
    const ReviewOutcome& outcome = after.grouping.reviews[r];
    const auto found = was.find(outcome.review);
    const bool is_made = std::find(made.begin(), made.end(), r) != made.end();
    const bool is_news = is_made ? outcome.state != ReviewState::kHolds || outcome.conflict
                                 : found != was.end() && found->second != outcome.state;
    if (!is_news) continue;
    std::string words = review_number(r) + " (" + reviewer_words(after.reviews[r]) + "; " +
                        review_words(after, after.reviews[r]) + ") ";
    const auto other = find_review(after, outcome.other);
    const std::string by = other ? " by " + review_number(*other) : "";
    switch (outcome.state) {
      case ReviewState::kHolds:
        words += is_made ? "holds in part: " + outcome.why : "holds again";
        break;
      case ReviewState::kIdle:
        words += "changes nothing: " + outcome.why;
        break;
      case ReviewState::kOverruled:
        words += "is overruled" + by;
        break;
      case ReviewState::kUndone:
        words += "is undone" + by;
        break;
      case ReviewState::kOrphaned:
        words += "is orphaned: " + outcome.why;
        break;
    }
    if (outcome.conflict)
      words += "; the two contradict each other" +
               (other ? ", and " + review_number(*other) + " holds" : std::string());
    out += hang(" ", ink(look, Ink::kWarn, words), look.width);
  }
  return out;
}

}  // namespace sayso::cli
