#include "cli/view.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "cli/day.h"
#include "cli/layout.h"
#include "sayso/judge.h"

namespace sayso::cli {
namespace {

// Most articles first, then the earlier, then by text; the id settles what is left.
std::vector<std::uint32_t> listing_order(const Grouping& grouping,
                                         const std::vector<ClaimStanding>& standings) {
  const auto key = [&](std::uint32_t claim) {
    const ClaimStanding& standing = standings[claim];
    const std::string_view first =
        standing.history.empty() ? std::string_view("9999") : standing.history.front().as_of;
    return std::tuple(-standing.articles, first, std::string_view(grouping.claims[claim].text),
                      std::string_view(grouping.claims[claim].id));
  };
  std::vector<std::uint32_t> order(grouping.claims.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  return order;
}

std::vector<std::uint32_t> numbers_of(const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> numbers(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) numbers[order[i]] = i + 1;
  return numbers;
}

// A later version at the same address, published by the day, takes the place of a document.
std::vector<bool> superseded_documents(const View& view) {
  std::vector<bool> superseded(view.grouping.documents.size(), false);
  std::map<std::pair<EntityIndex, std::string_view>, std::uint32_t> latest;
  for (std::uint32_t i = 0; i < superseded.size(); ++i) {
    const DocumentHead& head = view.grouping.documents[i];
    if (head.address.empty() || !document_shown(view, i)) continue;
    const auto [entry, added] = latest.try_emplace({head.outlet_entity, head.address}, i);
    if (added) continue;
    superseded[entry->second] = true;
    entry->second = i;
  }
  return superseded;
}

std::string last_published_day(const View& view) {
  std::string last;
  for (std::uint32_t i = 0; i < view.grouping.documents.size(); ++i) {
    last = std::max(last, published_day(view, i));
  }
  return last;
}

bool spans_years(const View& view) {
  std::string year;
  for (std::uint32_t i = 0; i < view.grouping.documents.size(); ++i) {
    const std::string own = published_day(view, i).substr(0, 4);
    if (own.empty()) continue;
    if (!year.empty() && own != year) return true;
    year = own;
  }
  return false;
}

// The number of "C12" or "s7", if `name` is that letter with 1 to 9 digits.
std::optional<std::uint32_t> display_number(std::string_view name, char letter) {
  if (name.size() < 2 || name.size() > 10 || (name[0] | 0x20) != letter) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : name.substr(1)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

constexpr std::size_t kShortestPrefix = 4;

// The only element whose id begins with `name`; nothing if there is none or more than one.
template <typename T, typename IdOf>
std::optional<std::uint32_t> by_prefix(const std::vector<T>& all, std::string_view name,
                                       IdOf id_of) {
  if (name.size() < kShortestPrefix) return std::nullopt;
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const std::string_view id = id_of(all[i]);
    if (!id.starts_with(name)) continue;
    if (id == name) return i;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

std::optional<std::uint32_t> statement_named(const View& view, std::string_view name) {
  const auto& statements = view.grouping.statements;
  const std::optional<std::uint32_t> number = display_number(name, 's');
  if (number && *number >= 1 && *number <= statements.size()) return *number - 1;
  return by_prefix(statements, name,
                   [](const GroupedStatement& s) { return std::string_view(s.id); });
}

Error no_such(std::string what, std::string_view name, std::string remedy) {
  return {"there is no " + std::move(what) + " \"" + printable(name) + "\" in this ledger", "",
          std::move(remedy)};
}

// The ids that `name` could mean where an id was given to several files: "x.jsonl:a1".
std::string articles_ending_in(const View& view, std::string_view name) {
  std::string list;
  const std::string ending = ":" + std::string(name);
  for (std::uint32_t i = 0; i < view.grouping.documents.size(); ++i) {
    if (!view.grouping.documents[i].id.ends_with(ending)) continue;
    if (list.size() > 200) return list + ", ...";
    list += (list.empty() ? "" : ", ") + article_name(view, i);
  }
  return list;
}

}  // namespace

View make_view(Grouping grouping, const std::string& as_of) {
  View view;
  view.grouping = std::move(grouping);
  view.documents.resize(view.grouping.documents.size());
  view.as_of = as_of;
  view.standings = judge(view.grouping);
  view.order = listing_order(view.grouping, view.standings);
  view.numbers = numbers_of(view.order);
  if (!as_of.empty()) view.standings = judge(view.grouping, as_of);
  view.last_day = as_of.empty() ? last_published_day(view) : as_of;
  view.with_years = spans_years(view);
  view.superseded = superseded_documents(view);
  return view;
}

std::vector<std::uint32_t> undated_articles(const View& view) {
  std::vector<std::uint32_t> undated;
  for (std::uint32_t i = 0; i < view.grouping.documents.size(); ++i) {
    if (published_day(view, i).empty()) undated.push_back(i);
  }
  return undated;
}

std::string published_day(const View& view, std::uint32_t document) {
  return day_of(view.grouping.documents[document].published);
}

bool document_shown(const View& view, std::uint32_t document) {
  return view.as_of.empty() || published_day(view, document) <= view.as_of;
}

bool statement_shown(const View& view, std::uint32_t statement) {
  return document_shown(view, view.grouping.statements[statement].document);
}

bool claim_shown(const View& view, std::uint32_t claim) {
  const std::vector<std::uint32_t>& statements = view.grouping.claims[claim].statements;
  return std::any_of(statements.begin(), statements.end(),
                     [&](std::uint32_t statement) { return statement_shown(view, statement); });
}

int count_articles(const View& view) {
  int n_articles = 0;
  for (std::uint32_t i = 0; i < view.grouping.documents.size(); ++i) {
    if (document_shown(view, i) && !view.superseded[i]) ++n_articles;
  }
  return n_articles;
}

std::string claim_number(const View& view, std::uint32_t claim) {
  return "C" + std::to_string(view.numbers[claim]);
}

std::string statement_number(std::uint32_t statement) {
  return "S" + std::to_string(statement + 1);
}

std::string review_number(std::uint32_t review) { return "R" + std::to_string(review + 1); }

std::string article_name(const View& view, std::uint32_t document) {
  return printable(view.grouping.documents[document].id);
}

std::string content_words(const View& view, std::uint32_t statement) {
  const GroupedStatement& grouped = view.grouping.statements[statement];
  const std::string& text = view.documents[grouped.document].text;
  std::string words;
  for (const Span& span : grouped.statement.content) {
    if (span.end > text.size()) continue;  // the text is not loaded
    words += (words.empty() ? "" : " ... ") + std::string(slice(text, span));
  }
  return words;
}

Result<std::uint32_t> find_claim(const View& view, std::string_view name) {
  const std::optional<std::uint32_t> number = display_number(name, 'c');
  if (number && *number >= 1 && *number <= view.order.size()) return view.order[*number - 1];
  const auto by_id = by_prefix(view.grouping.claims, name,
                               [](const Claim& claim) { return std::string_view(claim.id); });
  if (by_id) return *by_id;
  if (const auto statement = statement_named(view, name)) {
    return view.grouping.statements[*statement].claim;
  }
  return no_such("claim", name,
                 "`sayso claims` lists them, as C1 to C" + std::to_string(view.order.size()));
}

Result<std::uint32_t> find_statement(const View& view, std::string_view name) {
  if (const auto statement = statement_named(view, name)) return *statement;
  const std::size_t n_statements = view.grouping.statements.size();
  return no_such("statement", name,
                 n_statements == 0
                     ? "it has none"
                     : "they are S1 to " +
                           statement_number(static_cast<std::uint32_t>(n_statements - 1)) +
                           "; `sayso article a1` shows those of an article");
}

Result<std::uint32_t> find_review(const View& view, std::string_view name) {
  const std::vector<ReviewOutcome>& reviews = view.grouping.reviews;
  const std::optional<std::uint32_t> number = display_number(name, 'r');
  if (number && *number >= 1 && *number <= reviews.size()) return *number - 1;
  const auto by_id = by_prefix(
      reviews, name, [](const ReviewOutcome& one) { return std::string_view(one.review); });
  if (by_id) return *by_id;
  return no_such("review", name,
                 reviews.empty() ? "it has none"
                                 : "`sayso review list` lists them, as R1 to R" +
                                       std::to_string(reviews.size()));
}

Result<std::uint32_t> find_article(const View& view, std::string_view name) {
  const std::vector<DocumentHead>& heads = view.grouping.documents;
  for (std::uint32_t i = 0; i < heads.size(); ++i) {
    if (heads[i].id == name) return i;
  }
  const auto by_key =
      by_prefix(heads, name, [](const DocumentHead& head) { return std::string_view(head.key); });
  if (by_key) return *by_key;
  const std::string similar = articles_ending_in(view, name);
  if (!similar.empty()) return no_such("article", name, "several files have one: " + similar);
  return no_such("article", name, "`sayso search WORDS` finds articles by their words");
}

}  // namespace sayso::cli
