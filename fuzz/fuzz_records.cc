// libFuzzer over the reader of records as a ledger stores them: what it takes, it must write the
// same way again, and the checks of spans and references must be safe on it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ledger/checks.h"
#include "ledger/records_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  const sayso::Result<sayso::Records> records = sayso::records_from_json(json);
  if (!records) return 0;
  (void)sayso::check_references(*records);
  (void)sayso::check_spans(*records, "a text of a few bytes");
  const std::string once = sayso::records_to_json(*records);
  const sayso::Result<sayso::Records> again = sayso::records_from_json(once);
  if (!again || sayso::records_to_json(*again) != once) std::abort();
  return 0;
}
