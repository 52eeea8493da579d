// The ledger as text for other programs: a spreadsheet, a notebook, a scorer, another newsroom.
//
// Inside, things point at each other by index and at words by byte offset. Outside, an index means
// nothing once a list is filtered, and a byte offset is wrong in every language that counts
// characters. So each thing is written with its id, each reference is an id, and each span is in
// code points with the words that it covers beside it:
//
//   "content": [{"start": 21, "end": 35, "text": "it had no part"}]
//
// A reader that disagrees about the offsets sees it at once, because the words are there to
// compare. Keys have one order, lists have that of the grouping, and no floating-point number is
// written: the bytes are a function of the arguments. docs/formats/export.md describes each field.
//
// Cost: one pass over each text, then constant time a span; the JSON is built in memory, about 2 KB
// a statement.

#include "sayso/export.h"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"

namespace sayso {
namespace {

using Json = nlohmann::ordered_json;  // keeps keys in the order of writing

constexpr int kVersion = 1;  // of the form; raised when a field changes its meaning or goes

// One document's text with its way from bytes to code points.
struct IndexedText {
  explicit IndexedText(std::string_view of) : text(of), index(of) {}

  std::string_view text;
  CodePointIndex index;
};

// What all writers below look things up in.
struct Context {
  const Grouping& grouping;
  std::vector<const Document*> documents;          // beside grouping.documents; null: not handed in
  std::vector<const ClaimStanding*> standings;     // beside grouping.claims; null: not judged
  std::vector<const Review*> reviews;              // beside grouping.reviews; null: not handed in
  std::vector<std::vector<std::string>> reviewed;  // beside grouping.statements: ids of reviews
};

Context make_context(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
                     const std::vector<Document>& documents, const std::vector<Review>& reviews) {
  std::unordered_map<std::string_view, const Document*> by_key;
  for (const Document& document : documents) by_key.emplace(document.key, &document);
  Context context{grouping,
                  {},
                  std::vector<const ClaimStanding*>(grouping.claims.size(), nullptr),
                  {},
                  std::vector<std::vector<std::string>>(grouping.statements.size())};
  for (const DocumentHead& head : grouping.documents) {
    const auto found = by_key.find(head.key);
    context.documents.push_back(found == by_key.end() ? nullptr : found->second);
  }
  for (const ClaimStanding& standing : standings) {
    if (standing.claim < context.standings.size()) context.standings[standing.claim] = &standing;
  }
  std::unordered_map<std::string_view, const Review*> by_id;
  for (const Review& review : reviews) by_id.emplace(review.id, &review);
  for (const ReviewOutcome& outcome : grouping.reviews) {
    const auto found = by_id.find(outcome.review);
    context.reviews.push_back(found == by_id.end() ? nullptr : found->second);
    if (outcome.state != ReviewState::kHolds) continue;
    for (const std::uint32_t s : outcome.statements) {
      if (s < context.reviewed.size()) context.reviewed[s].push_back(outcome.review);
    }
  }
  return context;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

// References are written as ids; one that leads nowhere is null and not an invented id.
template <typename T>
Json id_of(const std::vector<T>& things, std::optional<std::uint32_t> index) {
  return index && *index < things.size() ? Json(things[*index].id) : Json(nullptr);
}

template <typename T>
Json ids_of(const std::vector<T>& things, const std::vector<std::uint32_t>& indexes) {
  Json ids = Json::array();
  for (const std::uint32_t index : indexes) {
    if (index < things.size()) ids.push_back(things[index].id);
  }
  return ids;
}

Json span_json(const IndexedText& text, const Span& span) {
  const std::size_t end = std::min<std::size_t>(span.end, text.text.size());
  const std::size_t begin = std::min<std::size_t>(span.begin, end);
  return {{"start", text.index.at(begin)},
          {"end", text.index.at(end)},
          {"text", text.text.substr(begin, end - begin)}};
}

Json span_json(const IndexedText& text, const std::optional<Span>& span) {
  return span ? span_json(text, *span) : Json(nullptr);
}

Json spans_json(const IndexedText& text, const std::vector<Span>& spans) {
  Json list = Json::array();
  for (const Span& span : spans) list.push_back(span_json(text, span));
  return list;
}

Json document_json(const Context& context, std::size_t i) {
  const DocumentHead& head = context.grouping.documents[i];
  const std::vector<Entity>& entities = context.grouping.entities;
  const Document* document = context.documents[i];
  return {{"id", head.id},
          {"key", head.key},
          {"outlet", text_or_null(head.outlet)},
          {"outlet_entity", id_of(entities, head.outlet_entity)},
          {"url", text_or_null(head.address)},
          {"title", text_or_null(head.title)},
          {"byline", text_or_null(head.byline)},
          {"published", text_or_null(head.published)},
          {"modified", document ? text_or_null(document->modified) : Json(nullptr)},
          {"captured", document ? text_or_null(document->captured) : Json(nullptr)},
          {"language", document ? text_or_null(document->language) : Json(nullptr)},
          {"cites", ids_of(entities, head.cites)},
          {"credits", ids_of(entities, head.credits)},
          {"current", head.current}};
}

Json entity_json(const Context& context, std::size_t i) {
  const Entity& entity = context.grouping.entities[i];
  return {{"id", entity.id},
          {"name", entity.name},
          {"type", to_string(entity.type)},
          {"aliases", entity.aliases},
          {"roles", entity.roles},
          {"party", id_of(context.grouping.entities, entity.party)}};
}

Json statement_json(const Context& context, const IndexedText& text, std::size_t i) {
  const Grouping& grouping = context.grouping;
  const GroupedStatement& grouped = grouping.statements[i];
  const Statement& statement = grouped.statement;
  return {{"id", grouped.id},
          {"document", id_of(grouping.documents, grouped.document)},
          {"claim", id_of(grouping.claims, grouped.claim)},
          {"source", span_json(text, statement.source)},
          {"cue", span_json(text, statement.cue)},
          {"content", spans_json(text, statement.content)},
          {"sentence", span_json(text, statement.sentence)},
          {"speaker", id_of(grouping.entities, statement.speaker)},
          {"via", ids_of(grouping.entities, statement.via)},
          {"stance", to_string(statement.stance)},
          {"quoted", to_string(statement.quoted)},
          {"voice", to_string(statement.voice)},
          {"said_on", text_or_null(statement.said_on)},
          {"happened_on", text_or_null(statement.happened_on)},
          {"carries", ids_of(grouping.statements, statement.carries)},
          {"inside", id_of(grouping.statements, statement.inside)},
          {"answers", id_of(grouping.statements, statement.answers)},
          {"seen", statement.seen},
          {"rule", text_or_null(statement.rule)},
          {"reviews", context.reviewed[i]}};
}

Json links_json(const Grouping& grouping, const std::vector<ClaimLink>& links) {
  Json list = Json::array();
  for (const ClaimLink& link : links) {
    list.push_back({{"a", id_of(grouping.statements, link.a)},
                    {"b", id_of(grouping.statements, link.b)},
                    {"rule", link.reason.rule},
                    {"detail", link.reason.detail}});
  }
  return list;
}

// The three lists of origins run in parallel: statements, speakers, and why they are one.
void add_origins(const Grouping& grouping, const std::vector<Origin>& origins, Json& claim) {
  Json statements = Json::array();
  Json speakers = Json::array();
  Json reasons = Json::array();
  for (const Origin& origin : origins) {
    statements.push_back(ids_of(grouping.statements, origin.statements));
    speakers.push_back(ids_of(grouping.entities, origin.speakers));
    reasons.push_back(links_json(grouping, origin.folds));
  }
  claim["origins"] = std::move(statements);
  claim["origin_speakers"] = std::move(speakers);
  claim["origin_reasons"] = std::move(reasons);
}

Json history_json(const Grouping& grouping, const std::vector<Standing>& history) {
  Json list = Json::array();
  for (const Standing& standing : history) {
    list.push_back({{"as_of", standing.as_of},
                    {"is", to_string(standing.is)},
                    {"why", standing.why},
                    {"moved_by", ids_of(grouping.statements, standing.moved_by)}});
  }
  return list;
}

Json claim_json(const Context& context, std::size_t i) {
  static const ClaimStanding kNotJudged;
  const Claim& claim = context.grouping.claims[i];
  const ClaimStanding& judged = context.standings[i] ? *context.standings[i] : kNotJudged;
  Json json = {{"id", claim.id},
               {"text", claim.text},
               {"happened_on", text_or_null(claim.happened_on)},
               {"articles", judged.articles},
               {"origins_at_least", judged.origins_at_least},
               {"origins_at_most", judged.origins_at_most}};
  add_origins(context.grouping, judged.origins, json);
  json["standing"] = history_json(context.grouping, judged.history);
  json["flags"] = judged.flags;
  json["links"] = links_json(context.grouping, claim.links);
  return json;
}

std::vector<Json> documents_json(const Context& context) {
  std::vector<Json> list;
  for (std::size_t i = 0; i < context.grouping.documents.size(); ++i) {
    list.push_back(document_json(context, i));
  }
  return list;
}

std::vector<Json> entities_json(const Context& context) {
  std::vector<Json> list;
  for (std::size_t i = 0; i < context.grouping.entities.size(); ++i) {
    list.push_back(entity_json(context, i));
  }
  return list;
}

// Statements come document by document, so one index at a time is alive.
std::vector<Json> statements_json(const Context& context) {
  std::vector<Json> list;
  std::optional<IndexedText> text;
  const Document* indexed = nullptr;
  for (std::size_t i = 0; i < context.grouping.statements.size(); ++i) {
    const std::uint32_t at = context.grouping.statements[i].document;
    const Document* document = at < context.documents.size() ? context.documents[at] : nullptr;
    if (!text || document != indexed) {
      text.emplace(document ? std::string_view(document->text) : std::string_view());
      indexed = document;
    }
    list.push_back(statement_json(context, *text, i));
  }
  return list;
}

std::vector<Json> claims_json(const Context& context) {
  std::vector<Json> list;
  for (std::size_t i = 0; i < context.grouping.claims.size(); ++i) {
    list.push_back(claim_json(context, i));
  }
  return list;
}

std::vector<Json> contradicts_json(const Context& context) {
  std::vector<Json> list;
  const std::vector<Claim>& claims = context.grouping.claims;
  for (const auto& [a, b] : context.grouping.contradicts) {
    list.push_back(Json::array({id_of(claims, a), id_of(claims, b)}));
  }
  return list;
}

// What a person decided is no word of a source: notes stand here and nowhere else.
std::vector<Json> reviews_json(const Context& context) {
  std::vector<Json> list;
  for (std::size_t i = 0; i < context.grouping.reviews.size(); ++i) {
    const ReviewOutcome& outcome = context.grouping.reviews[i];
    const Review* const review = context.reviews[i];
    Json json = {{"id", outcome.review},
                 {"action", review ? Json(to_string(review->action)) : Json(nullptr)},
                 {"of", review ? Json(to_string(review->of)) : Json(nullptr)},
                 {"by", review ? text_or_null(review->by) : Json(nullptr)},
                 {"when", review ? text_or_null(review->when) : Json(nullptr)},
                 {"note", review ? text_or_null(review->note) : Json(nullptr)},
                 {"state", to_string(outcome.state)},
                 {"why", text_or_null(outcome.why)},
                 {"other", text_or_null(outcome.other)},
                 {"conflict", outcome.conflict}};
    json["corrections"] = Json::array();
    if (review) {
      for (const Correction& one : review->corrections)
        json["corrections"].push_back({{"field", one.field}, {"value", text_or_null(one.value)}});
    }
    json["statements"] = ids_of(context.grouping.statements, outcome.statements);
    json["entities"] = ids_of(context.grouping.entities, outcome.entities);
    json["documents"] = ids_of(context.grouping.documents, outcome.documents);
    list.push_back(std::move(json));
  }
  return list;
}

std::vector<Json> copies_json(const Context& context) {
  std::vector<Json> list;
  const std::vector<DocumentHead>& documents = context.grouping.documents;
  for (const Copy& copy : context.grouping.copies) {
    list.push_back(Json::array({id_of(documents, copy.original), id_of(documents, copy.copy)}));
  }
  return list;
}

// Text is valid UTF-8 here; should a byte of an address not be, it becomes U+FFFD instead of an
// exception in the middle of an export.
std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string line(std::string_view kind, const Json& fields) {
  Json json = {{"kind", kind}};
  json.update(fields);
  return dump(json, -1);
}

std::string lines(std::string_view kind, const std::vector<Json>& things) {
  std::string text;
  for (const Json& thing : things) text += line(kind, thing);
  return text;
}

std::string pair_lines(std::string_view kind, const char* first, const char* second,
                       const std::vector<Json>& pairs) {
  std::string text;
  for (const Json& pair : pairs) text += line(kind, {{first, pair[0]}, {second, pair[1]}});
  return text;
}

Json header() { return {{"format", "sayso-ledger"}, {"version", kVersion}}; }

}  // namespace

std::string export_json(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
                        const std::vector<Document>& documents,
                        const std::vector<Review>& reviews) {
  const Context context = make_context(grouping, standings, documents, reviews);
  Json json = header();
  json["documents"] = documents_json(context);
  json["entities"] = entities_json(context);
  json["statements"] = statements_json(context);
  json["claims"] = claims_json(context);
  json["contradicts"] = contradicts_json(context);
  json["copies"] = copies_json(context);
  json["reviews"] = reviews_json(context);
  return dump(json, 1);
}

std::string export_jsonl(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
                         const std::vector<Document>& documents,
                         const std::vector<Review>& reviews) {
  const Context context = make_context(grouping, standings, documents, reviews);
  return line("ledger", header()) + lines("document", documents_json(context)) +
         lines("entity", entities_json(context)) + lines("statement", statements_json(context)) +
         lines("claim", claims_json(context)) +
         pair_lines("contradiction", "a", "b", contradicts_json(context)) +
         pair_lines("copy", "original", "copy", copies_json(context)) +
         lines("review", reviews_json(context));
}

}  // namespace sayso
