#pragma once
// How likely two statements mean the same proposition.
//
// The score is a sum of trees (pair_trees.h) over features that a person can follow: shared words,
// figures that agree or differ, names, the speaker, how the stances relate, where the two stand in
// a document, and the cosine of what the network makes of the two. Within one document the order of
// sentences tells most ("X denied this"), between documents the words do.
//
// Features depend on the two statements and on what their two documents say; nothing is counted in
// the collection.

#include <array>
#include <string_view>

#include "group/item.h"

namespace sayso {

enum Feature : std::size_t {
  kBias,
  kLocalJaccard,  // of the contents' stems, less weight for what much of their document is about
  kLocalContained,
  kLocalShared,
  kSoftContained,  // kWordsContained, counting stems of which one begins or ends with the other
  kUnitAgrees,     // a figure in both of one thing
  kUnitDiffers,    // the same figure, of different things
  kUnitConflict,   // another figure of one thing, and none that agrees
  kNumberTelling,  // the shared figure is not a small or round one
  kDenial,         // one denies, the other asserts or confirms
  kConfirmation,
  kRetraction,
  kQuestion,
  kAccused,      // a reaction, and what its speaker or its party is called stands in the other's
                 // content
  kBefore,       // a reaction and the last assertion before it
  kBeforeWords,  // kLocalContained of those
  kNextBothReact,
  kLaterReacts,     // in one document: the reaction stands after the assertion
  kGap,             // exp(-bytes between the contents / 150), in one document
  kQuotedBoth,      // both direct, neighbours of one speaker
  kMeaning,         // cosine of `meaning`; -1 unless both have one
  kWordsJaccard,    // of the weighted stems of the contents
  kWordsContained,  // share of the shorter content's weight that the longer one has
  kWordsShared,     // log(1 + weight of the shared stems)
  kWideContained,   // the contents' stems in what is said around the other, the better way round
  kWideBoth,        // the same, the worse way round
  kWideJaccard,     // of contents with what is around them
  kNumberShared,    // a figure in both
  kNumberConflict,  // figures in both, none of them shared
  kNumberOneSided,  // figures in one only
  kNumberWide,      // a figure of one stands around the other
  kNameShared,      // share of the names of the one with fewer names
  kNameConflict,    // names in both, none shared
  kNegationDiffers,
  kShort,        // the shorter content has at most two stems
  kNoWords,      // it has none, or only refers back
  kReactionOne,  // an assertion and a reaction (denies, confirms, retracts, questions, silence)
  kReactionBoth,
  kSilenceOne,
  kSilenceBoth,
  kSameStance,
  kSameSpeaker,
  kSameParty,             // but not the same speaker
  kSameSpeakerReaction,   // the same, and one takes back or confirms what the other said
  kSpeakerNamed,          // the speaker of one is named in the content of the other
  kSameDay,               // said on the same day
  kSharedWhileBothWordy,  // kWordsJaccard where both contents have five stems or more
  kSameSpeakerWords,      // kWordsJaccard where the speaker is the same
  kNumberSharedWords,     // kWideContained where a figure is shared
  kNumberConflictWords,   // kWordsJaccard where figures differ
  kCopyOfIt,    // their documents are copies, and the contents are the same but for light edits
  kCited,       // one document cites the other's outlet
  kAntecedent,  // one is a reaction, the other stands where its object most likely stands
  kAntecedentShort,  // the same, and the reaction has no words of its own
  kAntecedentSilence,
  kNext,  // neighbours in one document
  kNextSameSpeaker,
  kNextReaction,  // neighbours, the later one reacts, of another speaker
  kNear,          // 1 / distance in statements
  kSameSentence,
  kWithin,          // both in one document
  kRarestShared,    // the most telling stem in both: its weight
  kRarestLocal,     // the same by the weights of kLocalShared
  kSharedCount,     // stems in both
  kRestLess,        // weight of the stems that only one has: the side with less
  kRestMore,        // and the side with more
  kContextJaccard,  // of what is around the two, without the contents
  kPhrases,         // two words that follow each other in both
  kPhrasesShare,    // their share of those of the shorter content
  kLengthLess,      // words of the shorter content
  kLengthMore,
  kNamesShared,  // single words of names in both
  kNamesApart,   // and in one only
  kFiguresShared,
  kFiguresApart,
  kRounded,    // figures of one unit that are near each other but not the same: how near, 0 to 1
  kStanceLow,  // the two stances by their number in Stance
  kStanceHigh,
  kSpeakerLow,  // the kinds of the two speakers by their number in EntityType; 7 for none
  kSpeakerHigh,
  kQuotedLow,  // how they are quoted by number in Quoted
  kQuotedHigh,
  kNegatedBoth,
  kSpeakerAround,  // the speaker of one is named around the other
  kPlaceApart,     // statements between them, in one document
  kBackLow,        // refers back: of neither, of one
  kCopies,         // their documents are copies
  kFeatures
};

using Features = std::array<double, kFeatures>;
extern const std::array<std::string_view, kFeatures> kFeatureNames;

// What is known of the two documents.
struct DocumentPair {
  bool same = false;
  bool copies = false;
  bool cites = false;  // either way
};

// The same for (a, b) and (b, a).
Features features(const Item& a, const Item& b, const DocumentPair& documents);

// The log of the odds that they are one.
double log_odds(const Features& features);

// The log of the odds that the two say different things of which only one can be so ("five",
// "three").
double contradiction_log_odds(const Features& features);

// The features that speak for it, in words a person can check.
Reason reason(const Item& a, const Item& b, const DocumentPair& documents);

}  // namespace sayso
