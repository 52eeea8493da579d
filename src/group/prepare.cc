#include "group/prepare.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/date.h"
#include "base/hash.h"
#include "group/copies.h"
#include "group/documents.h"

namespace sayso {
namespace {

constexpr std::size_t kIdDigits = 12;
constexpr std::uint32_t kNoPlace = ~0u;

std::string identity(const Records& records, const HeldStatement& statement) {
  std::string identity = records.document;
  const auto add = [&](const Span& span) {
    identity += ' ' + std::to_string(span.begin) + '-' + std::to_string(span.end);
  };
  if (statement.content.empty()) add(first_span(statement));
  std::for_each(statement.content.begin(), statement.content.end(), add);
  return identity + (statement.carries.empty() ? " statement" : " carries");
}

std::uint64_t short_id(const std::string& plain) {
  return std::stoull(sha256_hex(plain).substr(0, kIdDigits), nullptr, 16);
}

// "X rejected Y's allegation that P" is two statements with one content: the second gets a number.
std::uint64_t statement_id(const Records& records, const HeldStatement& statement,
                           std::unordered_set<std::uint64_t>& taken) {
  const std::string plain = identity(records, statement);
  std::uint64_t id = short_id(plain);
  for (int n = 2; !taken.insert(id).second; ++n) id = short_id(plain + " #" + std::to_string(n));
  return id;
}

using Statements = std::span<HeldStatement>;

// Local indexes in order of (first span, id).
std::vector<std::uint32_t> canonical_order(Statements statements) {
  std::vector<std::uint32_t> order(statements.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(first_span(statements[a]), statements[a].id) <
           std::tuple(first_span(statements[b]), statements[b].id);
  });
  return order;
}

// Gives the statements of one document their ids, and their references the indexes of the grouping.
class StatementMapper {
 public:
  StatementMapper(std::uint32_t document, const Records& records, Statements statements,
                  const EntityMap& entities)
      : document_(document),
        records_(records),
        statements_(statements),
        entity_(entities.of_record[document]) {}

  // `places` are those of the statements in the grouping, from `first` on.
  void map(std::unordered_set<std::uint64_t>& taken, std::uint32_t first,
           std::span<std::uint32_t> places) {
    for (HeldStatement& one : statements_) {
      one.id = statement_id(records_, one, taken);
      one.document = document_;
    }
    for (const std::uint32_t local : canonical_order(statements_)) places[local] = first++;
    for (HeldStatement& one : statements_) map(one, places);
  }

 private:
  void map(HeldStatement& statement, std::span<const std::uint32_t> places) const {
    statement.speaker = mapped(statement.speaker, entity_);
    statement.inside = mapped(statement.inside, places);
    statement.answers = mapped(statement.answers, places);
    statement.via = all_mapped(statement.via, entity_);
    statement.carries = all_mapped(statement.carries, places);
  }

  // Records come from a file: an index that leads nowhere is dropped.
  static std::uint32_t mapped(std::uint32_t local, std::span<const std::uint32_t> places) {
    return local < places.size() ? places[local] : HeldStatement::kNone;
  }

  static std::span<std::uint32_t> all_mapped(std::span<std::uint32_t> list,
                                             std::span<const std::uint32_t> places) {
    for (std::uint32_t& local : list) local = mapped(local, places);
    const auto end = std::remove(list.begin(), list.end(), HeldStatement::kNone);
    return list.first(static_cast<std::size_t>(end - list.begin()));
  }

  std::uint32_t document_;
  const Records& records_;
  Statements statements_;
  const std::vector<EntityIndex>& entity_;
};

// What is at i goes to places[i]; what has no place goes.
void put_in_places(std::vector<std::uint32_t> places, std::size_t n_placed, HeldStatements& held) {
  std::uint32_t last = static_cast<std::uint32_t>(n_placed);
  for (std::uint32_t& place : places) {
    if (place == kNoPlace) place = last++;
  }
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    while (places[i] != i) {
      const std::uint32_t there = places[i];
      std::swap(held.list[i], held.list[there]);
      std::swap(held.wordings[i], held.wordings[there]);
      std::swap(places[i], places[there]);
    }
  }
  held.list.resize(n_placed);
  held.wordings.resize(n_placed);
}

// Statements in order of (document, first span, id), with what they refer to.
void map_statements(GatheredRecords& gathered, const EntityMap& entities) {
  std::vector<std::uint32_t> places(gathered.held.list.size(), kNoPlace);
  std::unordered_set<std::uint64_t> taken;
  std::uint32_t n_placed = 0;
  for (std::uint32_t i = 0; i < gathered.documents.size(); ++i) {
    const Gathered& one = gathered.documents[i];
    const Statements mine = Statements(gathered.held.list).subspan(one.first, one.n_statements);
    StatementMapper(i, one.records, mine, entities)
        .map(taken, n_placed, std::span(places).subspan(one.first, one.n_statements));
    n_placed += one.n_statements;
  }
  put_in_places(std::move(places), n_placed, gathered.held);
}

void complete_heads(const EntityMap& entities, std::vector<DocumentHead>& heads) {
  for (std::size_t i = 0; i < heads.size(); ++i) {
    heads[i].outlet_entity = entities.outlets[i];
    heads[i].cites = entities.cites[i];
    heads[i].credits = entities.credits[i];
  }
}

// Once all words are there the same documents give the same numbers, whatever order they came in.
void number_words(Prepared& prepared) { prepared.held.renumber(prepared.dictionary.sort()); }

}  // namespace

Prepared prepare(GatheredRecords gathered, std::vector<Ruling>& rulings) {
  put_in_order(gathered.documents);
  std::vector<const Records*> documents;
  std::vector<std::vector<WordId>> keys;
  std::vector<std::optional<std::int64_t>> published;
  for (Gathered& one : gathered.documents) {
    documents.push_back(&one.records);
    keys.push_back(std::move(one.keys));
    const auto time = parse_date_time(one.records.published);
    published.push_back(time ? std::optional(time->utc_seconds) : std::nullopt);
  }
  Prepared prepared;
  Grouping& grouping = prepared.grouping;
  grouping.documents = make_heads(documents);
  grouping.copies = find_copies(documents, grouping.documents);
  for (Gathered& one : gathered.documents) let_go(one.records.sketch);
  prepared.relations = Relations(keys, gathered.names, grouping.copies, std::move(published));
  prepared.entities = merge_entities(documents, prepared.relations, grouping.copies, rulings);
  grouping.entities = std::move(prepared.entities.entities);
  complete_heads(prepared.entities, grouping.documents);
  map_statements(gathered, prepared.entities);
  prepared.held = std::move(gathered.held);
  prepared.dictionary = std::move(gathered.words);
  number_words(prepared);
  return prepared;
}

DocumentPair document_pair(const Prepared& prepared, std::uint32_t a, std::uint32_t b) {
  const auto& copies = prepared.grouping.copies;
  const auto original = [&](std::uint32_t document) {
    const auto it =
        std::lower_bound(copies.begin(), copies.end(), document,
                         [](const Copy& copy, std::uint32_t value) { return copy.copy < value; });
    return it != copies.end() && it->copy == document ? it->original : document;
  };
  return {.same = a == b,
          .copies = a != b && original(a) == original(b),
          .cites = a != b && cites(prepared.entities, a, b)};
}

}  // namespace sayso
