#pragma once
// What group() makes of the records of a collection and of the reviews of it: entities across
// documents, copies, claims, and what became of each review.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sayso/entity.h"
#include "sayso/statement.h"

namespace sayso {

// A document as far as grouping and judging need it.
struct DocumentHead {
  std::string key;
  std::string
      id;  // how exports and listings call it: the external id where that is unique, else "file:id"
  std::string outlet;
  std::string address;
  std::string title;
  std::string byline;
  std::string published;             // as written
  EntityIndex outlet_entity = 0;     // into Grouping::entities
  std::vector<EntityIndex> cites;    // outlets that it cites, into Grouping::entities
  std::vector<EntityIndex> credits;  // agencies in its byline or dateline
  bool current = true;               // no later version of this article is in the collection
};

struct GroupedStatement {
  std::string id;  // "S" and 12 hex digits of a hash of document key, spans and `carries`
  std::uint32_t document = 0;  // into Grouping::documents
  std::uint32_t claim = 0;     // into Grouping::claims
  Statement statement;         // speaker, via: into Grouping::entities; carries, inside: into
  // Grouping::statements; of Proposition::context only what judge() asks for
};

// Why two things are held to be one. Nothing is folded without it.
struct Reason {
  std::string rule;    // "same speaker", "copy", "same words"
  std::string detail;  // what a person can check: names, shared figures
};

struct ClaimLink {
  std::uint32_t a = 0, b = 0;  // into Grouping::statements
  Reason reason;
};

struct Claim {
  std::string id;    // "C" and 12 hex digits: that of its first statement in canonical order
  std::string text;  // the words of the statement that stands for it, with what it refers to
  std::vector<std::uint32_t> statements;  // into Grouping::statements, in canonical order
  std::vector<ClaimLink> links;           // a tree over them: why each is here
  std::string happened_on;
};

struct Copy {
  std::uint32_t original = 0, copy = 0;  // into Grouping::documents
  double share = 0;                      // of the copy's text that the original has too, 0 to 1
};

// What became of a review in a grouping.
enum class ReviewState : std::uint8_t {
  kHolds,
  kIdle,       // it has nothing to change here: what it rejects is no longer found
  kOverruled,  // a later review says otherwise
  kUndone,
  kOrphaned,  // what it is about is gone, or its words no longer stand in the text
};

struct ReviewOutcome {
  std::string review;  // its id
  ReviewState state = ReviewState::kHolds;
  std::string why;        // a sentence where the state needs one; also what holds only in part
  std::string other;      // the review that overruled or undid it; or empty
  bool conflict = false;  // somebody else overruled it, or it was overruled within one second
  std::vector<std::uint32_t> statements;  // that it is about, into Grouping::statements, sorted
  std::vector<EntityIndex> entities;      // the same, into Grouping::entities
  std::vector<std::uint32_t> documents;   // the same, into Grouping::documents
};

// What a person decided about the origins of two statements: they go back to one, or they are
// independent of each other.
struct OriginTie {
  std::uint32_t a = 0, b = 0;  // into Grouping::statements, a < b
  bool together = false;
  std::string by;      // who decided, and on which day: "Ada Lin, 2023-05-02"
  std::string review;  // the review's id
};

struct Grouping {
  std::vector<DocumentHead> documents;  // in order of (time of publication in UTC, outlet, key)
  std::vector<Entity> entities;
  std::vector<GroupedStatement> statements;  // in order of (document, first span, id)
  std::vector<Claim> claims;                 // in order of their first statement
  std::vector<std::pair<std::uint32_t, std::uint32_t>> contradicts;  // into claims, a < b
  std::vector<Copy> copies;
  std::vector<ReviewOutcome> reviews;  // in order of (when, id)
  std::vector<OriginTie> origin_ties;  // that hold, in order of (a, b)
};

std::string_view to_string(ReviewState state);
std::optional<ReviewState> review_state_from(std::string_view name);

}  // namespace sayso
