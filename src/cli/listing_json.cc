// The listings as JSON. The keys are a promise (docs/formats/listing.md): they are added to, not
// renamed.

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "cli/compare.h"
#include "cli/dates.h"
#include "cli/day.h"
#include "cli/find_entity.h"
#include "cli/hangs.h"
#include "cli/json_text.h"
#include "cli/listing.h"
#include "cli/review_text.h"

namespace sayso::cli {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

// In thousandths: what lies below differs between processors.
Json rounded_or_null(const std::optional<float>& probability) {
  if (!probability) return nullptr;
  return std::round(static_cast<double>(*probability) * 1000) / 1000;
}

Json base(const View& view) {
  return {{"as_of", or_null(view.last_day)}, {"articles", count_articles(view)}};
}

Json span_json(const View& view, std::uint32_t document, const CodePointIndex& points,
               const Span& span) {
  const std::string& text = view.documents[document].text;
  if (span.end > text.size()) return nullptr;  // the text is not loaded
  return {{"start", points.at(span.begin)},
          {"end", points.at(span.end)},
          {"text", std::string(slice(text, span))}};
}

Json entity_json(const View& view, EntityIndex index) {
  const Entity& entity = view.grouping.entities[index];
  Json json = {
      {"id", entity.id},           {"name", entity.name},   {"type", to_string(entity.type)},
      {"aliases", entity.aliases}, {"roles", entity.roles}, {"party", nullptr}};
  if (entity.party) json["party"] = view.grouping.entities[*entity.party].id;
  return json;
}

Json named(const View& view, EntityIndex index) {
  const Entity& entity = view.grouping.entities[index];
  return {{"id", entity.id}, {"name", entity.name}, {"type", to_string(entity.type)}};
}

Json article_head_json(const View& view, std::uint32_t document) {
  const DocumentHead& head = view.grouping.documents[document];
  return {{"id", head.id},
          {"key", head.key},
          {"outlet", or_null(head.outlet)},
          {"title", or_null(head.title)},
          {"byline", or_null(head.byline)},
          {"published", or_null(head.published)},
          {"address", or_null(head.address)},
          {"current", !view.superseded[document]}};
}

Json statement_json(const View& view, std::uint32_t index, const CodePointIndex& points) {
  const GroupedStatement& grouped = view.grouping.statements[index];
  const Statement& statement = grouped.statement;
  const std::uint32_t document = grouped.document;
  Json json = {{"number", statement_number(index)},
               {"id", grouped.id},
               {"article", view.grouping.documents[document].id},
               {"claim", view.grouping.claims[grouped.claim].id}};
  json["speaker"] = statement.speaker ? named(view, *statement.speaker) : Json();
  json["via"] = Json::array();
  for (const EntityIndex relay : statement.via) json["via"].push_back(named(view, relay));
  json["stance"] = to_string(statement.stance);
  json["quoted"] = to_string(statement.quoted);
  json["voice"] = to_string(statement.voice);
  json["said_on"] = or_null(statement.said_on);
  json["happened_on"] = or_null(statement.happened_on);
  json["source"] = statement.source ? span_json(view, document, points, *statement.source) : Json();
  json["cue"] = statement.cue ? span_json(view, document, points, *statement.cue) : Json();
  json["content"] = Json::array();
  for (const Span& span : statement.content)
    json["content"].push_back(span_json(view, document, points, span));
  json["sentence"] = span_json(view, document, points, statement.sentence);
  return json;
}

// Statements in the order given; the index of a text is made once for neighbours in one article.
Json statements_json(const View& view, const std::vector<std::uint32_t>& statements) {
  Json json = Json::array();
  for (std::size_t i = 0; i < statements.size();) {
    const std::uint32_t document = view.grouping.statements[statements[i]].document;
    const CodePointIndex points(view.documents[document].text);
    while (i < statements.size() && view.grouping.statements[statements[i]].document == document) {
      json.push_back(statement_json(view, statements[i++], points));
    }
  }
  return json;
}

Json statement_ids(const View& view, const std::vector<std::uint32_t>& statements) {
  Json ids = Json::array();
  for (const std::uint32_t s : statements) ids.push_back(view.grouping.statements[s].id);
  return ids;
}

Json links_json(const View& view, const std::vector<ClaimLink>& links) {
  Json json = Json::array();
  for (const ClaimLink& link : links) {
    json.push_back({{"a", view.grouping.statements[link.a].id},
                    {"b", view.grouping.statements[link.b].id},
                    {"rule", link.reason.rule},
                    {"detail", link.reason.detail}});
  }
  return json;
}

Json history_json(const View& view, const ClaimStanding& standing) {
  Json history = Json::array();
  for (const Standing& entry : standing.history) {
    history.push_back({{"as_of", entry.as_of},
                       {"is", to_string(entry.is)},
                       {"why", entry.why},
                       {"moved_by", statement_ids(view, entry.moved_by)}});
  }
  return history;
}

// What a summary says of where a claim stands.
Json standing_json(const View& view, const ClaimStanding& standing) {
  Json json;
  json["standing"] =
      standing.history.empty() ? Json() : Json(to_string(standing.history.back().is));
  json["articles"] = standing.articles;
  json["origins_at_least"] = standing.origins_at_least;
  json["origins_at_most"] = standing.origins_at_most;
  json["flags"] = standing.flags;
  json["history"] = history_json(view, standing);
  return json;
}

Json claim_summary(const View& view, std::uint32_t index) {
  const Claim& claim = view.grouping.claims[index];
  Json json = {{"number", claim_number(view, index)},
               {"id", claim.id},
               {"text", claim.text},
               {"happened_on", or_null(claim.happened_on)}};
  json.update(standing_json(view, view.standings[index]));
  return json;
}

std::vector<std::uint32_t> shown_of(const View& view,
                                    const std::vector<std::uint32_t>& statements) {
  std::vector<std::uint32_t> shown;
  std::copy_if(statements.begin(), statements.end(), std::back_inserter(shown),
               [&](std::uint32_t s) { return statement_shown(view, s); });
  return shown;
}

Json origins_json(const View& view, const ClaimStanding& standing) {
  Json origins = Json::array();
  for (const Origin& origin : standing.origins) {
    Json speakers = Json::array();
    for (const EntityIndex speaker : origin.speakers) speakers.push_back(named(view, speaker));
    origins.push_back({{"speakers", std::move(speakers)},
                       {"statements", statement_ids(view, shown_of(view, origin.statements))},
                       {"folds", links_json(view, origin.folds)}});
  }
  return origins;
}

Json contradicting(const View& view, std::uint32_t claim) {
  Json ids = Json::array();
  for (const auto& [a, b] : view.grouping.contradicts) {
    if (a == claim || b == claim) ids.push_back(view.grouping.claims[a == claim ? b : a].id);
  }
  return ids;
}

// What a reader wrote is under `note`, apart from all words of articles.
Json review_summary(const View& view, std::uint32_t index) {
  const Review& review = view.reviews[index];
  const ReviewOutcome& outcome = view.grouping.reviews[index];
  return {{"number", review_number(index)},
          {"id", review.id},
          {"action", to_string(review.action)},
          {"of", to_string(review.of)},
          {"words", review_words(view, review)},
          {"by", review.by},
          {"when", review.when},
          {"note", or_null(review.note)},
          {"state", to_string(outcome.state)},
          {"conflict", outcome.conflict}};
}

}  // namespace

std::string claims_json(const View& view) {
  Json json = base(view);
  json["claims"] = Json::array();
  for (const std::uint32_t claim : view.order) {
    if (claim_shown(view, claim)) json["claims"].push_back(claim_summary(view, claim));
  }
  return json_text(json);
}

std::string claim_json(const View& view, std::uint32_t claim) {
  Json json = base(view);
  json["claim"] = claim_summary(view, claim);
  json["origins"] = origins_json(view, view.standings[claim]);
  json["hangs_on"] = Json::array();
  for (const Hang& hang : hangs_on(view, claim)) {
    json["hangs_on"].push_back({{"origin", hang.origin ? Json(*hang.origin) : Json()},
                                {"outlet", hang.outlet ? named(view, *hang.outlet) : Json()},
                                {"falling", statement_ids(view, hang.falling)},
                                {"without_it", hang.would_be}});
  }
  json["apart"] = Json::array();
  for (const Apart& apart : why_apart(view.grouping, claim, view.as_of)) {
    json["apart"].push_back({{"a", apart.a},
                             {"b", apart.b},
                             {"may_be_one", apart.may_be_one},
                             {"rule", apart.reason.rule},
                             {"detail", apart.reason.detail}});
  }
  json["contradicts"] = contradicting(view, claim);
  const std::vector<std::uint32_t> statements =
      shown_of(view, view.grouping.claims[claim].statements);
  json["statements"] = statements_json(view, statements);
  json["links"] = links_json(view, view.grouping.claims[claim].links);
  json["reviews"] = Json::array();
  for (const std::uint32_t r : reviews_of_claim(view, claim))
    json["reviews"].push_back(review_summary(view, r));
  return json_text(json);
}

std::string without_json(const View& view, std::uint32_t claim, const Without& without) {
  Json json = base(view);
  json["claim"] = claim_summary(view, claim);
  json["without"] = without.asked;
  json["links"] = statement_ids(view, without.links);
  json["falling"] = statement_ids(view, without.falling);
  json["left"] = standing_json(view, without.left);
  return json_text(json);
}

std::string gaps_json(const View& view) {
  const Gaps gaps = find_gaps(view.grouping, view.standings, view.as_of);
  const auto claim_ids = [&](const std::vector<std::uint32_t>& claims) {
    Json ids = Json::array();
    for (const std::uint32_t claim : claims) ids.push_back(view.grouping.claims[claim].id);
    return ids;
  };
  const auto article_ids = [&](const std::vector<std::uint32_t>& documents) {
    Json ids = Json::array();
    for (const std::uint32_t document : documents)
      ids.push_back(view.grouping.documents[document].id);
    return ids;
  };
  Json json = base(view);
  json["cited_outside"] = Json::array();
  for (const CitedOutside& one : gaps.cited_outside) {
    json["cited_outside"].push_back({{"outlet", named(view, one.outlet)},
                                     {"articles", article_ids(one.documents)},
                                     {"claims", claim_ids(one.claims)}});
  }
  json["unanswered"] = Json::array();
  for (const Unanswered& one : gaps.unanswered) {
    json["unanswered"].push_back({{"claim", view.grouping.claims[one.claim].id},
                                  {"who", one.who ? named(view, *one.who) : Json()},
                                  {"stance", to_string(one.stance)},
                                  {"statements", statement_ids(view, one.statements)}});
  }
  json["on_one_unnamed"] = Json::array();
  for (const OnOneUnnamed& one : gaps.on_one_unnamed) {
    Json source = Json::array();
    for (const EntityIndex entity : one.source) source.push_back(named(view, entity));
    json["on_one_unnamed"].push_back({{"claim", view.grouping.claims[one.claim].id},
                                      {"source", std::move(source)},
                                      {"articles", one.articles}});
  }
  json["undated"] = article_ids(gaps.undated);
  json["odd_dates"] = Json::array();
  for (std::uint32_t i = 0; i < view.grouping.documents.size(); ++i) {
    if (!document_shown(view, i)) continue;
    for (const std::string& sentence : odd_dates(view, i))
      json["odd_dates"].push_back({{"article", view.grouping.documents[i].id}, {"what", sentence}});
  }
  return json_text(json);
}

std::string changes_json(const View& view, std::string_view since,
                         const std::vector<ClaimStanding>& before) {
  Json json = base(view);
  json["since"] = std::string(since);
  json["changes"] = Json::array();
  for (const Change& change :
       changes_between(view.grouping, before, day_before(since), view.standings, view.as_of)) {
    json["changes"].push_back({{"claim", claim_summary(view, change.claim)},
                               {"is_new", change.is_new},
                               {"before", standing_json(view, before[change.claim])},
                               {"statements", statement_ids(view, change.statements)},
                               {"flags_gained", change.flags_gained},
                               {"flags_lost", change.flags_lost}});
  }
  json["undated"] = Json::array();
  for (const std::uint32_t document : undated_articles(view))
    json["undated"].push_back(view.grouping.documents[document].id);
  json["reviews"] = Json::array();
  for (const Review& review : view.reviews) {
    const std::string day = review.when.substr(0, 10);
    if (day >= since && (view.as_of.empty() || day <= view.as_of))
      json["reviews"].push_back(review.id);
  }
  return json_text(json);
}

std::string who_json(const View& view, EntityIndex entity) {
  Json json = base(view);
  json["entity"] = entity_json(view, entity);
  json["statements"] = statements_json(view, statements_of(view, entity));
  return json_text(json);
}

std::string who_choices_json(const View& view, const std::vector<EntityIndex>& entities) {
  Json json = base(view);
  json["entity"] = nullptr;
  json["candidates"] = Json::array();
  for (const EntityIndex entity : entities) json["candidates"].push_back(entity_json(view, entity));
  return json_text(json);
}

std::string article_json(const View& view, std::uint32_t document) {
  Json json = base(view);
  json["article"] = article_head_json(view, document);
  json["article"]["text"] = view.documents[document].text;
  json["statements"] = statements_json(view, statements_in(view, document));
  json["copies"] = Json::array();
  for (const Copy& copy : view.grouping.copies) {
    if (copy.original != document && copy.copy != document) continue;
    json["copies"].push_back({{"original", view.grouping.documents[copy.original].id},
                              {"copy", view.grouping.documents[copy.copy].id}});
  }
  return json_text(json);
}

std::string compare_json(const View& view, const Comparison& comparison) {
  const CodePointIndex source(view.documents[comparison.source].text),
      taker(view.documents[comparison.taker].text);
  Json json = base(view);
  json["source"] = article_head_json(view, comparison.source);
  json["taker"] = article_head_json(view, comparison.taker);
  json["why"] = way_words(comparison.rule);
  json["words"] = {{"source", comparison.source_words},
                   {"taker", comparison.taker_words},
                   {"taken", comparison.taken}};
  json["paragraphs"] = comparison.paragraphs;
  json["passages"] = Json::array();
  for (const Passage& passage : comparison.passages) {
    const char* kind = passage.kind == PassageKind::kTaken       ? "taken"
                       : passage.kind == PassageKind::kQuotation ? "quotation"
                                                                 : "boilerplate";
    json["passages"].push_back({{"kind", kind},
                                {"words", passage.words},
                                {"source", span_json(view, comparison.source, source, passage.a)},
                                {"taker", span_json(view, comparison.taker, taker, passage.b)}});
  }
  return json_text(json);
}

std::string sharing_json(const View& view, std::uint32_t document,
                         const std::vector<Sharing>& sharing) {
  const auto rounded = [](double share) { return std::round(share * 1000) / 1000; };
  Json json = base(view);
  json["article"] = article_head_json(view, document);
  json["sharing"] = Json::array();
  for (const Sharing& one : sharing) {
    json["sharing"].push_back({{"article", article_head_json(view, one.document)},
                               {"of_it", rounded(one.of_it)},
                               {"of_asked", rounded(one.of_asked)}});
  }
  return json_text(json);
}

std::string explain_json(const View& view, std::uint32_t statement,
                         const std::vector<Decision>& decisions) {
  Json json = base(view);
  json["statement"] = statements_json(view, {statement}).front();
  json["decisions"] = Json::array();
  for (const Decision& decision : decisions) {
    Json others = Json::array();
    for (const Alternative& other : decision.others) {
      others.push_back(
          {{"words", other.words}, {"probability", rounded_or_null(other.probability)}});
    }
    json["decisions"].push_back({{"what", decision.what},
                                 {"chosen", decision.chosen},
                                 {"probability", rounded_or_null(decision.probability)},
                                 {"pass", decision.pass},
                                 {"others", std::move(others)}});
  }
  return json_text(json);
}

std::string search_json(const View& view, std::string_view words,
                        const std::vector<SearchHit>& hits) {
  Json json = base(view);
  json["words"] = std::string(words);
  json["hits"] = Json::array();
  for (const SearchHit& hit : hits) {
    const std::uint32_t document = document_with_key(view, hit.document);
    if (document == view.grouping.documents.size() || !document_shown(view, document)) continue;
    const CodePointIndex points(view.documents[document].text);
    json["hits"].push_back({{"article", article_head_json(view, document)},
                            {"at", span_json(view, document, points, hit.at)},
                            {"statement", or_null(hit.statement)}});
  }
  return json_text(json);
}

}  // namespace sayso::cli
