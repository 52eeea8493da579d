#pragma once
// What a person decided about the ledger, as a value that can be stored, passed on and undone.
//
// A program errs, and a reader who sees it must be able to say so once: also after the article was
// read again, by another model, in a colleague's ledger. So a review never points at a number of a
// listing or at an id alone. It says what it is about in terms of what is kept for good: the
// document's key, the places in its text, the words that stand there, and the record as it was
// seen.
//
//   Review{.action = kSplit, .of = kClaim,
//          .sides = {{S12 as it was}, {the other statements of its claim}},
//          .by = "Ada Lin", .when = "2023-05-02T09:14:07.210000Z", .note = "another crane"}
//
// Reviews are a set: their order of arrival plays no part. Of two that cannot both hold the later
// one does (by `when`, then by id), and the other is listed as overruled. An undo names the review
// that it takes back. Cost: some hundred bytes for each statement that a review is about.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/entity.h"
#include "sayso/result.h"
#include "sayso/span.h"
#include "sayso/statement.h"

namespace sayso {

enum class ReviewAction : std::uint8_t {
  kAccept,   // these statements are right as they are, and stay when model or rules change
  kReject,   // these statements are none
  kCorrect,  // a field has another value
  kMerge,    // must-link: the sides are one
  kSplit,    // cannot-link: the two sides are apart
  kRelate,   // two claims contradict each other, or do not
  kNote,     // words of the reader about something
  kUndo,     // another review is taken back
};

enum class ReviewOf : std::uint8_t { kStatement, kClaim, kOrigin, kEntity, kDocument, kReview };

// A statement as it was when somebody looked at it.
struct StatementAnchor {
  std::string document;  // Document::key
  Statement record;      // speaker and via are indexes into `entities`; without carries, inside and
                         // answers; its proposition is empty unless the review keeps the statement
  bool carries = false;  // it had others within its content
  std::vector<Entity> entities;    // its speaker, its relays and their parties; without mentions
  std::vector<std::string> words;  // of each content span, or of the cue where there is none
};

// One place where a document has an entity.
struct EntityMention {
  std::string document;  // Document::key
  std::string name;      // as the records of that document call it
  EntityType type = EntityType::kPerson;
  std::optional<Span> at;  // its first mention in the text; none for a document's outlet or credit
};

struct EntityAnchor {
  std::string name;  // as it was called in the whole ledger
  EntityType type = EntityType::kPerson;
  std::vector<EntityMention> mentions;
};

struct DocumentAnchor {
  std::string key;
  std::string id;  // how it was called: "a1"
  std::string outlet;
  std::string title;
  std::string published;
};

// `field` is "speaker", "via", "stance", "content", "said_on", "happened_on" of a statement;
// "outlet", "title", "byline", "published" of a document, or the "type" of an entity in it; "party"
// of an entity. An empty value: none. Of "content" the value is its words, and the review's second
// side is the statement with them; of "via" it is the names of the relays.
struct Correction {
  std::string field;
  std::string value;
};

struct Review {
  std::string id;  // "R" and 16 hex digits of SHA-256 over all other fields: see review_id
  ReviewAction action = ReviewAction::kNote;
  ReviewOf of = ReviewOf::kStatement;
  // One side for accept, reject, correct and note; two or more for merge and relate; for a split
  // the first side is kept apart from the second; for a correction of "content" the second side is
  // what the statement is then.
  std::vector<std::vector<StatementAnchor>> sides;
  // Of an entity; of a correction of "party" the new one, after what is corrected; of "speaker" the
  // new one, and after it of "via" the relays, from the one nearest to the reader; of "type" whose.
  std::vector<EntityAnchor> entities;
  std::vector<DocumentAnchor> documents;
  std::string target;  // of an undo: the id of the review that is taken back
  std::vector<Correction> corrections;
  bool contradicts = false;  // of a relate
  std::string by;            // who decided
  std::string when;       // in UTC: "2023-05-02T09:14:07.210000Z"; texts of one form sort by time
  std::string note;       // the reader's own words, or empty
  bool redacted = false;  // it quoted a text that was forgotten, and no longer does: its id is no
                          // longer that of its content

  // Not part of the review, but of where it is kept: whether its words stand in the texts at its
  // spans, as far as the texts are there.
  bool fits = true;
};

std::string_view to_string(ReviewAction action);
std::string_view to_string(ReviewOf of);
std::optional<ReviewAction> review_action_from(std::string_view name);
std::optional<ReviewOf> review_of_from(std::string_view name);

// One line of JSON with every field but `fits` (docs/formats/review.md): the form in which ledgers
// keep reviews and colleagues exchange them.
std::string review_to_json(const Review& review);
// An error, without `where`, for what is no review: a field that is missing, an index that leads
// nowhere, a value that no program writes, an id that is not that of the content.
Result<Review> review_from_json(std::string_view json);
std::string review_id(const Review& review);

}  // namespace sayso
