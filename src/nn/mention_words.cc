#include "nn/mention_words.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "base/utf8.h"

namespace sayso {
namespace {

using Words = std::span<const TextWord>;
using Index = std::uint32_t;

// A pronoun's kind is 1 more than the place of its row.
constexpr std::array<std::string_view, kPronounKinds> kPronounRows = {
    "i me my mine myself",
    "we us our ours ourselves",
    "you your yours yourself yourselves",
    "he him his himself",
    "she her hers herself",
    "it its itself",
    "they them their theirs themselves",
    "this that",
    "these those",
    "who whom whose which what",
    "one here there everyone everybody someone somebody anyone nobody each other another both all "
    "some many"};

// The head of a description is the word before the first of these.
constexpr std::string_view kAfterHead =
    "of in on at for from with by to about into over under between among against during after "
    "before since through as than like near that who whom whose which where when while is are was "
    "were has have had and or but , ( [ – — : ; /";
constexpr std::string_view kDeterminers =
    "the a an this that these those my your his her its our their some any";
constexpr std::string_view kTitles = "mr mrs ms dr sir president professor prof lord lady .";
constexpr std::string_view kIndefinites = "a an some any another one no every each";

// Bounds of buckets: a bucket's number is how many of them are reached.
constexpr std::array<int, 11> kMentionsApart = {1, 2, 3, 4, 5, 7, 10, 15, 25, 40, 64};
constexpr std::array<int, 8> kSentencesApart = {1, 2, 3, 4, 6, 9, 16, 32};
constexpr std::array<int, 11> kWordsLong = {2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 27};
constexpr std::array<float, 9> kScores = {-2, -1, 0, 1, 2, 3, 4, 5, 6};

constexpr std::size_t kNear = 45, kFar = 15;

template <typename List, typename Value>
Index bucket(const List& bounds, Value value) {
  return static_cast<Index>(std::upper_bound(bounds.begin(), bounds.end(), value) - bounds.begin());
}

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    words.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

class WordSet {
 public:
  explicit WordSet(std::string_view list) {
    for (const std::string_view word : split(list)) words_.insert(word);
  }
  bool has(std::string_view word) const { return words_.contains(word); }

 private:
  std::unordered_set<std::string_view> words_;
};

bool ends_head(std::string_view word) {
  static const WordSet words(kAfterHead);
  return words.has(word);
}
bool is_determiner(std::string_view word) {
  static const WordSet words(kDeterminers);
  return words.has(word);
}
bool is_title(std::string_view word) {
  static const WordSet words(kTitles);
  return words.has(word);
}
bool is_indefinite(std::string_view word) {
  static const WordSet words(kIndefinites);
  return words.has(word);
}

// 0: no pronoun.
std::uint8_t pronoun_kind(std::string_view word) {
  static const std::unordered_map<std::string_view, std::uint8_t> kinds = [] {
    std::unordered_map<std::string_view, std::uint8_t> all;
    for (std::size_t row = 0; row < kPronounRows.size(); ++row) {
      for (const std::string_view pronoun : split(kPronounRows[row]))
        all[pronoun] = static_cast<std::uint8_t>(row + 1);
    }
    return all;
  }();
  const auto found = kinds.find(word);
  return found == kinds.end() ? 0 : found->second;
}

std::string lower_case(std::string_view word) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  std::string lower(word);
  if (std::all_of(word.begin(), word.end(), is_ascii)) {
    for (char& c : lower) c = 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
  }
  lower.clear();
  icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())))
      .toLower(icu::Locale::getRoot())
      .toUTF8String(lower);
  return lower;
}

void look_at_first_letter(std::string_view text, TextWord& word) {
  const auto c = static_cast<UChar32>(next_code_point(text, word.span.begin).value);
  const int numeric = u_getIntPropertyValue(c, UCHAR_NUMERIC_TYPE);
  word.capital = u_isUUppercase(c) != 0;
  word.digit = numeric == U_NT_DECIMAL || numeric == U_NT_DIGIT;
  word.alphanumeric = u_isalpha(c) != 0 || numeric != U_NT_NONE;
}

bool is_apostrophe(std::string_view word) { return word == "'" || word == "’"; }

bool ends_with_possessive(Words words) {
  return words.size() > 2 && words.back().lower == "s" &&
         is_apostrophe(words[words.size() - 2].lower);
}

std::size_t size_without_possessive(Words words) {
  if (ends_with_possessive(words)) return words.size() - 2;
  return words.size() > 1 && is_apostrophe(words.back().lower) ? words.size() - 1 : words.size();
}

std::size_t head_of(Words words) {
  const std::size_t end = size_without_possessive(words);
  for (std::size_t i = 1; i < end; ++i) {
    if (ends_head(words[i].lower)) return i - 1;
  }
  return end - 1;
}

bool has_apostrophe_and_s(Words words) {
  const auto any = [&](auto is) { return std::any_of(words.begin(), words.end(), is); };
  return any([](const TextWord& word) { return word.lower == "s"; }) &&
         any([](const TextWord& word) { return is_apostrophe(word.lower); });
}

std::uint8_t kind_of(Words words, const TextWord& head) {
  const std::string& first = words.front().lower;
  const std::uint8_t pronoun = pronoun_kind(first);
  if (words.size() == 1 && pronoun) return pronoun;
  if (head.capital) return kNameMention;
  if (first == "the") return kDefinite;
  if (first == "this" || first == "that" || first == "these" || first == "those")
    return kDemonstrative;
  if (pronoun || has_apostrophe_and_s(words)) return kPossessive;
  if (is_indefinite(first)) return kIndefinite;
  if (words.front().digit) return kNumeral;
  return head.lower.ends_with("s") && !head.lower.ends_with("ss") ? kPlural : kOtherMention;
}

// Without the possessive's end, and without determiners and titles before it.
Words string_of(Words words) {
  if (ends_with_possessive(words)) words = words.first(words.size() - 2);
  while (words.size() > 1 && (is_determiner(words[0].lower) || is_title(words[0].lower)))
    words = words.subspan(1);
  return words;
}

std::string joined(Words words) {
  std::string all;
  for (const TextWord& word : words) all += (all.empty() ? "" : " ") + word.lower;
  return all;
}

std::string initials_of(Words words) {
  std::string initials;
  if (words.size() < 2) return initials;
  for (const TextWord& word : words) {
    if (word.alphanumeric && !ends_head(word.lower))
      initials += word.lower.substr(0, next_code_point(word.lower, 0).bytes);
  }
  return initials;
}

std::vector<std::string> content_of(Words words) {
  std::vector<std::string> content;
  for (const TextWord& word : words) {
    if (word.alphanumeric && !ends_head(word.lower) && !is_determiner(word.lower))
      content.push_back(word.lower);
  }
  std::sort(content.begin(), content.end());
  content.erase(std::unique(content.begin(), content.end()), content.end());
  return content;
}

std::string stem_of(const std::string& head) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  const bool plural = head.ends_with("s") && std::count_if(head.begin(), head.end(), begins) > 3;
  return plural ? head.substr(0, head.size() - 1) : head;
}

// Whether all that `part` tells is told by `whole`, too.
bool is_told(const MentionWords& part, const MentionWords& whole) {
  return !part.content.empty() && std::includes(whole.content.begin(), whole.content.end(),
                                                part.content.begin(), part.content.end());
}

bool abbreviates(const MentionWords& a, const MentionWords& b) {
  return !b.initials.empty() && b.initials == a.string;
}

// How alike the words of a mention and of an earlier one are; the first that holds.
Index match_of(const MentionWords& later, const MentionWords& earlier) {
  const bool same_head = later.head == earlier.head;
  if (later.is_pronoun() && earlier.is_pronoun() && same_head) return 8;
  if (later.is_pronoun() || earlier.is_pronoun()) return 0;
  if (later.string == earlier.string) return 1;
  if (abbreviates(later, earlier) || abbreviates(earlier, later)) return 6;
  const bool told = is_told(later, earlier), tells = is_told(earlier, later);
  if (same_head) return told || tells ? 2 : 3;
  if (tells) return 5;
  if (told) return 4;
  return later.stem == earlier.stem ? 7 : 0;
}

// How the two lie; the first that holds.
Index nesting_of(const MentionWords& later, const MentionWords& earlier) {
  if (earlier.end <= later.begin && later.begin - earlier.end <= 1) return 3;  // side by side
  if (earlier.end > later.begin && earlier.end < later.end && earlier.begin < later.begin) return 4;
  if (earlier.begin == later.begin && earlier.end < later.end) return 2;
  return earlier.end >= later.end ? 1 : 0;  // the earlier one is around the later one
}

// Which mentions, in order, have a head or a string.
using Places = std::unordered_map<std::string_view, std::vector<Index>>;

std::size_t n_below(const std::vector<Index>& places, Index end) {
  return static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), end) -
                                  places.begin());
}

// The last kFar of both lists that lie below `end`, rising.
std::vector<Index> last_of(const std::vector<Index>& a, const std::vector<Index>& b, Index end) {
  std::vector<Index> last;
  std::size_t i = n_below(a, end), j = n_below(b, end);
  while ((i > 0 || j > 0) && last.size() < kFar) {
    const Index next = std::max(i > 0 ? a[i - 1] : 0, j > 0 ? b[j - 1] : 0);
    if (i > 0 && a[i - 1] == next) --i;
    if (j > 0 && b[j - 1] == next) --j;
    last.push_back(next);
  }
  std::reverse(last.begin(), last.end());
  return last;
}

// What is counted over the mentions while they are gone through.
class Comparer {
 public:
  explicit Comparer(std::span<const MentionWords* const> mentions) : mentions_(mentions) {
    seen_.reserve(mentions.size() + 1);
    seen_.emplace_back();
  }

  std::vector<Comparison> next() {
    const auto i = static_cast<Index>(seen_.size() - 1);
    const MentionWords& mention = *mentions_[i];
    std::vector<Comparison> comparisons;
    for (const Index j : candidates_of(i)) comparisons.push_back({j, rows_of(i, j)});
    seen_.push_back(seen_.back());
    ++seen_.back()[mention.kind];
    by_head_[mention.head].push_back(i);
    by_string_[mention.string].push_back(i);
    return comparisons;
  }

 private:
  std::vector<Index> candidates_of(Index i) {
    const MentionWords& mention = *mentions_[i];
    const Index near = i - static_cast<Index>(std::min<std::size_t>(i, kNear));
    std::vector<Index> all;
    if (near > 0 && !mention.is_pronoun())
      all = last_of(by_head_[mention.head], by_string_[mention.string], near);
    for (Index j = near; j < i; ++j) all.push_back(j);
    return all;
  }

  std::array<Index, 7> rows_of(Index i, Index j) {
    const MentionWords &later = *mentions_[i], &earlier = *mentions_[j];
    const Index between = seen_[i][earlier.kind] - seen_[j + 1][earlier.kind];
    const Index sort = earlier.is_pronoun() ? 0 : earlier.kind == kNameMention ? 1 : 2;
    const auto others = static_cast<Index>(by_head_[earlier.head].size() - 1);
    const std::array<Index, 7> features = {
        later.kind * Index{kMentionKinds} + earlier.kind,
        bucket(kMentionsApart, static_cast<int>(i - j)),
        bucket(kSentencesApart, static_cast<int>(later.sentence - earlier.sentence)),
        match_of(later, earlier),
        nesting_of(later, earlier),
        std::min<Index>(4, between) + 5 * sort,
        std::min<Index>(4, others)};
    constexpr std::array<Index, 7> kFirst = {0, 400, 412, 421, 430, 435, 450};  // of their tables
    std::array<Index, 7> rows{};
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = kFirst[k] + features[k];
    return rows;
  }

  std::span<const MentionWords* const> mentions_;
  std::vector<std::array<Index, kMentionKinds>> seen_;  // mentions of each kind before each one
  Places by_head_, by_string_;                          // of the mentions gone through
};

}  // namespace

std::vector<TextWord> words_of(std::string_view text, const Encoding& encoding,
                               const WordCount& before) {
  std::vector<TextWord> words;
  std::size_t next_sentence = 0;
  for (std::uint32_t i = 0; i < encoding.tokens.size(); ++i) {
    const Span& span = encoding.tokens[i].span;
    const auto& begins = encoding.sentence_begin;
    const bool opens = next_sentence < begins.size() && begins[next_sentence] == i;
    while (next_sentence < begins.size() && begins[next_sentence] <= i) ++next_sentence;
    if (!encoding.tokens[i].first && !words.empty()) {
      words.back().span.end = span.end;
      words.back().tokens.end = i + 1;
      continue;
    }
    TextWord word;
    word.sentence = words.empty() ? before.sentences : words.back().sentence + (opens ? 1 : 0);
    word.opens = opens;
    word.span = span;
    word.tokens = {i, i + 1};
    words.push_back(std::move(word));
  }
  for (TextWord& word : words) {
    word.lower = lower_case(text.substr(word.span.begin, word.span.size()));
    look_at_first_letter(text, word);
  }
  return words;
}

MentionWords describe(std::span<const TextWord> all, std::uint32_t begin, std::uint32_t end,
                      const WordCount& before) {
  const Words words = all.subspan(begin, end - begin);
  const TextWord& head = words[head_of(words)];
  const Words string = string_of(words);
  MentionWords mention;
  mention.begin = before.words + begin;
  mention.end = before.words + end;
  mention.sentence = words.front().sentence;
  mention.kind = kind_of(words, head);
  mention.place = words.front().opens ? 1 : ends_head(all[begin - 1].lower) ? 2 : 0;
  mention.head_span = head.span;
  mention.head = head.lower;
  mention.stem = stem_of(head.lower);
  mention.string = joined(string);
  mention.initials = initials_of(string);
  mention.content = content_of(string);
  return mention;
}

std::array<std::uint32_t, 4> single_rows(const MentionWords& mention, float score) {
  constexpr Index kWordsRow = kMentionKinds;
  constexpr Index kPlaceRow = kWordsRow + kWordsLong.size() + 1, kScoreRow = kPlaceRow + 3;
  static_assert(kScoreRow + kScores.size() + 1 == kSingleRows);
  return {mention.kind,
          kWordsRow + bucket(kWordsLong, static_cast<int>(mention.end - mention.begin)),
          kPlaceRow + mention.place, kScoreRow + bucket(kScores, score)};
}

std::vector<std::vector<Comparison>> compare(std::span<const MentionWords* const> mentions) {
  Comparer comparer(mentions);
  std::vector<std::vector<Comparison>> all;
  for (std::size_t i = 0; i < mentions.size(); ++i) all.push_back(comparer.next());
  return all;
}

}  // namespace sayso
