#include "sayso/export.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace sayso {
namespace {

using Json = nlohmann::ordered_json;

Span find(std::string_view text, std::string_view part) {
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string_view::npos) << part;
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + part.size())};
}

// Two documents, one claim that is asserted and denied, an outer statement, a copy.
struct Ledger {
  std::vector<Document> documents;
  Grouping grouping;
  std::vector<ClaimStanding> standings;
  std::vector<Review> reviews;
};

Ledger small_ledger() {
  Ledger l;
  Document a;
  a.key = std::string(64, 'a');
  a.modified = "2023-03-15";
  a.text = "\xF0\x9F\x98\x80 Ylva Dra\xCC\x8Agsund\xC2\xA0told Skerry\r\nthat \"it is safe\".";
  Document b;
  b.key = std::string(64, 'b');
  b.text = "The port denied it.";
  l.documents = {b, a};  // any order: they are found by key

  Grouping& g = l.grouping;
  DocumentHead head_a;
  head_a.key = a.key;
  head_a.id = "a1";
  head_a.outlet = "Kystradio";
  head_a.address = "https://kystradio.example/1";
  head_a.published = "2023-03-14";
  DocumentHead head_b;
  head_b.key = b.key;
  head_b.id = "x.jsonl:a1";
  head_b.outlet_entity = 1;
  head_b.current = false;
  head_b.cites = {1};
  g.documents = {head_a, head_b};

  Entity person;
  person.id = "E1";
  person.name = "Ylva Dragsund";
  person.aliases = {"Dragsund"};
  person.roles = {"port director"};
  person.party = 2;
  Entity outlet;
  outlet.id = "E2";
  outlet.name = "Skerry";
  outlet.type = EntityType::kOutlet;
  Entity port;
  port.id = "E3";
  port.name = "the port";
  port.type = EntityType::kOrganisation;
  g.entities = {person, outlet, port};

  GroupedStatement said;
  said.id = "S1";
  said.statement.source = find(a.text, "Ylva Dra\xCC\x8Agsund");
  said.statement.cue = find(a.text, "told");
  said.statement.content = {find(a.text, "it is safe")};
  said.statement.sentence = {0, static_cast<std::uint32_t>(a.text.size())};
  said.statement.speaker = 0;
  said.statement.via = {1};
  said.statement.said_on = "2023-03";
  said.statement.quoted = Quoted::kMixed;
  said.statement.rule = "cue";
  GroupedStatement denied;
  denied.id = "S2";
  denied.document = 1;
  denied.statement.content = {find(b.text, "it")};
  denied.statement.sentence = find(b.text, "The port denied it.");
  denied.statement.stance = Stance::kDenies;
  denied.statement.voice = Voice::kOwn;
  denied.statement.answers = 0;
  denied.statement.inside = 0;
  g.statements = {said, denied};
  g.statements[0].statement.carries = {1};

  Claim claim;
  claim.id = "C1";
  claim.text = "it is safe";
  claim.statements = {0, 1};
  claim.links = {{0, 1, {"same words", "safe"}}};
  Claim other;
  other.id = "C2";
  other.text = "nobody judged this one";
  g.claims = {claim, other};
  g.contradicts = {{0, 1}};
  g.copies = {{0, 1, 0.97}};
  g.reviews = {{"R1", ReviewState::kUndone, "", "R2", false, {1}, {}, {}},
               {"R2", ReviewState::kHolds, "", "", true, {0}, {1}, {0}}};
  Review review;  // R1 is not handed in
  review.id = "R2";
  review.action = ReviewAction::kCorrect;
  review.corrections = {{"stance", "denies"}, {"said_on", ""}};
  review.by = "Ada Lin";
  review.when = "2024-06-01T09:00:00.000000Z";
  review.note = "it is \"safe\"";
  l.reviews = {review};

  ClaimStanding standing;
  standing.origins = {{{0}, {0}, {}}, {{1}, {}, {{0, 1, {"copy", "97 %"}}}}};
  standing.origins_at_least = 1;
  standing.origins_at_most = 2;
  standing.articles = 2;
  standing.history = {
      {"2023-03-14", StandingKind::kDisputed, {0, 1}, "one asserts, another denies"}};
  standing.flags = {"acknowledged"};
  l.standings = {standing};
  return l;
}

std::string export_of(const Ledger& l) {
  return export_json(l.grouping, l.standings, l.documents, l.reviews);
}

// The words at [start, end) in code points, counted here without help of the code under test.
std::string words_at(std::string_view text, std::size_t start, std::size_t end) {
  std::string words;
  std::size_t n = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++n;
    if (n > start && n <= end) words += c;
  }
  return words;
}

TEST(Export, WholeFileAsWritten) {
  const std::string expected = R"({
 "format": "sayso-ledger",
 "version": 1,
 "documents": [
  {"id": "a1", "key": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
   "outlet": "Kystradio", "outlet_entity": "E1", "url": "https://kystradio.example/1",
   "title": null, "byline": null, "published": "2023-03-14", "modified": "2023-03-15",
   "captured": null, "language": "en", "cites": [], "credits": [], "current": true},
  {"id": "x.jsonl:a1", "key": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
   "outlet": null, "outlet_entity": "E2", "url": null, "title": null, "byline": null,
   "published": null, "modified": null, "captured": null, "language": "en", "cites": ["E2"],
   "credits": [], "current": false}],
 "entities": [
  {"id": "E1", "name": "Ylva Dragsund", "type": "person", "aliases": ["Dragsund"],
   "roles": ["port director"], "party": "E3"},
  {"id": "E2", "name": "Skerry", "type": "outlet", "aliases": [], "roles": [], "party": null},
  {"id": "E3", "name": "the port", "type": "organisation", "aliases": [], "roles": [],
   "party": null}],
 "statements": [
  {"id": "S1", "document": "a1", "claim": "C1",
   "source": {"start": 2, "end": 16, "text": "Ylva Dra\u030agsund"},
   "cue": {"start": 17, "end": 21, "text": "told"},
   "content": [{"start": 36, "end": 46, "text": "it is safe"}],
   "sentence": {"start": 0, "end": 48,
                "text": "\ud83d\ude00 Ylva Dra\u030agsund\u00a0told Skerry\r\nthat \"it is safe\"."},
   "speaker": "E1", "via": ["E2"], "stance": "asserts", "quoted": "mixed", "voice": "attributed",
   "said_on": "2023-03", "happened_on": null, "carries": ["S2"], "inside": null,
   "answers": null, "seen": false, "rule": "cue", "reviews": ["R2"]},
  {"id": "S2", "document": "x.jsonl:a1", "claim": "C1", "source": null, "cue": null,
   "content": [{"start": 16, "end": 18, "text": "it"}],
   "sentence": {"start": 0, "end": 19, "text": "The port denied it."},
   "speaker": null, "via": [], "stance": "denies", "quoted": "indirect", "voice": "own",
   "said_on": null, "happened_on": null, "carries": [], "inside": "S1", "answers": "S1",
   "seen": false, "rule": null, "reviews": []}],
 "claims": [
  {"id": "C1", "text": "it is safe", "happened_on": null, "articles": 2, "origins_at_least": 1,
   "origins_at_most": 2, "origins": [["S1"], ["S2"]], "origin_speakers": [["E1"], []],
   "origin_reasons": [[], [{"a": "S1", "b": "S2", "rule": "copy", "detail": "97 %"}]],
   "standing": [{"as_of": "2023-03-14", "is": "disputed", "why": "one asserts, another denies",
                 "moved_by": ["S1", "S2"]}],
   "flags": ["acknowledged"],
   "links": [{"a": "S1", "b": "S2", "rule": "same words", "detail": "safe"}]},
  {"id": "C2", "text": "nobody judged this one", "happened_on": null, "articles": 0,
   "origins_at_least": 0, "origins_at_most": 0, "origins": [], "origin_speakers": [],
   "origin_reasons": [], "standing": [], "flags": [], "links": []}],
 "contradicts": [["C1", "C2"]],
 "copies": [["a1", "x.jsonl:a1"]],
 "reviews": [
  {"id": "R1", "action": null, "of": null, "by": null, "when": null, "note": null,
   "state": "undone", "why": null, "other": "R2", "conflict": false, "corrections": [],
   "statements": ["S2"], "entities": [], "documents": []},
  {"id": "R2", "action": "correct", "of": "statement", "by": "Ada Lin",
   "when": "2024-06-01T09:00:00.000000Z", "note": "it is \"safe\"", "state": "holds",
   "why": null, "other": null, "conflict": true,
   "corrections": [{"field": "stance", "value": "denies"}, {"field": "said_on", "value": null}],
   "statements": ["S1"], "entities": ["E2"], "documents": ["a1"]}]
})";
  // Key order counts, layout does not: both go through the same writer.
  EXPECT_EQ(Json::parse(export_of(small_ledger())).dump(1), Json::parse(expected).dump(1));
}

TEST(Export, EndsWithOneNewlineAndIsIndented) {
  const std::string text = export_of(small_ledger());
  EXPECT_EQ(text.substr(0, 4), "{\n \"");
  EXPECT_EQ(text.substr(text.size() - 3), "\n}\n");
}

TEST(Export, OffsetsPointAtTheirWordsInCodePoints) {
  const char* const texts[] = {
      "plain ascii WORD here",
      "\xF0\x9F\x98\x80\xF0\x9F\x87\xB3\xF0\x9F\x87\xB4 beyond the BMP WORD \xF0\x9F\x98\x80",
      "e\xCC\x81 combining a\xCC\x8A\xCC\xA3 WORD",
      "CRLF\r\n\r\nand\xC2\xA0NBSP\r\nWORD\r\n",
      "\xE2\x80\x9CWORD\xE2\x80\x9D",
      "WORD",
  };
  for (const std::string text : texts) {
    Ledger l = small_ledger();
    l.documents[1].text = text;
    Statement& statement = l.grouping.statements[0].statement;
    statement.source.reset();
    statement.cue.reset();
    statement.content = {find(text, "WORD")};
    statement.sentence = {0, static_cast<std::uint32_t>(text.size())};
    const Json json = Json::parse(export_of(l))["statements"][0];
    for (const Json& span : {json["content"][0], json["sentence"]}) {
      EXPECT_EQ(words_at(text, span["start"], span["end"]), span["text"]) << text;
    }
    EXPECT_EQ(json["content"][0]["text"], "WORD");
    EXPECT_EQ(json["sentence"]["text"], text);
  }
}

TEST(Export, JsonLinesHoldTheSameObjects) {
  const Ledger l = small_ledger();
  const Json whole = Json::parse(export_of(l));
  std::istringstream in(export_jsonl(l.grouping, l.standings, l.documents, l.reviews));
  std::vector<Json> expected = {{{"kind", "ledger"}, {"format", "sayso-ledger"}, {"version", 1}}};
  for (const auto& [list, kind] : {std::pair{"documents", "document"},
                                   {"entities", "entity"},
                                   {"statements", "statement"},
                                   {"claims", "claim"}}) {
    for (const Json& thing : whole[list]) {
      Json with_kind = {{"kind", kind}};
      with_kind.update(thing);
      expected.push_back(with_kind);
    }
  }
  expected.push_back({{"kind", "contradiction"}, {"a", "C1"}, {"b", "C2"}});
  expected.push_back({{"kind", "copy"}, {"original", "a1"}, {"copy", "x.jsonl:a1"}});
  for (const Json& review : whole["reviews"]) {
    Json with_kind = {{"kind", "review"}};
    with_kind.update(review);
    expected.push_back(with_kind);
  }
  std::vector<Json> got;
  for (std::string line; std::getline(in, line);) got.push_back(Json::parse(line));
  EXPECT_EQ(got, expected);
}

TEST(Export, OddInputIsNoException) {
  Ledger l = small_ledger();
  l.grouping.documents[0].address = "https://bad.example/\xFF";
  l.grouping.statements[0].statement.content = {{5, 4000000000u}};
  l.grouping.statements[1].statement.speaker = 99;
  l.grouping.entities[0].party = 99;
  l.standings[0].claim = 99;
  l.documents.pop_back();  // the text of S1
  const Json json = Json::parse(export_of(l));
  EXPECT_EQ(json["documents"][0]["url"], "https://bad.example/\xEF\xBF\xBD");
  EXPECT_TRUE(json["statements"][1]["speaker"].is_null());
  EXPECT_EQ(json["statements"][0]["content"][0]["text"], "");
  EXPECT_TRUE(json["entities"][0]["party"].is_null());
}

TEST(Export, EmptyLedgerHasEmptyLists) {
  const Json json = Json::parse(export_json({}, {}, {}));
  for (const char* list :
       {"documents", "entities", "statements", "claims", "contradicts", "copies", "reviews"}) {
    EXPECT_TRUE(json[list].is_array() && json[list].empty()) << list;
  }
}

}  // namespace
}  // namespace sayso
