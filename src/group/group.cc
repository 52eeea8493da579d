// group: from the records of documents to claims. It reads as the list of what it does; the problem
// and the idea of each step are in the header that it calls.

#include "sayso/group.h"

#include "group/claims.h"
#include "group/prepare.h"

namespace sayso {

Grouping group(std::span<const Records> records) {
  Prepared prepared = prepare(records);
  make_claims(prepared);
  return std::move(prepared.grouping);
}

}  // namespace sayso
