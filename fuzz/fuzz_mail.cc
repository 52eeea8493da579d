// libFuzzer over the readers of mails: one, a box, a saved page.

#include <cstddef>
#include <cstdint>

#include "reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"a.eml", "a.mbox", "a.mhtml"}) check_reading(bytes, name);
  return 0;
}
