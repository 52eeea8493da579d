#include "extract/stance.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

constexpr std::array<float, kStances> kUnsure = {0.3F, 0.1F, 0.1F, 0.1F, 0.1F, 0.1F, 0.1F, 0.1F};

struct Case {
  const char* cue;
  const char* content;
  Stance stance;
};

TEST(Stance, WordsDecide) {
  const Case cases[] = {
      {"said", "the weir was sound", Stance::kAsserts},
      {"denied", "the weir was sound", Stance::kDenies},
      {"rejected claims", "the weir was unsound", Stance::kDenies},
      {"did not deny", "he had known", Stance::kAsserts},
      {"confirmed", "he had known", Stance::kConfirms},
      {"could not confirm", "he had known", Stance::kUnverified},
      {"conceded", "he had known", Stance::kConfirms},
      {"would neither confirm nor deny", "it", Stance::kDeclines},
      {"declined to say", "whether he had known", Stance::kDeclines},
      {"did not respond", "", Stance::kUnanswered},
      {"has withdrawn", "its figure of five", Stance::kRetracts},
      {"took back", "the remark", Stance::kRetracts},
      {"doubts", "it was the wind", Stance::kQuestions},
      {"stopped short of confirming", "a sale", Stance::kQuestions},
      {"told", "“The suggestion is simply untrue.”", Stance::kDenies},
      {"says", "“I take that back.”", Stance::kRetracts},
      {"told", "“We take that number back.”", Stance::kRetracts},
      {"told", "“The count that I gave you in May was wrong,”", Stance::kRetracts},
      {"told", "“They were wrong,”", Stance::kAsserts},
      {"brushed aside", "the report", Stance::kDenies},
      {"said", "not fourteen", Stance::kDenies},
      {"said", "not only the weir but the lock had failed", Stance::kAsserts},
      {"said", "“Nothing of the kind was agreed.”", Stance::kDenies},
      {"snorted", "“Complete fiction. He had every kilo,”", Stance::kDenies},
      {"said", "no such letter had reached her", Stance::kDenies},
      {"said", "“I should never have said it,”", Stance::kRetracts},
      {"said", "“What I said about the lock in May was untrue.”", Stance::kRetracts},
      {"no longer claims", "the lock was sound", Stance::kRetracts},
      {"accepted", "the lock had failed", Stance::kConfirms},
      {"said", "“Yes, we knew.”", Stance::kConfirms},
      {"said", "“The yes vote was close.”", Stance::kAsserts},
      {"claimed", "responsibility for the breach", Stance::kConfirms},
      {"has claimed", "partial responsibility for the breach", Stance::kConfirms},
      {"claimed", "the mayor bears the responsibility for it", Stance::kAsserts},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(decide_stance(c.cue, c.content, kUnsure).stance, c.stance)
        << c.cue << " / " << c.content;
  }
}

TEST(Stance, TheModelFillsInWhereItIsSure) {
  std::array<float, kStances> sure{};
  sure[static_cast<std::size_t>(Stance::kDenies)] = 0.9F;
  EXPECT_EQ(decide_stance("poured cold water on", "a sale", sure).stance, Stance::kDenies);
  EXPECT_EQ(decide_stance("poured cold water on", "a sale", kUnsure).stance, Stance::kAsserts);
  EXPECT_EQ(decide_stance("confirmed", "a sale", sure).stance, Stance::kConfirms);
}

TEST(Stance, ARareStanceNeedsALessSureModel) {
  const auto guess = [](Stance stance) {
    std::array<float, kStances> model{};
    model[static_cast<std::size_t>(stance)] = 0.6F;
    model[static_cast<std::size_t>(Stance::kAsserts)] = 0.4F;
    return decide_stance("told", "“I read one column twice.”", model).stance;
  };
  EXPECT_EQ(guess(Stance::kRetracts), Stance::kRetracts);
  EXPECT_EQ(guess(Stance::kQuestions), Stance::kQuestions);
  EXPECT_EQ(guess(Stance::kDenies), Stance::kAsserts);
}

}  // namespace
}  // namespace sayso
