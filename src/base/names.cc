// The names of enumerations, as exports and the ledger write them: one table each, read both ways.

#include <array>

#include "sayso/claim.h"
#include "sayso/entity.h"
#include "sayso/review.h"
#include "sayso/standing.h"
#include "sayso/statement.h"

namespace sayso {
namespace {

constexpr std::array<std::string_view, 7> kEntityTypes = {
    "person", "organisation", "outlet", "place", "anonymous", "collective", "document"};
constexpr std::array<std::string_view, kStances> kStanceNames = {
    "asserts",  "confirms",   "denies",   "questions",
    "declines", "unanswered", "retracts", "unverified"};
constexpr std::array<std::string_view, 3> kQuotedNames = {"direct", "indirect", "mixed"};
constexpr std::array<std::string_view, 2> kVoiceNames = {"attributed", "own"};
constexpr std::array<std::string_view, 8> kStandingNames = {
    "unsourced", "single-origin", "multiple-origins", "corroborated",
    "disputed",  "denied",        "withdrawn",        "undetermined"};
constexpr std::array<std::string_view, 8> kReviewActions = {"accept", "reject", "correct", "merge",
                                                            "split",  "relate", "note",    "undo"};
constexpr std::array<std::string_view, 6> kReviewOf = {"statement", "claim",    "origin",
                                                       "entity",    "document", "review"};
constexpr std::array<std::string_view, 5> kReviewStates = {"holds", "idle", "overruled", "undone",
                                                           "orphaned"};

template <typename E, std::size_t N>
std::string_view name_of(E value, const std::array<std::string_view, N>& names) {
  return names.at(static_cast<std::size_t>(value));
}

template <typename E, std::size_t N>
std::optional<E> value_of(std::string_view name, const std::array<std::string_view, N>& names) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(EntityType type) { return name_of(type, kEntityTypes); }
std::string_view to_string(Stance stance) { return name_of(stance, kStanceNames); }
std::string_view to_string(Quoted quoted) { return name_of(quoted, kQuotedNames); }
std::string_view to_string(Voice voice) { return name_of(voice, kVoiceNames); }
std::string_view to_string(StandingKind kind) { return name_of(kind, kStandingNames); }

std::string_view to_string(ReviewAction action) { return name_of(action, kReviewActions); }
std::string_view to_string(ReviewOf of) { return name_of(of, kReviewOf); }
std::string_view to_string(ReviewState state) { return name_of(state, kReviewStates); }

std::optional<EntityType> entity_type_from(std::string_view name) {
  return value_of<EntityType>(name, kEntityTypes);
}
std::optional<Stance> stance_from(std::string_view name) {
  return value_of<Stance>(name, kStanceNames);
}
std::optional<ReviewAction> review_action_from(std::string_view name) {
  return value_of<ReviewAction>(name, kReviewActions);
}
std::optional<ReviewOf> review_of_from(std::string_view name) {
  return value_of<ReviewOf>(name, kReviewOf);
}
std::optional<ReviewState> review_state_from(std::string_view name) {
  return value_of<ReviewState>(name, kReviewStates);
}
std::optional<Quoted> quoted_from(std::string_view name) {
  return value_of<Quoted>(name, kQuotedNames);
}

}  // namespace sayso
