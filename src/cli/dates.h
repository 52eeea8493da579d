#pragma once
// What the dates of articles were taken for, and which can't be right. Dates are taken as they are
// written: none is corrected or guessed, so a date that lies must be seen.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/view.h"

namespace sayso::cli {

// "14 March 2023" with how a zone or the lack of one was read; for no date, what follows from that.
std::string published_words(const View& view, std::uint32_t document);

// Sentences: it was published before something that it tells was said, or after today.
std::vector<std::string> odd_dates(const View& view, std::uint32_t document);

}  // namespace sayso::cli
