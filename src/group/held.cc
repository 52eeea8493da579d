#include "group/held.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace sayso {
namespace {

constexpr std::size_t kIdDigits = 12;

std::uint32_t number_of(const std::optional<std::uint32_t>& index) {
  return index.value_or(HeldStatement::kNone);
}

std::optional<std::uint32_t> index_of(std::uint32_t number) {
  return number == HeldStatement::kNone ? std::nullopt : std::optional(number);
}

bool is_given(const decltype(Proposition::meaning)& meaning) {
  return std::any_of(meaning.begin(), meaning.end(), [](std::int8_t value) { return value != 0; });
}

}  // namespace

Span first_span(const HeldStatement& statement) {
  if (!statement.content.empty()) return statement.content.front();
  return statement.has_cue ? statement.cue : statement.source;
}

std::string id_of(const HeldStatement& statement) {
  std::string id = "S";
  for (std::size_t digit = kIdDigits; digit-- > 0;)
    id += "0123456789abcdef"[statement.id >> (4 * digit) & 0xF];
  return id;
}

void HeldStatements::add(std::vector<Statement> statements, std::span<const Entity> entities,
                         Dictionary& dictionary) {
  std::vector<std::uint32_t> places(entities.size(), HeldStatement::kNone);  // in `called`
  for (Statement& statement : statements) {
    add(std::move(statement), dictionary);
    const std::uint32_t speaker = list.back().speaker;
    if (speaker >= entities.size()) continue;
    if (places[speaker] == HeldStatement::kNone) {
      const Entity& entity = entities[speaker];
      const EntityIndex party = entity.party.value_or(speaker);
      places[speaker] = static_cast<std::uint32_t>(called.size());
      called.push_back(speaker_words(entity, party < entities.size() ? entities[party] : entity,
                                     dictionary, store));
    }
    list.back().called = places[speaker];
  }
}

void HeldStatements::renumber(std::span<const WordId> moved) {
  for (Wording& wording : wordings) wording.renumber(moved);
  for (SpeakerWords& words : called) words.renumber(moved);
}

void HeldStatements::add(Statement statement, Dictionary& dictionary) {
  Proposition& proposition = statement.proposition;
  wordings.emplace_back(proposition, dictionary, store);
  HeldStatement held;
  held.speaker = number_of(statement.speaker);
  held.inside = number_of(statement.inside);
  held.answers = number_of(statement.answers);
  held.has_source = statement.source.has_value();
  held.has_cue = statement.cue.has_value();
  held.source = statement.source.value_or(Span{});
  held.cue = statement.cue.value_or(Span{});
  held.sentence = statement.sentence;
  held.content = store.keep(statement.content);
  held.via = store.keep(statement.via);
  held.carries = store.keep(statement.carries);
  held.text = store.keep(proposition.text);
  if (is_given(proposition.meaning))
    held.meaning = store.keep(std::span<const std::int8_t>(proposition.meaning)).data();
  held.said_on = labels.id(statement.said_on);
  held.happened_on = labels.id(statement.happened_on);
  held.rule = labels.id(statement.rule);
  held.stance = statement.stance;
  held.quoted = statement.quoted;
  held.voice = statement.voice;
  held.refers_back = proposition.refers_back;
  held.negated = proposition.negated;
  held.seen = statement.seen;
  list.push_back(held);
}

GroupedStatement HeldStatements::released(std::uint32_t index) const {
  const HeldStatement& held = list[index];
  GroupedStatement grouped;
  grouped.id = id_of(held);
  grouped.document = held.document;
  Statement& statement = grouped.statement;
  statement.speaker = index_of(held.speaker);
  statement.inside = index_of(held.inside);
  statement.answers = index_of(held.answers);
  if (held.has_source) statement.source = held.source;
  if (held.has_cue) statement.cue = held.cue;
  statement.sentence = held.sentence;
  statement.content.assign(held.content.begin(), held.content.end());
  statement.via.assign(held.via.begin(), held.via.end());
  statement.carries.assign(held.carries.begin(), held.carries.end());
  statement.said_on = labels.word(held.said_on);
  statement.happened_on = labels.word(held.happened_on);
  statement.rule = labels.word(held.rule);
  statement.stance = held.stance;
  statement.quoted = held.quoted;
  statement.voice = held.voice;
  statement.seen = held.seen;
  statement.proposition.refers_back = held.refers_back;
  statement.proposition.negated = held.negated;
  statement.proposition.text = held.text;
  return grouped;
}

}  // namespace sayso
