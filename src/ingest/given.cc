// Statements in the form of the export: JSON to Given, and Given to what each document has of it.
//
// Everything in the file may be wrong: an id that leads nowhere, a span in another text, a day that is
// none. Each is an error that names the statement and the field, and nothing of the file is taken
// then: half of somebody's annotation is no annotation.
//
// Example. {"document": "a1", "content": [{"start": 0, "end": 9, "text": "it burned"}]} with the text
// "It burned" is refused, because its words are others.
//
// Cost. simdjson reads the file; then a pass over each text for its code points, and one for each
// name.

#include "sayso/given.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>

#include "base/date.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "simdjson.h"

namespace sayso {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kMostJsonBytes = std::size_t{1} << 30;
constexpr std::size_t kScopeDigits = 8;

using Ids = std::unordered_map<std::string, std::uint32_t>;

// Thrown inside of this file only; read_given() turns it into its result.
struct Wrong {
  Error error;
};

[[noreturn]] void wrong(std::string what, std::string where, std::string remedy) {
  throw Wrong{{std::move(what), std::move(where), std::move(remedy)}};
}

std::string in_marks(std::string_view words) {
  return std::string(1, '"').append(words).append(1, '"');
}

// One object of the file, with its place for messages.
class Fields {
 public:
  Fields(const dom::element& element, std::string where) : where_(std::move(where)) {
    if (element.get(object_)) wrong("this is no object", where_, "write it as in the export");
  }

  const std::string& where() const { return where_; }
  void set_where(std::string where) { where_ = std::move(where); }

  // Whether the field is there, even as null.
  bool has(const char* name) const {
    dom::element value;
    return !object_.at_key(name).get(value);
  }

  std::optional<dom::element> value(const char* name) const {
    dom::element value;
    if (object_.at_key(name).get(value) || value.is_null()) return std::nullopt;
    return value;
  }

  std::string text(const char* name) const {
    const std::optional<dom::element> element = value(name);
    if (!element) return {};
    std::string_view words;
    if (element->get(words)) fail(name, "is not a string");
    return std::string(words);
  }

  bool flag(const char* name) const {
    const std::optional<dom::element> element = value(name);
    bool is = false;
    if (element && element->get(is)) fail(name, "is not true or false");
    return is;
  }

  std::vector<dom::element> list(const char* name) const {
    const std::optional<dom::element> element = value(name);
    if (!element) return {};
    dom::array array;
    if (element->get(array)) fail(name, "is not a list");
    return {array.begin(), array.end()};
  }

  std::vector<std::string> texts(const char* name) const {
    std::vector<std::string> all;
    for (const dom::element& element : list(name)) {
      std::string_view words;
      if (element.get(words)) fail(name, "has something that is not a string");
      all.emplace_back(words);
    }
    return all;
  }

  // A name of a kind, or `other` where there is none.
  template <typename T>
  T kind(const char* name, std::optional<T> (*from)(std::string_view), T other) const {
    const std::string words = text(name);
    if (words.empty()) return other;
    const std::optional<T> is = from(words);
    if (!is) fail(name, in_marks(words) + " is not known");
    return *is;
  }

  // "2023", "2023-03", "2023-03-14", or a time, of which the day is taken.
  std::string day(const char* name) const {
    const std::string words = text(name);
    if (words.empty()) return {};
    const bool month = words.size() == 7 && parse_day(words + "-01");
    const bool year = words.size() == 4 && parse_day(words + "-01-01");
    if (month || year) return words;
    const auto time = parse_date_time(words);
    if (!time) fail(name, in_marks(words) + " is no day; write it as 2023-03-14, 2023-03 or 2023");
    return time->day;
  }

  [[noreturn]] void fail(const char* name, const std::string& what) const {
    wrong(in_marks(name) + " " + what, where_, "write it as in the export");
  }

 private:
  dom::object object_;
  std::string where_;
};

std::uint32_t place_in(const Ids& ids, const std::string& id, const Fields& fields,
                       const char* name) {
  const auto found = ids.find(id);
  if (found == ids.end()) fields.fail(name, "names " + in_marks(id) + ", which the file has not");
  return found->second;
}

std::vector<std::uint32_t> places_in(const Ids& ids, const Fields& fields, const char* name) {
  std::vector<std::uint32_t> places;
  for (const std::string& id : fields.texts(name))
    places.push_back(place_in(ids, id, fields, name));
  return places;
}

std::optional<std::uint32_t> optional_place(const Ids& ids, const Fields& fields,
                                            const char* name) {
  const std::string id = fields.text(name);
  if (id.empty()) return std::nullopt;
  return place_in(ids, id, fields, name);
}

// The objects of a list of the file, each with its place: "gold.json, statement R12".
std::vector<Fields> objects(const Fields& file, const char* list, const char* one) {
  std::vector<Fields> all;
  for (const dom::element& element : file.list(list)) {
    Fields fields(element, file.where() + ", " + one + " " + std::to_string(all.size() + 1));
    const std::string id = fields.text("id");
    if (!id.empty()) fields.set_where(file.where() + ", " + one + " " + id);
    all.push_back(std::move(fields));
  }
  return all;
}

Ids ids_of(const std::vector<Fields>& objects) {
  Ids ids;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string id = objects[i].text("id");
    if (!id.empty() && !ids.emplace(id, static_cast<std::uint32_t>(i)).second)
      objects[i].fail("id", in_marks(id) + " is there twice");
  }
  return ids;
}

Entity read_entity(const Fields& fields, const Ids& ids, const std::string& scope) {
  Entity entity;
  entity.name = fields.text("name");
  if (entity.name.find_first_not_of(" \t\r\n") == std::string::npos)
    fields.fail("name", "is missing");
  const std::string id = fields.text("id");
  if (!id.empty()) entity.id = scope + "#" + id;
  entity.type = fields.kind("type", entity_type_from, EntityType::kPerson);
  entity.aliases = fields.texts("aliases");
  entity.roles = fields.texts("roles");
  std::sort(entity.aliases.begin(), entity.aliases.end());
  std::sort(entity.roles.begin(), entity.roles.end());
  entity.party = optional_place(ids, fields, "party");
  return entity;
}

class StatementReader {
 public:
  StatementReader(const Fields& fields, const Ids& entities, const Ids& statements)
      : fields_(fields), entities_(entities), statements_(statements) {}

  GivenStatement read() {
    given_.id = fields_.text("id");
    given_.where = fields_.where();
    Statement& statement = given_.statement;
    statement.source = span("source");
    statement.cue = span("cue");
    for (const dom::element& piece : fields_.list("content"))
      statement.content.push_back(read_span(piece, "content"));
    std::sort(statement.content.begin(), statement.content.end());
    for (std::size_t i = 1; i < statement.content.size(); ++i) {
      if (statement.content[i - 1].overlaps(statement.content[i]))
        fields_.fail("content", "has pieces that overlap");
    }
    if (const std::optional<Span> sentence = span("sentence")) statement.sentence = *sentence;
    statement.speaker = optional_place(entities_, fields_, "speaker");
    statement.via = places_in(entities_, fields_, "via");
    statement.stance = fields_.kind("stance", stance_from, Stance::kAsserts);
    statement.quoted = fields_.kind("quoted", quoted_from, Quoted::kIndirect);
    const std::string voice = fields_.text("voice");
    if (voice == to_string(Voice::kOwn)) {
      statement.voice = Voice::kOwn;
    } else if (!voice.empty() && voice != to_string(Voice::kAttributed)) {
      fields_.fail("voice", in_marks(voice) + " is not known");
    }
    statement.said_on = fields_.day("said_on");
    statement.happened_on = fields_.day("happened_on");
    statement.carries = places_in(statements_, fields_, "carries");
    statement.inside = optional_place(statements_, fields_, "inside");
    statement.answers = optional_place(statements_, fields_, "answers");
    statement.seen = fields_.flag("seen");
    statement.rule = fields_.text("rule");
    given_.tells_sentence = !statement.sentence.empty();
    given_.tells_happened = fields_.has("happened_on");
    given_.tells_answers = fields_.has("answers");
    given_.tells_seen = fields_.has("seen");
    if (statement.content.empty() && !statement.cue)
      fields_.fail("content", "is empty, and there is no cue: nothing to stand on");
    return std::move(given_);
  }

 private:
  std::optional<Span> span(const char* name) {
    const std::optional<dom::element> element = fields_.value(name);
    if (!element) return std::nullopt;
    return read_span(*element, name);
  }

  Span read_span(const dom::element& element, const char* name) {
    dom::object object;
    std::uint64_t start = 0, end = 0;
    if (element.get(object) || object.at_key("start").get(start) || object.at_key("end").get(end))
      fields_.fail(name, "is no span: {\"start\": 0, \"end\": 9}");
    if (start >= end || end > std::numeric_limits<std::uint32_t>::max())
      fields_.fail(name, "ends where it begins, or before");
    const Span span{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
    std::string_view words;
    dom::element text;
    if (object.at_key("text").get(text) || text.is_null()) return span;
    if (text.get(words)) fields_.fail(name, "has a \"text\" that is not a string");
    given_.words.emplace_back(span, words);
    return span;
  }

  const Fields& fields_;
  const Ids& entities_;
  const Ids& statements_;
  GivenStatement given_;
};

Given read_file(const dom::element& element, const std::string& name, std::string scope) {
  const Fields file(element, name);
  if (!file.has("statements"))
    wrong("there are no \"statements\" in it", name, "give a file in the form of the export");
  Given given;
  given.scope = std::move(scope);
  for (const Fields& document : objects(file, "documents", "document"))
    given.keys.emplace(document.text("id"), document.text("key"));
  const std::vector<Fields> entities = objects(file, "entities", "entity");
  const Ids entity_ids = ids_of(entities);
  for (const Fields& fields : entities)
    given.entities.push_back(read_entity(fields, entity_ids, given.scope));
  const std::vector<Fields> statements = objects(file, "statements", "statement");
  const Ids statement_ids = ids_of(statements);
  for (const Fields& fields : statements) {
    given.statements.push_back(StatementReader(fields, entity_ids, statement_ids).read());
    given.documents.push_back(fields.text("document"));
    if (given.documents.back().empty()) fields.fail("document", "is missing");
  }
  return given;
}

// ---- what a document has of it ----

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z');
}

std::vector<Span> places_of(std::string_view text, std::string_view name) {
  std::vector<Span> places;
  if (name.empty()) return places;
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + name.size())) {
    const std::size_t end = at + name.size();
    const bool whole = (at == 0 || !is_word_byte(text[at - 1])) &&
                       (end == text.size() || !is_word_byte(text[end]));
    if (whole) places.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
  }
  return places;
}

// The entity with those of its other names that this text has, and where it has any of them.
Entity as_named_in(std::string_view text, const Entity& entity) {
  Entity named = entity;
  named.aliases.clear();
  named.mentions = places_of(text, entity.name);
  for (const std::string& alias : entity.aliases) {
    const std::vector<Span> places = places_of(text, alias);
    if (!places.empty()) named.aliases.push_back(alias);
    named.mentions.insert(named.mentions.end(), places.begin(), places.end());
  }
  std::sort(named.mentions.begin(), named.mentions.end());
  named.mentions.erase(std::unique(named.mentions.begin(), named.mentions.end()),
                       named.mentions.end());
  return named;
}

class DocumentPart {
 public:
  DocumentPart(const Given& given, const Document& document)
      : given_(given), text_(document.text), index_(document.text) {}

  GivenRecords take(const std::vector<std::uint32_t>& statements) {
    for (const std::uint32_t s : statements) {
      const auto place = static_cast<std::uint32_t>(place_of_statement_.size());
      place_of_statement_.emplace(s, place);
    }
    for (EntityIndex e = 0; e < given_.entities.size(); ++e) {
      Entity named = as_named_in(text_, given_.entities[e]);
      if (!named.mentions.empty()) add(e, std::move(named));
    }
    for (const std::uint32_t s : statements) part_.statements.push_back(localised(s));
    nest_both_ways();
    return std::move(part_);
  }

 private:
  // An entity, its party, the party's party: a chain can be as long as the file.
  EntityIndex add(EntityIndex entity, Entity&& named) {
    EntityIndex first = 0;
    std::optional<EntityIndex> before;
    for (std::optional<EntityIndex> at = entity; at;) {
      const auto [it, is_new] =
          place_of_entity_.try_emplace(*at, static_cast<EntityIndex>(part_.entities.size()));
      const EntityIndex place = it->second;
      if (before) part_.entities[*before].party = place;
      if (!before) first = place;
      if (!is_new) break;
      const std::optional<EntityIndex> party = given_.entities[*at].party;
      part_.entities.push_back(before ? as_named_in(text_, given_.entities[*at])
                                      : std::move(named));
      part_.entities[place].party.reset();
      before = place;
      at = party;
    }
    return first;
  }

  EntityIndex needed(EntityIndex entity) {
    const auto known = place_of_entity_.find(entity);
    if (known != place_of_entity_.end()) return known->second;
    return add(entity, as_named_in(text_, given_.entities[entity]));
  }

  GivenStatement localised(std::uint32_t s) {
    GivenStatement given = given_.statements[s];
    for (const auto& [span, words] : given.words) {
      const Span bytes = bytes_of(span, given);
      if (text_.substr(bytes.begin, bytes.size()) != words) {
        wrong("the article has other words at " + std::to_string(span.begin) + " to " +
                  std::to_string(span.end) + " than " + in_marks(words),
              given.where, "give the articles that the statements were found in");
      }
    }
    given.words.clear();
    Statement& one = given.statement;
    for (std::optional<Span>* span : {&one.source, &one.cue}) {
      if (*span) *span = bytes_of(**span, given);
    }
    for (Span& span : one.content) span = bytes_of(span, given);
    if (given.tells_sentence) one.sentence = bytes_of(one.sentence, given);
    if (one.speaker) one.speaker = needed(*one.speaker);
    for (EntityIndex& relay : one.via) relay = needed(relay);
    for (std::uint32_t& index : one.carries) index = local(index, given, "carries");
    if (one.inside) one.inside = local(*one.inside, given, "inside");
    if (one.answers) one.answers = local(*one.answers, given, "answers");
    return given;
  }

  Span bytes_of(const Span& span, const GivenStatement& given) const {
    if (span.end > index_.size()) {
      wrong("a span ends at " + std::to_string(span.end) + ", and the article has " +
                std::to_string(index_.size()) + " characters",
            given.where, "give the articles that the statements were found in");
    }
    return {static_cast<std::uint32_t>(index_.byte_at(span.begin)),
            static_cast<std::uint32_t>(index_.byte_at(span.end))};
  }

  std::uint32_t local(std::uint32_t index, const GivenStatement& given, const char* field) const {
    const auto found = place_of_statement_.find(index);
    if (found == place_of_statement_.end())
      wrong(in_marks(field) + " names a statement of another document", given.where,
            "only statements of one document can lie in or answer each other");
    return found->second;
  }

  // The file may say one of the two; both ways are kept.
  void nest_both_ways() {
    std::vector<GivenStatement>& all = part_.statements;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      for (const std::uint32_t inner : all[i].statement.carries) all[inner].statement.inside = i;
    }
    for (GivenStatement& one : all) one.statement.carries.clear();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      const std::optional<std::uint32_t>& outer = all[i].statement.inside;
      if (outer && !lies_in(*outer, i)) {
        all[*outer].statement.carries.push_back(i);
      } else {
        all[i].statement.inside.reset();
      }
    }
  }

  // Whether following `inside` from `statement` leads to `outer`; a ring ends after as many steps.
  bool lies_in(std::uint32_t statement, std::uint32_t outer) const {
    std::optional<std::uint32_t> at = statement;
    for (std::size_t step = 0; at && step <= part_.statements.size(); ++step) {
      if (*at == outer) return true;
      at = part_.statements[*at].statement.inside;
    }
    return at.has_value();
  }

  const Given& given_;
  std::string_view text_;
  CodePointIndex index_;
  GivenRecords part_;
  std::unordered_map<EntityIndex, EntityIndex> place_of_entity_;
  std::unordered_map<std::uint32_t, std::uint32_t> place_of_statement_;
};

// Document numbers by all that a file may call them; an id that two documents share means neither.
std::unordered_map<std::string, std::optional<std::uint32_t>> names_of(
    std::span<const Document> documents) {
  std::unordered_map<std::string, std::optional<std::uint32_t>> names;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    names[documents[i].key] = i;
    const std::string& id = documents[i].external_id;
    if (id.empty()) continue;
    const auto [it, is_new] = names.try_emplace(id, i);
    if (!is_new) it->second.reset();
    names[documents[i].file + ":" + id] = i;
  }
  return names;
}

std::vector<GivenRecords> parts_of(const Given& given, std::span<const Document> documents,
                                   const std::set<std::string>& known) {
  const auto names = names_of(documents);
  std::vector<std::vector<std::uint32_t>> statements(documents.size());
  for (std::uint32_t s = 0; s < given.statements.size(); ++s) {
    const std::string& id = given.documents[s];
    const auto key = given.keys.find(id);
    auto found =
        key == given.keys.end() || key->second.empty() ? names.end() : names.find(key->second);
    if (found == names.end()) found = names.find(id);
    if (found != names.end() && found->second) {
      statements[*found->second].push_back(s);
    } else if (!known.contains(id)) {
      wrong(found == names.end() ? "no article that was read has the id " + in_marks(id)
                                 : "several articles that were read have the id " + in_marks(id),
            given.statements[s].where, "name the article's file, too, or list its key");
    }
  }
  std::vector<GivenRecords> parts;
  for (std::size_t i = 0; i < documents.size(); ++i)
    parts.push_back(DocumentPart(given, documents[i]).take(statements[i]));
  return parts;
}

}  // namespace

Result<Given> read_given(std::string_view bytes, const std::string& name) {
  if (bytes.size() > kMostJsonBytes)
    return Error{"the file is larger than statements may be (1 GiB)", name, "split it"};
  dom::parser parser;
  dom::element element;
  const simdjson::padded_string padded(bytes);
  if (const simdjson::error_code code = parser.parse(padded).get(element)) {
    return Error{std::string("this is not JSON (") + simdjson::error_message(code) + ")", name,
                 "give a file in the form of the export: `sayso export --format json`"};
  }
  try {
    return read_file(element, name, sha256_hex(bytes).substr(0, kScopeDigits));
  } catch (Wrong& problem) {
    return std::move(problem.error);
  }
}

Result<std::vector<GivenRecords>> given_of(const Given& given, std::span<const Document> documents,
                                           const std::set<std::string>& known) {
  try {
    return parts_of(given, documents, known);
  } catch (Wrong& problem) {
    return std::move(problem.error);
  }
}

}  // namespace sayso
