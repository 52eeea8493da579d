#include "extract/nested_reports.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "text/sentences.h"

namespace sayso {
namespace {

// A text in which the heads have found some cues: each with its source, and its parent's cue.
struct Found {
  std::string cue, source, parent;
};

class Segment {
 public:
  Segment(std::string text, const std::vector<Found>& found) : text_(std::move(text)) {
    sentences_ = split_sentences(text_);
    quotes_ = find_quote_pairs(text_, sentences_);
    for (std::uint32_t at = 0; at < text_.size();) {
      const auto end =
          static_cast<std::uint32_t>(std::min(text_.find_first_of(" ,.", at), text_.size()));
      if (end > at) encoding_.tokens.push_back({{at, end}, 0, true});
      at = end + 1;
    }
    for (const Found& one : found) {
      NestedReport report;
      report.cue = tokens(one.cue);
      report.probability = 0.75F;
      if (!one.source.empty()) {
        report.source.chosen = static_cast<std::uint32_t>(nested_.sources.size());
        nested_.sources.push_back(tokens(one.source));
      }
      nested_.reports.push_back(report);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (std::uint32_t j = 0; j < found.size(); ++j) {
        if (found[j].cue == found[i].parent) nested_.reports[i].parent.chosen = j;
      }
    }
  }

  Span span(const std::string& words) const {
    const auto at = static_cast<std::uint32_t>(text_.find(words));
    return {at, at + static_cast<std::uint32_t>(words.size())};
  }
  TokenRange tokens(const std::string& words) const { return tokens_in(encoding_, span(words)); }

  Attribution tagged(const std::string& source, const std::string& cue,
                     const std::string& content) const {
    Attribution attribution;
    attribution.source = span(source);
    attribution.cue = span(cue);
    attribution.content = {span(content)};
    attribution.rule = "tagged";
    return attribution;
  }

  // "source | cue | content | within", a line each.
  std::string read(const std::vector<Attribution>& tagged,
                   const std::vector<Attribution>& reports = {}) const {
    const NestedSegment segment{text_, sentences_, quotes_, encoding_, nested_, reports};
    std::string lines;
    const auto words = [&](const std::optional<Span>& at) {
      return at ? std::string(slice(text_, *at)) : "-";
    };
    for (const Attribution& attribution : with_nested_reports(segment, tagged)) {
      lines += words(attribution.source) + " | " + words(attribution.cue) + " |";
      for (const Span& piece : attribution.content) lines += " " + words(piece);
      lines += " | " + words(attribution.within) + "\n";
    }
    return lines;
  }

 private:
  std::string text_;
  std::vector<Sentence> sentences_;
  std::vector<QuotePair> quotes_;
  Encoding encoding_;
  NestedReading nested_;
};

const std::string kWarned =
    "Polaris reported on Tuesday that Bo Tamm had been warned by two engineers that the chain "
    "would break.";

TEST(NestedReportsTest, WhatIsToldWithinAContentIsAnAttribution) {
  const Segment segment(kWarned,
                        {{"reported", "Polaris", ""}, {"warned", "two engineers", "reported"}});
  const Attribution outer = segment.tagged(
      "Polaris", "reported", "Bo Tamm had been warned by two engineers that the chain would break");
  EXPECT_EQ(segment.read({outer}),
            "Polaris | reported | Bo Tamm had been warned by two engineers that the chain would "
            "break | -\n"
            "two engineers | warned | the chain would break | reported\n");
}

TEST(NestedReportsTest, TheTaggerOfReportsKnowsAContentBetter) {
  const Segment segment(kWarned,
                        {{"reported", "Polaris", ""}, {"warned", "two engineers", "reported"}});
  const Attribution outer = segment.tagged(
      "Polaris", "reported", "Bo Tamm had been warned by two engineers that the chain would break");
  const Attribution inner = segment.tagged("two engineers", "warned", "the chain");
  EXPECT_EQ(segment.read({outer}, {inner}),
            "Polaris | reported | Bo Tamm had been warned by two engineers that the chain would "
            "break | -\n"
            "two engineers | warned | the chain | reported\n");
}

TEST(NestedReportsTest, AnArticleIsNoCue) {
  const Segment segment("Polaris reported that Bo Tamm lost the letter.",
                        {{"reported", "Polaris", ""}, {"the", "Bo Tamm", "reported"}});
  EXPECT_EQ(segment.read({segment.tagged("Polaris", "reported", "Bo Tamm lost the letter")}),
            "Polaris | reported | Bo Tamm lost the letter | -\n");
}

TEST(NestedReportsTest, ThreeDeepAndFromBothSidesOfACue) {
  const Segment segment("The dam holds, the mayor believes, Ada Quist told Polaris.",
                        {{"believes", "the mayor", "told"}, {"told", "Ada Quist", ""}});
  EXPECT_EQ(
      segment.read({segment.tagged("Ada Quist", "told", "The dam holds, the mayor believes")}),
      "Ada Quist | told | The dam holds, the mayor believes | -\n"
      "the mayor | believes | The dam holds | told\n");

  const Segment deep("Polaris says the weekly reported that farmers fear a flood.",
                     {{"says", "Polaris", ""},
                      {"reported", "the weekly", "says"},
                      {"fear", "farmers", "reported"}});
  EXPECT_EQ(deep.read({}),
            "Polaris | says | the weekly reported that farmers fear a flood | -\n"
            "the weekly | reported | farmers fear a flood | says\n"
            "farmers | fear | a flood | reported\n");
}

TEST(NestedReportsTest, WhoseOutermostReportIsNeitherTaggedNorPlainIsLeftOut) {
  const Segment segment("Bo Tamm hopes the crew fears no flood.",
                        {{"hopes", "Bo Tamm", ""}, {"fears", "the crew", "hopes"}});
  EXPECT_EQ(segment.read({}), "");
}

TEST(NestedReportsTest, ACueThatStandsAloneIsLeftToTheTaggers) {
  const Segment segment("Bo Tamm praised the crew. Nobody denied it.",
                        {{"praised", "Bo Tamm", ""}, {"denied", "Nobody", ""}});
  EXPECT_EQ(segment.read({segment.tagged("Nobody", "denied", "it")}), "Nobody | denied | it | -\n");
}

}  // namespace
}  // namespace sayso
