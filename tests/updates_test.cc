// However articles, reviews and removals come to a ledger, what it exports is what it exports once it
// has been built from all of them at once: to the byte.
//
// Articles are made up from few words, names and figures, so that most of what grouping decides is
// decided somewhere: claims, reactions, copies, versions, citations, surnames, unnamed sources, one id
// of two articles, no dates. Each seed reads its articles in an order and in batches of its own, and
// after each batch everything is derived, stored and read back.

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "group/test_records.h"
#include "group/test_reviews.h"
#include "ledger/test_ledger.h"
#include "sayso/export.h"
#include "sayso/group.h"
#include "sayso/judge.h"
#include "sayso/ledger.h"

namespace sayso {
namespace {

using test::expect_done;
using testing_records::Article;

struct Collection {
  std::vector<Document> documents;
  std::vector<Records> records;
  std::vector<Review> reviews;
};

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  Collection articles(int n) {
    Collection all;
    std::vector<Article> written;
    for (int i = 0; i < n; ++i) {
      Article article = below(5) == 0 && i > 0 ? like(written[below(i)], i) : fresh(i);
      all.documents.push_back(article.document());
      all.records.push_back(article.records());
      written.push_back(std::move(article));
    }
    return all;
  }

  std::size_t below(std::size_t n) { return random_() % n; }

  template <typename T>
  const T& one_of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  using Strings = std::vector<std::string>;

  std::string day() {
    if (below(12) == 0) return {};
    return "2024-05-" + std::to_string(10 + below(20)) + (below(3) == 0 ? "T10:00:00Z" : "");
  }

  Article fresh(int i) {
    static const Strings outlets{"Lodestar", "The Strand Post", "Quay Notes", "Meridian"};
    static const std::vector<Strings> affairs{{"Port Brel", "Strand", "Sandvik Quay"},
                                              {"Tolmin", "Kestral Works", "Strand"},
                                              {"Port Brel", "Vardamoor", "Germany"}};
    const std::string id = below(8) == 0 ? "a" : "a" + std::to_string(i);  // some have one id
    Article article(id, one_of(outlets), day());
    article.at("https://" + std::to_string(i) + ".example/");
    Strings names = one_of(affairs);
    names.resize(1 + below(names.size()));
    article.names(names);
    if (below(4) == 0) article.cites(one_of(outlets));
    if (below(6) == 0) article.credits("Meridian");
    for (std::size_t n = 1 + below(5); n > 0; --n) sentence(article);
    return article;
  }

  // The text of another one: a copy elsewhere, or a later version at its address.
  Article like(const Article& other, int i) {
    Article article = other;
    if (below(2) == 0) article.at("https://" + std::to_string(i) + ".example/");
    sentence(article);
    return article;
  }

  void sentence(Article& article) {
    static const Strings figures{"three", "five", "seven", "40", "400"};
    const std::string figure = one_of(figures);
    const Strings contents{"the tower crane had not been inspected since May",
                           "the crane was last inspected in May by the port of Tolmin",
                           figure + " dockers were injured when the crane collapsed onto the quay",
                           "its cover of the eastern quay would end within " + figure + " weeks",
                           "the works had paid " + figure + " million for the tower",
                           "this"};
    const std::string content = one_of(contents);
    if (below(4) == 0 && content != "this") {
      article.own(content);
      return;
    }
    static const std::vector<std::pair<std::string, EntityType>> speakers{
        {"Ylva Dragsund", EntityType::kPerson},
        {"Dragsund", EntityType::kPerson},
        {"Maud Dragsund", EntityType::kPerson},
        {"Brel Harbour Board", EntityType::kOrganisation},
        {"Brel", EntityType::kOrganisation},
        {"the director of Port Brel", EntityType::kAnonymous},
        {"a senior port official", EntityType::kAnonymous},
        {"a port official", EntityType::kAnonymous}};
    static const std::vector<Stance> stances{Stance::kAsserts, Stance::kAsserts, Stance::kDenies,
                                             Stance::kConfirms, Stance::kDeclines};
    const auto& [name, type] = one_of(speakers);
    article.says(name, content, content == "this" ? Stance::kDenies : one_of(stances), type);
    if (name == "Ylva Dragsund" && below(3) == 0) article.role(name, "director of Port Brel");
  }

  std::mt19937 random_;
};

Review sealed(Review review, std::size_t minute) {
  review.by = "Ada Lin";
  review.when = "2024-06-01T09:" + std::to_string(10 + minute) + ":00.000000Z";
  review.id = review_id(review);
  return review;
}

// What persons decide who see all of it.
std::vector<Review> reviews_of(const Collection& all, Writer& writer) {
  const Grouping grouping = group(all.records);
  const auto some_statement = [&] {
    const auto index = static_cast<std::uint32_t>(writer.below(grouping.statements.size()));
    StatementAnchor anchor = testing_reviews::seen(grouping, index);
    const Document& document =
        *std::find_if(all.documents.begin(), all.documents.end(),
                      [&](const Document& one) { return one.key == anchor.document; });
    for (const Span& span : anchor.record.content)
      anchor.words.push_back(document.text.substr(span.begin, span.size()));
    return anchor;
  };
  std::vector<Review> reviews;
  for (std::size_t minute = 0; minute < 6; ++minute) {
    Review review;
    if (minute % 3 == 0) {
      review = testing_reviews::of_statements(
          minute == 0 ? ReviewAction::kAccept : ReviewAction::kReject, ReviewOf::kStatement,
          {{some_statement()}});
    } else {
      review = testing_reviews::of_statements(
          minute % 3 == 1 ? ReviewAction::kMerge : ReviewAction::kSplit, ReviewOf::kClaim,
          {{some_statement()}, {some_statement()}});
    }
    reviews.push_back(sealed(std::move(review), minute));
  }
  Review two = testing_reviews::of_entities(ReviewAction::kMerge,
                                            {testing_reviews::named(all.records, "Dragsund"),
                                             testing_reviews::named(all.records, "Maud Dragsund")});
  reviews.push_back(sealed(std::move(two), 6));
  return reviews;
}

Grouping derived(const Ledger& ledger) {
  Gathering gathering(*ledger.reviews());
  expect_done(ledger.each_records([&](Records records) { gathering.add(std::move(records)); }));
  return std::move(gathering).group();
}

std::string exported(const Ledger& ledger) {
  const Grouping grouping = *ledger.grouping();
  return export_json(grouping, judge(grouping), *ledger.documents(), *ledger.reviews());
}

void add(Ledger& ledger, const Collection& all, const std::vector<std::size_t>& which) {
  std::vector<Document> documents;
  std::vector<Records> records;
  for (const std::size_t i : which) {
    documents.push_back(all.documents[i]);
    records.push_back(all.records[i]);
  }
  expect_done(ledger.add(documents, records, test::kPin));
  expect_done(ledger.store(derived(ledger)));
}

// All articles but the first, in one go.
std::string built_at_once(const Collection& all) {
  const test::Folder folder;
  Ledger ledger = test::opened(folder.file());
  std::vector<std::size_t> which(all.documents.size() - 1);
  std::iota(which.begin(), which.end(), std::size_t{1});
  expect_done(ledger.add_reviews(all.reviews));
  add(ledger, all, which);
  return exported(ledger);
}

// The same in any order and batches, with the first article for a while, and a review now and then.
std::string built_by_updates(const Collection& all, std::uint32_t seed) {
  const test::Folder folder;
  Ledger ledger = test::opened(folder.file());
  std::mt19937 random(seed);
  std::vector<std::size_t> order(all.documents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  std::vector<Review> reviews = all.reviews;
  std::shuffle(reviews.begin(), reviews.end(), random);
  while (!order.empty()) {
    const std::size_t n = std::min<std::size_t>(1 + random() % 4, order.size());
    add(ledger, all, {order.end() - static_cast<std::ptrdiff_t>(n), order.end()});
    order.resize(order.size() - n);
    if (!reviews.empty() && random() % 3 == 0) {
      expect_done(ledger.add_reviews({reviews.back()}));
      reviews.pop_back();
    }
  }
  expect_done(ledger.add_reviews(reviews));
  expect_done(ledger.forget(all.documents[0].key, {{}, {}, {}, "Ada Lin", "2024-07-01", {}}));
  expect_done(ledger.store(derived(ledger)));
  test::expect_sound(ledger);
  return exported(ledger);
}

// Where the two differ first; an export is too long to be shown.
void expect_equal(const std::string& updated, const std::string& at_once, std::uint32_t seed) {
  const auto [there, here] =
      std::mismatch(updated.begin(), updated.end(), at_once.begin(), at_once.end());
  if (there == updated.end() && here == at_once.end()) return;
  const auto at = static_cast<std::size_t>(there - updated.begin());
  const std::size_t from = at - std::min<std::size_t>(at, 200);
  ADD_FAILURE() << "seed " << seed << ", byte " << at << ": " << updated.substr(from, 300)
                << "\n---- instead of ----\n"
                << at_once.substr(from, 300);
}

bool quotes(const Review& review, const std::string& key) {
  const auto is_of = [&](const auto& anchor) { return anchor.document == key; };
  return std::any_of(
             review.sides.begin(), review.sides.end(),
             [&](const auto& side) { return std::any_of(side.begin(), side.end(), is_of); }) ||
         std::any_of(review.entities.begin(), review.entities.end(), [&](const EntityAnchor& one) {
           return std::any_of(one.mentions.begin(), one.mentions.end(), is_of);
         });
}

TEST(Updates, InAnyOrderAndBatchesMakeTheLedgerThatIsBuiltAtOnce) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    Writer writer(seed);
    Collection all = writer.articles(20);
    all.reviews = reviews_of(all, writer);
    // What quotes an article that is forgotten is redacted, and stays so.
    std::erase_if(all.reviews,
                  [&](const Review& review) { return quotes(review, all.documents[0].key); });
    const std::string at_once = built_at_once(all);
    ASSERT_GT(at_once.size(), 10000u);
    expect_equal(built_by_updates(all, seed), at_once, seed);
    expect_equal(built_by_updates(all, seed + 1000), at_once, seed);
  }
}

// One name in all articles brings nothing together, and none of them is lost.
TEST(Updates, OneNameInVeryManyArticles) {
  Collection all;
  for (int i = 0; i < 400; ++i) {
    const std::string own = "Port" + std::string(1, static_cast<char>('a' + i % 26)) +
                            std::string(1, static_cast<char>('a' + i / 26));
    Article article("a" + std::to_string(i), "Lodestar", "2024-05-01");
    article.at("https://" + std::to_string(i) + ".example/").names({"Port Brel", own});
    std::string figures;  // so that no article looks like a copy of another
    for (int k = 0; k < 30; ++k) figures += std::to_string(100 * i + k) + " ";
    article.text(figures);
    article.says(own + " Council", "the crane of " + own + " was inspected in May",
                 Stance::kAsserts, EntityType::kOrganisation);
    all.documents.push_back(article.document());
    all.records.push_back(article.records());
  }
  const std::string at_once = built_at_once(all);
  const test::Folder folder;
  Ledger ledger = test::opened(folder.file());
  for (std::size_t first = 1; first < 400; first += 57) {
    std::vector<std::size_t> which;
    for (std::size_t i = first; i < std::min<std::size_t>(first + 57, 400); ++i)
      which.push_back(400 - i);
    add(ledger, all, which);
  }
  EXPECT_EQ(ledger.grouping()->claims.size(), 399u);
  expect_equal(exported(ledger), at_once, 0);
}

}  // namespace
}  // namespace sayso
