#include "cli/listing.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/progress.h"
#include "cli/summary.h"
#include "cli/test_story.h"
#include "sayso/judge.h"

namespace sayso::cli {
namespace {

using nlohmann::json;

// Two articles; the second has everything that may not reach a terminal or shift an offset.
class ListingTest : public testing::Test {
 protected:
  ListingTest() {
    const auto a1 = story_.add_document(wire_, "2023-03-13", "The crane was old, Ann Orrin said.");
    const auto a2 = story_.add_document(post_, "2023-03-14",
                                        "\xF0\x9F\x9A\xA2 e\u0301\r\n\r\nAnn\u00A0Orrin said "
                                        "\x1b[2Jthe crane was old. \u009B5m Bo denied it.");
    story_.add({a1, claim_, "The crane was old", ann_});
    story_.add({a2, claim_, "\x1b[2Jthe crane was old", ann_, Stance::kAsserts, {wire_}});
    story_.add({a2, claim_, "it", bo_, Stance::kDenies});
    story_.add({a2, claim_, "", ann_, Stance::kUnanswered});
    story_.grouping.claims[claim_].links = {{0, 1, {"same words", "crane, old"}}};
  }

  static void expect_clean(const std::string& text) {
    for (const char* bad : {"\x1b", "\u009B", "\r"})
      EXPECT_EQ(text.find(bad), std::string::npos) << text;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      ASSERT_NE(end, std::string::npos) << "a listing ends in a line break";
      EXPECT_LE(display_width(text.substr(at, end - at)), 80);
      at = end + 1;
    }
  }

  static void expect_has(const std::string& text, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      EXPECT_NE(text.find(word), std::string::npos) << "\"" << word << "\" is not in\n" << text;
    }
  }

  TestStory story_;
  EntityIndex wire_ = story_.add_entity("Dawn Wire", EntityType::kOutlet);
  EntityIndex post_ = story_.add_entity("Mill Post", EntityType::kOutlet);
  EntityIndex ann_ = story_.add_entity("Ann Orrin", EntityType::kPerson);
  EntityIndex bo_ = story_.add_entity("Bo Tarn", EntityType::kPerson);
  std::uint32_t claim_ = story_.add_claim("The crane was\x1b]0;x\x07 old");
};

TEST_F(ListingTest, ClaimsShowStandingArticlesAndOrigins) {
  const std::string text = claims_text(story_.view(), {});
  expect_clean(text);
  expect_has(text, {" C1  The crane was\uFFFD]0;x\uFFFD old", "disputed\n", "2 articles, 1 origin",
                    "denied by Bo Tarn", "What the words mean"});
  const std::string early = claims_text(story_.view("2023-03-13"), {});
  expect_has(early, {"1 claim in 1 article, as of 13 March 2023", "single origin\n",
                     "1 article, 1 origin"});
  EXPECT_EQ(early.find("denied by"), std::string::npos);
  expect_has(claims_text(TestStory().view(), {}), {"0 claims in 0 articles"});
}

TEST_F(ListingTest, AClaimShowsItsGrounds) {
  const std::string text = claim_text(story_.view(), claim_, {.quotes = true, .why = true}, {});
  expect_clean(text);
  expect_has(text, {"Where it stands", "13 Mar", "14 Mar", "On whose word", "Ann Orrin",
                    "cites Dawn Wire", "Denied or taken back by", "Bo Tarn", "Silence",
                    "Ann Orrin did not reply", "Hangs on", "without Bo Tarn: single origin",
                    "[S1 The crane was old]", "[S3 it]", "S1 and S2: same words (crane, old)"});
}

TEST_F(ListingTest, WithoutALinkItStandsElsewhere) {
  const View view = story_.view();
  const Result<Without> denial = take_away(view, claim_, {"S3"});
  ASSERT_TRUE(denial);
  const std::string text = without_text(view, claim_, *denial, {});
  expect_clean(text);
  expect_has(text, {"without S3: S3 (Mill Post, 14 Mar)", "Where it would stand", "as it is",
                    "single origin     is disputed"});
  const Result<Without> wire = take_away(view, claim_, {"dawn wire"});
  ASSERT_TRUE(wire);
  EXPECT_EQ(wire->links, (std::vector<std::uint32_t>{0, 1}));
  const json parsed = json::parse(without_json(view, claim_, *wire));
  EXPECT_EQ(parsed["left"]["standing"], "denied");
  EXPECT_EQ(parsed["claim"]["standing"], "disputed");
  EXPECT_EQ(parsed["links"].size(), 2u);
  for (const char* name : {"S9", "Nobody", "S0", ""})
    EXPECT_FALSE(take_away(view, claim_, {name})) << name;
}

TEST_F(ListingTest, GapsNameWhoDidNotAnswer) {
  const auto c2 = story_.add_claim("Nobody was hurt");
  const EntityIndex unnamed = story_.add_entity("a \x1b clerk", EntityType::kAnonymous);
  story_.add({1, c2, "", bo_, Stance::kDeclines});
  story_.add({1,
              c2,
              "it",
              unnamed,
              Stance::kAsserts,
              {story_.add_entity("Far Courier", EntityType::kOutlet)}});
  const std::string text = gaps_text(story_.view(), {});
  expect_clean(text);
  expect_has(text,
             {"What is not told by 2 articles, as of 14 March 2023", "Far Courier",
              "cited in a2, for C2", "Bo Tarn would not say (Mill Post, 14 Mar): Nobody was hurt",
              "On one unnamed source alone", "clerk (unnamed), 1 article"});
  const json parsed = json::parse(gaps_json(story_.view()));
  EXPECT_EQ(parsed["cited_outside"][0]["outlet"]["name"], "Far Courier");
  EXPECT_EQ(parsed["on_one_unnamed"].size(), 1u);
  expect_has(gaps_text(TestStory().view(), {}), {"nothing was found missing"});
}

TEST_F(ListingTest, ChangesShowWhatMovedSinceADay) {
  const View view = story_.view();
  const std::string text = changes_text(view, "2023-03-14", judge(view.grouping, "2023-03-13"), {});
  expect_clean(text);
  expect_has(text, {"since 14 March 2023: 1 article, 0 new claims, 1 other changed",
                    "disputed, was single origin", "Bo Tarn denies it (Mill Post"});
  const json parsed =
      json::parse(changes_json(view, "2023-03-14", judge(view.grouping, "2023-03-13")));
  ASSERT_EQ(parsed["changes"].size(), 1u);
  EXPECT_EQ(parsed["changes"][0]["before"]["standing"], "single-origin");
  EXPECT_EQ(parsed["changes"][0]["claim"]["standing"], "disputed");
  expect_has(changes_text(view, "2023-03-15", judge(view.grouping, "2023-03-14"), {}),
             {"0 others changed"});
}

TEST_F(ListingTest, ChangesListWhatWasDecidedSince) {
  View view = story_.view();
  Review note;
  note.id = "R0123456789abcdef";
  note.action = ReviewAction::kNote;
  note.of = ReviewOf::kDocument;
  note.by = "Ada Lin";
  note.when = "2023-03-14T09:00:00Z";
  view.reviews = {note};
  const auto before = judge(view.grouping, "2023-03-13");
  expect_has(changes_text(view, "2023-03-14", before, {}),
             {"Decided since", "Ada Lin, 14 March 2023"});
  EXPECT_EQ(json::parse(changes_json(view, "2023-03-14", before))["reviews"].size(), 1u);
  const auto later = judge(view.grouping, "2023-03-14");
  EXPECT_EQ(changes_text(view, "2023-03-15", later, {}).find("Decided"), std::string::npos);
}

TEST_F(ListingTest, WhoShowsWhatWasSaidInOrder) {
  const std::string text = who_text(story_.view(), ann_, {});
  expect_clean(text);
  expect_has(text, {"Ann Orrin", "3 statements on 1 claim", "13 Mar", "says", "no reply",
                    "S1, a1 Dawn Wire"});
  EXPECT_LT(text.find("S1, a1"), text.find("S2, a2"));
  expect_has(who_text(story_.view(), wire_, {}), {"Passed on", "Ann Orrin; S2"});
  expect_has(who_choices_text(story_.view(), "o", {ann_, bo_}, {}),
             {"E3", "Ann Orrin", "E4", "Bo Tarn"});
}

TEST_F(ListingTest, AnArticleHasItsStatementsMarked) {
  const std::string text = article_text(story_.view(), 1, {});
  expect_clean(text);
  expect_has(text, {"said [S2 \uFFFD[2Jthe crane was old].", "Bo denied [S3 it].", "S3  C1",
                    "Bo Tarn denies it"});
  const std::string coloured = article_text(story_.view(), 1, {.colour = true});
  EXPECT_EQ(coloured.find("\x1b[2J"), std::string::npos);
  expect_has(coloured, {"\x1b[36m[S3"});
}

TEST_F(ListingTest, AnExplanationShowsWhatWasChosenOverWhat) {
  Statement& told = story_.grouping.statements[1].statement;
  const auto said = static_cast<std::uint32_t>(story_.documents[1].text.find("said"));
  told.cue = Span{said, said + 4};
  std::vector<Decision> decisions = {
      {"cue", "s\x1b[2Jaid", 0.97F, "tagger of reports", {{"deni\u009Bed", 0.02F}}}};
  const View view = story_.view();
  for (const Decision& later : decisions_in_collection(view, 1)) decisions.push_back(later);
  const std::string text = explain_text(view, 1, decisions, {});
  expect_clean(text);
  expect_has(text, {" S2  a2 Mill Post, 14 March 2023", "[cue said] [content ",
                    "97% · tagger of reports · next: deni\uFFFDed 2%", "it lies in no other",
                    "C1 The crane was", "with S1: same words"});
  const json listing = json::parse(explain_json(view, 1, decisions));
  EXPECT_EQ(listing["statement"]["number"], "S2");
  EXPECT_EQ(listing["decisions"][0]["probability"], 0.97);
  EXPECT_EQ(listing["decisions"][0]["others"][0]["probability"], 0.02);
  EXPECT_EQ(listing["decisions"].back()["what"], "claim");
  EXPECT_TRUE(listing["decisions"].back()["probability"].is_null());
}

TEST_F(ListingTest, SearchShowsTheWordsInTheirText) {
  const std::string& text = story_.documents[1].text;
  const auto at = static_cast<std::uint32_t>(text.find("crane"));
  const std::vector<SearchHit> hits = {
      {story_.documents[1].key, {at, at + 5}, story_.grouping.statements[1].id}};
  const std::string listing = search_text(story_.view(), "crane", hits, {});
  expect_clean(listing);
  expect_has(listing, {"1 place in 1 article of 2", "a2", "Mill Post, 14 March 2023",
                       "the crane was old.", "S2, C1"});
  expect_has(search_text(story_.view("2023-03-13"), "crane", hits, {}),
             {"0 places in 0 articles of 1"});
  EXPECT_EQ(json::parse(search_json(story_.view(), "crane", hits))["hits"][0]["at"]["text"],
            "crane");
}

// Offsets are code points, and the words are there beside them as they stand in the text.
TEST_F(ListingTest, JsonIsCompleteAndItsOffsetsPointAtTheWords) {
  const std::string text = claim_json(story_.view(), claim_);
  EXPECT_EQ(text.find("\u009B"), std::string::npos);
  const json listing = json::parse(text);
  EXPECT_EQ(listing["claim"]["number"], "C1");
  EXPECT_EQ(listing["claim"]["standing"], "disputed");
  EXPECT_EQ(listing["as_of"], "2023-03-14");
  ASSERT_EQ(listing["statements"].size(), 4u);
  const json& content = listing["statements"][1]["content"][0];
  EXPECT_EQ(content["text"], "\x1b[2Jthe crane was old");
  EXPECT_EQ(content["start"], 23);  // ship, space, e, accent, CR LF CR LF, "Ann Orrin said " of 15
  EXPECT_EQ(content["end"], 44);
  EXPECT_EQ(listing["statements"][1]["via"][0]["name"], "Dawn Wire");
  EXPECT_TRUE(listing["statements"][3]["content"].empty());

  EXPECT_EQ(json::parse(claims_json(story_.view()))["claims"].size(), 1u);
  EXPECT_EQ(json::parse(who_json(story_.view(), ann_))["entity"]["name"], "Ann Orrin");
  EXPECT_EQ(json::parse(who_choices_json(story_.view(), {ann_, bo_}))["candidates"].size(), 2u);
  EXPECT_EQ(json::parse(article_json(story_.view(), 1))["article"]["text"],
            story_.documents[1].text);
}

TEST_F(ListingTest, ASummaryNamesWhatIsCitedAndNotThere) {
  EXPECT_EQ(collection_words(story_.grouping), "2 articles: 4 statements, 1 claim, no copy found");
  EXPECT_EQ(cited_outside(story_.grouping), "none");
  story_.grouping.documents[0].cites = {story_.add_entity("Skerry", EntityType::kOutlet)};
  EXPECT_EQ(cited_outside(story_.grouping), "Skerry");
}

TEST(Progress, ShowsHowFarItIs) {
  EXPECT_EQ(progress_line(12, 24, 6),
            " reading  [############------------]  12 of 24 articles, 6 s left");
  EXPECT_EQ(progress_line(0, 0, 0), " reading  [########################]  0 of 0 articles");
}

}  // namespace
}  // namespace sayso::cli
