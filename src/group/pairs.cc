#include "group/pairs.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "group/pair_trees.h"
#include "group/related.h"

namespace sayso {

const std::array<std::string_view, kFeatures> kFeatureNames{
    "bias",
    "local_jaccard",
    "local_contained",
    "local_shared",
    "soft_contained",
    "unit_agrees",
    "unit_differs",
    "unit_conflict",
    "number_telling",
    "denial",
    "confirmation",
    "retraction",
    "question",
    "accused",
    "before",
    "before_words",
    "next_both_react",
    "later_reacts",
    "gap",
    "quoted_both",
    "meaning",
    "words_jaccard",
    "words_contained",
    "words_shared",
    "wide_contained",
    "wide_both",
    "wide_jaccard",
    "number_shared",
    "number_conflict",
    "number_one_sided",
    "number_wide",
    "name_shared",
    "name_conflict",
    "negation_differs",
    "short",
    "no_words",
    "reaction_one",
    "reaction_both",
    "silence_one",
    "silence_both",
    "same_stance",
    "same_speaker",
    "same_party",
    "same_speaker_reaction",
    "speaker_named",
    "same_day",
    "shared_while_both_wordy",
    "same_speaker_words",
    "number_shared_words",
    "number_conflict_words",
    "copy_of_it",
    "cited",
    "antecedent",
    "antecedent_short",
    "antecedent_silence",
    "next",
    "next_same_speaker",
    "next_reaction",
    "near",
    "same_sentence",
    "within",
    "rarest_shared",
    "rarest_local",
    "shared_count",
    "rest_less",
    "rest_more",
    "context_jaccard",
    "phrases",
    "phrases_share",
    "length_less",
    "length_more",
    "names_shared",
    "names_apart",
    "figures_shared",
    "figures_apart",
    "rounded",
    "stance_low",
    "stance_high",
    "speaker_low",
    "speaker_high",
    "quoted_low",
    "quoted_high",
    "negated_both",
    "speaker_around",
    "place_apart",
    "back_low",
    "copies",
};

namespace {

using WordIds = std::vector<WordId>;

// Of sorted numbers.
std::size_t n_shared(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  return sayso::n_shared(a, b, a.size());
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }
double flag(bool value) { return value ? 1 : 0; }

bool is_in(WordId stem, const StemSet& set) {
  return std::binary_search(set.stems.begin(), set.stems.end(), stem);
}

bool any_in(std::span<const WordId> numbers, const StemSet& wide) {
  return std::any_of(numbers.begin(), numbers.end(),
                     [&](WordId number) { return is_in(number, wide); });
}

constexpr double kNoMeaning = -1;  // unlike any cosine of two statements

double cosine(const Item& a, const Item& b) {
  const std::int8_t* const left = a.held->meaning;
  const std::int8_t* const right = b.held->meaning;
  if (!left || !right) return kNoMeaning;
  int dot = 0;
  for (std::size_t i = 0; i < kMeaningNumbers; ++i) dot += int{left[i]} * int{right[i]};
  return static_cast<double>(dot) / (127.0 * 127.0);
}

bool is_part(std::string_view part, std::string_view whole) {
  return (whole.starts_with(part) || whole.ends_with(part));
}

// "phone" and "telephon", "inspect" and "inspector": one, of four letters or more, begins or ends with
// the other.
double softly_shared(const StemSet& few, const StemSet& many, const Dictionary& dictionary) {
  double weight = 0;
  for (const WordId one : few.stems) {
    const bool found = std::any_of(many.stems.begin(), many.stems.end(), [&](WordId other) {
      if (one == other) return true;
      if (!dictionary.are_alike_at_an_end(one, other)) return false;
      const std::string_view stem = dictionary.word(one), other_stem = dictionary.word(other);
      return is_part(stem, other_stem) || is_part(other_stem, stem);
    });
    if (found) weight += dictionary.weight(one);
  }
  return weight;
}

// Of the stems that two contents share: how many they are, what they weigh by stem_weight() and by the
// local weights, of each the smaller, and the heaviest by either.
struct SharedStems {
  std::size_t n = 0;
  double weight = 0, local = 0;
  float heaviest = 0, heaviest_local = 0;
};

SharedStems shared_stems(const Item& a, const Item& b) {
  SharedStems shared;
  const auto left = a.words.stems, right = b.words.stems;
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    const WordId l = left[i], r = right[j];
    if (l == r) {
      const float weight = a.dictionary->weight(l), local = std::min(a.local[i], b.local[j]);
      ++shared.n;
      shared.weight += weight;
      shared.local += local;
      shared.heaviest = std::max(shared.heaviest, weight);
      shared.heaviest_local = std::max(shared.heaviest_local, local);
    }
    i += l <= r ? 1 : 0;
    j += r <= l ? 1 : 0;
  }
  return shared;
}

void add_words(const Item& a, const Item& b, Features& f) {
  const Dictionary& words = *a.dictionary;
  const SharedStems stems = shared_stems(a, b);
  const double shared = stems.weight;
  const double shorter = std::min(a.words.weight, b.words.weight);
  f[kWordsJaccard] = ratio(shared, a.words.weight + b.words.weight - shared);
  f[kWordsContained] = ratio(shared, shorter);
  f[kWordsShared] = std::log1p(shared);
  const double a_in_b = ratio(shared_weight(a.words, b.wide, words), a.words.weight);
  const double b_in_a = ratio(shared_weight(b.words, a.wide, words), b.words.weight);
  f[kWideContained] = std::max(a_in_b, b_in_a);
  f[kWideBoth] = std::min(a_in_b, b_in_a);
  const double wide = shared_weight(a.wide, b.wide, words);
  f[kWideJaccard] = ratio(wide, a.wide.weight + b.wide.weight - wide);
  const double local = stems.local;
  f[kLocalJaccard] = ratio(local, a.local_weight + b.local_weight - local);
  f[kLocalContained] = ratio(local, std::min(a.local_weight, b.local_weight));
  f[kLocalShared] = std::log1p(local);
  const bool a_few = a.words.weight <= b.words.weight;
  f[kSoftContained] =
      ratio(a_few ? softly_shared(a.words, b.words, words) : softly_shared(b.words, a.words, words),
            shorter);
  const std::size_t n_words = std::min(a.words.stems.size(), b.words.stems.size());
  f[kShort] = flag(n_words <= 2);
  f[kNoWords] = flag(a.refers_back || b.refers_back);
  f[kSharedWhileBothWordy] = n_words >= 5 ? f[kWordsJaccard] : 0;
  f[kRarestShared] = stems.heaviest;
  f[kRarestLocal] = stems.heaviest_local;
  f[kSharedCount] = static_cast<double>(stems.n);
  f[kRestLess] = shorter - shared;
  f[kRestMore] = std::max(a.words.weight, b.words.weight) - shared;
}

bool is_telling_figure(std::string_view value) {
  const auto digits =
      std::count_if(value.begin(), value.end(), [](char c) { return c >= '1' && c <= '9'; });
  return digits >= 2 || value.size() >= 4;
}

// A figure with what it counts or measures: {"47", "km"}, {"17", "peopl"}, {"07-03", "date"},
// {"5%", "%"}.
struct Quantity {
  WordId value = 0;
  WordId unit = 0;        // a stem
  bool has_unit = false;  // else nothing tells
};

template <typename Visit>
void for_each_quantity(const Item& item, const Visit& visit) {
  for (std::size_t i = 0; i + 1 < item.quantities.size(); i += 2) {
    const WordId unit = item.quantities[i + 1];
    visit(Quantity{item.quantities[i], unit, !item.dictionary->word(unit).empty()});
  }
}

template <typename Visit>
void for_each_two_quantities(const Item& a, const Item& b, const Visit& visit) {
  for_each_quantity(a, [&](const Quantity& one) {
    for_each_quantity(b, [&](const Quantity& other) { visit(one, other); });
  });
}

void add_quantities(const Item& a, const Item& b, Features& f) {
  bool agrees = false, differs = false, conflict = false, telling = false;
  for_each_two_quantities(a, b, [&](const Quantity& one, const Quantity& other) {
    const bool value = one.value == other.value;
    const bool unit = one.unit == other.unit;
    const bool open = !one.has_unit || !other.has_unit;
    agrees = agrees || (value && (unit || open));
    differs = differs || (value && !unit && !open);
    conflict = conflict || (!value && unit && !open);
    telling = telling || (value && is_telling_figure(a.dictionary->word(one.value)));
  });
  f[kUnitAgrees] = flag(agrees);
  f[kUnitDiffers] = flag(differs && !agrees);
  f[kUnitConflict] = flag(conflict);
  f[kNumberTelling] = flag(telling);
}

void add_figures(const Item& a, const Item& b, Features& f) {
  const bool both = !a.numbers.empty() && !b.numbers.empty();
  const bool shared = n_shared(a.numbers, b.numbers) > 0;
  f[kNumberShared] = flag(shared);
  f[kNumberConflict] = flag(both && !shared);
  f[kNumberOneSided] = flag(a.numbers.empty() != b.numbers.empty());
  f[kNumberWide] = flag(!shared && (any_in(a.numbers, b.wide) || any_in(b.numbers, a.wide)));
  f[kNumberSharedWords] = shared ? f[kWideContained] : 0;
  f[kNumberConflictWords] = both && !shared ? f[kWordsJaccard] : 0;
}

bool names_speaker(const Item& a, const Item& of) {
  return of.called && n_shared(of.called->names, a.names) > 0;
}

void add_names(const Item& a, const Item& b, Features& f) {
  const std::size_t shared = n_shared(a.names, b.names);
  const std::size_t fewer = std::min(a.names.size(), b.names.size());
  f[kNameShared] = ratio(static_cast<double>(shared), static_cast<double>(fewer));
  f[kNameConflict] = flag(fewer > 0 && shared == 0);
  f[kSpeakerNamed] = flag(names_speaker(b, a) || names_speaker(a, b));
}

bool is_pair(const HeldStatement& a, const HeldStatement& b, Stance stance) {
  const auto asserts = [](const HeldStatement& s) {
    return s.stance == Stance::kAsserts || s.stance == Stance::kConfirms;
  };
  return (a.stance == stance && asserts(b)) || (b.stance == stance && asserts(a));
}

double accused(const Item& reaction, const Item& other) {
  if (!reaction.called) return 0;
  return std::min(1.0, shared_weight({reaction.called->stems, 0}, other.words, *other.dictionary));
}

void add_voices(const Item& a, const Item& b, Features& f) {
  const HeldStatement& left = *a.held;
  const HeldStatement& right = *b.held;
  const bool speaker = a.has_speaker && b.has_speaker && a.speaker == b.speaker;
  f[kNegationDiffers] = flag(left.negated != right.negated);
  f[kReactionOne] = flag(a.reaction != b.reaction);
  f[kReactionBoth] = flag(a.reaction && b.reaction);
  f[kSilenceOne] = flag(a.silence != b.silence);
  f[kSilenceBoth] = flag(a.silence && b.silence);
  f[kDenial] = flag(is_pair(left, right, Stance::kDenies));
  f[kConfirmation] = flag(is_pair(left, right, Stance::kConfirms));
  f[kRetraction] = flag(is_pair(left, right, Stance::kRetracts));
  f[kQuestion] = flag(is_pair(left, right, Stance::kQuestions));
  f[kSameStance] = flag(left.stance == right.stance);
  f[kSameSpeaker] = flag(speaker);
  f[kSameParty] = flag(!speaker && a.has_speaker && b.has_speaker && a.party == b.party);
  f[kSameSpeakerReaction] = flag(speaker && a.reaction != b.reaction);
  f[kSameSpeakerWords] = speaker ? f[kWordsJaccard] : 0;
  f[kAccused] = a.reaction == b.reaction ? 0 : a.reaction ? accused(a, b) : accused(b, a);
  f[kSameDay] = flag(left.said_on != HeldStatements::kNoLabel && left.said_on == right.said_on);
}

double gap(const HeldStatement& a, const HeldStatement& b) {
  if (a.content.empty() || b.content.empty()) return 0;
  const double bytes =
      static_cast<double>(b.content.front().begin) - static_cast<double>(a.content.back().end);
  return std::exp(-std::max(bytes, 0.0) / 150);
}

bool same_sentence(const HeldStatement& a, const HeldStatement& b) {
  return !a.sentence.empty() && a.sentence.overlaps(b.sentence);
}

// `a` stands before `b` in their document.
void add_places(const Item& a, const Item& b, Features& f) {
  const std::uint32_t distance = b.place - a.place;
  const bool speaker = f[kSameSpeaker] > 0;
  const bool next = distance == 1;
  f[kNext] = flag(next);
  f[kNextSameSpeaker] = flag(next && speaker);
  f[kNextReaction] = flag(next && b.reaction && !a.reaction && !speaker);
  f[kNextBothReact] = flag(next && a.reaction && b.reaction);
  f[kLaterReacts] = flag(b.reaction && !a.reaction);
  f[kBefore] = flag(b.before == a.statement);
  f[kBeforeWords] = f[kBefore] * f[kLocalContained];
  f[kGap] = gap(*a.held, *b.held);
  const bool quoted = a.held->quoted == Quoted::kDirect && b.held->quoted == Quoted::kDirect;
  f[kQuotedBoth] = flag(next && speaker && quoted);
  f[kNear] = 1.0 / distance;
  f[kPlaceApart] = distance;
  f[kSameSentence] = flag(same_sentence(*a.held, *b.held));
}

bool is_antecedent(const Item& a, const Item& b) { return b.antecedent == a.statement; }

void add_antecedent(const Item& a, const Item& b, Features& f) {
  const bool forward = is_antecedent(a, b), backward = is_antecedent(b, a);
  if (!forward && !backward) return;
  const Item& reaction = forward ? b : a;
  f[kAntecedent] = 1;
  f[kAntecedentShort] = flag(reaction.refers_back);
  f[kAntecedentSilence] = flag(reaction.silence);
}

void add_around(const Item& a, const Item& b, Features& f) {
  const double around = shared_weight(a.around, b.around, *a.dictionary);
  f[kContextJaccard] = ratio(around, a.around.weight + b.around.weight - around);
}

void add_phrases(const Item& a, const Item& b, Features& f) {
  const auto shared = static_cast<double>(n_shared(a.phrases, b.phrases));
  f[kPhrases] = shared;
  f[kPhrasesShare] =
      ratio(shared, static_cast<double>(std::min(a.phrases.size(), b.phrases.size())));
  f[kLengthLess] = static_cast<double>(std::min(a.n_words, b.n_words));
  f[kLengthMore] = static_cast<double>(std::max(a.n_words, b.n_words));
}

double value_of(std::string_view figure) {
  return std::strtod(std::string(figure).c_str(), nullptr);
}

// 1 for the same value, 0 for one that is a fifth more.
double nearness(std::string_view a, std::string_view b) {
  const double x = value_of(a), y = value_of(b);
  if (x <= 0 || y <= 0) return 0;
  return std::max(0.0, 1 - 5 * (std::max(x, y) / std::min(x, y) - 1));
}

void add_near_figures(const Item& a, const Item& b, Features& f) {
  const Dictionary& words = *a.dictionary;
  for_each_two_quantities(a, b, [&](const Quantity& one, const Quantity& other) {
    if (one.unit != other.unit || one.value == other.value || words.word(one.unit) == "date")
      return;
    f[kRounded] = std::max(f[kRounded], nearness(words.word(one.value), words.word(other.value)));
  });
  const std::size_t figures = n_shared(a.numbers, b.numbers), names = n_shared(a.names, b.names);
  f[kFiguresShared] = static_cast<double>(figures);
  f[kFiguresApart] = static_cast<double>(a.numbers.size() + b.numbers.size() - 2 * figures);
  f[kNamesShared] = static_cast<double>(names);
  f[kNamesApart] = static_cast<double>(a.names.size() + b.names.size() - 2 * names);
}

void put_in_order(int a, int b, double& low, double& high) {
  low = std::min(a, b);
  high = std::max(a, b);
}

void add_kinds(const Item& a, const Item& b, Features& f) {
  const HeldStatement& left = *a.held;
  const HeldStatement& right = *b.held;
  put_in_order(static_cast<int>(left.stance), static_cast<int>(right.stance), f[kStanceLow],
               f[kStanceHigh]);
  put_in_order(a.speaker_kind, b.speaker_kind, f[kSpeakerLow], f[kSpeakerHigh]);
  put_in_order(static_cast<int>(left.quoted), static_cast<int>(right.quoted), f[kQuotedLow],
               f[kQuotedHigh]);
  f[kNegatedBoth] = flag(left.negated && right.negated);
  const auto named_around = [](const Item& speaks, const Item& other) {
    return speaks.called && any_in(speaks.called->stems_of_names, other.around);
  };
  f[kSpeakerAround] = flag(named_around(a, b) || named_around(b, a));
  f[kBackLow] = flag(a.refers_back != b.refers_back);
}

}  // namespace

Features features(const Item& a, const Item& b, const DocumentPair& documents) {
  if (b.statement < a.statement) return features(b, a, documents);
  Features f{};
  f[kBias] = 1;
  f[kMeaning] = cosine(a, b);
  add_words(a, b, f);
  add_figures(a, b, f);
  add_quantities(a, b, f);
  add_names(a, b, f);
  add_voices(a, b, f);
  f[kWithin] = flag(documents.same);
  f[kCopies] = flag(documents.copies);
  add_around(a, b, f);
  add_phrases(a, b, f);
  add_near_figures(a, b, f);
  add_kinds(a, b, f);
  f[kCopyOfIt] = flag(documents.copies && f[kWordsJaccard] > 0.8);
  f[kCited] = flag(documents.cites);
  if (documents.same) {
    add_places(a, b, f);
    add_antecedent(a, b, f);
  }
  return f;
}

namespace {

std::string listed(std::span<const WordId> a, std::span<const WordId> b,
                   const Dictionary& dictionary) {
  std::string list;
  for (const WordId value : a) {
    if (!std::binary_search(b.begin(), b.end(), value)) continue;
    if (!list.empty()) list += ", ";
    list += dictionary.word(value);
  }
  return list;
}

// The most telling ones, at most five.
std::string shared_words(const StemSet& a, const StemSet& b, const Dictionary& dictionary) {
  std::vector<WordId> shared;
  std::set_intersection(a.stems.begin(), a.stems.end(), b.stems.begin(), b.stems.end(),
                        std::back_inserter(shared));
  std::stable_sort(shared.begin(), shared.end(),
                   [&](WordId x, WordId y) { return dictionary.weight(x) > dictionary.weight(y); });
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(shared.size(), 5); ++i) {
    if (!list.empty()) list += ", ";
    list += dictionary.word(shared[i]);
  }
  return list;
}

std::string rule_of(const Features& f, const DocumentPair& documents) {
  if (f[kCopyOfIt] > 0) return "copy";
  if (f[kAntecedent] > 0 &&
      (f[kAntecedentShort] > 0 || f[kAntecedentSilence] > 0 || f[kNextReaction] > 0))
    return "answers it";
  if (f[kWordsJaccard] > 0.8) return "same words";
  if (f[kNumberShared] > 0) return "same figure";
  if (f[kWordsContained] >= 0.4) return "shared words";
  if (f[kMeaning] > 0.6) return "same meaning";
  return documents.same ? "next to it" : "related words";
}

}  // namespace

bool both_assert(const Features& features) {
  return features[kReactionOne] == 0 && features[kReactionBoth] == 0;
}

// Two rules that no tree may outvote. Another figure for the same quantity is another claim: two
// assertions whose figures all differ are kept apart, however alike their words are, unless one may
// be the other rounded (a reaction may well name another figure: "three, not five"). And two
// assertions in the same words, with the same figures and names, are one.
double log_odds(const Features& features) {
  constexpr double kOtherFigure = -2.5;
  constexpr double kSameWords = 3;
  static const SortedTrees trees(kSameClaim);
  const double odds = trees.sum_of(features);
  if (!both_assert(features)) return odds;
  if (features[kNumberConflict] > 0)
    return features[kRounded] < 0.5 ? std::min(odds, kOtherFigure) : odds;
  const bool same_words = features[kWordsJaccard] > 0.95 && features[kShort] == 0 &&
                          features[kNumberOneSided] == 0 && features[kNegationDiffers] == 0 &&
                          features[kNameConflict] == 0;
  return same_words ? std::max(odds, kSameWords) : odds;
}

double contradiction_log_odds(const Features& features) {
  static const SortedTrees trees(kExcludeEachOther);
  return trees.sum_of(features);
}

Reason reason(const Item& a, const Item& b, const DocumentPair& documents) {
  const Features f = features(a, b, documents);
  const std::string figures = listed(a.numbers, b.numbers, *a.dictionary),
                    words = shared_words(a.words, b.words, *a.dictionary);
  std::string detail;
  if (!figures.empty()) detail = "figures: " + figures;
  if (!words.empty()) detail.append(detail.empty() ? "" : "; ").append("words: ").append(words);
  if (f[kSameSpeaker] > 0) detail.append(detail.empty() ? "" : "; ").append("one speaker");
  return {rule_of(f, documents), detail};
}

}  // namespace sayso
