// `sayso compare a1 a4`: passage by passage what the later one has from the earlier one.

#include <algorithm>
#include <map>
#include <set>

#include "cli/compare.h"
#include "cli/day.h"
#include "cli/phrase.h"
#include "extract/quotations.h"
#include "text/sentences.h"
#include "text/sketch.h"

namespace sayso::cli {
namespace {

constexpr double kLeastShare = 0.05;

Printed printed(const View& view, std::uint32_t document, std::uint32_t n_words) {
  const DocumentHead& head = view.grouping.documents[document];
  Printed printed{head.outlet, head.published, {}, n_words};
  for (const EntityIndex credit : head.credits)
    printed.credits.push_back(view.grouping.entities[credit].name);
  return printed;
}

// In quotation marks, in order, without those inside of others.
std::vector<Span> quotations_of(std::string_view text, const std::vector<Sentence>& sentences) {
  std::vector<Span> spans;
  for (const QuotePair& pair : find_quote_pairs(text, sentences)) {
    if (spans.empty() || pair.outer.begin >= spans.back().end) spans.push_back(pair.outer);
  }
  return spans;
}

std::string head_of(const View& view, std::uint32_t document) {
  const std::string day = published_day(view, document);
  return article_name(view, document) + " (" + outlet_name(view, document) + ", " +
         (day.empty() ? "no date" : short_day(day, view.with_years)) + ")";
}

std::string share_words(double share) {
  return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
}

// "paragraphs 1, 2 and 5 of 9"
std::string paragraphs_words(const Comparison& comparison) {
  std::vector<std::string> numbers;
  for (const std::uint32_t paragraph : comparison.paragraphs)
    numbers.push_back(std::to_string(paragraph));
  return (numbers.size() == 1 ? "paragraph " : "paragraphs ") + list_words(numbers, 8) + " of " +
         std::to_string(comparison.n_paragraphs);
}

std::string verdict(const View& view, const Comparison& comparison) {
  const std::string source = article_name(view, comparison.source),
                    taker = article_name(view, comparison.taker);
  if (comparison.taken == 0) return "neither has taken anything from the other";
  const std::string share = count_of(comparison.taken, "word", "words") + " of " +
                            std::to_string(comparison.taker_words) + " (" +
                            paragraphs_words(comparison) + ")";
  switch (comparison.rule) {
    case WayRule::kCredits:
      return taker + " has " + share + " from " + source + ", which it credits";
    case WayRule::kDates:
      return taker + " has " + share + " from " + source + ", which came out first";
    case WayRule::kCompleteness:
      return taker + " has " + share + " from " + source +
             ", so far as the length tells: dates do not, and " + source + " is longer";
    case WayRule::kOrder:
      break;
  }
  return "both have " + share + "; " + kNothingTells;
}

std::string kind_words(PassageKind kind) {
  return kind == PassageKind::kQuotation     ? "a quotation that both have"
         : kind == PassageKind::kBoilerplate ? "boilerplate"
                                             : "taken";
}

std::string passage_text(const View& view, const Comparison& comparison, const Passage& passage,
                         const Look& look) {
  std::string out =
      hang("   ",
           ink(look, Ink::kNumber,
               count_of(passage.words, "word", "words") + " in both, " + kind_words(passage.kind)),
           look.width);
  const auto quote = [&](std::uint32_t document, const Span& span) {
    const std::string words = "[" + printable(slice(view.documents[document].text, span)) + "]";
    return hang("     " + pad(article_name(view, document), 5) + " ", words, look.width);
  };
  return out + quote(comparison.source, passage.a) + quote(comparison.taker, passage.b);
}

}  // namespace

Way way_between(const View& view, std::uint32_t a, std::uint32_t b) {
  if (b < a) {
    const Way way = way_between(view, b, a);
    return {!way.first_had_it, way.rule};
  }
  Way way = which_way(printed(view, a, count_words(view.documents[a].text)),
                      printed(view, b, count_words(view.documents[b].text)));
  for (const Copy& copy : view.grouping.copies) {
    if (std::minmax(copy.original, copy.copy) != std::minmax(a, b)) continue;
    // Words and runs of words may differ on which text is the longer one: then neither tells.
    if (way.first_had_it != (copy.original == a)) way = {copy.original == a, WayRule::kOrder};
  }
  return way;
}

std::vector<std::uint32_t> undecided_copies(const View& view, const Claim& claim) {
  std::set<std::uint32_t> of_claim;
  for (const std::uint32_t s : claim.statements)
    of_claim.insert(view.grouping.statements[s].document);
  std::vector<std::uint32_t> documents;
  for (const Copy& copy : view.grouping.copies) {
    if (!of_claim.contains(copy.original) || !of_claim.contains(copy.copy)) continue;
    const WayRule rule =
        which_way(printed(view, copy.original, 0), printed(view, copy.copy, 0)).rule;
    if (rule == WayRule::kOrder) documents.insert(documents.end(), {copy.original, copy.copy});
  }
  return documents;
}

Comparison compare(const View& view, std::uint32_t a, std::uint32_t b) {
  Comparison comparison;
  const std::uint32_t words_a = count_words(view.documents[a].text),
                      words_b = count_words(view.documents[b].text);
  const Way way = way_between(view, a, b);
  comparison.source = way.first_had_it ? a : b;
  comparison.taker = way.first_had_it ? b : a;
  comparison.rule = way.rule;
  comparison.source_words = way.first_had_it ? words_a : words_b;
  comparison.taker_words = way.first_had_it ? words_b : words_a;
  const std::string& text = view.documents[comparison.taker].text;
  const std::vector<Sentence> sentences = split_sentences(text);
  comparison.passages =
      shared_passages(view.documents[comparison.source].text, text, quotations_of(text, sentences));
  std::set<std::uint32_t> paragraphs;
  for (const Passage& passage : comparison.passages) {
    if (passage.kind != PassageKind::kTaken) continue;
    comparison.taken += passage.words;
    for (const Sentence& sentence : sentences) {
      if (sentence.span.overlaps(passage.b)) paragraphs.insert(sentence.paragraph + 1);
    }
  }
  comparison.paragraphs.assign(paragraphs.begin(), paragraphs.end());
  comparison.n_paragraphs = sentences.empty() ? 0 : sentences.back().paragraph + 1;
  return comparison;
}

std::vector<Sharing> sharing_with(const View& view, std::uint32_t document,
                                  const std::vector<Records>& records) {
  std::map<std::string_view, const Records*> by_key;
  for (const Records& one : records) by_key.emplace(one.document, &one);
  const auto sketch_of = [&](std::uint32_t index) -> const std::vector<std::uint64_t>* {
    const auto found = by_key.find(view.grouping.documents[index].key);
    return found == by_key.end() ? nullptr : &found->second->sketch;
  };
  std::vector<Sharing> all;
  const auto* asked = sketch_of(document);
  for (std::uint32_t i = 0; asked && i < view.grouping.documents.size(); ++i) {
    const auto* other = sketch_of(i);
    if (i == document || !other || !document_shown(view, i)) continue;
    const Sharing sharing{i, contained(*other, *asked), contained(*asked, *other)};
    if (std::max(sharing.of_it, sharing.of_asked) >= kLeastShare) all.push_back(sharing);
  }
  std::stable_sort(all.begin(), all.end(), [](const Sharing& a, const Sharing& b) {
    return std::max(a.of_it, a.of_asked) > std::max(b.of_it, b.of_asked);
  });
  return all;
}

std::string compare_text(const View& view, const Comparison& comparison, const Look& look) {
  std::string out =
      hang(" ", head_of(view, comparison.source) + " and " + head_of(view, comparison.taker),
           look.width);
  out += hang(" ", ink(look, Ink::kStrong, verdict(view, comparison)), look.width);
  for (const Passage& passage : comparison.passages)
    out += "\n" + passage_text(view, comparison, passage, look);
  return out;
}

std::string sharing_text(const View& view, std::uint32_t document,
                         const std::vector<Sharing>& sharing, const Look& look) {
  std::string out = hang(" ", head_of(view, document), look.width);
  if (sharing.empty()) return out + "   shares no text with another article here\n";
  for (const Sharing& one : sharing) {
    out += hang("   ",
                head_of(view, one.document) + ": " + share_words(one.of_it) + " of it stands in " +
                    article_name(view, document) + ", and " + share_words(one.of_asked) +
                    " the other way round",
                look.width);
  }
  return out + "\n" +
         hang(" ",
              ink(look, Ink::kDim,
                  "`sayso compare " + article_name(view, document) + " " +
                      article_name(view, sharing.front().document) + "` shows the passages."),
              look.width);
}

}  // namespace sayso::cli
