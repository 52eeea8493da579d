#include "cli/review_make.h"

#include <algorithm>
#include <set>
#include <utility>

#include "cli/find_entity.h"
#include "cli/phrase.h"
#include "sayso/group.h"
#include "text/proposition.h"

namespace sayso::cli {
namespace {

using Indexes = std::vector<std::uint32_t>;

bool names_claim(const std::string& name) { return !name.empty() && (name[0] | 0x20) == 'c'; }

class Maker {
 public:
  Maker(const ReviewAsked& asked, Desk& desk)
      : asked_(asked), desk_(desk), view_(desk.reading.view) {
    review_.action = asked.action;
    review_.note = asked.note;
    review_.corrections = asked.corrections;
    review_.contradicts = asked.contradicts;
  }

  Result<Review> make() {
    Result<Done> made = about();
    if (!made) return made.error();
    return std::move(review_);
  }

 private:
  Result<Done> about() {
    if (asked_.action == ReviewAction::kUndo) return undo();
    if (asked_.action == ReviewAction::kNote) return note();
    if (asked_.entity) return entities();
    if (asked_.document) return document(asked_.names.front());
    if (asked_.origin) return origins();
    switch (asked_.action) {
      case ReviewAction::kMerge:
      case ReviewAction::kRelate:
        return claims();
      case ReviewAction::kSplit:
        return split();
      default:
        return statements();
    }
  }

  // ---- statements

  Result<Indexes> innermost(const std::vector<std::string>& names) {
    Indexes found;
    for (const std::string& name : names) {
      const Result<std::uint32_t> one = find_statement(view_, name);
      if (!one) return one.error();
      const Statement& statement = view_.grouping.statements[*one].statement;
      if (!statement.carries.empty()) {
        return Error{statement_number(*one) + " holds " + statement_number(statement.carries[0]) +
                         " and is of no claim itself",
                     "", "name " + statement_number(statement.carries[0])};
      }
      found.push_back(*one);
    }
    return found;
  }

  // Their words, from the texts.
  Result<Done> quote(const Indexes& statements) {
    return load_documents_of(desk_.reading, statements);
  }

  void fill_words(StatementAnchor& anchor, std::uint32_t statement) const {
    const std::string& text = view_.documents[view_.grouping.statements[statement].document].text;
    std::vector<Span> quoted = anchor.record.content;
    if (quoted.empty() && anchor.record.cue) quoted.push_back(*anchor.record.cue);
    anchor.words.clear();
    for (const Span& span : quoted) anchor.words.emplace_back(slice(text, span));
  }

  // As it is seen, without what is only needed to keep it.
  StatementAnchor seen(std::uint32_t index) const {
    const Grouping& grouping = view_.grouping;
    const GroupedStatement& grouped = grouping.statements[index];
    StatementAnchor anchor;
    anchor.document = grouping.documents[grouped.document].key;
    anchor.record = grouped.statement;
    anchor.carries = !grouped.statement.carries.empty();
    anchor.record.carries.clear();
    anchor.record.inside = anchor.record.answers = std::nullopt;
    anchor.record.proposition = {};
    const auto take = [&](EntityIndex entity) {
      Entity one;
      one.name = grouping.entities[entity].name;
      one.type = grouping.entities[entity].type;
      anchor.entities.push_back(one);
      return static_cast<EntityIndex>(anchor.entities.size() - 1);
    };
    if (anchor.record.speaker) anchor.record.speaker = take(*anchor.record.speaker);
    for (EntityIndex& relay : anchor.record.via) relay = take(relay);
    fill_words(anchor, index);
    return anchor;
  }

  Result<std::vector<StatementAnchor>> seen(const Indexes& statements) {
    if (Result<Done> loaded = quote(statements); !loaded) return loaded.error();
    std::vector<StatementAnchor> anchors;
    for (const std::uint32_t s : statements) anchors.push_back(seen(s));
    return anchors;
  }

  // With all that is needed to have it back.
  Result<std::vector<StatementAnchor>> kept(const Indexes& statements) {
    if (Result<Done> loaded = quote(statements); !loaded) return loaded.error();
    std::vector<StatementAnchor> anchors;
    for (const std::uint32_t s : statements) {
      const GroupedStatement& grouped = view_.grouping.statements[s];
      const std::string& key = view_.grouping.documents[grouped.document].key;
      const Records* const records = records_of(key);
      std::optional<StatementAnchor> anchor;
      if (records) anchor = anchor_of(*records, view_.reviews, grouped.statement);
      if (!anchor) {
        return Error{statement_number(s) + " is not among what was read of its article", "",
                     "`sayso rebuild` makes the claims again"};
      }
      fill_words(*anchor, s);
      anchors.push_back(*std::move(anchor));
    }
    return anchors;
  }

  Result<Done> add_side(Result<std::vector<StatementAnchor>> side) {
    if (!side) return side.error();
    review_.sides.push_back(*std::move(side));
    return Done{};
  }

  Result<Done> statements() {
    review_.of = ReviewOf::kStatement;
    if (names_claim(asked_.names.front())) {
      if (asked_.names.size() > 1 || asked_.action == ReviewAction::kCorrect) {
        return Error{"only one claim at a time can be accepted or rejected, and none corrected", "",
                     "name its statements; `sayso claim C1 --quotes` shows them"};
      }
      const Result<std::uint32_t> claim = find_claim(view_, asked_.names.front());
      if (!claim) return claim.error();
      review_.of = ReviewOf::kClaim;
      return add_side(kept(view_.grouping.claims[*claim].statements));
    }
    Indexes found;
    for (const std::string& name : asked_.names) {
      const Result<std::uint32_t> one = find_statement(view_, name);
      if (!one) return one.error();
      found.push_back(*one);
    }
    if (asked_.action == ReviewAction::kCorrect) {
      if (Result<Done> speaker = correct_speaker(); !speaker) return speaker;
      if (Result<Done> relays = correct_via(); !relays) return relays;
    }
    if (Result<Done> added = add_side(kept(found)); !added) return added;
    return correct_content(found);
  }

  Result<Done> correct_speaker() {
    for (Correction& correction : review_.corrections) {
      if (correction.field != "speaker" || correction.value.empty()) continue;
      const Result<EntityAnchor> entity = known_or_new(correction.value);
      if (!entity) return entity.error();
      correction.value = entity.value().name;
      review_.entities.push_back(*entity);
    }
    return Done{};
  }

  Result<EntityAnchor> known_or_new(const std::string& name) const {
    const Result<EntityIndex> entity = find_one(name);
    if (entity) return anchor(*entity);
    if (!asked_.new_type.empty())
      return EntityAnchor{
          name, entity_type_from(asked_.new_type).value_or(EntityType::kPerson), {}};
    Error error = entity.error();
    error.remedy += std::string(error.remedy.empty() ? "" : ", or ") +
                    "--new person (or organisation, outlet, ...) names somebody whom no article "
                    "has";
    return error;
  }

  // From the relay nearest to the reader, as they were typed.
  Result<Done> correct_via() {
    for (Correction& correction : review_.corrections) {
      if (correction.field != "via" || correction.value.empty()) continue;
      correction.value.clear();
      for (const std::string& name : asked_.via) {
        const Result<EntityAnchor> relay = known_or_new(name);
        if (!relay) return relay.error();
        correction.value += (correction.value.empty() ? "" : "; ") + relay.value().name;
        review_.entities.push_back(*relay);
      }
    }
    return Done{};
  }

  // The review's second side: the statement with these words as its content.
  Result<Done> correct_content(const Indexes& found) {
    for (Correction& correction : review_.corrections) {
      if (correction.field != "content") continue;
      const Result<std::vector<Span>> spans = spans_of(correction.value, found.front());
      if (!spans) return spans.error();
      StatementAnchor made = review_.sides.front().front();
      const Records* const records = records_of(made.document);
      const std::string& text =
          view_.documents[view_.grouping.statements[found.front()].document].text;
      made.record.content = *spans;
      made.record.sentence.begin = std::min(made.record.sentence.begin, spans->front().begin);
      made.record.sentence.end = std::max(made.record.sentence.end, spans->back().end);
      std::vector<Span> names;
      for (const Entity& entity : records->entities)
        names.insert(names.end(), entity.mentions.begin(), entity.mentions.end());
      made.record.proposition =
          make_proposition(text, *spans, names, made.record.cue.value_or(spans->front()));
      fill_words(made, found.front());
      correction.value.clear();
      for (const std::string& piece : made.words)
        correction.value += (correction.value.empty() ? "" : " ... ") + piece;
      review_.sides.push_back({std::move(made)});
    }
    return Done{};
  }

  // Where the words stand, pieces joined by " ... " in their order; of several places the one
  // nearest to the statement.
  Result<std::vector<Span>> spans_of(const std::string& words, std::uint32_t statement) const {
    constexpr std::string_view kBetween = " ... ";
    const GroupedStatement& grouped = view_.grouping.statements[statement];
    const std::string& text = view_.documents[grouped.document].text;
    std::vector<Span> spans;
    for (std::size_t at = 0; at <= words.size();) {
      const std::size_t end = std::min(words.find(kBetween, at), words.size());
      const std::string piece = words.substr(at, end - at);
      at = end + kBetween.size();
      const std::size_t near =
          spans.empty() ? first_span(grouped.statement).begin : spans.back().end;
      const auto place = nearest(text, piece, near, !spans.empty());
      if (!place) {
        return Error{"the words \"" + printable(piece) + "\" do not stand in " +
                         article_name(view_, grouped.document) +
                         (spans.empty() ? "" : " after the others"),
                     "",
                     "copy them from `sayso article " + article_name(view_, grouped.document) +
                         "`; pieces are joined by \" ... \""};
      }
      spans.push_back(*place);
    }
    return spans;
  }

  static std::optional<Span> nearest(const std::string& text, const std::string& piece,
                                     std::size_t near, bool only_after) {
    std::optional<Span> best;
    const auto distance = [&](std::size_t at) { return at > near ? at - near : near - at; };
    if (piece.empty()) return best;
    for (std::size_t at = text.find(piece, only_after ? near : 0); at != std::string::npos;
         at = text.find(piece, at + 1)) {
      if (best && distance(best->begin) <= distance(at)) continue;
      best = Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + piece.size())};
    }
    return best;
  }

  const Records* records_of(const std::string& key) const {
    const auto records = std::find_if(desk_.records.begin(), desk_.records.end(),
                                      [&](const Records& one) { return one.document == key; });
    return records == desk_.records.end() ? nullptr : &*records;
  }

  // ---- claims

  struct Side {
    Indexes statements;
    std::uint32_t claim = 0;
  };

  // "C3", all of it; "S12", that statement alone.
  Result<Side> side_named(const std::string& name) {
    if (names_claim(name)) {
      const Result<std::uint32_t> claim = find_claim(view_, name);
      if (!claim) return claim.error();
      return Side{view_.grouping.claims[*claim].statements, *claim};
    }
    const Result<Indexes> one = innermost({name});
    if (!one) return one.error();
    return Side{*one, view_.grouping.statements[one.value().front()].claim};
  }

  Result<Done> claims() {
    review_.of = ReviewOf::kClaim;
    std::set<std::uint32_t> seen_claims;
    for (const std::string& name : asked_.names) {
      const Result<Side> side = side_named(name);
      if (!side) return side.error();
      if (!seen_claims.insert(side.value().claim).second) {
        return Error{
            printable(name) + " is of " + claim_number(view_, side.value().claim) + " already", "",
            "name two claims that are apart"};
      }
      if (Result<Done> added = add_side(seen(side.value().statements)); !added) return added;
    }
    return Done{};
  }

  Result<Done> split() {
    review_.of = ReviewOf::kClaim;
    const Result<std::uint32_t> claim = find_claim(view_, asked_.names.front());
    if (!claim) return claim.error();
    if (asked_.names.size() < 2) {
      return Error{"it is not said which statements to take out of " + claim_number(view_, *claim),
                   "", "`sayso review split C3 S12 S14` takes these out"};
    }
    const Result<Indexes> out = innermost({asked_.names.begin() + 1, asked_.names.end()});
    if (!out) return out.error();
    const std::set<std::uint32_t> leaving(out.value().begin(), out.value().end());
    for (const std::uint32_t s : leaving) {
      const std::uint32_t own = view_.grouping.statements[s].claim;
      if (own == *claim) continue;
      return Error{statement_number(s) + " is not of " + claim_number(view_, *claim) + ", but of " +
                       claim_number(view_, own),
                   "", "`sayso claim " + claim_number(view_, *claim) + " --why` names its own"};
    }
    Indexes rest;
    for (const std::uint32_t s : view_.grouping.claims[*claim].statements) {
      if (!leaving.contains(s)) rest.push_back(s);
    }
    if (rest.empty()) {
      return Error{"nothing would be left in " + claim_number(view_, *claim), "",
                   "name only those that do not belong to it"};
    }
    if (Result<Done> added = add_side(seen(Indexes(leaving.begin(), leaving.end()))); !added)
      return added;
    return add_side(seen(rest));
  }

  // ---- origins

  Result<Done> origins() {
    review_.of = ReviewOf::kOrigin;
    const Result<Indexes> found = innermost(asked_.names);
    if (!found) return found.error();
    const Indexes& statements = *found;
    for (std::size_t i = 1; i < statements.size(); ++i) {
      const std::uint32_t a = view_.grouping.statements[statements[0]].claim;
      const std::uint32_t b = view_.grouping.statements[statements[i]].claim;
      if (statements[0] == statements[i])
        return Error{statement_number(statements[i]) + " is named twice", "", "name two"};
      if (a == b) continue;
      return Error{statement_number(statements[0]) + " is of " + claim_number(view_, a) + " and " +
                       statement_number(statements[i]) + " of " + claim_number(view_, b) +
                       ", so their origins are not compared",
                   "",
                   "`sayso review merge " + claim_number(view_, a) + " " + claim_number(view_, b) +
                       "` says that they mean the same"};
    }
    for (const std::uint32_t s : statements) {
      if (Result<Done> added = add_side(seen(Indexes{s})); !added) return added;
    }
    return Done{};
  }

  // ---- entities

  Result<EntityIndex> find_one(const std::string& name) const {
    const std::vector<EntityMatch> matches = find_entities(view_.grouping, name);
    if (matches.empty()) {
      std::vector<std::string> similar;
      for (const std::string& other : similar_names(view_.grouping, name))
        similar.push_back("\"" + printable(other) + "\"");
      return Error{"nobody is called \"" + printable(name) + "\" in this ledger", "",
                   similar.empty() ? "`sayso search WORDS` finds names in the articles"
                                   : "similar: " + list_words(similar)};
    }
    const std::size_t certain = certain_match(matches);
    if (certain < matches.size()) return matches[certain].entity;
    std::vector<std::string> choices;
    for (const EntityMatch& match : matches) {
      choices.push_back(view_.grouping.entities[match.entity].id + " " +
                        entity_name(view_, match.entity));
    }
    return Error{"\"" + printable(name) + "\" can mean several", "",
                 "name one by its number: " + list_words(choices, 8)};
  }

  EntityAnchor anchor(EntityIndex entity) const {
    return anchor_of(desk_.records, view_.reviews, entity);
  }

  Result<Done> entities() {
    review_.of = ReviewOf::kEntity;
    std::vector<EntityIndex> found;
    for (const std::string& name : asked_.names) {
      const Result<EntityIndex> one = find_one(name);
      if (!one) return one.error();
      if (std::find(found.begin(), found.end(), *one) != found.end()) {
        return Error{"\"" + printable(name) + "\" is " + view_.grouping.entities[*one].id +
                         ", which was named before: they are one already",
                     "", "name two that are apart"};
      }
      found.push_back(*one);
      review_.entities.push_back(anchor(*one));
    }
    if (asked_.action == ReviewAction::kSplit) return split_entity();
    if (asked_.action != ReviewAction::kCorrect) return Done{};
    return asked_.corrections.front().field == "type" ? set_type() : set_party();
  }

  // A type is what each article's records call it, so it is a matter of these articles.
  Result<Done> set_type() {
    review_.of = ReviewOf::kDocument;
    std::set<std::string> keys;
    for (const EntityMention& mention : review_.entities.front().mentions)
      keys.insert(mention.document);
    for (const DocumentHead& head : view_.grouping.documents) {
      if (keys.contains(head.key))
        review_.documents.push_back({head.key, head.id, head.outlet, head.title, head.published});
    }
    return Done{};
  }

  Result<Done> split_entity() {
    std::set<std::string> keys;
    for (const std::string& name : asked_.in) {
      const Result<std::uint32_t> document = find_article(view_, name);
      if (!document) return document.error();
      keys.insert(view_.grouping.documents[*document].key);
    }
    EntityAnchor& one = review_.entities.front();
    EntityAnchor other = one;
    const auto is_in = [&](const EntityMention& mention) {
      return keys.contains(mention.document);
    };
    std::erase_if(one.mentions, [&](const EntityMention& mention) { return !is_in(mention); });
    std::erase_if(other.mentions, is_in);
    const std::string name = "\"" + printable(one.name) + "\"";
    if (one.mentions.empty())
      return Error{name + " is in none of these articles", "", "name those that have it"};
    if (other.mentions.empty())
      return Error{name + " is in no other article than these", "",
                   "name only those in which somebody else is meant"};
    review_.entities.push_back(std::move(other));
    return Done{};
  }

  Result<Done> set_party() {
    std::string& party = review_.corrections.front().value;
    if (party.empty()) return Done{};
    const Result<EntityIndex> found = find_one(party);
    if (!found) return found.error();
    if (find_one(asked_.names.front()).value() == *found)
      return Error{"nobody speaks for himself as a party", "", "--party none takes a party away"};
    party = view_.grouping.entities[*found].name;
    review_.entities.push_back(anchor(*found));
    return Done{};
  }

  // ---- documents, notes, undo

  Result<Done> document(const std::string& name) {
    review_.of = ReviewOf::kDocument;
    const Result<std::uint32_t> found = find_article(view_, name);
    if (!found) return found.error();
    const DocumentHead& head = view_.grouping.documents[*found];
    review_.documents.push_back({head.key, head.id, head.outlet, head.title, head.published});
    return Done{};
  }

  Result<Done> note() {
    const std::string& name = asked_.names.front();
    if (asked_.document) return document(name);
    if (asked_.entity) {
      review_.of = ReviewOf::kEntity;
      const Result<EntityIndex> one = find_one(name);
      if (!one) return one.error();
      review_.entities.push_back(anchor(*one));
      return Done{};
    }
    const Result<Side> side = side_named(name);
    if (!side) return side.error();
    review_.of = names_claim(name) ? ReviewOf::kClaim : ReviewOf::kStatement;
    return add_side(seen(side.value().statements));
  }

  Result<Done> undo() {
    review_.of = ReviewOf::kReview;
    const Result<std::uint32_t> found = find_review(view_, asked_.names.front());
    if (!found) return found.error();
    const ReviewOutcome& outcome = view_.grouping.reviews[*found];
    if (outcome.state == ReviewState::kUndone) {
      const Result<std::uint32_t> by = find_review(view_, outcome.other);
      return Error{review_number(*found) + " is undone already", "",
                   by ? "`sayso review undo " + review_number(*by) + "` lets it hold again"
                      : "`sayso review list` shows by what"};
    }
    review_.target = outcome.review;
    return Done{};
  }

  const ReviewAsked& asked_;
  Desk& desk_;
  const View& view_;
  Review review_;
};

}  // namespace

Result<Review> make_review(const ReviewAsked& asked, Desk& desk) {
  return Maker(asked, desk).make();
}

}  // namespace sayso::cli
