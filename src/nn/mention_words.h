#pragma once
// What the words of a mention tell about it, and those of two mentions about each other, as rows of
// the model's tables (docs/formats/model.md, "Coreference").
//
//   "the harbour authority's director"  ->  kind kDefinite, head "director", string "harbour ..."
//
// Strings are what a network reads badly: whether two heads are the same word, whether "IDF" may be
// the initials of a longer name, how many other names stand between. They are found by rules, and
// the network learns what they are worth (features after Lee et al. 2017 and Clark and Manning
// 2016). The word lists are a part of the model: others need other weights.
//
// A word here is a BERT word: a wordpiece with the ## pieces that follow it.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nn/encode.h"
#include "sayso/span.h"

namespace sayso {

inline constexpr int kLongestMention = 30;  // words
inline constexpr int kPronounKinds = 11;    // kinds 1 to 11: "I", "we", "you", "he" and so on
inline constexpr int kSingleRows = 45, kPairRows = 455;

// What a mention that is no pronoun is; a pronoun's kind is its row in mention_words.cc.
enum MentionKind : std::uint8_t {
  kNameMention = kPronounKinds + 1,  // its head has a capital
  kDefinite,                         // "the"
  kDemonstrative,                    // "this", "those"
  kPossessive,                       // "her", "the union's"
  kIndefinite,                       // "a", "some"
  kNumeral,                          // begins with a digit
  kPlural,
  kOtherMention,
  kMentionKinds
};

struct TextWord {
  Span span;
  TokenRange tokens;
  std::string lower;
  std::uint32_t sentence = 0;  // of the document, from 0
  bool opens = false;          // the first of its sentence
  bool capital = false;        // its first letter
  bool digit = false;          // begins with one
  bool alphanumeric = false;   // begins with a letter or a number
};

// How many words and sentences of a document stand before a segment of it.
struct WordCount {
  std::uint32_t words = 0, sentences = 0;
};

// A mention as far as words go.
struct MentionWords {
  std::uint32_t begin = 0, end = 0;  // words of the document
  std::uint32_t sentence = 0;
  std::uint8_t kind = kOtherMention;
  std::uint8_t place = 0;  // 1: opens a sentence; 2: after a preposition or the like; else 0
  Span head_span;          // of its head: "director" of "the director of the port"
  std::string head, stem;  // small letters; the stem has no plural s
  std::string string;      // without determiners, titles and possessive
  std::string initials;    // of a string of two words or more
  std::vector<std::string> content;  // its telling words, sorted

  bool is_pronoun() const { return kind <= kPronounKinds; }
};

// The words of an encoded segment of `text`. Sentences without words do not count.
std::vector<TextWord> words_of(std::string_view text, const Encoding& encoding,
                               const WordCount& before);

// The mention of words [begin, end) of `words`, which are a segment's.
MentionWords describe(std::span<const TextWord> words, std::uint32_t begin, std::uint32_t end,
                      const WordCount& before);

// Rows of CoreferenceWeights::single of a mention with this score of the detector.
std::array<std::uint32_t, 4> single_rows(const MentionWords& mention, float score);

// Which earlier mentions a mention is compared with, and rows of CoreferenceWeights::pair for each.
struct Comparison {
  std::uint32_t mention = 0;
  std::array<std::uint32_t, 7> rows{};
};

// For each mention, in order of the text: the 45 before it, and unless it is a pronoun up to 15
// more, the last ones before those with the same head or the same string. Linear in the mentions.
std::vector<std::vector<Comparison>> compare(std::span<const MentionWords* const> mentions);

}  // namespace sayso
