#include "group/claim_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr std::size_t kMostLookedAt = 64;
constexpr std::size_t kLongWords = 40;

// What takes away from a statement, and what the words of others add to it. The first two are more
// than all others together.
constexpr double kNoWords = 20, kNoAssertion = 8, kFewWords = 4, kOneWord = 4, kPieces = 1.5,
                 kQuoted = 1, kFirstPerson = 2, kPointsBack = 1.5, kLong = 1, kOwnVoice = 1,
                 kShared = 6;

constexpr std::array<std::string_view, 8> kFirstPersons{"i",  "we", "my",  "our",
                                                        "me", "us", "i'm", "we're"};
constexpr std::array<std::string_view, 16> kPointers{
    "he",  "she", "it",  "they",  "this", "that", "these", "those",
    "his", "her", "its", "their", "one",  "so",   "there", "but"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Of the other's stems and figures those that this one has, too, 0 to 1.
double covers(const Proposition& one, const Proposition& other) {
  const std::size_t n_all = other.words.size() + other.numbers.size();
  if (n_all == 0) return 0;
  const auto in = [](const std::vector<std::string>& values) {
    return [&values](const std::string& value) {
      return std::binary_search(values.begin(), values.end(), value);
    };
  };
  const auto n = std::count_if(other.words.begin(), other.words.end(), in(one.words)) +
                 std::count_if(other.numbers.begin(), other.numbers.end(), in(one.numbers));
  return static_cast<double>(n) / static_cast<double>(n_all);
}

double weight_alone(const Statement& one) {
  const Proposition& proposition = one.proposition;
  const std::vector<PlainWord> words = plain_words(
      proposition.text, {0, static_cast<std::uint32_t>(proposition.text.size())}, 2 * kLongWords);
  const std::size_t n_telling = proposition.words.size() + proposition.numbers.size();
  double weight = 0;
  if (n_telling == 0 || proposition.refers_back) weight -= kNoWords;
  if (one.stance != Stance::kAsserts && one.stance != Stance::kConfirms) weight -= kNoAssertion;
  if (n_telling < 3) weight -= kFewWords;
  if (n_telling < 2) weight -= kOneWord;
  if (one.content.size() > 1) weight -= kPieces;
  if (one.quoted == Quoted::kDirect) weight -= kQuoted;
  if (one.voice == Voice::kOwn) weight -= kOwnVoice;
  if (words.size() > kLongWords) weight -= kLong;
  if (!words.empty() && among(kPointers, words.front().word)) weight -= kPointsBack;
  if (std::any_of(words.begin(), words.end(),
                  [](const PlainWord& word) { return among(kFirstPersons, word.word); }))
    weight -= kFirstPerson;
  return weight;
}

}  // namespace

std::uint32_t plainest_statement(const Grouping& grouping,
                                 std::span<const std::uint32_t> statements) {
  const std::span<const std::uint32_t> looked_at =
      statements.first(std::min(statements.size(), kMostLookedAt));
  std::uint32_t best = statements.front();
  double best_weight = 0;
  for (const std::uint32_t index : looked_at) {
    const Statement& one = grouping.statements[index].statement;
    double shared = 0;
    for (const std::uint32_t other : looked_at) {
      if (other != index)
        shared += covers(one.proposition, grouping.statements[other].statement.proposition);
    }
    if (looked_at.size() > 1) shared /= static_cast<double>(looked_at.size() - 1);
    const double weight = weight_alone(one) + kShared * shared;
    if (index != statements.front() && weight <= best_weight) continue;
    best = index;
    best_weight = weight;
  }
  return best;
}

}  // namespace sayso
