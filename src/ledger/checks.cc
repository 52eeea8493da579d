#include "ledger/checks.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/utf8.h"

namespace sayso {
namespace {

constexpr const char* kReport =
    "nothing was stored; please report this with the article, since the reader made it";

bool fits(const Span& span, std::string_view text) {
  return span.begin <= span.end && span.end <= text.size() && is_boundary(text, span.begin) &&
         is_boundary(text, span.end);
}

Error bad_span(const Span& span, std::string_view text, const std::string& what) {
  return {"a span from byte " + std::to_string(span.begin) + " to " + std::to_string(span.end) +
              " does not fit its text of " + std::to_string(text.size()) + " bytes",
          what, kReport};
}

Result<Done> check_all(const std::vector<Span>& spans, std::string_view text,
                       const std::string& what) {
  for (const Span& span : spans) {
    if (!fits(span, text)) return bad_span(span, text, what);
  }
  return Done{};
}

std::vector<Span> spans_of(const Statement& statement) {
  std::vector<Span> spans = statement.content;
  spans.push_back(statement.sentence);
  if (statement.source) spans.push_back(*statement.source);
  if (statement.cue) spans.push_back(*statement.cue);
  return spans;
}

// Collects whether all indexes so far were below the sizes of their lists.
class Indexes {
 public:
  void below(std::size_t size, std::uint32_t index) { good_ = good_ && index < size; }
  void below(std::size_t size, const std::optional<std::uint32_t>& index) {
    if (index) below(size, *index);
  }
  void below(std::size_t size, const std::vector<std::uint32_t>& indexes) {
    for (const std::uint32_t index : indexes) below(size, index);
  }
  Result<Done> result(const std::string& what) const {
    if (good_) return Done{};
    return Error{"a reference leads nowhere", what, kReport};
  }

 private:
  bool good_ = true;
};

void add_statement(const Statement& statement, std::size_t n_entities, std::size_t n_statements,
                   Indexes& indexes) {
  indexes.below(n_entities, statement.speaker);
  indexes.below(n_entities, statement.via);
  indexes.below(n_statements, statement.carries);
  indexes.below(n_statements, statement.inside);
  indexes.below(n_statements, statement.answers);
}

void add_claim(const Claim& claim, std::size_t n_statements, Indexes& indexes) {
  indexes.below(n_statements, claim.statements);
  for (const ClaimLink& link : claim.links) {
    indexes.below(n_statements, link.a);
    indexes.below(n_statements, link.b);
  }
}

std::string numbered(const char* kind, std::size_t i) {
  return std::string(kind) + " " + std::to_string(i + 1);
}

}  // namespace

std::string document_name(std::string_view external_id, std::string_view file,
                          std::string_view key) {
  std::string name = "document ";
  name += external_id.empty() ? (file.empty() ? key : file) : external_id;
  if (!external_id.empty() && !file.empty()) name += " (" + std::string(file) + ")";
  return name;
}

Result<Done> check_spans(const Statement& statement, std::string_view text,
                         const std::string& what) {
  return check_all(spans_of(statement), text, what);
}

Result<Done> check_spans(const Records& records, std::string_view text) {
  const std::string name = document_name(records.external_id, records.file, records.document);
  for (std::size_t i = 0; i < records.statements.size(); ++i) {
    const std::string what = name + ", " + numbered("statement", i);
    if (Result<Done> good = check_spans(records.statements[i], text, what); !good) return good;
  }
  for (std::size_t i = 0; i < records.entities.size(); ++i) {
    const std::string what = name + ", " + numbered("entity", i);
    if (Result<Done> good = check_all(records.entities[i].mentions, text, what); !good) return good;
  }
  for (std::size_t i = 0; i < records.citations.size(); ++i) {
    const std::string what = name + ", " + numbered("citation", i);
    if (Result<Done> good = check_all({records.citations[i].at}, text, what); !good) return good;
  }
  return Done{};
}

Result<Done> check_references(const Records& records) {
  const std::string name = document_name(records.external_id, records.file, records.document);
  const std::size_t n_entities = records.entities.size();
  Indexes others;
  for (const Entity& entity : records.entities) others.below(n_entities, entity.party);
  for (const Citation& citation : records.citations) others.below(n_entities, citation.outlet);
  if (Result<Done> good = others.result(name); !good) return good;
  for (std::size_t i = 0; i < records.statements.size(); ++i) {
    Indexes indexes;
    add_statement(records.statements[i], n_entities, records.statements.size(), indexes);
    const std::string what = name + ", " + numbered("statement", i);
    if (Result<Done> good = indexes.result(what); !good) return good;
  }
  return Done{};
}

Result<Done> check_references(const Grouping& grouping) {
  const std::size_t n_documents = grouping.documents.size();
  const std::size_t n_entities = grouping.entities.size();
  const std::size_t n_statements = grouping.statements.size();
  Indexes indexes;
  for (const DocumentHead& head : grouping.documents) {
    // A grouping without entities is one of documents without names: 0 then means none.
    if (n_entities > 0) indexes.below(n_entities, head.outlet_entity);
    indexes.below(n_entities, head.cites);
    indexes.below(n_entities, head.credits);
  }
  for (const Entity& entity : grouping.entities) indexes.below(n_entities, entity.party);
  for (const GroupedStatement& grouped : grouping.statements) {
    indexes.below(n_documents, grouped.document);
    indexes.below(grouping.claims.size(), grouped.claim);
    add_statement(grouped.statement, n_entities, n_statements, indexes);
  }
  for (const Claim& claim : grouping.claims) add_claim(claim, n_statements, indexes);
  for (const auto& [a, b] : grouping.contradicts) {
    indexes.below(grouping.claims.size(), a);
    indexes.below(grouping.claims.size(), b);
  }
  for (const Copy& copy : grouping.copies) {
    indexes.below(n_documents, copy.original);
    indexes.below(n_documents, copy.copy);
  }
  for (const ReviewOutcome& outcome : grouping.reviews) {
    indexes.below(n_statements, outcome.statements);
    indexes.below(n_entities, outcome.entities);
    indexes.below(n_documents, outcome.documents);
  }
  for (const OriginTie& tie : grouping.origin_ties) {
    indexes.below(n_statements, tie.a);
    indexes.below(n_statements, tie.b);
  }
  return indexes.result("the claims");
}

}  // namespace sayso
