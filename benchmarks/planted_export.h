#pragma once
// The export of some documents of a grouping, as if there were no others: of claims that others
// share, their statements and origins only.

#include <string>
#include <vector>

#include "sayso/claim.h"
#include "sayso/document.h"
#include "sayso/standing.h"

namespace sayso::benchmarks {

std::string planted_export(const Grouping& grouping, const std::vector<ClaimStanding>& standings,
                           const std::vector<Document>& documents);

}  // namespace sayso::benchmarks
