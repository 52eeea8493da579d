#include "text/reuse.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_map>

#include "base/hash.h"
#include "text/bones.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr std::size_t kRun = 5;             // words of a seed
constexpr std::size_t kMostPlaces = 8;      // of one run in `a`
constexpr std::size_t kGap = 8;             // other words between two parts of one passage
constexpr double kQuotedShare = 0.8;        // of a passage's words, that make it a quotation
constexpr std::size_t kLongestFooter = 60;  // words of boilerplate

// Formulas of footers and boxes, as plain words.
constexpr std::array kFormulas = std::to_array<std::string_view>({
    "all rights reserved",
    "reporting by",
    "editing by",
    "additional reporting",
    "sign up",
    "newsletter",
    "subscribe",
    "follow us",
    "read more",
    "copyright",
    "contact us",
    "this article was",
    "this story was",
    "correspondents contributed",
    "terms of use",
    "privacy policy",
    "share this",
    "click here",
});

// A part of a passage in which every word agrees: words [a, a + n) and [b, b + n).
struct Match {
  std::size_t a = 0, b = 0, n = 0;
};

class Matcher {
 public:
  Matcher(const std::vector<Bone>& a, const std::vector<Bone>& b) : a_(a), b_(b) {
    for (std::size_t i = 0; i + kRun <= a.size(); ++i) {
      std::vector<std::size_t>& places = places_[hash(a, i)];
      if (places.size() < kMostPlaces) places.push_back(i);
    }
  }

  std::vector<Match> all() const {
    std::vector<Match> matches;
    for (std::size_t j = 0; j + kRun <= b_.size();) {
      const Match best = longest_at(j, matches.empty() ? nullptr : &matches.back());
      if (best.n < kRun) {
        ++j;
        continue;
      }
      matches.push_back(best);
      j += best.n;
    }
    return matches;
  }

 private:
  static std::uint64_t hash(const std::vector<Bone>& bones, std::size_t at) {
    std::string run;
    for (std::size_t i = at; i < at + kRun; ++i) (run += bones[i].letters) += ' ';
    return hash64(run);
  }

  // The longest match; of equals the one that goes on from the match before.
  Match longest_at(std::size_t j, const Match* before) const {
    Match best;
    const auto found = places_.find(hash(b_, j));
    if (found == places_.end()) return best;
    for (const std::size_t i : found->second) {
      std::size_t n = 0;
      while (i + n < a_.size() && j + n < b_.size() && a_[i + n].letters == b_[j + n].letters) ++n;
      const bool goes_on =
          before && i >= before->a + before->n && i <= before->a + before->n + kGap;
      if (n > best.n || (n == best.n && goes_on)) best = {i, j, n};
    }
    return best;
  }

  const std::vector<Bone>& a_;
  const std::vector<Bone>& b_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> places_;
};

bool is_one_passage(const Match& before, const Match& next) {
  const std::size_t end_a = before.a + before.n, end_b = before.b + before.n;
  return next.a >= end_a && next.a - end_a <= kGap && next.b - end_b <= kGap;
}

// A part of a passage within one paragraph of `b`; words by number, the last ones included.
struct Piece {
  std::size_t first_a = 0, last_a = 0, first_b = 0, last_b = 0;
  std::uint32_t n = 0;
};

std::vector<Piece> by_paragraph(std::span<const Match> matches, std::string_view b,
                                const std::vector<Bone>& bones) {
  std::vector<Piece> pieces;
  for (const Match& match : matches) {
    for (std::size_t k = 0; k < match.n; ++k) {
      const std::size_t i = match.a + k, j = match.b + k;
      bool goes_on = !pieces.empty();
      if (goes_on) {
        const std::uint32_t end = bones[pieces.back().last_b].span.end;
        goes_on = b.substr(end, bones[j].span.begin - end).find('\n') == std::string_view::npos;
      }
      if (!goes_on) pieces.push_back({i, i, j, j, 0});
      pieces.back().last_a = i;
      pieces.back().last_b = j;
      ++pieces.back().n;
    }
  }
  return pieces;
}

std::uint32_t quoted_words(const std::vector<Bone>& bones, std::size_t first, std::size_t last,
                           std::span<const Span> quotations) {
  std::uint32_t n = 0;
  for (std::size_t i = first; i <= last; ++i) {
    const auto after =
        std::upper_bound(quotations.begin(), quotations.end(), bones[i].span.begin,
                         [](std::uint32_t at, const Span& q) { return at < q.begin; });
    const bool inside = after != quotations.begin() && std::prev(after)->contains(bones[i].span);
    n += inside ? 1 : 0;
  }
  return n;
}

bool is_boilerplate(std::string_view text, const Span& span) {
  const std::vector<PlainWord> words = plain_words(text, span, kLongestFooter + 1);
  if (words.size() > kLongestFooter) return false;
  std::string plain = " ";
  for (const PlainWord& word : words) plain += word.word + " ";
  return std::any_of(kFormulas.begin(), kFormulas.end(), [&](std::string_view formula) {
    return plain.find(" " + std::string(formula) + " ") != std::string::npos;
  });
}

}  // namespace

std::vector<Passage> shared_passages(std::string_view a, std::string_view b,
                                     std::span<const Span> quotations) {
  const std::vector<Bone> bones_a = bones_of(a), bones_b = bones_of(b);
  const std::vector<Match> matches = Matcher(bones_a, bones_b).all();
  std::vector<Passage> passages;
  for (std::size_t first = 0, end = 0; first < matches.size(); first = end) {
    std::size_t n_words = 0;
    for (end = first; end < matches.size(); ++end) {
      if (end > first && !is_one_passage(matches[end - 1], matches[end])) break;
      n_words += matches[end].n;
    }
    if (n_words < kPassageWords) continue;
    for (const Piece& piece : by_paragraph({matches.begin() + static_cast<std::ptrdiff_t>(first),
                                            matches.begin() + static_cast<std::ptrdiff_t>(end)},
                                           b, bones_b)) {
      Passage passage;
      passage.a = {bones_a[piece.first_a].span.begin, bones_a[piece.last_a].span.end};
      passage.b = {bones_b[piece.first_b].span.begin, bones_b[piece.last_b].span.end};
      passage.words = piece.n;
      const auto n_all = static_cast<double>(piece.last_b - piece.first_b + 1);
      if (quoted_words(bones_b, piece.first_b, piece.last_b, quotations) >= kQuotedShare * n_all) {
        passage.kind = PassageKind::kQuotation;
      } else if (is_boilerplate(b, passage.b)) {
        passage.kind = PassageKind::kBoilerplate;
      }
      passages.push_back(passage);
    }
  }
  return passages;
}

std::uint32_t count_words(std::string_view text) {
  return static_cast<std::uint32_t>(bones_of(text).size());
}

}  // namespace sayso
