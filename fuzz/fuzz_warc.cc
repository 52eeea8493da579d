// libFuzzer over the reader of web archives: what the input's first bytes say that it is.

#include <cstddef>
#include <cstdint>

#include "reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_reading(bytes, "a.warc");
  return 0;
}
