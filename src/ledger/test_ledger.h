#pragma once
// For the tests of the ledger: a folder of their own, made-up documents and records, and equality
// that knows every field.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <vector>

#include "base/hash.h"
#include "base/utf8.h"
#include "sayso/ledger.h"

namespace sayso::test {

// ---- files
// ------------------------------------------------------------------------------------------

// A new folder under the system's place for temporary files; removed with all that is in it.
class Folder {
 public:
  Folder() {
    static int n_made = 0;
    const std::string name =
        "sayso-ledger-" + std::to_string(std::random_device()()) + "-" + std::to_string(++n_made);
    path_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directory(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const std::string& name = "sayso.db") const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Empty for a folder.
inline std::string read_file(const std::string& path) {
  if (std::filesystem::is_directory(path)) return {};
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// ---- equality: structured bindings, so that a new field does not compile until it is compared
// -------

template <typename T, typename Same>
bool same_list(const std::vector<T>& a, const std::vector<T>& b, Same same) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

inline auto fields(const Document& d) {
  const auto& [key, id, file, outlet, address, title, byline, published, modified, captured, text,
               bytes, language] = d;
  return std::tie(key, id, file, outlet, address, title, byline, published, modified, captured,
                  text, bytes, language);
}
inline auto fields(const Entity& e) {
  const auto& [id, name, type, aliases, roles, party, mentions] = e;
  return std::tie(id, name, type, aliases, roles, party, mentions);
}
inline auto fields(const Proposition& p) {
  const auto& [words, numbers, names, meaning, refers_back, negated, context, text] = p;
  return std::tie(words, numbers, names, meaning, refers_back, negated, context, text);
}
inline auto fields(const Citation& c) {
  const auto& [outlet, at] = c;
  return std::tie(outlet, at);
}
inline auto fields(const DocumentHead& h) {
  const auto& [key, id, outlet, address, title, byline, published, entity, cites, credits,
               current] = h;
  return std::tie(key, id, outlet, address, title, byline, published, entity, cites, credits,
                  current);
}
inline auto fields(const ClaimLink& l) {
  const auto& [a, b, reason] = l;
  const auto& [rule, detail] = reason;
  return std::tie(a, b, rule, detail);
}
inline auto fields(const ReviewOutcome& o) {
  const auto& [review, state, why, other, conflict, statements, entities, documents] = o;
  return std::tie(review, state, why, other, conflict, statements, entities, documents);
}
inline auto fields(const OriginTie& t) {
  const auto& [a, b, together, by, review] = t;
  return std::tie(a, b, together, by, review);
}
inline auto fields(const Copy& c) {
  const auto& [original, copy, share] = c;
  return std::tie(original, copy, share);
}
template <typename T>
bool same(const T& a, const T& b) {
  return fields(a) == fields(b);
}
inline bool same(const Statement& a, const Statement& b) {
  const auto parts = [](const Statement& s) {
    const auto& [source, cue, content, sentence, speaker, via, stance, quoted, voice, said_on,
                 happened_on, carries, inside, answers, proposition, seen, rule] = s;
    return std::tuple_cat(
        std::tie(source, cue, content, sentence, speaker, via, stance, quoted, voice, said_on,
                 happened_on, carries, inside, answers, seen, rule),
        fields(proposition));
  };
  return parts(a) == parts(b);
}
inline bool same(const Records& a, const Records& b) {
  const auto& [document, id, file, outlet, address, title, byline, published, entities, statements,
               citations, credits, sketch, notes] = a;
  const auto eq = [](const auto& x, const auto& y) { return same(x, y); };
  return std::tie(document, id, file, outlet, address, title, byline, published) ==
             std::tie(b.document, b.external_id, b.file, b.outlet, b.address, b.title, b.byline,
                      b.published) &&
         credits == b.credits && sketch == b.sketch && notes == b.notes &&
         same_list(entities, b.entities, eq) && same_list(statements, b.statements, eq) &&
         same_list(citations, b.citations, eq);
}
inline bool same(const GroupedStatement& a, const GroupedStatement& b) {
  const auto& [id_a, document_a, claim_a, statement_a] = a;
  const auto& [id_b, document_b, claim_b, statement_b] = b;
  return std::tie(id_a, document_a, claim_a) == std::tie(id_b, document_b, claim_b) &&
         same(statement_a, statement_b);
}
inline bool same(const Claim& a, const Claim& b) {
  const auto& [id_a, text_a, statements_a, links_a, happened_a] = a;
  const auto& [id_b, text_b, statements_b, links_b, happened_b] = b;
  return std::tie(id_a, text_a, statements_a, happened_a) ==
             std::tie(id_b, text_b, statements_b, happened_b) &&
         same_list(links_a, links_b, [](auto& x, auto& y) { return same(x, y); });
}
inline bool same(const Grouping& a, const Grouping& b) {
  const auto& [documents, entities, statements, claims, contradicts, copies, reviews, ties] = a;
  const auto eq = [](const auto& x, const auto& y) { return same(x, y); };
  return same_list(documents, b.documents, eq) && same_list(entities, b.entities, eq) &&
         same_list(statements, b.statements, eq) && same_list(claims, b.claims, eq) &&
         contradicts == b.contradicts && same_list(copies, b.copies, eq) &&
         same_list(reviews, b.reviews, eq) && same_list(ties, b.origin_ties, eq);
}
template <typename T>
bool same_all(const std::vector<T>& a, const std::vector<T>& b) {
  return same_list(a, b, [](const T& x, const T& y) { return same(x, y); });
}

// ---- made-up documents and records
// -------------------------------------------------------------------

// Draws that are the same on every machine for one seed (std's distributions are not).
class Draw {
 public:
  explicit Draw(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t n) { return n == 0 ? 0 : engine_() % n; }
  bool coin() { return below(2) == 1; }

  // Pieces that are hard on text: other planes, combining marks, CRLF, NBSP, quotes, NUL.
  std::string text(std::uint32_t n_pieces) {
    static const std::array<std::string, 14> kPieces = {
        "crane", " ", "port",    "\xF0\x9F\x98\x80", "e\xCC\x81", "\r\n",         "\xC2\xA0",
        "\"",    "{", "\\u0000", std::string(1, 0),  "inspector", "\xE2\x80\x9C", "1.5e6"};
    std::string text;
    for (std::uint32_t i = 0; i < n_pieces; ++i) text += kPieces[below(kPieces.size())];
    return text;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> list(below(4));
    for (std::string& one : list) one = text(below(4));
    return list;
  }
  // On code-point boundaries of `text`.
  Span span(std::string_view text) {
    std::array<std::uint32_t, 2> ends = {boundary(text), boundary(text)};
    std::sort(ends.begin(), ends.end());
    return {ends[0], ends[1]};
  }
  std::vector<Span> spans(std::string_view text) {
    std::vector<Span> list(below(3));
    for (Span& one : list) one = span(text);
    return list;
  }
  std::vector<std::uint32_t> indexes(std::uint32_t n) {
    std::vector<std::uint32_t> list(n == 0 ? 0 : below(4));
    for (std::uint32_t& one : list) one = below(n);
    return list;
  }
  std::optional<std::uint32_t> maybe_index(std::uint32_t n) {
    return n == 0 || coin() ? std::nullopt : std::optional(below(n));
  }
  std::uint64_t bits() { return std::uint64_t{engine_()} << 32 | engine_(); }

 private:
  std::uint32_t boundary(std::string_view text) {
    std::uint32_t at = below(static_cast<std::uint32_t>(text.size()) + 1);
    while (!is_boundary(text, at)) --at;
    return at;
  }
  std::mt19937 engine_;
};

// The ledger takes keys as they are; ingest makes real ones.
inline Document made_document(Draw& draw, std::uint32_t n_pieces = 40) {
  Document d;
  d.external_id = draw.text(2);
  d.file = draw.coin() ? "not utf-8 \xFF\xC3.jsonl" : draw.text(2);
  d.outlet = draw.text(3);
  d.address = "https://paper.example/" + draw.text(1);
  d.title = draw.text(5);
  d.byline = draw.text(2);
  d.published = "2023-03-13T13:20:00+01:00";
  d.modified = draw.text(1);
  d.captured = draw.text(1);
  d.text = draw.text(n_pieces);
  d.bytes = draw.text(n_pieces) + "\xFF\xFE";
  d.language = draw.coin() ? "en" : "";
  d.key = sha256_hex(d.text + std::to_string(draw.bits()));
  return d;
}

inline Entity made_entity(Draw& draw, std::string_view text, std::uint32_t n_entities) {
  Entity e;
  e.name = draw.text(2);
  e.type = static_cast<EntityType>(draw.below(7));
  e.aliases = draw.texts();
  e.roles = draw.texts();
  e.party = draw.maybe_index(n_entities);
  e.mentions = draw.spans(text);
  return e;
}

inline Statement made_statement(Draw& draw, std::string_view text, std::uint32_t n_entities,
                                std::uint32_t n_statements) {
  Statement s;
  if (draw.coin()) s.source = draw.span(text);
  if (draw.coin()) s.cue = draw.span(text);
  s.content = draw.spans(text);
  s.sentence = draw.span(text);
  s.speaker = draw.maybe_index(n_entities);
  s.via = draw.indexes(n_entities);
  s.stance = static_cast<Stance>(draw.below(kStances));
  s.quoted = static_cast<Quoted>(draw.below(3));
  s.voice = static_cast<Voice>(draw.below(2));
  s.said_on = draw.coin() ? "2023-03" : "";
  s.happened_on = draw.coin() ? "2022" : "";
  s.carries = draw.indexes(n_statements);
  s.inside = draw.maybe_index(n_statements);
  s.answers = draw.maybe_index(n_statements);
  s.seen = draw.coin();
  s.rule = draw.text(1);
  Proposition& p = s.proposition;
  p.words = draw.texts();
  p.numbers = draw.texts();
  p.names = draw.texts();
  if (draw.coin()) {
    for (std::int8_t& value : p.meaning) value = static_cast<std::int8_t>(draw.below(256));
  }
  p.refers_back = draw.coin();
  p.negated = draw.coin();
  p.context = draw.texts();
  p.text = draw.text(3);
  return s;
}

inline Records made_records(Draw& draw, const Document& d) {
  Records r;
  r.document = d.key;
  r.external_id = d.external_id;
  r.file = d.file;
  r.outlet = d.outlet;
  r.address = d.address;
  r.title = d.title;
  r.byline = d.byline;
  r.published = d.published;
  const std::uint32_t n_entities = draw.below(4);
  const std::uint32_t n_statements = draw.below(5);
  for (std::uint32_t i = 0; i < n_entities; ++i) {
    r.entities.push_back(made_entity(draw, d.text, n_entities));
  }
  for (std::uint32_t i = 0; i < n_statements; ++i) {
    r.statements.push_back(made_statement(draw, d.text, n_entities, n_statements));
  }
  if (n_entities > 0) r.citations.push_back({draw.below(n_entities), draw.span(d.text)});
  r.credits = draw.texts();
  for (std::uint32_t i = draw.below(6); i > 0; --i) r.sketch.push_back(draw.bits());
  r.sketch.push_back(~std::uint64_t{0});
  r.notes = draw.texts();
  return r;
}

struct Collection {
  std::vector<Document> documents;
  std::vector<Records> records;
};

inline Collection made_collection(std::uint32_t seed, int n_documents,
                                  std::uint32_t n_pieces = 40) {
  Draw draw(seed);
  Collection c;
  for (int i = 0; i < n_documents; ++i) {
    c.documents.push_back(made_document(draw, n_pieces));
    c.records.push_back(made_records(draw, c.documents.back()));
  }
  return c;
}

// Any grouping over the documents whose references lead somewhere.
inline Grouping made_grouping(std::uint32_t seed, const std::vector<Document>& documents) {
  Draw draw(seed);
  Grouping g;
  const std::uint32_t n_documents = static_cast<std::uint32_t>(documents.size());
  const std::uint32_t n_entities = 1 + draw.below(5);
  const std::uint32_t n_claims = 1 + draw.below(4);
  const std::uint32_t n_statements = 1 + draw.below(8);
  for (std::uint32_t i = 0; i < n_entities; ++i) {
    g.entities.push_back(made_entity(draw, "", n_entities));
    g.entities.back().id = "E" + std::to_string(i + 1);
    g.entities.back().mentions.clear();
  }
  for (const Document& d : documents) {
    DocumentHead head{d.key,
                      d.external_id,
                      d.outlet,
                      d.address,
                      d.title,
                      d.byline,
                      d.published,
                      draw.below(n_entities),
                      draw.indexes(n_entities),
                      draw.indexes(n_entities),
                      draw.coin()};
    g.documents.push_back(head);
  }
  for (std::uint32_t i = 0; i < n_statements; ++i) {
    const std::uint32_t document = draw.below(n_documents);
    g.statements.push_back(
        {"S" + std::to_string(draw.bits()), document, draw.below(n_claims),
         made_statement(draw, documents[document].text, n_entities, n_statements)});
  }
  for (std::uint32_t i = 0; i < n_claims; ++i) {
    Claim claim;
    claim.id = "C" + std::to_string(draw.bits());
    claim.text = draw.text(4);
    claim.statements = draw.indexes(n_statements);
    for (std::uint32_t k = draw.below(3); k > 0; --k) {
      claim.links.push_back(
          {draw.below(n_statements), draw.below(n_statements), {draw.text(1), draw.text(2)}});
    }
    claim.happened_on = draw.coin() ? "2022-05" : "";
    g.claims.push_back(claim);
  }
  g.contradicts.emplace_back(draw.below(n_claims), draw.below(n_claims));
  g.copies.push_back({draw.below(n_documents), draw.below(n_documents),
                      static_cast<double>(draw.below(1000)) / 999.0});
  for (std::uint32_t i = draw.below(3); i > 0; --i) {
    g.reviews.push_back({"R" + std::to_string(draw.bits()), static_cast<ReviewState>(draw.below(5)),
                         draw.text(2), draw.text(1), draw.coin(), draw.indexes(n_statements),
                         draw.indexes(n_entities), draw.indexes(n_documents)});
    g.origin_ties.push_back({draw.below(n_statements), draw.below(n_statements), draw.coin(),
                             draw.text(1), draw.text(1)});
  }
  return g;
}

inline const Pin kPin = {"1234567890abcdef", "1", "f32-test"};

// Opens, or fails the test with the message.
inline Ledger opened(const std::string& path) {
  Result<Ledger> ledger = Ledger::open(path);
  if (!ledger) throw std::runtime_error(to_string(ledger.error()));
  return *std::move(ledger);
}

template <typename T>
void expect_done(const Result<T>& result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : to_string(result.error()));
}

inline void expect_sound(const Ledger& ledger) {
  for (const Error& problem : ledger.verify()) ADD_FAILURE() << to_string(problem);
}

}  // namespace sayso::test
