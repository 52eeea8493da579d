#pragma once
// Who decides, and when: the one place where reviews meet the clock and the system's names.

#include <string>
#include <string_view>
#include <vector>

#include "sayso/review.h"

namespace sayso::cli {

// `asked`, or SAYSO_REVIEWER, or the name under which the user is logged in; "somebody" if the system
// does not know it.
std::string reviewer_name(const std::string& asked);

// Now, in the form of Review::when; but later than every review that is there, since whoever decides
// has seen those, whatever their clocks said.
std::string time_after(const std::vector<Review>& reviews);

// "2023-05-02" or "2023-05-02T11:14+02:00" in the form of Review::when; empty if it is no time.
std::string review_time(std::string_view written);

}  // namespace sayso::cli
