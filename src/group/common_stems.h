#pragma once
// See common_stems.cc.

#include <string_view>

namespace sayso {

// 0.1 for the most frequent stems to 1 for those that are rare in general news.
double stem_weight(std::string_view stem);

}  // namespace sayso
