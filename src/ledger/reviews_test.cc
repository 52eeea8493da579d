// Reviews in a ledger: they come back as they were, once each, and never from a text that was
// forgotten; and what is forgotten is nowhere in the file.

#include "ledger/reviews.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "ledger/test_ledger.h"
#include "sayso/ledger.h"

namespace sayso {
namespace {

using test::Draw;
using test::expect_done;
using test::Folder;
using test::kPin;
using test::opened;

// One that fits the document: words of its text, an entity of each kind.
Review made_review(Draw& draw, const Document& document, int minute) {
  Review review;
  review.action = ReviewAction::kMerge;
  review.of = ReviewOf::kClaim;
  StatementAnchor anchor;
  anchor.document = document.key;
  const std::size_t space = document.text.find(' ');
  const auto end = static_cast<std::uint32_t>(std::min(space, document.text.size()));
  anchor.record.content = {{0, end}};
  anchor.record.sentence = {0, end};
  anchor.record.speaker = 0;
  anchor.record.stance = static_cast<Stance>(draw.below(kStances));
  anchor.record.proposition.words = {"crane"};
  anchor.entities = {test::made_entity(draw, "", 1)};
  anchor.entities[0].mentions.clear();
  anchor.words = {document.text.substr(0, end)};
  review.sides = {{anchor}, {anchor}};
  review.entities = {{"Ada",
                      EntityType::kPerson,
                      {{document.key, "Ada", EntityType::kPerson, Span{0, 1}},
                       {document.key, "Lin", EntityType::kOutlet, std::nullopt}}}};
  review.documents = {{document.key, "a1", "Post", "Title", "2023-03-13"}};
  review.corrections = {{"stance", "denies"}, {"speaker", "caf\xC3\xA9"}};
  review.contradicts = draw.coin();
  review.by = "Ada Lin";
  review.when = "2024-06-01T09:" + std::to_string(10 + minute) + ":00.000000Z";
  review.note = draw.text(3);
  review.id = review_id(review);
  return review;
}

Document article(const std::string& id, const std::string& text) {
  Document d;
  d.key = sha256_hex(id + text);
  d.external_id = id;
  d.file = "articles.jsonl";
  d.outlet = "Post";
  d.title = "About " + id;
  d.text = text;
  d.bytes = "{\"text\": \"" + text + "\"}";
  return d;
}

Records records_of(const Document& d) {
  Records r;
  r.document = d.key;
  r.external_id = d.external_id;
  r.title = d.title;
  Statement s;
  s.content = {{0, 3}};
  s.sentence = {0, static_cast<std::uint32_t>(d.text.size())};
  s.proposition.text = d.text;
  r.statements = {s};
  return r;
}

std::vector<std::string> jsons(const std::vector<Review>& reviews) {
  std::vector<std::string> out;
  for (const Review& review : reviews) out.push_back(review_to_json(review));
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> stored(const Ledger& ledger) {
  const Result<std::vector<Review>> reviews = ledger.reviews();
  if (!reviews) {
    ADD_FAILURE() << to_string(reviews.error());
    return {};
  }
  return jsons(*reviews);
}

TEST(ReviewJson, EveryFieldComesBack) {
  Draw draw(3);
  for (int i = 0; i < 40; ++i) {
    const Review review = made_review(draw, article("a1", "Crane 4 fell."), i % 50);
    const std::string json = review_to_json(review);
    const Result<Review> back = review_from_json(json);
    ASSERT_TRUE(back) << to_string(back.error());
    EXPECT_EQ(review_to_json(*back), json);
    EXPECT_EQ(back->id, review_id(*back));
  }
}

TEST(ReviewJson, WhatIsNoReviewIsNamed) {
  Draw draw(4);
  const std::string good = review_to_json(made_review(draw, article("a1", "Crane 4 fell."), 1));
  const auto with = [&](const std::string& old, const std::string& by) {
    std::string changed = good;
    const std::size_t at = changed.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return changed.replace(at, old.size(), by);
  };
  const std::vector<std::pair<std::string, std::string>> bad = {
      {"", "no review"},
      {"[]", "no review"},
      {"{}", "no review"},
      {with("\"merge\"", "\"marry\""), "\"marry\" is not known"},
      {with("\"by\":\"Ada Lin\"", "\"by\":\"Ada Lim\""), "it was changed"},
      {with("\"by\":\"Ada Lin\"", "\"by\":\"\""), "by whom"},
      {with("\"when\":\"2024", "\"when\":\"soon"), "no time"},
      {with("\"value\":\"denies\"", "\"value\":\"refuses\""), "no value for"},
      {with("\"speaker\":0", "\"speaker\":7"), "entity of a statement is missing"},
      {with("\"words\":[\"Crane\"]", "\"words\":[]"), "not those of the spans"},
      {with("\"content\":[[0,5]]", "\"content\":[[5,0]]"), "not in order"},
      {with("\"inside\":null", "\"inside\":3"), "refers to another"},
      {good.substr(0, good.size() / 2), "no review"},
  };
  for (const auto& [json, why] : bad) {
    const Result<Review> review = review_from_json(json);
    ASSERT_FALSE(review) << json;
    EXPECT_NE(review.error().what.find(why), std::string::npos) << review.error().what;
  }
}

// A colleague's file may be anything: one changed byte is an error or changes nothing.
TEST(ReviewJson, NoChangedByteGoesUnseen) {
  Draw draw(11);
  const Review review = made_review(draw, article("a1", "Crane 4 fell."), 1);
  const std::string good = review_to_json(review);
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const char byte : {'"', '0', 'x', '{', '\xFF'}) {
      std::string changed = good;
      changed[at] = byte;
      const Result<Review> read = review_from_json(changed);
      if (read) {
        EXPECT_EQ(review_to_json(*read), good) << at << " " << byte;
      }
    }
  }
}

TEST(LedgerReviews, AreKeptOnceInWhateverOrder) {
  const Folder folder;
  Draw draw(5);
  const Document d = article("a1", "Crane 4 fell.");
  std::vector<Review> reviews;
  for (int i = 0; i < 8; ++i) reviews.push_back(made_review(draw, d, i));
  Ledger first = opened(folder.file("a.db")), second = opened(folder.file("b.db"));
  expect_done(first.add({d}, {records_of(d)}, kPin));
  expect_done(second.add({d}, {records_of(d)}, kPin));
  EXPECT_EQ(*first.add_reviews(reviews), 8u);
  EXPECT_EQ(*first.add_reviews(reviews), 0u);
  std::shuffle(reviews.begin(), reviews.end(), std::mt19937(1));
  for (const Review& review : reviews) EXPECT_EQ(*second.add_reviews({review, review}), 1u);
  EXPECT_EQ(stored(first), stored(second));
  EXPECT_EQ(stored(first), jsons(reviews));
  test::expect_sound(first);
}

TEST(LedgerReviews, MakeTheClaimsOutOfDate) {
  const Folder folder;
  Draw draw(6);
  const Document d = article("a1", "Crane 4 fell.");
  Ledger ledger = opened(folder.file());
  expect_done(ledger.add({d}, {records_of(d)}, kPin));
  expect_done(ledger.store(test::made_grouping(6, {d})));
  EXPECT_FALSE(ledger.grouping()->documents.empty());
  expect_done(ledger.add_reviews({made_review(draw, d, 1)}));
  EXPECT_TRUE(ledger.grouping()->documents.empty());
}

TEST(LedgerReviews, OneThatDoesNotFitItsTextIsKeptAndMarked) {
  const Folder folder;
  Draw draw(7);
  const Document d = article("a1", "Crane 4 fell.");
  Ledger ledger = opened(folder.file());
  Review elsewhere = made_review(draw, article("a1", "Train 4 fell."), 1);
  elsewhere.sides[0][0].document = elsewhere.sides[1][0].document = d.key;
  elsewhere.id = review_id(elsewhere);
  Review outside = made_review(draw, d, 2);
  outside.sides[0][0].record.sentence.end = 900;
  outside.id = review_id(outside);
  expect_done(ledger.add_reviews({elsewhere, outside, made_review(draw, d, 3)}));
  const Result<std::vector<Review>> before = ledger.reviews();
  ASSERT_TRUE(before);
  for (const Review& review : *before) EXPECT_TRUE(review.fits);  // no text to compare
  expect_done(ledger.add({d}, {records_of(d)}, kPin));
  const Result<std::vector<Review>> reviews = ledger.reviews();
  ASSERT_TRUE(reviews);
  EXPECT_FALSE(reviews->at(0).fits);
  EXPECT_FALSE(reviews->at(1).fits);
  EXPECT_TRUE(reviews->at(2).fits);
}

TEST(LedgerReviews, AChangedRowIsNamed) {
  const Folder folder;
  Draw draw(8);
  Ledger ledger = opened(folder.file());
  const Review review = made_review(draw, article("a1", "Crane 4 fell."), 1);
  expect_done(ledger.add_reviews({review}));
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(folder.file().c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, "UPDATE review SET json = replace(json, 'Ada', 'Eva')", nullptr,
                         nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(handle);
  const Result<std::vector<Review>> reviews = ledger.reviews();
  ASSERT_FALSE(reviews);
  EXPECT_NE(reviews.error().where.find(review.id), std::string::npos) << to_string(reviews.error());
  EXPECT_EQ(ledger.verify().size(), 1u);
}

constexpr const char* kSecret =
    "Wolverhampton's quartermaster embezzled seventeen zlotys yesterday";

TEST(Forget, LeavesNoByteOfTheText) {
  const Folder folder;
  Draw draw(9);
  const Document secret = article("a1", kSecret);
  const Document other = article("a2", "Nothing else happened on the quay.");
  {
    Ledger ledger = opened(folder.file());
    expect_done(ledger.add({secret, other}, {records_of(secret), records_of(other)}, kPin));
    Review about = made_review(draw, secret, 1);
    about.note = "quartermaster, see page 4";
    about.id = review_id(about);
    Review quoting = made_review(draw, other, 2);
    quoting.note = "unlike in a1: \"Quartermaster embezzled seventeen zlotys yesterday\"";
    quoting.id = review_id(quoting);
    Review harmless = made_review(draw, other, 3);
    harmless.note = "a quay is a quay";
    harmless.id = review_id(harmless);
    expect_done(ledger.add_reviews({about, quoting, harmless}));
    expect_done(ledger.store(test::made_grouping(9, {secret, other})));
    for (const char* word : {"quartermaster", "zlotys", "About a1"}) {
      ASSERT_NE(test::read_file(folder.file()).find(word), std::string::npos) << word;
    }
    expect_done(ledger.forget(secret.key, {.key = {},
                                           .name = "a1",
                                           .text_hash = {},
                                           .by = "Ada Lin",
                                           .when = "2024-06-02T10:00:00.000000Z",
                                           .why = "court order"}));
    EXPECT_FALSE(ledger.has_document(secret.key));
    EXPECT_TRUE(ledger.has_document(other.key));
    const auto reviews = ledger.reviews();
    ASSERT_TRUE(reviews) << to_string(reviews.error());
    ASSERT_EQ(reviews->size(), 3u);
    EXPECT_EQ(reviews->at(0).id, about.id);
    EXPECT_TRUE(reviews->at(0).redacted);
    EXPECT_TRUE(reviews->at(1).redacted);
    EXPECT_EQ(reviews->at(1).sides.size(), 2u);
    EXPECT_FALSE(reviews->at(1).sides[0].empty());
    EXPECT_FALSE(reviews->at(2).redacted);
    EXPECT_TRUE(ledger.search("quartermaster", 5)->empty());
    EXPECT_FALSE(ledger.search("quay", 5)->empty());
    test::expect_sound(ledger);
  }
  const std::string bytes = test::read_file(folder.file());
  for (const char* word : {"uartermaster", "zlotys", "Wolverhampton", "wolverhampton", "embezzled",
                           "About a1", "page 4"}) {
    EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }
  EXPECT_NE(bytes.find("court order"), std::string::npos);
  int n_files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path()))
    ++n_files;
  EXPECT_EQ(n_files, 1);
}

TEST(Forget, TheTextDoesNotComeBackUntilTheMarkerIsLifted) {
  const Folder folder;
  Draw draw(10);
  const Document secret = article("a1", kSecret);
  Document elsewhere = article("b7", kSecret);  // the same words under another head
  Ledger ledger = opened(folder.file());
  expect_done(ledger.add({secret}, {records_of(secret)}, kPin));
  const Review review = made_review(draw, secret, 1);
  expect_done(ledger.add_reviews({review}));
  const Forgotten mark{.key = {},
                       .name = "a1",
                       .text_hash = {},
                       .by = "Ada Lin",
                       .when = "2024-06-02T10:00:00.000000Z",
                       .why = ""};
  expect_done(ledger.forget(secret.key, mark));
  for (const Document& d : {secret, elsewhere}) {
    const Result<Done> again = ledger.add({d}, {records_of(d)}, kPin);
    ASSERT_FALSE(again);
    EXPECT_NE(to_string(again.error()).find("forgotten by Ada Lin on 2024-06-02"),
              std::string::npos)
        << to_string(again.error());
    EXPECT_NE(again.error().remedy.find("forget --undo"), std::string::npos);
  }
  EXPECT_EQ(*ledger.add_reviews({review}), 0u);  // a colleague's file does not bring it back
  ASSERT_EQ(ledger.forgotten()->size(), 1u);
  expect_done(ledger.lift(secret.key, mark));
  EXPECT_TRUE(ledger.forgotten()->empty());
  expect_done(ledger.add({secret}, {records_of(secret)}, kPin));
  EXPECT_EQ(*ledger.add_reviews({review}), 1u);  // now it is whole again
  EXPECT_EQ(stored(ledger), jsons({review}));
  test::expect_sound(ledger);
}

}  // namespace
}  // namespace sayso
