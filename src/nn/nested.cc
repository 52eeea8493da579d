#include "nn/nested.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <unordered_set>

#include "nn/dense.h"
#include "nn/heads.h"
#include "nn/mention_words.h"
#include "nn/rows.h"
#include "nn/scores.h"
#include "nn/scratch.h"

namespace sayso {
namespace {

using Index = std::uint32_t;
using Ranges = std::span<const TokenRange>;

// Tokens from a cue's begin to that of what it may choose.
constexpr Index kFarSource = 120, kFarWord = 30, kFarParent = 200;
constexpr std::size_t kHalf = kNestedWidth / 2;

// Words that may be sources in spite of being short; and those that never are.
bool is_pronoun(const std::string& word) {
  static const std::unordered_set<std::string_view> words = {
      "i",  "we",  "he",   "she",  "they",   "it",      "you",   "who",   "them", "him", "her",
      "us", "one", "some", "many", "others", "another", "those", "these", "both", "all"};
  return words.contains(word);
}
bool is_stop_word(const std::string& word) {
  static const std::unordered_set<std::string_view> words = {
      "the",  "a",     "an",    "of",    "to",     "in",      "on",      "at",     "by",
      "for",  "with",  "from",  "as",    "and",    "or",      "but",     "not",    "that",
      "this", "which", "is",    "are",   "was",    "were",    "be",      "been",   "has",
      "have", "had",   "will",  "would", "could",  "should",  "may",     "might",  "can",
      "do",   "does",  "did",   "if",    "than",   "then",    "when",    "while",  "its",
      "his",  "their", "our",   "my",    "your",   "there",   "no",      "so",     "such",
      "into", "over",  "about", "after", "before", "against", "between", "during", "under"};
  return words.contains(word);
}

// ---- what a text tells of its tokens ----

// Of each byte of text[begin, end) the number of the quotation that it stands in, or -1. Straight,
// curly and `` '' marks; one that nothing closes ends with its paragraph.
std::vector<std::int32_t> quotations(std::string_view text) {
  std::vector<std::int32_t> out;
  out.reserve(text.size());
  std::int32_t number = -1;
  bool inside = false;
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (text[i] == '\n' && rest.size() > 1 && is_space(rest[1])) inside = false;
    if (rest.starts_with("“") || rest.starts_with("``") || (text[i] == '"' && !inside)) {
      inside = true;
      ++number;
    } else if (rest.starts_with("”") || text[i] == '"' || rest.starts_with("''")) {
      inside = false;
    }
    out.push_back(inside ? number : -1);
  }
  return out;
}

void mark(Ranges ranges, std::vector<std::uint8_t>& tokens) {
  for (const TokenRange& range : ranges)
    std::fill(tokens.begin() + range.begin, tokens.begin() + range.end, std::uint8_t{1});
}

using Candidates = std::map<TokenRange, std::uint8_t>;

// Pronouns, and words that nothing else covers: "farmers".
void add_words(std::string_view text, const Encoding& encoding, Candidates& candidates) {
  std::vector<std::uint8_t> covered(encoding.tokens.size());
  for (const auto& [range, sign] : candidates) mark(Ranges(&range, 1), covered);
  for (const TextWord& word : words_of(text, encoding, {})) {
    if (is_pronoun(word.lower)) {
      candidates[word.tokens] |= kIsPronoun;
    } else if (word.span.size() > 1 && word.alphanumeric && !word.digit &&
               !is_stop_word(word.lower) && !covered[word.tokens.begin]) {
      candidates[word.tokens] |= kIsOtherWord;
    }
  }
}

void place_tokens(std::string_view text, const Encoding& encoding, NestedText& found) {
  const std::vector<Token>& tokens = encoding.tokens;
  if (tokens.empty()) return;
  const Index begin = tokens.front().span.begin;
  const std::vector<std::int32_t> quoted =
      quotations(text.substr(begin, tokens.back().span.end - begin));
  Index sentence = 0, paragraph = 0;
  for (Index i = 0; i < tokens.size(); ++i) {
    while (sentence + 1 < encoding.sentence_begin.size() &&
           encoding.sentence_begin[sentence + 1] <= i)
      ++sentence;
    const bool new_line =
        i > 0 && text.substr(tokens[i - 1].span.end, tokens[i].span.begin - tokens[i - 1].span.end)
                         .find('\n') != std::string_view::npos;
    paragraph += new_line;
    found.sentence.push_back(sentence);
    found.paragraph.push_back(paragraph);
    found.quotation.push_back(quoted[tokens[i].span.begin - begin]);
  }
}

Index apart(Index a, Index b) { return a < b ? b - a : a - b; }

// Log-odds of each candidate against none, as the link head has them: (choosers, candidates).
class LinkOdds {
 public:
  LinkOdds(const Model& model, const Encoding& encoding, LinkKind kind, Ranges choosers,
           Ranges candidates)
      : n_columns_(candidates.size() + 1),
        scores_(link_scores(model.heads.links[static_cast<std::size_t>(kind)],
                            model.heads.distance_boundaries, encoding, choosers, candidates)) {}

  float at(Index chooser, Index candidate) const {
    const float* row = scores_.data() + chooser * n_columns_;
    return row[candidate] - row[n_columns_ - 1];
  }

 private:
  std::size_t n_columns_;
  std::vector<float> scores_;
};

// The contents of the wider tagger, each with the cue that it chooses, if that is likelier than none.
void place_contents(const Model& model, const Encoding& encoding, Ranges contents, Ranges cues,
                    NestedText& found) {
  found.content.assign(encoding.tokens.size(), -1);
  found.content_cue.assign(encoding.tokens.size(), -1);
  const LinkOdds odds(model, encoding, LinkKind::kContentCue, contents, cues);
  for (Index i = 0; i < contents.size(); ++i) {
    std::int32_t chosen = -1;
    float best = 0;
    for (Index j = 0; j < cues.size(); ++j) {
      if (apart(contents[i].begin, cues[j].begin) > kFarParent || odds.at(i, j) <= best) continue;
      best = odds.at(i, j);
      chosen = static_cast<std::int32_t>(cues[j].begin);
    }
    for (Index token = contents[i].begin; token < contents[i].end; ++token) {
      found.content[token] = static_cast<std::int32_t>(i);
      found.content_cue[token] = chosen;
    }
  }
}

// ---- pairs ----

// Rows of one table: each kind of row has as many of them as there are answers.
class RowList {
 public:
  void add(std::size_t answer, std::size_t n_answers) {
    rows_.push_back(static_cast<Index>(at_ + std::min(answer, n_answers - 1)));
    at_ += n_answers;
  }
  std::vector<Index> take() { return std::move(rows_); }

 private:
  std::vector<Index> rows_;
  std::size_t at_ = 0;
};

// How many of the sorted places lie strictly between a and b.
std::size_t count_between(const std::vector<Index>& places, Index a, Index b) {
  const auto first = std::upper_bound(places.begin(), places.end(), std::min(a, b));
  const auto last = std::lower_bound(places.begin(), places.end(), std::max(a, b));
  return first < last ? static_cast<std::size_t>(last - first) : 0;
}

std::size_t level(float log_odds) {
  constexpr std::array<float, 9> kLevels = {-8, -4, -2, -1, 0, 1, 2, 4, 8};
  return static_cast<std::size_t>(std::upper_bound(kLevels.begin(), kLevels.end(), log_odds) -
                                  kLevels.begin());
}
constexpr std::size_t kLevelRows = 10;

std::vector<Index> begins_of(Ranges ranges) {
  std::vector<Index> begins;
  for (const TokenRange& range : ranges) begins.push_back(range.begin);
  std::sort(begins.begin(), begins.end());
  return begins;
}

bool overlap(const TokenRange& a, const TokenRange& b) {
  return a.begin < b.end && b.begin < a.end;
}

// ---- scores ----

// [mean; first; last] of the tokens' vectors.
void put_range(std::span<const float> vectors, const TokenRange& range, std::span<float> x) {
  put_span(range, x, [&](Index token, std::span<float> row) {
    const float* from = vectors.data() + token * kNestedWidth;
    for (std::size_t i = 0; i < kNestedWidth; ++i) row[i] = from[i];
  });
}

std::vector<float> project(const Linear& layer, std::span<const float> vectors, Ranges ranges,
                           Scratch& scratch) {
  return apply_rows(
      layer, ranges.size(),
      [&](std::size_t i, std::span<float> x) { put_range(vectors, ranges[i], x); }, scratch);
}

// ---- choices ----

constexpr float kWorthKeeping = 0.01F;  // a candidate less likely than this is not told of

// The pairs of one chooser, [first, last), and none: the best, and all probabilities.
NestedChoice choose(std::span<const NestedPair> pairs, std::span<const float> scores, float none) {
  std::vector<float> row(scores.begin(), scores.end());
  row.push_back(none);
  softmax(row);
  NestedChoice choice;
  choice.none = row.back();
  const auto best = std::max_element(row.begin(), row.end() - 1);
  if (!pairs.empty() && *best >= row.back())
    choice.chosen = pairs[static_cast<std::size_t>(best - row.begin())].candidate;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (row[i] > kWorthKeeping) choice.candidates.emplace_back(pairs[i].candidate, row[i]);
  }
  std::stable_sort(choice.candidates.begin(), choice.candidates.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return choice;
}

// Pairs of one chooser stand together.
template <typename Take>
void for_each_chooser(std::size_t n_choosers, std::span<const NestedPair> pairs, Take take) {
  std::size_t begin = 0;
  for (Index chooser = 0; chooser < n_choosers; ++chooser) {
    std::size_t end = begin;
    while (end < pairs.size() && pairs[end].chooser == chooser) ++end;
    take(chooser, begin, end - begin);
    begin = end;
  }
}

float certainty(const NestedReport& report) {
  return report.parent.candidates.empty() ? report.parent.none
                                          : report.parent.candidates.front().second;
}

// Of reports that are told within each other in a ring, the one whose choice is least certain has
// no parent.
void cut_rings(std::vector<NestedReport>& reports) {
  for (Index start = 0; start < reports.size(); ++start) {
    std::vector<Index> way = {start};
    while (const std::optional<Index> parent = reports[way.back()].parent.chosen) {
      const auto again = std::find(way.begin(), way.end(), *parent);
      if (again == way.end()) {
        way.push_back(*parent);
        continue;
      }
      const auto weakest = std::min_element(again, way.end(), [&](Index a, Index b) {
        return certainty(reports[a]) < certainty(reports[b]);
      });
      reports[*weakest].parent.chosen.reset();
      break;
    }
  }
}

std::vector<NestedReport> with_tagged(const Encoding& encoding, const NestedWeights& weights,
                                      std::span<const float> cue_scores, Ranges tagged) {
  std::vector<NestedReport> reports;
  for (const TokenRange& cue : cue_ranges(encoding, cue_scores, weights.threshold)) {
    float most = 0;
    for (Index token = cue.begin; token < cue.end; ++token) {
      std::array<float, 3> row{};
      std::copy_n(cue_scores.begin() + token * 3, 3, row.begin());
      softmax(row);
      most = std::max(most, 1 - row[0]);
    }
    reports.push_back({cue, most, {}, {}});
  }
  for (const TokenRange& cue : tagged) {
    const bool known = std::any_of(reports.begin(), reports.end(), [&](const NestedReport& report) {
      return overlap(report.cue, cue);
    });
    if (!known) reports.push_back({cue, 1, {}, {}});
  }
  std::sort(reports.begin(), reports.end(),
            [](const NestedReport& a, const NestedReport& b) { return a.cue < b.cue; });
  return reports;
}

}  // namespace

NestedVectors nested_vectors(const NestedWeights& weights, const Encoding& encoding,
                             Scratch& scratch) {
  const std::size_t n = encoding.tokens.size();
  const auto fill = [&](std::size_t token, std::span<float> x) {
    put_vector(encoding, static_cast<Index>(token), x);
  };
  // (tokens + 2, kHalf): a token of zeros stands at each end.
  std::vector<float> hidden = apply_rows(weights.input, n, fill, scratch);
  rectify(hidden);
  hidden.insert(hidden.begin(), kHalf, 0.0f);
  hidden.resize(hidden.size() + kHalf);
  std::vector<float> around = apply_rows(
      weights.around, n,
      [&](std::size_t token, std::span<float> x) {
        std::copy_n(hidden.begin() + static_cast<std::ptrdiff_t>(token * kHalf), x.size(),
                    x.begin());
      },
      scratch);
  rectify(around);
  std::vector<float> own = apply_rows(weights.span, n, fill, scratch);
  rectify(own);
  NestedVectors vectors;
  for (std::size_t token = 0; token < n; ++token) {
    const std::span<const float> left = row_of(own, token, kHalf);
    const std::span<const float> right = row_of(around, token, kHalf);
    vectors.spans.insert(vectors.spans.end(), left.begin(), left.end());
    vectors.spans.insert(vectors.spans.end(), right.begin(), right.end());
    const std::vector<float> scores = apply_dense(weights.cue, right);
    vectors.cues.insert(vectors.cues.end(), scores.begin(), scores.end());
  }
  return vectors;
}

std::vector<TokenRange> cue_ranges(const Encoding& encoding, std::span<const float> cue_scores,
                                   float threshold) {
  const auto n = static_cast<Index>(encoding.tokens.size());
  std::vector<TokenRange> runs;
  bool open = false;
  for (Index token = 0; token < n; ++token) {
    std::array<float, 3> row{};
    std::copy_n(cue_scores.begin() + token * 3, 3, row.begin());
    softmax(row);
    const bool on = 1 - row[0] > threshold;
    if (on && (!open || row[1] > row[2])) runs.push_back({token, token});
    open = on;
    if (on) runs.back().end = token + 1;
  }
  std::vector<TokenRange> cues;
  for (TokenRange run : runs) {
    while (run.begin > 0 && !encoding.tokens[run.begin].first) --run.begin;
    while (run.end < n && !encoding.tokens[run.end].first) ++run.end;
    if (!cues.empty() && run.begin < cues.back().end) {
      cues.back().end = std::max(cues.back().end, run.end);
    } else {
      cues.push_back(run);
    }
  }
  return cues;
}

NestedText view_nested(const Model& model, std::string_view text, const Encoding& encoding) {
  NestedText found;
  place_tokens(text, encoding, found);
  Candidates candidates;
  for (const NameSpan& name : decode_names(model, encoding)) candidates[name.range] |= kIsName;
  for (const MentionSpan& mention : decode_mentions(model, encoding))
    candidates[mention.range] |= kIsDescription;
  for (const Breadth breadth : {Breadth::kAttitudes, Breadth::kReports}) {
    const bool wide = breadth == Breadth::kAttitudes;
    std::vector<std::uint8_t>& cues = wide ? found.role_cue : found.report_cue;
    std::vector<TokenRange> contents, ranges;
    for (const RoleSpan& span : decode_roles(model, encoding, breadth)) {
      if (span.role == Role::kCue) ranges.push_back(span.range);
      if (span.role == Role::kContent) contents.push_back(span.range);
      if (span.role == Role::kSource)
        candidates[span.range] |= wide ? kIsRoleSource : kIsReportSource;
    }
    cues.resize(encoding.tokens.size());
    mark(ranges, cues);
    if (wide) place_contents(model, encoding, contents, ranges, found);
  }
  add_words(text, encoding, candidates);
  for (const auto& [range, sign] : candidates) {
    found.sources.push_back(range);
    found.found_as.push_back(sign);
  }
  return found;
}

std::vector<NestedPair> source_pairs(const Model& model, const Encoding& encoding,
                                     const NestedText& text, Ranges cues) {
  const LinkOdds odds(model, encoding, LinkKind::kSourceCue, text.sources, cues);
  const std::vector<Index> cue_begins = begins_of(cues);
  std::vector<Index> phrase_begins;
  for (std::size_t i = 0; i < text.sources.size(); ++i) {
    if (text.found_as[i] != kIsOtherWord) phrase_begins.push_back(text.sources[i].begin);
  }
  std::vector<NestedPair> pairs;
  for (Index i = 0; i < cues.size(); ++i) {
    const TokenRange& cue = cues[i];
    std::vector<Index> near;
    float best = 0;  // a link must be likelier than none to be the best
    for (Index j = 0; j < text.sources.size(); ++j) {
      const Index gap = apart(text.sources[j].begin, cue.begin);
      const bool word = text.found_as[j] == kIsOtherWord;
      if (gap > (word ? kFarWord : kFarSource) || (word && overlap(text.sources[j], cue))) continue;
      near.push_back(j);
      best = std::max(best, odds.at(j, i));
    }
    for (const Index j : near) {
      const TokenRange& source = text.sources[j];
      const Index from = cue.begin, to = source.begin;
      const bool before = to < from;
      const bool same_quotation = text.quotation[from] == text.quotation[to];
      RowList rows;
      rows.add(distance_bucket(model.heads.distance_boundaries, cue, source),
               1 + 2 * model.heads.distance_boundaries.size());
      for (int sign = 0; sign < 6; ++sign) rows.add((text.found_as[j] >> sign) & 1u, 2);
      rows.add(2u * (text.sentence[from] == text.sentence[to]) + before, 4);
      rows.add(2u * same_quotation + (text.quotation[from] >= 0), 4);
      rows.add(count_between(cue_begins, from, to), 3);
      rows.add(count_between(phrase_begins, from, to), 3);
      const float link = odds.at(j, i);
      rows.add(level(link), kLevelRows);
      rows.add(link > 0 && link == best, 2);
      pairs.push_back({i, j, rows.take()});
    }
  }
  return pairs;
}

std::vector<NestedPair> parent_pairs(const Model& model, const Encoding& encoding,
                                     const NestedText& text, Ranges cues) {
  const LinkOdds odds(model, encoding, LinkKind::kContentCue, cues, cues);
  const std::vector<Index> cue_begins = begins_of(cues);
  std::vector<NestedPair> pairs;
  for (Index i = 0; i < cues.size(); ++i) {
    const Index from = cues[i].begin;
    std::vector<Index> near;
    for (Index j = 0; j < cues.size(); ++j) {
      if (j != i && apart(cues[j].begin, from) <= kFarParent) near.push_back(j);
    }
    float best = near.empty() ? 0 : odds.at(i, near.front());
    for (const Index j : near) best = std::max(best, odds.at(i, j));
    for (const Index j : near) {
      const Index to = cues[j].begin;
      const bool before = to < from;
      const std::int32_t q = text.quotation[from], p = text.quotation[to];
      const std::size_t quoted = q >= 0 && q == p  ? 1
                                 : q >= 0 && p < 0 ? 2
                                 : q < 0 && p >= 0 ? 3
                                                   : 0;
      const std::size_t sentences =
          std::min<std::size_t>(apart(text.sentence[from], text.sentence[to]), 3);
      const std::size_t cues_between =
          std::min<std::size_t>(count_between(cue_begins, from, to), 3);
      RowList rows;
      rows.add(distance_bucket(model.heads.distance_boundaries, cues[i], cues[j]),
               1 + 2 * model.heads.distance_boundaries.size());
      rows.add(2 * sentences + before, 8);
      rows.add(2 * quoted + before, 8);
      rows.add(2 * cues_between + before, 8);
      rows.add(text.paragraph[from] == text.paragraph[to], 2);
      rows.add(text.role_cue[from] + 2u * text.report_cue[from], 4);
      rows.add(text.role_cue[to] + 2u * text.report_cue[to], 4);
      const float link = odds.at(i, j);
      rows.add(level(link), kLevelRows);
      rows.add(link == best, 2);
      const std::int32_t told_by = text.content_cue[from];
      const bool inside = told_by >= static_cast<std::int32_t>(to) &&
                          told_by < static_cast<std::int32_t>(cues[j].end);
      const std::size_t place = inside ? 3 : told_by >= 0 ? 2 : text.content[from] >= 0 ? 1 : 0;
      rows.add(2 * place + before, 8);
      rows.add(text.content[from] >= 0 && text.content[from] == text.content[to], 2);
      rows.add(text.content[to] < 0, 2);
      pairs.push_back({i, j, rows.take()});
    }
  }
  return pairs;
}

PickScores pick_scores(const PickWeights& weights, std::span<const float> vectors, Ranges choosers,
                       Ranges candidates, std::span<const NestedPair> pairs, Scratch& scratch) {
  const auto key = static_cast<std::size_t>(weights.product.n_in);
  const auto size = static_cast<std::size_t>(weights.product.n_out);
  const std::vector<float> from = project(weights.from, vectors, choosers, scratch);
  const std::vector<float> to = project(weights.to, vectors, candidates, scratch);
  const auto n_from = static_cast<std::size_t>(weights.from.weights.n_out());
  PickScores scores;
  std::vector<float> both(key);
  for (const NestedPair& pair : pairs) {
    const std::span<const float> q = row_of(from, pair.chooser, n_from);
    const std::span<const float> k = row_of(to, pair.candidate, key + size);
    for (std::size_t i = 0; i < key; ++i) both[i] = q[i] * k[i];
    std::vector<float> hidden = apply_dense(weights.product, both);
    for (std::size_t i = 0; i < size; ++i) hidden[i] += q[key + i] + k[key + i];
    for (const Index row : pair.rows) {
      const float* values = weights.rows.data() + row * size;
      for (std::size_t i = 0; i < size; ++i) hidden[i] += values[i];
    }
    rectify(hidden);
    scores.pairs.push_back(apply_dense(weights.out, hidden).front());
  }
  for (std::size_t i = 0; i < choosers.size(); ++i) {
    const std::span<const float> row = row_of(from, i, n_from).subspan(key + size);
    std::vector<float> hidden(row.begin(), row.end());
    rectify(hidden);
    scores.none.push_back(apply_dense(weights.none, hidden).front());
  }
  return scores;
}

NestedReading read_nested(const Model& model, std::string_view text, const Encoding& encoding,
                          Ranges tagged, Scratch& scratch) {
  NestedReading reading;
  if (encoding.tokens.empty()) return reading;
  const NestedWeights& weights = *model.nested;
  const NestedVectors vectors = nested_vectors(weights, encoding, scratch);
  reading.reports = with_tagged(encoding, weights, vectors.cues, tagged);
  std::vector<TokenRange> cues;
  for (const NestedReport& report : reading.reports) cues.push_back(report.cue);
  if (cues.empty()) return reading;

  NestedText seen = view_nested(model, text, encoding);
  const std::vector<NestedPair> sources = source_pairs(model, encoding, seen, cues);
  const PickScores of_sources =
      pick_scores(weights.source, vectors.spans, cues, seen.sources, sources, scratch);
  for_each_chooser(cues.size(), sources, [&](Index cue, std::size_t begin, std::size_t n) {
    reading.reports[cue].source =
        choose(std::span(sources).subspan(begin, n), std::span(of_sources.pairs).subspan(begin, n),
               of_sources.none[cue]);
  });

  const std::vector<NestedPair> parents = parent_pairs(model, encoding, seen, cues);
  PickScores of_parents = pick_scores(weights.parent, vectors.spans, cues, cues, parents, scratch);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    const float sure = reading.reports[parents[i].candidate].probability;
    of_parents.pairs[i] += weights.doubt * std::log(std::max(sure, 1e-6F));
  }
  for_each_chooser(cues.size(), parents, [&](Index cue, std::size_t begin, std::size_t n) {
    reading.reports[cue].parent =
        choose(std::span(parents).subspan(begin, n), std::span(of_parents.pairs).subspan(begin, n),
               of_parents.none[cue] + weights.no_parent);
  });
  cut_rings(reading.reports);
  reading.sources = std::move(seen.sources);
  return reading;
}

}  // namespace sayso
