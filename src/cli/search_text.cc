// `sayso search WORDS`: where the words stand, article by article, best first.

#include <algorithm>

#include "base/utf8.h"
#include "cli/day.h"
#include "cli/listing.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

constexpr std::size_t kBefore = 80;  // bytes of text that are shown around a hit
constexpr std::size_t kAfter = 140;

std::size_t boundary_at_or_after(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_boundary(text, at)) ++at;
  return std::min(at, text.size());
}

// The text around a hit, begun and ended at a word where one is near.
std::string snippet(std::string_view text, const Span& at, const Look& look) {
  if (at.end > text.size() || at.begin > at.end) return "";
  if (at.empty()) return "(in the title)";
  std::size_t begin = at.begin > kBefore ? boundary_at_or_after(text, at.begin - kBefore) : 0;
  std::size_t end = boundary_at_or_after(text, std::min<std::size_t>(text.size(), at.end + kAfter));
  if (begin > 0) {
    const std::size_t space = text.find_first_of(" \n", begin);
    if (space < at.begin) begin = space + 1;
  }
  if (end < text.size()) {
    const std::size_t space = text.find_last_of(" \n", end);
    if (space != std::string_view::npos && space >= at.end) end = space;
  }
  const std::string before = printable_lines(text.substr(begin, at.begin - begin));
  const std::string hit = printable_lines(slice(text, at));
  const std::string after = printable_lines(text.substr(at.end, end - at.end));
  std::string words = (begin > 0 ? "... " : "") + before + ink(look, Ink::kMark, hit) + after +
                      (end < text.size() ? " ..." : "");
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

std::string article_line(const View& view, std::uint32_t document, const Look& look) {
  const DocumentHead& head = view.grouping.documents[document];
  const std::string day = published_day(view, document);
  std::string words =
      outlet_name(view, document) + ", " + (day.empty() ? "no date" : long_day(day));
  if (!head.title.empty()) words += ": " + ink(look, Ink::kStrong, printable(head.title));
  return hang(" " + ink(look, Ink::kNumber, pad(article_name(view, document), 4)) + " ", words,
              look.width);
}

std::string hit_lines(const View& view, const SearchHit& hit, std::uint32_t document,
                      const Look& look) {
  std::string out =
      hang("      ", snippet(view.documents[document].text, hit.at, look), look.width);
  for (const std::uint32_t s : statements_in(view, document)) {
    const GroupedStatement& grouped = view.grouping.statements[s];
    if (hit.statement.empty() || grouped.id != hit.statement) continue;
    const std::string number = statement_number(s) + ", " + claim_number(view, grouped.claim);
    const std::string says =
        speaker_name(view, s) + " " + std::string(verb(grouped.statement.stance));
    out += hang("      " + ink(look, Ink::kNumber, number) + "  ", ink(look, Ink::kDim, says),
                look.width);
  }
  return out;
}

}  // namespace

std::uint32_t document_with_key(const View& view, std::string_view key) {
  const std::vector<DocumentHead>& heads = view.grouping.documents;
  const auto found = std::find_if(heads.begin(), heads.end(),
                                  [&](const DocumentHead& head) { return head.key == key; });
  return static_cast<std::uint32_t>(found - heads.begin());
}

std::string search_text(const View& view, std::string_view words,
                        const std::vector<SearchHit>& hits, const Look& look) {
  std::vector<std::uint32_t> documents;  // of the hits, best first
  std::vector<std::string> lines(view.grouping.documents.size());
  std::size_t n_hits = 0;
  for (const SearchHit& hit : hits) {
    const std::uint32_t document = document_with_key(view, hit.document);
    if (document == view.grouping.documents.size() || !document_shown(view, document)) continue;
    if (lines[document].empty()) documents.push_back(document);
    lines[document] += hit_lines(view, hit, document, look);
    ++n_hits;
  }
  std::string out =
      hang(" ",
           count_of(n_hits, "place", "places") + " in " +
               count_of(documents.size(), "article", "articles") + " of " +
               std::to_string(count_articles(view)) + " with \"" + printable(words) + "\"",
           look.width);
  for (const std::uint32_t document : documents) {
    out += "\n" + article_line(view, document, look) + lines[document];
  }
  return out;
}

}  // namespace sayso::cli
