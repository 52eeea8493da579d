#include "ledger/derived.h"

#include <cmath>
#include <cstddef>
#include <utility>

#include "ledger/checks.h"
#include "ledger/kept.h"
#include "ledger/records_json.h"

namespace sayso {
namespace {

constexpr const char* kRebuild = "`sayso rebuild` makes it again";

Error out_of_order(const Database& database) {
  return {"the stored claims are damaged", database.path(), kRebuild};
}

// Reads a JSON column with `from`; the first that can't be read makes the whole grouping
// unreadable.
template <typename T>
bool take_json(Query& row, Result<T> (*from)(std::string_view), T& into) {
  Result<T> value = from(row.take_text());
  if (value) into = *std::move(value);
  return value.has_value();
}

// ---- writing: one function a table, in the order of the references between them -----------------

Result<Done> write_documents(const Database& database, const Grouping& grouping, Digest& digest) {
  Query row(database,
            "INSERT INTO grouped_document (position, key, id, outlet, address, title, byline, "
            "published, outlet_entity, cites, credits, current) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            &digest);
  for (std::size_t i = 0; i < grouping.documents.size(); ++i) {
    const DocumentHead& head = grouping.documents[i];
    row.put_integer(static_cast<std::int64_t>(i)).put(head.key).put(head.id).put(head.outlet);
    row.put(head.address).put(head.title).put(head.byline).put(head.published);
    row.put_integer(head.outlet_entity).put(indexes_to_json(head.cites));
    row.put(indexes_to_json(head.credits)).put_integer(head.current ? 1 : 0);
    if (Result<Done> inserted = row.run(); !inserted) return inserted;
  }
  return Done{};
}

Result<Done> write_entities(const Database& database, const Grouping& grouping, Digest& digest) {
  Query row(database, "INSERT INTO entity (position, json) VALUES (?, ?)", &digest);
  for (std::size_t i = 0; i < grouping.entities.size(); ++i) {
    row.put_integer(static_cast<std::int64_t>(i)).put(entity_to_json(grouping.entities[i]));
    if (Result<Done> inserted = row.run(); !inserted) return inserted;
  }
  return Done{};
}

Result<Done> write_claims(const Database& database, const Grouping& grouping, Digest& digest) {
  Query row(database,
            "INSERT INTO claim (position, id, text, happened_on, statements) "
            "VALUES (?, ?, ?, ?, ?)",
            &digest);
  for (std::size_t i = 0; i < grouping.claims.size(); ++i) {
    const Claim& claim = grouping.claims[i];
    row.put_integer(static_cast<std::int64_t>(i)).put(claim.id).put(claim.text);
    row.put(claim.happened_on).put(indexes_to_json(claim.statements));
    if (Result<Done> inserted = row.run(); !inserted) return inserted;
  }
  return Done{};
}

Result<Done> write_statements(const Database& database, const Grouping& grouping, Digest& digest) {
  Query row(database,
            "INSERT INTO statement (position, id, document, claim, json) VALUES (?, ?, ?, ?, ?)",
            &digest);
  for (std::size_t i = 0; i < grouping.statements.size(); ++i) {
    const GroupedStatement& grouped = grouping.statements[i];
    row.put_integer(static_cast<std::int64_t>(i)).put(grouped.id).put_integer(grouped.document);
    row.put_integer(grouped.claim).put(statement_to_json(grouped.statement));
    if (Result<Done> inserted = row.run(); !inserted) return inserted;
  }
  return Done{};
}

Result<Done> write_links(const Database& database, const Grouping& grouping, Digest& digest) {
  Query row(database,
            "INSERT INTO claim_link (claim, position, a, b, rule, detail) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            &digest);
  for (std::size_t i = 0; i < grouping.claims.size(); ++i) {
    const std::vector<ClaimLink>& links = grouping.claims[i].links;
    for (std::size_t k = 0; k < links.size(); ++k) {
      row.put_integer(static_cast<std::int64_t>(i)).put_integer(static_cast<std::int64_t>(k));
      row.put_integer(links[k].a).put_integer(links[k].b);
      row.put(links[k].reason.rule).put(links[k].reason.detail);
      if (Result<Done> inserted = row.run(); !inserted) return inserted;
    }
  }
  return Done{};
}

Result<Done> write_contradictions(const Database& database, const Grouping& grouping,
                                  Digest& digest) {
  Query row(database, "INSERT INTO contradiction (position, a, b) VALUES (?, ?, ?)", &digest);
  for (std::size_t i = 0; i < grouping.contradicts.size(); ++i) {
    const auto& [a, b] = grouping.contradicts[i];
    row.put_integer(static_cast<std::int64_t>(i)).put_integer(a).put_integer(b);
    if (Result<Done> inserted = row.run(); !inserted) return inserted;
  }
  return Done{};
}

Result<Done> write_copies(const Database& database, const Grouping& grouping, Digest& digest) {
  Query row(database, "INSERT INTO copy (position, original, copy, share) VALUES (?, ?, ?, ?)",
            &digest);
  for (std::size_t i = 0; i < grouping.copies.size(); ++i) {
    const Copy& copy = grouping.copies[i];
    row.put_integer(static_cast<std::int64_t>(i)).put_integer(copy.original);
    row.put_integer(copy.copy).put_real(copy.share);
    if (Result<Done> inserted = row.run(); !inserted) return inserted;
  }
  return Done{};
}

Result<Done> write_outcomes(const Database& database, const Grouping& grouping, Digest& digest) {
  Query row(database, "INSERT INTO review_outcome (position, json) VALUES (?, ?)", &digest);
  for (std::size_t i = 0; i < grouping.reviews.size(); ++i) {
    row.put_integer(static_cast<std::int64_t>(i)).put(outcome_to_json(grouping.reviews[i]));
    if (Result<Done> inserted = row.run(); !inserted) return inserted;
  }
  return Done{};
}

Result<Done> write_origin_ties(const Database& database, const Grouping& grouping, Digest& digest) {
  Query row(database, "INSERT INTO origin_tie (position, json) VALUES (?, ?)", &digest);
  for (std::size_t i = 0; i < grouping.origin_ties.size(); ++i) {
    row.put_integer(static_cast<std::int64_t>(i));
    row.put(origin_tie_to_json(grouping.origin_ties[i]));
    if (Result<Done> inserted = row.run(); !inserted) return inserted;
  }
  return Done{};
}

// ---- reading ------------------------------------------------------------------------------------

Result<Done> read_documents(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database,
            "SELECT position, key, id, outlet, address, title, byline, published, outlet_entity, "
            "cites, credits, current FROM grouped_document ORDER BY position",
            &digest);
  while (row.next()) {
    DocumentHead head;
    row.take_integer();
    for (std::string* field : {&head.key, &head.id, &head.outlet, &head.address, &head.title,
                               &head.byline, &head.published}) {
      *field = row.take_text();
    }
    head.outlet_entity = row.take_index();
    if (!take_json(row, indexes_from_json, head.cites)) return out_of_order(database);
    if (!take_json(row, indexes_from_json, head.credits)) return out_of_order(database);
    head.current = row.take_integer() != 0;
    grouping.documents.push_back(std::move(head));
  }
  return row.done();
}

Result<Done> read_entities(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database, "SELECT position, json FROM entity ORDER BY position", &digest);
  while (row.next()) {
    row.take_integer();
    Entity entity;
    if (!take_json(row, entity_from_json, entity)) return out_of_order(database);
    grouping.entities.push_back(std::move(entity));
  }
  return row.done();
}

Result<Done> read_claims(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database,
            "SELECT position, id, text, happened_on, statements FROM claim ORDER BY position",
            &digest);
  while (row.next()) {
    Claim claim;
    row.take_integer();
    claim.id = row.take_text();
    claim.text = row.take_text();
    claim.happened_on = row.take_text();
    if (!take_json(row, indexes_from_json, claim.statements)) return out_of_order(database);
    grouping.claims.push_back(std::move(claim));
  }
  return row.done();
}

Result<Done> read_statements(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database, "SELECT position, id, document, claim, json FROM statement ORDER BY position",
            &digest);
  while (row.next()) {
    GroupedStatement grouped;
    row.take_integer();
    grouped.id = row.take_text();
    grouped.document = row.take_index();
    grouped.claim = row.take_index();
    if (!take_json(row, statement_from_json, grouped.statement)) return out_of_order(database);
    grouping.statements.push_back(std::move(grouped));
  }
  return row.done();
}

Result<Done> read_links(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database,
            "SELECT claim, position, a, b, rule, detail FROM claim_link ORDER BY claim, position",
            &digest);
  while (row.next()) {
    const std::uint32_t claim = row.take_index();
    if (claim >= grouping.claims.size()) return out_of_order(database);
    row.take_integer();
    ClaimLink link;
    link.a = row.take_index();
    link.b = row.take_index();
    link.reason.rule = row.take_text();
    link.reason.detail = row.take_text();
    grouping.claims[claim].links.push_back(std::move(link));
  }
  return row.done();
}

Result<Done> read_contradictions(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database, "SELECT position, a, b FROM contradiction ORDER BY position", &digest);
  while (row.next()) {
    row.take_integer();
    const std::uint32_t a = row.take_index();
    grouping.contradicts.emplace_back(a, row.take_index());
  }
  return row.done();
}

Result<Done> read_copies(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database, "SELECT position, original, copy, share FROM copy ORDER BY position",
            &digest);
  while (row.next()) {
    row.take_integer();
    Copy copy;
    copy.original = row.take_index();
    copy.copy = row.take_index();
    copy.share = row.take_real();
    grouping.copies.push_back(copy);
  }
  return row.done();
}

Result<Done> read_outcomes(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database, "SELECT position, json FROM review_outcome ORDER BY position", &digest);
  while (row.next()) {
    row.take_integer();
    ReviewOutcome outcome;
    if (!take_json(row, outcome_from_json, outcome)) return out_of_order(database);
    grouping.reviews.push_back(std::move(outcome));
  }
  return row.done();
}

Result<Done> read_origin_ties(const Database& database, Grouping& grouping, Digest& digest) {
  Query row(database, "SELECT position, json FROM origin_tie ORDER BY position", &digest);
  while (row.next()) {
    row.take_integer();
    OriginTie tie;
    if (!take_json(row, origin_tie_from_json, tie)) return out_of_order(database);
    grouping.origin_ties.push_back(std::move(tie));
  }
  return row.done();
}

// ---- checks
// ---------------------------------------------------------------------------------------

// A share that is no number has no order and does not come back as it was.
Result<Done> check_shares(const Database& database, const Grouping& grouping) {
  for (const Copy& copy : grouping.copies) {
    if (!std::isfinite(copy.share)) {
      return Error{"a copy's share is not a number", database.path(),
                   "nothing was stored; please report this"};
    }
  }
  return Done{};
}

using Part = Result<Done> (*)(const Database&, const Grouping&, Digest&);
using ReadPart = Result<Done> (*)(const Database&, Grouping&, Digest&);

}  // namespace

Result<Done> clear_derived(const Database& database) {
  return database.execute(
      "DELETE FROM derived; DELETE FROM review_outcome; DELETE FROM origin_tie; DELETE FROM copy; "
      "DELETE FROM contradiction; DELETE FROM claim_link; "
      "DELETE FROM statement; DELETE FROM claim; DELETE FROM entity; "
      "DELETE FROM grouped_document");
}

// Statements come document by document, so each text is read once.
Result<Done> check_quotations(const Database& database, const Grouping& grouping) {
  std::string text;
  std::size_t read = grouping.documents.size();  // whose text is in `text`; none yet
  for (const GroupedStatement& grouped : grouping.statements) {
    const DocumentHead& head = grouping.documents[grouped.document];
    if (grouped.document != read) {
      Result<std::string> next = read_text(database, head.key);
      if (!next) return next.error();
      text = *std::move(next);
      read = grouped.document;
    }
    const std::string what =
        database.path() + ", " + document_name(head.id, "", head.key) + ", statement " + grouped.id;
    if (Result<Done> good = check_spans(grouped.statement, text, what); !good) return good;
  }
  return Done{};
}

Result<Done> write_grouping(const Database& database, const Grouping& grouping) {
  if (Result<Done> good = check_references(grouping); !good) return good;
  if (Result<Done> good = check_shares(database, grouping); !good) return good;
  if (Result<Done> good = check_quotations(database, grouping); !good) return good;
  if (Result<Done> cleared = clear_derived(database); !cleared) return cleared;
  Digest digest;
  for (const Part write :
       {write_documents, write_entities, write_claims, write_statements, write_links,
        write_contradictions, write_copies, write_outcomes, write_origin_ties}) {
    if (Result<Done> written = write(database, grouping, digest); !written) return written;
  }
  Query row(database, "INSERT INTO derived (only_row, digest) VALUES (1, ?)");
  return row.put(digest.hex()).run();
}

Result<Grouping> read_grouping(const Database& database) {
  Query row(database, "SELECT digest FROM derived");
  const std::string stored = row.next() ? row.take_text() : std::string();
  if (Result<Done> read = row.done(); !read) return read.error();
  Grouping grouping;
  if (stored.empty()) return grouping;
  Digest digest;
  for (const ReadPart part :
       {read_documents, read_entities, read_claims, read_statements, read_links,
        read_contradictions, read_copies, read_outcomes, read_origin_ties}) {
    if (Result<Done> read = part(database, grouping, digest); !read) return read.error();
  }
  if (digest.hex() != stored || !check_references(grouping)) return out_of_order(database);
  return grouping;
}

Result<Done> mark_out_of_date(const Database& database) {
  return database.execute("DELETE FROM derived");
}

Result<std::vector<StoredStatement>> statements_of(const Database& database, std::string_view key) {
  Query row(database,
            "SELECT id, json FROM statement "
            "WHERE document = (SELECT position FROM grouped_document WHERE key = ?) "
            "AND EXISTS (SELECT 1 FROM derived) ORDER BY position");
  row.put(key);
  std::vector<StoredStatement> statements;
  while (row.next()) {
    StoredStatement stored;
    stored.id = row.take_text();
    if (!take_json(row, statement_from_json, stored.statement)) return out_of_order(database);
    statements.push_back(std::move(stored));
  }
  if (Result<Done> read = row.done(); !read) return read.error();
  return statements;
}

}  // namespace sayso
