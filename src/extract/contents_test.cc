#include "extract/contents.h"

#include <gtest/gtest.h>

#include <string>

#include "text/sentences.h"

namespace sayso {
namespace {

std::string tidied(const std::string& text, const std::string& words) {
  const auto begin = static_cast<std::uint32_t>(text.find(words));
  const Span span{begin, begin + static_cast<std::uint32_t>(words.size())};
  return std::string(
      slice(text, tidy_content(text, find_quote_pairs(text, split_sentences(text)), span)));
}

TEST(Contents, EdgesGoToMarks) {
  EXPECT_EQ(tidied("“The list was long,” she said.", "The list was long,"), "“The list was long,”");
  EXPECT_EQ(tidied("She said that the list was long.", "that the list was long"),
            "the list was long");
}

TEST(Contents, ALoneMarkIsTheQuotationThatItOpens) {
  EXPECT_EQ(tidied("She said so. “Then the bell stopped.\n\n“There was none.”", "“"),
            "“Then the bell stopped.");
}

TEST(Contents, TheMarkThatOpensTheNextQuotationStaysOutside) {
  EXPECT_EQ(tidied("She said: “It was long. “It was late.”", "“It was long. “"), "“It was long.");
}

}  // namespace
}  // namespace sayso
