#pragma once
// How a source stands to what it is about: asserts, confirms, denies, ...
//
// The reporting words decide wherever they are plain ("denied", "would not say", "took back"), with
// their negation ("did not deny" is no denial); else the words of the content can ("is simply
// untrue"); the model's guess fills in where it is sure, and what is left asserts.

#include <array>
#include <string>
#include <string_view>

#include "sayso/statement.h"

namespace sayso {

struct StanceDecision {
  Stance stance = Stance::kAsserts;
  std::string rule;  // "cue: denied", "model: confirms"
};

// `cue` and `content` are the words of the attribution; `model` its stance probabilities.
// "is believed", "was reported": nobody is named whose word it is.
bool is_hearsay(std::string_view cue);

// Words that say that something was said, whatever the sentence is about: "reported".
bool says_plainly(std::string_view cue);

StanceDecision decide_stance(std::string_view cue, std::string_view content,
                             const std::array<float, kStances>& model);

}  // namespace sayso
