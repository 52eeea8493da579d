// Reviews as JSON, for ledgers and for colleagues (docs/formats/review.md).
//
// A review comes from another person's computer and is applied to one's own records, so reading is
// strict: everything that is used later without looking is looked at here. The id is a hash over
// the text that is written, so writing has one form for one review.

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/date.h"
#include "base/hash.h"
#include "ledger/records_json.h"
#include "sayso/review.h"

namespace sayso {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kIdDigits = 16;

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

// ---- writing
// -------------------------------------------------------------------------------------

Json span_json(const Span& span) { return Json::array({span.begin, span.end}); }

Json anchor_json(const StatementAnchor& anchor) {
  const auto& [document, record, carries, entities, words] = anchor;
  Json names = Json::array();
  for (const Entity& entity : entities) names.push_back(Json::parse(entity_to_json(entity)));
  return {{"document", document},
          {"record", Json::parse(statement_to_json(record))},
          {"carries", carries},
          {"entities", std::move(names)},
          {"words", words}};
}

Json mention_json(const EntityMention& mention) {
  const auto& [document, name, type, at] = mention;
  return {{"document", document},
          {"name", name},
          {"type", to_string(type)},
          {"at", at ? span_json(*at) : Json(nullptr)}};
}

Json entity_json(const EntityAnchor& anchor) {
  const auto& [name, type, mentions] = anchor;
  Json list = Json::array();
  for (const EntityMention& mention : mentions) list.push_back(mention_json(mention));
  return {{"name", name}, {"type", to_string(type)}, {"mentions", std::move(list)}};
}

Json document_json(const DocumentAnchor& anchor) {
  const auto& [key, id, outlet, title, published] = anchor;
  return {{"key", key}, {"id", id}, {"outlet", outlet}, {"title", title}, {"published", published}};
}

// Taken apart by structured binding: a field that is added and not written does not compile.
Json content_json(const Review& review) {
  const auto& [id, action, of, sides, entities, documents, target, corrections, contradicts, by,
               when, note, redacted, fits] = review;
  Json json = {{"action", to_string(action)}, {"of", to_string(of)}};
  json["sides"] = Json::array();
  for (const auto& side : sides) {
    Json list = Json::array();
    for (const StatementAnchor& anchor : side) list.push_back(anchor_json(anchor));
    json["sides"].push_back(std::move(list));
  }
  json["entities"] = Json::array();
  for (const EntityAnchor& anchor : entities) json["entities"].push_back(entity_json(anchor));
  json["documents"] = Json::array();
  for (const DocumentAnchor& anchor : documents) json["documents"].push_back(document_json(anchor));
  json["target"] = target;
  json["corrections"] = Json::array();
  for (const Correction& correction : corrections)
    json["corrections"].push_back({{"field", correction.field}, {"value", correction.value}});
  json["contradicts"] = contradicts;
  json["by"] = by;
  json["when"] = when;
  json["note"] = note;
  json["redacted"] = redacted;
  return json;
}

// A byte that is no UTF-8 (of a file's name) becomes U+FFFD, once and for all.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// ---- reading
// -------------------------------------------------------------------------------------

std::string text_at(const Json& json, const char* key) {
  return json.at(key).get_ref<const std::string&>();
}

const Json& list_at(const Json& json, const char* key) {
  const Json& list = json.at(key);
  if (!list.is_array()) fail(std::string("\"") + key + "\" is no list");
  return list;
}

template <typename T>
T need(const std::optional<T>& value, const std::string& what) {
  if (!value) fail("\"" + what + "\" is not known");
  return *value;
}

template <typename T>
T read_part(Result<T> (*from)(std::string_view), const Json& json) {
  Result<T> part = from(json.dump());
  if (!part) fail(part.error().what);
  return *std::move(part);
}

Span span_from(const Json& json) {
  if (!json.is_array() || json.size() != 2) fail("a span is not two numbers");
  const Span span{json[0].get<std::uint32_t>(), json[1].get<std::uint32_t>()};
  if (span.begin > span.end) fail("a span ends before it begins");
  return span;
}

std::string key_from(const Json& json, const char* name) {
  std::string key = text_at(json, name);
  if (key.empty()) fail("a document has no key");
  return key;
}

void check_anchor(const StatementAnchor& anchor) {
  const Statement& record = anchor.record;
  const std::size_t n = anchor.entities.size();
  const auto bad = [&](EntityIndex index) { return index >= n; };
  if ((record.speaker && bad(*record.speaker)) ||
      std::any_of(record.via.begin(), record.via.end(), bad) ||
      std::any_of(anchor.entities.begin(), anchor.entities.end(),
                  [&](const Entity& entity) { return entity.party && bad(*entity.party); }))
    fail("an entity of a statement is missing");
  if (!record.carries.empty() || record.inside || record.answers)
    fail("a statement refers to another one");
  for (std::size_t i = 0; i < record.content.size(); ++i) {
    const Span& span = record.content[i];
    if (span.begin >= span.end || (i > 0 && record.content[i - 1].end > span.begin))
      fail("the pieces of a content are not in order");
  }
  const std::size_t n_words = record.content.empty() ? (record.cue ? 1 : 0) : record.content.size();
  if (anchor.words.size() != n_words) fail("the words are not those of the spans");
}

StatementAnchor anchor_from(const Json& json) {
  StatementAnchor anchor;
  anchor.document = key_from(json, "document");
  anchor.record = read_part(statement_from_json, json.at("record"));
  anchor.carries = json.at("carries").get<bool>();
  for (const Json& entity : list_at(json, "entities"))
    anchor.entities.push_back(read_part(entity_from_json, entity));
  for (const Json& words : list_at(json, "words"))
    anchor.words.push_back(words.get_ref<const std::string&>());
  check_anchor(anchor);
  return anchor;
}

EntityMention mention_from(const Json& json) {
  EntityMention mention;
  mention.document = key_from(json, "document");
  mention.name = text_at(json, "name");
  const std::string type = text_at(json, "type");
  mention.type = need(entity_type_from(type), type);
  if (!json.at("at").is_null()) mention.at = span_from(json.at("at"));
  return mention;
}

EntityAnchor entity_from(const Json& json) {
  EntityAnchor anchor;
  anchor.name = text_at(json, "name");
  const std::string type = text_at(json, "type");
  anchor.type = need(entity_type_from(type), type);
  for (const Json& mention : list_at(json, "mentions"))
    anchor.mentions.push_back(mention_from(mention));
  return anchor;
}

DocumentAnchor document_from(const Json& json) {
  return {key_from(json, "key"), text_at(json, "id"), text_at(json, "outlet"),
          text_at(json, "title"), text_at(json, "published")};
}

bool is_time(const std::string& text) {
  const auto time = parse_date_time(text);
  return text.size() >= 20 && text.back() == 'Z' && time && time->has_time;
}

// A year, a month or a day.
bool is_date(const std::string& text) {
  if (text.size() == 4 || text.size() == 7)
    return parse_day(text + "-01-01").has_value() || parse_day(text + "-01").has_value();
  return parse_day(text).has_value();
}

void check_correction(const Correction& correction) {
  const auto& [field, value] = correction;
  const bool good = field == "stance" ? stance_from(value).has_value()
                    : field == "type" ? entity_type_from(value).has_value()
                    : field == "said_on" || field == "happened_on" ? value.empty() || is_date(value)
                    : field == "published" ? value.empty() || parse_date_time(value).has_value()
                                           : true;
  if (!good) fail("\"" + value + "\" is no value for \"" + field + "\"");
}

// Of a correction of a content the second side is one statement of the same text as the first.
void check_sides(const Review& review) {
  if (review.action != ReviewAction::kCorrect) return;
  const auto& sides = review.sides;
  const bool has_content =
      std::any_of(review.corrections.begin(), review.corrections.end(),
                  [](const Correction& one) { return one.field == "content"; });
  const bool good = has_content
                        ? sides.size() == 2 && sides[0].size() == 1 && sides[1].size() == 1 &&
                              sides[0][0].document == sides[1][0].document &&
                              !sides[1][0].record.content.empty()
                        : sides.size() <= 1;
  if (!good) fail("its sides are not those of a correction");
}

Review review_from(const Json& json) {
  Review review;
  review.id = text_at(json, "id");
  const std::string action = text_at(json, "action");
  review.action = need(review_action_from(action), action);
  const std::string of = text_at(json, "of");
  review.of = need(review_of_from(of), of);
  for (const Json& side : list_at(json, "sides")) {
    if (!side.is_array()) fail("a side is no list");
    review.sides.emplace_back();
    for (const Json& anchor : side) review.sides.back().push_back(anchor_from(anchor));
  }
  for (const Json& entity : list_at(json, "entities"))
    review.entities.push_back(entity_from(entity));
  for (const Json& document : list_at(json, "documents"))
    review.documents.push_back(document_from(document));
  review.target = text_at(json, "target");
  for (const Json& correction : list_at(json, "corrections")) {
    review.corrections.push_back({text_at(correction, "field"), text_at(correction, "value")});
    if (!json.at("redacted").get<bool>()) check_correction(review.corrections.back());
  }
  review.contradicts = json.at("contradicts").get<bool>();
  review.by = text_at(json, "by");
  review.when = text_at(json, "when");
  review.note = text_at(json, "note");
  review.redacted = json.at("redacted").get<bool>();
  if (review.by.empty()) fail("it does not say by whom");
  if (!is_time(review.when)) fail("\"" + review.when + "\" is no time in UTC");
  if (!review.redacted) check_sides(review);
  if (!review.redacted && review.id != review_id(review))
    fail("its id is not that of its content: it was changed");
  return review;
}

}  // namespace

std::string review_id(const Review& review) {
  return std::string("R").append(sha256_hex(dump(content_json(review))), 0, kIdDigits);
}

std::string review_to_json(const Review& review) {
  Json json = {{"id", review.id}};
  json.update(content_json(review));
  return dump(json);
}

Result<Review> review_from_json(std::string_view json) {
  try {
    return review_from(Json::parse(json));
  } catch (const std::exception& e) {
    return Error{std::string("this is no review: ") + e.what(), {}, {}};
  }
}

}  // namespace sayso
