#pragma once
// What the features of pairs.h weigh, in log odds. Made by evaluation/fit_grouping.py from the gold
// of 24 stories (62631 pairs of statements): logistic regression with a ridge of 2.0, one table for
// pairs within a document, one for pairs between documents, one for pairs of claims that exclude
// each other. Change the features, then run the script again; do not edit the numbers.

#include "group/pairs.h"

namespace sayso {

// Log odds above which two groups are joined, an own-voice sentence joins a claim, and two claims
// contradict.
inline constexpr double kJoinThreshold = -1.0;
inline constexpr double kOwnVoiceThreshold = 2.5;
inline constexpr double kContradictThreshold = -1.0;

inline constexpr Features kWithinDocument{
    -4.453,  // bias
    -0.652,  // local_jaccard
    0.846,   // local_contained
    0.478,   // local_shared
    1.132,   // soft_contained
    0.051,   // unit_agrees
    0.524,   // unit_differs
    -0.014,  // unit_conflict
    0.964,   // number_telling
    0.451,   // denial
    0.177,   // confirmation
    0.086,   // retraction
    0.143,   // question
    1.246,   // accused
    -0.286,  // before
    0.234,   // before_words
    0.205,   // next_both_react
    1.627,   // later_reacts
    0.946,   // gap
    -0.421,  // quoted_both
    0.000,   // meaning
    -0.774,  // words_jaccard
    0.821,   // words_contained
    -0.103,  // words_shared
    0.442,   // wide_contained
    -0.011,  // wide_both
    1.488,   // wide_jaccard
    0.575,   // number_shared
    -1.830,  // number_conflict
    -0.503,  // number_one_sided
    0.088,   // number_wide
    -0.066,  // name_shared
    -0.078,  // name_conflict
    0.106,   // negation_differs
    -0.280,  // short
    0.439,   // no_words
    -0.377,  // reaction_one
    0.882,   // reaction_both
    0.629,   // silence_one
    0.975,   // silence_both
    -0.215,  // same_stance
    0.123,   // same_speaker
    0.023,   // same_party
    -2.296,  // same_speaker_reaction
    0.137,   // speaker_named
    -0.336,  // same_day
    0.028,   // shared_while_both_wordy
    -0.820,  // same_speaker_words
    -0.249,  // number_shared_words
    -0.536,  // number_conflict_words
    0.000,   // copy_of_it
    0.000,   // cited
    -0.028,  // antecedent
    -1.556,  // antecedent_short
    -0.731,  // antecedent_silence
    -0.138,  // next
    0.880,   // next_same_speaker
    0.564,   // next_reaction
    0.999,   // near
    0.120,   // same_sentence
};

inline constexpr Features kBetweenDocuments{
    -4.003,  // bias
    0.658,   // local_jaccard
    0.414,   // local_contained
    2.489,   // local_shared
    1.118,   // soft_contained
    1.107,   // unit_agrees
    0.253,   // unit_differs
    -0.794,  // unit_conflict
    1.945,   // number_telling
    0.064,   // denial
    0.175,   // confirmation
    0.128,   // retraction
    -0.175,  // question
    0.738,   // accused
    0.000,   // before
    0.000,   // before_words
    0.000,   // next_both_react
    0.000,   // later_reacts
    0.000,   // gap
    0.000,   // quoted_both
    0.000,   // meaning
    -0.242,  // words_jaccard
    -0.237,  // words_contained
    -0.974,  // words_shared
    1.395,   // wide_contained
    0.386,   // wide_both
    1.326,   // wide_jaccard
    1.360,   // number_shared
    -1.807,  // number_conflict
    -1.050,  // number_one_sided
    0.887,   // number_wide
    0.146,   // name_shared
    -0.594,  // name_conflict
    0.030,   // negation_differs
    0.045,   // short
    0.141,   // no_words
    0.562,   // reaction_one
    1.307,   // reaction_both
    0.022,   // silence_one
    0.330,   // silence_both
    -0.172,  // same_stance
    1.239,   // same_speaker
    0.199,   // same_party
    -1.605,  // same_speaker_reaction
    0.312,   // speaker_named
    -0.009,  // same_day
    -0.760,  // shared_while_both_wordy
    2.236,   // same_speaker_words
    -2.209,  // number_shared_words
    -1.457,  // number_conflict_words
    -0.987,  // copy_of_it
    0.337,   // cited
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
    -4.304,  // bias
    -0.489,  // local_jaccard
    0.788,   // local_contained
    0.324,   // local_shared
    -0.138,  // soft_contained
    0.425,   // unit_agrees
    0.173,   // unit_differs
    1.651,   // unit_conflict
    -0.670,  // number_telling
    0.049,   // denial
    -0.423,  // confirmation
    0.219,   // retraction
    0.326,   // question
    0.057,   // accused
    0.488,   // before
    -0.580,  // before_words
    -0.056,  // next_both_react
    -0.471,  // later_reacts
    0.273,   // gap
    0.185,   // quoted_both
    0.000,   // meaning
    -0.351,  // words_jaccard
    0.017,   // words_contained
    -0.388,  // words_shared
    1.247,   // wide_contained
    0.275,   // wide_both
    0.964,   // wide_jaccard
    0.598,   // number_shared
    0.256,   // number_conflict
    -0.826,  // number_one_sided
    1.039,   // number_wide
    0.454,   // name_shared
    -0.224,  // name_conflict
    -0.404,  // negation_differs
    0.484,   // short
    0.303,   // no_words
    -0.381,  // reaction_one
    -0.169,  // reaction_both
    -0.273,  // silence_one
    -0.923,  // silence_both
    -0.287,  // same_stance
    -0.446,  // same_speaker
    0.209,   // same_party
    1.639,   // same_speaker_reaction
    0.255,   // speaker_named
    -0.376,  // same_day
    0.486,   // shared_while_both_wordy
    -0.551,  // same_speaker_words
    -0.303,  // number_shared_words
    1.449,   // number_conflict_words
    -1.208,  // copy_of_it
    0.053,   // cited
    0.332,   // antecedent
    0.387,   // antecedent_short
    -0.747,  // antecedent_silence
    1.111,   // next
    0.104,   // next_same_speaker
    -0.823,  // next_reaction
    -1.500,  // near
    0.738,   // same_sentence
};

}  // namespace sayso
