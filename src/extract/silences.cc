#include "extract/silences.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>

#include "extract/lexicon.h"
#include "extract/spans.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

struct Formula {
  Stance stance;
  const char* cue;    // one capturing group: the cue's words
  const char* topic;  // after the cue, anchored: one capturing group, the topic
};

// Who was asked and how often says nothing about the topic; "about X", "on X" and "whether X" do.
constexpr const char* kAfterReply =
    R"(^(?: immediately)?(?: to| by)?(?: (?:a|an|the|our|any|his|her|its|their|two|three|several|repeated|written|detailed|further|multiple|\w+[’']s?))*)"
    R"((?: (?:requests?|questions?|calls?|e-?mails?|messages?|letters?|queries|inquiries|enquiries|list of questions|comments?|lists?))*)"
    R"((?: (?:for (?:a |any )?(?:comment|response|interview|clarification)|to (?:comment|see)))?)"
    R"((?: (?:on|about|regarding|concerning) ([^.;!?]+?))?(?:,| when | before | by the time | at the time | as of |[.;!?]|$))";
constexpr const char* kAfterComment =
    R"(^(?: (?:further|publicly|directly|yesterday|today|on \w+day))?(?: (?:on|about|upon)| to)? )"
    R"(((?:whether|if) [^.;!?]+?|(?:[^.;!?,]+?))(?:,| when | before | while | until |[.;!?]|$))";
constexpr const char* kAfterVerb =
    R"(^ ([^.;!?]+?)(?:, (?:but|and|which|who|citing|saying) | while | until | before |[.;!?]|$))";

constexpr const char* kAfterPhone =
    R"(^(?: (?:on|last|this|yesterday|today|twice|again)[^.;!?,]{0,30}?)?(?: (?:about|on) ([^.;!?]+?))?(?:,| when | before |[.;!?]|$))";

constexpr std::array<Formula, 18> kFormulas = {{
    {Stance::kUnanswered,
     R"(((?:did not|didn[’']t|had not|has not|hasn[’']t|hadn[’']t|have not|haven[’']t|did n[’']t|never)(?: yet| immediately| so far)? (?:respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?)))",
     kAfterReply},
    {Stance::kUnanswered,
     R"(((?:did not|didn[’']t|had not|has not|hasn[’']t|hadn[’']t|have not|haven[’']t|never)(?: yet| immediately| so far)? return(?:ed)?) (?:[\w’']+ ){0,3}(?:calls?|messages?|e-?mails?|requests?|texts?|inquiries|enquiries)\b)",
     kAfterReply},
    {Stance::kUnanswered,
     R"(((?:could not|couldn[’']t|was not|were not|cannot) (?:immediately )?be(?:en)? reached|(?:could not|couldn[’']t) (?:immediately )?be reached))",
     R"(^(?: (?:on \w+day|today|yesterday|by telephone|by phone|immediately|last night))*(?: for (?:a )?comment)?(?: (?:on|about) ([^.;!?]+?))?(?:,| when | before |[.;!?]|$))"},
    {Stance::kUnanswered,
     R"(((?:requests?|questions?|calls?|e-?mails?|messages?)[^.;!?,]{0,40} (?:went|go|remain(?:ed)?) unanswered))",
     R"(^()$)"},
    {Stance::kDeclines,
     R"(((?:declined|declines|refused|refuses|has declined|has refused|had declined|had refused)(?: further)?(?: to)? comment|(?:would not|wouldn[’']t|will not|won[’']t|does not|doesn[’']t|do not|don[’']t|did not|didn[’']t) comment))",
     kAfterComment},
    {Stance::kUnanswered,
     R"((?i)((?:did not|didn[’']t|does not|doesn[’']t|nobody|no one) pick(?:s|ed)? up the (?:tele)?phone))",
     kAfterPhone},
    {Stance::kUnanswered,
     R"((?i)((?:did not|didn[’']t|nobody|no one) pick(?:ed)? up)(?:[.,;]| twice| again| when |$))",
     kAfterPhone},
    {Stance::kUnanswered,
     R"((?i)(?:phone|line|number|mobile|switchboard)s?(?: at [^.;,]{1,30})? ((?:rang|rings) (?:out|and rang|unanswered)))",
     kAfterPhone},
    {Stance::kDeclines,
     R"(((?:hung|hangs) up)(?:[.,;]|$| on (?:us|me|him|her|reporters?|a reporter|this \w+|the \w+ \w+er)\b| when | before | after ))",
     kAfterPhone},
    {Stance::kDeclines,
     R"(((?:slammed|slams) (?:down the (?:tele)?phone|the (?:tele)?phone down)|(?:put|puts) (?:down the (?:tele)?phone|the (?:tele)?phone down) on (?:us|me|him|her|reporters|a reporter)))",
     kAfterPhone},
    {Stance::kDeclines,
     R"(((?:would|will) say nothing)(?:[.,;]|$| (?:about|on|more|further|else|to)\b| [“"]))",
     kAfterPhone},
    {Stance::kDeclines,
     R"(((?:would|will) not speak)(?:[.,;]|$| (?:to (?:us|me|reporters|journalists|the (?:press|media))|about|publicly|on the record)\b))",
     kAfterPhone},
    {Stance::kDeclines,
     R"(((?:preferred|prefers|would prefer) not to (?:say|comment|discuss|go into)|(?:was|is|were) not prepared to (?:say|reveal|discuss|disclose)|(?:did|does|do) not (?:wish|want|care) to (?:comment on|discuss)))",
     kAfterVerb},
    {Stance::kDeclines,
     R"(((?:would not|wouldn[’']t|will not|won[’']t|refused? to|refuses to|declined? to|declines to|has refused to|has declined to|refusing to|declining to) be drawn))",
     kAfterComment},
    {Stance::kDeclines,
     R"(((?:would not|wouldn[’']t|refused to|refuses to|declined to|declines to|has refused to|has declined to) (?:discuss|say|specify|disclose|reveal|elaborate on|answer|identify|name|give details of)))",
     kAfterVerb},
    {Stance::kDeclines,
     R"(((?:would|could|did|will|can) neither confirm nor deny|neither confirmed nor denied|neither confirms nor denies|(?:would not|declined to|refused to) confirm or deny))",
     kAfterVerb},
    {Stance::kUnverified,
     R"((?i)((?:could not|couldn[’']t|cannot|was unable to|were unable to|has not been able to|have not been able to|have no means of|has been unable to|had been unable to)(?: be)?(?: independently)? (?:verif(?:y|ied|ying)|confirm(?:ed)?|check(?:ed|ing)?|establish(?:ed)?|authenticate)))",
     R"(^ ([^.;!?]+?)(?:,| independently|[.;!?]|$))"},
    {Stance::kUnverified,
     R"((?i)((?:there (?:has been|was|is)|with) no (?:independent )?(?:confirmation|verification|corroboration) (?:of|for|that)))",
     R"(^ ([^.;!?]+?)(?:,|[.;!?]|$))"},
}};

struct Patterns {
  Stance stance;
  RE2 cue;
  RE2 topic;
};

const std::vector<std::unique_ptr<Patterns>>& patterns() {
  static const std::vector<std::unique_ptr<Patterns>> compiled = [] {
    std::vector<std::unique_ptr<Patterns>> all;
    for (const Formula& formula : kFormulas) {
      all.push_back(std::unique_ptr<Patterns>(
          new Patterns{formula.stance, RE2(formula.cue), RE2(formula.topic)}));
    }
    return all;
  }();
  return compiled;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

Span span_of(std::string_view text, const re2::StringPiece& part) {
  const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
  return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

bool opens_clause(std::string_view word) {
  static constexpr std::string_view kOpeners[] = {
      "but",       "and",     "although", "though", "while", "when", "whereas",
      "meanwhile", "however", "also",     "has",    "have",  "had",  "saying"};
  return std::find(std::begin(kOpeners), std::end(kOpeners), word) != std::end(kOpeners);
}

bool is_have(std::string_view word) { return word == "has" || word == "have" || word == "had"; }

bool is_between(std::string_view word) {
  static constexpr std::string_view kBetween[] = {"also",  "has",  "have",     "had",   "again",
                                                  "still", "then", "likewise", "simply"};
  return std::find(std::begin(kBetween), std::end(kBetween), word) != std::end(kBetween);
}

// "The mill, which owns the weir, was asked on Friday and": who the sentence is about, up to its
// first verb or comma; nullopt where neither comes within a few words.
std::optional<Span> opening_phrase(std::string_view text, const std::vector<PlainWord>& words) {
  constexpr std::size_t kMostWords = 8;
  static constexpr std::string_view kVerbs[] = {
      "was",  "were",  "is",        "are",    "did",  "does",  "said", "says",  "told",
      "who",  "which", "has",       "had",    "have", "faced", "left", "asked", "would",
      "will", "could", "confirmed", "denied", "hung", "gave",  "took", "called"};
  std::size_t first = 0;
  while (first < words.size() && opens_clause(words[first].word)) ++first;
  const auto gap_before = [&](std::size_t i) {
    return text.substr(words[i - 1].span.end, words[i].span.begin - words[i - 1].span.end);
  };
  static constexpr std::string_view kLeadIns[] = {"after",   "before",  "during", "despite",
                                                  "outside", "leaving", "asked"};
  const bool lead_in = first < words.size() && (is_preposition(words[first].word) ||
                                                std::find(std::begin(kLeadIns), std::end(kLeadIns),
                                                          words[first].word) != std::end(kLeadIns));
  if (lead_in) {  // "After the hearing, the mill"
    std::size_t next = first + 1;
    while (next < words.size() && gap_before(next).find(',') == std::string_view::npos) ++next;
    first = next;
  }
  for (std::size_t i = first + 1; i < words.size() && i - first <= kMostWords; ++i) {
    const bool verb =
        std::find(std::begin(kVerbs), std::end(kVerbs), words[i].word) != std::end(kVerbs);
    const bool after_name = words[first].capital && words[i - 1].capital && !words[i].capital &&
                            !is_definite(words[first].word) && words[i].word != "of";
    if (verb || after_name || gap_before(i).find(',') != std::string_view::npos)
      return Span{words[first].span.begin, words[i - 1].span.end};
  }
  return std::nullopt;
}

// The words before the cue up to the start of their clause. A relative clause in between ("X, who
// was suspended, did not respond") belongs to the source.
std::optional<Span> who_was_asked(std::string_view text, const Span& sentence, std::uint32_t cue) {
  std::vector<PlainWord> words = plain_words(text, {sentence.begin, cue});
  if (words.empty()) return std::nullopt;
  // "The league also refused", "the mill has declined": what stands between belongs to the cue.
  while (words.size() > 1 && is_between(words.back().word)) words.pop_back();
  if (words.back().word == "and" || words.back().word == "but") return opening_phrase(text, words);
  const bool ends_with_comma =
      text.substr(words.back().span.end, cue - words.back().span.end).find(',') !=
      std::string_view::npos;
  std::size_t first = words.size();
  int commas = 0;
  while (first > 0) {
    const std::size_t i = first - 1;
    const std::uint32_t gap_end = first < words.size() ? words[first].span.begin : cue;
    const std::string_view gap = text.substr(words[i].span.end, gap_end - words[i].span.end);
    const bool comma = gap.find_first_of(",;:\u2013") != std::string_view::npos;
    if (comma && first < words.size() && !ends_with_comma) break;
    if (comma && ends_with_comma && ++commas > 2) break;
    // "The mill, whose weir has stood open since May, declined": the verb is the relative clause's.
    const bool in_relative_clause = ends_with_comma && commas == 1;
    if (opens_clause(words[i].word) && !(in_relative_clause && is_have(words[i].word))) break;
    first = i;
  }
  if (first == words.size()) return std::nullopt;
  return Span{words[first].span.begin, words.back().span.end};
}

std::optional<Silence> silence_in(std::string_view text, const Span& sentence,
                                  const Patterns& formula) {
  const std::string_view words = slice(text, sentence);
  re2::StringPiece cue;
  if (!RE2::PartialMatch(piece(words), formula.cue, &cue)) return std::nullopt;
  Silence silence{std::nullopt, span_of(text, cue), std::nullopt, formula.stance};
  re2::StringPiece topic;
  const std::string_view after = text.substr(silence.cue.end, sentence.end - silence.cue.end);
  if (RE2::PartialMatch(piece(after), formula.topic, &topic) && !topic.empty()) {
    silence.topic = trim(text, span_of(text, topic));
    if (is_no_topic(slice(text, *silence.topic))) silence.topic.reset();
  }
  silence.source = who_was_asked(text, sentence, silence.cue.begin);
  return silence;
}

// Before the silence, in its own sentence: each with one capturing group, the thing asked.
constexpr const char* kAskedAbout =
    R"((?i)\basked(?: (?:by|again|repeatedly|directly|twice|on|at|in|as|after|this|last|for|\w+day)[^,;]{0,60}?)? (?:about|regarding) ([^;]+?),(?: |$))";
constexpr const char* kAskedWhether =
    R"((?i)\basked(?: (?:by|again|repeatedly|directly|twice|on|at|in|as|after|this|last|\w+day)[^,;]{0,60}?)? ((?:whether|if|why|how|when|where|what|who|which) [^;]+?),(?: |$))";
// Two ways to put it first, for verbs that take it: "On the costs, she won't be drawn"; "Whether it
// was signed he declined to say".
constexpr const char* kTopicFirst =
    R"((?i)^(?:\d{1,2}[:.]\d{2} )?(?:on|about|as for|as to|regarding|to the question(?: of)?|to questions about) ((?:the|his|her|its|their|that|those|these|whether|why|how|what|who) [^,;]+?),? ?$)";
constexpr const char* kClauseFirst =
    R"((?i)^(?:\d{1,2}[:.]\d{2} )?((?:whether|why|(?:to )?whom?|what|how) [^,;]+?) ?$)";
constexpr const char* kTakesTopic =
    R"((?i)\b(?:drawn|comment|say|discuss|speak|elaborate|tell|reveal|disclose|answer)$)";
// "On the advice of his lawyers, he would not comment": how, not about what.
constexpr const char* kNoTopicFirst =
    R"((?i)^(?:the |his |her |its |their |that |those |these )?(?:\w+ )?(?:advice|way|steps?|phone|telephone|line|hand|occasions?|behalf|board|face|surface|whole|record|contrary|scene|spot|street|stage|stand|air|road|train|plane|return|arrival|orders|instructions|grounds)\b)";
// In the sentence before, up to its end: who was asked, then what.
constexpr const char* kWeAsked =
    R"((?i)\b(?:we|i)\b(?: \w+){0,2} asked ([^.;]{1,60}?) (?:(?:about|on) ([^.;?!]+)|((?:whether|if|why|how|when|where|what|who|which) [^.;?!]+))[.?!]?$)";
constexpr const char* kWasAsked =
    R"((?i)\b(?:was|were|been) asked (?:about ([^.;?!]+)|((?:whether|if|why|how|when|where|what|who|which) [^.;?!]+))[.?!]?$)";
// "reports that P": it was P that he was asked about.
constexpr const char* kHearsay =
    R"((?i)^(?:the |these |those )?(?:reports?|claims?|suggestions?|allegations?|accusations?|rumou?rs?) that (.+)$)";
constexpr std::uint32_t kMostLead = 400;  // bytes of a sentence before a silence that are searched

// The last of the pattern's groups that matched something.
std::optional<Span> matched(std::string_view text, const Span& range, const RE2& pattern) {
  std::array<re2::StringPiece, 3> groups;
  std::array<RE2::Arg, 3> args = {&groups[0], &groups[1], &groups[2]};
  const std::array<const RE2::Arg*, 3> pointers = {&args[0], &args[1], &args[2]};
  const int n = std::min(3, pattern.NumberOfCapturingGroups());
  if (!RE2::PartialMatchN(piece(slice(text, range)), pattern, pointers.data(), n))
    return std::nullopt;
  for (std::size_t i = groups.size(); i-- > 0;) {
    if (!groups[i].empty()) return trim(text, span_of(text, groups[i]));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Span> what_was_asked(std::string_view text, std::span<const Sentence> sentences,
                                   std::span<const QuotePair> quotes, const Span& silence) {
  static const RE2 kAbout(kAskedAbout);
  static const RE2 kWhether(kAskedWhether);
  static const RE2 kFirst(kTopicFirst);
  static const RE2 kClause(kClauseFirst);
  static const RE2 kTakes(kTakesTopic);
  static const RE2 kManner(kNoTopicFirst);
  static const RE2 kWe(kWeAsked);
  static const RE2 kWas(kWasAsked);
  static const RE2 kWhat(kHearsay);
  static const RE2 kAskedTo(R"(^\S+(?: \S+){0,8} to \w+)");  // "asked its shareholders to vote on"
  if (sentences.empty()) return std::nullopt;
  const std::size_t at = sentence_at(sentences, silence.begin);
  const Span lead{sentences[at].span.begin, std::max(sentences[at].span.begin, silence.begin)};
  std::optional<Span> topic;
  if (!lead.empty() && lead.size() <= kMostLead) {
    topic = matched(text, lead, kAbout);
    if (!topic) topic = matched(text, lead, kWhether);
    if (!topic && RE2::PartialMatch(piece(slice(text, silence)), kTakes)) {
      topic = matched(text, lead, kFirst);
      if (topic && RE2::PartialMatch(piece(slice(text, *topic)), kManner)) topic.reset();
      if (!topic) topic = matched(text, lead, kClause);
    }
  }
  const bool follows = at > 0 && sentences[at - 1].paragraph == sentences[at].paragraph &&
                       sentences[at - 1].span.size() <= kMostLead;
  if (!topic && follows) {
    re2::StringPiece asked;
    const std::string_view before = slice(text, sentences[at - 1].span);
    const bool to_do =
        RE2::PartialMatch(piece(before), kWe, &asked) && RE2::PartialMatch(asked, kAskedTo);
    if (!to_do) topic = matched(text, sentences[at - 1].span, kWe);
    if (!topic) topic = matched(text, sentences[at - 1].span, kWas);
  }
  if (!topic || enclosing_pair(quotes, *topic) || is_no_topic(slice(text, *topic)))
    return std::nullopt;
  if (const std::optional<Span> what = matched(text, *topic, kWhat)) return what;
  return topic;
}

// What answers "asked what?" with a message or a day: "did not answer an e-mail", "on Sunday".
bool is_no_topic(std::string_view topic) {
  static const RE2 kMessage(
      R"((?i)^(?:(?:a|an|the|our|any|his|her|its|their|my|this|that|these|those|no|two|three|four|five|six|several|many|repeated|written|further|multiple|detailed|\d+) ){0,3}(?:e-?mails?|messages?|calls?|letters?|requests?|questions?|queries|anything|nothing|comments?|us|me|reporters?|requests? for comment)$)");
  static const RE2 kTime(
      R"((?i)^(?:(?:the |that |this |last |next |late |early |on )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?|(?:the |that |this |last |same |next |following |previous )*(?:night|evening|morning|afternoon|day|eve|week|weekend|month|anniversary)(?: (?:of|before|after) .*)?|(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{1,2})?(?:,? \d{4})?|\d{1,2}(?:st|nd|rd|th)?|yesterday|today|tonight)$)");
  return RE2::PartialMatch(piece(topic), kMessage) || RE2::PartialMatch(piece(topic), kTime);
}

bool tells_of_silence(std::string_view words) {
  static const RE2 kNot(
      R"((?i)(?:\b(?:no|not|never|without|nobody|none|neither|nothing|rather|cannot|yet to)\b|n[’']t\b|\b(?:declin|refus|unansw|unavail|silen|ignor|avoid|dodg|hung up|hangs up|put down the (?:tele)?phone|rang out)))");
  static const RE2 kTalk(
      R"((?i)(?:\b(?:comment|answer|repl[iy]|respon|return|reach|sa(?:y|id)|sp(?:eak|oke)|discuss|call|contact|confirm|deny|drawn|word|statement|react|elaborat|talk|disclos|giv|gave|pick|rang|ring|declin|refus|unansw|unavail|avail|silen|ignor|avoid|dodg|hung|hangs|touch|explain|tell|told)|put down the))");
  words = words.substr(0, kMostLead);
  return RE2::PartialMatch(piece(words), kNot) && RE2::PartialMatch(piece(words), kTalk);
}

std::vector<Silence> find_silences(std::string_view text, std::span<const Sentence> sentences,
                                   std::span<const QuotePair> quotes) {
  std::vector<Silence> silences;
  for (const Sentence& sentence : sentences) {
    for (const auto& formula : patterns()) {
      const std::optional<Silence> silence = silence_in(text, sentence.span, *formula);
      if (!silence || enclosing_pair(quotes, silence->cue)) continue;
      const bool again = !silences.empty() && silences.back().cue.overlaps(silence->cue);
      if (!again) silences.push_back(*silence);
    }
  }
  std::sort(silences.begin(), silences.end(),
            [](const Silence& a, const Silence& b) { return a.cue < b.cue; });
  return silences;
}

}  // namespace sayso
