#include "extract/reading.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "extract/antecedents.h"
#include "extract/contents.h"
#include "extract/nested_reports.h"
#include "extract/other_figures.h"
#include "extract/pronouns.h"
#include "extract/settle_names.h"
#include "extract/spans.h"
#include "extract/stance.h"
#include "nn/coreference.h"
#include "nn/encode.h"
#include "nn/meaning.h"
#include "nn/model.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr std::uint32_t kSegmentBytes =
    8000;  // about 1,700 wordpieces: bounds the memory of one run
constexpr std::size_t kSecondPieceWords =
    4;  // a second sentence this long is a statement of its own
// A second sentence of a quotation, behind the cue, most often supports the first if it is no longer
// than this, or a bit longer and not about the speaker: of 190 in the training stories 93 are so short,
// 71 in 100 of them parts of one statement, and 28 in 100 of the others.
constexpr std::size_t kSupportWords = 8, kSupportWordsOfOthers = 12;
constexpr float kLinkFloor = 0.2F;          // a link less likely than this is no link
constexpr std::uint32_t kLinkTokens = 110;  // how far a source or content may stand from its cue
constexpr std::uint32_t kAntecedentTokens = 400;  // how far back a pronoun may look
constexpr std::uint32_t kRelayTokens = 200;       // how far from its report a relay may be named

// Whole paragraphs up to kSegmentBytes; a longer paragraph is cut between sentences.
std::vector<std::span<const Sentence>> cut_segments(std::span<const Sentence> sentences) {
  std::vector<std::span<const Sentence>> segments;
  std::size_t begin = 0;
  std::size_t paragraph = 0;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (i > 0 && sentences[i].paragraph != sentences[i - 1].paragraph) paragraph = i;
    if (sentences[i].span.end - sentences[begin].span.begin <= kSegmentBytes || i == begin)
      continue;
    const std::size_t end = paragraph > begin ? paragraph : i;
    segments.push_back(sentences.subspan(begin, end - begin));
    begin = end;
  }
  if (begin < sentences.size()) segments.push_back(sentences.subspan(begin));
  return segments;
}

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// The encoding of one segment, asked in spans of the text.
class SegmentView {
 public:
  // `evidence` takes what the answers are chosen from; null: nobody asks for it.
  SegmentView(const Model& model, std::string_view text, std::span<const Sentence> sentences,
              Scratch& scratch, Evidence* evidence)
      : model_(model), evidence_(evidence) {
    std::vector<Span> spans;
    for (const Sentence& sentence : sentences) spans.push_back(sentence.span);
    encoding_ = encode(model, text, spans, scratch);
  }

  bool empty() const { return encoding_.tokens.empty(); }
  Span range() const {
    return {encoding_.tokens.front().span.begin, encoding_.tokens.back().span.end};
  }
  const Model& model() const { return model_; }
  const Encoding& encoding() const { return encoding_; }

  Span span_of(const TokenRange& range) const { return encoding_.span_of(range); }

  // The tokens that overlap the span; at least one.
  TokenRange tokens_of(const Span& span) const {
    TokenRange range = tokens_in(encoding_, span);
    if (!range.empty()) return range;
    const std::uint32_t last = static_cast<std::uint32_t>(encoding_.tokens.size()) - 1;
    return {std::min(range.begin, last), std::min(range.begin, last) + 1};
  }

  // The wordpieces between two spans; 0 if they touch or overlap.
  std::uint32_t tokens_between(const Span& a, const Span& b) const {
    const TokenRange x = tokens_of(a);
    const TokenRange y = tokens_of(b);
    return x.begin < y.begin ? y.begin - std::min(y.begin, x.end)
                             : x.begin - std::min(x.begin, y.end);
  }

  std::vector<TokenRange> tokens_of(std::span<const Span> spans) const {
    std::vector<TokenRange> ranges;
    for (const Span& span : spans) ranges.push_back(tokens_of(span));
    return ranges;
  }

  void note(const TaggedSpan& tagged) const {
    if (evidence_) evidence_->tagged.push_back(tagged);
  }

  void note(std::vector<LinkRow> sources, std::vector<LinkRow> parents) const {
    if (!evidence_) return;
    append(evidence_->nested_sources, std::move(sources));
    append(evidence_->parents, std::move(parents));
  }

  // `scores` of the row's chooser, as link() gives them.
  void note(LinkRow row, std::span<const Span> candidates, std::span<const float> scores) const {
    if (!evidence_) return;
    row.none = std::exp(scores.back());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (std::isfinite(scores[i])) row.candidates.emplace_back(candidates[i], std::exp(scores[i]));
    }
    evidence_->links.push_back(std::move(row));
  }

  // (choosers, candidates + 1) log-probabilities of each chooser among the candidates that
  // `allowed(chooser, candidate)` accepts; the others have minus infinity, and the last column is
  // "none".
  template <typename Allowed>
  std::vector<float> link(LinkKind kind, std::span<const Span> choosers,
                          std::span<const Span> candidates, Allowed allowed) const {
    std::vector<float> scores =
        sayso::link(model_, encoding_, kind, tokens_of(choosers), tokens_of(candidates));
    const std::size_t columns = candidates.size() + 1;
    for (std::size_t row = 0; row < choosers.size(); ++row) {
      const std::span<float> of_row = std::span(scores).subspan(row * columns, columns);
      for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!allowed(choosers[row], candidates[i]))
          of_row[i] = -std::numeric_limits<float>::infinity();
      }
      float all = 0;
      for (const float score : of_row) all += std::exp(score);
      // "None" can be so unlikely beside what is left out that nothing is left of it.
      const float log_all = all > 0 ? std::log(all) : 0;
      for (float& score : of_row) score -= log_all;
    }
    return scores;
  }

 private:
  const Model& model_;
  Encoding encoding_;
  Evidence* evidence_;
};

struct RoleSpans {
  std::vector<Span> sources, cues, contents;
};

// Somebody's sentence in quotation marks is a content even where the tagger passed over it; the
// links say whose. Marks around a term or a title close without punctuation before them.
bool is_sentence_quoted(std::string_view text, const QuotePair& pair) {
  constexpr std::size_t kWordsAtLeast = 4;
  if (pair.inner.empty() || plain_words(text, pair.inner, kWordsAtLeast).size() < kWordsAtLeast)
    return false;
  return std::string_view(".,!?").find(text[pair.inner.end - 1]) != std::string_view::npos;
}

void add_untagged_quotations(std::string_view text, std::span<const QuotePair> quotes,
                             const Span& range, RoleSpans& roles) {
  std::vector<Span> more;
  Span last{};
  for (const QuotePair& pair : pairs_near(quotes, range)) {
    if (!range.contains(pair.outer) || pair.outer.overlaps(last) || !is_sentence_quoted(text, pair))
      continue;
    last = pair.outer;
    const auto overlaps = [&](const Span& span) { return span.overlaps(pair.outer); };
    const bool tagged = std::any_of(roles.contents.begin(), roles.contents.end(), overlaps) ||
                        std::any_of(roles.cues.begin(), roles.cues.end(), overlaps) ||
                        std::any_of(roles.sources.begin(), roles.sources.end(), overlaps);
    if (!tagged) more.push_back(trim(text, pair.outer));
  }
  roles.contents.insert(roles.contents.end(), more.begin(), more.end());
  std::sort(roles.contents.begin(), roles.contents.end());
}

// A source does not run over a heading: "MARKET DAY / The baker, Ada Quist".
Span in_one_paragraph(std::string_view text, const Span& source) {
  const std::size_t end_of_line = slice(text, source).rfind('\n');
  if (end_of_line == std::string_view::npos) return source;
  return {source.begin + static_cast<std::uint32_t>(end_of_line) + 1, source.end};
}

RoleSpans find_role_spans(const SegmentView& view, std::string_view text,
                          std::span<const QuotePair> quotes, Breadth breadth) {
  RoleSpans roles;
  for (const RoleSpan& found : decode_roles(view.model(), view.encoding(), breadth)) {
    const Span span = trim(text, view.span_of(found.range));
    if (span.empty()) continue;
    view.note({breadth, found.role, span, found.score});
    if (found.role == Role::kSource) {
      roles.sources.push_back(trim(text, in_one_paragraph(text, span)));
    } else if (found.role == Role::kCue) {
      roles.cues.push_back(span);
    } else {
      for (const Span& piece : cut_content(text, quotes, span)) {
        const Span content = tidy_content(text, quotes, piece);
        // Widening to the marks can make two pieces of one quotation meet: they are one content.
        if (!roles.contents.empty() && roles.contents.back().overlaps(content)) {
          roles.contents.back().end = std::max(roles.contents.back().end, content.end);
        } else {
          roles.contents.push_back(content);
        }
      }
    }
  }
  if (!view.empty()) add_untagged_quotations(text, quotes, view.range(), roles);
  return roles;
}

struct Choice {
  std::optional<std::size_t> candidate;
  float probability = 0;
};

// The best candidate of each chooser among those near it, if it beats "none" and the floor. The
// head was trained within one window: what is farther away was never weighed against what is near.
std::vector<Choice> best_choices(const SegmentView& view, Breadth breadth, LinkKind kind,
                                 std::span<const Span> choosers, std::span<const Span> candidates) {
  std::vector<Choice> choices(choosers.size());
  if (choosers.empty() || candidates.empty()) return choices;
  const std::vector<float> scores = view.link(
      kind, choosers, candidates,
      [&](const Span& a, const Span& b) { return view.tokens_between(a, b) <= kLinkTokens; });
  const std::size_t columns = candidates.size() + 1;
  for (std::size_t row = 0; row < choosers.size(); ++row) {
    const std::span<const float> of_row = std::span(scores).subspan(row * columns, columns);
    const auto best = std::max_element(of_row.begin(), of_row.end() - 1);
    const float probability = std::exp(*best);
    std::optional<Span> chosen;
    if (*best >= of_row.back() && probability >= kLinkFloor) {
      choices[row] = {static_cast<std::size_t>(best - of_row.begin()), probability};
      chosen = candidates[*choices[row].candidate];
    }
    view.note({breadth, kind, choosers[row], chosen, {}, 0}, candidates, of_row);
  }
  return choices;
}

// Each cue's source: of those that chose it, the likeliest.
std::vector<Choice> sources_of_cues(const std::vector<Choice>& cue_of_source, std::size_t n_cues) {
  std::vector<Choice> sources(n_cues);
  for (std::size_t source = 0; source < cue_of_source.size(); ++source) {
    const Choice& choice = cue_of_source[source];
    if (!choice.candidate || sources[*choice.candidate].probability >= choice.probability) continue;
    sources[*choice.candidate] = {source, choice.probability};
  }
  return sources;
}

// Indirect speech stands in the sentence of its cue; from another sentence only a quotation can be.
void leave_far_contents(std::span<const Sentence> sentences, std::span<const QuotePair> quotes,
                        Attribution& attribution) {
  if (!attribution.cue) return;
  const std::size_t sentence = sentence_at(sentences, attribution.cue->begin);
  std::erase_if(attribution.content, [&](const Span& content) {
    return sentence_at(sentences, content.begin) != sentence && !enclosing_pair(quotes, content);
  });
}

// Indirect speech without a cue is of a source beside it ("the regulator: eight tonnes"); from another
// sentence only a quotation can be.
void leave_far_source(std::span<const Sentence> sentences, std::span<const QuotePair> quotes,
                      Attribution& attribution) {
  if (attribution.cue || !attribution.source || attribution.content.empty()) return;
  const Span& content = attribution.content.front();
  const bool beside =
      sentence_at(sentences, content.begin) == sentence_at(sentences, attribution.source->begin);
  if (!beside && !enclosing_pair(quotes, content)) attribution.source.reset();
}

// A cue without a source of its own shares that of the neighbouring cue in its sentence: "He said
// that ... and added that ..."; the model gives each source one cue only.
std::vector<Attribution> join_roles(const SegmentView& view, Breadth breadth,
                                    const RoleSpans& roles) {
  const std::vector<Choice> cue_of_content =
      best_choices(view, breadth, LinkKind::kContentCue, roles.contents, roles.cues);
  const std::vector<Choice> source_of_cue =
      sources_of_cues(best_choices(view, breadth, LinkKind::kSourceCue, roles.sources, roles.cues),
                      roles.cues.size());
  const std::vector<Choice> source_of_content =
      best_choices(view, breadth, LinkKind::kContentSource, roles.contents, roles.sources);

  std::vector<Attribution> by_cue(roles.cues.size());
  for (std::size_t cue = 0; cue < roles.cues.size(); ++cue) {
    by_cue[cue].cue = roles.cues[cue];
    by_cue[cue].score = 1;
    by_cue[cue].rule = "tagged";
    if (!source_of_cue[cue].candidate) continue;
    by_cue[cue].source = roles.sources[*source_of_cue[cue].candidate];
    by_cue[cue].score = source_of_cue[cue].probability;
  }
  std::vector<Attribution> found;
  for (std::size_t content = 0; content < roles.contents.size(); ++content) {
    const Choice& choice = cue_of_content[content];
    const Choice& speaker = source_of_content[content];
    if (choice.candidate) {
      Attribution& attribution = by_cue[*choice.candidate];
      attribution.content.push_back(roles.contents[content]);
      attribution.score = std::min(attribution.score, choice.probability);
      if (!attribution.source && speaker.candidate) {
        attribution.source = roles.sources[*speaker.candidate];
        attribution.rule = "tagged, source by content";
      }
    } else {
      Attribution bare;
      bare.content.push_back(roles.contents[content]);
      if (speaker.candidate) bare.source = roles.sources[*speaker.candidate];
      bare.score = speaker.probability;
      bare.rule = "tagged, no cue";
      found.push_back(std::move(bare));
    }
  }
  found.insert(found.end(), std::make_move_iterator(by_cue.begin()),
               std::make_move_iterator(by_cue.end()));
  return found;
}

// "The agency quoted a clerk as saying that the list was long": the tagger gives the agency the
// whole rest. The clerk is the source, and the agency a relay (which relays.cc finds before him).
void unfold_quoted_speaker(std::string_view text, Attribution& attribution) {
  static const RE2 quoting(R"((?i)^(?:\w+ )?(?:quot|cit)(?:es|ed|ing|e)$)");
  static const RE2 inner(
      R"(^([^.!?“”"]{2,120}?) (as (?:saying|telling [\w ]{2,30}|having said|claiming|warning|suggesting|insisting)),? (?:that )?(?s:(.{4,}))$)");
  static const RE2 beside(
      R"(^ ([^.!?“”"]{2,120}?) (as (?:saying|telling [\w ]{2,30}|having said|claiming|warning|suggesting|insisting)),? (?:that )?$)");
  if (!attribution.cue || attribution.content.empty()) return;
  const auto piece = [](std::string_view s) { return re2::StringPiece(s.data(), s.size()); };
  if (!RE2::FullMatch(piece(slice(text, *attribution.cue)), quoting)) return;
  re2::StringPiece who, cue, what;
  const Span content = attribution.content.front();
  const bool between =
      attribution.cue->end < content.begin && content.begin - attribution.cue->end < 160;
  const std::string_view middle =
      between ? text.substr(attribution.cue->end, content.begin - attribution.cue->end)
              : std::string_view{};
  if (RE2::FullMatch(piece(middle), beside, &who, &cue)) {
    what = piece(slice(text, content));
  } else if (!RE2::FullMatch(piece(slice(text, content)), inner, &who, &cue, &what)) {
    return;
  }
  const auto span = [&](const re2::StringPiece& part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return Span{begin, begin + static_cast<std::uint32_t>(part.size())};
  };
  attribution.source = span(who);
  attribution.cue = span(cue);
  attribution.content.front() = span(what);
  attribution.rule = "quoted as saying";
}

re2::StringPiece piece_of(std::string_view s) { return {s.data(), s.size()}; }

// Verbs that take somebody's stand on what another said, and nouns for what was said.
constexpr const char* kReactingVerbs =
    R"((?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|disput\w*|refut\w*|rebut\w*|contest\w*|rubbish\w*|question\w*|doubt\w*|brushed? (?:aside|off)|laughed? off|wav(?:ed?|ing) away|shrugg?(?:ed)? off))";
constexpr const char* kNounsOfSaying =
    R"((?:allegation|claim|accusation|assertion|suggestion|charge|contention|insinuation)s?)";

bool is_reaction(std::string_view text, const Attribution& attribution) {
  static const RE2 reacting(std::string("(?i)\\b") + kReactingVerbs + "\\b");
  return attribution.cue && RE2::PartialMatch(piece_of(slice(text, *attribution.cue)), reacting);
}
bool has_noun_cue(std::string_view text, const Attribution& attribution) {
  static const RE2 noun(std::string("(?i)(?:the )?") + kNounsOfSaying);
  return attribution.cue && RE2::FullMatch(piece_of(slice(text, *attribution.cue)), noun);
}

// "The firm rejected the union's allegation that P": the firm denies P, and the union asserts it,
// with the noun as its cue. Gives the union's, and leaves the firm its reaction to P.
std::optional<Attribution> unfold_noun_cue(std::string_view text, Attribution& reaction) {
  static const RE2 told(
      std::string("((?:[^.!?,;:“”\"]{1,80}?(?:['’]s|s['’])|his|her|their|its))? ?((?i:the )?") +
      kNounsOfSaying + ") that ");
  static const RE2 told_and_what(told.pattern() + "(?s:(.{4,}))");
  if (!reaction.cue || reaction.content.size() != 1 || !is_reaction(text, reaction))
    return std::nullopt;
  const Span content = reaction.content.front();
  const auto span = [&](const re2::StringPiece& part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return trim(text, {begin, begin + static_cast<std::uint32_t>(part.size())});
  };
  re2::StringPiece who, cue, what;
  // The tagger has the phrase within the content, or leaves it between the cue and the content.
  const bool within =
      RE2::FullMatch(piece_of(slice(text, content)), told_and_what, &who, &cue, &what);
  if (!within) {
    if (reaction.cue->end >= content.begin) return std::nullopt;
    const std::string_view gap = slice(text, {reaction.cue->end + 1, content.begin});
    if (!RE2::FullMatch(piece_of(gap), told, &who, &cue)) return std::nullopt;
  }
  Attribution assertion;
  if (!who.empty()) assertion.source = span(who);
  assertion.cue = span(cue);
  if (starts_with_word(slice(text, *assertion.cue), "the")) assertion.cue->begin += 4;
  assertion.content = {within ? span(what) : content};
  assertion.score = reaction.score;
  assertion.rule = "a noun for what was said";
  reaction.content = assertion.content;
  reaction.rule += ", of what another said";
  return assertion;
}

// "She said that a driver had told her that the signal was green", where the tagger takes all of it for
// her words: the driver says it, and she passes it on. Who was told is a pronoun, most often hers; "the
// driver had told the court that" may be told of him as a deed of his.
std::optional<Attribution> unfold_told(std::string_view text, std::span<const QuotePair> quotes,
                                       const Attribution& outer) {
  static const RE2 told(
      R"(^([^.!?,;:“”"]{2,80}?|[^.!?;:“”"]{2,80}?,) ((?:had |has |have )?(?:told|assured|informed|warned) (?:him|her|it|them|me|us)),?)"
      R"((?: (?:by|over|on|in) [\w ]{2,20}?)? (?:that|of|about) (?s:(.{4,}))$)");
  static const RE2 nobody(
      R"((?i)^(?:nobody|no one|no-one|none|neither|not|when|what|why|where|how|whoever|if|whether|i|we|you))");
  static const RE2 clause(
      R"((?i)(?:was|were|is|are|had|has|have|and|that|because|after|before))");
  if (!outer.cue || outer.content.empty() || enclosing_pair(quotes, outer.content.front()))
    return std::nullopt;
  re2::StringPiece who, cue, what;
  if (!RE2::FullMatch(piece_of(slice(text, outer.content.front())), told, &who, &cue, &what) ||
      RE2::PartialMatch(who, nobody) || RE2::PartialMatch(who, clause))
    return std::nullopt;
  const auto span = [&](const re2::StringPiece& part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return trim(text, {begin, begin + static_cast<std::uint32_t>(part.size())});
  };
  Attribution inner = outer;
  inner.source = span(who);
  if (text[inner.source->end - 1] == ',') --inner.source->end;
  inner.cue = span(cue);
  inner.cue->end =
      inner.cue->begin + static_cast<std::uint32_t>(slice(text, *inner.cue).find_last_of(' '));
  inner.content.front() = span(what);
  inner.within = outer.cue;
  inner.rule = "told to whoever says so";
  return inner;
}

// "She said that A and that B" states two things.
std::vector<Span> cut_at_second_that(std::string_view text, const Span& content) {
  std::vector<Span> pieces;
  std::uint32_t begin = content.begin;
  const std::string_view words = slice(text, content);
  if (words.find_first_of("\"\xE2") == std::string_view::npos) {
    constexpr std::string_view kAndThat = " and that ";
    for (std::size_t at = words.find(kAndThat); at != std::string_view::npos;
         at = words.find(kAndThat, at + 1)) {
      std::uint32_t end = content.begin + static_cast<std::uint32_t>(at);
      if (end > begin && text[end - 1] == ',') --end;
      pieces.push_back(trim(text, {begin, end}));
      begin = content.begin + static_cast<std::uint32_t>(at + kAndThat.size());
    }
  }
  pieces.push_back(trim(text, {begin, content.end}));
  return pieces;
}

// Whether two pieces of one sentence are two statements: "26 were ill, not 23", "A, he said, and B".
// A quotation that its cue has cut in two is one: "It was," he said, "a mistake".
bool is_coordinated(std::string_view text, const std::optional<Span>& cue, const Span& before,
                    const Span& content) {
  if (before.end >= content.begin) return false;
  const std::string_view gap = text.substr(before.end, content.begin - before.end);
  const std::vector<PlainWord> words = plain_words(text, {before.end, content.begin}, 40);
  const auto joins = [](const PlainWord& word) {
    return word.word == "and" || word.word == "but" || word.word == "or" || word.word == "that";
  };
  const bool cue_between = cue && before.end <= cue->begin && cue->end <= content.begin;
  if (cue_between) return !words.empty() && joins(words.back()) && words.back().word != "that";
  const bool mark = gap.find_first_of(",;:") != std::string_view::npos;
  return std::all_of(words.begin(), words.end(), joins) && (mark || !words.empty());
}

bool is_first_person(const std::string& word) {
  static constexpr std::string_view kFirst[] = {"i",   "we",  "me",   "us",    "my",   "our",
                                                "i'm", "i'd", "i've", "we're", "we'd", "we've"};
  return std::find(std::begin(kFirst), std::end(kFirst), word) != std::end(kFirst);
}

// "The wall is dry," she said. "Come and feel it." A figure is a fact of its own.
bool only_supports(std::string_view text, std::span<const QuotePair> quotes,
                   const std::optional<Span>& cue, const Span& before, const Span& content) {
  const bool around_cue = cue && before.end <= cue->begin && cue->end <= content.begin;
  const QuotePair* second = enclosing_pair(quotes, content);
  if (!around_cue || !enclosing_pair(quotes, before) || !second || !second->closed) return false;
  const std::vector<PlainWord> words = plain_words(text, content, kSupportWordsOfOthers + 1);
  const auto has_figure = [](const PlainWord& word) {
    return word.word.find_first_of("0123456789") != std::string::npos;
  };
  if (std::any_of(words.begin(), words.end(), has_figure)) return false;
  const bool of_speaker = std::any_of(
      words.begin(), words.end(), [](const PlainWord& word) { return is_first_person(word.word); });
  return words.size() <= (of_speaker ? kSupportWords : kSupportWordsOfOthers);
}

// Whether a sentence begins anew with `content` after the piece before it, so that it states
// another thing. A quotation over paragraphs is one statement with a piece in each.
bool begins_anew(std::string_view text, std::span<const Sentence> sentences,
                 std::span<const QuotePair> quotes, const std::optional<Span>& cue,
                 const Span& before, const Span& content) {
  const Sentence& first = sentences[sentence_at(sentences, before.end - 1)];
  const Sentence& second = sentences[sentence_at(sentences, content.begin)];
  if (first.span == second.span) return is_coordinated(text, cue, before, content);
  const QuotePair* pair = enclosing_pair(quotes, content);
  if (first.paragraph != second.paragraph && pair && pair->continues) return false;
  if (first.paragraph == second.paragraph && only_supports(text, quotes, cue, before, content))
    return false;
  return plain_words(text, content, kSecondPieceWords).size() >= kSecondPieceWords;
}

// One attribution a statement: the contents of one cue are one if a sentence runs through them ("It
// was, he said, a mistake"), and more where a new sentence or a second "that" begins.
std::vector<Attribution> split_statements(std::string_view text,
                                          std::span<const Sentence> sentences,
                                          std::span<const QuotePair> quotes,
                                          const Attribution& attribution) {
  std::vector<Attribution> statements(1, attribution);
  statements.back().content.clear();
  const auto start_another = [&] {
    statements.push_back(attribution);
    statements.back().content.clear();
  };
  for (const Span& content : attribution.content) {
    const std::vector<Span> parts = cut_at_second_that(text, content);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::vector<Span>& so_far = statements.back().content;
      const bool anew =
          i > 0 || (!so_far.empty() &&
                    begins_anew(text, sentences, quotes, attribution.cue, so_far.back(), parts[i]));
      if (anew) start_another();
      statements.back().content.push_back(parts[i]);
    }
  }
  return statements;
}

Span first_of(const Attribution& attribution) {
  if (!attribution.content.empty()) return attribution.content.front();
  return attribution.cue.value_or(Span{});
}

// A quotation over paragraphs is one statement: what takes up an unclosed quotation goes to it.
void join_continued_quotations(std::span<const QuotePair> quotes,
                               std::vector<Attribution>& attributions) {
  std::vector<Attribution> joined;
  for (Attribution& attribution : attributions) {
    const QuotePair* pair =
        attribution.content.empty() ? nullptr : enclosing_pair(quotes, attribution.content.front());
    const bool takes_up = pair && pair->continues && !attribution.cue && !joined.empty() &&
                          !joined.back().content.empty();
    const QuotePair* before =
        takes_up ? enclosing_pair(quotes, joined.back().content.back()) : nullptr;
    if (before && !before->closed) {
      std::vector<Span>& content = joined.back().content;
      content.insert(content.end(), attribution.content.begin(), attribution.content.end());
    } else {
      joined.push_back(std::move(attribution));
    }
  }
  attributions = std::move(joined);
}

std::vector<NameMention> find_names(const SegmentView& view, std::string_view text) {
  std::vector<NameMention> names;
  for (const NameSpan& name : decode_names(view.model(), view.encoding()))
    names.push_back({trim(text, view.span_of(name.range)), name.label, name.probability});
  return names;
}

void put_questions(const SegmentView& view, Attribution& attribution) {
  const std::vector<TokenRange> content = view.tokens_of(attribution.content);
  std::optional<TokenRange> cue, source;
  if (attribution.cue) cue = view.tokens_of(*attribution.cue);
  if (attribution.source) source = view.tokens_of(*attribution.source);
  attribution.stance = stance_probabilities(view.model(), view.encoding(), cue, content, source);
  if (source) attribution.kind = kind_probabilities(view.model(), view.encoding(), *source);
}

void read_meanings(const SegmentView& view, std::vector<Attribution>& attributions,
                   Scratch& scratch) {
  std::vector<StatementTokens> statements;
  for (const Attribution& attribution : attributions) {
    StatementTokens statement{view.tokens_of(attribution.content), {}};
    if (attribution.cue) statement.cue = view.tokens_of(*attribution.cue);
    statements.push_back(std::move(statement));
  }
  const std::vector<Meaning> meanings =
      meanings_of(view.model(), view.encoding(), statements, scratch);
  for (std::size_t i = 0; i < attributions.size(); ++i) attributions[i].meaning = meanings[i];
}

// What the head `coref` says, within a segment. Coreference of the whole text adds to it, if the
// model has it (antecedents.h).
std::vector<Antecedents> antecedents_by_link(const SegmentView& view, std::string_view text,
                                             const Phrases& of_segment) {
  const std::vector<Span>&phrases = of_segment.all, &anaphors = of_segment.anaphors;
  std::vector<Antecedents> all;
  if (anaphors.empty() || phrases.empty()) return all;
  const std::vector<float> scores = view.link(
      LinkKind::kCoreference, anaphors, phrases, [&](const Span& anaphor, const Span& phrase) {
        return phrase.end <= anaphor.begin &&
               view.tokens_between(anaphor, phrase) <= kAntecedentTokens;
      });
  const std::size_t columns = phrases.size() + 1;
  for (std::size_t row = 0; row < anaphors.size(); ++row) {
    if (pronoun_of(slice(text, anaphors[row])) == Pronoun::kFirst) continue;
    const std::span<const float> of_row = std::span(scores).subspan(row * columns, columns);
    Antecedents found{anaphors[row], {}, of_row.back(), {}};
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      if (std::isfinite(of_row[i])) found.candidates.emplace_back(phrases[i], of_row[i]);
    }
    if (!found.candidates.empty()) all.push_back(std::move(found));
  }
  return all;
}

// Whether a report is told within what another attribution has as its content.
bool holds(const Attribution& outer, const Attribution& inner) {
  const std::optional<Span> anchor = inner.cue ? inner.cue : inner.source;
  if (!anchor || outer.cue == inner.cue) return false;
  return std::any_of(outer.content.begin(), outer.content.end(), [&](const Span& content) {
    return content.contains(*anchor) && content != *anchor;
  });
}

// Whether one asserts, with a noun for its cue, what the other reacts to.
bool are_two_sides(std::string_view text, const Attribution& a, const Attribution& b) {
  if (a.cue == b.cue || a.content.empty() || b.content.empty()) return false;
  if (!a.content.front().overlaps(b.content.front())) return false;
  return (is_reaction(text, a) && has_noun_cue(text, b)) ||
         (has_noun_cue(text, a) && is_reaction(text, b));
}

// "The firm rejected the union's allegation that P" where the tagger takes the firm for the source of
// the allegation: the firm reacts, and whoever stands before the noun asserts it.
std::optional<Attribution> part_from_reaction(std::string_view text, Attribution& report) {
  static const RE2 between(
      std::string("(?i).*?\\b((?:(?:has|have|had) )?") + kReactingVerbs +
      R"() ((?:[^.!?,;:]{1,60}?(?:['’]s|s['’])|his|her|their|its) )?(?:the |an? )?)");
  if (!report.source || report.source->end >= report.cue->begin) return std::nullopt;
  re2::StringPiece verb, who;
  const std::string_view gap = slice(text, {report.source->end, report.cue->begin});
  if (!RE2::FullMatch(piece_of(gap), between, &verb, &who)) return std::nullopt;
  const auto span = [&](const re2::StringPiece& part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return trim(text, {begin, begin + static_cast<std::uint32_t>(part.size())});
  };
  Attribution reaction = report;
  reaction.cue = span(verb);
  reaction.rule = "a verb between a source and a noun for what was said";
  report.source.reset();
  if (!who.empty()) report.source = span(who);
  return reaction;
}

// "The firm rejected the union's allegation that P" where the tagger has the union's part only: the
// verb stands before it, and the firm is whoever the sentence begins with.
void add_reactions(std::string_view text, std::span<const Sentence> sentences, Reading& segment) {
  static const RE2 verb_before(std::string("(?i).*?\\b((?:(?:has|have|had) )?") + kReactingVerbs +
                               ") (?:the |an? )?$");
  std::vector<Attribution> reactions;
  for (Attribution& report : segment.attributions) {
    if (!has_noun_cue(text, report) || report.content.empty()) continue;
    if (std::optional<Attribution> reaction = part_from_reaction(text, report)) {
      reactions.push_back(*std::move(reaction));
      continue;
    }
    const bool known =
        std::any_of(segment.attributions.begin(), segment.attributions.end(),
                    [&](const Attribution& other) { return are_two_sides(text, other, report); });
    const std::uint32_t end =
        report.source ? std::min(report.source->begin, report.cue->begin) : report.cue->begin;
    const std::uint32_t begin = sentences[sentence_at(sentences, end)].span.begin;
    re2::StringPiece verb;
    if (known || end <= begin ||
        !RE2::FullMatch(piece_of(slice(text, {begin, end})), verb_before, &verb))
      continue;
    const auto cue_begin = static_cast<std::uint32_t>(verb.data() - text.data());
    std::optional<Span> subject;
    const auto take = [&](const Span& phrase) {
      const bool fits = begin <= phrase.begin && phrase.end <= cue_begin;
      if (fits && (!subject || phrase.begin < subject->begin)) subject = phrase;
    };
    for (const NameMention& name : segment.names) take(name.span);
    for (const Span& description : segment.descriptions) take(description);
    if (!subject) continue;
    Attribution reaction;
    reaction.source = subject;
    reaction.cue = Span{cue_begin, cue_begin + static_cast<std::uint32_t>(verb.size())};
    reaction.content = report.content;
    reaction.score = report.score;
    reaction.rule = "a verb before a noun for what was said";
    reactions.push_back(std::move(reaction));
  }
  segment.attributions.insert(segment.attributions.end(), reactions.begin(), reactions.end());
}

// Whether the two share a cue or words of their contents.
bool overlaps(const Attribution& a, const Attribution& b) {
  const auto touches = [](const std::vector<Span>& contents, const Span& span) {
    return std::any_of(contents.begin(), contents.end(),
                       [&](const Span& content) { return content.overlaps(span); });
  };
  if (a.cue && b.cue && a.cue->overlaps(*b.cue)) return true;
  if ((a.cue && touches(b.content, *a.cue)) || (b.cue && touches(a.content, *b.cue))) return true;
  return std::any_of(a.content.begin(), a.content.end(),
                     [&](const Span& content) { return touches(b.content, content); });
}

// "The agency reported that the clerk had said so": the reports are read as the innermost ones;
// what holds one of them comes from the wider reading.
void add_holders(std::string_view text, std::vector<Attribution>&& wider,
                 std::vector<Attribution>& reports) {
  std::vector<Attribution> holders;
  for (Attribution& outer : wider) {
    const auto inner = std::find_if(reports.begin(), reports.end(), [&](const Attribution& report) {
      return holds(outer, report) || are_two_sides(text, outer, report);
    });
    const bool known = std::any_of(reports.begin(), reports.end(), [&](const Attribution& report) {
      return report.cue == outer.cue;
    });
    if (inner == reports.end() || !outer.cue || known) continue;
    if (holds(outer, *inner)) outer.rule += ", around a report";
    holders.push_back(std::move(outer));
  }
  for (Attribution& outer : wider) {
    if (!outer.cue || !outer.source || !says_plainly(slice(text, *outer.cue))) continue;
    const bool free = std::none_of(reports.begin(), reports.end(), [&](const Attribution& report) {
      const bool somebodys = report.cue || report.source;
      return somebodys && !report.content.empty() && overlaps(outer, report);
    });
    if (!free) continue;
    outer.rule += ", passed over by the narrower reading";
    holders.push_back(std::move(outer));
  }
  reports.insert(reports.end(), std::make_move_iterator(holders.begin()),
                 std::make_move_iterator(holders.end()));
}

// The phrases that may name whom a report came through: all that name or describe somebody.
void find_relays(const SegmentView& view, Reading& segment) {
  std::vector<Span> phrases;
  for (const NameMention& name : segment.names) phrases.push_back(name.span);
  for (const Span& description : segment.descriptions) phrases.push_back(description);
  for (const Attribution& attribution : segment.attributions) {
    if (attribution.source) phrases.push_back(*attribution.source);
  }
  std::sort(phrases.begin(), phrases.end());
  phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
  std::vector<Span> reports;
  for (const Attribution& attribution : segment.attributions) {
    reports.push_back(attribution.cue ? *attribution.cue : attribution.content.front());
  }
  if (phrases.empty() || reports.empty()) return;
  const std::vector<float> scores =
      view.link(LinkKind::kRelay, reports, phrases, [&](const Span& report, const Span& phrase) {
        return !phrase.overlaps(report) && view.tokens_between(report, phrase) <= kRelayTokens;
      });
  const std::size_t columns = phrases.size() + 1;
  for (std::size_t row = 0; row < reports.size(); ++row) {
    const std::span<const float> of_row = std::span(scores).subspan(row * columns, columns);
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      constexpr float kNoChance = -4;  // odds of 1 to 55: not kept
      const float log_odds = of_row[i] - of_row.back();
      if (log_odds > kNoChance) segment.attributions[row].relays.emplace_back(phrases[i], log_odds);
    }
  }
}

std::vector<Attribution> find_attributions(const SegmentView& view, std::string_view text,
                                           std::span<const Sentence> sentences,
                                           std::span<const QuotePair> quotes, Breadth breadth) {
  std::vector<Attribution> attributions;
  const RoleSpans roles = find_role_spans(view, text, quotes, breadth);
  for (Attribution& attribution : join_roles(view, breadth, roles)) {
    leave_far_source(sentences, quotes, attribution);
    leave_far_contents(sentences, quotes, attribution);
    if (!attribution.cue && attribution.content.empty()) continue;
    attribution.breadth = breadth;
    unfold_quoted_speaker(text, attribution);
    if (std::optional<Attribution> other = unfold_noun_cue(text, attribution))
      attributions.push_back(*std::move(other));
    for (Attribution& statement : split_statements(text, sentences, quotes, attribution)) {
      if (std::optional<Attribution> inner = unfold_told(text, quotes, statement))
        attributions.push_back(*std::move(inner));
      attributions.push_back(std::move(statement));
    }
  }
  return attributions;
}

// Where beliefs and wishes count, too, so does what is told within a content.
void find_nested(const SegmentView& view, std::string_view text,
                 std::span<const Sentence> sentences, std::span<const QuotePair> quotes,
                 std::vector<Attribution>& attributions, Scratch& scratch) {
  std::vector<TokenRange> cues;
  for (const RoleSpan& span : decode_roles(view.model(), view.encoding(), Breadth::kAttitudes)) {
    if (span.role == Role::kCue) cues.push_back(span.range);
  }
  const NestedReading found = read_nested(view.model(), text, view.encoding(), cues, scratch);
  const std::vector<Attribution> reports =
      find_attributions(view, text, sentences, quotes, Breadth::kReports);
  const NestedSegment segment{text, sentences, quotes, view.encoding(), found, reports};
  attributions = with_nested_reports(segment, std::move(attributions));
  view.note(source_rows_of(segment), parent_rows_of(segment));
}

Reading read_segment(const SegmentView& view, std::string_view text,
                     std::span<const Sentence> sentences, std::span<const QuotePair> quotes,
                     Breadth breadth, Scratch& scratch) {
  Reading segment;
  segment.attributions = find_attributions(view, text, sentences, quotes, breadth);
  if (breadth == Breadth::kReports) {
    add_holders(text, find_attributions(view, text, sentences, quotes, Breadth::kAttitudes),
                segment.attributions);
  }
  segment.names = find_names(view, text);
  for (const MentionSpan& mention : decode_mentions(view.model(), view.encoding())) {
    segment.descriptions.push_back(trim(text, view.span_of(mention.range)));
  }
  // What is only "believed" is nobody's report.
  if (breadth == Breadth::kReports) {
    std::erase_if(segment.attributions, [&](const Attribution& attribution) {
      return !attribution.source && attribution.cue && is_hearsay(slice(text, *attribution.cue));
    });
  }
  segment.names = settle_names(text, std::move(segment.names), view.range());
  add_reactions(text, sentences, segment);
  if (breadth == Breadth::kAttitudes && view.model().nested)
    find_nested(view, text, sentences, quotes, segment.attributions, scratch);
  std::sort(segment.attributions.begin(), segment.attributions.end(),
            [](const Attribution& a, const Attribution& b) { return first_of(a) < first_of(b); });
  join_continued_quotations(quotes, segment.attributions);
  segment.attributions = with_other_figures(text, sentences, std::move(segment.attributions));
  for (Attribution& attribution : segment.attributions) put_questions(view, attribution);
  read_meanings(view, segment.attributions, scratch);
  find_relays(view, segment);
  return segment;
}

// What is kept of all segments until the text is read.
struct WholeText {
  WordCount before;
  std::vector<Mention> mentions;
  Phrases phrases;
};

void link_mentions(const CoreferenceWeights& weights, const WholeText& whole, Reading& reading) {
  const std::vector<std::vector<Antecedent>> choices = choose_antecedents(weights, whole.mentions);
  reading.chains = find_chains(weights, whole.mentions, choices);
  add_together(whole.phrases, whole.mentions, choices, reading.antecedents);
}

}  // namespace

Reading read_text(std::string_view text, std::span<const Sentence> sentences,
                  std::span<const QuotePair> quotes, Breadth breadth, const Model& model,
                  Scratch& scratch, bool keeps_evidence) {
  Reading reading;
  WholeText whole;
  if (keeps_evidence) reading.evidence.emplace();
  for (const std::span<const Sentence> segment : cut_segments(sentences)) {
    const SegmentView view(model, text, segment, scratch,
                           reading.evidence ? &*reading.evidence : nullptr);
    if (view.empty()) continue;
    Reading found = read_segment(view, text, segment, quotes, breadth, scratch);
    Phrases phrases = find_phrases(text, view.range(), found);
    append(reading.antecedents, antecedents_by_link(view, text, phrases));
    append(whole.mentions, find_mentions(model, text, view.encoding(), whole.before, scratch));
    append(whole.phrases.all, std::move(phrases.all));
    append(whole.phrases.pronouns, std::move(phrases.pronouns));
    append(reading.attributions, std::move(found.attributions));
    append(reading.names, std::move(found.names));
    append(reading.descriptions, std::move(found.descriptions));
  }
  reading.names = widen_to_sources(text, std::move(reading.names), reading.attributions);
  reading.names = agree_on_kinds(text, std::move(reading.names));
  if (!whole.mentions.empty()) link_mentions(model.coreference, whole, reading);
  return reading;
}

GivenReading read_given_text(std::string_view text, std::span<const Sentence> sentences,
                             std::span<const Attribution> attributions, const Model& model,
                             Scratch& scratch) {
  GivenReading reading;
  reading.meanings.resize(attributions.size());
  for (const std::span<const Sentence> segment : cut_segments(sentences)) {
    const SegmentView view(model, text, segment, scratch, nullptr);
    if (view.empty()) continue;
    append(reading.names, settle_names(text, find_names(view, text), view.range()));
    const Span range{segment.front().span.begin, segment.back().span.end};
    std::vector<std::size_t> here;
    std::vector<Attribution> seen;
    for (std::size_t i = 0; i < attributions.size(); ++i) {
      const Attribution& attribution = attributions[i];
      if (!range.overlaps(first_of(attribution)) || first_of(attribution).begin < range.begin)
        continue;
      Attribution part;
      for (const Span& piece : attribution.content) {
        if (range.overlaps(piece)) part.content.push_back(piece);
      }
      if (attribution.cue && range.overlaps(*attribution.cue)) part.cue = attribution.cue;
      here.push_back(i);
      seen.push_back(std::move(part));
    }
    read_meanings(view, seen, scratch);
    for (std::size_t k = 0; k < here.size(); ++k) reading.meanings[here[k]] = seen[k].meaning;
  }
  reading.names = agree_on_kinds(text, std::move(reading.names));
  return reading;
}

}  // namespace sayso
