#include "text/proposition.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sayso {
namespace {

std::string joined(const std::vector<std::string>& values) {
  std::string line;
  for (const std::string& value : values) line += (line.empty() ? "" : " ") + value;
  return line;
}

struct Case {
  const char* content;
  const char* words;
  const char* numbers;
  bool refers_back;
  bool negated;
};

class Content : public testing::TestWithParam<Case> {};

TEST_P(Content, BecomesAProposition) {
  const std::string content = GetParam().content;
  const std::string text = "Before. She said " + content + ". After.";
  const Span span{17, static_cast<std::uint32_t>(17 + content.size())};
  const Proposition made = make_proposition(text, std::vector<Span>{span});
  EXPECT_EQ(joined(made.words), GetParam().words);
  EXPECT_EQ(joined(made.numbers), GetParam().numbers);
  EXPECT_EQ(made.refers_back, GetParam().refers_back);
  EXPECT_EQ(made.negated, GetParam().negated);
  EXPECT_EQ(made.text, content);
}

INSTANTIATE_TEST_SUITE_P(
    All, Content,
    testing::Values(Case{"the crane had not been inspected since 17 May", "crane inspect", "05-17",
                         false, true},
                    Case{"this", "", "", true, false}, Case{"these reports", "", "", true, false},
                    Case{"the claim", "", "", true, false},
                    Case{"the figure of 47", "", "47", false, false},
                    Case{"nobody had checked eleven lifts", "check lift", "11", false, true}));

TEST(Proposition, TakesNamesFromCapitalsAndSpans) {
  const std::string text = "He said that Ylva Dragsund knew the bollard.";
  const Span content{13, 43};
  const Span bollard{36, 43};
  const Proposition made =
      make_proposition(text, std::vector<Span>{content}, std::vector<Span>{bollard});
  EXPECT_EQ(joined(made.names), "bollard ylva dragsund");
}

TEST(Proposition, KeepsWhatStandsAround) {
  const std::string text = "The lift had been greased. The company denied this on Friday.";
  const Proposition made = make_proposition(text, std::vector<Span>{{46, 50}});
  EXPECT_TRUE(made.refers_back);
  EXPECT_NE(joined(made.context).find("greas"), std::string::npos);
}

TEST(Proposition, OfSeveralPiecesSkipsWhatIsBetween) {
  const std::string text = "“It fell,” said Mr Quarles, “at night.”";
  const std::vector<Span> pieces{{0, 12}, {30, static_cast<std::uint32_t>(text.size())}};
  const Proposition made = make_proposition(text, pieces);
  EXPECT_EQ(joined(made.words), "fell night");
  EXPECT_NE(made.text.find(" ... "), std::string::npos);
}

TEST(Proposition, OfASilenceHasContextOnly) {
  const std::string text = "The mayor was told of the flood. She did not reply.";
  const Proposition made = make_proposition(text, {}, {}, {37, 50});
  EXPECT_TRUE(made.words.empty());
  EXPECT_NE(joined(made.context).find("flood"), std::string::npos);
}

TEST(Proposition, IsBounded) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "é" + std::to_string(i) + "x ";
  const Proposition made =
      make_proposition(text, std::vector<Span>{{0, static_cast<std::uint32_t>(text.size())}});
  EXPECT_LE(made.text.size(), 400u);
  EXPECT_LE(made.words.size(), 400u);
}

}  // namespace
}  // namespace sayso
