#include "ledger/kept.h"

#include <initializer_list>

#include "base/hash.h"
#include "base/utf8.h"
#include "ledger/checks.h"
#include "ledger/records_json.h"

namespace sayso {
namespace {

constexpr std::size_t kMaxTextBytes = 64u << 20;

// SHA-256 over fields, each with its length before it, so that none can lend bytes to its
// neighbour.
std::string hash_of(std::initializer_list<std::string_view> fields) {
  std::string all;
  for (const std::string_view field : fields) {
    all += std::to_string(field.size());
    all += ':';
    all += field;
  }
  return sha256_hex(all);
}

std::string row_hash(const Document& d, std::string_view bytes_hash) {
  return hash_of({"document", d.key, d.external_id, d.file, d.outlet, d.address, d.title, d.byline,
                  d.published, d.modified, d.captured, d.language, d.text, bytes_hash});
}

std::string row_hash(std::string_view key, const Pin& pin, std::string_view json) {
  return hash_of({"record", key, pin.model, pin.rules, pin.profile, json});
}

Error damaged(const Database& database, const std::string& what, const std::string& name) {
  return {what, database.path() + ", " + name,
          "restore the ledger from a copy, or read the articles again into a new one "
          "(--ledger FILE)"};
}

Error at(const Database& database, Error error, const std::string& name = {}) {
  std::string where = database.path();
  for (const std::string& part : {name, error.where}) where += part.empty() ? "" : ", " + part;
  error.where = where;
  return error;
}

Error missing(const Database& database, std::string_view key, const char* what) {
  return damaged(database, what, document_name("", "", key));
}

Result<Done> check_document(const Database& database, const Document& document) {
  const std::string name = document_name(document.external_id, document.file, document.key);
  if (document.text.size() > kMaxTextBytes || document.bytes.size() > kMaxValueBytes) {
    return Error{"a document is larger than a ledger takes (64 MiB of text, 256 MiB of bytes)",
                 database.path() + ", " + name, "split it, or leave it out"};
  }
  if (const auto bad = find_invalid_utf8(document.text)) {
    return Error{"a text is not valid UTF-8 at byte " + std::to_string(*bad),
                 database.path() + ", " + name, "convert it to UTF-8"};
  }
  return Done{};
}

// In the order of the SELECT in read_document.
Document take_document(Query& row) {
  Document d;
  for (std::string* field :
       {&d.key, &d.external_id, &d.file, &d.outlet, &d.address, &d.title, &d.byline, &d.published,
        &d.modified, &d.captured, &d.language, &d.text, &d.bytes}) {
    *field = row.take_text();
  }
  return d;
}

}  // namespace

Result<bool> has_document(const Database& database, std::string_view key) {
  Query rows(database, "SELECT 1 FROM document WHERE key = ?");
  const bool has = rows.put(key).next();
  if (Result<Done> read = rows.done(); !read) return read.error();
  return has;
}

Result<std::vector<std::string>> document_keys(const Database& database) {
  std::vector<std::string> keys;
  Query rows(database, "SELECT key FROM document ORDER BY key");
  while (rows.next()) keys.push_back(rows.take_text());
  if (Result<Done> read = rows.done(); !read) return read.error();
  return keys;
}

Result<Document> read_document(const Database& database, std::string_view key) {
  Query row(database,
            "SELECT key, external_id, file, outlet, address, title, byline, published, modified, "
            "captured, language, text, bytes, bytes_hash, row_hash FROM document WHERE key = ?");
  if (!row.put(key).next()) {
    if (Result<Done> read = row.done(); !read) return read.error();
    return Error{"there is no such document in this ledger",
                 database.path() + ", " + document_name("", "", key), "`sayso claims` lists them"};
  }
  Document document = take_document(row);
  const std::string bytes_hash = row.take_text();
  const std::string stored_hash = row.take_text();
  if (Result<Done> read = row.done(); !read) return read.error();
  const std::string name = document_name(document.external_id, document.file, document.key);
  if (sha256_hex(document.bytes) != bytes_hash) {
    return damaged(database, "the stored bytes are not those that were read", name);
  }
  if (row_hash(document, bytes_hash) != stored_hash) {
    return damaged(database, "the stored text is not the one that was read", name);
  }
  return document;
}

Result<std::string> read_text(const Database& database, std::string_view key) {
  Query row(database, "SELECT text FROM document WHERE key = ?");
  std::string text = row.put(key).next() ? row.take_text() : std::string();
  if (Result<Done> read = row.done(); !read) return read.error();
  return text;
}

Result<Records> read_records(const Database& database, std::string_view key, const Pin& pin) {
  Query row(database, "SELECT json, row_hash FROM record WHERE document = ?");
  if (!row.put(key).next()) {
    if (Result<Done> read = row.done(); !read) return read.error();
    return missing(database, key, "a document has no records");
  }
  const std::string json = row.take_text();
  const std::string stored_hash = row.take_text();
  if (Result<Done> read = row.done(); !read) return read.error();
  if (row_hash(key, pin, json) != stored_hash) {
    return missing(database, key, "the stored records are not those that were made");
  }
  Result<Records> records = records_from_json(json);
  if (!records) return at(database, records.error(), document_name("", "", key));
  if (Result<Done> good = check_references(*records); !good) return at(database, good.error());
  if (records->document != key) {
    return missing(database, key, "the stored records are those of another document");
  }
  return records;
}

Result<Done> check_stored(const Database& database, std::string_view key, const Pin& pin) {
  const Result<Document> document = read_document(database, key);
  if (!document) return document.error();
  if (Result<Done> good = check_document(database, *document); !good) return good;
  const Result<Records> records = read_records(database, key, pin);
  if (!records) return records.error();
  const Result<Done> good = check_spans(*records, document->text);
  if (!good) return at(database, good.error());
  return Done{};
}

Result<Pin> read_pin(const Database& database) {
  Query row(database, "SELECT model, rules, profile FROM pin");
  Pin pin;
  if (row.next()) {
    pin.model = row.take_text();
    pin.rules = row.take_text();
    pin.profile = row.take_text();
  }
  if (Result<Done> read = row.done(); !read) return read.error();
  return pin;
}

Result<Done> write_pin(const Database& database, const Pin& pin) {
  Query row(database,
            "INSERT OR REPLACE INTO pin (only_row, model, rules, profile) "
            "VALUES (1, ?, ?, ?)");
  return row.put(pin.model).put(pin.rules).put(pin.profile).run();
}

Result<Done> insert_document(const Database& database, const Document& document) {
  if (Result<Done> good = check_document(database, document); !good) return good;
  const std::string bytes_hash = sha256_hex(document.bytes);
  Query row(database,
            "INSERT INTO document (key, external_id, file, outlet, address, title, byline, "
            "published, modified, captured, language, text, bytes, bytes_hash, row_hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const std::string* field :
       {&document.key, &document.external_id, &document.file, &document.outlet, &document.address,
        &document.title, &document.byline, &document.published, &document.modified,
        &document.captured, &document.language, &document.text}) {
    row.put(*field);
  }
  row.put_blob(document.bytes).put(bytes_hash).put(row_hash(document, bytes_hash));
  if (Result<Done> inserted = row.run(); !inserted) return inserted;
  Query words(database,
              "INSERT INTO search (rowid, title, text) "
              "VALUES (last_insert_rowid(), ?, ?)");
  return words.put(document.title).put(document.text).run();
}

Result<Done> insert_records(const Database& database, const Records& records, const Pin& pin) {
  if (Result<Done> good = check_references(records); !good) return at(database, good.error());
  const std::string json = records_to_json(records);
  Query row(database, "INSERT INTO record (document, json, row_hash) VALUES (?, ?, ?)");
  return row.put(records.document).put(json).put(row_hash(records.document, pin, json)).run();
}

}  // namespace sayso
