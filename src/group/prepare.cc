#include "group/prepare.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "group/copies.h"
#include "group/documents.h"
#include "group/related.h"

namespace sayso {
namespace {

constexpr std::size_t kIdDigits = 12;

std::string identity(const Records& records, const Statement& statement) {
  std::string identity = records.document;
  const auto add = [&](const Span& span) {
    identity += ' ' + std::to_string(span.begin) + '-' + std::to_string(span.end);
  };
  if (statement.content.empty()) add(first_span(statement));
  std::for_each(statement.content.begin(), statement.content.end(), add);
  return identity + (statement.carries.empty() ? " statement" : " carries");
}

std::string short_id(const std::string& plain) {
  return std::string("S").append(sha256_hex(plain), 0, kIdDigits);
}

// "X rejected Y's allegation that P" is two statements with one content: the second gets a number.
std::string statement_id(const Records& records, const Statement& statement,
                         std::unordered_set<std::string>& taken) {
  const std::string plain = identity(records, statement);
  std::string id = short_id(plain);
  for (int n = 2; !taken.insert(id).second; ++n) id = short_id(plain + " #" + std::to_string(n));
  return id;
}

// Local indexes in order of (first span, id); `ids` are by local index.
std::vector<std::uint32_t> canonical_order(const Records& records,
                                           const std::vector<std::string>& ids) {
  std::vector<std::uint32_t> order(records.statements.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::forward_as_tuple(first_span(records.statements[a]), ids[a]) <
           std::forward_as_tuple(first_span(records.statements[b]), ids[b]);
  });
  return order;
}

class StatementMapper {
 public:
  StatementMapper(std::uint32_t document, const Records& records, const EntityMap& entities,
                  Grouping& grouping)
      : document_(document),
        records_(records),
        entity_(entities.of_record[document]),
        grouping_(grouping) {}

  void add(std::unordered_set<std::string>& taken) {
    std::vector<std::string> ids;
    for (const Statement& statement : records_.statements)
      ids.push_back(statement_id(records_, statement, taken));
    const std::vector<std::uint32_t> order = canonical_order(records_, ids);
    place_.resize(order.size());
    const auto first = static_cast<std::uint32_t>(grouping_.statements.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place_[order[i]] = first + i;
    for (const std::uint32_t local : order) {
      grouping_.statements.push_back({.id = std::move(ids[local]),
                                      .document = document_,
                                      .claim = 0,
                                      .statement = mapped(records_.statements[local])});
    }
  }

 private:
  Statement mapped(Statement statement) const {
    if (statement.speaker) statement.speaker = entity_at(*statement.speaker);
    std::vector<EntityIndex> via;
    for (const EntityIndex relay : statement.via) {
      if (const auto entity = entity_at(relay)) via.push_back(*entity);
    }
    statement.via = std::move(via);
    std::erase_if(statement.carries, [&](std::uint32_t local) { return local >= place_.size(); });
    for (std::uint32_t& local : statement.carries) local = place_[local];
    if (statement.inside) statement.inside = statement_at(*statement.inside);
    if (statement.answers) statement.answers = statement_at(*statement.answers);
    return statement;
  }

  // Records come from a file: an index that leads nowhere is dropped.
  std::optional<EntityIndex> entity_at(EntityIndex local) const {
    return local < entity_.size() ? std::optional(entity_[local]) : std::nullopt;
  }
  std::optional<std::uint32_t> statement_at(std::uint32_t local) const {
    return local < place_.size() ? std::optional(place_[local]) : std::nullopt;
  }

  std::uint32_t document_;
  const Records& records_;
  const std::vector<EntityIndex>& entity_;
  Grouping& grouping_;
  std::vector<std::uint32_t> place_;  // local index to index in the grouping
};

void complete_heads(const EntityMap& entities, std::vector<DocumentHead>& heads) {
  for (std::size_t i = 0; i < heads.size(); ++i) {
    heads[i].outlet_entity = entities.outlets[i];
    heads[i].cites = entities.cites[i];
    heads[i].credits = entities.credits[i];
  }
}

}  // namespace

Prepared prepare(std::span<const Records> records) {
  std::vector<const Records*> documents;
  for (const Records& one : records) documents.push_back(&one);
  std::vector<Ruling> none;
  return prepare(std::move(documents), none);
}

Prepared prepare(std::vector<const Records*> records, std::vector<Ruling>& rulings) {
  const std::vector<const Records*> documents = in_order(std::move(records));
  Prepared prepared;
  Grouping& grouping = prepared.grouping;
  grouping.documents = make_heads(documents);
  grouping.copies = find_copies(documents, grouping.documents);
  prepared.related = find_related(documents, grouping.copies);
  prepared.entities = merge_entities(documents, prepared.related, grouping.copies, rulings);
  grouping.entities = std::move(prepared.entities.entities);
  complete_heads(prepared.entities, grouping.documents);
  std::unordered_set<std::string> taken;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    StatementMapper(i, *documents[i], prepared.entities, grouping).add(taken);
  }
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
