#include "extract/stance.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <span>

#include "text/plain_words.h"

namespace sayso {
namespace {

// Below it the model's guess is not taken. On 22 stories that the model had not seen, guesses of a
// retraction, a question or a silence were right more often than "asserts" from here on; with a lower
// floor for denials, as many assertions are lost as denials are won.
constexpr float floor_of(Stance stance) {
  const bool rare =
      stance == Stance::kRetracts || stance == Stance::kQuestions || stance == Stance::kDeclines;
  return rare ? 0.5F : 0.75F;
}

struct CueStem {
  const char* stem;  // of the Snowball stemmer
  Stance stance;
};

// Verbs and nouns that carry a stance by themselves.
constexpr CueStem kCueStems[] = {
    {"deni", Stance::kDenies},        {"denial", Stance::kDenies},
    {"reject", Stance::kDenies},      {"refut", Stance::kDenies},
    {"rebut", Stance::kDenies},       {"rubbish", Stance::kDenies},
    {"contradict", Stance::kDenies},  {"disput", Stance::kDenies},
    {"repudi", Stance::kDenies},      {"dismiss", Stance::kDenies},
    {"disown", Stance::kDenies},      {"confirm", Stance::kConfirms},
    {"admit", Stance::kConfirms},     {"acknowledg", Stance::kConfirms},
    {"conced", Stance::kConfirms},    {"confess", Stance::kConfirms},
    {"admiss", Stance::kConfirms},    {"corrobor", Stance::kConfirms},
    {"accept", Stance::kConfirms},    {"retract", Stance::kRetracts},
    {"withdrew", Stance::kRetracts},  {"withdraw", Stance::kRetracts},
    {"withdrawn", Stance::kRetracts}, {"recant", Stance::kRetracts},
    {"doubt", Stance::kQuestions},    {"question", Stance::kQuestions},
};

struct Phrase {
  const char* words;  // plain words, one space between
  Stance stance;
};

// Longer turns, tried first.
constexpr Phrase kPhrases[] = {
    {"neither confirm nor deny", Stance::kDeclines},
    {"neither confirmed nor denied", Stance::kDeclines},
    {"confirm or deny", Stance::kDeclines},
    {"declined to", Stance::kDeclines},
    {"declines to", Stance::kDeclines},
    {"refused to", Stance::kDeclines},
    {"refuses to", Stance::kDeclines},
    {"would not say", Stance::kDeclines},
    {"would not be drawn", Stance::kDeclines},
    {"would not comment", Stance::kDeclines},
    {"would not discuss", Stance::kDeclines},
    {"will not say", Stance::kDeclines},
    {"not be reached", Stance::kUnanswered},
    {"not respond", Stance::kUnanswered},
    {"not responded", Stance::kUnanswered},
    {"not immediately respond", Stance::kUnanswered},
    {"not reply", Stance::kUnanswered},
    {"not replied", Stance::kUnanswered},
    {"not return", Stance::kUnanswered},
    {"not answered", Stance::kUnanswered},
    {"took back", Stance::kRetracts},
    {"takes back", Stance::kRetracts},
    {"taken back", Stance::kRetracts},
    {"taking back", Stance::kRetracts},
    {"climbed down", Stance::kRetracts},
    {"backed down", Stance::kRetracts},
    {"backed away from", Stance::kRetracts},
    {"backs away from", Stance::kRetracts},
    {"no longer", Stance::kRetracts},
    {"dropped", Stance::kRetracts},
    {"brushed aside", Stance::kDenies},
    {"brushed off", Stance::kDenies},
    {"brushes aside", Stance::kDenies},
    {"brushes off", Stance::kDenies},
    {"owned up", Stance::kConfirms},
    {"came clean", Stance::kConfirms},
    {"ruled out", Stance::kDenies},
    {"hit back", Stance::kDenies},
    {"stopped short of", Stance::kQuestions},
    {"cast doubt", Stance::kQuestions},
    {"not verify", Stance::kUnverified},
    {"not independently verify", Stance::kUnverified},
    {"unable to verify", Stance::kUnverified},
    {"unable to confirm", Stance::kUnverified},
    {"no independent confirmation", Stance::kUnverified},
};

// What a speaker says of somebody else's claim, in the content itself.
constexpr Phrase kContentPhrases[] = {
    {"i take that back", Stance::kRetracts},
    {"i take it back", Stance::kRetracts},
    {"i take back", Stance::kRetracts},
    {"we take back", Stance::kRetracts},
    {"we take it back", Stance::kRetracts},
    {"we take that back", Stance::kRetracts},
    {"we withdraw", Stance::kRetracts},
    {"i withdraw", Stance::kRetracts},
    {"is simply untrue", Stance::kDenies},
    {"is untrue", Stance::kDenies},
    {"is not true", Stance::kDenies},
    {"was not true", Stance::kDenies},
    {"is false", Stance::kDenies},
    {"no comment", Stance::kDeclines},
    {"no such", Stance::kDenies},
    {"nothing of the kind", Stance::kDenies},
    {"nothing of the sort", Stance::kDenies},
    {"no trace of", Stance::kDenies},
    {"never said", Stance::kDenies},
    {"fairy tale", Stance::kDenies},
    {"nonsense", Stance::kDenies},
    {"rubbish", Stance::kDenies},
    {"fiction", Stance::kDenies},
    {"a fantasy", Stance::kDenies},
    {"a fabrication", Stance::kDenies},
    {"a lie", Stance::kDenies},
    {"a scare story", Stance::kDenies},
    {"a hoax", Stance::kDenies},
};

std::string joined(std::string_view text) {
  std::string words = " ";
  for (const PlainWord& word :
       plain_words(text, {0, static_cast<std::uint32_t>(text.size())}, 400)) {
    words += word.word + " ";
  }
  return words;
}

std::optional<Phrase> phrase_in(const std::string& words, std::span<const Phrase> phrases) {
  for (const Phrase& phrase : phrases) {
    if (words.find(" " + std::string(phrase.words) + " ") != std::string::npos) return phrase;
  }
  return std::nullopt;
}

// "We take that number back", "The figure that I gave you was wrong", "The mistake was ours".
bool takes_back(const std::string& content) {
  static const RE2 own_error(
      R"( (?:i|we) (?:now |hereby )?(?:take|withdraw|took) (?:[a-z0-9]+ ){0,5}back | (?:i|we) (?:got|had) (?:it|that|this) wrong )"
      R"(| mistake (?:was|is) (?:ours|mine) | (?:i|we) (?:said|gave|told|claimed) (?:[a-z0-9]+ ){0,6}(?:was|were) (?:wrong|incorrect|untrue|not true|false) )"
      R"(| (?:i|we) (?:was|were) (?:wrong|mistaken) | (?:i|we) should (?:not|never) have (?:said|denied|told|claimed|written|named|called|put) )"
      R"(| what (?:i|we) said (?:[a-z0-9]+ ){0,8}(?:was|were) (?:wrong|incorrect|untrue|not true|false) )");
  return RE2::PartialMatch(content, own_error);
}

// "claimed responsibility for", "has claimed partial responsibility": a party admits what is said
// of it.
bool claims_responsibility(const std::string& cue, const std::string& content) {
  const bool claims = cue.find(" claim") != std::string::npos ||
                      cue.find(" took ") != std::string::npos ||
                      cue.find(" accept") != std::string::npos;
  const std::size_t at = content.find(" responsibility ");
  return claims && at != std::string::npos && at < 12;
}

// "Eleven, not fourteen": the second half is a denial of its own. "Not only" and "not yet" are none.
bool is_bare_negation(const std::string& content) {
  static const RE2 bare(R"(^ not (?:[a-z0-9.,'%]+ ){1,8}$)"),
      other(R"(^ not (?:only|just|yet|until|least) )");
  return RE2::PartialMatch(content, bare) && !RE2::PartialMatch(content, other);
}

bool is_negation(const std::string& word) {
  return word == "not" || word == "never" || word == "no" || word == "didn't" ||
         word == "doesn't" || word == "don't" || word == "hasn't" || word == "hadn't" ||
         word == "without" || word == "cannot";
}

// "did not deny" neither denies nor confirms; "could not confirm" says that it is open.
Stance negated(Stance stance) {
  if (stance == Stance::kConfirms) return Stance::kUnverified;
  if (stance == Stance::kQuestions) return Stance::kConfirms;
  return Stance::kAsserts;
}

std::optional<StanceDecision> by_cue_word(std::string_view cue) {
  bool negation = false;
  for (const PlainWord& word : plain_words(cue, {0, static_cast<std::uint32_t>(cue.size())}, 40)) {
    negation = negation || is_negation(word.word);
    const std::string form = stem(word.word);
    for (const CueStem& entry : kCueStems) {
      if (form != entry.stem) continue;
      return StanceDecision{negation ? negated(entry.stance) : entry.stance,
                            std::string("cue: ") + (negation ? "not " : "") + word.word};
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_hearsay(std::string_view cue) {
  static const RE2 hearsay(
      R"((?i)^(?:is|are|was|were|has been|had been|been|be) (?:\w+ )?(?:believed|thought|expected|said|reported|alleged|rumou?red|understood|known|considered|feared)\b)");
  return RE2::PartialMatch(re2::StringPiece(cue.data(), cue.size()), hearsay);
}

bool says_plainly(std::string_view cue) {
  static const RE2 saying(
      R"((?i)\b(?:said|says|told|tells|reported|reports|announced|announces|stated|states|added|adds|wrote|writes|according to)\b)");
  return RE2::PartialMatch(re2::StringPiece(cue.data(), cue.size()), saying);
}

StanceDecision decide_stance(std::string_view cue, std::string_view content,
                             const std::array<float, kStances>& model) {
  if (const auto phrase = phrase_in(joined(cue), kPhrases)) {
    return {phrase->stance, std::string("cue: ") + phrase->words};
  }
  if (const auto decision = by_cue_word(cue)) return *decision;
  if (claims_responsibility(joined(cue), joined(content)))
    return {Stance::kConfirms, "claims responsibility"};
  if (takes_back(joined(content))) return {Stance::kRetracts, "content: takes back"};
  if (is_bare_negation(joined(content)))
    return {Stance::kDenies, "content: \"not\" and little else"};
  if (joined(content).starts_with(" yes ")) return {Stance::kConfirms, "content: yes"};
  if (const auto phrase = phrase_in(joined(content), kContentPhrases)) {
    return {phrase->stance, std::string("content: ") + phrase->words};
  }
  const auto best = std::max_element(model.begin(), model.end());
  const Stance stance = static_cast<Stance>(best - model.begin());
  if (*best >= floor_of(stance)) return {stance, "model: " + std::string(to_string(stance))};
  return {Stance::kAsserts, "nothing else"};
}

}  // namespace sayso
