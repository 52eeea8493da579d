#include "group/reviewed_records.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "sayso/group.h"

namespace sayso {
namespace {

constexpr const char* kNoDocument = "its article is not in this ledger";
constexpr const char* kNotFound = "no longer found in its article";

struct FieldRuling {
  const std::string* value = nullptr;
  const Ruling* by = nullptr;
};

// What was decided about one statement, whether or not the records have it.
struct Point {
  std::optional<std::uint32_t> raw;       // into Records::statements
  const StatementAnchor* base = nullptr;  // of the newest accept or correction
  const Ruling* kept_by = nullptr;
  const Ruling* rejected_by = nullptr;
  std::map<std::string, FieldRuling> fields;
};

// Whether two persons' records are of one statement.
bool same_point(const Point& point, const StatementAnchor& anchor) {
  return point.base && likeness(*point.base, anchor.record, anchor.carries).has_value();
}

bool by_place(const Statement& a, const Statement& b) {
  return std::forward_as_tuple(first_span(a), a.content, a.cue) <
         std::forward_as_tuple(first_span(b), b.content, b.cue);
}

bool is_field_of_statement(std::string_view field) {
  return field == "speaker" || field == "via" || field == "stance" || field == "content" ||
         field == "said_on" || field == "happened_on";
}

// What a correction of the content says that it is: its second side.
const StatementAnchor* content_of(const Review& review) {
  return review.sides.size() == 2 && review.sides[1].size() == 1 ? &review.sides[1].front()
                                                                 : nullptr;
}

class RecordReviewer {
 public:
  RecordReviewer(const Records& raw, bool with_corrections)
      : raw_(raw), changed_(raw), with_corrections_(with_corrections) {}

  // Newest first.
  void take(Ruling& ruling, const StatementAnchor& anchor) {
    Point& point = point_of(anchor);
    switch (ruling.review().action) {
      case ReviewAction::kReject:
        return reject(ruling, point);
      case ReviewAction::kAccept:
      case ReviewAction::kCorrect:
        return keep(ruling, point, anchor);
      default:
        return;
    }
  }

  void take_head(Ruling& ruling) {
    for (const Correction& correction : ruling.review().corrections) {
      if (correction.field == "type") {
        take_type(ruling, correction.value);
        continue;
      }
      std::string* const field = head_field(correction.field);
      if (!field) {
        ruling.miss("this program knows no field \"" + correction.field + "\"");
        continue;
      }
      const auto [it, is_new] =
          head_.try_emplace(correction.field, FieldRuling{&correction.value, &ruling});
      if (is_new) *field = correction.value;
      count(ruling, it->second, correction.value);
    }
  }

  Records finish() {
    if (!points_.empty()) remake_statements();
    return std::move(changed_);
  }

  // The record that stays for the statement `like`, or that of the model.
  std::optional<StatementAnchor> anchor(const Statement& like) {
    Records records = finish();
    const std::vector<Span>& content = content_before(like);
    for (const Statement& one : records.statements) {
      if (one.content != content || one.cue != like.cue || one.source != like.source) continue;
      return anchor_in(records, one);
    }
    return std::nullopt;
  }

 private:
  std::string* head_field(std::string_view name) {
    if (name == "outlet") return &changed_.outlet;
    if (name == "title") return &changed_.title;
    if (name == "byline") return &changed_.byline;
    if (name == "published") return &changed_.published;
    return nullptr;
  }

  // A correction of a content is left out of anchors as the others are.
  const std::vector<Span>& content_before(const Statement& like) const {
    for (const Point& point : points_) {
      const auto field = point.fields.find("content");
      if (field == point.fields.end() || !point.base) continue;
      const StatementAnchor* const made = content_of(field->second.by->review());
      if (made && made->record.content == like.content && point.base->record.cue == like.cue)
        return point.base->record.content;
    }
    return like.content;
  }

  // Of every entity of this document that the review names.
  void take_type(Ruling& ruling, const std::string& value) {
    const auto type = entity_type_from(value);
    if (!type || ruling.review().entities.empty()) return ruling.miss("it names no type");
    const std::vector<EntityIndex> here = named_by(ruling.review().entities.front());
    if (here.empty()) return ruling.miss("its article no longer names it");
    for (const EntityIndex entity : here) {
      const auto [it, is_new] =
          head_.try_emplace("type of " + std::to_string(entity), FieldRuling{&value, &ruling});
      count(ruling, it->second, value);
      if (!is_new) continue;
      types_before_[entity] = changed_.entities[entity].type;
      changed_.entities[entity].type = *type;
    }
  }

  // Those that are called so; else those that are at the place, or have the name alone.
  std::vector<EntityIndex> named_by(const EntityAnchor& anchor) const {
    std::set<EntityIndex> found;
    for (const EntityMention& mention : anchor.mentions) {
      if (mention.document != raw_.document) continue;
      std::set<EntityIndex> exactly, loosely;
      for (EntityIndex i = 0; i < raw_.entities.size(); ++i) {
        const Entity& entity = raw_.entities[i];
        const bool called = entity.name == mention.name;
        const bool at =
            mention.at && std::any_of(entity.mentions.begin(), entity.mentions.end(),
                                      [&](const Span& one) { return one == *mention.at; });
        if (called && entity.type == mention.type) exactly.insert(i);
        if (called || at) loosely.insert(i);
      }
      const auto& best = exactly.empty() ? loosely : exactly;
      found.insert(best.begin(), best.end());
    }
    return {found.begin(), found.end()};
  }

  static void count(Ruling& ruling, const FieldRuling& holds, const std::string& value) {
    if (holds.by == &ruling || *holds.value == value) {
      ruling.hold();
    } else {
      ruling.overrule(*holds.by);
    }
  }

  Point& point_of(const StatementAnchor& anchor) {
    std::optional<std::uint32_t> best;
    double best_likeness = 0;
    for (std::uint32_t i = 0; i < raw_.statements.size(); ++i) {
      const auto like = likeness(anchor, raw_.statements[i], !raw_.statements[i].carries.empty());
      if (!like || *like <= best_likeness) continue;
      best = i;
      best_likeness = *like;
    }
    for (Point& point : points_) {
      if (best ? point.raw == best : same_point(point, anchor)) return point;
    }
    points_.emplace_back().raw = best;
    return points_.back();
  }

  static void reject(Ruling& ruling, Point& point) {
    if (point.kept_by) return ruling.overrule(*point.kept_by);
    if (!point.raw && !point.rejected_by) ruling.rest(kNotFound);
    if (point.raw) ruling.hold();
    if (!point.rejected_by) point.rejected_by = &ruling;
  }

  void keep(Ruling& ruling, Point& point, const StatementAnchor& anchor) {
    if (point.rejected_by) return ruling.overrule(*point.rejected_by);
    if (!point.base) point.base = &anchor;
    if (!point.kept_by) point.kept_by = &ruling;
    if (ruling.review().action == ReviewAction::kAccept) return ruling.hold();
    for (const Correction& correction : ruling.review().corrections) {
      if (!is_field_of_statement(correction.field)) {
        ruling.miss("this program knows no field \"" + correction.field + "\"");
        continue;
      }
      const auto [it, is_new] =
          point.fields.try_emplace(correction.field, FieldRuling{&correction.value, &ruling});
      count(ruling, it->second, correction.value);
    }
  }

  // Statements that stay, corrected ones and those that come back, in their order; the indexes
  // between them follow.
  void remake_statements() {
    std::vector<Statement> made;
    std::vector<std::optional<std::uint32_t>> place(raw_.statements.size());
    std::vector<bool> came_back;
    for (std::uint32_t i = 0; i < raw_.statements.size(); ++i) {
      const Point* point = point_at(i);
      if (point && point->rejected_by) continue;
      place[i] = static_cast<std::uint32_t>(made.size());
      made.push_back(point ? human(*point) : raw_.statements[i]);
      came_back.push_back(false);
    }
    for (Statement& one : made) move_indexes(one, place);
    for (const Point& point : points_) {
      if (point.raw || point.rejected_by || !point.base) continue;
      made.push_back(human(point));
      came_back.push_back(point.base->carries);
    }
    carry_again(made, came_back);
    sort_in(std::move(made));
  }

  const Point* point_at(std::uint32_t raw) const {
    for (const Point& point : points_) {
      if (point.raw == raw) return &point;
    }
    return nullptr;
  }

  static void move_indexes(Statement& one, const std::vector<std::optional<std::uint32_t>>& place) {
    const auto moved = [&](std::uint32_t index) {
      return index < place.size() ? place[index] : std::nullopt;
    };
    std::vector<std::uint32_t> carries;
    for (const std::uint32_t index : one.carries) {
      if (const auto at = moved(index)) carries.push_back(*at);
    }
    one.carries = std::move(carries);
    if (one.inside) one.inside = moved(*one.inside);
    if (one.answers) one.answers = moved(*one.answers);
  }

  // What comes back and carried others has within it what now lies in its content.
  static void carry_again(std::vector<Statement>& made, const std::vector<bool>& came_back) {
    for (std::uint32_t outer = 0; outer < made.size(); ++outer) {
      if (!came_back[outer]) continue;
      for (std::uint32_t inner = 0; inner < made.size(); ++inner) {
        if (inner == outer || made[inner].inside || !lies_in(made[inner], made[outer])) continue;
        made[inner].inside = outer;
        made[outer].carries.push_back(inner);
      }
    }
  }

  static bool lies_in(const Statement& inner, const Statement& outer) {
    return !inner.content.empty() &&
           std::all_of(inner.content.begin(), inner.content.end(), [&](const Span& span) {
             return std::any_of(outer.content.begin(), outer.content.end(),
                                [&](const Span& whole) { return whole.contains(span); });
           });
  }

  void sort_in(std::vector<Statement> made) {
    std::vector<std::uint32_t> order(made.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return by_place(made[a], made[b]); });
    std::vector<std::optional<std::uint32_t>> place(made.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    changed_.statements.clear();
    for (const std::uint32_t i : order) {
      move_indexes(made[i], place);
      std::sort(made[i].carries.begin(), made[i].carries.end());
      changed_.statements.push_back(std::move(made[i]));
    }
  }

  Statement human(const Point& point) {
    if (!point.base) return raw_.statements[*point.raw];
    Statement made = point.base->record;
    if (made.speaker) made.speaker = entity_like(point.base->entities, *made.speaker);
    std::vector<EntityIndex> via;
    for (const EntityIndex relay : made.via) {
      if (const auto entity = entity_like(point.base->entities, relay)) via.push_back(*entity);
    }
    made.via = std::move(via);
    made.carries.clear();
    made.inside = made.answers = std::nullopt;
    if (point.raw) {
      const Statement& raw = raw_.statements[*point.raw];
      made.carries = raw.carries;
      made.inside = raw.inside;
      made.answers = raw.answers;
      // Compared by what the present model makes of the words, where they are the same.
      if (raw.content == made.content) made.proposition = raw.proposition;
    }
    if (with_corrections_) correct(point, made);
    return made;
  }

  void correct(const Point& point, Statement& made) {
    for (const auto& [field, ruling] : point.fields) {
      if (field == "speaker") {
        set_speaker(*ruling.by, *ruling.value, made);
      } else if (field == "via") {
        set_via(*ruling.by, *ruling.value, made);
      } else if (field == "content") {
        set_content(ruling.by->review(), point, made);
      } else if (field == "stance") {
        made.stance = stance_from(*ruling.value).value_or(made.stance);
      } else if (field == "said_on") {
        made.said_on = *ruling.value;
      } else if (field == "happened_on") {
        made.happened_on = *ruling.value;
      }
    }
  }

  void set_speaker(const Ruling& ruling, const std::string& name, Statement& made) {
    made.speaker = std::nullopt;
    made.voice = Voice::kAttributed;
    if (name.empty()) return;
    const std::vector<EntityAnchor>& entities = ruling.review().entities;
    EntityAnchor anchor = entities.empty() ? EntityAnchor{} : entities.front();
    anchor.name = name;
    made.speaker = entity_of(anchor);
  }

  // The relays stand after the speaker, where the review has both.
  void set_via(const Ruling& ruling, const std::string& names, Statement& made) {
    made.via.clear();
    if (names.empty()) return;
    const Review& review = ruling.review();
    const bool has_speaker = std::any_of(
        review.corrections.begin(), review.corrections.end(),
        [](const Correction& one) { return one.field == "speaker" && !one.value.empty(); });
    for (std::size_t i = has_speaker ? 1 : 0; i < review.entities.size(); ++i)
      made.via.push_back(entity_of(review.entities[i]));
  }

  // The model has given no meaning to these words; that of what it read there is the nearest.
  void set_content(const Review& review, const Point& point, Statement& made) const {
    const StatementAnchor* const to = content_of(review);
    if (!to) return;
    made.content = to->record.content;
    made.sentence = to->record.sentence;
    made.proposition = to->record.proposition;
    if (point.raw) made.proposition.meaning = raw_.statements[*point.raw].proposition.meaning;
  }

  // The one whom the review names, as this document calls him, where it does.
  EntityIndex entity_of(const EntityAnchor& anchor) {
    for (const EntityMention& mention : anchor.mentions) {
      if (mention.document != raw_.document || !mention.at) continue;
      if (const auto here = named(mention.name, mention.type)) return *here;
    }
    Entity wanted;
    wanted.name = anchor.name;
    wanted.type = anchor.type;
    return find_or_add(wanted);
  }

  std::optional<EntityIndex> entity_like(const std::vector<Entity>& entities, EntityIndex index) {
    if (index >= entities.size()) return std::nullopt;
    Entity wanted = entities[index];
    const auto party = wanted.party;
    wanted.party = std::nullopt;
    const std::size_t n_before = changed_.entities.size();
    const EntityIndex found = find_or_add(wanted);
    if (found == n_before && party && *party < entities.size() && *party != index) {
      Entity spoken_for = entities[*party];
      spoken_for.party = std::nullopt;
      const EntityIndex at = find_or_add(spoken_for);
      if (at != found) changed_.entities[found].party = at;
    }
    return found;
  }

  std::optional<EntityIndex> named(const std::string& name, EntityType type) const {
    std::optional<EntityIndex> alias;
    for (EntityIndex i = 0; i < changed_.entities.size(); ++i) {
      const Entity& entity = changed_.entities[i];
      const auto before = types_before_.find(i);
      if (entity.type != type && (before == types_before_.end() || before->second != type))
        continue;
      if (entity.name == name) return i;
      const auto& aliases = entity.aliases;
      if (!alias && std::find(aliases.begin(), aliases.end(), name) != aliases.end()) alias = i;
    }
    return alias;
  }

  EntityIndex find_or_add(const Entity& wanted) {
    if (const auto found = named(wanted.name, wanted.type)) return *found;
    changed_.entities.push_back(wanted);
    return static_cast<EntityIndex>(changed_.entities.size() - 1);
  }

  static StatementAnchor anchor_in(const Records& records, const Statement& statement) {
    StatementAnchor anchor;
    anchor.document = records.document;
    anchor.record = statement;
    anchor.carries = !statement.carries.empty();
    anchor.record.carries.clear();
    anchor.record.inside = anchor.record.answers = std::nullopt;
    anchor.record.proposition.meaning = {};  // of this model; the review is to outlive it
    std::map<EntityIndex, EntityIndex> place;
    const auto take = [&](EntityIndex index) {
      const auto [it, is_new] =
          place.try_emplace(index, static_cast<EntityIndex>(anchor.entities.size()));
      if (is_new) {
        anchor.entities.push_back(records.entities[index]);
        anchor.entities.back().mentions.clear();
      }
      return it->second;
    };
    if (anchor.record.speaker && *anchor.record.speaker < records.entities.size()) {
      anchor.record.speaker = take(*anchor.record.speaker);
    } else {
      anchor.record.speaker = std::nullopt;
    }
    std::erase_if(anchor.record.via,
                  [&](EntityIndex relay) { return relay >= records.entities.size(); });
    for (EntityIndex& relay : anchor.record.via) relay = take(relay);
    for (std::size_t i = 0; i < anchor.entities.size(); ++i) {
      const auto party = anchor.entities[i].party;
      anchor.entities[i].party = std::nullopt;
      if (party && *party < records.entities.size()) {
        const EntityIndex at = take(*party);
        anchor.entities[i].party = at;
      }
    }
    return anchor;
  }

  const Records& raw_;
  Records changed_;
  bool with_corrections_;
  std::deque<Point> points_;
  std::map<std::string, FieldRuling> head_;
  std::map<EntityIndex, EntityType> types_before_;  // of those with another type by decision
};

bool changes_statements(const Review& review) {
  return review.of == ReviewOf::kStatement || review.of == ReviewOf::kClaim
             ? review.action == ReviewAction::kAccept || review.action == ReviewAction::kReject ||
                   review.action == ReviewAction::kCorrect
             : false;
}

// The second side of a correction is what it makes of the first.
std::span<const std::vector<StatementAnchor>> sides_about(const Review& review) {
  const std::span<const std::vector<StatementAnchor>> sides(review.sides);
  return review.action == ReviewAction::kCorrect
             ? sides.first(std::min<std::size_t>(1, sides.size()))
             : sides;
}

bool changes_heads(const Review& review) {
  return review.of == ReviewOf::kDocument && review.action == ReviewAction::kCorrect;
}

}  // namespace

std::set<std::string, std::less<>> documents_of(std::span<const Review> reviews) {
  std::set<std::string, std::less<>> keys;
  for (const Review& review : reviews) {
    for (const DocumentAnchor& anchor : review.documents) keys.insert(anchor.key);
    for (const auto& side : review.sides) {
      for (const StatementAnchor& anchor : side) keys.insert(anchor.document);
    }
    for (const EntityAnchor& anchor : review.entities) {
      for (const EntityMention& mention : anchor.mentions) keys.insert(mention.document);
    }
  }
  return keys;
}

ReviewedRecords review_records(std::span<const Records> records, std::vector<Ruling>& rulings) {
  std::map<std::string_view, const Records*> by_key;
  for (const Records& one : records) by_key.try_emplace(one.document, &one);
  std::map<std::string_view, RecordReviewer> reviewers;
  const auto reviewer_of = [&](const std::string& key) -> RecordReviewer* {
    const auto found = by_key.find(key);
    if (found == by_key.end()) return nullptr;
    return &reviewers.try_emplace(key, *found->second, true).first->second;
  };
  for (Ruling& ruling : rulings) {
    if (!ruling.applies()) continue;
    if (changes_heads(ruling.review())) {
      for (const DocumentAnchor& anchor : ruling.review().documents) {
        RecordReviewer* const reviewer = reviewer_of(anchor.key);
        reviewer ? reviewer->take_head(ruling) : ruling.miss(kNoDocument);
      }
    }
    if (!changes_statements(ruling.review())) continue;
    for (const auto& side : sides_about(ruling.review())) {
      for (const StatementAnchor& anchor : side) {
        RecordReviewer* const reviewer = reviewer_of(anchor.document);
        reviewer ? reviewer->take(ruling, anchor) : ruling.miss(kNoDocument);
      }
    }
  }
  ReviewedRecords reviewed;
  std::map<std::string_view, const Records*> changed;
  for (auto& [key, reviewer] : reviewers) {
    reviewed.changed.push_back(reviewer.finish());
    changed[key] = &reviewed.changed.back();
  }
  for (const Records& one : records) {
    const auto found = changed.find(one.document);
    reviewed.all.push_back(found == changed.end() ? &one : found->second);
  }
  return reviewed;
}

std::optional<StatementAnchor> anchor_of(const Records& records, std::span<const Review> reviews,
                                         const Statement& like) {
  std::vector<Ruling> rulings = make_rulings(reviews);
  RecordReviewer reviewer(records, false);
  for (Ruling& ruling : rulings) {
    if (!ruling.applies() || !changes_statements(ruling.review())) continue;
    for (const auto& side : sides_about(ruling.review())) {
      for (const StatementAnchor& anchor : side) {
        if (anchor.document == records.document) reviewer.take(ruling, anchor);
      }
    }
  }
  return reviewer.anchor(like);
}

}  // namespace sayso
