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
      {"The mill, whose weir has stood open since May, did not reply to questions about staff.",
       "The mill, whose weir has stood open since May", "did not reply", "staff",
       Stance::kUnanswered},
      {"She could not be reached on Monday for comment on the talks.", "She",
       "could not be reached", "the talks", Stance::kUnanswered},
      {"The mill did not answer three e-mails on Sunday.", "The mill", "did not answer", "",
       Stance::kUnanswered},
      {"He could not be reached on Monday evening.", "He", "could not be reached", "",
       Stance::kUnanswered},
      {"The mill's makers didn’t pick up. Twice.", "The mill's makers", "didn’t pick up", "",
       Stance::kUnanswered},
      {"Her telephone rang out.", "Her telephone", "rang out", "", Stance::kUnanswered},
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
      {"The league also refused to discuss figures.", "The league", "refused to discuss", "figures",
       Stance::kDeclines},
      {"The mill, which owns the weir, was asked on Friday and declined to comment.", "The mill",
       "declined to comment", "", Stance::kDeclines},
      {"After the hearing, Bo Tamm left the court and declined to comment on the fire.", "Bo Tamm",
       "declined to comment", "the fire", Stance::kDeclines},
      {"Bo Tamm shook his head, walked out and declined to comment.", "Bo Tamm",
       "declined to comment", "", Stance::kDeclines},
      {"The clerk slammed the phone down on us.", "The clerk", "slammed the phone down", "",
       Stance::kDeclines},
      {"He preferred not to go into the price.", "He", "preferred not to go into", "the price",
       Stance::kDeclines},
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

TEST(Silences, WhatIsNoTopic) {
  for (const char* words :
       {"an e-mail", "three calls", "Sunday", "Monday evening", "the night of the flood", "3 May"})
    EXPECT_TRUE(is_no_topic(words)) << words;
  for (const char* words :
       {"the 2019 contract", "the May election", "what may happen", "the leaked emails",
        "the Friday deal", "38 deaths", "the day care scandal"})
    EXPECT_FALSE(is_no_topic(words)) << words;
}

TEST(Silences, NotWhatIsQuotedOrNobodyAsked) {
  for (const char* text :
       {"Shots rang out across the square at noon.", "Sales did not pick up in the third quarter.",
        "Ada Quist hung up her coat.", "The jury hung up on one point.",
        "Bo Tamm will not speak at the conference on Friday.",
        "Ada Quist puts the phone down at dinner.", "He would say nothing but good of the mill.",
        "She never returned to Halden after the flood."})
    check({text, "", "", ""});
  check({"“The mill did not respond to our letter,” she said.", "", "", ""});
  check({"The notice did not say when the bridge would open.", "", "", ""});
}

void check_asked(const std::string& text, const std::string& silence, const std::string& asked) {
  const std::vector<Sentence> sentences = split_sentences(text);
  const auto begin = static_cast<std::uint32_t>(text.find(silence));
  const auto found = what_was_asked(text, sentences, find_quote_pairs(text, sentences),
                                    {begin, begin + static_cast<std::uint32_t>(silence.size())});
  EXPECT_EQ(found ? slice(text, *found) : "", asked) << text;
}

TEST(Silences, WhatWasAsked) {
  check_asked("Asked whether anybody was hurt, the mill would not say.", "the mill would not say",
              "whether anybody was hurt");
  check_asked("Asked on Monday about reports that the mill is for sale, it declined to comment.",
              "it declined to comment", "the mill is for sale");
  check_asked("On the costs, the mill won't be drawn.", "the mill won't be drawn", "the costs");
  check_asked("Whether it was signed he declined to say.", "he declined to say",
              "Whether it was signed");
  check_asked("We asked the mill why the pump had stopped. It has not replied.",
              "It has not replied", "why the pump had stopped");
  check_asked("The mill was busy. It has not replied.", "It has not replied", "");
  check_asked("On the night of the flood, he said, the mill gave no answer.",
              "the mill gave no answer", "");
  check_asked("On Monday the mill gave no answer.", "the mill gave no answer", "");
  check_asked("When reached by phone, Bo Tamm declined to comment.", "Bo Tamm declined to comment",
              "");
  check_asked("On the advice of his lawyers, he would not comment.", "he would not comment", "");
  check_asked("Asked by the Courier on Tuesday about the crane, he would not comment.",
              "he would not comment", "the crane");
  check_asked("The mill asked its owners to vote on the sale. Bo Tamm declined to comment.",
              "Bo Tamm declined to comment", "");
  check_asked("We asked the mill why.\n\nIt has not replied.", "It has not replied", "");
}

TEST(Silences, WordsOfSilence) {
  for (const char* words : {"gave no answer", "hung up", "No reply", "would rather not say",
                            "won’t be drawn", "has not yet said", "went unanswered"})
    EXPECT_TRUE(tells_of_silence(words)) << words;
  for (const char* words :
       {"answered in a single line", "does not look up", "has no rule", "took back"})
    EXPECT_FALSE(tells_of_silence(words)) << words;
}

}  // namespace
}  // namespace sayso
