#pragma once
// What the features of two statements say of them (pair_trees.cc, made by evaluation/fit_grouping.py).

#include "group/trees.h"

namespace sayso {

extern const Trees kSameClaim;         // the log of the odds that they are of one claim
extern const Trees kExcludeEachOther;  // the log of the odds that only one of the two can be so

}  // namespace sayso
