// `sayso explain S12`: the sentence with its parts marked, and below it each decision: what was
// chosen, the pass that decided, and what came next.
//
//   cue of the content    told, 97% · link of contents to cues · next: said 2%
//
// The words of contents are cut here; the sentence above has them, and --json, too.

#include <algorithm>
#include <cmath>

#include "cli/day.h"
#include "cli/listing.h"
#include "cli/marked.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

constexpr int kLabelWidth = 22;
constexpr int kMostChosen = 100;  // cells
constexpr int kMostOther = 40;

std::string percent(float probability) {
  if (probability < 0.01F) return "under 1%";
  if (probability > 0.99F) return "over 99%";
  return std::to_string(std::lround(probability * 100)) + "%";
}

std::string title(const View& view, std::uint32_t statement, const Look& look) {
  const std::uint32_t document = view.grouping.statements[statement].document;
  const std::string day = published_day(view, document);
  return hang(" " + ink(look, Ink::kNumber, statement_number(statement)) + "  ",
              ink(look, Ink::kDim,
                  article_name(view, document) + " " + outlet_name(view, document) + ", " +
                      (day.empty() ? "no date" : long_day(day))),
              look.width);
}

std::string sentence(const View& view, const GroupedStatement& grouped, const Look& look) {
  const Statement& statement = grouped.statement;
  std::vector<LabelledSpan> spans;
  for (const Span& piece : statement.content) spans.push_back({piece, "content"});
  if (statement.source) spans.push_back({*statement.source, "source"});
  if (statement.cue) spans.push_back({*statement.cue, "cue"});
  std::string words = marked_spans(view, grouped.document, statement.sentence, spans, look);
  std::replace(words.begin(), words.end(), '\n', ' ');
  return hang("   ", words, look.width);
}

std::string others_words(const std::vector<Alternative>& others) {
  std::string words;
  for (const Alternative& other : others) {
    words += (words.empty() ? "next: " : ", ") + shorten(printable(other.words), kMostOther);
    if (other.probability) words += " " + percent(*other.probability);
  }
  return words;
}

std::string decision_lines(const Decision& decision, const Look& look) {
  std::string words = ink(look, Ink::kStrong, shorten(printable(decision.chosen), kMostChosen));
  if (decision.probability) words += ", " + percent(*decision.probability);
  for (const std::string& more : {printable(decision.pass), others_words(decision.others)}) {
    if (!more.empty()) words += " \u00B7 " + more;
  }
  return hang("   " + pad(decision.what, kLabelWidth), words, look.width);
}

std::string mentioned(const View& view, std::uint32_t statement) {
  const std::string words = content_words(view, statement);
  return statement_number(statement) + (words.empty() ? "" : " " + words);
}

std::string joined_by(const View& view, std::uint32_t statement) {
  std::string reasons;
  const std::uint32_t claim = view.grouping.statements[statement].claim;
  for (const ClaimLink& link : view.grouping.claims[claim].links) {
    if (link.a != statement && link.b != statement) continue;
    const std::uint32_t other = link.a == statement ? link.b : link.a;
    if (!statement_shown(view, other)) continue;
    reasons +=
        (reasons.empty() ? "with " : "; with ") + statement_number(other) + ": " + link.reason.rule;
    if (!link.reason.detail.empty()) reasons += " (" + link.reason.detail + ")";
  }
  return reasons.empty() ? "no other statement was joined with it" : reasons;
}

}  // namespace

std::vector<Decision> decisions_in_collection(const View& view, std::uint32_t statement) {
  const GroupedStatement& grouped = view.grouping.statements[statement];
  std::vector<Decision> decisions;
  const auto add = [&](const char* what, std::string chosen, std::string pass) {
    decisions.push_back({what, std::move(chosen), std::nullopt, std::move(pass), {}});
  };
  if (grouped.statement.inside) {
    add("inside", mentioned(view, *grouped.statement.inside),
        "its cue or source stands in that content, or its cue chose that one");
  }
  for (const std::uint32_t inner : grouped.statement.carries)
    add("carries", mentioned(view, inner),
        "the other's cue or source stands in this content, or chose this cue");
  if (!grouped.statement.inside && grouped.statement.carries.empty())
    add("inside", "none", "it lies in no other statement and carries none");
  if (grouped.statement.answers) {
    add("answers", mentioned(view, *grouped.statement.answers),
        "it has no words of its own on what it is about");
  }
  add("claim", claim_number(view, grouped.claim) + " " + view.grouping.claims[grouped.claim].text,
      joined_by(view, statement));
  return decisions;
}

std::string explain_text(const View& view, std::uint32_t statement,
                         const std::vector<Decision>& decisions, const Look& look) {
  std::string out = title(view, statement, look) + "\n" +
                    sentence(view, view.grouping.statements[statement], look) + "\n";
  for (const Decision& decision : decisions) out += decision_lines(decision, look);
  return out;
}

}  // namespace sayso::cli
