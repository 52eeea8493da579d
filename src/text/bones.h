#pragma once
// Words as copies are compared by: their consonants, so that light edits leave them alone.
//
// "travelling" and "traveling" are "trvlng", "harbour" and "harbor" "hrbr", "p.m." and "pm" "pm".
//
// Cost: one pass over the text.

#include <string>
#include <string_view>
#include <vector>

#include "sayso/span.h"

namespace sayso {

struct Bone {
  std::string letters;
  Span span;  // of the word, or of the single letters that stand for one
};

std::vector<Bone> bones_of(std::string_view text);

}  // namespace sayso
