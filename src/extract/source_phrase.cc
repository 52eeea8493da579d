#include "extract/source_phrase.h"

#include <algorithm>
#include <cctype>

#include "extract/spans.h"
#include "text/fold.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

bool ends_core(const PlainWord& word, std::string_view between) {
  if (between.find_first_of(",;:()\n") != std::string_view::npos) return true;
  if (between.find("\u2013") != std::string_view::npos ||
      between.find("\u2014") != std::string_view::npos)
    return true;
  return word.word == "who" || word.word == "which" || word.word == "whose" ||
         word.word == "whom" || word.word == "that";
}

// "a memo seen by the Courier", "the report dated 2 June": what follows tells how it came, not what
// it is.
bool opens_participle(const PlainWord& word) {
  static constexpr std::string_view kParticiples[] = {
      "seen",     "obtained",     "drawn",    "dated",  "published", "circulated",
      "posted",   "commissioned", "familiar", "issued", "released",  "reviewed",
      "prepared", "leaked",       "shown",    "filed",  "quoted",    "cited",
      "made",     "lodged",       "sent",     "signed", "written",   "speaking"};
  return std::find(std::begin(kParticiples), std::end(kParticiples), word.word) !=
         std::end(kParticiples);
}

// "the ministry on Thursday", "she twice": the tagger took a time along.
bool is_time_word(const PlainWord& word) {
  static constexpr std::string_view kTimes[] = {
      "yesterday", "today",    "tonight",    "twice",   "again",    "later",       "then",
      "now",       "also",     "once",       "monday",  "tuesday",  "wednesday",   "thursday",
      "friday",    "saturday", "sunday",     "morning", "night",    "afternoon",   "evening",
      "week",      "month",    "repeatedly", "still",   "recently", "immediately", "earlier"};
  return std::find(std::begin(kTimes), std::end(kTimes), word.word) != std::end(kTimes);
}

bool is_month(const PlainWord& word) {
  static constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                                 "may",       "june",     "july",     "august",
                                                 "september", "october",  "november", "december"};
  return word.capital &&
         std::find(std::begin(kMonths), std::end(kMonths), word.word) != std::end(kMonths);
}

bool is_figure(const PlainWord& word) {
  return word.word.find_first_not_of("0123456789") == std::string::npos;
}

// How many of the first `n` words stay if a month at their end goes, with its "on" or "in": "the Star
// on March 23", but "the e-mail of March 23".
std::size_t without_month(const std::vector<PlainWord>& words, std::size_t n) {
  std::size_t kept = n;
  if (kept > 2 && is_figure(words[kept - 1]) && is_month(words[kept - 2])) {
    kept -= 2;
  } else if (kept > 1 && is_month(words[kept - 1])) {
    --kept;
    if (kept > 1 && is_figure(words[kept - 1])) --kept;
  }
  const bool led_in =
      kept < n && kept > 1 && (words[kept - 1].word == "on" || words[kept - 1].word == "in");
  return led_in ? kept - 1 : n;
}

// Where the phrase begins behind what the tagger took along: "At Quay House", "On Friday they", "12.30
// The town hall".
std::uint32_t begin_of_core(const Span& source, const std::vector<PlainWord>& words) {
  std::size_t first = 0;
  const auto led_in = [&] {
    return words[first].word == "at" || words[first].word == "by" || words[first].word == "on";
  };
  while (first + 1 < words.size() && is_figure(words[first]) &&
         (words[first + 1].capital || is_figure(words[first + 1])))
    ++first;
  if (first + 1 < words.size() && led_in()) {
    ++first;
    while (first + 1 < words.size() && is_time_word(words[first])) ++first;
  }
  return first == 0 || words.empty() ? source.begin : words[first].span.begin;
}

// Without times at its end, and the "on", "last" or "this" before them.
Span without_time(const Span& core, const std::vector<PlainWord>& words) {
  std::size_t n = words.size();
  while (n > 1 && words[n - 1].span.end > core.end) --n;
  std::size_t kept = without_month(words, n);
  while (kept > 1 && is_time_word(words[kept - 1])) --kept;
  if (kept == n) return core;
  while (kept > 1 && (words[kept - 1].word == "on" || words[kept - 1].word == "last" ||
                      words[kept - 1].word == "this" || words[kept - 1].word == "late" ||
                      words[kept - 1].word == "earlier")) {
    --kept;
  }
  return {core.begin, words[kept - 1].span.end};
}

// Up to the first comma, dash, bracket, relative pronoun or participle, without a time at the end.
Span core_of(std::string_view text, const Span& source) {
  const std::vector<PlainWord> words = plain_words(text, source);
  Span core = source;
  core.begin = begin_of_core(source, words);
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i].span.begin <= core.begin) continue;
    const std::string_view between =
        text.substr(words[i - 1].span.end, words[i].span.begin - words[i - 1].span.end);
    if (!ends_core(words[i], between) && !opens_participle(words[i])) continue;
    core.end = words[i - 1].span.end;
    break;
  }
  return without_time(core, words);
}

// "Ada Quist's lawyer": not her word. "Ada Quist's" alone, of her claim, is hers.
bool is_owned(std::string_view text, const Span& phrase, const Span& name) {
  const std::uint32_t end = std::min(name.end, phrase.end);
  const std::string_view rest = text.substr(end, phrase.end - end);
  if (rest.empty() || rest == "'s" || rest == "\u2019s" || rest == "'" || rest == "\u2019")
    return false;
  const std::string_view words = slice(text, name);
  const std::string_view after = text.substr(name.end, 4);
  const auto possessive = [](std::string_view s) {
    return s.substr(0, 2) == "'s" || s.substr(0, 4) == "\u2019s" || s.substr(0, 2) == "' " ||
           s.substr(0, 4) == "\u2019 ";
  };
  return possessive(after) || words.ends_with("'s") || words.ends_with("\u2019s") ||
         words.ends_with("s\u2019") || words.ends_with("s'");
}

bool follows_preposition(std::string_view text, const Span& phrase, std::uint32_t at) {
  const std::vector<PlainWord> before = plain_words(text, {phrase.begin, at});
  for (std::size_t i = before.size(); i-- > 0;) {
    if (is_preposition(before[i].word)) return true;
    if (!is_definite(before[i].word) && !is_possessive_pronoun(before[i].word)) return false;
  }
  return false;
}

// "a hospital in northern Kestria", "a reader at the trade magazine Sluice": the noun before the
// preposition is who speaks. "The Bank of Halse" is a name of which the model has seen a part.
bool tells_where(std::string_view text, const Span& core, const Span& name) {
  const std::vector<PlainWord> before =
      plain_words(text, {core.begin, std::max(core.begin, name.begin)});
  for (std::size_t i = 1; i < before.size(); ++i) {
    if (!is_preposition(before[i].word)) continue;
    const PlainWord& noun = before[i - 1];
    return !noun.capital && !is_definite(noun.word) && !is_indefinite(noun.word);
  }
  return false;
}

// "a bombshell e-mail from arbiter Ada Quist", "a survey by the firm Halvek": its author or subject.
bool belongs_to_what_speaks(std::string_view text, const SourcePhrase& phrase, const Span& name) {
  if (!phrase.core.overlaps(name) ||
      (phrase.noun != NounClass::kDocument && phrase.noun != NounClass::kPublication &&
       phrase.noun != NounClass::kSpokesperson))
    return false;
  const std::vector<PlainWord> before =
      plain_words(text, {phrase.core.begin, std::max(phrase.core.begin, name.begin)});
  return std::any_of(before.begin(), before.end(),
                     [](const PlainWord& word) { return is_preposition(word.word); });
}

// "the family of sound engineer Thorne Nagel", unlike "head of research Ada Quist".
bool is_relation_of(std::string_view text, const Span& core, const Span& name) {
  static constexpr std::string_view kRelations[] = {
      "family",     "families",   "widow",      "widower",   "wife",      "husband",
      "son",        "sons",       "daughter",   "daughters", "mother",    "father",
      "parents",    "brother",    "brothers",   "sister",    "sisters",   "children",
      "partner",    "relative",   "relatives",  "friend",    "friends",   "colleague",
      "colleagues", "neighbour",  "neighbours", "neighbor",  "neighbors", "lawyer",
      "lawyers",    "attorney",   "attorneys",  "aide",      "aides",     "supporter",
      "supporters", "biographer", "estate",     "fans",      "victims",   "followers"};
  const std::vector<PlainWord> before =
      plain_words(text, {core.begin, std::max(core.begin, name.begin)});
  for (std::size_t i = 1; i < before.size(); ++i) {
    if (before[i].word == "of" && std::find(std::begin(kRelations), std::end(kRelations),
                                            before[i - 1].word) != std::end(kRelations))
      return true;
  }
  return false;
}

// "an Israeli general", "Weirbank workers": the name only tells which; the noun after it is who
// speaks.
bool tells_which(std::string_view text, const Span& core, const Span& name) {
  const std::vector<PlainWord> after =
      plain_words(text, {std::min(name.end, core.end), core.end}, 1);
  if (after.empty() || is_preposition(after.front().word) || after.front().word == "and")
    return false;
  return !after.front().capital &&
         text.substr(name.end, after.front().span.begin - name.end) == " ";
}

bool is_group_name(NameLabel label) {
  return label == NameLabel::kOrganisation || label == NameLabel::kOutlet ||
         label == NameLabel::kPlace || label == NameLabel::kOther;
}

// Whether the name stands in apposition to the core, behind a comma and at most a title: "the mill's
// librarian, Brother Leroy", "their caretaker, a Mr Pym".
bool in_apposition(std::string_view text, const SourcePhrase& phrase, const Span& name) {
  if (name.begin < phrase.core.end || name.begin > phrase.core.end + 24) return false;
  const std::string_view between = text.substr(phrase.core.end, name.begin - phrase.core.end);
  if (between.find_first_of(".;:()\"\n") != std::string_view::npos) return false;
  const std::vector<PlainWord> words = plain_words(text, {phrase.core.end, name.begin});
  return words.size() <= 2 && std::all_of(words.begin(), words.end(), [](const PlainWord& word) {
           return word.capital || is_definite(word.word) || is_indefinite(word.word) ||
                  is_title(word.word);
         });
}

// The name that the phrase is about: a person's in the core; or one in apposition right after a
// core that only gives the role; or an organisation's with which the core ends.
std::optional<std::size_t> speaker_name(std::string_view text, const SourcePhrase& phrase,
                                        std::span<const NameMention> names) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const NameMention& name = names[i];
    if (name.label != NameLabel::kPerson || !phrase.whole.overlaps(name.span)) continue;
    if (is_owned(text, phrase.whole, name.span) || belongs_to_what_speaks(text, phrase, name.span))
      continue;
    const bool in_core = phrase.core.overlaps(name.span);
    const bool heads = in_core && !follows_preposition(text, phrase.core, name.span.begin) &&
                       !tells_which(text, phrase.core, name.span) &&
                       !is_relation_of(text, phrase.core, name.span);
    if (heads) found = i;
    const bool next = !in_core && !found && in_apposition(text, phrase, name.span);
    if (next) found = i;
  }
  if (found) return found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const NameMention& name = names[i];
    if (!is_group_name(name.label) || !phrase.core.overlaps(name.span) ||
        is_owned(text, phrase.whole, name.span) || belongs_to_what_speaks(text, phrase, name.span))
      continue;
    if (name.span.end + 1 < phrase.core.end) continue;  // "the Halden port workers": not the port
    if (!follows_preposition(text, phrase.core, name.span.begin) &&
        !tells_where(text, phrase.core, name.span))
      found = i;
  }
  const std::vector<PlainWord> first = plain_words(text, phrase.core, 1);
  const bool owned = !first.empty() && !is_indefinite(first.front().word) &&
                     (phrase.noun == NounClass::kOutlet || phrase.noun == NounClass::kOrganisation);
  const bool one_of_a_kind = phrase.definite || owned;  // "the agency", "Karsk's news agency"
  if (found || !one_of_a_kind || phrase.noun == NounClass::kSpokesperson ||
      phrase.noun == NounClass::kPublication)
    return found;
  for (std::size_t i = 0; i < names.size(); ++i) {  // "the organiser, the Corbell Foundation"
    const bool body =
        names[i].label == NameLabel::kOrganisation || names[i].label == NameLabel::kOutlet;
    if (body && phrase.whole.overlaps(names[i].span) &&
        in_apposition(text, phrase, names[i].span) && !is_owned(text, phrase.whole, names[i].span))
      return i;
  }
  return std::nullopt;
}

// The last noun before the first preposition; of the known ones if any is there.
std::string head_noun(const std::vector<PlainWord>& core) {
  std::string last, known;
  for (const PlainWord& word : core) {
    if (is_preposition(word.word) && !last.empty()) break;
    if (is_definite(word.word) || is_indefinite(word.word) || is_possessive_pronoun(word.word))
      continue;
    last = word.word;
    if (noun_class(word.word)) known = word.word;
  }
  return known.empty() ? last : known;
}

// "the port's director, ..." before the name, and "secretary of the union" after it.
std::vector<Span> roles_around(std::string_view text, const SourcePhrase& phrase,
                               const Span& name) {
  std::vector<Span> roles;
  if (name.begin > phrase.whole.begin) {
    const Span before = trim(text, {phrase.whole.begin, name.begin});
    if (!before.empty()) roles.push_back(before);
  }
  if (name.end < phrase.whole.end) roles.push_back({name.end, phrase.whole.end});
  std::vector<Span> clean;
  for (Span role : roles) {
    while (!role.empty() &&
           std::string_view(",; ").find(text[role.begin]) != std::string_view::npos)
      ++role.begin;
    while (!role.empty() &&
           std::string_view(",; ").find(text[role.end - 1]) != std::string_view::npos)
      --role.end;
    const std::vector<PlainWord> words = plain_words(text, role);
    const bool only_figures = std::all_of(words.begin(), words.end(), [](const PlainWord& word) {
      return std::isdigit(static_cast<unsigned char>(word.word.front())) != 0;
    });
    if (!words.empty() && !only_figures) clean.push_back(role);
  }
  return clean;
}

}  // namespace

std::vector<std::string> telling_stems(std::string_view text, const Span& span) {
  std::vector<std::string> stems;
  for (const PlainWord& word : plain_words(text, span)) {
    if (is_function_word(word.word) || is_preposition(word.word) || word.word.size() < 3) continue;
    std::string form = stem(word.word);
    // "Israel" and "Israeli", "Norhavn" and "Norhavn's" describe alike.
    if (word.capital && form.ends_with('i') && form.size() > 4) form.pop_back();
    stems.push_back(std::move(form));
  }
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

SourcePhrase read_source_phrase(std::string_view text, const Span& source,
                                std::span<const NameMention> names) {
  SourcePhrase phrase;
  phrase.whole = source;
  phrase.core = core_of(text, source);
  phrase.pronoun = pronoun_of(slice(text, phrase.core));
  const std::vector<PlainWord> core = plain_words(text, phrase.core);
  phrase.head = head_noun(core);
  phrase.noun = noun_class(phrase.head);
  if (!core.empty()) {
    phrase.possessive = is_possessive_pronoun(core.front().word);
    phrase.definite = is_definite(core.front().word) || phrase.possessive;
    phrase.indefinite = is_indefinite(core.front().word) || !phrase.definite;
  }
  for (const PlainWord& word : core) {
    if (word.word != phrase.head && !is_function_word(word.word))
      phrase.modifiers.push_back(stem(word.word));
  }
  phrase.name = speaker_name(text, phrase, names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (phrase.name == i || !is_group_name(names[i].label) || !source.overlaps(names[i].span))
      continue;
    if (!phrase.organisation) phrase.organisation = i;
  }
  if (phrase.name && names[*phrase.name].label == NameLabel::kPerson) {
    phrase.roles = roles_around(text, phrase, names[*phrase.name].span);
  }
  return phrase;
}

}  // namespace sayso
