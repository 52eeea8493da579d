#include "text/proposition.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "text/numbers.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr std::size_t kMaxWords = 400;
constexpr std::size_t kMaxTextBytes = 400;
constexpr std::uint32_t kContextBefore = 300;  // bytes
constexpr std::uint32_t kContextAfter = 100;

// Words that stand in every kind of sentence. Sorted: they are searched by halves.
constexpr std::array<std::string_view, 153> kStopWords{
    "a",       "about", "above",    "after",      "again", "ago",     "all",     "almost",
    "already", "also",  "although", "am",         "among", "an",      "and",     "any",
    "anyone",  "are",   "as",       "at",         "be",    "became",  "because", "been",
    "before",  "being", "both",     "but",        "by",    "can",     "could",   "did",
    "do",      "does",  "doing",    "done",       "down",  "during",  "each",    "either",
    "else",    "ever",  "every",    "for",        "from",  "had",     "has",     "have",
    "having",  "he",    "her",      "here",       "hers",  "herself", "him",     "himself",
    "his",     "how",   "i",        "i'm",        "i've",  "if",      "in",      "into",
    "is",      "it",    "its",      "itself",     "just",  "may",     "me",      "might",
    "more",    "most",  "mr",       "mrs",        "ms",    "much",    "must",    "my",
    "myself",  "nor",   "now",      "of",         "off",   "on",      "one",     "only",
    "onto",    "or",    "other",    "our",        "ours",  "out",     "over",    "own",
    "per",     "said",  "say",      "says",       "shall", "she",     "should",  "since",
    "so",      "some",  "somebody", "someone",    "still", "such",    "than",    "that",
    "the",     "their", "them",     "themselves", "then",  "there",   "these",   "they",
    "this",    "those", "though",   "through",    "to",    "too",     "towards", "under",
    "until",   "up",    "upon",     "us",         "very",  "was",     "we",      "were",
    "what",    "when",  "where",    "whether",    "which", "while",   "who",     "whom",
    "whose",   "why",   "will",     "with",       "would", "yet",     "you",     "your",
    "yours",
};

constexpr std::array<std::string_view, 20> kNegations{
    "cannot", "can't",   "couldn't", "didn't",  "doesn't", "don't",  "hadn't",
    "hasn't", "haven't", "isn't",    "never",   "no",      "nobody", "none",
    "not",    "nothing", "wasn't",   "weren't", "without", "won't",
};

// Nouns that name another statement and say nothing of what it says.
constexpr std::array<std::string_view, 34> kStatementNouns{
    "accounts",   "account", "accusation", "accusations", "allegation", "allegations", "assertion",
    "assertions", "charge",  "charges",    "claim",       "claims",     "comment",     "comments",
    "criticism",  "denial",  "figure",     "figures",     "finding",    "findings",    "it",
    "matter",     "number",  "question",   "questions",   "remark",     "remarks",     "report",
    "reports",    "rumour",  "rumours",    "statement",   "story",      "suggestion",
};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_stop_word(std::string_view word) {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), word);
}

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool is_number(const std::string& word) { return word[0] >= '0' && word[0] <= '9'; }

std::vector<PlainWord> words_of(std::string_view text, std::span<const Span> spans) {
  std::vector<PlainWord> words;
  for (const Span& span : spans) {
    if (words.size() >= kMaxWords) break;
    std::vector<PlainWord> more = plain_words(text, span, kMaxWords - words.size());
    std::move(more.begin(), more.end(), std::back_inserter(words));
  }
  return words;
}

std::vector<std::string> content_stems(const std::vector<PlainWord>& words,
                                       const std::vector<Figure>& figures) {
  std::vector<std::string> stems;
  auto figure = figures.begin();
  for (std::size_t i = 0; i < words.size(); ++i) {
    while (figure != figures.end() && figure->end <= i) ++figure;
    const bool in_figure = figure != figures.end() && figure->first <= i;
    const std::string& word = words[i].word;
    if (in_figure || is_number(word) || word == "%" || word.size() < 2) continue;
    if (is_stop_word(word) || among(kNegations, word) || among(kStatementNouns, word)) continue;
    stems.push_back(stem(word));
  }
  sort_unique(stems);
  return stems;
}

std::vector<std::string> figure_values(const std::vector<Figure>& figures) {
  std::vector<std::string> values;
  for (const Figure& figure : figures) values.push_back(figure.value);
  sort_unique(values);
  return values;
}

// Runs of words with a capital, but for a first word that has it only because it is the first.
void add_capitals(const std::vector<PlainWord>& words, std::vector<std::string>& names) {
  std::string run;
  const auto close = [&] {
    if (!run.empty()) names.push_back(std::move(run));
    run.clear();
  };
  for (const PlainWord& word : words) {
    const bool named =
        word.capital && !word.sentence && !is_stop_word(word.word) && word.word.size() > 1;
    if (!named) {
      close();
      continue;
    }
    if (!run.empty()) run += ' ';
    run += word.word;
  }
  close();
}

std::string joined_words(const std::vector<PlainWord>& words) {
  std::string joined;
  for (const PlainWord& word : words) {
    if (is_stop_word(word.word)) continue;
    if (!joined.empty()) joined += ' ';
    joined += word.word;
  }
  return joined;
}

void add_given(std::string_view text, std::span<const Span> content, std::span<const Span> given,
               std::vector<std::string>& names) {
  for (const Span& name : given) {
    const bool inside = std::any_of(content.begin(), content.end(),
                                    [&](const Span& span) { return span.overlaps(name); });
    if (!inside) continue;
    std::string joined = joined_words(plain_words(text, name, 20));
    if (!joined.empty()) names.push_back(std::move(joined));
  }
}

// Moves to the next code-point boundary at or after `at`.
std::uint32_t boundary(std::string_view text, std::uint32_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

std::vector<std::string> context_stems(std::string_view text, std::span<const Span> content,
                                       const Span& around) {
  const Span core = content.empty() ? around : Span{content.front().begin, content.back().end};
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::uint32_t begin =
      core.begin > kContextBefore ? boundary(text, core.begin - kContextBefore) : 0;
  const std::uint32_t end =
      boundary(text, std::min(size - std::min(size, core.end), kContextAfter) + core.end);
  std::vector<Span> parts;
  std::uint32_t at = begin;
  for (const Span& span : content) {
    if (at < span.begin) parts.push_back({at, span.begin});
    at = std::max(at, span.end);
  }
  if (at < end) parts.push_back({at, end});
  const std::vector<PlainWord> words = words_of(text, parts);
  std::vector<std::string> stems = content_stems(words, {});
  for (std::string& value : figure_values(find_figures(words))) stems.push_back(std::move(value));
  sort_unique(stems);
  return stems;
}

// Only pro-forms and nouns that name a statement: "this", "the claim", "these reports".
bool only_refers(const std::vector<PlainWord>& words) {
  return !words.empty() && words.size() <= 6 &&
         std::all_of(words.begin(), words.end(), [](const PlainWord& word) {
           return is_stop_word(word.word) || among(kStatementNouns, word.word);
         });
}

bool is_negated(const std::vector<PlainWord>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const PlainWord& word) { return among(kNegations, word.word); });
}

std::string joined_text(std::string_view text, std::span<const Span> content) {
  std::string joined;
  for (const Span& span : content) {
    if (!joined.empty()) joined += " ... ";
    joined += slice(text, span);
    if (joined.size() > kMaxTextBytes) break;
  }
  if (joined.size() > kMaxTextBytes) {
    std::size_t end = kMaxTextBytes;
    while (end > 0 && (static_cast<unsigned char>(joined[end]) & 0xC0) == 0x80) --end;
    joined.resize(end);
  }
  return joined;
}

}  // namespace

Proposition make_proposition(std::string_view text, std::span<const Span> content,
                             std::span<const Span> names, const Span& around) {
  const std::vector<PlainWord> words = words_of(text, content);
  const std::vector<Figure> figures = find_figures(words);
  Proposition proposition;
  proposition.words = content_stems(words, figures);
  proposition.numbers = figure_values(figures);
  add_given(text, content, names, proposition.names);
  add_capitals(words, proposition.names);
  sort_unique(proposition.names);
  proposition.refers_back = only_refers(words);
  proposition.negated = is_negated(words);
  proposition.context = context_stems(text, content, around);
  proposition.text = joined_text(text, content);
  return proposition;
}

}  // namespace sayso
