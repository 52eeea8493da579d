#include "group/rulings.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace sayso {
namespace {

constexpr double kSame = 2;
constexpr double kEnough =
    0.5;  // of the bytes: a model that sets a border elsewhere means the same

constexpr std::size_t kSecondDigits = 19;  // of "2023-05-02T09:14:07"

bool touch(const std::optional<Span>& a, const std::optional<Span>& b) {
  return a && b && (*a == *b || a->overlaps(*b));
}

bool same_attribution(const Statement& a, const Statement& b) {
  if (touch(a.cue, b.cue) || touch(a.source, b.source)) return true;
  return a.voice == b.voice && !(a.cue && b.cue) && !(a.source && b.source);
}

// Whether an undo holds hangs on those that undo it, which are newer; ids are hashes over their
// targets, so there is no ring.
class Undoing {
 public:
  explicit Undoing(std::vector<Ruling>& rulings) {
    for (Ruling& ruling : rulings) {
      if (ruling.review().action == ReviewAction::kUndo)
        undos_[ruling.review().target].push_back(&ruling);
    }
  }

  // The newest undo of it that holds. A ring, which only a forger could make, ends after all.
  const Ruling* holding_undo(std::string_view id, std::size_t depth = 0) const {
    const auto found = undos_.find(id);
    if (found == undos_.end() || depth > undos_.size()) return nullptr;
    for (const Ruling* undo : found->second) {
      if (!holding_undo(undo->review().id, depth + 1)) return undo;
    }
    return nullptr;
  }

 private:
  std::map<std::string, std::vector<const Ruling*>, std::less<>> undos_;  // by target, newest first
};

}  // namespace

std::string signature(const Review& review) { return review.by + ", " + review.when.substr(0, 10); }
std::string Ruling::signature() const { return sayso::signature(*review_); }

void Ruling::rest(std::string_view why) {
  ++n_rested_;
  rested_ = why;
}

void Ruling::miss(std::string_view why) {
  ++n_missed_;
  missed_ = why;
}

void Ruling::overrule(const Ruling& newer) {
  ++n_overruled_;
  const Review& other = newer.review();
  const bool same_second =
      review_->when.substr(0, kSecondDigits) == other.when.substr(0, kSecondDigits);
  outcome_.conflict = outcome_.conflict || same_second || review_->by != other.by;
  if (outcome_.other.empty()) outcome_.other = other.id;
}

void Ruling::undo(const Ruling* by) {
  applies_ = false;
  undone_ = true;
  outcome_.other = by->review().id;
}

void Ruling::drop(std::string why) {
  applies_ = false;
  miss(why);
}

ReviewOutcome Ruling::outcome() const {
  ReviewOutcome outcome = outcome_;
  const int n_parts = n_held_ + n_rested_ + n_missed_ + n_overruled_;
  const auto part = [&](int n) { return std::to_string(n) + " of " + std::to_string(n_parts); };
  if (undone_) {
    outcome.state = ReviewState::kUndone;
  } else if (n_held_ > 0) {
    outcome.state = ReviewState::kHolds;
    if (n_missed_ > 0) outcome.why = "for " + part(n_missed_) + ": " + missed_;
    if (n_overruled_ > 0)
      outcome.why = "for " + part(n_overruled_) + " a later review says otherwise";
  } else if (n_overruled_ > 0) {
    outcome.state = ReviewState::kOverruled;
  } else if (n_rested_ > 0) {
    outcome.state = ReviewState::kIdle;
    outcome.why = rested_;
  } else {
    outcome.state = ReviewState::kOrphaned;
    outcome.why = n_missed_ > 0       ? missed_
                  : review_->redacted ? "the text that it was about was forgotten"
                                      : "it is about nothing that this program knows";
  }
  return outcome;
}

std::vector<Ruling> make_rulings(std::span<const Review> reviews) {
  std::vector<const Review*> order;
  for (const Review& review : reviews) order.push_back(&review);
  // Of one review that is here whole and redacted the whole one comes first and stays.
  std::sort(order.begin(), order.end(), [](const Review* a, const Review* b) {
    return std::tie(b->when, b->id, a->redacted) < std::tie(a->when, a->id, b->redacted);
  });
  const auto same = [](const Review* a, const Review* b) { return a->id == b->id; };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  std::vector<Ruling> rulings;
  for (const Review* review : order) rulings.emplace_back(*review);
  const Undoing undoing(rulings);
  std::map<std::string_view, bool> known;
  for (const Ruling& ruling : rulings) known[ruling.review().id] = true;
  for (Ruling& ruling : rulings) {
    if (const Ruling* undo = undoing.holding_undo(ruling.review().id)) {
      ruling.undo(undo);
    } else if (!ruling.review().fits) {
      ruling.drop("its words do not stand in the text at their places");
    } else if (ruling.review().action == ReviewAction::kUndo) {
      if (known.contains(ruling.review().target)) {
        ruling.hold();
      } else {
        ruling.miss("the review that it takes back is not in this ledger");
      }
    }
  }
  return rulings;
}

double common_share(const std::vector<Span>& a, const std::vector<Span>& b) {
  double common = 0, all = 0;
  for (const Span& span : a) all += span.size();
  for (const Span& span : b) all += span.size();
  for (const Span& one : a) {
    for (const Span& other : b) {
      const std::uint32_t begin = std::max(one.begin, other.begin);
      const std::uint32_t end = std::min(one.end, other.end);
      if (begin < end) common += end - begin;
    }
  }
  return all - common > 0 ? common / (all - common) : 0;
}

std::optional<double> likeness(const StatementAnchor& anchor, const Statement& statement,
                               bool carries) {
  if (!same_attribution(anchor.record, statement)) return std::nullopt;
  if (anchor.record.content.empty() != statement.content.empty()) return std::nullopt;
  // Of two with one content ("X rejected Y's claim that P") the one with the same cue.
  const double finer =
      (anchor.record.cue == statement.cue ? 0.002 : 0) + (anchor.carries == carries ? 0.001 : 0);
  if (statement.content.empty())
    return touch(anchor.record.cue, statement.cue) ? std::optional(kSame + finer) : std::nullopt;
  if (anchor.record.content == statement.content) return kSame + finer;
  const double share = common_share(anchor.record.content, statement.content);
  return share >= kEnough ? std::optional(share + finer) : std::nullopt;
}

}  // namespace sayso
