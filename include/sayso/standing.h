#pragma once
// Where a claim stands on a day, and why. See docs/glossary.md for the words.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/claim.h"

namespace sayso {

enum class StandingKind : std::uint8_t {
  kUnsourced,
  kSingleOrigin,
  kMultipleOrigins,  // two or more, none denies; that they are independent is not established
  kCorroborated,     // the same, and a text or the user says what makes them independent
  kDisputed,
  kDenied,
  kWithdrawn,
  kUndetermined,
};

// Statements of one claim that go back to one speaker, party, document, interview or copied text.
struct Origin {
  std::vector<std::uint32_t> statements;  // into Grouping::statements
  std::vector<EntityIndex> speakers;      // into Grouping::entities
  std::vector<ClaimLink> folds;           // why they are one
};

struct Standing {
  std::string as_of;  // a day, "2023-03-14"
  StandingKind is = StandingKind::kUndetermined;
  std::vector<std::uint32_t> moved_by;  // statements of that day that moved it
  std::string why;                      // the rule, as a sentence
};

struct ClaimStanding {
  std::uint32_t claim = 0;      // into Grouping::claims
  std::vector<Origin> origins;  // of what was published up to the day
  int origins_at_least = 0;     // asserting origins: a range, since text rarely shows independence
  int origins_at_most = 0;
  int articles = 0;               // that carry the claim, copies counted
  std::vector<Standing> history;  // in order of day, one entry a change; empty: nothing said yet
  std::vector<std::string>
      flags;  // sorted: "circular", "anonymous-only", "acknowledged", "unanswered", ...
};

std::string_view to_string(StandingKind kind);

}  // namespace sayso
