#include "extract/silences.h"

#include <gtest/gtest.h>

#include <string>

namespace sayso {
namespace {

struct Case {
  const char* text;
  const char* source;  // "" for none
  const char* cue;     // "" if nothing is to be found
  const char* topic;
  Stance stance = Stance::kAsserts;
};

void check(const Case& c) {
  const std::string text = c.text;
  const std::vector<Sentence> sentences = split_sentences(text);
  const std::vector<Silence> found =
      find_silences(text, sentences, find_quote_pairs(text, sentences));
  if (std::string(c.cue).empty()) {
    EXPECT_TRUE(found.empty()) << text;
    return;
  }
  ASSERT_EQ(found.size(), 1u) << text;
  const Silence& silence = found.front();
  EXPECT_EQ(silence.source ? slice(text, *silence.source) : "", c.source) << text;
  EXPECT_EQ(slice(text, silence.cue), c.cue) << text;
  EXPECT_EQ(silence.topic ? slice(text, *silence.topic) : "", c.topic) << text;
  EXPECT_EQ(silence.stance, c.stance) << text;
}

TEST(Silences, Unanswered) {
  const Case cases[] = {
      {"The harbour office did not immediately respond to a request for comment.",
       "The harbour office", "did not immediately respond", "", Stance::kUnanswered},
      {"The mill did not respond to two e-mails about the fire.", "The mill", "did not respond",
       "the fire", Stance::kUnanswered},
      {"The mill, which owns the weir, did not reply to questions about staff.",
       "The mill, which owns the weir", "did not reply", "staff", Stance::kUnanswered},
      {"She could not be reached on Monday for comment on the talks.", "She",
       "could not be reached", "the talks", Stance::kUnanswered},
      {"He said so, but the ministry has not answered.", "the ministry", "has not answered", "",
       Stance::kUnanswered},
  };
  for (const Case& c : cases) check(c);
}

TEST(Silences, Declined) {
  const Case cases[] = {
      {"A spokesman for the mill would not comment on the price.", "A spokesman for the mill",
       "would not comment", "the price", Stance::kDeclines},
      {"The mill declined to comment.", "The mill", "declined to comment", "", Stance::kDeclines},
      {"He would not be drawn on the date.", "He", "would not be drawn", "the date",
       Stance::kDeclines},
      {"She declined to say whether the money had come.", "She", "declined to say",
       "whether the money had come", Stance::kDeclines},
      {"The board would neither confirm nor deny it.", "The board",
       "would neither confirm nor deny", "it", Stance::kDeclines},
  };
  for (const Case& c : cases) check(c);
}

TEST(Silences, Unverified) {
  check({"The agency could not independently verify that figure.", "The agency",
         "could not independently verify", "that figure", Stance::kUnverified});
  check({"There has been no independent confirmation of these claims.", "",
         "There has been no independent confirmation of", "these claims", Stance::kUnverified});
}

TEST(Silences, NotWhatIsQuotedOrNobodyAsked) {
  check({"“The mill did not respond to our letter,” she said.", "", "", ""});
  check({"The notice did not say when the bridge would open.", "", "", ""});
}

}  // namespace
}  // namespace sayso
