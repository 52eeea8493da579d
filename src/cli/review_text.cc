#include "cli/review_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "cli/day.h"
#include "cli/json_text.h"
#include "cli/listing.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

constexpr int kQuoteWidth = 44;

// Words of an article, between its own quotation marks or ours.
std::string quoted(const StatementAnchor& anchor) {
  std::string words;
  for (const std::string& piece : anchor.words) words += (words.empty() ? "" : " ... ") + piece;
  if (words.empty()) return "a statement";
  words = shorten(printable(words), kQuoteWidth);
  return words.starts_with('"') || words.starts_with("\u201C") ? words : "\"" + words + "\"";
}

std::optional<std::uint32_t> document_with(const View& view, const std::string& key) {
  const std::uint32_t found = document_with_key(view, key);
  return found < view.grouping.documents.size() ? std::optional(found) : std::nullopt;
}

std::string document_words(const View& view, const std::string& key) {
  const auto document = document_with(view, key);
  return document ? article_name(view, *document) : "an article that is not here";
}

std::optional<std::uint32_t> find_anchored(const View& view, const StatementAnchor& anchor) {
  const auto document = document_with(view, anchor.document);
  if (!document) return std::nullopt;
  for (const std::uint32_t s : statements_in(view, *document)) {
    const Statement& statement = view.grouping.statements[s].statement;
    if (statement.content == anchor.record.content && statement.cue == anchor.record.cue) return s;
  }
  return std::nullopt;
}

// "S12" where the anchored statement is there, else its words.
std::string statement_words(const View& view, const StatementAnchor& anchor) {
  const auto found = find_anchored(view, anchor);
  return found ? statement_number(*found) : quoted(anchor);
}

std::vector<std::string> side_words(const View& view, const std::vector<StatementAnchor>& side) {
  std::vector<std::string> words;
  for (const StatementAnchor& anchor : side) words.push_back(statement_words(view, anchor));
  // A number alone says little in a list that is read later.
  if (side.size() == 1 && words[0].starts_with('S')) words[0] += " " + quoted(side[0]);
  return words;
}

std::string list_of_sides(const View& view, const Review& review, std::string_view between) {
  std::string words;
  // What a correction makes of a content is its second side, and stands among its fields.
  const std::size_t n_sides = review.action == ReviewAction::kCorrect ? 1 : review.sides.size();
  for (std::size_t i = 0; i < std::min(n_sides, review.sides.size()); ++i) {
    const auto& side = review.sides[i];
    if (side.empty()) continue;
    words += (words.empty() ? "" : std::string(between)) + list_words(side_words(view, side), 6);
  }
  return words.empty() ? "what was forgotten" : words;
}

std::string entity_words(const View& view, const EntityAnchor& anchor, bool with_articles) {
  std::string words = anchor.name.empty() ? "somebody of a forgotten text" : printable(anchor.name);
  if (!with_articles) return words;
  std::set<std::string> articles;
  for (const EntityMention& mention : anchor.mentions)
    articles.insert(document_words(view, mention.document));
  return words + " in " + list_words({articles.begin(), articles.end()}, 4);
}

std::string value_words(const std::string& value) {
  return value.empty() ? "none" : printable(value);
}

std::string correction_words(const Review& review) {
  std::vector<std::string> words;
  for (const Correction& correction : review.corrections) {
    std::string field = correction.field;
    std::replace(field.begin(), field.end(), '_', ' ');
    words.push_back(field + " is " + value_words(correction.value));
  }
  return list_words(words, 8);
}

std::string words_of_entities(const View& view, const Review& review) {
  std::vector<std::string> names;
  const bool split = review.action == ReviewAction::kSplit;
  for (const EntityAnchor& anchor : review.entities)
    names.push_back(entity_words(view, anchor, split));
  if (names.empty()) return "entities";
  switch (review.action) {
    case ReviewAction::kMerge:
      return list_words(names) + " are one";
    case ReviewAction::kSplit:
      return names.front() + " is somebody else than " + names.back();
    case ReviewAction::kCorrect:
      return names.front() + ": " + correction_words(review);
    default:
      return names.front();
  }
}

std::string words_of_documents(const View& view, const Review& review) {
  std::vector<std::string> names;
  if (!review.entities.empty())
    return entity_words(view, review.entities.front(), true) + ": " + correction_words(review);
  for (const DocumentAnchor& anchor : review.documents) {
    const std::string name = document_words(view, anchor.key);
    names.push_back(name.starts_with("an article") ? printable(anchor.id) + " (not here)" : name);
  }
  const std::string corrections = correction_words(review);
  return list_words(names) + (corrections.empty() ? "" : ": " + corrections);
}

std::string words_of_statements(const View& view, const Review& review) {
  const bool origin = review.of == ReviewOf::kOrigin;
  switch (review.action) {
    case ReviewAction::kMerge:
      return list_of_sides(view, review, origin ? " and " : " with ");
    case ReviewAction::kSplit:
      return list_of_sides(view, review, origin ? " and " : " from ");
    case ReviewAction::kRelate:
      return list_of_sides(view, review, " and ");
    case ReviewAction::kCorrect:
      return list_of_sides(view, review, ", ") + ": " + correction_words(review);
    default:
      return list_of_sides(view, review, ", ");
  }
}

std::string_view verb_of(const Review& review) {
  const bool origin = review.of == ReviewOf::kOrigin;
  switch (review.action) {
    case ReviewAction::kAccept:
      return "accepted: ";
    case ReviewAction::kReject:
      return "rejected: ";
    case ReviewAction::kCorrect:
      return "corrected: ";
    case ReviewAction::kMerge:
      return origin ? "one origin: " : "merged: ";
    case ReviewAction::kSplit:
      return origin ? "independent of each other: " : "split: ";
    case ReviewAction::kRelate:
      return review.contradicts ? "contradiction between " : "no contradiction between ";
    case ReviewAction::kNote:
      return "note on ";
    case ReviewAction::kUndo:
      return "undone: ";
  }
  return "";
}

constexpr std::size_t kMostAbout = 3;  // of the statements of one claim

std::string whole_words(const StatementAnchor& anchor) {
  std::string words;
  for (const std::string& piece : anchor.words) words += (words.empty() ? "" : " ... ") + piece;
  return printable(words);
}

About about_statement(const View& view, const StatementAnchor& anchor) {
  const auto found = find_anchored(view, anchor);
  std::string head = document_words(view, anchor.document);
  if (found) {
    const std::uint32_t document = view.grouping.statements[*found].document;
    head += " (" + outlet_name(view, document) + ", " +
            short_day(published_day(view, document), view.with_years) + "), " +
            speaker_name(view, *found) + " " + said_by_it(view, *found);
  }
  return {found ? statement_number(*found) : "", head + ":", whole_words(anchor)};
}

// A claim by its text, then the first of its statements; else each statement.
void add_side(const View& view, const Review& review, const std::vector<StatementAnchor>& side,
              std::vector<About>& all) {
  std::set<std::uint32_t> claims;
  for (const StatementAnchor& anchor : side) {
    if (const auto found = find_anchored(view, anchor))
      claims.insert(view.grouping.statements[*found].claim);
  }
  const bool of_claim = review.of == ReviewOf::kClaim && side.size() > 1 && claims.size() == 1;
  const std::size_t most = of_claim ? kMostAbout : side.size();
  if (of_claim) {
    all.push_back({claim_number(view, *claims.begin()),
                   count_of(side.size(), "statement", "statements") + " of the claim:",
                   printable(view.grouping.claims[*claims.begin()].text)});
  }
  for (std::size_t i = 0; i < std::min(most, side.size()); ++i)
    all.push_back(about_statement(view, side[i]));
  if (most < side.size())
    all.push_back({"", "and " + std::to_string(side.size() - most) + " more", ""});
}

std::string state_words(const View& view, const ReviewOutcome& outcome) {
  const auto other = find_review(view, outcome.other);
  const std::string by = other ? review_number(*other) : "a review";
  std::string words;
  switch (outcome.state) {
    case ReviewState::kHolds:
      words = "holds";
      break;
    case ReviewState::kIdle:
      words = "changes nothing here";
      break;
    case ReviewState::kOverruled:
      words = "overruled by " + by;
      break;
    case ReviewState::kUndone:
      words = "undone by " + by;
      break;
    case ReviewState::kOrphaned:
      words = "orphaned";
      break;
  }
  if (!outcome.why.empty()) words += ": " + printable(outcome.why);
  if (outcome.state == ReviewState::kHolds && !outcome.other.empty()) words += " (" + by + ")";
  if (outcome.conflict) words += "; a conflict";
  return words;
}

std::string entry(const View& view, std::uint32_t r, const Look& look) {
  const Review& review = view.reviews[r];
  const ReviewOutcome& outcome = view.grouping.reviews[r];
  const std::string number = pad(" " + review_number(r), 5) + " ";
  const std::string blank(static_cast<std::size_t>(display_width(number)), ' ');
  std::string out = hang(ink(look, Ink::kNumber, number), review_words(view, review), look.width);
  const bool warn = outcome.conflict || outcome.state == ReviewState::kOrphaned;
  const std::string state = state_words(view, outcome);
  out += hang(blank, reviewer_words(review) + "; " + (warn ? ink(look, Ink::kWarn, state) : state),
              look.width);
  if (!review.note.empty()) out += hang(blank + "note: ", printable(review.note), look.width);
  return out;
}

}  // namespace

std::string reviewer_words(const Review& review) {
  return printable(review.by) + ", " + long_day(day_of(review.when));
}

std::string review_words(const View& view, const Review& review) {
  std::string words(verb_of(review));
  switch (review.of) {
    case ReviewOf::kEntity:
      return words + words_of_entities(view, review);
    case ReviewOf::kDocument:
      return words + words_of_documents(view, review);
    case ReviewOf::kReview: {
      const auto target = find_review(view, review.target);
      return words + (target ? review_number(*target) : "a review that is not here");
    }
    default:
      return words + words_of_statements(view, review);
  }
}

std::vector<About> about(const View& view, const Review& review) {
  std::vector<About> all;
  if (review.of == ReviewOf::kReview) {
    const auto target = find_review(view, review.target);
    if (!target) return all;
    all.push_back({review_number(*target), reviewer_words(view.reviews[*target]) + ":",
                   review_words(view, view.reviews[*target])});
    const std::vector<About> of_target = about(view, view.reviews[*target]);
    all.insert(all.end(), of_target.begin(), of_target.end());
    return all;
  }
  const bool corrects = review.action == ReviewAction::kCorrect;
  for (std::size_t i = 0;
       i < (corrects ? std::min<std::size_t>(1, review.sides.size()) : review.sides.size()); ++i)
    add_side(view, review, review.sides[i], all);
  const bool split = review.action == ReviewAction::kSplit;
  if (review.of == ReviewOf::kEntity && !split) {
    for (const EntityAnchor& entity : review.entities)
      all.push_back({"", entity_words(view, entity, true), ""});
  }
  for (const DocumentAnchor& document : review.documents)
    all.push_back({printable(document.id), printable(document.outlet), printable(document.title)});
  return all;
}

std::string about_text(const View& view, const Review& review, const Look& look) {
  std::string out;
  for (const auto& [number, head, words] : about(view, review)) {
    const std::string lead = "   " + (number.empty() ? "" : pad(number, 4) + " ");
    const std::string blank(static_cast<std::size_t>(display_width(lead)), ' ');
    out += hang(ink(look, Ink::kNumber, lead), ink(look, Ink::kDim, head), look.width);
    if (!words.empty()) out += hang(blank, words, look.width);
  }
  return out;
}

std::string reviews_text(const View& view, bool only_orphaned, const Look& look) {
  std::string out;
  std::size_t n_shown = 0, n_conflicts = 0, n_orphaned = 0;
  for (std::uint32_t r = 0; r < view.grouping.reviews.size() && r < view.reviews.size(); ++r) {
    const ReviewOutcome& outcome = view.grouping.reviews[r];
    const bool orphaned = outcome.state == ReviewState::kOrphaned;
    n_conflicts += outcome.conflict && outcome.state != ReviewState::kUndone ? 1 : 0;
    n_orphaned += orphaned ? 1 : 0;
    if (only_orphaned && !orphaned) continue;
    ++n_shown;
    out += entry(view, r, look);
  }
  if (n_shown == 0)
    return only_orphaned ? " no review is orphaned\n"
                         : " no reviews yet; `sayso review --help` shows which there are\n";
  std::string head = count_of(n_shown, only_orphaned ? "orphaned review" : "review",
                              only_orphaned ? "orphaned reviews" : "reviews");
  if (!only_orphaned && n_conflicts > 0)
    head += ", " + count_of(n_conflicts, "conflict", "conflicts");
  if (!only_orphaned && n_orphaned > 0) head += ", " + std::to_string(n_orphaned) + " orphaned";
  out = hang(" ", head, look.width) + out;
  if (n_conflicts > 0) {
    out += "\n" + hang(" ",
                       ink(look, Ink::kDim,
                           "Of two that contradict each other the later holds, of one moment the "
                           "one that is listed last; `sayso review "
                           "undo R5` takes one back."),
                       look.width);
  }
  if (n_orphaned > 0) {
    out += "\n" + hang(" ",
                       ink(look, Ink::kDim,
                           "Orphaned reviews are kept. They hold again once what they are "
                           "about is here again; `sayso review undo R5` takes one back."),
                       look.width);
  }
  return out;
}

std::string reviews_json(const View& view, bool only_orphaned) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::uint32_t r = 0; r < view.grouping.reviews.size() && r < view.reviews.size(); ++r) {
    const ReviewOutcome& outcome = view.grouping.reviews[r];
    if (only_orphaned && outcome.state != ReviewState::kOrphaned) continue;
    nlohmann::ordered_json one = {{"number", review_number(r)}};
    one["state"] = to_string(outcome.state);
    one["why"] = outcome.why;
    one["other"] =
        outcome.other.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(outcome.other);
    one["conflict"] = outcome.conflict;
    one["statements"] = nlohmann::ordered_json::array();
    for (const std::uint32_t s : outcome.statements)
      one["statements"].push_back(view.grouping.statements[s].id);
    one["review"] = nlohmann::ordered_json::parse(review_to_json(view.reviews[r]));
    list.push_back(std::move(one));
  }
  const nlohmann::ordered_json json = {{"reviews", std::move(list)}};
  return json_text(json);
}

std::vector<std::uint32_t> reviews_of_claim(const View& view, std::uint32_t claim) {
  const std::vector<std::uint32_t>& statements = view.grouping.claims[claim].statements;
  std::set<EntityIndex> speakers;
  std::set<std::uint32_t> documents;
  for (const std::uint32_t s : statements) {
    const GroupedStatement& grouped = view.grouping.statements[s];
    documents.insert(grouped.document);
    if (grouped.statement.speaker) speakers.insert(*grouped.statement.speaker);
  }
  const auto any = [](const auto& indexes, const auto& of) {
    return std::any_of(indexes.begin(), indexes.end(), [&](std::uint32_t index) {
      return std::find(of.begin(), of.end(), index) != of.end();
    });
  };
  std::vector<std::uint32_t> found;
  for (std::uint32_t r = 0; r < view.grouping.reviews.size() && r < view.reviews.size(); ++r) {
    const ReviewOutcome& outcome = view.grouping.reviews[r];
    if (outcome.state == ReviewState::kUndone) continue;
    if (any(outcome.statements, statements) || any(outcome.entities, speakers) ||
        any(outcome.documents, documents))
      found.push_back(r);
  }
  return found;
}

std::string reviews_of_claim_text(const View& view, std::uint32_t claim, const Look& look) {
  std::string out;
  for (const std::uint32_t r : reviews_of_claim(view, claim)) out += entry(view, r, look);
  if (out.empty()) return out;
  return "\n " + ink(look, Ink::kStrong, "What readers decided and noted") + "\n" + out;
}

}  // namespace sayso::cli
