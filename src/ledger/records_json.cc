#include "ledger/records_json.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "base/utf8.h"

namespace sayso {
namespace {

using Json = nlohmann::ordered_json;  // keys in the order of writing: one text for one record

// Readers below throw on anything unexpected, as nlohmann's own do; read() at the end is the one
// place that turns it into an Error.
[[noreturn]] void fail(const char* what) { throw std::runtime_error(what); }

// ---- hexadecimal ------------------------------------------------------------------------------

constexpr std::string_view kDigits = "0123456789abcdef";

std::string to_hex(std::string_view bytes) {
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const unsigned char byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 0xF];
  }
  return hex;
}

unsigned digit_from(char c) {
  const std::size_t value = kDigits.find(c);
  if (value == std::string_view::npos) fail("a hexadecimal digit is wrong");
  return static_cast<unsigned>(value);
}

std::string from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) fail("a hexadecimal text has an odd length");
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(digit_from(hex[i]) << 4 | digit_from(hex[i + 1]));
  }
  return bytes;
}

// ---- values -------------------------------------------------------------------------------------

Json text_json(const std::string& text) {
  if (find_invalid_utf8(text)) return {{"hex", to_hex(text)}};
  return text;
}

std::string text_from(const Json& json) {
  if (json.is_object()) return from_hex(json.at("hex").get_ref<const std::string&>());
  return json.get_ref<const std::string&>();
}

std::uint32_t index_from(const Json& json) {
  if (!json.is_number_unsigned()) fail("an index is not a number");
  const std::uint64_t value = json.get<std::uint64_t>();
  if (value > std::numeric_limits<std::uint32_t>::max()) fail("an index is too large");
  return static_cast<std::uint32_t>(value);
}

Json span_json(const Span& span) { return Json::array({span.begin, span.end}); }

Span span_from(const Json& json) {
  if (!json.is_array() || json.size() != 2) fail("a span is not two numbers");
  return {index_from(json[0]), index_from(json[1])};
}

template <typename T, typename Write>
Json optional_json(const std::optional<T>& value, Write write) {
  return value ? Json(write(*value)) : Json(nullptr);
}

template <typename Read>
auto optional_from(const Json& json, Read read) -> std::optional<decltype(read(json))> {
  if (json.is_null()) return std::nullopt;
  return read(json);
}

template <typename T, typename Write>
Json list_json(const std::vector<T>& values, Write write) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(write(value));
  return list;
}

template <typename Read>
auto list_from(const Json& json, Read read) -> std::vector<decltype(read(json))> {
  if (!json.is_array()) fail("a list is not an array");
  std::vector<decltype(read(json))> values;
  values.reserve(json.size());
  for (const Json& value : json) values.push_back(read(value));
  return values;
}

Json number_json(std::uint32_t value) { return value; }

template <typename T>
T need(const std::optional<T>& value) {
  if (!value) fail("a name of a kind is not known");
  return *value;
}

// ---- meaning and sketch: many small numbers, as hexadecimal
// --------------------------------------

using Meaning = std::array<std::int8_t, 256>;

std::string meaning_to_hex(const Meaning& meaning) {
  if (meaning == Meaning{}) return {};
  std::string bytes;
  for (const std::int8_t value : meaning) bytes += static_cast<char>(value);
  return to_hex(bytes);
}

Meaning meaning_from(const Json& json) {
  Meaning meaning{};
  const std::string bytes = from_hex(json.get_ref<const std::string&>());
  if (bytes.empty()) return meaning;
  if (bytes.size() != meaning.size()) fail("a meaning has another length");
  std::transform(bytes.begin(), bytes.end(), meaning.begin(),
                 [](char c) { return static_cast<std::int8_t>(c); });
  return meaning;
}

// Eight bytes a hash, the most significant first.
std::string sketch_to_hex(const std::vector<std::uint64_t>& sketch) {
  std::string bytes;
  bytes.reserve(8 * sketch.size());
  for (const std::uint64_t hash : sketch) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(hash >> shift & 0xFF);
  }
  return to_hex(bytes);
}

std::vector<std::uint64_t> sketch_from(const Json& json) {
  const std::string bytes = from_hex(json.get_ref<const std::string&>());
  if (bytes.size() % 8 != 0) fail("a sketch has another length");
  std::vector<std::uint64_t> sketch(bytes.size() / 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    sketch[i / 8] = sketch[i / 8] << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return sketch;
}

// ---- the records
// --------------------------------------------------------------------------------- Each writer
// takes its struct apart by structured binding: a field that is added and not written here does not
// compile.

Json proposition_json(const Proposition& proposition) {
  const auto& [words, numbers, names, meaning, refers_back, negated, context, text] = proposition;
  return {{"words", list_json(words, text_json)},
          {"numbers", list_json(numbers, text_json)},
          {"names", list_json(names, text_json)},
          {"meaning", meaning_to_hex(meaning)},
          {"refers_back", refers_back},
          {"negated", negated},
          {"context", list_json(context, text_json)},
          {"text", text_json(text)}};
}

Proposition proposition_from(const Json& json) {
  Proposition proposition;
  proposition.words = list_from(json.at("words"), text_from);
  proposition.numbers = list_from(json.at("numbers"), text_from);
  proposition.names = list_from(json.at("names"), text_from);
  proposition.meaning = meaning_from(json.at("meaning"));
  proposition.refers_back = json.at("refers_back").get<bool>();
  proposition.negated = json.at("negated").get<bool>();
  proposition.context = list_from(json.at("context"), text_from);
  proposition.text = text_from(json.at("text"));
  return proposition;
}

Json statement_json(const Statement& statement) {
  const auto& [source, cue, content, sentence, speaker, via, stance, quoted, voice, said_on,
               happened_on, carries, inside, answers, proposition, seen, rule] = statement;
  return {{"source", optional_json(source, span_json)},
          {"cue", optional_json(cue, span_json)},
          {"content", list_json(content, span_json)},
          {"sentence", span_json(sentence)},
          {"speaker", optional_json(speaker, number_json)},
          {"via", list_json(via, number_json)},
          {"stance", to_string(stance)},
          {"quoted", to_string(quoted)},
          {"voice", to_string(voice)},
          {"said_on", text_json(said_on)},
          {"happened_on", text_json(happened_on)},
          {"carries", list_json(carries, number_json)},
          {"inside", optional_json(inside, number_json)},
          {"answers", optional_json(answers, number_json)},
          {"proposition", proposition_json(proposition)},
          {"seen", seen},
          {"rule", text_json(rule)}};
}

Voice voice_from(std::string_view name) {
  for (const Voice voice : {Voice::kAttributed, Voice::kOwn}) {
    if (name == to_string(voice)) return voice;
  }
  fail("a voice is not known");
}

Statement statement_from(const Json& json) {
  Statement statement;
  statement.source = optional_from(json.at("source"), span_from);
  statement.cue = optional_from(json.at("cue"), span_from);
  statement.content = list_from(json.at("content"), span_from);
  statement.sentence = span_from(json.at("sentence"));
  statement.speaker = optional_from(json.at("speaker"), index_from);
  statement.via = list_from(json.at("via"), index_from);
  statement.stance = need(stance_from(text_from(json.at("stance"))));
  statement.quoted = need(quoted_from(text_from(json.at("quoted"))));
  statement.voice = voice_from(text_from(json.at("voice")));
  statement.said_on = text_from(json.at("said_on"));
  statement.happened_on = text_from(json.at("happened_on"));
  statement.carries = list_from(json.at("carries"), index_from);
  statement.inside = optional_from(json.at("inside"), index_from);
  statement.answers = optional_from(json.at("answers"), index_from);
  statement.proposition = proposition_from(json.at("proposition"));
  statement.seen = json.at("seen").get<bool>();
  statement.rule = text_from(json.at("rule"));
  return statement;
}

Json entity_json(const Entity& entity) {
  const auto& [id, name, type, aliases, roles, party, mentions] = entity;
  return {{"id", text_json(id)},
          {"name", text_json(name)},
          {"type", to_string(type)},
          {"aliases", list_json(aliases, text_json)},
          {"roles", list_json(roles, text_json)},
          {"party", optional_json(party, number_json)},
          {"mentions", list_json(mentions, span_json)}};
}

Entity entity_from(const Json& json) {
  Entity entity;
  entity.id = text_from(json.at("id"));
  entity.name = text_from(json.at("name"));
  entity.type = need(entity_type_from(text_from(json.at("type"))));
  entity.aliases = list_from(json.at("aliases"), text_from);
  entity.roles = list_from(json.at("roles"), text_from);
  entity.party = optional_from(json.at("party"), index_from);
  entity.mentions = list_from(json.at("mentions"), span_from);
  return entity;
}

Json citation_json(const Citation& citation) {
  const auto& [outlet, at] = citation;
  return {{"outlet", outlet}, {"at", span_json(at)}};
}

Citation citation_from(const Json& json) {
  return {index_from(json.at("outlet")), span_from(json.at("at"))};
}

Json records_json(const Records& records) {
  const auto& [document, external_id, file, outlet, address, title, byline, published, entities,
               statements, citations, credits, sketch, notes] = records;
  return {{"document", text_json(document)},
          {"external_id", text_json(external_id)},
          {"file", text_json(file)},
          {"outlet", text_json(outlet)},
          {"address", text_json(address)},
          {"title", text_json(title)},
          {"byline", text_json(byline)},
          {"published", text_json(published)},
          {"entities", list_json(entities, entity_json)},
          {"statements", list_json(statements, statement_json)},
          {"citations", list_json(citations, citation_json)},
          {"credits", list_json(credits, text_json)},
          {"sketch", sketch_to_hex(sketch)},
          {"notes", list_json(notes, text_json)}};
}

Records records_from(const Json& json) {
  Records records;
  records.document = text_from(json.at("document"));
  records.external_id = text_from(json.at("external_id"));
  records.file = text_from(json.at("file"));
  records.outlet = text_from(json.at("outlet"));
  records.address = text_from(json.at("address"));
  records.title = text_from(json.at("title"));
  records.byline = text_from(json.at("byline"));
  records.published = text_from(json.at("published"));
  records.entities = list_from(json.at("entities"), entity_from);
  records.statements = list_from(json.at("statements"), statement_from);
  records.citations = list_from(json.at("citations"), citation_from);
  records.credits = list_from(json.at("credits"), text_from);
  records.sketch = sketch_from(json.at("sketch"));
  records.notes = list_from(json.at("notes"), text_from);
  return records;
}

Json outcome_json(const ReviewOutcome& outcome) {
  const auto& [review, state, why, other, conflict, statements, entities, documents] = outcome;
  return {{"review", text_json(review)},
          {"state", to_string(state)},
          {"why", text_json(why)},
          {"other", text_json(other)},
          {"conflict", conflict},
          {"statements", list_json(statements, number_json)},
          {"entities", list_json(entities, number_json)},
          {"documents", list_json(documents, number_json)}};
}

ReviewOutcome outcome_from(const Json& json) {
  ReviewOutcome outcome;
  outcome.review = text_from(json.at("review"));
  outcome.state = need(review_state_from(text_from(json.at("state"))));
  outcome.why = text_from(json.at("why"));
  outcome.other = text_from(json.at("other"));
  outcome.conflict = json.at("conflict").get<bool>();
  outcome.statements = list_from(json.at("statements"), index_from);
  outcome.entities = list_from(json.at("entities"), index_from);
  outcome.documents = list_from(json.at("documents"), index_from);
  return outcome;
}

Json origin_tie_json(const OriginTie& tie) {
  const auto& [a, b, together, by, review] = tie;
  return {{"a", a},
          {"b", b},
          {"together", together},
          {"by", text_json(by)},
          {"review", text_json(review)}};
}

OriginTie origin_tie_from(const Json& json) {
  return {index_from(json.at("a")), index_from(json.at("b")), json.at("together").get<bool>(),
          text_from(json.at("by")), text_from(json.at("review"))};
}

std::vector<std::uint32_t> indexes_from(const Json& json) { return list_from(json, index_from); }

template <typename Read>
auto read(std::string_view text, Read from) -> Result<decltype(from(Json()))> {
  try {
    return from(Json::parse(text));
  } catch (const std::exception& e) {
    return Error{std::string("what is stored can't be read: ") + e.what(), {}, {}};
  }
}

}  // namespace

std::string records_to_json(const Records& records) { return records_json(records).dump(); }
Result<Records> records_from_json(std::string_view json) { return read(json, records_from); }

std::string entity_to_json(const Entity& entity) { return entity_json(entity).dump(); }
Result<Entity> entity_from_json(std::string_view json) { return read(json, entity_from); }

std::string statement_to_json(const Statement& s) { return statement_json(s).dump(); }
Result<Statement> statement_from_json(std::string_view json) { return read(json, statement_from); }

std::string outcome_to_json(const ReviewOutcome& outcome) { return outcome_json(outcome).dump(); }
Result<ReviewOutcome> outcome_from_json(std::string_view json) { return read(json, outcome_from); }

std::string origin_tie_to_json(const OriginTie& tie) { return origin_tie_json(tie).dump(); }
Result<OriginTie> origin_tie_from_json(std::string_view json) {
  return read(json, origin_tie_from);
}

std::string indexes_to_json(const std::vector<std::uint32_t>& indexes) {
  return list_json(indexes, number_json).dump();
}
Result<std::vector<std::uint32_t>> indexes_from_json(std::string_view json) {
  return read(json, indexes_from);
}

}  // namespace sayso
