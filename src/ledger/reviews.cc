#include "ledger/reviews.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/utf8.h"
#include "ledger/kept.h"

namespace sayso {
namespace {

constexpr std::size_t kQuotedRun = 5;  // words in a row that a note has from a text

std::string with_length(std::string_view field) {
  return std::to_string(field.size()) + ":" + std::string(field);
}

std::string row_hash(std::string_view id, std::string_view json) {
  return sha256_hex(with_length("review") + with_length(id) + with_length(json));
}

std::string row_hash(const Forgotten& mark, bool lifted) {
  std::string all = with_length("forgotten");
  for (const std::string* field :
       {&mark.key, &mark.name, &mark.text_hash, &mark.by, &mark.when, &mark.why})
    all += with_length(*field);
  return sha256_hex(all + (lifted ? "lifted" : ""));
}

Error damaged(const Database& database, std::string what, const std::string& name) {
  return {std::move(what), database.path() + ", " + name,
          "restore the ledger from a copy, or import the reviews into a new one"};
}

// ---- whether a review fits the texts
// -------------------------------------------------------------

bool lies_in(const Span& span, std::string_view text) {
  return span.begin <= span.end && span.end <= text.size() && is_boundary(text, span.begin) &&
         is_boundary(text, span.end);
}

bool fits(const StatementAnchor& anchor, std::string_view text) {
  const Statement& record = anchor.record;
  std::vector<Span> quoted = record.content;
  if (quoted.empty() && record.cue) quoted.push_back(*record.cue);
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (!lies_in(quoted[i], text) || slice(text, quoted[i]) != anchor.words[i]) return false;
  }
  return lies_in(record.sentence, text) && (!record.cue || lies_in(*record.cue, text)) &&
         (!record.source || lies_in(*record.source, text));
}

// The texts that reviews are about, each read once.
class Texts {
 public:
  explicit Texts(const Database& database) : database_(database) {}

  // Empty if the document is not here.
  Result<std::string_view> of(const std::string& key) {
    const auto found = texts_.find(key);
    if (found != texts_.end()) return std::string_view(found->second);
    Result<std::string> text = read_text(database_, key);
    if (!text) return text.error();
    return std::string_view(texts_.emplace(key, *std::move(text)).first->second);
  }

 private:
  const Database& database_;
  std::map<std::string, std::string> texts_;
};

Result<bool> fits(const Review& review, Texts& texts) {
  for (const auto& side : review.sides) {
    for (const StatementAnchor& anchor : side) {
      const Result<std::string_view> text = texts.of(anchor.document);
      if (!text) return text.error();
      if (!text.value().empty() && !fits(anchor, *text)) return false;
    }
  }
  return true;
}

// ---- forgetting
// ----------------------------------------------------------------------------------

std::vector<std::string> plain_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool inside = static_cast<unsigned char>(c) >= 0x80;  // of a letter that is no ASCII
    if (inside || capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      words.back() += capital ? static_cast<char>(c | 0x20) : c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::set<std::string> runs_of(std::string_view text) {
  const std::vector<std::string> words = plain_words(text);
  std::set<std::string> runs;
  for (std::size_t i = 0; i + kQuotedRun <= words.size(); ++i) {
    std::string run;
    for (std::size_t k = 0; k < kQuotedRun; ++k) run += words[i + k] + ' ';
    runs.insert(std::move(run));
  }
  return runs;
}

bool quotes(const std::string& note, const std::set<std::string>& runs) {
  const std::set<std::string> own = runs_of(note);
  return std::any_of(own.begin(), own.end(),
                     [&](const std::string& run) { return runs.contains(run); });
}

bool take_out(Review& review, std::string_view key) {
  std::size_t n_removed = 0, n_left = 0;
  for (auto& side : review.sides) {
    n_removed +=
        std::erase_if(side, [&](const StatementAnchor& anchor) { return anchor.document == key; });
    n_left += side.size();
  }
  for (EntityAnchor& entity : review.entities) {
    const std::size_t n = std::erase_if(
        entity.mentions, [&](const EntityMention& mention) { return mention.document == key; });
    n_removed += n;
    n_left += entity.mentions.size();
    if (n > 0 && entity.mentions.empty()) entity.name.clear();
  }
  for (DocumentAnchor& document : review.documents) {
    if (document.key != key) {
      ++n_left;
    } else if (!document.title.empty() || !document.outlet.empty()) {
      document = {
          .key = document.key, .id = document.id, .outlet = {}, .title = {}, .published = {}};
      ++n_removed;
    }
  }
  if (n_removed > 0) review.note.clear();
  if (n_removed > 0 && n_left == 0) review.corrections.clear();
  return n_removed > 0;
}

bool redact_with(Review& review, std::string_view key, const std::set<std::string>& runs) {
  bool changed = take_out(review, key);
  if (!review.note.empty() && quotes(review.note, runs)) {
    review.note.clear();
    changed = true;
  }
  for (Correction& correction : review.corrections) {
    if (!quotes(correction.value, runs)) continue;
    correction.value.clear();
    changed = true;
  }
  review.redacted = review.redacted || changed;
  return changed;
}

Result<Done> put(const Database& database, const Review& review) {
  Query row(database, "INSERT OR REPLACE INTO review (id, json, row_hash) VALUES (?, ?, ?)");
  const std::string json = review_to_json(review);
  return row.put(review.id).put(json).put(row_hash(review.id, json)).run();
}

// Without asking whether they fit.
Result<std::vector<Review>> read_rows(const Database& database) {
  Query rows(database, "SELECT id, json, row_hash FROM review ORDER BY id");
  std::vector<Review> reviews;
  while (rows.next()) {
    const std::string id = rows.take_text();
    const std::string json = rows.take_text();
    if (row_hash(id, json) != rows.take_text())
      return damaged(database, "a stored review is not the one that was made", "review " + id);
    Result<Review> review = review_from_json(json);
    if (!review) return damaged(database, review.error().what, "review " + id);
    reviews.push_back(*std::move(review));
  }
  if (Result<Done> read = rows.done(); !read) return read.error();
  std::sort(reviews.begin(), reviews.end(), [](const Review& a, const Review& b) {
    return std::tie(a.when, a.id) < std::tie(b.when, b.id);
  });
  return reviews;
}

}  // namespace

bool redact(Review& review, std::string_view key, std::string_view text) {
  return redact_with(review, key, runs_of(text));
}

Result<bool> review_fits(const Database& database, const Review& review) {
  Texts texts(database);
  return fits(review, texts);
}

Result<std::vector<Review>> read_reviews(const Database& database) {
  Result<std::vector<Review>> reviews = read_rows(database);
  if (!reviews) return reviews;
  Texts texts(database);
  for (Review& review : *reviews) {
    const Result<bool> good = fits(review, texts);
    if (!good) return good.error();
    review.fits = *good;
  }
  return reviews;
}

Result<std::size_t> insert_reviews(const Database& database, const std::vector<Review>& reviews) {
  const Result<std::vector<Review>> stored = read_rows(database);
  if (!stored) return stored.error();
  const Result<std::vector<Forgotten>> marks = read_marks(database);
  if (!marks) return marks.error();
  std::map<std::string, bool> redacted;  // of what is there, by id
  for (const Review& review : *stored) redacted[review.id] = review.redacted;
  std::size_t n_new = 0;
  for (Review review : reviews) {
    for (const Forgotten& mark : *marks) redact(review, mark.key, {});
    const auto found = redacted.find(review.id);
    if (found != redacted.end() && (!found->second || review.redacted)) continue;
    if (Result<Done> inserted = put(database, review); !inserted) return inserted.error();
    redacted[review.id] = review.redacted;
    ++n_new;
  }
  return n_new;
}

Result<Done> redact_reviews(const Database& database, std::string_view key) {
  const Result<std::string> text = read_text(database, key);
  if (!text) return text.error();
  Result<std::vector<Review>> reviews = read_rows(database);
  if (!reviews) return reviews.error();
  const std::set<std::string> runs = runs_of(*text);
  for (Review& review : *reviews) {
    if (!redact_with(review, key, runs)) continue;
    if (Result<Done> changed = put(database, review); !changed) return changed;
  }
  return Done{};
}

Result<Done> insert_mark(const Database& database, const Forgotten& mark, bool lifted) {
  Query row(database,
            "INSERT INTO forgotten (key, name, text_hash, lifted, by, \"when\", why, row_hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  row.put(mark.key).put(mark.name).put(mark.text_hash).put_integer(lifted ? 1 : 0);
  row.put(mark.by).put(mark.when).put(mark.why).put(row_hash(mark, lifted));
  return row.run();
}

Result<std::vector<Forgotten>> read_marks(const Database& database) {
  Query rows(database,
             "SELECT key, name, text_hash, lifted, by, \"when\", why, row_hash FROM forgotten "
             "ORDER BY number");
  std::map<std::string, Forgotten> marks;
  while (rows.next()) {
    Forgotten mark;
    mark.key = rows.take_text();
    mark.name = rows.take_text();
    mark.text_hash = rows.take_text();
    const bool lifted = rows.take_integer() != 0;
    mark.by = rows.take_text();
    mark.when = rows.take_text();
    mark.why = rows.take_text();
    if (row_hash(mark, lifted) != rows.take_text()) {
      return damaged(database, "a stored marker of a forgotten text was changed",
                     "document " + mark.key);
    }
    if (lifted) {
      marks.erase(mark.key);
    } else {
      marks[mark.key] = mark;
    }
  }
  if (Result<Done> read = rows.done(); !read) return read.error();
  std::vector<Forgotten> holding;
  for (auto& [key, mark] : marks) holding.push_back(std::move(mark));
  return holding;
}

}  // namespace sayso
