#pragma once
// group: the records of a collection in, its claims out. Pure, and independent of the order in
// which the records come: the result is a function of the set.

#include <span>
#include <vector>

#include "sayso/claim.h"
#include "sayso/statement.h"

namespace sayso {

// Locality: whether two statements are joined depends on the two, on what their documents say, and
// on constants; never on how common something is in the collection.
Grouping group(std::span<const Records> records);

}  // namespace sayso
