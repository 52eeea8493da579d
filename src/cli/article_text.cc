// `sayso article a1`: the text with its statements marked in place, and below it who says each.

#include <algorithm>

#include "cli/dates.h"
#include "cli/listing.h"
#include "cli/marked.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

constexpr int kClaimNumberWidth = 5;

std::string title(const View& view, std::uint32_t document, const Look& look) {
  const DocumentHead& head = view.grouping.documents[document];
  const std::string name = " " + article_name(view, document) + "  ";
  const std::string blank(static_cast<std::size_t>(display_width(name)), ' ');
  const std::string words = head.title.empty() ? "(no title)" : printable(head.title);
  std::string about = outlet_name(view, document);
  if (!head.byline.empty()) about += ", " + printable(head.byline);
  about += ", " + published_words(view, document);
  std::string out = hang(ink(look, Ink::kNumber, name), ink(look, Ink::kStrong, words), look.width);
  out += hang(blank, ink(look, Ink::kDim, about), look.width);
  if (!head.address.empty())
    out += hang(blank, ink(look, Ink::kDim, printable(head.address)), look.width);
  for (const std::string& sentence : odd_dates(view, document))
    out += hang(blank, ink(look, Ink::kWarn, "Dates that do not fit: " + sentence), look.width);
  if (view.superseded[document])
    out += hang(blank, "A later version of this article is in the collection.", look.width);
  return out;
}

std::string copies(const View& view, std::uint32_t document, const Look& look) {
  std::string out;
  for (const Copy& copy : view.grouping.copies) {
    if (copy.copy == document && document_shown(view, copy.original)) {
      out += hang(" ",
                  "A copy of " + article_name(view, copy.original) + " (" +
                      outlet_name(view, copy.original) + "), but for light edits.",
                  look.width);
    } else if (copy.original == document && document_shown(view, copy.copy)) {
      out += hang(
          " ",
          "Copied in " + article_name(view, copy.copy) + " (" + outlet_name(view, copy.copy) + ").",
          look.width);
    }
  }
  return out;
}

// The marked text, a line of the article wrapped as one paragraph.
std::string body(const View& view, std::uint32_t document, const Look& look) {
  const auto size = static_cast<std::uint32_t>(view.documents[document].text.size());
  const std::string text =
      marked_text(view, document, {0, size}, statements_in(view, document), look);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    out += line.empty() ? "\n" : hang(" ", line, look.width);
    at = end + 1;
  }
  return out;
}

std::string legend_line(const View& view, std::uint32_t index, int number_width, const Look& look) {
  const GroupedStatement& grouped = view.grouping.statements[index];
  std::string words = speaker_name(view, index) + " " + said_by_it(view, index);
  if (grouped.statement.voice == Voice::kOwn) words += " in its own voice";
  words += citing(view, index);
  words += "; " + std::string(standing_words(current(view.standings[grouped.claim])));
  const std::string number = pad(statement_number(index), number_width);
  const std::string claim = pad(claim_number(view, grouped.claim), kClaimNumberWidth);
  return hang("   " + ink(look, Ink::kNumber, number + "  " + claim) + " ", words, look.width);
}

std::string legend(const View& view, std::uint32_t document, const Look& look) {
  const std::vector<std::uint32_t> statements = statements_in(view, document);
  if (statements.empty()) return "\n No statement was found in this article.\n";
  const int number_width = display_width(statement_number(statements.back()));
  std::string out = "\n" + hang(" ",
                                ink(look, Ink::kStrong, "Who says so") +
                                    ": statement, claim that it is about, where the claim stands",
                                look.width);
  for (const std::uint32_t s : statements) out += legend_line(view, s, number_width, look);
  return out;
}

}  // namespace

std::vector<std::uint32_t> statements_in(const View& view, std::uint32_t document) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t s = 0; s < view.grouping.statements.size(); ++s) {
    if (view.grouping.statements[s].document == document) found.push_back(s);
  }
  return found;
}

std::string article_text(const View& view, std::uint32_t document, const Look& look) {
  return title(view, document, look) + copies(view, document, look) + "\n" +
         body(view, document, look) + legend(view, document, look);
}

}  // namespace sayso::cli
