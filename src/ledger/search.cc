#include "ledger/search.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "ledger/derived.h"
#include "ledger/kept.h"

namespace sayso {
namespace {

constexpr std::size_t kMaxQueryBytes = 4096;
constexpr std::size_t kMaxWords = 64;
constexpr std::size_t kPlacesInDocument = 3;  // shown of one document, so that others are seen too
constexpr std::uint32_t kMaxPlaceBytes =
    400;                        // a longer stretch shows nothing that belongs together
constexpr int kTextColumn = 1;  // of the table `search`

// ---- the places of matches, asked of FTS5
// ---------------------------------------------------------

// One word of the query in a text: which word, and its bytes.
struct Occurrence {
  std::uint32_t word = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

int collect_token(void* context, int flags, const char*, int, int begin, int end) noexcept {
  if (flags & FTS5_TOKEN_COLOCATED) return SQLITE_OK;
  static_cast<std::vector<Span>*>(context)->push_back(
      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  return SQLITE_OK;
}

int tokens_of_text(const Fts5ExtensionApi* api, Fts5Context* match, std::vector<Span>& tokens) {
  const char* text = nullptr;
  int size = 0;
  const int code = api->xColumnText(match, kTextColumn, &text, &size);
  if (code != SQLITE_OK) return code;
  return api->xTokenize(match, text, size, &tokens, collect_token);
}

int find_occurrences(const Fts5ExtensionApi* api, Fts5Context* match,
                     std::vector<Occurrence>& occurrences) {
  std::vector<Span> tokens;
  int n_matches = 0;
  int code = tokens_of_text(api, match, tokens);
  if (code == SQLITE_OK) code = api->xInstCount(match, &n_matches);
  for (int i = 0; i < n_matches && code == SQLITE_OK; ++i) {
    int phrase = 0;
    int column = 0;
    int first = 0;
    code = api->xInst(match, i, &phrase, &column, &first);
    if (code != SQLITE_OK || column != kTextColumn) continue;
    const int last = first + api->xPhraseSize(match, phrase) - 1;
    if (first < 0 || last < first || static_cast<std::size_t>(last) >= tokens.size()) continue;
    occurrences.push_back({static_cast<std::uint32_t>(phrase),
                           tokens[static_cast<std::size_t>(first)].begin,
                           tokens[static_cast<std::size_t>(last)].end});
  }
  return code;
}

// SQL: places(search) is a blob of Occurrences, for this process alone.
void places_function(const Fts5ExtensionApi* api, Fts5Context* match, sqlite3_context* result, int,
                     sqlite3_value**) noexcept {
  std::vector<Occurrence> occurrences;
  const int code = find_occurrences(api, match, occurrences);
  if (code != SQLITE_OK) return sqlite3_result_error_code(result, code);
  sqlite3_result_blob64(result,
                        occurrences.empty() ? "" : static_cast<const void*>(occurrences.data()),
                        occurrences.size() * sizeof(Occurrence), SQLITE_TRANSIENT);
}

std::vector<Occurrence> occurrences_from(const std::string& blob) {
  std::vector<Occurrence> occurrences(blob.size() / sizeof(Occurrence));
  if (!occurrences.empty()) {
    std::memcpy(occurrences.data(), blob.data(), occurrences.size() * sizeof(Occurrence));
  }
  return occurrences;
}

// As FTS5's documentation (section 7, "Extending FTS5") has it.
fts5_api* fts5_api_of(sqlite3* handle) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

// ---- the query
// ------------------------------------------------------------------------------------

bool is_space(char c) { return c == '\0' || std::isspace(static_cast<unsigned char>(c)) != 0; }

int note_token(void* context, int, const char*, int, int, int) noexcept {
  *static_cast<bool*>(context) = true;
  return SQLITE_OK;
}

// The tokeniser of the table `search`, asked directly.
class Tokenizer {
 public:
  explicit Tokenizer(sqlite3* handle) {
    fts5_api* const api = fts5_api_of(handle);
    void* context = nullptr;
    if (!api || api->xFindTokenizer(api, "unicode61", &context, &functions_) != SQLITE_OK) return;
    if (functions_.xCreate(context, nullptr, 0, &tokenizer_) != SQLITE_OK) tokenizer_ = nullptr;
  }
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;
  ~Tokenizer() {
    if (tokenizer_) functions_.xDelete(tokenizer_);
  }

  // A word without a token (a dash, a bracket) is in no document, and must not make a search fail.
  bool has_token(std::string_view word) const {
    bool has = false;
    if (tokenizer_) {
      functions_.xTokenize(tokenizer_, &has, FTS5_TOKENIZE_QUERY, word.data(),
                           static_cast<int>(word.size()), note_token);
    }
    return has;
  }

 private:
  fts5_tokenizer functions_{};
  Fts5Tokenizer* tokenizer_ = nullptr;
};

std::vector<std::string_view> split(std::string_view words, const Tokenizer& tokenizer) {
  std::vector<std::string_view> list;
  std::size_t at = 0;
  while (at < words.size()) {
    const std::size_t begin = at;
    while (at < words.size() && !is_space(words[at])) ++at;
    const std::string_view word = words.substr(begin, at - begin);
    if (!word.empty() && tokenizer.has_token(word)) list.push_back(word);
    if (at < words.size()) ++at;
  }
  return list;
}

std::string quoted(std::string_view word) {
  std::string text = "\"";
  for (const char c : word) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + "\"";
}

std::string match_expression(const std::vector<std::string_view>& words) {
  std::string expression;
  for (const std::string_view word : words) {
    if (!expression.empty()) expression += " AND ";
    expression += quoted(word);
  }
  return expression;
}

// ---- the best places of one document
// --------------------------------------------------------------

// For each occurrence the shortest stretch up to it that holds every word that the text has.
std::vector<Span> stretches(const std::vector<Occurrence>& occurrences) {
  std::vector<Span> found;
  std::vector<std::optional<Span>> last(kMaxWords);
  const auto is_new = [&](const Occurrence& o) { return !std::exchange(last[o.word], Span{}); };
  const std::ptrdiff_t n_words = std::count_if(occurrences.begin(), occurrences.end(), is_new);
  std::ptrdiff_t n_seen = 0;
  last.assign(kMaxWords, std::nullopt);
  for (const Occurrence& occurrence : occurrences) {
    if (!last[occurrence.word]) ++n_seen;
    last[occurrence.word] = Span{occurrence.begin, occurrence.end};
    if (n_seen < n_words) continue;
    Span hull{occurrence.begin, occurrence.end};
    for (const std::optional<Span>& span : last) {
      if (!span) continue;
      hull = {std::min(hull.begin, span->begin), std::max(hull.end, span->end)};
    }
    found.push_back(hull);
  }
  return found;
}

// At most kPlacesInDocument, shortest first, without overlap. If the words are nowhere together,
// the first of them; if the text has none of them (the title has), an empty span.
std::vector<Span> best_places(std::vector<Occurrence> occurrences, std::string_view text) {
  std::erase_if(occurrences, [&](const Occurrence& o) {
    return o.word >= kMaxWords || o.begin >= o.end || o.end > text.size() ||
           !is_boundary(text, o.begin) || !is_boundary(text, o.end);
  });
  if (occurrences.empty()) return {Span{}};
  std::sort(occurrences.begin(), occurrences.end(), [](const Occurrence& a, const Occurrence& b) {
    return std::pair(a.begin, a.word) < std::pair(b.begin, b.word);
  });
  std::vector<Span> candidates = stretches(occurrences);
  std::sort(candidates.begin(), candidates.end(), [](const Span& a, const Span& b) {
    return std::pair(a.size(), a.begin) < std::pair(b.size(), b.begin);
  });
  std::vector<Span> places;
  for (const Span& candidate : candidates) {
    if (candidate.size() > kMaxPlaceBytes || places.size() == kPlacesInDocument) break;
    const auto overlaps = [&](const Span& place) { return place.overlaps(candidate); };
    if (std::none_of(places.begin(), places.end(), overlaps)) places.push_back(candidate);
  }
  if (places.empty()) places.push_back({occurrences.front().begin, occurrences.front().end});
  return places;
}

// From the first to the last byte of source, cue and content.
Span hull_of(const Statement& statement) {
  Span hull = first_span(statement);
  const auto add = [&hull](const Span& span) {
    hull = {std::min(hull.begin, span.begin), std::max(hull.end, span.end)};
  };
  for (const Span& span : statement.content) add(span);
  if (statement.source) add(*statement.source);
  if (statement.cue) add(*statement.cue);
  return hull;
}

// The shortest statement around the place; the first of several.
std::string statement_at(const std::vector<StoredStatement>& statements, const Span& place) {
  const StoredStatement* best = nullptr;
  for (const StoredStatement& stored : statements) {
    const Span hull = hull_of(stored.statement);
    if (place.empty() || !hull.contains(place)) continue;
    if (!best || hull.size() < hull_of(best->statement).size()) best = &stored;
  }
  return best ? best->id : std::string();
}

Result<Done> add_hits(const Database& database, const std::string& key,
                      const std::vector<Occurrence>& occurrences, std::size_t limit,
                      std::vector<SearchHit>& hits) {
  const Result<std::string> text = read_text(database, key);
  if (!text) return text.error();
  const Result<std::vector<StoredStatement>> statements = statements_of(database, key);
  if (!statements) return statements.error();
  for (const Span& place : best_places(occurrences, *text)) {
    if (hits.size() < limit) hits.push_back({key, place, statement_at(*statements, place)});
  }
  return Done{};
}

}  // namespace

Result<Done> add_search_functions(const Database& database) {
  fts5_api* const api = fts5_api_of(database.handle());
  if (!api) {
    return Error{"this SQLite library has no full-text search (FTS5)", database.path(),
                 "install SQLite as the distribution builds it"};
  }
  const int code = api->xCreateFunction(api, "places", nullptr, places_function, nullptr);
  if (code != SQLITE_OK) return database.error(code);
  return Done{};
}

Result<std::vector<SearchHit>> search_words(const Database& database, std::string_view words,
                                            int limit) {
  const Error too_many{"these are too many words to search for", database.path(),
                       "search for fewer (64 words, 4096 bytes)"};
  if (words.size() > kMaxQueryBytes) return too_many;
  const std::vector<std::string_view> list = split(words, Tokenizer(database.handle()));
  if (list.size() > kMaxWords) return too_many;
  std::vector<SearchHit> hits;
  if (list.empty() || limit <= 0) return hits;
  Query rows(database,
             "SELECT document.key, places(search) FROM search "
             "JOIN document ON document.number = search.rowid "
             "WHERE search MATCH ? ORDER BY bm25(search), document.key");
  rows.put(match_expression(list));
  while (hits.size() < static_cast<std::size_t>(limit) && rows.next()) {
    const std::string key = rows.take_text();
    const std::vector<Occurrence> occurrences = occurrences_from(rows.take_text());
    const Result<Done> added =
        add_hits(database, key, occurrences, static_cast<std::size_t>(limit), hits);
    if (!added) return added.error();
  }
  if (Result<Done> read = rows.done(); !read) return read.error();
  return hits;
}

Result<Done> rebuild_search(const Database& database) {
  return database.execute("INSERT INTO search (search) VALUES ('rebuild')");
}

Result<Done> check_search(const Database& database) {
  return database.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
}

}  // namespace sayso
