#pragma once
// What the features of pairs.h weigh, in log odds. Made by evaluation/fit_grouping.py from the gold of 46 stories
// (164483 pairs of statements): logistic regression with a ridge of 2.0, one table for pairs within a
// document, one for pairs between documents, one for pairs of claims that exclude each other. Change the
// features, then run the script again; do not edit the numbers.

#include "group/pairs.h"

namespace sayso {

// Log odds above which two groups are joined, an own-voice sentence joins a claim, and two claims contradict.
inline constexpr double kJoinThreshold = -1.0;
inline constexpr double kOwnVoiceThreshold = 2.5;
inline constexpr double kContradictThreshold = -1.0;

inline constexpr Features kWithinDocument{
    -5.708,  // bias
    -0.818,  // local_jaccard
    0.638,   // local_contained
    1.037,   // local_shared
    1.177,   // soft_contained
    0.360,   // unit_agrees
    0.513,   // unit_differs
    -0.869,  // unit_conflict
    0.828,   // number_telling
    0.260,   // denial
    0.059,   // confirmation
    0.075,   // retraction
    0.068,   // question
    1.310,   // accused
    -0.062,  // before
    0.010,   // before_words
    0.026,   // next_both_react
    1.606,   // later_reacts
    0.725,   // gap
    -0.483,  // quoted_both
    2.918,   // meaning
    -0.745,  // words_jaccard
    0.847,   // words_contained
    -0.394,  // words_shared
    0.462,   // wide_contained
    0.090,   // wide_both
    1.862,   // wide_jaccard
    0.873,   // number_shared
    -1.355,  // number_conflict
    -0.402,  // number_one_sided
    -0.056,  // number_wide
    -0.008,  // name_shared
    -0.237,  // name_conflict
    0.009,   // negation_differs
    -0.095,  // short
    0.514,   // no_words
    -0.141,  // reaction_one
    1.271,   // reaction_both
    0.520,   // silence_one
    0.435,   // silence_both
    -0.063,  // same_stance
    0.024,   // same_speaker
    0.083,   // same_party
    -1.908,  // same_speaker_reaction
    0.273,   // speaker_named
    -0.155,  // same_day
    -0.163,  // shared_while_both_wordy
    -0.606,  // same_speaker_words
    -0.812,  // number_shared_words
    -0.571,  // number_conflict_words
    0.000,   // copy_of_it
    0.000,   // cited
    0.030,   // antecedent
    -1.775,  // antecedent_short
    -0.530,  // antecedent_silence
    -0.160,  // next
    0.679,   // next_same_speaker
    0.295,   // next_reaction
    1.076,   // near
    -0.151,  // same_sentence
};

inline constexpr Features kBetweenDocuments{
    -4.863,  // bias
    0.080,   // local_jaccard
    0.093,   // local_contained
    2.737,   // local_shared
    0.894,   // soft_contained
    1.099,   // unit_agrees
    0.267,   // unit_differs
    -1.146,  // unit_conflict
    1.374,   // number_telling
    -0.046,  // denial
    0.015,   // confirmation
    0.103,   // retraction
    -0.147,  // question
    0.822,   // accused
    0.000,   // before
    0.000,   // before_words
    0.000,   // next_both_react
    0.000,   // later_reacts
    0.000,   // gap
    0.000,   // quoted_both
    3.849,   // meaning
    0.381,   // words_jaccard
    -0.090,  // words_contained
    -1.284,  // words_shared
    1.310,   // wide_contained
    0.486,   // wide_both
    1.779,   // wide_jaccard
    1.366,   // number_shared
    -1.249,  // number_conflict
    -0.741,  // number_one_sided
    0.528,   // number_wide
    0.199,   // name_shared
    -0.344,  // name_conflict
    0.004,   // negation_differs
    -0.054,  // short
    0.073,   // no_words
    0.671,   // reaction_one
    1.336,   // reaction_both
    -0.007,  // silence_one
    0.173,   // silence_both
    -0.085,  // same_stance
    1.183,   // same_speaker
    0.242,   // same_party
    -1.462,  // same_speaker_reaction
    0.068,   // speaker_named
    0.051,   // same_day
    -0.947,  // shared_while_both_wordy
    1.582,   // same_speaker_words
    -1.380,  // number_shared_words
    -1.343,  // number_conflict_words
    -1.639,  // copy_of_it
    0.162,   // cited
    0.000,   // antecedent
    0.000,   // antecedent_short
    0.000,   // antecedent_silence
    0.000,   // next
    0.000,   // next_same_speaker
    0.000,   // next_reaction
    0.000,   // near
    0.000,   // same_sentence
};

inline constexpr Features kContradiction{
    -4.213,  // bias
    0.053,   // local_jaccard
    1.172,   // local_contained
    0.607,   // local_shared
    -0.168,  // soft_contained
    -0.045,  // unit_agrees
    0.338,   // unit_differs
    1.441,   // unit_conflict
    -0.307,  // number_telling
    -0.324,  // denial
    -0.531,  // confirmation
    -0.023,  // retraction
    0.584,   // question
    -0.009,  // accused
    0.335,   // before
    -0.650,  // before_words
    -0.273,  // next_both_react
    -0.185,  // later_reacts
    0.512,   // gap
    0.154,   // quoted_both
    0.000,   // meaning
    -0.558,  // words_jaccard
    -0.116,  // words_contained
    -0.441,  // words_shared
    0.904,   // wide_contained
    0.036,   // wide_both
    1.325,   // wide_jaccard
    0.293,   // number_shared
    0.384,   // number_conflict
    -0.733,  // number_one_sided
    1.385,   // number_wide
    0.062,   // name_shared
    -0.078,  // name_conflict
    -0.210,  // negation_differs
    0.343,   // short
    -0.172,  // no_words
    -0.227,  // reaction_one
    0.100,   // reaction_both
    -0.302,  // silence_one
    -0.691,  // silence_both
    -0.458,  // same_stance
    -0.548,  // same_speaker
    0.066,   // same_party
    1.496,   // same_speaker_reaction
    0.082,   // speaker_named
    -0.334,  // same_day
    0.133,   // shared_while_both_wordy
    -1.262,  // same_speaker_words
    0.199,   // number_shared_words
    1.523,   // number_conflict_words
    -0.898,  // copy_of_it
    -0.057,  // cited
    0.198,   // antecedent
    0.531,   // antecedent_short
    -0.160,  // antecedent_silence
    1.489,   // next
    -0.038,  // next_same_speaker
    -0.995,  // next_reaction
    -2.089,  // near
    0.824,   // same_sentence
};

}  // namespace sayso
