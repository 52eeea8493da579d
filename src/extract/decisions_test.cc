#include "extract/decisions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace sayso {
namespace {

// "Ada Quist denied on Monday that the weir leaked." as a model might have read it.
class DecisionsTest : public testing::Test {
 protected:
  DecisionsTest() {
    document_.text = "Ada Quist denied on Monday that the weir leaked.";
    document_.outlet = "Dawn Wire";
    document_.published = "2023-03-14";
    source_ = place("Ada Quist");
    cue_ = place("denied");
    other_ = place("leaked");
    content_ = place("the weir leaked");
    reading_.evidence.emplace();
    reading_.evidence->tagged = {
        {Breadth::kReports, Role::kSource, source_, 0.9F},
        {Breadth::kReports, Role::kCue, cue_, 0.8F},
        {Breadth::kReports, Role::kContent, place("that the weir leaked"), 0.7F},
    };
    reading_.evidence->links = {
        {Breadth::kReports,
         LinkKind::kContentCue,
         place("that the weir leaked"),
         cue_,
         {{cue_, 0.6F}, {other_, 0.3F}},
         0.1F},
        {Breadth::kReports, LinkKind::kSourceCue, source_, cue_, {{cue_, 0.95F}}, 0.05F},
    };
    Attribution attribution;
    attribution.source = source_;
    attribution.cue = cue_;
    attribution.content = {content_};
    attribution.stance = {0.7F, 0.1F, 0.19F, 0.01F};
    attribution.rule = "tagged";
    attribution.relays = {{place("Monday"), -1.0F}};
    reading_.attributions = {attribution};
    reading_.names = {{source_, NameLabel::kPerson, 0.99F}};
  }

  Span place(const std::string& words) const {
    const auto begin = static_cast<std::uint32_t>(document_.text.find(words));
    return {begin, begin + static_cast<std::uint32_t>(words.size())};
  }

  std::vector<Decision> decisions() {
    const std::vector<Sentence> sentences = split_sentences(document_.text);
    const std::vector<QuotePair> quotes = find_quote_pairs(document_.text, sentences);
    const std::vector<TimeExpression> times =
        find_times(document_.text, sentences, document_.published);
    const Entities entities = resolve_entities(document_, sentences, quotes, reading_);
    const std::vector<Ladder> ladders = find_ladders(document_.text, sentences, reading_, entities);
    const Findings findings{sentences, quotes, times, reading_, entities, ladders};
    const auto all = find_decisions(document_, findings, assemble(document_, findings));
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? std::vector<Decision>{} : all.front();
  }

  // "chosen 60% | pass | other 30%, ..." of the first decision about `what`.
  std::string line(const std::string& what) {
    const auto percent = [](const std::optional<float>& p) {
      return p ? " " + std::to_string(std::lround(*p * 100)) + "%" : "";
    };
    for (const Decision& decision : decisions()) {
      if (decision.what != what) continue;
      std::string words = decision.chosen + percent(decision.probability) + " | " + decision.pass;
      for (const Alternative& other : decision.others)
        words += " | " + other.words + percent(other.probability);
      return words;
    }
    return "";
  }

  Document document_;
  Reading reading_;
  Span source_, cue_, other_, content_;
};

TEST_F(DecisionsTest, TellPassProbabilityAndSecondChoice) {
  EXPECT_EQ(line("source"), "Ada Quist 90% | tagger of reports");
  EXPECT_EQ(line("cue"), "denied 80% | tagger of reports");
  EXPECT_EQ(line("content"),
            "the weir leaked | tagger of reports, edges by rule | that the weir leaked 70%");
  EXPECT_EQ(line("cue of the content"),
            "denied 60% | link of contents to cues | leaked 30% | no cue 10%");
  EXPECT_EQ(line("source of the cue"), "Ada Quist 95% | link of sources to cues");
  EXPECT_EQ(line("speaker"), "Ada Quist | the name in the phrase");
  EXPECT_EQ(line("type of the speaker"), "person | by its name, “Ada Quist”");
  EXPECT_EQ(line("stance"), "denies 19% | words of the cue: denied | asserts 70% | confirms 10%");
  EXPECT_EQ(line("said on"), "2023-03-13 | “Monday” beside the cue");
  EXPECT_EQ(line("happened on"), "not told | the content names no day");
  EXPECT_EQ(line("relay"), "none | nobody is likelier to be one than not");
}

TEST_F(DecisionsTest, APronounHasItsCandidates) {
  document_.text = "Ada Quist met Bo Tarn. She denied on Monday that the weir leaked.";
  const Span she = place("She"), ada = place("Ada Quist"), bo = place("Bo Tarn");
  Attribution& attribution = reading_.attributions.front();
  attribution.source = she;
  attribution.cue = place("denied");
  attribution.content = {place("the weir leaked")};
  attribution.relays.clear();
  reading_.evidence->tagged.clear();
  reading_.evidence->links.clear();
  reading_.names = {{ada, NameLabel::kPerson, 0.9F}, {bo, NameLabel::kPerson, 0.9F}};
  reading_.antecedents = {{she, {{ada, std::log(0.6F)}, {bo, std::log(0.2F)}}, std::log(0.2F), {}}};
  EXPECT_EQ(line("speaker"), "Ada Quist 75% | a pronoun: the model's choice | Bo Tarn 25%");
  EXPECT_EQ(line("source of the cue"), "She | the quotation goes on");
}

TEST_F(DecisionsTest, ASilenceIsDecidedByItsFormula) {
  document_.text = "Ada Quist did not reply to questions about the weir.";
  const std::vector<Sentence> sentences = split_sentences(document_.text);
  reading_.attributions.clear();
  reading_.evidence.emplace();
  reading_ = with_silences(document_.text, sentences, {}, reading_,
                           find_silences(document_.text, sentences, {}));
  EXPECT_EQ(line("cue"), "did not reply | formula of silence");
  EXPECT_EQ(line("stance"), "unanswered | words of the cue: not reply");
  EXPECT_EQ(line("cue of the content"), "");
}

}  // namespace
}  // namespace sayso
