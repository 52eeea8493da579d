#include "extract/other_figures.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "extract/spans.h"
#include "text/numbers.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr std::size_t kMostWords = 200;     // of a sentence that is looked at
constexpr std::size_t kStatementWords = 4;  // a coordinate clause this long is a statement

re2::StringPiece piece_of(std::string_view s) { return {s.data(), s.size()}; }

struct FigureAt {
  std::string value;
  Span span;
  std::size_t first = 0, end = 0;  // words
};

// The words and figures of one sentence.
struct Clause {
  Span span;
  std::vector<PlainWord> words;
  std::vector<FigureAt> figures;
};

Clause clause_of(std::string_view text, const Span& sentence) {
  Clause clause{sentence, plain_words(text, sentence, kMostWords), {}};
  for (const Figure& figure : find_figures(clause.words)) {
    clause.figures.push_back(
        {figure.value,
         {clause.words[figure.first].span.begin, clause.words[figure.end - 1].span.end},
         figure.first,
         figure.end});
  }
  return clause;
}

bool is_date(const std::string& figure) { return figure.size() == 5 && figure[2] == '-'; }

bool is_dash_or_comma(std::string_view gap) {
  return gap.find(',') != std::string_view::npos || gap.find(" -") != std::string_view::npos ||
         gap.find("–") != std::string_view::npos || gap.find("—") != std::string_view::npos;
}

// "not fourteen": from "not" to the end of the phrase, with where what it is set against ends.
struct Rejected {
  Span span;
  std::uint32_t before = 0;  // end of the word before it, or before an "and"
  Span figure;
};

bool is_conjunction(const std::string& word) {
  return word == "and" || word == "but" || word == "while" || word == "because";
}

std::optional<Rejected> rejected(std::string_view text, const Clause& clause,
                                 const FigureAt& figure) {
  std::size_t at = figure.first;
  if (at > 0 && clause.words[at - 1].word == "the") --at;
  if (at < 2 || clause.words[at - 1].word != "not") return std::nullopt;
  std::size_t before = at - 2;
  const bool joined = clause.words[before].word == "and";
  const std::uint32_t not_at = clause.words[at - 1].span.begin;
  const std::uint32_t gap = clause.words[before].span.end;
  if (!joined && !is_dash_or_comma(text.substr(gap, not_at - gap))) return std::nullopt;
  if (joined && before == 0) return std::nullopt;
  if (joined) --before;
  const bool set_against =
      std::any_of(clause.figures.begin(), clause.figures.end(), [&](const FigureAt& other) {
        return other.end <= before + 1 && other.value != figure.value &&
               is_date(other.value) == is_date(figure.value);
      });
  if (!set_against) return std::nullopt;
  const std::size_t stop =
      text.substr(0, clause.span.end).find_first_of(",;:!?\n\"", figure.span.end);
  const std::uint32_t end =
      stop == std::string_view::npos ? clause.span.end : static_cast<std::uint32_t>(stop);
  Span span = trim(text, {not_at, end});
  while (span.end > figure.span.end && (text[span.end - 1] == '.' || text[span.end - 1] == '-'))
    --span.end;
  for (const std::string_view mark : {"–", "—", "”", "»"}) {
    const std::size_t found = slice(text, span).find(mark, figure.span.end - span.begin);
    if (found != std::string_view::npos) span.end = span.begin + static_cast<std::uint32_t>(found);
  }
  return Rejected{trim(text, span), clause.words[before].span.end, figure.span};
}

// The piece of a content that the rejected figure stands in.
std::optional<std::size_t> piece_around(const Attribution& attribution, const Rejected& figure) {
  for (std::size_t i = 0; i < attribution.content.size(); ++i) {
    const Span& piece = attribution.content[i];
    if (piece.begin < figure.before && piece.contains(figure.span)) return i;
  }
  return std::nullopt;
}

// Splits an attribution whose content has both figures; gives what is new.
std::vector<Attribution> split_at(std::string_view text, const Rejected& figure, std::size_t piece,
                                  Attribution& attribution) {
  const Span whole = attribution.content[piece];
  Span rest{figure.span.end, whole.end};
  const std::size_t word = slice(text, rest).find_first_not_of(", \n");
  if (word != std::string_view::npos) rest.begin += static_cast<std::uint32_t>(word);
  const std::vector<PlainWord> words = plain_words(text, rest, kStatementWords + 1);
  const bool goes_on = !words.empty();
  const bool another = goes_on && is_conjunction(words.front().word);
  std::vector<Attribution> made;
  Attribution other = attribution;
  other.rule = "a figure that is rejected";
  other.content = {goes_on ? figure.span : Span{figure.span.begin, whole.end}};
  if (goes_on && !another) other.content.push_back(rest);
  std::vector<Span> own{trim(text, {whole.begin, figure.before})};
  if (another && words.size() > kStatementWords) {
    Attribution next = attribution;
    next.content = {rest};
    next.content.insert(next.content.end(),
                        attribution.content.begin() + static_cast<long>(piece) + 1,
                        attribution.content.end());
    attribution.content.resize(piece + 1);
    made.push_back(std::move(next));
  } else if (goes_on) {
    own.push_back(rest);
  }
  const auto at = attribution.content.erase(attribution.content.begin() + static_cast<long>(piece));
  attribution.content.insert(at, own.begin(), own.end());
  made.insert(made.begin(), std::move(other));
  return made;
}

// Whose a figure is, behind it: "that the mayor had named", "claimed by the union".
struct Owner {
  Span source, cue;
};

std::optional<Owner> owner_of(std::string_view text, const Span& after) {
  static const std::string verb =
      R"((?:nam|claim|report|announc|quot|cit|publish|stat|mention|estimat|count|proclaim|promis|admitt|insist|calculat|suggest|alleg)(?:e?d|ed)(?: to)?|gave|given|put out|asked for|demanded|predicted|forecast|spoke of|spoken of|wrote of|written of|owned up to|had)";
  static const std::string says =
      R"((?:had |has |have |first |later |once |originally ){0,2}(?:)" + verb +
      R"(|proclaims|claims|names|reports|gives|counts|speaks of|states|quotes|estimates))";
  static const std::string who = R"(((?:the |its |his |her |their |an? )?[^.,;:!?"“”()]{2,60}?))";
  static const std::string unit = R"(^(?: [a-z-]+){0,2}?)";
  static const RE2 clause(
      unit + R"((?: that| which)? )" + who + " (" + says +
      R"()(?: (?:on|in|at|last|to|earlier|yesterday|as|the)\b.*|[,.;:!?"”’].*)?$)");
  static const RE2 passive(unit + " (" + verb + R"() (?:[\w ]{0,20}?)by )" + who +
                           R"((?: (?:on|in|at|last|earlier|yesterday)\b.*|[,.;:!?"”’)–—].*)?$)");
  static const RE2 not_who(
      R"(^(?:that|which|who|of|were|was|had|are|is|people|and|or|in|on)\b| nor )");
  // Without "that" a noun in small letters is what is counted: "the 3,000 cases mentioned last week".
  static const RE2 somebody(
      R"((?:^|^.*? )((?:he|she|it|they|we|I)|(?:the|an?|his|her|its|their) .*|\p{Lu}.*)$)");
  re2::StringPiece source, cue;
  const re2::StringPiece rest = piece_of(slice(text, after));
  const bool is_clause = RE2::FullMatch(rest, clause, &source, &cue) &&
                         !RE2::PartialMatch(source, not_who) &&
                         RE2::FullMatch(source, somebody, &source);
  if (!is_clause && !RE2::FullMatch(rest, passive, &cue, &source)) return std::nullopt;
  if (cue == "had" || RE2::PartialMatch(source, not_who)) return std::nullopt;
  const auto span = [&](const re2::StringPiece& part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return trim(text, {begin, begin + static_cast<std::uint32_t>(part.size())});
  };
  return Owner{span(source), span(cue)};
}

bool is_known(const std::vector<Attribution>& attributions, const Span& figure, const Span& cue) {
  return std::any_of(attributions.begin(), attributions.end(), [&](const Attribution& one) {
    return one.cue && one.cue->overlaps(cue) &&
           std::any_of(one.content.begin(), one.content.end(),
                       [&](const Span& piece) { return piece.overlaps(figure); });
  });
}

Span first_of(const Attribution& attribution) {
  if (!attribution.content.empty()) return attribution.content.front();
  return attribution.cue.value_or(Span{});
}

class Figures {
 public:
  Figures(std::string_view text, std::vector<Attribution> attributions)
      : text_(text), attributions_(std::move(attributions)) {}

  void look_at(const Span& sentence) {
    if (slice(text_, sentence).find(" not ") != std::string_view::npos) reject(sentence);
    own(sentence);
  }

  std::vector<Attribution> take() {
    std::stable_sort(
        attributions_.begin(), attributions_.end(),
        [](const Attribution& a, const Attribution& b) { return first_of(a) < first_of(b); });
    return std::move(attributions_);
  }

 private:
  void reject(const Span& sentence) {
    const Clause clause = clause_of(text_, sentence);
    for (const FigureAt& figure : clause.figures) {
      const auto found = rejected(text_, clause, figure);
      if (!found) continue;
      bool within = false;
      const std::size_t n = attributions_.size();
      for (std::size_t i = 0; i < n; ++i) {
        const auto piece = piece_around(attributions_[i], *found);
        if (!piece) continue;
        within = true;
        for (Attribution& one : split_at(text_, *found, *piece, attributions_[i]))
          attributions_.push_back(std::move(one));
      }
      if (!within) reject_behind(*found, sentence);
    }
  }

  // The tagger has left it outside, or has it as what its owner says: "at 62,000, not [the 48,000]
  // that the firm had named".
  void reject_behind(const Rejected& figure, const Span& sentence) {
    const std::size_t n = attributions_.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::vector<Span>& content = attributions_[i].content;
      if (content.empty() || content.back().end != figure.before) continue;
      const auto owner = owner_of(text_, {figure.figure.end, sentence.end});
      Attribution other = attributions_[i];
      other.rule = "a figure that is rejected";
      other.content = {owner ? Span{figure.span.begin, figure.figure.end} : figure.span};
      if (!is_known(attributions_, other.content.front(), other.cue.value_or(Span{})))
        attributions_.push_back(std::move(other));
    }
  }

  // "The fourteen that the mayor had named": of a figure with its article.
  void own(const Span& sentence) {
    const Clause clause = clause_of(text_, sentence);
    for (const FigureAt& figure : clause.figures) {
      if (figure.first == 0 || clause.words[figure.first - 1].word != "the" ||
          is_date(figure.value))
        continue;
      const std::uint32_t end = end_of_range(clause, figure);
      const auto owner = owner_of(text_, {end, sentence.end});
      if (!owner) continue;
      const Span content{clause.words[figure.first - 1].span.begin, end};
      if (is_known(attributions_, content, owner->cue)) continue;
      leave_to(content, *owner);
      Attribution one;
      one.source = owner->source;
      one.cue = owner->cue;
      one.content = {content};
      one.score = 1;
      one.rule = "a figure with whose it is";
      attributions_.push_back(std::move(one));
    }
  }

  // "8 to 12".
  static std::uint32_t end_of_range(const Clause& clause, const FigureAt& figure) {
    for (const FigureAt& other : clause.figures) {
      const bool next = other.first == figure.end + 1 && clause.words[figure.end].word == "to";
      if (next) return other.span.end;
    }
    return figure.span.end;
  }

  // Who names the figure only to set another against it does not say whose it is.
  void leave_to(const Span& figure, const Owner& owner) {
    for (Attribution& one : attributions_) {
      if (one.content.empty()) continue;
      Span& last = one.content.back();
      if (last.contains(figure) && last.contains(owner.cue) &&
          slice(text_, last).starts_with("not"))
        last.end = figure.end;
    }
  }

  std::string_view text_;
  std::vector<Attribution> attributions_;
};

}  // namespace

std::vector<Attribution> with_other_figures(std::string_view text,
                                            std::span<const Sentence> sentences,
                                            std::vector<Attribution> attributions) {
  Figures figures(text, std::move(attributions));
  for (const Sentence& sentence : sentences) figures.look_at(sentence.span);
  return figures.take();
}

}  // namespace sayso
