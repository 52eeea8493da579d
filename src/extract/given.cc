// Given statements become records by the last passes of extract(): the same sentences, times, names
// and comparisons, so that group() sees no difference to what was read.
//
// Cost. One run of the encoder over the text; of the heads only names and meaning.

#include "sayso/given.h"

#include <algorithm>
#include <optional>

#include "extract/assemble.h"
#include "extract/entities.h"
#include "extract/quotations.h"
#include "extract/readable.h"
#include "extract/reading.h"
#include "extract/times.h"
#include "text/plain_words.h"
#include "text/sentences.h"

namespace sayso {
namespace {

std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words;
  for (const PlainWord& word : plain_words(name, {0, static_cast<std::uint32_t>(name.size())})) {
    if (word.word != "the") words.push_back(word.word);
  }
  return words;
}

bool is_called(const Entity& entity, const std::string& name) {
  const std::vector<std::string> words = words_of(name);
  const auto same = [&](const std::string& other) { return words_of(other) == words; };
  return same(entity.name) || std::any_of(entity.aliases.begin(), entity.aliases.end(), same);
}

// The document's own outlet comes first, as in what was read; it is added where nobody gave it.
void put_outlet_first(const std::string& outlet, GivenRecords& given) {
  std::vector<Entity>& entities = given.entities;
  const auto found = std::find_if(entities.begin(), entities.end(), [&](const Entity& entity) {
    return entity.type == EntityType::kOutlet && is_called(entity, outlet);
  });
  const auto old_place = static_cast<EntityIndex>(found - entities.begin());
  Entity own;
  own.name = outlet;
  own.type = EntityType::kOutlet;
  if (found != entities.end()) {
    own = std::move(*found);
    entities.erase(found);
  }
  entities.insert(entities.begin(), std::move(own));
  const auto moved = [&](EntityIndex& index) {
    index = index == old_place ? 0 : index < old_place ? index + 1 : index;
  };
  for (Entity& entity : entities) {
    if (entity.party) moved(*entity.party);
  }
  for (GivenStatement& one : given.statements) {
    if (one.statement.speaker) moved(*one.statement.speaker);
    for (EntityIndex& relay : one.statement.via) moved(relay);
  }
}

}  // namespace

Records records_of(const Document& document, GivenRecords given, const Model& model,
                   Scratch& scratch) {
  const auto [sentences, notes] = find_readable(document.text, split_sentences(document.text));
  const std::vector<QuotePair> quotes = find_quote_pairs(document.text, sentences);
  const std::vector<TimeExpression> times =
      find_times(document.text, sentences, document.published);
  if (!document.outlet.empty()) put_outlet_first(document.outlet, given);

  std::vector<Attribution> attributions;
  for (const GivenStatement& one : given.statements) {
    attributions.emplace_back();
    attributions.back().content = one.statement.content;
    attributions.back().cue = one.statement.cue;
  }
  GivenReading read = read_given_text(document.text, sentences, attributions, model, scratch);
  for (std::size_t i = 0; i < given.statements.size(); ++i)
    given.statements[i].statement.proposition.meaning = read.meanings[i];

  Reading reading;
  reading.names = std::move(read.names);
  Entities entities;
  entities.all = std::move(given.entities);
  entities.has_outlet = !document.outlet.empty();
  const std::vector<Ladder> ladders;
  const Findings findings{sentences, quotes, times, reading, entities, ladders};
  Records records = assemble_given(document, findings, std::move(given.statements));
  records.notes = notes;
  return records;
}

}  // namespace sayso
