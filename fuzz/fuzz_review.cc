// Any bytes as a review of a colleague: refused, or a review that comes back as it is and that a
// small collection can be grouped with.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ledger/checks.h"
#include "sayso/group.h"
#include "sayso/review.h"

namespace sayso {
namespace {

Records small_records() {
  Records records;
  records.document = "a";
  records.outlet = "Post";
  records.published = "2023-03-13";
  Entity entity;
  entity.name = "Ada Lin";
  records.entities = {entity};
  Statement statement;
  statement.speaker = 0;
  statement.content = {{0, 5}};
  statement.cue = Span{6, 9};
  records.statements = {statement};
  return records;
}

}  // namespace
}  // namespace sayso

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sayso;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Result<Review> review = review_from_json(bytes);
  if (!review) return 0;
  const std::string json = review_to_json(*review);
  const Result<Review> again = review_from_json(json);
  if (!again || review_to_json(*again) != json) std::abort();
  const std::vector<Records> records = {small_records()};
  const std::vector<Review> reviews = {*review};
  if (!check_references(group(records, reviews))) std::abort();
  return 0;
}
